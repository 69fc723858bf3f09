"""Reads the edited files under `data/` into rows, collecting every problem before saying anything.

A table lives in `<folder>/<table>.csv` or `.toml`.  A folder named by a year gives its rows that year; rows without a
`position` are numbered in file order.  Empty CSV cells are missing values.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dashboard.errors import DataError, Named, Problem
from dashboard.models import TABLES, Row

Raw = tuple[int, dict[str, Any]]
Loaded = dict[str, list["Placed"]]

MAX_BYTES = 20_000_000
KEYS = {
    "missing": "missing",
    "extra_forbidden": "unknown_column",
    "enum": "enum",
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), "integer"),
    **dict.fromkeys(("decimal_parsing", "decimal_type", "finite_number"), "number"),
    "decimal_max_digits": "digits",
    "decimal_max_places": "places",
    "decimal_whole_digits": "digits",
    "date_from_datetime_parsing": "date",
    "date_parsing": "date",
    "date_type": "date",
    "date_from_datetime_inexact": "date",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "string_too_long": "too_long",
    "string_type": "text",
}
"""Pydantic's error types -> `problem.*` texts; `string_pattern_mismatch` depends on the pattern."""


class Placed:
    """A row with the place it was read from, for messages of later checks.

    Of a row of a workbook, `file` is the sheet and `letters` says which letter each column has there.
    """

    __slots__ = ("file", "letters", "line", "row")

    def __init__(self, row: Row, file: str, line: int, letters: Mapping[str, str] | None = None) -> None:
        self.row, self.file, self.line, self.letters = row, file, line, letters

    def problem(self, column: str, key: str, value: object = None, **params: object) -> Problem:
        """What is wrong with a column of this row, with its line or cell."""
        cell = None if self.letters is None else f"{self.letters.get(column, 'A')}{self.line}"
        return Problem(self.file, self.line, column, key, value, params, cell)

    def word(self, code: object, key: str) -> object:
        """A code as it stands in the file of this row: in a workbook the words of the text `key` stand for it."""
        return code if self.letters is None else Named((key,))


EMPTY = Row()
"""Stands in a place whose row could not be made."""
BUILT = "build"
"""A folder beside the years where databases are published, each with its own copy of the data, not to be read again."""


def files(data: Path) -> list[Path]:
    """The data files below a folder in a fixed order: what the fingerprint covers."""
    return [p for p in written(data) if p.stem in TABLES]


def written(data: Path) -> list[Path]:
    """Every file that people write in, whatever its name."""
    found = (p for p in data.rglob("*") if p.suffix in {".csv", ".toml"})
    return sorted(p for p in found if p.relative_to(data).parts[0] != BUILT)


@dataclass(frozen=True)
class Read:
    """What was read: rows that are in order, what is wrong with the others, and the tables that lack rows for it."""

    rows: Loaded
    problems: list[Problem]
    broken: frozenset[str]


def load(data: Path) -> Loaded:
    """All rows by table.  Raises DataError with every problem in every file."""
    found = read(data)
    if found.problems:
        raise DataError(found.problems)
    return found.rows


def read(data: Path) -> Read:
    """All rows by table, and every problem in every file.  Raises DataError where there is no file."""
    problems: list[Problem] = []
    broken: set[str] = set()
    loaded: Loaded = {name: [] for name in TABLES}
    found = files(data)
    if not found:
        raise DataError([Problem(str(data), 0, "", "no_files")])
    for path in written(data):
        if path.stem not in TABLES:
            problems.append(Problem(_name(path, data), 0, "", "unknown_table", path.stem))
            broken |= set(TABLES)  # it may be any table under a wrong name
    for path in found:
        before = len(problems)
        loaded[path.stem] += _rows(path, _name(path, data), problems)
        if len(problems) > before:
            broken.add(path.stem)
    return Read(loaded, problems, frozenset(broken))


def _name(path: Path, data: Path) -> str:
    return (Path(data.name) / path.relative_to(data)).as_posix()


def _rows(path: Path, file: str, problems: list[Problem]) -> list[Placed]:
    if path.stat().st_size > MAX_BYTES:
        problems.append(Problem(file, 0, "", "too_large"))
        return []
    year = int(path.parent.name) if path.parent.name.isdigit() else None
    return rows(path.stem, file, path.read_bytes(), year, problems)


