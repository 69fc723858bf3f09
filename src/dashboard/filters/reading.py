"""Filters out of a query: what is known is read, what is not is refused by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from dashboard.filters.base import FREE, Filters
from dashboard.filters.pages import KNOWN_FIELDS
from dashboard.filters.vocabulary import Vocabulary
from dashboard.i18n import LANGS

MAX_TEXT = 100
IGNORED_PREFIXES = ("utm_", "fbclid", "gclid", "mc_", "embed", "_")
"""Parameters that mail and search tools add to links; nobody needs to be told about them."""


@dataclass(frozen=True)
class Refused:
    """A value (or a whole parameter, where `value` is None) of a query that means nothing here."""

    field: str
    value: str | None

    @property
    def said(self) -> str:
        return f"{self.field} = {self.value}"


F = TypeVar("F", bound=Filters)


def parse(model: type[F], query: Mapping[str, list[str]], names: Vocabulary) -> tuple[F, tuple[Refused, ...]]:
    """The filters that a query says, and what of it means nothing here."""
    found: dict[str, Any] = {}
    refused: list[Refused] = []
    for field, values in query.items():
        info = model.model_fields.get(field)
        if info is None:
            if not field.lower().startswith(IGNORED_PREFIXES) and field not in KNOWN_FIELDS:
                refused.append(Refused(field[:MAX_TEXT], None))
            continue
        good = [v for v in dict.fromkeys(_read(field, value, names) for value in values) if v is not None]
        refused += [Refused(field, v[:MAX_TEXT]) for v in values if v and _read(field, v, names) is None]
        if good:
            found[field] = tuple(good) if "tuple" in str(info.annotation) else good[0]
    filters = model(**found)
    return filters, (*refused, *_itself(found.get("compare"), filters))


def with_year(filters: F, year: int) -> tuple[F, tuple[Refused, ...]]:
    """The filters with a year where they have none, and what then means nothing: that year compared with itself."""
    if filters.year:
        return filters, ()
    dated = filters.changed(year=year)
    return dated, _itself(getattr(filters, "compare", None), dated)


def _itself(asked: int | None, filters: Filters) -> tuple[Refused, ...]:
    """The year that was asked to be compared with, if that is the very year of the filters."""
    return (Refused("compare", str(asked)),) if asked and not getattr(filters, "compare", 0) else ()


def _read(field: str, value: str, names: Vocabulary) -> Any:
    """The value that a query's text means for a field, or None."""
    if field in FREE:
        return "".join(c for c in value if c.isprintable())[:MAX_TEXT].strip() or None
    if field == "lang":
        return value if value in LANGS else None
    if field == "rate":
        try:
            rate = Decimal(value.replace(",", "."))
        except InvalidOperation:
            return None
        return rate if rate.is_finite() and 0 < rate < 1000 else None
    if not names.knows(field, value):
        return None
    return int(value) if field in {"year", "compare", "from_year", "to_year"} else value
