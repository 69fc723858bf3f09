"""Errors that know how to say themselves in the reader's language.

DashboardError          anything that the user can be told about; carries a text key and its parameters
├── DataError           the files under `data/` are at fault; carries every problem found
├── QueryError          the database could not answer
├── PublishError        a version could not be published: another import, a full disk, a folder that may not be written
└── UsageError          a command or request asks for something that does not exist
    └── SettingsError   the environment holds a setting that is unknown, wrong or missing; carries all of them
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.i18n import Text


class DashboardError(Exception):
    """An error with a text key (`error.<key>`) and the parameters of that text."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, params)
        self.key, self.params = key, params

    def say(self, t: Text) -> str:
        """The message in the language of `t`: what, where, what to do."""
        return t(f"error.{self.key}", **self.params)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file; line 0 means the whole file."""

    file: str
    line: int
    column: str
    key: str
    value: object = None
    params: dict[str, object] = field(default_factory=dict)

    def say(self, t: Text) -> str:
        """`file:line: column: message (got value)` in the language of `t`."""
        place = f"{self.file}:{self.line}: " + (f"{self.column}: " if self.column else "")
        message = t(f"problem.{self.key}", **self.params)
        got = "" if self.value is None else " " + t("problem.got", value=str(self.value)[:120])
        return place + message + got


class DataError(DashboardError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("data", n=len(problems))
        self.problems = tuple(problems)

    def say(self, t: Text) -> str:
        return "\n".join([super().say(t), *(p.say(t) for p in self.problems)])


class QueryError(DashboardError):
    pass


class PublishError(DashboardError):
    pass


class UsageError(DashboardError):
    pass


class SettingsError(UsageError):
    """`problems` are (variable, its value, field of the settings).

    The value is None where it is missing or secret; value and field are empty where there is no such setting.
    """

    def __init__(self, problems: Sequence[tuple[str, str | None, str]]) -> None:
        super().__init__("settings", n=len(problems))
        self.problems = tuple(problems)

    def say(self, t: Text) -> str:
        lines = [super().say(t)]
        for name, value, at in self.problems:
            if not at:
                lines.append(f"{name}: {t('setting.unknown')}")
                continue
            got = t("setting.missing") if value is None else t("setting.got", value=value[:120])
            lines.append(f"{name}: {got} {t(f'setting.allowed.{at}')}")
        return "\n".join(lines)