def rows(table: str, file: str, content: bytes, year: int | None, problems: list[Problem]) -> list[Placed]:
    """The rows of a table from the content of a CSV or TOML file, of a year where it lies in a year's folder.

    What is wrong is added to `problems`; rows that are in order come back all the same.
    """
    try:
        said = content.decode("utf-8-sig")
        raws = list((_csv if file.endswith(".csv") else _toml)(said, table, file, TABLES[table], problems))
    except UnicodeDecodeError as error:
        problems.append(Problem(file, error.object[: error.start].count(b"\n") + 1, "", "encoding"))
        return []
    except csv.Error as error:
        problems.append(Problem(file, 0, "", "csv", str(error)))
        return []
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        problems.append(Problem(file, int(at[1]) if at else 0, "", "toml", str(error)))
        return []
    except RecursionError:
        problems.append(Problem(file, 0, "", "toml", "[[[[..."))
        return []
    return validated(table, file, raws, year, problems, lines=said.splitlines() if file.endswith(".toml") else ())


def validated(
    table: str, file: str, raws: Iterable[Raw], year: int | None, problems: list[Problem],
    lines: Sequence[str] = (), letters: Mapping[str, str] | None = None,
) -> list[Placed]:  # fmt: skip
    """Model rows of what a file or a sheet says; rows without a `position` are numbered in order.

    `lines` are those of a TOML file, to find the line of a key; `letters` those of a sheet's columns (see `Placed`).
    """
    model = TABLES[table]
    extra = {"year": year} if year is not None and "year" in model.model_fields else {}
    found: list[Placed] = []
    for number, (line, values) in enumerate(raws, start=1):
        where = Placed(EMPTY, file, line, letters)
        if extra and str(values.get("year", year)) != str(year):
            problems.append(where.problem("year", "year_folder", values["year"]))
        filled = values | extra
        if "position" in model.model_fields:
            filled.setdefault("position", number)
        try:
            found.append(Placed(model.model_validate(filled), file, line, letters))
        except ValidationError as error:
            for e in error.errors():
                where.line = _line_of(lines, line, str(e["loc"][0]))
                problems.append(_problem(where, e))
    return found


def _csv(content: str, table: str, file: str, model: type[Row], problems: list[Problem]) -> Iterator[Raw]:
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    header = next(reader, None)
    if header is None:
        problems.append(Problem(file, 1, "", "empty_file"))
        return
    bad = [name for name in header if name not in model.model_fields]
    problems.extend(Problem(file, 1, name, "unknown_column") for name in bad)
    problems.extend(
        Problem(file, 1, name, "column_twice") for name in sorted({n for n in header if header.count(n) > 1})
    )
    if bad:
        return
    line = reader.line_num + 1
    for cells in reader:
        first, line = line, reader.line_num + 1
        if not any(cells):
            continue
        if len(cells) != len(header):
            problems.append(Problem(file, first, "", "cells", len(cells), {"expected": len(header)}))
            continue
        yield first, {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}


def _toml(content: str, table: str, file: str, model: type[Row], problems: list[Problem]) -> Iterator[Raw]:
    document = tomllib.loads(content, parse_float=Decimal)
    problems.extend(Problem(file, 1, name, "unknown_column") for name in document if name != table)
    heads = [n for n, text in enumerate(content.splitlines(), start=1) if text.strip() == f"[[{table}]]"]
    rows = document.get(table, [])
    if not isinstance(rows, list) or len(rows) != len(heads):
        problems.append(Problem(file, 1, table, "toml_tables", None, {"table": table}))
        return
    yield from zip(heads, rows, strict=True)


def _line_of(lines: Sequence[str], head: int, key: str) -> int:
    """The line of a key in the TOML table that starts at line `head`, or the head if the key is not there."""
    for number in range(head + 1, len(lines) + 1):
        text = lines[number - 1].lstrip()
        if text.startswith("[["):
            break
        if re.match(rf"{re.escape(key)}\s*=", text):
            return number
    return head


def _problem(where: Placed, error: ErrorDetails) -> Problem:
    context = error.get("ctx", {})
    column = str(error["loc"][0])
    value = None if error["type"] == "missing" else error["input"]
    key = KEYS.get(error["type"], "invalid")
    params: dict[str, object] = {}
    if error["type"] == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        key = "slug" if pattern.startswith("^[a-z0-9]") else "url" if "https?" in pattern else "pattern"
    elif key == "enum":
        params = {"expected": str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")}
    elif key in {"at_least", "at_most"}:
        params = {"limit": context.get("ge", context.get("le"))}
    elif key == "too_long":
        params = {"limit": context.get("max_length")}
    elif key in {"digits", "places"}:
        params = {"limit": context.get("max_digits", context.get("decimal_places", context.get("whole_digits")))}
    return where.problem(column, key, value, **params)
