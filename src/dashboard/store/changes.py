"""What differs between two states of the data, row by row and cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dashboard.models import KEYS, TABLES, Row
from dashboard.store.checks import Identity, identity
from dashboard.store.load import Loaded
from dashboard.store.snapshot import columns


@dataclass(frozen=True)
class CellChange:
    """One cell of a row that is in both states."""

    table: str
    row: Row
    column: str
    old: Any
    new: Any


@dataclass(frozen=True)
class TableChange:
    """What came, went and changed in a table; `moved` are rows of which only the order changed."""

    table: str
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    cells: tuple[CellChange, ...]
    moved: int

    @property
    def changed(self) -> int:
        """How many rows have a cell that changed."""
        return len({identity(self.table, c.row) for c in self.cells})


def compare(old: Loaded, new: Loaded) -> tuple[TableChange, ...]:
    """The tables that differ, in the order of TABLES; nothing where both states hold the same."""
    return tuple(change for name in TABLES if (change := _table(name, _rows(name, old), _rows(name, new))))


def called(row: Row, table: str, lang: str) -> str:
    """What a row is called: its name or label in a language; its id where it has none."""
    for name in (f"name_{lang}", f"label_{lang}", f"title_{lang}", f"unit_{lang}", f"type_{lang}", f"action_{lang}"):
        if getattr(row, name, None):
            return str(getattr(row, name))
    return str(getattr(row, "name", None) or getattr(row, "title", None) or getattr(row, KEYS[table]))


def _rows(table: str, loaded: Loaded) -> dict[Identity, Row]:
    return {identity(table, placed.row): placed.row for placed in loaded.get(table, [])}


def _table(table: str, old: dict[Identity, Row], new: dict[Identity, Row]) -> TableChange | None:
    cells = [c for key, row in new.items() if key in old for c in _cells(table, old[key], row)]
    said = tuple(c for c in cells if c.column != "position")
    moved = {identity(table, c.row) for c in cells} - {identity(table, c.row) for c in said}
    change = TableChange(
        table,
        tuple(row for key, row in new.items() if key not in old),
        tuple(row for key, row in old.items() if key not in new),
        said,
        len(moved) + ([k for k in old if k in new] != [k for k in new if k in old] and not moved),
    )
    return change if change.added or change.removed or change.cells or change.moved else None


def _cells(table: str, old: Row, new: Row) -> Iterator[CellChange]:
    for column in columns(TABLES[table]):
        before, after = getattr(old, column), getattr(new, column)
        if before != after:
            yield CellChange(table, new, column, before, after)
