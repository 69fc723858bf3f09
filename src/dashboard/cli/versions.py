"""`dashboard import`, `versions`, `rollback` and `diff`."""

import argparse
from contextlib import suppress
from pathlib import Path

from dashboard.cli.command import Add
from dashboard.errors import DataError, UsageError
from dashboard.i18n import Text
from dashboard.store.build import published, take_in
from dashboard.store.publish import publishing
from dashboard.store.versions import history, version


def add(command: Add) -> None:
    bring = command("import", _import, "bring in a workbook or a folder of files: check, show what changes, publish")
    bring.add_argument("input", type=Path, help="a filled-in workbook (.xlsx), or a folder of CSV and TOML files")
    bring.add_argument("--dry-run", action="store_true", help="only show what would change; nothing is written")
    bring.add_argument("--reason", default="", help="why, kept with the version")
    command("versions", _versions, "list the published versions; * is the one in use")
    back = command("rollback", _rollback, "publish an earlier version again, as a new version")
    back.add_argument("version", type=int)
    back.add_argument("--reason", default="", help="why, kept with the version")
    diff = command("diff", _diff, "what differs between two versions")
    diff.add_argument("old", type=int)
    diff.add_argument("new", type=int)


def _import(args: argparse.Namespace, t: Text) -> int:
    from dashboard.exchange import incoming, journal, plan, report

    if not args.input.exists():
        raise UsageError("no_input", path=args.input)
    if args.dry_run:
        looked = plan.plan(args.published, args.data, incoming.read(args.input))
        print("\n".join([*report.plan_lines(looked, t), t("cli.dry")]))
        return 0
    with journal.noted(args.published, "import", "cli") as facts:
        came = incoming.read(args.input)
        with publishing(args.published) as press:
            with suppress(DataError):  # of data/, which is not what is brought in
                take_in(press, args.data)
            wanted = plan.plan(args.published, args.data, came)
            print("\n".join(report.plan_lines(wanted, t)))
            made = plan.publish(press, args.data, wanted, args.reason)
        facts |= journal.of(made)
    if made:
        print(t("cli.imported", number=made.number, data_version=made.data_version))
    return 0


def _versions(args: argparse.Namespace, t: Text) -> int:
    from dashboard.exchange import report

    in_use = published(args.published)
    for line in report.version_lines(history(args.published), in_use.number if in_use else 0, t):
        print(line)
    return 0


def _rollback(args: argparse.Namespace, t: Text) -> int:
    from dashboard.exchange import journal, plan

    version(args.published, args.version)
    with journal.noted(args.published, "rollback", "cli") as facts, publishing(args.published) as press:
        made = plan.roll_back(press, args.data, args.version, args.reason)
        facts |= journal.of(made)
    said = {"number": made.number, "back_to": args.version, "data_version": made.data_version} if made else {}
    print(t("cli.rolled_back", **said) if made else t("cli.same"))
    return 0


def _diff(args: argparse.Namespace, t: Text) -> int:
    from dashboard.exchange import plan, report

    changes = plan.difference(args.published, args.old, args.new)
    print(t("cli.differ" if changes else "cli.no_difference", old=args.old, new=args.new))
    for line in report.change_lines(changes, t):
        print(line)
    return 0
