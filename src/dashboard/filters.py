"""A filter is a value: its field is the URL parameter and the widget key, its codes are the same in every language.

A `Filters` is parsed from a query (`parse`), writes the query (`query`, `link`), gives the parameters of a statement
(`params`) and says itself in words (`words`).  What a query says that does not exist is refused by name, and the rest
still works.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from dashboard.i18n import LANGS, Lang, Text

MAX_TEXT = 100
FREE = frozenset({"q", "text"})
"""Fields that take free text."""
IGNORED_PREFIXES = ("utm_", "fbclid", "gclid", "mc_", "embed", "_")
"""Parameters that mail and search tools add to links; nobody needs to be told about them."""


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


@dataclass(frozen=True)
class Refused:
    """A value (or a whole parameter, where `value` is None) of a query that means nothing here."""

    field: str
    value: str | None

    @property
    def said(self) -> str:
        return f"{self.field} = {self.value}"


class Filters(BaseModel):
    """What every page has: language, year (0 = the latest with full data), organisational unit, search."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: Lang = "sv"
    year: int = 0
    unit: str = ""
    q: str = ""

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
        """The URL of a page with this language, year and unit, and with the changes; other filters are left out."""
        kept = {name: value for name, value in self if name in ("lang", "year", "unit")} | changes
        pairs = [
            (name, str(v))
            for name, value in kept.items()
            for v in (value if isinstance(value, list | tuple) else [value])
            if v not in ("", 0, None)
        ]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def full_link(self, path: str) -> str:
        """The URL of this very view."""
        query = urlencode(self.query(), doseq=True)
        return f"{path}?{query}" if query else path

    def changed(self, **changes: Any) -> Self:
        return self.model_copy(update=changes)

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


class GoalFilters(Filters):
    perspective: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    text: str = ""


class FactorFilters(Filters):
    factor: str = ""


class RailwayFilters(Filters):
    section: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    from_year: int = 0
    to_year: int = 0
    text: str = ""


class EuFilters(Filters):
    programme: tuple[str, ...] = ()
    eur: str = "meur"
    rate: Decimal | None = None


class EconomyFilters(Filters):
    amounts: str = "mnkr"


class CompanyFilters(Filters):
    company: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    text: str = ""

    def words(self, t: Text, names: Vocabulary, skip: Iterable[str] = ("lang", "q")) -> str:
        return super().words(t, names.calling("status", "company_status"), (*skip, "unit"))


class FigureFilters(Filters):
    """`years` says whether the year chooses (`year`) or all years are shown (`all`); `page_no` may be `all`."""

    topic: tuple[str, ...] = ()
    factor: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    figure: tuple[str, ...] = ()
    text: str = ""
    years: str = "year"
    sort: str = "page"
    page_no: str = "1"

    def query(self) -> dict[str, list[str]]:
        """The query without what is the same unless asked for, so that a link to a row stays as it is."""
        usual = {"years": ["year"], "sort": ["page"], "page_no": ["1"]}
        return {name: values for name, values in super().query().items() if usual.get(name) != values}

    def params(self) -> dict[str, Any]:
        return {name: value for name, value in super().params().items() if (name, self.years) != ("year", "all")}

    def words(self, t: Text, names: Vocabulary, skip: Iterable[str] = ("lang", "q")) -> str:
        return super().words(t, names, (*skip, "sort", "page_no", "year" if self.years == "all" else "years"))


class SourceFilters(Filters):
    finding: tuple[str, ...] = ()


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
    return model(**found), tuple(refused)


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
    return int(value) if field in {"year", "from_year", "to_year"} else value


def _fields(model: type[Filters]) -> set[str]:
    return set(model.model_fields).union(*(_fields(m) for m in model.__subclasses__()))


KNOWN_FIELDS = frozenset(_fields(Filters))
"""Fields of any page: a link from one page to another may carry them without complaint."""
