"""Growth: the same pages on today's data, 100 times and 10 000 times as much.

Per page: the first rerun with filters nobody asked for before, repeated reruns, and bytes sent; then a search and a
download of the largest table, with the memory that the server needed for it.
"""

import shutil
import statistics
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import bulk
import wsload
from serving import OUT, PAGES, QUERY, ROOT, load, ours

from dashboard.store.build import POINTER, build
from dashboard.store.versions import VERSIONS

FACTORS = (1, 100, 10_000)
VIEWS = {page: (path, QUERY) for page, path in PAGES.items()} | {
    f"{page}, two years": (PAGES[page], f"{QUERY}&compare=2020") for page in ("overview", "goals", "factor", "economy")
}
"""What is asked for: every page, and those that compare two years."""
Row = dict[str, Any]


def databases(factors: tuple[int, ...]) -> dict[int, Path]:
    """The folder of each size's published database; written where it is not there yet."""
    today = build(ROOT / "data", OUT / "growth" / "x1")
    found = {}
    for factor in factors:
        folder = OUT / "growth" / f"x{factor}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / today.path.name
        if not path.exists():
            beside = path.with_suffix(".new")
            beside.unlink(missing_ok=True)
            bulk.write(today.path, beside, factor)
            beside.replace(path)
            shutil.copytree(today.path.parent / VERSIONS, folder / VERSIONS, dirs_exist_ok=True)
            shutil.copy(today.path.parent / POINTER, folder / POINTER)
        found[factor] = folder
    return found


def measure(factors: tuple[int, ...], rounds: int, count: int) -> dict[str, dict[str, Row]]:
    """Per page and size: ms of the first and of repeated reruns, bytes of a first answer; and the same for the rest."""
    found: dict[str, dict[str, Row]] = {}
    with ExitStack() as stack:
        urls = {
            factor: stack.enter_context(ours(DASHBOARD_PUBLISHED=str(folder)))
            for factor, folder in databases(factors).items()
        }
        for url in urls.values():
            load(url, "/om", reruns=5)
        for page, (path, query) in VIEWS.items():
            for factor, url in urls.items():
                first = load(url, path, query=query, reruns=0, timeout=120)
                rows = [load(url, path, query=query, reruns=count) for _ in range(rounds)]
                found.setdefault(page, {})[f"x{factor}"] = {
                    "first": first["first_ms"]["p50"] if first["first_ms"] else None,
                    "median": statistics.median(r["rerun_ms"]["p50"] for r in rows),
                    "cpu": statistics.median(r["server_cpu_ms_per_rerun"] for r in rows),
                    "bytes": first["bytes_total"], "errors": first["errors"] + sum(r["errors"] for r in rows),
                }  # fmt: skip
        for factor, url in urls.items():
            found.setdefault("search", {})[f"x{factor}"] = searched(url)
            found.setdefault("download of figures", {})[f"x{factor}"] = downloaded(url)
    return found


def searched(url: str) -> Row:
    """Milliseconds of searches for words that nobody searched for before."""
    found = [load(url, "/om", query=f"q={word}", reruns=0, timeout=120) for word in ("bredband", "musik", "energi")]
    taken = [one["first_ms"]["p50"] for one in found if one["first_ms"]]
    return {"median": statistics.median(taken) if taken else float("inf"), "errors": len(found) - len(taken)}


def downloaded(url: str) -> Row:
    """All figures as open CSV: seconds to the first byte and to the last, MB, and MB that the server grew meanwhile."""
    process = wsload.pid_of_port(int(url.rsplit(":", 1)[1]))
    before, most, size, start = wsload.server_stats(process)["rss"], 0.0, 0, time.perf_counter()
    with urllib.request.urlopen(f"{url}/api/v1/figures.csv", timeout=600) as answer:
        answer.read(1)
        first = time.perf_counter() - start
        while part := answer.read(4 << 20):
            size += len(part)
            most = max(most, wsload.server_stats(process)["rss"])
    return {"first": first, "median": time.perf_counter() - start, "mb": size / 1e6, "grew": max(0.0, most - before)}
