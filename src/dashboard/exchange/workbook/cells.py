"""The cells of a workbook as plain data.  Runs in the child process (`limited.run`).

Of each cell: its column, the kind of what it holds, that as text, and its number format.  Kinds: `n` a number (to the
15 digits that a spreadsheet keeps), `s` a text, `d` a date and time, `b` a truth value, `e` an error.
"""

import datetime as dt
import os
import re
from collections.abc import Iterator
from typing import IO, Any

import openpyxl
from openpyxl.utils.datetime import to_ISO8601

from dashboard.exchange.workbook.guard import Found, Refusal, guard


def cells(file: IO[bytes]) -> dict[str, list[Any]]:
    """`sheets`: name and rows (number, cells); `problems`: what is refused, with its sheet and cell."""
    try:
        problems = guard(file)
    except Refusal as refusal:
        return {"sheets": [], "problems": [refusal.found]}
    if not openpyxl.DEFUSEDXML:
        raise ImportError("defusedxml is not there")
    file.seek(0, os.SEEK_SET)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        return {"sheets": [[s.title, list(_rows(s, problems))] for s in book.worksheets], "problems": problems}
    except MemoryError:
        raise
    except Exception:  # openpyxl raises eight kinds for eight kinds of damage
        return {"sheets": [], "problems": [["", "", "damaged", {}]]}


def _rows(sheet: Any, problems: list[Found]) -> Iterator[list[Any]]:
    sheet.reset_dimensions()  # what a sheet says of its size may be a lie
    for row in sheet.iter_rows():
        said = [_cell(cell) for cell in row if cell.value is not None]
        if said:
            yield [next(cell.row for cell in row if cell.value is not None), said]


def _cell(cell: Any) -> list[Any]:
    return [cell.column, *_said(cell), str(cell.number_format)]


def _said(cell: Any) -> tuple[str, str]:
    value = cell.value
    if cell.data_type == "e":
        return "e", str(value)
    if isinstance(value, bool):
        return "b", str(value)
    if isinstance(value, int | float):
        return "n", f"{value:.15g}"
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return "d", to_ISO8601(value)
    return "s", re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), str(value))
