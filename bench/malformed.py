"""Malformed workbooks and CSV folders by the thousand: `bench/malformed.py [--workbooks 600] [--folders 600]`.

Counts what became of each: read, refused with a place, or (which must be none) anything else.
"""

import argparse
import datetime as dt
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dashboard.exchange.incoming import Incoming, read, read_workbook
from dashboard.exchange.workbook import carry
from dashboard.exchange.workbook.template import template
from dashboard.i18n import LANGS, text
from dashboard.store.load import load

TESTS = Path(__file__).parents[1] / "tests"
sys.path.insert(0, str(TESTS))
from malformed import hand_made, mutated, spoilt  # noqa: E402

HANG = 60
"""Seconds after which a file counts as hanging: the limit of the child and some."""


def outcome(reading: Callable[[], Incoming]) -> str:
    """`read`, `refused`, or what must not be: a crash, a hang, a problem without a place or a sentence."""
    start = time.monotonic()
    try:
        problems = reading().problems
        placed = all(p.place and p.say(text(lang)).startswith(p.place) for p in problems for lang in LANGS)
        said = "WITHOUT A PLACE" if not placed else "refused" if problems else "read"
    except Exception as error:
        said = f"CRASH {type(error).__name__}: {error}"[:120]
    return "HANG" if time.monotonic() - start > HANG else said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workbooks", type=int, default=600)
    parser.add_argument("--folders", type=int, default=600)
    args = parser.parse_args()
    invented = TESTS / "fixtures" / "data"
    good = template(carry.records(load(invented), 2099, 2099), 2099, 2099, text("sv"), dt.datetime.now(dt.UTC))
    found: dict[str, Counter[str]] = {"hand-made": Counter(), "workbooks": Counter(), "folders": Counter()}

    def count(name: str, what: object, reading: Callable[[], Incoming]) -> None:
        said = outcome(reading)
        found[name][said] += 1
        if said not in ("read", "refused"):
            print(f"{name} {what}: {said}", flush=True)
        if found[name].total() % 50 == 0:
            print(f"{found[name].total()} {name}", file=sys.stderr, flush=True)

    for _, what, content in hand_made(good):
        count("hand-made", what, lambda c=content: read_workbook("fil.xlsx", c))
    for seed in range(args.workbooks):
        content = mutated(good, seed)[1]
        count("workbooks", seed, lambda c=content: read_workbook("fil.xlsx", c))
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(args.folders):
            data = Path(folder) / "data"
            shutil.rmtree(data, ignore_errors=True)
            shutil.copytree(invented, data)
            spoilt(data, random.Random(seed))
            count("folders", seed, lambda d=data: read(d))
    for name, counts in found.items():
        print(f"{name}: {sum(counts.values())}: " + ", ".join(f"{n} {said}" for said, n in counts.most_common()))
    return int(any(said not in ("read", "refused") for counts in found.values() for said in counts))


if __name__ == "__main__":
    sys.exit(main())
