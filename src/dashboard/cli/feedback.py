"""`dashboard feedback`: what visitors reported about accessibility."""

import argparse

from dashboard.cli.command import Add
from dashboard.exchange.feedback import kept
from dashboard.i18n import Text


def add(command: Add) -> None:
    command("feedback", _feedback, "what visitors reported about accessibility, the first first")


def _feedback(args: argparse.Namespace, t: Text) -> int:
    said = list(kept(args.published / "feedback"))
    for one in said:
        print(t("feedback.line", time=one["time"], where=one["where"] or "–", reply=one["reply"] or "–"))
        print("  " + one["what"].replace("\n", "\n  "))
    print(t("feedback.count", n=len(said)))
    return 0
