"""Which codes a field of filters may have, and what they are called in each language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.i18n import Lang


@dataclass(frozen=True)
class Name:
    """A code of a field with its names."""

    code: str
    sv: str
    en: str


class Vocabulary:
    """Which codes each field may have, in the order to show them, and what they are called."""

    def __init__(self, names: Mapping[str, Iterable[Name]]) -> None:
        self._names = {field: {n.code: n for n in values} for field, values in names.items()}

    def codes(self, field: str) -> list[str]:
        return list(self._names.get(field, ()))

    def knows(self, field: str, code: str) -> bool:
        return code in self._names.get(field, ())

    def name(self, field: str, code: str, lang: Lang) -> str:
        """What a code is called; the code itself where it has no name."""
        found = self._names.get(field, {}).get(code)
        return code if found is None else found.sv if lang == "sv" else found.en

    def calling(self, field: str, other: str) -> "Vocabulary":
        """The same vocabulary in which the codes of a field are called as those of another are."""
        return self.with_field(field, self._names[other].values())

    def with_field(self, field: str, names: Iterable[Name]) -> "Vocabulary":
        """The same vocabulary with one more field."""
        more = Vocabulary({})
        more._names = self._names | {field: {n.code: n for n in names}}
        return more
