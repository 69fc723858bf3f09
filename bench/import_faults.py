"""Imports that are killed, starved of disk and run two at a time; prints what was found, kept in bench/out/.

`python bench/import_faults.py [--random 120] [--every 1] [--pairs 20] [--only steps]`.  Kills with
SIGKILL at every step of an import (each call that touches the file system, before and after each named step) and at
random moments, while a reader asks the published data without pause; then fills disks of every size that matters,
writes into a read-only one, and starts imports in pairs.  The short form of all of it is `tests/test_faults.py`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])  # the children run this very tree

import faults  # noqa: E402

from dashboard.i18n import text  # noqa: E402

OUT = Path(__file__).parent / "out"
SIZES = (16, 64, 128, *range(256, 8192 + 1, 256))
"""Kilobytes left for an import; the largest is enough for the whole of it."""


def steps(root: Path, data: Path, every: int) -> dict[str, object]:
    """Kills at each step of publishing that has a name, at every move and lock, and at every nth other file access."""
    ground = faults.Ground(root).seed(data)

    def choose(names: list[str]) -> list[int]:
        return sorted({*faults.named(names), *range(1, len(names) + 1, every)})

    with faults.reading(ground.out) as reader:
        kills, total = faults.kill_at_steps(ground, choose)
    return {"steps of an import": total, "kills": kills, **reader, "wrong": ground.wrong}


def moments(root: Path, data: Path, times: int) -> dict[str, object]:
    ground = faults.Ground(root).seed(data)
    with faults.reading(ground.out) as reader:
        kills, published = faults.kill_at_random(ground, times)
    return {"kills": kills, "of these after the decision": published, **reader, "wrong": ground.wrong}


def disks(root: Path, data: Path) -> dict[str, object]:
    """Imports onto disks with less and less room, and onto one that may not be written."""
    full = text("sv")("error.disk_full", path="out")
    read_only = text("sv")("error.read_only", path="out")
    ended: dict[str, int] = {"published": 0, "said that the disk is full": 0}
    ground = faults.Ground(root)
    with faults.small_disk(ground.out, 64 * 1024) as mounted:
        if not mounted:
            return {"skipped": "this machine does not let us mount a file system"}
        ground.seed(data)
        for left in SIZES:
            stuffing = ground.out / "imports.jsonl"  # the one file that may be of any size
            free = shutil.disk_usage(ground.out).free // 1024
            before = ground.mark()
            stuffing.write_bytes(b"\n" * 1024 * max(0, free - left))
            code, said = faults.command(ground, ground.other())
            stuffing.write_bytes(b"")
            if code == 0:
                ended["published"] += 1
            elif said == [full]:
                ended["said that the disk is full"] += 1
            else:
                ground.wrong.append(f"{left} kB left: {code} {said}")
            if (ground.mark() != before) != (code == 0):
                ground.wrong.append(f"{left} kB left: the published state is not what was said")
            ground.check(f"{left} kB left")
        subprocess.run(["mount", "-o", "remount,ro", str(ground.out)], check=True)
        before = ground.mark()
        code, said = faults.command(ground, ground.other())
        if (code, said, ground.mark()) != (1, [read_only], before):
            ground.wrong.append(f"read-only: {code} {said}")
        ground.check("read-only")
        ended["said that the folder may not be written"] = int(said == [read_only])
    return {"disks": ended, "wrong": ground.wrong}


def pairs(root: Path, data: Path, times: int) -> dict[str, object]:
    ground = faults.Ground(root).seed(data)
    return {"exit codes of two at once": faults.two_at_once(ground, times), "wrong": ground.wrong}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--random", type=int, default=120)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--data", type=Path, default=ROOT / "tests" / "fixtures" / "data")
    parser.add_argument("--only", choices=("disks", "pairs", "steps", "moments"), action="append")
    args = parser.parse_args()
    todo = {
        "disks": lambda at: disks(at, args.data), "pairs": lambda at: pairs(at, args.data, args.pairs),
        "steps": lambda at: steps(at, args.data, args.every), "moments": lambda at: moments(at, args.data, args.random),
    }  # fmt: skip
    OUT.mkdir(exist_ok=True)
    for name in args.only or todo:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found = todo[name](Path(folder)) | {"minutes": round((time.monotonic() - begun) / 60, 1)}
        print(name, json.dumps(found, indent=1), flush=True)
        (OUT / f"import_faults_{name}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
