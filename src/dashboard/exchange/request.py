"""What may be asked of a table, and the request that a query means.

`declared` is the one list of parameters: requests are read by it, and the index and the OpenAPI document are written
from it.  The codes are those of the pages; other than there, nothing that means nothing is passed over.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal
from urllib.parse import urlencode

from dashboard.errors import UsageError
from dashboard.filters import FREE, IGNORED_PREFIXES, MAX_TEXT, Vocabulary, order
from dashboard.i18n import LANGS, Lang, texts
from dashboard.models import TABLES
from dashboard.settings import at
from dashboard.store.db import parameters

Kind = Literal["csv", "json", "xlsx", "html"]
KINDS: tuple[Kind, ...] = ("csv", "json", "xlsx", "html")
FORMS = ("open", "excel")
VIEWS = {
    "checks": ("year", "check_id"),
    "compared_goals": ("year", "compare", "goal_id"),
    "compared_measures": ("year", "compare", "measure_id"),
    "compared_figures": ("year", "compare", "figure_id"),
    "compared_amounts": ("year", "compare", "table", "row_id", "field"),
}
"""What is computed from the tables, with the columns that together name a row."""
EXPORTED = (*TABLES, *VIEWS)
"""What may be asked for: the tables of the contract, the recomputed checks, the comparisons between years."""
SINGLE = frozenset({"from_year", "to_year", "known", "text", "q", "sort"})
MAX_COUNT = 1_000_000_000
HTML_ROWS = 500
"""Rows of an HTML page where no limit is given."""
WHOLE = re.compile(r"0|[1-9][0-9]{0,9}")
LEGIBLE = r"^[^\x00-\x1f\x7f]+$"
SHOWN = 40
"""How many allowed values an error names."""
PATH = "/api/v1/"


def address(file: str = "") -> str:
    """The path of a file of the interface, or of the interface itself."""
    return at(PATH + file)


@dataclass(frozen=True)
class Parameter:
    """A parameter: `codes` are all that it may be, or `low` and `high` bound a number, or it is text.

    Where there are too many codes to list, `codes` are the first and `more` knows all.  `many` may be given several
    times; `listed` takes several separated by commas.
    """

    name: str
    codes: tuple[str, ...] = ()
    low: int = 0
    high: int | None = None
    many: bool = False
    listed: bool = False
    number: bool = False
    default: str | int | None = None
    more: Vocabulary | None = None

    def read(self, given: Sequence[str]) -> Any:
        """The value that texts of a query mean.  Raises UsageError."""
        if self.listed:
            given = [part for text in given for part in text.split(",")]
            if len(set(given)) < len(given):
                raise UsageError("twice", field=self.name)
        elif not self.many and len(given) > 1:
            raise UsageError("twice", field=self.name)
        values = [self._one(value) for value in given]
        return values if self.many or self.listed else values[0]

    def _one(self, value: str) -> Any:
        if self.codes:
            if value not in self.codes and not (self.more and self.more.knows(self.name, value)):
                shown = ", ".join(self.codes[:SHOWN]) + (" …" if len(self.codes) > SHOWN else "")
                raise self._refused(value, shown, self.codes)
            return int(value) if self.number else value
        if self.high is not None:
            if not WHOLE.fullmatch(value) or not self.low <= int(value) <= self.high:
                raise self._refused(value, f"{self.low}–{self.high}", ())
            return int(value)
        if len(value) > MAX_TEXT or not re.match(LEGIBLE + r"\Z", value):
            raise UsageError("parameter_text", field=self.name, limit=MAX_TEXT)
        return value

    def _refused(self, value: str, allowed: str, codes: tuple[str, ...]) -> UsageError:
        return UsageError("parameter", field=self.name, value=value[:MAX_TEXT], allowed=allowed, codes=codes)


@cache
def pages() -> tuple[str, ...]:
    """The names of the pages, which a download may say that it was taken from."""
    return tuple(sorted({key.split(".")[1] for key in texts("sv") if re.fullmatch(r"page\.\w+\.title", key)}))


def declared(table: str, kind: str, names: Vocabulary, columns: Sequence[str]) -> tuple[Parameter, ...]:
    """Every parameter that a table has: its filters, then what all tables have."""
    filters = []
    for name in parameters(table):
        if name in FREE:
            filters.append(Parameter(name))
        elif name == "known":
            filters.append(Parameter(name, low=1000, high=9999))
        else:
            codes = tuple(names.codes(name))
            number = bool(codes) and all(WHOLE.fullmatch(c) for c in codes)
            more = names if names.is_open(name) else None
            filters.append(Parameter(name, codes, many=name not in SINGLE, number=number, more=more))
    return (
        *filters,
        Parameter("fields", tuple(columns), listed=True),
        Parameter("limit", high=MAX_COUNT, default=HTML_ROWS if kind == "html" else None),
        Parameter("offset", high=MAX_COUNT, default=0),
        Parameter("lang", LANGS, default="sv"),
        Parameter("form", FORMS, default="open"),
        Parameter("page", pages()),
    )


OPTIONS = ("fields", "limit", "offset", "lang", "form", "page")
"""What all tables have besides their filters."""


@dataclass(frozen=True)
class Request:
    """Rows of a table in a form.  `values` are the parameters of its statement."""

    table: str
    kind: Kind
    lang: Lang = "sv"
    form: str = "open"
    page: str = ""
    fields: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def bound(self) -> dict[str, Any]:
        """The parameters as the statement takes them."""
        sort = self.values.get("sort")
        return {**self.values, **({"sort": order(sort, self.lang)} if sort else {})}

    def url(self, **changes: Any) -> str:
        """The path and query of this request, always written the same way; `kind` and options may be changed."""
        options: dict[str, Any] = {
            "fields": ",".join(self.fields) or None, "limit": self.limit, "offset": self.offset or None,
            "lang": None if self.lang == "sv" else self.lang, "form": None if self.form == "open" else self.form,
            "page": self.page or None,
        }  # fmt: skip
        kind = changes.pop("kind", self.kind)
        query = {k: v for k, v in {**self.values, **options, **changes}.items() if v is not None}
        return address(f"{self.table}.{kind}") + (f"?{urlencode(query, doseq=True)}" if query else "")


def parse(table: str, kind: str, query: Mapping[str, list[str]], names: Vocabulary, columns: Sequence[str]) -> Request:
    """The request that a query means.  Raises UsageError naming the parameter and what it may be."""
    if table not in EXPORTED or kind not in KINDS:
        raise UsageError("no_table", table=f"{table}.{kind}", tables=", ".join(EXPORTED))
    read = read_query(table, query, declared(table, kind, names, columns))
    options = {name: read.pop(name) for name in OPTIONS if name in read}
    if "fields" in options:
        options["fields"] = tuple(options["fields"])
    return Request(table, kind, values=read, **options)


def read_query(what: str, query: Mapping[str, list[str]], allowed: Sequence[Parameter]) -> dict[str, Any]:
    """What a query says, in the order of the declared parameters.  Raises UsageError for anything else in it.

    What mail and search tools add to links is passed over.
    """
    known = {p.name: p for p in allowed}
    for name in query:
        if name not in known and not name.lower().startswith(IGNORED_PREFIXES):
            said = name[:MAX_TEXT]
            raise UsageError(
                "unknown_parameter", field=said, table=what, allowed=", ".join(known) or "–", codes=tuple(known)
            )
    return {p.name: p.read(query[p.name]) for p in allowed if query.get(p.name)}
