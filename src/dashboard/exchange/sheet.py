"""XLSX: typed numbers and dates, frozen and filterable header, fitting widths, and a second sheet that says what it is."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

MAX_WIDTH = 60


def workbook(
    columns: Sequence[str], headings: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str,
    about: Sequence[tuple[str, str]], about_name: str,
) -> bytes:  # fmt: skip
    """The file.  `about` are the lines of the second sheet: label and text."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1)})  # the same rows give the same bytes
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        top = book.add_format({"valign": "top"})
        date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        sheet = book.add_worksheet(_title(name))
        for n, heading in enumerate(headings):
            sheet.write_string(0, n, heading, bold)
        for line, row in enumerate(rows, start=1):
            for n, column in enumerate(columns):
                value = row[column]
                if isinstance(value, bool):
                    sheet.write_boolean(line, n, value, top)
                elif isinstance(value, Decimal | int):
                    sheet.write_number(line, n, value, top)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(line, n, dt.datetime(value.year, value.month, value.day), date)
                elif value is not None:
                    sheet.write_string(line, n, str(value), wrap)
        for n, column in enumerate(columns):
            longest = max([len(headings[n]), *(len(str(row[column] or "")) for row in rows)])
            sheet.set_column(n, n, min(longest + 2, MAX_WIDTH))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))
        notes = book.add_worksheet(_title(about_name))
        notes.set_column(0, 0, 24)
        notes.set_column(1, 1, 100)
        for line, (label, said) in enumerate(about):
            notes.write_string(line, 0, label, bold)
            notes.write_string(line, 1, said, wrap)
    return out.getvalue()


def _title(name: str) -> str:
    return "".join("-" if c in "[]:*?/\\" else c for c in name)[:31]
