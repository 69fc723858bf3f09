"""What the filters of every page are and can do: write a query, give parameters, say themselves in words."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from dashboard.filters.vocabulary import Vocabulary
from dashboard.i18n import Lang, Text
from dashboard.settings import at

FREE = frozenset({"q", "text"})
"""Fields that take free text."""


class Filters(BaseModel):
    """What every page has: language, year (0 = the latest with full data), organisational unit, search."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: Lang = "sv"
    year: int = 0
    unit: str = ""
    q: str = ""

    kept: ClassVar[tuple[str, ...]] = ("lang", "year", "unit")
    """Fields that a link to another page takes along."""

    def query(self) -> dict[str, list[str]]:
        """The complete query of this view, with the fields that restrict something."""
        return {
            name: [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
            for name, value in self
            if value not in ((), "", 0, None)
        }

    def params(self) -> dict[str, Any]:
        """Named parameters for a statement: codes as lists, texts and numbers as they are, nothing for all."""
        found: dict[str, Any] = {}
        for name, value in self:
            if value in ((), "", 0, None) or name == "lang":
                continue
            plain = name in FREE or not isinstance(value, str | tuple | int) or name in {"from_year", "to_year"}
            found[name] = value if plain else list(value) if isinstance(value, tuple) else [value]
        return found

    def link(self, path: str, **changes: Any) -> str:
        """The URL of a page with the fields that are kept, and with the changes; other filters are left out."""
        kept = {name: value for name, value in self if name in self.kept} | changes
        pairs = [
            (name, str(v))
            for name, value in kept.items()
            for v in (value if isinstance(value, list | tuple) else [value])
            if v not in ("", 0, None)
        ]
        return at(path) + (f"?{urlencode(pairs)}" if pairs else "")

    def full_link(self, path: str) -> str:
        """The URL of this very view."""
        query = urlencode(self.query(), doseq=True)
        return at(path) + (f"?{query}" if query else "")

    def changed(self, **changes: Any) -> Self:
        return self.model_validate(dict(self) | changes)

    def words(self, t: Text, names: Vocabulary, skip: Iterable[str] = ("lang", "q")) -> str:
        """What the filters say, for people: `År: 2021 · Status: Delvis uppnått`."""
        said = []
        for name, value in self:
            if name in skip or value in ((), "", 0, None):
                continue
            codes = value if isinstance(value, tuple) else (value,)
            if isinstance(value, Decimal) and t.lang == "sv":
                codes = (str(value).replace(".", ","),)
            said.append(f"{t('filter.' + name)}: " + ", ".join(names.name(name, str(c), t.lang) for c in codes))
        return " · ".join(said)
