"""The long forms of the fault tests, on a server of their own; prints what was found, exit 1 if anything was.

python bench/faults.py queries   [--count 2200]                hostile query strings over all pages and the data interface
python bench/faults.py xss       [--rounds 60]                 every payload in every free text of the data, in Chromium
python bench/faults.py soak      [--visitors 50] [--seconds 600]   visitors at once: errors, times, memory
python bench/faults.py sessions  [--count 500]                 opened, looked at, closed: memory
"""

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from e2e.conftest import serving  # noqa: E402
from hostile import live, poisoned, queries  # noqa: E402
from visitor import FAILURES, Visitor  # noqa: E402

PAGES = (
    "/?year=2021", "/mal?year=2021", "/mal?year=2021&status=partly&lang=en", "/ekonomi?year=2021", "/bolag?year=2021", "/nyckeltal?year=2021",
    "/norrbotniabanan?year=2021", "/eu-program?year=2021&lang=en", "/kallor?year=2021", "/framgangsfaktor?factor=infrastruktur&year=2021",
)  # fmt: skip
OWN = {"meta", "link", "body"}
"""What the data interface's own pages are made of."""


@contextlib.contextmanager
def server(**settings: str) -> Iterator[tuple[str, int]]:
    """A server of its own: where it answers, and its process."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name, serving(Path(name), **settings) as running:
        port = urlsplit(running.url).port
        (pid,) = [
            int(p.parent.name)
            for p in Path("/proc").glob("[0-9]*/cmdline")
            if f"--port\0{port}\0".encode() in p.read_bytes()
        ]
        yield running.url, pid
        traces = running.log.read_text(encoding="utf-8").count("Traceback")
        print(f"{'tracebacks in the log':45} {traces}")


def memory(pid: int) -> int:
    """What a process holds, MB."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE") // 2**20


async def hostile_queries(url: str, count: int) -> int:
    """How many of the queries showed an error, live markup, or anything but 200, 400 and 404."""
    visitor, bad, statuses = Visitor(url, "/"), [], Counter[int]()
    await visitor.open()
    pages = 0
    for path, query in queries(count):
        if path.startswith("/api/"):
            try:
                with urllib.request.urlopen(f"{url}{path}?{query}", timeout=60) as answer:
                    status, body, kind = answer.status, answer.read(), answer.headers["content-type"]
            except urllib.error.HTTPError as error:
                status, body, kind = error.code, error.read(), error.headers["content-type"]
            statuses[status] += 1
            if status not in (200, 400, 404) or (kind.startswith("text/html") and set(live(body.decode())) - OWN):
                bad.append((path, query, status))
            continue
        visitor.path = f"{path}?{query}"
        seen = await visitor.see()
        pages += 1
        if seen.errors or not seen.versions or live(seen.html):
            bad.append((path, query, seen.errors or live(seen.html)))
    await visitor.close()
    print(f"{'pages asked / data interface asked':45} {pages} / {sum(statuses.values())} {dict(statuses)}")
    for one in bad[:5]:
        print("   ", *one)
    print(f"{'hostile queries that did harm':45} {len(bad)}")
    return len(bad)


def xss(rounds: int) -> int:
    """Payloads that ran, opened a dialog, became an element or fetched from another host, over all pages."""
    from e2e.test_hostile import ARMED, TAKEN
    from playwright.sync_api import sync_playwright

    found: list[str] = []
    texts = 0
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for shift in range(rounds):
            print(f"round {shift + 1} of {rounds}, {len(found)} found", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory() as name:
                texts += poisoned(ROOT / "data", Path(name), shift)
                with server(data=name) as (url, _):
                    page = chromium.new_page()
                    page.add_init_script(ARMED)
                    page.on("dialog", lambda d: (found.append("dialog"), d.dismiss()))
                    page.on(
                        "request",
                        lambda r, url=url: (
                            r.url.startswith("http") and not r.url.startswith(url) and found.append(r.url)
                        ),
                    )
                    for path in PAGES:
                        page.goto(url + path)
                        page.wait_for_selector("footer.foot", timeout=60_000)
                        found.extend(page.evaluate(TAKEN))
                    page.close()
    print(f"{'texts with a payload':45} {texts}")
    print(f"{'payloads taken for anything but text':45} {len(found)} {found[:3]}")
    return len(found)


async def soak(url: str, pid: int, count: int, seconds: float) -> int:
    """Visitors who each look at a page every two seconds; errors, times and the server's memory."""
    errors: list[str] = []
    times: list[float] = []
    end = time.monotonic() + seconds

    async def visit(number: int) -> None:
        visitor = Visitor(url, PAGES[number % len(PAGES)])
        try:
            await asyncio.sleep(number * 0.2)
            await visitor.open()
            turn = number
            while time.monotonic() < end:
                turn, began = turn + 1, time.perf_counter()
                visitor.path = PAGES[turn % len(PAGES)]
                seen = await visitor.see()
                times.append(time.perf_counter() - began)
                errors.extend(seen.errors)
                await asyncio.sleep(max(0, 2 - (time.perf_counter() - began)))
            await visitor.close()
        except FAILURES as error:
            errors.append(repr(error))

    crowd = [asyncio.create_task(visit(n)) for n in range(count)]
    held = []
    while time.monotonic() < end:
        await asyncio.sleep(min(30, seconds / 5))
        held.append(memory(pid))
        print(
            f"  {seconds - max(0, end - time.monotonic()):5.0f} s  {held[-1]} MB  {len(times)} pages  {len(errors)} errors",
            flush=True,
        )
    await asyncio.gather(*crowd)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{'pages / errors':45} {len(times)} / {len(errors)} {errors[:2]}")
    print(f"{'seconds a page, median / p95':45} {statistics.median(times):.2f} / {p95:.2f}")
    half = len(held) // 2
    print(f"{'memory at half time / at the end, MB':45} {held[half]} / {held[-1]}")
    return len(errors)


async def sessions(url: str, pid: int, count: int) -> int:
    """Sessions opened, looked at once and closed; what the server holds at the start, during, and after their end."""
    errors = 0
    held = [memory(pid)]
    for n in range(count):
        visitor = Visitor(url, PAGES[n % len(PAGES)])
        try:
            await visitor.open()
            errors += len((await visitor.see()).errors)
        except FAILURES:
            errors += 1
        await visitor.close()
        if (n + 1) % max(1, count // 5) == 0:
            held.append(memory(pid))
    print(f"{'sessions / errors':45} {count} / {errors}")
    print(f"{'memory as they came and went, MB':45} {held}")
    return errors


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("queries", "xss", "soak", "sessions"))
    parser.add_argument("--count", type=int)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=600)
    args = parser.parse_args()
    if args.what == "xss":
        return bool(xss(args.rounds))
    with server() as (url, pid):
        if args.what == "queries":
            return bool(asyncio.run(hostile_queries(url, args.count or 2200)))
        if args.what == "soak":
            return bool(asyncio.run(soak(url, pid, args.visitors, args.seconds)))
        return bool(asyncio.run(sessions(url, pid, args.count or 500)))


if __name__ == "__main__":
    sys.exit(main())
