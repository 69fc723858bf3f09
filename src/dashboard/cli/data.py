"""`dashboard build` and `dashboard check`."""

import argparse
import sys

from dashboard.cli.command import Add
from dashboard.i18n import Text
from dashboard.store.build import build
from dashboard.store.db import Database
from dashboard.view import fmt


def add(command: Add) -> None:
    command("build", _build, "build the database from data/; lists every problem and exits 1 if there are any")
    command("check", _check, "recompute every sum, difference and share; print what disagrees")


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
