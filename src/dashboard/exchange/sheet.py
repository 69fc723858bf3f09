"""XLSX: typed numbers and dates, frozen and filterable header, fitting widths, and a second sheet that says what it is.

Rows are written to a temporary file as they come, so any number of them costs no memory.  The same rows at the same
time give the same bytes.
"""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from dashboard.exchange.columns import Column
from dashboard.exchange.delimited import plain, risky

MAX_ROWS = 1_048_575
"""Rows of a sheet beside its header."""
MIN_WIDTH, MAX_WIDTH = 7, 60
PART = 65536
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def workbook(
    columns: Sequence[Column], headings: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str,
    about: Sequence[tuple[str, str]], about_name: str, at: dt.datetime,
) -> Iterator[bytes]:  # fmt: skip
    """The file in parts.  `about` are the lines of the second sheet: label and text; `at` is when it is made."""
    with tempfile.TemporaryFile() as out:
        with xlsxwriter.Workbook(out, OPTIONS) as book:
            book.set_properties({"created": at.replace(tzinfo=None)})
            _Sheet(book, _title(name)).write(columns, headings, rows)
            _about(book, _title(about_name), about)
        out.seek(0)
        while part := out.read(PART):
            yield part


class _Sheet:
    """The sheet with the rows."""

    def __init__(self, book: Any, name: str) -> None:
        self._book = book
        self._sheet = book.add_worksheet(name)
        self._formats: dict[tuple[str, bool], Any] = {}

    def write(self, columns: Sequence[Column], headings: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
        bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        # A heading may break at its spaces, and has an arrow for the filter beside it.
        widths = [max([MIN_WIDTH, *(len(word) + 4 for word in heading.split())]) for heading in headings]
        for n, heading in enumerate(headings):
            self._sheet.write_string(0, n, heading, bold)
        line = 0
        for line, row in enumerate(rows, start=1):
            for n, column in enumerate(columns):
                widths[n] = max(widths[n], self._cell(line, n, column, row[column.name]) + 2)
        for n, width in enumerate(widths):
            self._sheet.set_column(n, n, min(width, MAX_WIDTH))
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, max(line, 1), max(len(columns) - 1, 0))
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()

    def _cell(self, line: int, n: int, column: Column, value: Any) -> int:
        """Writes a value and returns how many characters wide it shows."""
        sheet = self._sheet
        if value is None:
            return 0
        if isinstance(value, bool):
            sheet.write_boolean(line, n, value, self._format(""))
            return 6
        if isinstance(value, Decimal | int):
            shape = column.number_format(value)
            sheet.write_number(line, n, value, self._format(shape))
            said = plain(Decimal(value))
            return len(said) + len(said.partition(".")[0]) // 3 + shape.count("%") * 2
        if isinstance(value, dt.date):
            sheet.write_datetime(line, n, dt.datetime(value.year, value.month, value.day), self._format("yyyy-mm-dd"))
            return 10
        sheet.write_string(line, n, str(value), self._format("", risky(str(value))))
        return len(str(value))

    def _format(self, shape: str, quoted: bool = False) -> Any:
        """A cell format; a quoted text stays a text when somebody edits the cell."""
        known = self._formats.get((shape, quoted))
        if known is None:
            said: dict[str, Any] = {"valign": "top"}
            said |= {"num_format": shape} if shape else {"text_wrap": True}
            said |= {"quote_prefix": True} if quoted else {}
            known = self._formats[shape, quoted] = self._book.add_format(said)
        return known


def _about(book: Any, name: str, about: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, max((len(label) + 2 for label, _ in about), default=10))
    sheet.set_column(1, 1, 100)
    for line, (label, said) in enumerate(about):
        sheet.write_string(line, 0, label, bold)
        sheet.write_string(line, 1, said, wrap)


def _title(name: str) -> str:
    return "".join("-" if c in "[]:*?/\\'" else c for c in name)[:31]
