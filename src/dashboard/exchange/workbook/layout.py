"""What the workbook looks like, for writing it and for reading it: sheets, columns, codes, units.

Row 1 of a sheet says what a row is, row 2 what each column means, row 3 is the heading, rows follow from row 4.
A sheet has no column for the year (the cover says it) and none for what the build computes or numbers.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args

from dashboard.i18n import LANGS, Lang, Text, text
from dashboard.models import KEYS, TABLES
from dashboard.store.checks import ANY_YEAR, REFERENCES

Type = Literal["text", "integer", "number", "date", "code"]
Group = Literal["year", "timeline", "lists"]
TYPES: dict[type, Type] = {str: "text", int: "integer", Decimal: "number", dt.date: "date"}

HEADING_ROW = 3
COVER = "cover"
"""Key of the cover's name among the texts `sheet.*`."""

ASIDE = ("read_over", "read_missing")
"""Keys of the names of sheets that a draft has besides (`exchange.reading`); reading a workbook passes them by."""

SHEETS: dict[str, Group] = {
    "reports": "year", "perspectives": "year", "goals": "year", "success_factors": "year", "measures": "year",
    "board_results": "year", "income_statement": "year", "footnotes": "year", "unit_deviations": "year",
    "investments": "year", "growth_grant": "year", "companies": "year", "company_figures": "year", "figures": "year",
    "advocacy_positions": "year", "findings": "year", "equations": "year",
    "railway_sections": "timeline", "railway_forecasts": "timeline", "railway_events": "timeline",
    "eu_programmes": "timeline", "eu_amounts": "timeline", "eu_events": "timeline",
    "sources": "lists", "units": "lists", "areas": "lists", "topics": "lists",
}  # fmt: skip
"""Tables in the order of their sheets: what the year's report gives, what goes on from year to year, shared lists."""

EMPTIED: dict[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        "reports": "title_sv title_en document_id version pages source_id",
        "perspectives": "page",
        "goals": "status status_basis status_reason_sv status_reason_en summary_sv summary_en page",
        "success_factors": "summary_sv summary_en page",
        "measures": "outcome_text_sv outcome_text_en outcome_value outcome_unit status status_basis status_reason_sv "
        "status_reason_en trend trend_basis trend_reason_sv trend_reason_en page outcome_page",
        "board_results": "goals_total goals_achieved goals_partly goals_not_achieved result_mnkr result_printed page "
        "source_id",
        "income_statement": "actual budget deviation footnote page",
        "unit_deviations": "deviation footnote page",
        "investments": "planned decided outcome_earlier_decisions outcome_year_decisions outcome_total page",
        "growth_grant": "budget decided paid page",
        "companies": "status status_basis summary_sv summary_en page",
        "company_figures": "value printed page",
        "figures": "value printed reference_year page source_id",
    }.items()
}
"""What a year starts without: columns of the year before that the new report gives anew.

Tables of a year that are not here (footnotes, positions, findings, relations) start without rows.
"""

PREFIXES = {
    "Status": "status", "Basis": "basis", "Kind": "kind", "Trend": "trend", "UnitBasis": "unit_basis",
    "Scope": "scope", "EventKind": "event", "FindingKind": "finding", "Operation": "rule",
}  # fmt: skip
"""Enums whose codes are named by texts that pages use."""
CHOICES = ("Rule", "Related", "Precision", "Milestone", "Qualifier", "AmountBasis", "Coverage", "AreaKind")
"""Enums whose codes only the workbook names, as `choice.<enum>.<code>`."""

UNITS = {
    "income_statement": "mnkr", "growth_grant": "mnkr", "board_results": "mnkr", "unit_deviations": "tkr",
    "investments": "tkr", "eu_amounts": "euro", "eu_programmes": "procent",
}  # fmt: skip
"""Unit of the amounts of a table, where all rows share one."""
UNIT_COLUMNS = {"value": "unit", "target_value": "target_unit", "outcome_value": "outcome_unit"}
"""Number columns whose unit stands in the row."""

WORDED = {("board_results", "period"): {"year": "choice.Period.year"}}
"""Values of text columns that a sheet says in words: value -> key of the text."""


