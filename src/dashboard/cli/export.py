"""`dashboard export`: a table as the HTTP interface gives it."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from dashboard.cli.command import Add
from dashboard.errors import UsageError
from dashboard.i18n import Text
from dashboard.settings import settings
from dashboard.store import queries
from dashboard.store.build import build
from dashboard.store.db import Database

FORMATS = ("excel-csv", "csv", "xlsx", "json", "html", "zip")
FLAGS = (
    "year", "unit", "perspective", "status", "basis", "kind", "factor", "text", "fields", "sort", "limit", "offset",
    "page",
)  # fmt: skip
"""Parameters of the HTTP interface that may be written `--year 2021` as well as `year=2021`."""


def add(command: Add) -> None:
    export = command(
        "export", _export, "write a table as HTTP gives it, or `all` as a zip, to standard output or a file"
    )
    export.add_argument("table", help="a table, or `all` with --format zip")
    export.add_argument("--format", choices=FORMATS, default="csv")
    export.add_argument("--out", type=Path, help="file to write (default: standard output)")
    export.add_argument("--at", type=_time, help="when it is fetched, as an XLSX says (ISO 8601; default: now)")
    export.add_argument(
        "filters", nargs="*", metavar="NAME=VALUE", help="the parameters of the HTTP interface: year=2021 status=partly"
    )
    for name in FLAGS:
        export.add_argument(f"--{name}", action="append", default=[], help=argparse.SUPPRESS)


def _time(said: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(said)
    return at if at.tzinfo else at.astimezone()


def _export(args: argparse.Namespace, t: Text) -> int:
    from dashboard.exchange import archive, table

    built = build(args.data, args.published)
    db = Database(built.path, built.version)
    names = queries.vocabulary(db)
    if args.format == "zip":
        if args.table != "all":
            raise UsageError("no_table", table=f"{args.table}.zip", tables="all")
        parts = archive.archive(db, names, t, settings().licence)
    else:
        kind, form = ("csv", "excel") if args.format == "excel-csv" else (args.format, "open")
        query = {"lang": [args.lang], "form": [form]} | {n: given for n in FLAGS if (given := getattr(args, n))}
        for name, value in _pairs(args.filters):
            query[name] = [value] if name in ("lang", "form") else [*query.get(name, []), value]
        asked = table.parse(args.table, kind, query, names, table.columns_of(db, args.table))
        parts = table.content(table.answer(db, asked, args.at), names)
    with args.out.open("wb") if args.out else nullcontext(sys.stdout.buffer) as out:
        for part in parts:
            out.write(part)
    return 0


def _pairs(given: Sequence[str]) -> Iterator[tuple[str, str]]:
    for pair in given:
        name, _, value = pair.partition("=")
        yield name, value
