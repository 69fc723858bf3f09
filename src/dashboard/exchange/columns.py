"""What the columns of a table are, read off its statement and its model: types, codes, number formats."""

import types
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

from dashboard.errors import UsageError
from dashboard.exchange.request import EXPORTED
from dashboard.models import TABLES
from dashboard.store.db import Database

Type = Literal["text", "integer", "number", "date", "boolean"]
UNGROUPED = frozenset(
    {"compare", "compare_page", "footnote", "number", "outcome_page", "page", "pages", "position", "section_position"}
)
"""Whole numbers that name a place or an order; years are ungrouped too."""
MILLIONS = frozenset({"income_statement", "growth_grant"})
"""Tables whose amounts are million kronor, printed with one decimal."""


@dataclass(frozen=True)
class Column:
    """A column of a table's answer; `required` is never missing, `own` belongs to the table, not to what is joined."""

    name: str
    type: Type
    codes: tuple[str, ...] = ()
    required: bool = False
    own: bool = True
    decimals: int = 0
    grouped: bool = True
    percent: bool = False

    def number_format(self, value: Decimal | int) -> str:
        """The spreadsheet format of a number: the column's decimals, or as many as the value has if that is more."""
        decimals = max(self.decimals, -int(Decimal(value).normalize().as_tuple().exponent), 0)
        shape = ("#,##0" if self.grouped else "0") + ("." + "0" * decimals if decimals else "")
        return shape + '" %"' if self.percent else shape


def columns_of(db: Database, table: str) -> tuple[Column, ...]:
    """The columns of a table's statement, in order.  Raises UsageError for a table that does not exist."""
    if table not in EXPORTED:
        raise UsageError("no_table", table=table, tables=", ".join(EXPORTED))
    return tuple(_column(table, name, kind) for name, kind in db.types(table).items())


def chosen(columns: Sequence[Column], names: Sequence[str]) -> tuple[Column, ...]:
    """The columns with these names, in the order of the names; all of them where there are none."""
    by_name = {c.name: c for c in columns}
    return tuple(by_name[n] for n in names) or tuple(columns)


def _column(table: str, name: str, kind: str) -> Column:
    model = TABLES.get(table)
    fields = model.model_fields if model else {}
    info = fields.get(name)
    inner = [t for t in _inner(info.annotation) if t is not type(None)] if info else []
    codes = tuple(str(c) for t in inner if isinstance(t, type) and issubclass(t, StrEnum) for c in t)
    year = name == "year" or name.endswith("_year")
    type_ = _type(kind)
    return Column(
        name, type_, codes,
        required=info is not None and info.is_required(),
        own=info is not None,
        decimals=1 if type_ == "number" and (table in MILLIONS or name.endswith("_mnkr")) else 0,
        grouped=not (year or name in UNGROUPED),
        percent=name.endswith("_pct"),
    )  # fmt: skip


def _inner(annotation: Any) -> list[Any]:
    if get_origin(annotation) in (Union, types.UnionType):
        return list(get_args(annotation))
    return [annotation]


def _type(kind: str) -> Type:
    if kind == "VARCHAR":
        return "text"
    if kind == "DATE":
        return "date"
    if kind == "BOOLEAN":
        return "boolean"
    return "number" if kind.startswith(("DECIMAL", "DOUBLE", "FLOAT")) else "integer"
