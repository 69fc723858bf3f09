"""CSV in two forms.

`excel` for a Swedish Excel: UTF-8 with BOM, `;`, decimal comma, headings in the reader's language.  `open` for
programs: RFC 4180, UTF-8 without BOM, `,`, decimal point, machine names.  Both: CRLF, ASCII minus, no grouping, ISO
dates, and text that a spreadsheet would run as a formula is made harmless.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

Form = Literal["excel", "open"]

RISKY = "=+-@\t\r\n＝＋－＠"
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def lines(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], form: Form, headings: Sequence[str] | None = None
) -> Iterator[bytes]:
    """The file, line by line; `headings` replace the machine names in the first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if form == "excel" else ",", lineterminator="\r\n")
    decimal = "," if form == "excel" else "."
    writer.writerow(headings or columns)
    yield ("\ufeff" if form == "excel" else "").encode() + _taken(buffer)
    for row in rows:
        writer.writerow([cell(row[column], decimal) for column in columns])
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    said = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return said


def cell(value: Any, decimal: str = ".") -> str:
    """A value as the file has it.  Numbers are never touched by the guard: `-417,3` stays a number."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value).replace(".", decimal)
    return str(value)


def plain(value: Decimal) -> str:
    """A number with a decimal point, an ASCII minus and no more decimals than it needs."""
    said = f"{value:f}"
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return "0" if said in ("-0", "") else said


def risky(text: str) -> bool:
    """Whether a spreadsheet would run a text as a formula; one that is wholly a number is none."""
    if text[:1].isalnum():  # as nearly every text
        return False
    start = text.lstrip(" \u00a0\"'")
    return start[:1] != "" and start[0] in RISKY and not NUMBER.fullmatch(text)


def harmless(text: str) -> str:
    """Text that no spreadsheet runs as a formula: an apostrophe before what would start one."""
    return "'" + text if risky(text) else text
