"""A workbook as it came in: its year and the rows of its sheets.

The file is parsed in a child process with limits; what it says is judged here, sheet by sheet, cell by cell.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Literal

from pydantic import BaseModel

from dashboard.errors import LimitedError, Named, Problem
from dashboard.exchange import limited
from dashboard.exchange.workbook import sheet as sheets
from dashboard.exchange.workbook.layout import COVER, HEADING_ROW, aside, folded, sheets_by_name
from dashboard.exchange.workbook.sheet import Sheet
from dashboard.exchange.workbook.values import Cell
from dashboard.i18n import LANGS, text
from dashboard.models import TABLES
from dashboard.store.load import Loaded

CELLS = "dashboard.exchange.workbook.cells:cells"
YEARS = range(1990, 2101)


Rows = list[tuple[int, list[tuple[int, Literal["n", "s", "d", "b", "e"], str, str]]]]


class Answer(BaseModel):
    """What the child says; judged like anything else that has touched a foreign file.

    A sheet is its name and rows, a row its number and cells, a cell its column, kind, value and number format.  A
    problem is sheet, cell, key and parameters.
    """

    sheets: list[tuple[str, Rows]]
    problems: list[tuple[str, str, str, dict[str, str | int]]]


def read(name: str, content: bytes, problems: list[Problem]) -> tuple[int | None, Loaded, frozenset[str]]:
    """The year that the cover says, the rows by table, and the tables that lack rows for what is wrong.

    What is wrong is added to `problems`; where the file or the year is not understood there are no rows.
    """
    try:
        answer = Answer.model_validate(limited.run(CELLS, content, name))
    except LimitedError as error:
        problems.append(error.problem)
        return None, {}, frozenset()
    whole = [p for p in answer.problems if not p[0] or not p[1] or p[2] == "dimensions"]
    if whole:
        problems += [Problem(sheet or name, 0, "", key, None, dict(params), cell) for sheet, cell, key, params in whole]
        return None, {}, frozenset()
    by_table = _by_table([_sheet(*s) for s in answer.sheets], name, problems)
    broken = set(TABLES) - set(by_table) if problems else set()  # a sheet that is not known may be any of them
    cover = by_table.pop(COVER, None)
    if cover is None:
        problems.append(Problem(name, 0, "", "no_cover", None, {"sheet": Named((f"sheet.{COVER}",))}, ""))
        return None, {}, frozenset()
    if not by_table:
        problems.append(Problem(name, 0, "", "no_sheets", cell=""))
    ours = {s.name for s in by_table.values()}
    problems += [
        Problem(sheet, 0, "", key, None, dict(params), cell)
        for sheet, cell, key, params in answer.problems
        if sheet in ours and not (key == "merged" and int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) < HEADING_ROW)
    ]
    year = _year(cover, problems)
    rows: Loaded = {}
    for table, sheet in by_table.items():
        rows[table] = sheets.rows(sheet, table, year or YEARS[0], problems)
        if any(p.file == sheet.name for p in problems):
            broken.add(table)
    return year, rows if year else {}, frozenset(broken)


def _sheet(
    name: str, rows: Sequence[tuple[int, Sequence[tuple[int, Literal["n", "s", "d", "b", "e"], str, str]]]]
) -> Sheet:
    return Sheet(name, [(number, {n: Cell(kind, said, shape) for n, kind, said, shape in row}) for number, row in rows])


def _by_table(found: Sequence[Sheet], name: str, problems: list[Problem]) -> dict[str, Sheet]:
    """The sheets by table; one with another name must be empty, for nothing of a workbook is dropped in silence."""
    known = sheets_by_name()
    by_table: dict[str, Sheet] = {}
    for sheet in found:
        if folded(sheet.name) in aside():
            continue
        table = known.get(folded(sheet.name))
        if table is None and sheet.rows:
            near = get_close_matches(folded(sheet.name), known, n=1)
            key = "sheet_near" if near else "sheet_unknown"
            params: dict[str, object] = {"near": Named((f"sheet.{known[near[0]]}",))} if near else {}
            problems.append(Problem(sheet.name, 0, "", key, None, params, ""))
        elif table in by_table:
            problems.append(Problem(sheet.name, 0, "", "sheet_twice", None, {"other": by_table[table].name}, ""))
        elif table is not None:
            by_table[table] = sheet
    return by_table


def _year(cover: Sheet, problems: list[Problem]) -> int | None:
    """The year in the cell to the right of the cover's label."""
    labels = {folded(text(lang)("workbook.year")) for lang in LANGS}
    for number, cells in cover.rows:
        for column, cell in cells.items():
            if cell.kind == "s" and folded(cell.value) in labels:
                said = cells.get(column + 1)
                if said is not None and said.value.strip().isdecimal() and int(said.value) in YEARS:
                    return int(said.value)
                problems.append(cover.problem(number, column + 1, "cover_year", said.value if said else None))
                return None
    problems.append(cover.whole("no_year"))
    return None
