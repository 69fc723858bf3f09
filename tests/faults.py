"""Imports that are killed, starved of disk or run two at a time, and what must hold after each.

Two states of the data, A and B, differ in one cell of each of `MARKED`, so that a mixture of the two is seen at once.
Every import is a real process that runs the real command and is killed with SIGKILL: at a moment, or at a step (each
call that touches the file system, and before and after each named step of publishing).
"""

import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from dashboard.cli import main
from dashboard.store.live import Live, prepare
from dashboard.store.publish import LOCK, Press
from dashboard.store.snapshot import snapshot
from dashboard.store.versions import DATA, META, POINTER, VERSIONS, folder, history, rows

MARKED = {"topics": "name_en", "units": "name_en", "areas": "name_en", "sources": "publisher"}
STEPS = ("tidy", "publish", "_rows", "_input", "_database", "_meta", "_pointer", "_move", "_switch")
FILE_EVENTS = {
    "open",
    "os.rename",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "shutil.rmtree",
    "tempfile.mkdtemp",
    "fcntl.flock",
}
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["dashboard.cli", "dashboard.store.live"])


@dataclass
class Ground:
    """A folder of its own: `data`, the two states to import, where is published, and what was found wrong."""

    root: Path
    data: Path = field(init=False)
    out: Path = field(init=False)
    states: dict[str, Path] = field(init=False)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data, self.out = self.root / "data", self.root / "out"
        self.states = {mark: self.root / f"state-{mark}" for mark in "AB"}

    def seed(self, source: Path) -> "Ground":
        """Copies of the data that differ in their marks, and the first version, which is A."""
        for mark, place in self.states.items():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("build", "*.md"))
            for table, column in MARKED.items():
                path = place / f"{table}.csv"
                head, first, *rest = path.read_text(encoding="utf-8").splitlines()
                cells = first.split(",")
                cells[head.split(",").index(column)] = f"Mark {mark}"
                path.write_text("\n".join([head, ",".join(cells), *rest]) + "\n", encoding="utf-8")
        shutil.copytree(self.states["A"], self.data)
        prepare(self.data, self.out)
        return self

    def mark(self) -> str:
        """The state that is published, as a server would show it; what is wrong is noted."""
        marks = shown(self.out)
        if len(marks) != 1:
            self.wrong.append(f"mixed: {marks}")
        return min(marks)

    def check(self, after: str) -> None:
        """What must hold after a start: one state, no leftovers, a history without gaps that nobody touched."""
        prepare(self.data, self.out)
        found = self.mark()
        known = history(self.out)
        if [v.number for v in known] != list(range(1, len(known) + 1)):
            self.wrong.append(f"{after}: history has gaps: {[v.number for v in known]}")
        last = known[-1]
        kept = rows(self.out, last.number)
        if {getattr(kept[t][0].row, c) for t, c in MARKED.items()} != {f"Mark {found}"}:
            self.wrong.append(f"{after}: version {last.number} does not hold what is published")
        if {f"{t}.csv": (folder(self.out, last.number) / DATA / f"{t}.csv").read_bytes() for t in MARKED} != {
            n: said for n, said in snapshot(kept).items() if n.removesuffix(".csv") in MARKED
        }:
            self.wrong.append(f"{after}: the snapshot is not what it should be")
        there = {p.name for p in self.out.iterdir()}
        wanted = {LOCK, POINTER, VERSIONS, *(v.database for v in known[-3:])}
        if not wanted <= there or there - wanted - {"imports.jsonl"}:
            self.wrong.append(f"{after}: left over {sorted(there - wanted)}, lost {sorted(wanted - there)}")
        for version in known:
            if not (folder(self.out, version.number) / META).exists():
                self.wrong.append(f"{after}: version {version.number} is not complete")
        for line in _lines(self.out / "imports.jsonl"):
            json.loads(line)

    def other(self) -> Path:
        """The state that is not published: importing it changes something."""
        return self.states["B" if self.mark() == "A" else "A"]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def shown(out: Path) -> set[str]:
    """The marks of one database, as a page would read them; a set of one unless versions are mixed."""
    db = Live(out).database()
    marks = {r[c].removeprefix("Mark ") for t, c in MARKED.items() for r in db.query(t) if r[c].startswith("Mark ")}
    db.close()
    return marks


