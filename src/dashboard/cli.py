"""The command line: `dashboard build | check | export | serve`.

Exit 0 = done, 1 = the input is at fault (all problems listed on standard error), 2 = wrong use.
"""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from dashboard.errors import DashboardError, UsageError
from dashboard.i18n import LANGS, Text, text
from dashboard.settings import ROOT, settings
from dashboard.store import queries
from dashboard.store.build import build
from dashboard.store.db import Database
from dashboard.view import fmt

FORMATS = ("excel-csv", "csv", "xlsx", "json", "html", "zip")
FLAGS = (
    "year", "unit", "perspective", "status", "basis", "kind", "factor", "text", "fields", "limit", "offset", "page",
)  # fmt: skip
"""Parameters of the HTTP interface that may be written `--year 2021` as well as `year=2021`."""
SET = {"data", "published", "address", "port"}
"""Arguments that the settings decide where they are not given."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; the messages are in the language of `--lang`, else of the environment."""
    parser = _parser()
    args = parser.parse_args(argv)
    t = text(args.lang)
    try:
        for name in SET & vars(args).keys():
            if getattr(args, name) is None:
                setattr(args, name, getattr(settings(), name))
        command: Callable[[argparse.Namespace, Text], int] = args.run
        return command(args, t)
    except UsageError as error:
        print(error.say(t), file=sys.stderr)
        return 2
    except DashboardError as error:
        print(error.say(t), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    swedish = os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("sv")
    parser = argparse.ArgumentParser(prog="dashboard", description=__doc__)
    parser.add_argument("--lang", choices=LANGS, default="sv" if swedish else "en", help="language of messages")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace, Text], int], said: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=said, description=said)
        sub.add_argument("--data", type=Path, help="folder with the edited files")
        sub.add_argument("--published", type=Path, help="folder of built databases")
        sub.set_defaults(run=run)
        return sub

    command("build", _build, "build the database from data/; lists every problem and exits 1 if there are any")
    command("check", _check, "recompute every sum, difference and share; print what disagrees")
    serve = command("serve", _serve, "build what is missing and serve the dashboard")
    serve.add_argument("--address")
    serve.add_argument("--port", type=int)
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
    return parser


def _build(args: argparse.Namespace, t: Text) -> int:
    built = build(args.data, args.published)
    if built.waiting:
        print(t("cli.waiting", path=args.data), file=sys.stderr)
        return 1
    print(t("cli.built" if built.fresh else "cli.unchanged", version=built.version, path=built.path.name))
    return 0


def _check(args: argparse.Namespace, t: Text) -> int:
    built = build(args.data, args.published)
    checks = Database(built.path, built.version).query("checks")
    wrong = [c for c in checks if not c["agrees"]]
    for c in wrong:
        place = f"{c['year']} {c['table']}/{c['row_id']}/{c['field']}"
        printed, computed, difference = (fmt.plain(c[n]) for n in ("printed", "computed", "difference"))
        kind, page = t(f"finding.{c['kind']}"), t("source.page", page=c["page"])
        print(
            t("cli.check", place=place, printed=printed, computed=computed, difference=difference, kind=kind, page=page)
        )
    print(t("cli.checked", n=len(checks), agree=len(checks) - len(wrong), wrong=len(wrong)))
    return 0


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


def _serve(args: argparse.Namespace, t: Text) -> int:
    for name in SET:
        os.environ[f"DASHBOARD_{name.upper()}"] = str(getattr(args, name))
    settings.cache_clear()
    build(args.data, args.published)
    os.chdir(ROOT)  # .streamlit/config.toml is read from here
    sys.path.insert(0, str(ROOT))
    sys.argv = [str(ROOT / "app.py")]
    from app import serve  # type: ignore[import-not-found, unused-ignore]

    serve()
    return 0
