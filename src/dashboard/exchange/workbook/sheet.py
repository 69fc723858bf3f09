"""Reads the rows of one sheet: finds its heading, understands each cell, names what is wrong by its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from openpyxl.utils import get_column_letter

from dashboard.errors import Named, Problem
from dashboard.exchange.workbook.layout import (
    HEADING_ROW,
    UNIT_COLUMNS,
    Field,
    fields,
    fields_by_heading,
    folded,
)
from dashboard.exchange.workbook.values import Cell, Unclear, unit_in, value
from dashboard.store.load import Placed, Raw, validated

Row = tuple[int, Mapping[int, Cell]]
"""Number of a row, and its cells by column number; empty cells are not there."""
SEARCHED = 12
"""Rows from the top in which the heading may stand."""


@dataclass(frozen=True)
class Sheet:
    """A sheet as it came: name, and the rows that hold anything."""

    name: str
    rows: Sequence[Row]

    def problem(self, row: int, column: int, key: str, said: object = None, **params: object) -> Problem:
        """What is wrong with a cell."""
        return Problem(self.name, row, "", key, said, params, f"{get_column_letter(column)}{row}")

    def whole(self, key: str, said: object = None, **params: object) -> Problem:
        """What is wrong with the sheet as a whole."""
        return Problem(self.name, 0, "", key, said, params, "")


def rows(sheet: Sheet, table: str, year: int, problems: list[Problem]) -> list[Placed]:
    """The rows of a table that are in order.  What is wrong with the others is added to `problems`."""
    head = _heading_row(sheet, table)
    if head is None:
        problems.append(sheet.whole("no_heading_row", row=HEADING_ROW))
        return []
    columns = _columns(sheet, table, head, problems)
    letters = {f.name: get_column_letter(n) for n, f in columns.items()}
    found: list[Problem] = []
    raws = list(_raws(sheet, table, head[0], columns, found))
    bad = {(p.line, p.cell) for p in found}
    judged: list[Problem] = []
    placed = validated(table, sheet.name, raws, year, judged, letters=letters)
    problems += found
    problems += [_in_sheet(p) for p in judged if (p.line, p.cell) not in bad and p.column in letters]
    lines = {p.line for p in found}
    return [p for p in placed if p.line not in lines]


def _in_sheet(problem: Problem) -> Problem:
    key = {"missing": "missing_cell", "year_folder": "year_workbook"}.get(problem.key, problem.key)
    return Problem(problem.file, problem.line, problem.column, key, problem.value, problem.params, problem.cell)


def _known(row: Mapping[int, Cell], table: str) -> int:
    """How many cells of a row are headings of the table."""
    known = fields_by_heading(table)
    return sum(c.kind == "s" and folded(c.value) in known for c in row.values())


def _heading_row(sheet: Sheet, table: str) -> Row | None:
    best = max((r for r in sheet.rows if r[0] <= SEARCHED), key=lambda r: _known(r[1], table), default=None)
    return best if best and _known(best[1], table) >= 2 else None


def _columns(sheet: Sheet, table: str, head: Row, problems: list[Problem]) -> dict[int, Field]:
    """The columns by number, from the cells of the heading."""
    known = fields_by_heading(table)
    columns: dict[int, Field] = {}
    for n, cell in head[1].items():
        field = known.get(folded(cell.value))
        if field is None:
            near = get_close_matches(folded(cell.value), known, n=1)
            key, params = ("heading_near", {"near": _column(known[near[0]])}) if near else ("heading_unknown", {})
            problems.append(sheet.problem(head[0], n, key, cell.value, **params))
        elif field.name in {f.name for f in columns.values()}:
            problems.append(sheet.problem(head[0], n, "heading_twice", cell.value))
        else:
            columns[n] = field
    for field in fields(table):
        if field.name not in {f.name for f in columns.values()}:
            problems.append(sheet.problem(head[0], 1, "heading_missing", heading=_column(field)))
    return columns


def _column(field: Field) -> Named:
    return Named((f"column.{field.name}",))


def _raws(sheet: Sheet, table: str, head: int, columns: Mapping[int, Field], problems: list[Problem]) -> Iterator[Raw]:
    bare: set[int] = set()
    for number, cells in sheet.rows:
        if number <= head or not any(c.kind != "s" or c.value.strip() for c in cells.values()):
            continue
        if _known(cells, table) >= max(3, len(columns) // 2):
            problems.append(sheet.problem(number, min(cells), "two_headings"))
            continue
        for n in sorted(cells.keys() - columns.keys() - bare):
            bare.add(n)
            problems.append(sheet.problem(number, n, "no_heading", cells[n].value))
        said = _row(sheet, number, cells, columns, problems)
        empty = [f.name for f in columns.values() if f.emptied and f.required]
        if len(empty) > 1 and not any(n in said for n in empty):
            problems.append(sheet.problem(number, 1, "row_unfilled"))
            continue
        yield number, said


def _row(
    sheet: Sheet, number: int, cells: Mapping[int, Cell], columns: Mapping[int, Field], problems: list[Problem]
) -> dict[str, Any]:
    """What the row says by column, without the empty.  Units are read first, since numbers need them."""
    said: dict[str, Any] = {}
    for n in sorted(cells.keys() & columns.keys(), key=lambda n: columns[n].name in UNIT_COLUMNS):
        field = columns[n]
        try:
            found = value(cells[n], field, unit_in(field, said))
        except Unclear as unclear:
            problems.append(sheet.problem(number, n, unclear.key, cells[n].value, **unclear.params))
            said[field.name] = None
            continue
        if found is not None:
            said[field.name] = found
    return said
