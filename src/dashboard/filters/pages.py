"""The filters of each page: its field is the URL parameter, the widget key and the parameter of a statement."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import model_validator

from dashboard.filters.base import Filters
from dashboard.filters.vocabulary import Vocabulary
from dashboard.i18n import Lang, Text


class ComparedFilters(Filters):
    """`compare` is the year that this one is compared with, 0 for none; a year is not compared with itself."""

    compare: int = 0

    kept: ClassVar[tuple[str, ...]] = (*Filters.kept, "compare")

    @model_validator(mode="before")
    @classmethod
    def _not_with_itself(cls, fields: dict[str, Any]) -> dict[str, Any]:
        return fields | {"compare": 0} if fields.get("compare") == fields.get("year") else fields

    def link(self, path: str, **changes: Any) -> str:
        itself = {"compare": 0} if changes.get("year") == self.compare else {}
        return super().link(path, **(itself | changes))


class OverviewFilters(ComparedFilters):
    pass


class Paged(Filters):
    """A list that is shown a page at a time; `page_no` may be `all`."""

    page_no: str = "1"

    def query(self) -> dict[str, list[str]]:
        """The query without the first page, so that a link stays as it is."""
        return {name: values for name, values in super().query().items() if (name, values) != ("page_no", ["1"])}

    def params(self) -> dict[str, Any]:
        return {name: value for name, value in super().params().items() if name != "page_no"}

    def words(self, t: Text, names: Vocabulary, skip: Iterable[str] = ("lang", "q")) -> str:
        return super().words(t, names, (*skip, "page_no"))


class GoalFilters(Paged, ComparedFilters):
    perspective: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    text: str = ""


class FactorFilters(ComparedFilters):
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


class EconomyFilters(ComparedFilters):
    amounts: str = "mnkr"


class CompanyFilters(Filters):
    company: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    text: str = ""

    def words(self, t: Text, names: Vocabulary, skip: Iterable[str] = ("lang", "q")) -> str:
        return super().words(t, names.calling("status", "company_status"), (*skip, "unit"))


def order(sort: str, lang: Lang) -> str:
    """What a statement calls an order: labels are sorted in the language they are read in."""
    return f"label_{lang}" if sort == "label" else sort


class FigureFilters(Paged):
    """`years` says whether the year chooses (`year`) or all years are shown (`all`)."""

    topic: tuple[str, ...] = ()
    factor: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    figure: tuple[str, ...] = ()
    text: str = ""
    years: str = "year"
    sort: str = "page"

    def query(self) -> dict[str, list[str]]:
        """The query without what is the same unless asked for, so that a link to a row stays as it is."""
        usual = {"years": ["year"], "sort": ["page"]}
        return {name: values for name, values in super().query().items() if usual.get(name) != values}

    def params(self) -> dict[str, Any]:
        found = super().params() | {"sort": order(self.sort, self.lang)}
        return {name: value for name, value in found.items() if (name, self.years) != ("year", "all")}

    def words(self, t: Text, names: Vocabulary, skip: Iterable[str] = ("lang", "q")) -> str:
        return super().words(t, names, (*skip, "sort", "year" if self.years == "all" else "years"))


class SourceFilters(Filters):
    finding: tuple[str, ...] = ()


def _fields(model: type[Filters]) -> set[str]:
    return set(model.model_fields).union(*(_fields(m) for m in model.__subclasses__()))


KNOWN_FIELDS = frozenset(_fields(Filters))
"""Fields of any page: a link from one page to another may carry them without complaint."""
