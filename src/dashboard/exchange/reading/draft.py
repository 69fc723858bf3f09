"""A draft of a year's tables: every cell with its page, its place and how sure it is; what is over; what is missing."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboard.exchange.reading.words import alike, letters, slug
from dashboard.models import KEYS
from dashboard.store.load import load


@dataclass(frozen=True)
class Entry:
    """A cell.  `sure`: it stands so in the report; else it is to be checked.  `said` is the words or mark behind it."""

    value: object
    page: int | None = None
    place: str = ""
    sure: bool = True
    said: str = ""


DraftRow = dict[str, Entry]


@dataclass(frozen=True)
class Unplaced:
    """Something found that no column takes.  `kind` is the key of a text (`read.over.<kind>`)."""

    kind: str
    text: str
    page: int | None
    place: str


@dataclass(frozen=True)
class Missing:
    """Something that the template expects and the report does not give.  `kind` is the key of a text."""

    kind: str
    table: str
    what: str
    page: int | None = None


@dataclass
class Draft:
    year: int
    tables: dict[str, list[DraftRow]] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    def add(self, table: str, row: Mapping[str, Entry]) -> None:
        """Adds a row; its id is made unique within the table."""
        made = dict(row)
        key = KEYS[table]
        if key in made:
            taken = {one[key].value for one in self.tables.get(table, [])}
            first, n = made[key].value, 2
            while made[key].value in taken:
                made[key] = Entry(f"{first}-{n}", made[key].page, made[key].place, False)
                n += 1
        self.tables.setdefault(table, []).append(made)

    def entries(self) -> int:
        return sum(len(row) for rows in self.tables.values() for row in rows)

    def unsure(self) -> int:
        return sum(not entry.sure for rows in self.tables.values() for row in rows for entry in row.values())


def as_plain(draft: Draft) -> dict[str, Any]:
    """A draft as what JSON can hold (it crosses the border of the limited process so)."""
    return {
        "year": draft.year,
        "tables": {
            table: [{c: [*_plain(e.value), e.page, e.place, e.sure, e.said] for c, e in row.items()} for row in rows]
            for table, rows in draft.tables.items()
        },
        "unplaced": [astuple(one) for one in draft.unplaced],
        "missing": [astuple(one) for one in draft.missing],
    }  # fmt: skip


def from_plain(plain: Mapping[str, Any]) -> Draft:
    """The draft that `as_plain` gave."""
    tables = {
        table: [
            {column: Entry(_TYPES[kind](said), *rest) for column, (kind, said, *rest) in row.items()} for row in rows
        ]
        for table, rows in plain["tables"].items()
    }
    return Draft(
        plain["year"], tables, [Unplaced(*u) for u in plain["unplaced"]], [Missing(*m) for m in plain["missing"]]
    )


_TYPES: dict[str, Callable[[Any], object]] = {"i": int, "n": Decimal, "d": dt.date.fromisoformat, "s": str}


def _plain(value: object) -> tuple[str, object]:
    if isinstance(value, Decimal):
        return "n", str(value)
    if isinstance(value, dt.date):
        return "d", value.isoformat()
    return ("i", value) if isinstance(value, int) else ("s", str(value))


class Previous:
    """The rows of the year before: where a name is the same, its id, its English and its unit are taken over."""

    def __init__(self, rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None) -> None:
        self.rows = rows or {}
        self._by_name = {
            (table, letters(str(row.get(column) or ""))): row
            for table, found in self.rows.items()
            for row in found
            for column in ("name_sv", "label_sv", "unit_sv", "type_sv", "action_sv", "title_sv", "name", "board")
            if row.get(column)
        }

    @classmethod
    def of(cls, data: Path, year: int | None) -> "Previous":
        """The rows of a year (None: the latest with measures) and the lists that all years share."""
        loaded = load(data)
        years = {getattr(placed.row, "year") for placed in loaded["measures"]}  # noqa: B009
        chosen = year if year is not None else max(years, default=None)
        kept = {
            table: [p.row.model_dump() for p in placed if getattr(p.row, "year", chosen) == chosen]
            for table, placed in loaded.items()
        }
        return cls(kept)

    def same(self, table: str, name: str, **where: object) -> Mapping[str, Any]:
        """The row of the same name (folded), or one so alike that only a slip parts them; empty if there is none."""
        found = self._by_name.get((table, letters(name)))
        if found and all(found.get(column) == value for column, value in where.items()):
            return found
        rows = [row for row in self.rows.get(table, []) if all(row.get(c) == v for c, v in where.items())]
        for row in rows:
            own = str(row.get("name_sv") or row.get("label_sv") or row.get("name") or "")
            if own and alike(own, name) == 1.0:
                return row
        return {}

    def reused(self, table: str, name: str, column: str, **where: object) -> object:
        return self.same(table, name, **where).get(column)

    def id_of(self, table: str, name: str, **where: object) -> str:
        """The id of the row of the same name, else a slug of the name."""
        return str(self.same(table, name, **where).get(KEYS[table]) or slug(name) or "namnloes")


def filled(**entries: Entry | None) -> DraftRow:
    """A row without the cells that have nothing."""
    return {column: entry for column, entry in entries.items() if entry is not None and entry.value is not None}
