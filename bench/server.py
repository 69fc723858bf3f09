"""Over the websocket: reruns of every page, a hundred sessions at once, memory, and the cold start.

Rounds are interleaved with the empty page under stock `streamlit run` and under our server, so that a slow minute of
the machine meets all alike.
"""

import contextlib
import io
import statistics
import subprocess
import sys
import time
from typing import Any

import wsload
from serving import HERE, PAGES, empty_ours, load, ours, stock

EMPTY = HERE / "baselines" / "empty.py"
IMPORTS = "import streamlit, pandas, plotly, duckdb"
Row = dict[str, Any]


def spread(values: list[float]) -> Row:
    return {"median": statistics.median(values), "min": min(values), "max": max(values), "n": len(values)}


def reruns(rounds: int, count: int) -> dict[str, Row]:
    """Milliseconds and server CPU of a rerun, per page and for both empty pages; medians of the rounds' medians."""
    found: dict[str, list[Row]] = {}
    with stock(EMPTY) as plain, empty_ours() as bare, ours() as own:
        asked = {"empty, stock": (plain, "/"), "empty, ours": (bare, "/")}
        asked |= {page: (own, path) for page, path in PAGES.items()}
        for url, path in asked.values():  # once, so that nothing is measured cold
            load(url, path, reruns=2)
        for _ in range(rounds):
            for name, (url, path) in asked.items():
                found.setdefault(name, []).append(load(url, path, reruns=count))
    return {
        name: {
            "median": statistics.median(r["rerun_ms"]["p50"] for r in rows),
            "min": min(r["rerun_ms"]["min"] for r in rows),
            "max": max(r["rerun_ms"]["p95"] for r in rows),
            "cpu": statistics.median(r["server_cpu_ms_per_rerun"] for r in rows),
            "errors": sum(r["errors"] for r in rows),
        }
        for name, rows in found.items()
    }


def crowd(sessions: int, clicks: int) -> dict[str, Row]:
    """Sessions that think 3 s between clicks and go from page to page: p50 and p95, ms, and errors.

    One visitor has been to each page before: a hundred at once on a server that has just started wait half a minute.
    """
    found = {}
    tour = ",".join(path.strip("/") or "/" for page, path in PAGES.items() if page != "board")
    with ours() as own, stock(EMPTY) as plain:
        for name, url, pages in (("ours", own, tour), ("empty, stock", plain, "")):
            for path in PAGES.values() if pages else ("/",):
                load(url, path, reruns=1)
            said = load(url, sessions=sessions, reruns=clicks, think=3, pages=pages)
            found[name] = {
                "p50": said["rerun_ms"]["p50"], "p95": said["rerun_ms"]["p95"], "errors": said["errors"],
                "cpu": said["server_cpu_ms_per_rerun"],
            }  # fmt: skip
    return found


def memory(waves: int, sessions: int) -> Row:
    """MB of the server per open session, and the process after each wave of sessions opened and closed again."""
    with ours() as url:
        load(url, "/ekonomi", reruns=5)
        held = [load(url, "/ekonomi", sessions=sessions, reruns=2) for _ in range(waves)]
    return {
        "per_session": (held[0]["rss_sessions"] - held[0]["rss_before"]) / sessions,
        "process": [w["rss_before"] for w in held] + [held[-1]["rss_after"]],
        "sessions": sessions * waves,
    }  # fmt: skip


def cold(rounds: int) -> dict[str, Row]:
    """Seconds from nothing to the first page, against importing the libraries alone; the data are built already."""
    taken: dict[str, list[float]] = {"first page": [], IMPORTS: []}
    for _ in range(rounds):
        start = time.perf_counter()
        with ours() as url, contextlib.redirect_stdout(io.StringIO()):
            wsload.main(["--url", url, "--reruns", "0"])  # in this process: its own start is not the server's
            taken["first page"].append(time.perf_counter() - start)
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", IMPORTS], check=True)
        taken[IMPORTS].append(time.perf_counter() - start)
    return {name: spread(values) for name, values in taken.items()}
