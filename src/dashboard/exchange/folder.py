"""A folder of CSV and TOML files that is brought in, laid out like `data/` or like one year's folder of it."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from dashboard.errors import Problem
from dashboard.exchange import swedish
from dashboard.models import TABLES
from dashboard.store.load import Loaded, Placed, rows, written

MAX_BYTES = 5_000_000
"""Of one file."""
MAX_FILES = 200


def files(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    """The contents of the data files of a folder by their path in it; files of other kinds are left alone."""
    found = [p for p in written(folder) if p.is_file()]
    if not found or len(found) > MAX_FILES:
        key = "many_files" if found else "no_files"
        problems.append(Problem(folder.name, 0, "", key, len(found) or None, {"limit": MAX_FILES}, cell=""))
        return {}
    read: dict[str, bytes] = {}
    for path in found:
        name = path.relative_to(folder).as_posix()
        if path.stem not in TABLES:
            problems.append(Problem(name, 0, "", "unknown_table", path.stem, cell=""))
        elif path.stat().st_size > MAX_BYTES:
            problems.append(Problem(name, 0, "", "too_many_bytes", None, {"limit": MAX_BYTES // 10**6}, cell=""))
        else:
            read[name] = path.read_bytes()
    return read


def tables(files: Mapping[str, bytes], folder: Path, problems: list[Problem]) -> tuple[Loaded, frozenset[str]]:
    """The rows of the files by table, and the tables in which something is wrong.

    A folder named by a year gives its rows that year.
    """
    found: Loaded = {}
    broken: set[str] = set()
    for name, content in files.items():
        path = PurePosixPath(folder.resolve().name) / name
        year = int(path.parent.name) if path.parent.name.isdigit() else None
        before = len(problems)
        found.setdefault(path.stem, []).extend(_rows(path.stem, name, content, year, problems))
        if len(problems) > before:
            broken.add(path.stem)
    return found, frozenset(broken)


def _rows(table: str, file: str, content: bytes, year: int | None, problems: list[Problem]) -> list[Placed]:
    if file.endswith(".csv"):
        content = swedish.decoded(content)
        if swedish.is_swedish(content):
            return swedish.rows(table, file, content, year, problems)
    return rows(table, file, content, year, problems)
