"""The command line: `dashboard build | check | import | versions | rollback | diff | export | serve | template | read |
feedback`.

Exit 0 = done, 1 = the input is at fault (all problems listed on standard error), 2 = wrong use.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.cli import data, export, feedback, reading, serving, template, versions
from dashboard.cli.command import Run
from dashboard.errors import DashboardError, UsageError
from dashboard.i18n import LANGS, text
from dashboard.settings import settings

PARTS = (data, versions, serving, export, template, reading, feedback)
"""Each adds its commands with `add`."""
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
        command: Run = args.run
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

    def command(name: str, run: Run, said: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=said, description=said)
        sub.add_argument("--data", type=Path, help="folder with the edited files")
        sub.add_argument("--published", type=Path, help="folder of built databases")
        sub.set_defaults(run=run)
        return sub

    for part in PARTS:
        part.add(command)
    return parser
