"""Errors that know how to say themselves in the reader's language.

DashboardError          anything that the user can be told about; carries a text key and its parameters
├── DataError           the files under `data/` are at fault; carries every problem found
│   └── RefusedError    a workbook or files that somebody brings in are at fault; nothing of them is used
├── DocumentError       a report document cannot be read, or is not on the template
├── LimitedError        a child process that reads a foreign file ran out of time or memory, or died
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
class Named:
    """A parameter of a text that is itself in the texts, as one or more keys: said in the language of the reader."""

    keys: tuple[str, ...]

    def say(self, t: Text) -> str:
        return ", ".join(t(key) for key in self.keys)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file; line 0 means the whole file.

    `cell` is None for a text file.  For a workbook it is the cell (`F14`), with the sheet as the `file`; an empty one
    means the whole sheet, or the whole workbook where `file` is the workbook's own name.
    """

    file: str
    line: int
    column: str
    key: str
    value: object = None
    params: dict[str, object] = field(default_factory=dict)
    cell: str | None = None

    @property
    def place(self) -> str:
        """`file:line: column` of a text file, `Sheet!F14` of a workbook."""
        if self.cell is not None:
            return f"{self.file}!{self.cell}" if self.cell else self.file
        return f"{self.file}:{self.line}" + (f": {self.column}" if self.column else "")

    def say(self, t: Text) -> str:
        """`place: message (got value)` in the language of `t`."""
        params = {name: p.say(t) if isinstance(p, Named) else p for name, p in self.params.items()}
        message = t(f"problem.{self.key}", **params)
        value = self.value.say(t) if isinstance(self.value, Named) else self.value
        got = "" if value is None else " " + t("problem.got", value=str(value)[:120])
        return f"{self.place}: {message}{got}"


class DataError(DashboardError):
    def __init__(self, problems: Sequence[Problem], key: str = "data", **params: object) -> None:
        super().__init__(key, n=len(problems), **params)
        self.problems = tuple(problems)

    def say(self, t: Text) -> str:
        return "\n".join([super().say(t), *(p.say(t) for p in self.problems)])


class RefusedError(DataError):
    """`name` is what was brought in: a workbook, a folder, a document."""

    def __init__(self, problems: Sequence[Problem], name: str) -> None:
        super().__init__(problems, "refused", name=name)


class DocumentError(DashboardError):
    pass


class LimitedError(DashboardError):
    """`name` is the file that was read; its text is that of a problem of the whole file."""

    @property
    def problem(self) -> Problem:
        return Problem(str(self.params["name"]), 0, "", self.key, None, self.params, "")

    def say(self, t: Text) -> str:
        return self.problem.say(t)


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