@dataclass(frozen=True)
class Field:
    """A column of a sheet.  `codes` is the enum of its codes, `refers` the table whose ids it holds."""

    table: str
    name: str
    kind: Type
    required: bool
    codes: type[StrEnum] | None = None
    refers: str | None = None

    @property
    def emptied(self) -> bool:
        return self.name in EMPTIED.get(self.table, ())

    @property
    def unit(self) -> str | None:
        """The unit of its numbers, where it is the same in all rows."""
        return UNITS.get(self.table) if self.kind == "number" else None

    @property
    def unit_column(self) -> str | None:
        """The column that says which unit its numbers are in, where that differs from row to row."""
        own = UNIT_COLUMNS.get(self.name, "")
        return own if own in TABLES[self.table].model_fields else None

    def heading(self, lang: Lang) -> str:
        return text(lang)(f"column.{self.name}")

    def worded(self, value: str, t: Text) -> str:
        """A value of a text column as its cell says it."""
        key = WORDED.get((self.table, self.name), {}).get(value)
        return t(key) if key else value

    def meant(self, said: str) -> str:
        """The value that a cell of a text column says, in either language."""
        known = WORDED.get((self.table, self.name), {}).items()
        return next((v for v, key in known if folded(said) in {folded(text(lang)(key)) for lang in LANGS}), said)


@cache
def fields(table: str) -> tuple[Field, ...]:
    """The columns of a table's sheet in order: what names a row, what it is called, then the rest."""
    found = [f for f in all_fields(table).values() if f.name not in ("year", "position") and "_computed" not in f.name]
    first = [
        KEYS[table],
        *(n for n in ("name_sv", "name", "label_sv", "title_sv", "title") if n in TABLES[table].model_fields),
    ]
    return tuple(sorted(found, key=lambda f: first.index(f.name) if f.name in first else len(first)))


@cache
def all_fields(table: str) -> dict[str, Field]:
    """Every column that a sheet of the table may have."""
    return {name: _field(table, name, info) for name, info in TABLES[table].model_fields.items()}


def _field(table: str, name: str, info: Any) -> Field:
    kind = _plain(info.annotation)
    codes = kind if issubclass(kind, StrEnum) else None
    refers = next((to for of, column, to in [*REFERENCES, *ANY_YEAR] if of in (table, "*") and column == name), None)
    return Field(
        table, name, "code" if codes else TYPES[kind],
        required=info.is_required(), codes=codes, refers=refers if refers != table or name != KEYS[table] else None,
    )  # fmt: skip


def _plain(annotation: Any) -> type:
    """The type of a value, without `| None` and without constraints."""
    if isinstance(annotation, type):
        return annotation
    return _plain(next(part for part in get_args(annotation) if part is not type(None)))


def code_key(code: StrEnum) -> str:
    """The key of the text that names a code."""
    enum = type(code).__name__
    return f"choice.{enum}.{code}" if enum in CHOICES else f"{PREFIXES[enum]}.{code}"


@cache
def codes_by_name(enum: type[StrEnum]) -> dict[str, StrEnum]:
    """Code by what a cell may say: the code, or its name in either language."""
    names = {folded(text(lang)(code_key(c))): c for lang in LANGS for c in enum}
    return names | {folded(c): c for c in enum}


@cache
def sheets_by_name() -> dict[str, str]:
    """Table (or `cover`) by the name that its sheet may have: in either language, or the table's own."""
    names = {folded(text(lang)(f"sheet.{table}")): table for table in (COVER, *SHEETS) for lang in LANGS}
    return names | {table: table for table in TABLES}


@cache
def aside() -> frozenset[str]:
    """The names of the sheets that are passed by."""
    return frozenset(folded(text(lang)(f"sheet.{key}")) for key in ASIDE for lang in LANGS)


@cache
def fields_by_heading(table: str) -> dict[str, Field]:
    """Column by what its heading may say: in either language, or the column's own name."""
    allowed = [f for f in all_fields(table).values() if "_computed" not in f.name]
    return {folded(f.heading(lang)): f for f in allowed for lang in LANGS} | {f.name: f for f in allowed}


def folded(said: str) -> str:
    """A name as it is compared: no case, no star of a required heading, one space between words."""
    return re.sub(r"\s+", " ", said.replace("*", " ")).strip().casefold()
