"""The edited data in their one canonical form: a CSV a table, rows by year, every column written out.

However the rows came (files of `data/`, a workbook), the same rows give the same bytes, so that a hash of them says
whether two versions hold the same, and a version can be built again from its snapshot alone.
"""

import csv
import hashlib
import io
from collections.abc import Mapping
from typing import Any

from dashboard.models import TABLES, Row
from dashboard.store.load import Loaded


def canonical(loaded: Loaded) -> Loaded:
    """The same rows in the order that they are kept in: by year, else as they came."""
    return {
        name: sorted(loaded.get(name, []), key=lambda placed: getattr(placed.row, "year", None) or 0) for name in TABLES
    }


def columns(model: type[Row]) -> list[str]:
    """The columns of a table that people give; those that the build computes are left out."""
    return [name for name in model.model_fields if not name.endswith("_computed")]


def snapshot(loaded: Loaded) -> dict[str, bytes]:
    """File name -> content of every table that has rows; `load` reads them back to the same rows."""
    ordered = canonical(loaded)
    return {
        f"{name}.csv": _file(columns(TABLES[name]), [p.row for p in placed])
        for name, placed in ordered.items()
        if placed
    }


def content(files: Mapping[str, bytes]) -> str:
    """A hash of a snapshot: what a version holds, however it came about."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0".encode() + files[name] + b"\0")
    return digest.hexdigest()


def _file(names: list[str], rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(getattr(row, name)) for name in names] for row in rows)
    return out.getvalue().encode("utf-8")


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