def _import(
    ground: Ground, state: Path, started: Event | None, stop_at: int, steps: Any, go: Event | None = None
) -> None:
    """In the child: the real command; dies of SIGKILL at a step, or counts the steps where `stop_at` is 0."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    names: list[str] = []

    def step(name: str) -> None:
        names.append(name)
        steps.value = len(names)
        if len(names) == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, args: tuple[Any, ...]) -> None:
        if event in FILE_EVENTS and (
            event == "fcntl.flock" or str(args[0] if args else "").startswith(str(ground.out))
        ):
            step(event)

    def around(method: Callable[..., Any]) -> Callable[..., Any]:
        def both(*args: Any, **more: Any) -> Any:
            step(f"before {method.__name__}")
            answer = method(*args, **more)
            step(f"after {method.__name__}")
            return answer

        return both

    for name in STEPS:
        setattr(Press, name, around(getattr(Press, name)))
    sys.addaudithook(heard)
    if go is not None:
        go.wait()
    if started is not None:
        started.set()
    code = main(["--lang", "sv", "import", str(state), "--data", str(ground.data), "--published", str(ground.out)])
    (ground.root / "steps").write_text("\n".join(names), encoding="utf-8")
    os._exit(code)


def run(ground: Ground, stop_at: int = 0, after: float | None = None) -> tuple[bool, int, float]:
    """One import of the other state, killed at a step or after some seconds: was it killed, steps, seconds."""
    started, steps = PROCESSES.Event(), PROCESSES.Value("i", 0)
    child = PROCESSES.Process(target=_import, args=(ground, ground.other(), started, stop_at, steps))
    child.start()
    started.wait(60)
    begun = time.monotonic()
    if after is not None:
        time.sleep(after)
        child.kill()
    child.join()
    return child.exitcode == -signal.SIGKILL, steps.value, time.monotonic() - begun


def kill_at_steps(ground: Ground, choose: Callable[[list[str]], list[int]]) -> tuple[int, int]:
    """Kills imports at the chosen of all steps, given by name and counted from 1; returns how many were and how many there are."""
    run(ground)
    ground.check("an import without a kill")
    names = (ground.root / "steps").read_text(encoding="utf-8").splitlines()
    kills = 0
    for step in choose(names):
        killed, _, _ = run(ground, stop_at=step)
        kills += killed
        ground.mark()  # before the next start too, what is published is one state
        ground.check(f"a kill at step {step}, {names[step - 1]}")
    return kills, len(names)


def named(names: list[str]) -> list[int]:
    """The steps of publishing that have names, and every move and lock."""
    return [n for n, name in enumerate(names, start=1) if " " in name or name in ("os.rename", "fcntl.flock")]


def kill_at_random(ground: Ground, times: int, seed: int = 1) -> tuple[int, int]:
    """Kills imports at random moments; returns how many were killed and how many of those had been published."""
    moments = random.Random(seed)
    usual = max(run(ground)[2] for _ in range(2))
    kills = done = 0
    while kills < times:
        before = ground.mark()
        killed, _, _ = run(ground, after=moments.uniform(0, usual))
        ground.mark()
        ground.check("a kill at a random moment")
        kills += killed
        done += killed and ground.mark() != before
    return kills, done


def _read(out: Path, stop: Event, reads: Any, errors: Any) -> None:
    """In the child: reads as pages do, all the time; every answer must be of one state."""
    live = Live(out)
    while not stop.is_set():
        try:
            db = live.database()
            marks = {r[c] for t, c in MARKED.items() for r in db.query(t) if r[c].startswith("Mark ")}
            db._answer.cache_clear()  # so that the file is asked each time
            if len(marks) != 1:
                errors.append(f"mixed: {marks}")
        except Exception as error:
            errors.append(repr(error))
        reads.value += 1
        time.sleep(0.005)


@contextmanager
def reading(out: Path) -> Iterator[dict[str, Any]]:
    """A reader that never stops while the block runs; `reads` and `errors` are there after it."""
    found: dict[str, Any] = {}
    with PROCESSES.Manager() as manager:
        stop, reads, errors = PROCESSES.Event(), PROCESSES.Value("i", 0), manager.list()
        child = PROCESSES.Process(target=_read, args=(out, stop, reads, errors))
        child.start()
        try:
            yield found
        finally:
            stop.set()
            child.join(30)
            found |= {"reads": reads.value, "errors": list(errors)}


def two_at_once(ground: Ground, times: int) -> dict[str, int]:
    """Two imports of the same state started at the same time; how they ended."""
    ended: dict[str, int] = {}
    for _ in range(times):
        before, state = len(history(ground.out)), ground.other()
        go, steps, pair = PROCESSES.Event(), PROCESSES.Value("i", 0), []
        for _ in "ab":
            child = PROCESSES.Process(target=_import, args=(ground, state, None, 0, steps, go))
            child.start()
            pair.append(child)
        time.sleep(0.2)
        go.set()
        for child in pair:
            child.join()
        codes = " ".join(sorted(str(c.exitcode) for c in pair))
        ended[codes] = ended.get(codes, 0) + 1
        made = len(history(ground.out)) - before
        if made != 1 or codes not in ("0 0", "0 1"):
            ground.wrong.append(f"two at once: {made} versions, exit codes {codes}")
        ground.check("two imports at once")
    return ended


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[bool]:
    """A file system in memory of that size; yields False where this machine does not let us mount one."""
    place.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    mounted = shutil.which("mount") is not None and subprocess.run(mount, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)


def command(ground: Ground, state: Path) -> tuple[int, list[str]]:
    """The import as a user types it: exit code and lines of complaint."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    args = ["import", str(state), "--data", str(ground.data), "--published", str(ground.out)]
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "--lang", "sv", *args], capture_output=True, text=True, env=env, check=False
    )
    return done.returncode, done.stderr.splitlines()
