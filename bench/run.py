"""`make bench`: everything in one run.  Prints the table that README shows, keeps all numbers in `results/`.

`--quick` takes one round and leaves out the largest database; `--only server,browser` takes parts.  All numbers are
ratios of what was measured side by side in this run; on a shared machine the milliseconds say little.
"""

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import Any

import browser
import growth
import server
from report import table
from serving import OUT, machine

from dashboard import cli

RESULTS = Path(__file__).parent / "results"
PARTS = ("server", "crowd", "memory", "cold", "browser", "growth")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round, data x1 and x100 only")
    parser.add_argument("--only", default=",".join(PARTS), help="comma-separated parts of " + ", ".join(PARTS))
    parser.add_argument(
        "--result", type=Path, help="file to keep the numbers in; parts that it has and this run has not stay"
    )
    args = parser.parse_args()
    rounds, wanted = 1 if args.quick else 3, args.only.split(",")
    runs: dict[str, Any] = {
        "server": lambda: server.reruns(rounds, 20),
        "crowd": lambda: server.crowd(100, 3 if args.quick else 6),
        "memory": lambda: server.memory(2 if args.quick else 6, 50),
        "cold": lambda: server.cold(rounds),
        "browser": lambda: browsed(rounds),
        "growth": lambda: growth.measure(growth.FACTORS[: 2 if args.quick else 3], rounds, 10),
    }
    stamp = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M")
    path = args.result or RESULTS / f"{stamp.replace(':', '').replace(' ', 'T')}.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    for part in wanted:
        print(f"measuring: {part}", flush=True)
        found[part] = runs[part]()
        found["machine"], found["at"] = machine(), stamp
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(table(found))


def browsed(rounds: int) -> dict[str, Any]:
    browser.export(OUT / "economy", cli.main)
    return browser.measure(rounds, 10)


if __name__ == "__main__":
    main()
