"""`dashboard template`: the workbook in which the next report is entered."""

import argparse
import datetime as dt
from pathlib import Path

from dashboard.cli.command import Add
from dashboard.i18n import Text
from dashboard.store import versions
from dashboard.store.build import build


def add(command: Add) -> None:
    template = command("template", _template, "write the workbook in which a year's report is entered")
    template.add_argument("out", type=Path, help="file to write (.xlsx)")
    template.add_argument("--year", type=int, required=True, help="the year of the report")
    template.add_argument(
        "--from", dest="from_year", type=int, help="year to carry over from (default: the last whole one)"
    )


def _template(args: argparse.Namespace, t: Text) -> int:
    from dashboard.exchange.workbook import carry
    from dashboard.exchange.workbook.template import template

    build(args.data, args.published)
    latest = versions.latest(args.published)
    assert latest is not None, "building publishes"
    loaded = versions.rows(args.published, latest.number)
    from_year = carry.year_before(loaded, args.year) if args.from_year is None else args.from_year
    rows = carry.records(loaded, args.year, from_year)
    args.out.write_bytes(template(rows, args.year, from_year, t, dt.datetime.now(dt.UTC)))
    n = sum(map(len, rows.values()))
    print(t("cli.template", year=args.year, path=args.out, n=n, sheets=len(rows)))
    return 0
