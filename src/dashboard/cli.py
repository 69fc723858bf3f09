"""The command line: `dashboard build | check | export | serve`.

Exit 0 = done, 1 = the input is at fault (all problems listed on standard error), 2 = wrong use.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard.errors import DashboardError, UsageError
from dashboard.i18n import LANGS, Text, text
from dashboard.settings import ROOT, settings
from dashboard.store import queries
from dashboard.store.build import build
from dashboard.store.db import Database
from dashboard.view import fmt


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; the messages are in the language of `--lang`, else of the environment."""
    parser = _parser()
    args = parser.parse_args(argv)
    t = text(args.lang)
    try:
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
        sub.add_argument("--data", type=Path, default=settings().data, help="folder with the edited files")
        sub.add_argument("--published", type=Path, default=settings().published, help="folder of built databases")
        sub.set_defaults(run=run)
        return sub

    command("build", _build, "build the database from data/; lists every problem and exits 1 if there are any")
    command("check", _check, "recompute every sum, difference and share; print what disagrees")
    serve = command("serve", _serve, "build what is missing and serve the dashboard")
    serve.add_argument("--address", default=settings().address)
    serve.add_argument("--port", type=int, default=settings().port)
    export = command("export", _export, "write a table as CSV, JSON or XLSX to standard output or a file")
    export.add_argument("table")
    export.add_argument("--format", choices=("excel-csv", "csv", "xlsx", "json"), default="csv")
    export.add_argument("--out", type=Path, help="file to write (default: standard output)")
    export.add_argument("--fields", default="")
    for name in ("limit", "offset"):
        export.add_argument(f"--{name}", default="")
    export.add_argument(
        "filters", nargs="*", metavar="FILTER=VALUE", help="the filters of the pages: year=2021 status=partly ..."
    )
    for name in ("year", "unit", "perspective", "status", "basis", "kind", "factor", "text"):
        export.add_argument(f"--{name}", action="append", default=[], help=argparse.SUPPRESS)
    return parser


def _build(args: argparse.Namespace, t: Text) -> int:
    built = build(args.data, args.published)
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


def _export(args: argparse.Namespace, t: Text) -> int:
    from dashboard.exchange import table

    built = build(args.data, args.published)
    db = Database(built.path, built.version)
    query: dict[str, list[str]] = {
        "lang": [args.lang],
        "fields": [args.fields],
        "limit": [args.limit],
        "offset": [args.offset],
    }
    for name in ("year", "unit", "perspective", "status", "basis", "kind", "factor", "text"):
        query[name] = list(getattr(args, name))
    for pair in args.filters:
        name, _, value = pair.partition("=")
        query.setdefault(name, []).append(value)
    kind, form = ("csv", "excel") if args.format == "excel-csv" else (args.format, "open")
    query["form"] = [form]
    columns = table.columns_of(db, args.table)
    names = queries.vocabulary(db)
    found = table.answer(db, table.parse(args.table, kind, query, names, columns), columns)
    out = args.out.open("wb") if args.out else sys.stdout.buffer
    try:
        for part in table.content(found, names):
            out.write(part)
    finally:
        if args.out:
            out.close()
    return 0


def _serve(args: argparse.Namespace, t: Text) -> int:
    os.environ["DASHBOARD_DATA"], os.environ["DASHBOARD_PUBLISHED"] = str(args.data), str(args.published)
    settings.cache_clear()
    build(args.data, args.published)
    os.chdir(ROOT)  # .streamlit/config.toml is read from here
    sys.path.insert(0, str(ROOT))
    sys.argv = [str(ROOT / "app.py")]
    from app import app  # type: ignore[import-not-found, unused-ignore]

    app.run(config={"server.address": args.address, "server.port": args.port})
    return 0
