"""What somebody brings in: a workbook or a folder of CSV and TOML files, read into rows of the models.

Reading judges each file, cell and row by itself.  Whether references lead somewhere and sums agree is seen when the
rows are laid onto the data that there are (`Incoming.onto`, then `store.tables.compose`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import Problem
from dashboard.exchange import folder
from dashboard.exchange.workbook import reader
from dashboard.exchange.workbook.guard import MAX_BYTES
from dashboard.models import TABLES
from dashboard.store.load import Loaded, Placed


@dataclass(frozen=True)
class Incoming:
    """Rows that came in, and what they came in as.

    `tables` holds the rows by table, each with its place.  A table that is not there was not brought in and stays as
    it is; one that is there replaces what there was: of its years where its rows have years, else the whole table.
    `year` is the one that all of it belongs to; None where nothing of a year came in, or several years did.
    `files` are the bytes that were read, by name (one workbook, or the files of a folder); `sha256` is the hash of the
    workbook, or of all names and files of a folder.  `problems` is what is wrong with it, `broken` the tables that lack
    rows for that; `plan.plan` refuses it then.
    """

    name: str
    year: int | None
    tables: Loaded
    files: Mapping[str, bytes]
    sha256: str
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()

    def onto(self, loaded: Loaded) -> Loaded:
        """The data that there are with these rows in place of those that they replace."""
        return {table: self._replaced(table, rows) for table, rows in loaded.items()}

    def years(self, table: str) -> set[int]:
        """The years of a table that came in, those of which all rows are gone included."""
        own = {self.year} if self.year is not None else set()
        return own | {year for p in self.tables[table] if (year := getattr(p.row, "year", None)) is not None}

    def _replaced(self, table: str, rows: list[Placed]) -> list[Placed]:
        if table not in self.tables:
            return rows
        others = (p for p in rows if "year" in TABLES[table].model_fields)
        years = self.years(table)
        return [*(p for p in others if getattr(p.row, "year", None) not in years), *self.tables[table]]


def read(path: Path) -> Incoming:
    """A workbook (.xlsx), or a folder of data files (laid out like `data/`, or of one year), with every problem."""
    if path.is_dir():
        return _folder(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError:
        return Incoming(path.name, None, {}, {}, "", (Problem(path.name, 0, "", "no_such_file", cell=""),))
    return read_workbook(path.name, content)


def read_workbook(name: str, content: bytes) -> Incoming:
    """A workbook, by what the user calls it, with every problem of every sheet."""
    problems: list[Problem] = []
    year, tables, broken = reader.read(name, content, problems)
    digest = hashlib.sha256(content).hexdigest()
    return Incoming(name, year, tables, {name: content}, digest, tuple(problems), broken)


def _folder(path: Path) -> Incoming:
    name = path.resolve().name
    problems: list[Problem] = []
    files = folder.files(path, problems)
    lost = frozenset(TABLES) if problems else frozenset()  # a file that was not read may be any table
    tables, broken = folder.tables(files, path, problems)
    years = sorted({year for rows in tables.values() for p in rows if (year := getattr(p.row, "year", None))})
    digest = hashlib.sha256()
    for file, content in files.items():
        digest.update(f"{file}\0{len(content)}\0".encode() + content)
    year = years[0] if len(years) == 1 else None
    return Incoming(name, year, tables, files, digest.hexdigest(), tuple(problems), lost | broken)
