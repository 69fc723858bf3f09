"""Reruns over the websocket: each page of the dashboard against an empty page under stock `streamlit run`, in one run.

`make bench`, or `python bench/server.py [--rounds 3] [--reruns 40]`.  Prints medians, min-max and ratios; verdicts are
the reader's.  Results are kept in bench/out/.  Rounds are interleaved, so that a slow minute of the machine meets all.
"""

import argparse
import contextlib
import datetime as dt
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = Path(__file__).parent / "out"
PAGES = {
    "overview": "/", "goals": "/mal", "factor": "/framgangsfaktor", "railway": "/norrbotniabanan",
    "eu_programmes": "/eu-program", "economy": "/ekonomi", "companies": "/bolag", "figures": "/nyckeltal",
    "sources": "/kallor", "about": "/om",
}  # fmt: skip
QUERY = "year=2021&lang=sv&factor=infrastruktur"


@contextlib.contextmanager
def served(command: list[str], folder: Path, ready: str) -> Iterator[str]:
    """A server on a free port, from start to stop; `{port}` in the command is the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [part.format(port=port) for part in command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), urllib.request.urlopen(url + ready, timeout=2) as answer:
                if answer.status == 200:
                    break
            time.sleep(0.1)
        else:
            raise SystemExit(f"no answer from {command}")
        yield url
    finally:
        process.terminate()
        process.wait(20)


def reruns(url: str, path: str, count: int) -> list[float]:
    """Milliseconds of each rerun of a page in one session."""
    with tempfile.NamedTemporaryFile(suffix=".json") as result:
        subprocess.run(
            [sys.executable, str(Path(__file__).with_name("wsload.py")), "--url", url, "--path", path, "--query", QUERY,
             "--sessions", "1", "--reruns", str(count), "--json", result.name],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        said = json.loads(Path(result.name).read_text())
    return [said["rerun_ms"]["p50"], said["rerun_ms"]["min"], said["rerun_ms"]["max"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reruns", type=int, default=40)
    args = parser.parse_args()
    streamlit = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "empty.py",
        "--server.headless",
        "true",
        "--server.port",
        "{port}",
    ]
    ours = [sys.executable, "-m", "dashboard", "serve", "--port", "{port}"]
    measured: dict[str, list[list[float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.py").write_text("import streamlit\n")
        with served(streamlit, folder, "/_stcore/health") as stock, served(ours, ROOT, "/healthz") as own:
            for _ in range(args.rounds):
                measured.setdefault("empty page, stock streamlit run", []).append(reruns(stock, "/", args.reruns))
                for page, path in PAGES.items():
                    measured.setdefault(page, []).append(reruns(own, path, args.reruns))
    base = statistics.median(m[0] for m in measured["empty page, stock streamlit run"])
    machine = f"{os.cpu_count()} cores, {platform.python_version()}, {platform.machine()}"
    print(f"reruns over the websocket, one session, ms ({args.rounds} x {args.reruns}; {machine})")
    print(f"{'page':34} {'median':>8} {'min':>8} {'max':>8} {'ratio':>7}")
    table = {}
    for label, rounds in measured.items():
        median = statistics.median(r[0] for r in rounds)
        low, high = min(r[1] for r in rounds), max(r[2] for r in rounds)
        table[label] = {"median": median, "min": low, "max": high, "ratio": median / base}
        print(f"{label:34} {median:8.1f} {low:8.1f} {high:8.1f} {median / base:7.2f}")
    OUT.mkdir(exist_ok=True)
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    (OUT / f"server-{stamp}.json").write_text(json.dumps({"machine": machine, "rows": table}, indent=1))


if __name__ == "__main__":
    main()
