"""Which codes a field of filters may have, and what they are called in each language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dashboard.i18n import Lang


@dataclass(frozen=True)
class Name:
    """A code of a field with its names."""

    code: str
    sv: str
    en: str


LISTED = 300
"""How many codes of a field are listed, in a menu or a document; a field with more is open."""
Asked = Callable[[str, str], Name | None]


class Vocabulary:
    """Which codes each field may have, in the order to show them, and what they are called.

    Of an open field only the first are listed; what else it may have is asked for, one code at a time.
    """

    def __init__(self, names: Mapping[str, Iterable[Name]], asked: Asked | None = None) -> None:
        self._names = {field: {n.code: n for n in values} for field, values in names.items()}
        self._asked = asked
        self._open = {field for field, values in self._names.items() if asked and len(values) > LISTED}

    def codes(self, field: str) -> list[str]:
        return list(self._names.get(field, ()))[: LISTED if field in self._open else None]

    def is_open(self, field: str) -> bool:
        """Whether a field may have more codes than are listed."""
        return field in self._open

    def knows(self, field: str, code: str) -> bool:
        return self._find(field, code) is not None

    def name(self, field: str, code: str, lang: Lang) -> str:
        """What a code is called; the code itself where it has no name."""
        found = self._find(field, code)
        return code if found is None else found.sv if lang == "sv" else found.en

    def _find(self, field: str, code: str) -> Name | None:
        found = self._names.get(field, {}).get(code)
        return self._asked(field, code) if found is None and self._asked and field in self._open else found

    def calling(self, field: str, other: str) -> "Vocabulary":
        """The same vocabulary in which the codes of a field are called as those of another are."""
        return self.with_field(field, self._names[other].values())

    def with_field(self, field: str, names: Iterable[Name]) -> "Vocabulary":
        """The same vocabulary with one more field."""
        more = Vocabulary({}, self._asked)
        more._names = self._names | {field: {n.code: n for n in names}}
        more._open = self._open - {field}
        return more
