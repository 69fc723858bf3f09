"""CSV as Swedish Excel saves it: semicolons, decimal commas, headings in words, and often the encoding of Windows.

Its cells are understood as those of a workbook are.  Files with commas are read as those of `data/` are.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.errors import Problem
from dashboard.exchange.workbook.layout import UNIT_COLUMNS, Field, fields_by_heading, folded
from dashboard.exchange.workbook.values import Cell, Unclear, unit_in, value
from dashboard.store.load import Placed, Raw, validated

PLAUSIBLE = re.compile("[\x00-\x7fåäöÅÄÖéÉèÈüÜ§°½×·«»–—’”“…€£\xa0−]*")
"""What a Swedish text holds; other letters show that the file is in another encoding than it is read in."""


def decoded(content: bytes) -> bytes:
    """The content in UTF-8: as it is, or from Windows-1252 where that proves to give Swedish text."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = content.decode("cp1252", "replace")
        if PLAUSIBLE.fullmatch(said) and "\0" not in said:
            return said.encode()
    return content


def is_swedish(content: bytes) -> bool:
    """Whether the heading is parted by semicolons."""
    heading = content.partition(b"\n")[0]
    return heading.count(b";") > heading.count(b",")


def rows(table: str, file: str, content: bytes, year: int | None, problems: list[Problem]) -> list[Placed]:
    """The rows of a table.  What is wrong is added to `problems`, with its line and heading."""
    found: list[Problem] = []
    try:
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
        raws = list(_raws(table, file, lines, found))
    except UnicodeDecodeError as error:
        problems.append(Problem(file, content[: error.start].count(b"\n") + 1, "", "encoding"))
        return []
    except csv.Error as error:
        problems += [*found, Problem(file, 0, "", "csv", str(error))]
        return []
    unclear = {(p.line, p.column) for p in found}
    judged: list[Problem] = []
    placed = validated(table, file, raws, year, judged)
    problems += found
    problems += [p for p in judged if (p.line, p.column) not in unclear]
    bad = {p.line for p in found}
    return [p for p in placed if p.line not in bad]


def _raws(table: str, file: str, lines: Any, problems: list[Problem]) -> Iterator[Raw]:
    heading = next(lines)
    known = fields_by_heading(table)
    found = [known.get(folded(name)) for name in heading]
    columns = [field for field in found if field is not None]
    unknown = [name for name, field in zip(heading, found, strict=True) if field is None]
    problems += [Problem(file, 1, name, "unknown_column") for name in unknown]
    twice = {f.name for f in columns if columns.count(f) > 1}
    problems += [Problem(file, 1, name, "column_twice") for name in sorted(twice)]
    if unknown or twice:
        return
    line = lines.line_num + 1
    for cells in lines:
        first, line = line, lines.line_num + 1
        if len(cells) != len(columns) and any(cells):
            problems.append(Problem(file, first, "", "cells", len(cells), {"expected": len(columns)}))
        elif any(cells):
            yield first, _row(dict(zip(columns, cells, strict=True)), file, first, problems)


def _row(cells: Mapping[Field, str], file: str, line: int, problems: list[Problem]) -> dict[str, Any]:
    """The values of a row, without the empty; None in place of one not understood.  Units first: numbers need them."""
    said: dict[str, Any] = {}
    for field in sorted(cells, key=lambda f: f.name in UNIT_COLUMNS):
        try:
            found = value(Cell("s", cells[field]), field, unit_in(field, said))
        except Unclear as unclear:
            problems.append(Problem(file, line, field.name, unclear.key, cells[field], unclear.params))
            said[field.name] = None
            continue
        if found is not None:
            said[field.name] = found
    return said
