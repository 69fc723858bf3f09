"""In Chromium: the page about money here, in Dash, in Panel and in stock Streamlit.  Same data, same kinds of content.

A click changes the amounts between mnkr and tkr.  The page itself watches, once a frame, the key figures, the first
chart and the first table, from the click to the first frame in which their text is another.
"""

import os
import shutil
import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import HERE, OTHERS, OUT, ours, served, stock

CHROMIUM = os.environ.get("CHROMIUM") or next(
    found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))
)
WATCH = (HERE / "watch.js").read_text(encoding="utf-8")
LONG = 60_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Site:
    """A page that is measured: where its parts are, and how the other amounts are chosen."""

    name: str
    path: str
    metric: str
    chart: str
    table: str
    choose: Callable[[Page, str], None]
    words: tuple[str, str] = ("mnkr", "tkr")


def _ours(page: Page, words: str) -> None:
    page.get_by_role("combobox", name="Belopp i").click()
    page.get_by_role("option", name=words, exact=True).click()


def _stock(page: Page, words: str) -> None:
    page.get_by_role("combobox").click()
    page.get_by_role("option", name=words, exact=True).click()


def _dash(page: Page, words: str) -> None:
    page.locator("#amounts").click()
    page.locator(".dash-dropdown-option, [role=option]").filter(has_text=words).last.click()


def _panel(page: Page, words: str) -> None:
    page.locator("select").first.select_option(words)


OWN = Site("ours", "/ekonomi?year=2021&lang=sv", ".keys", ".floats", "table.money", _ours)
SITES = (
    OWN,
    Site("stock Streamlit", "/", "[data-testid=stMetric]", ".js-plotly-plot", "[data-testid=stDataFrame]", _stock),
    Site("Dash", "/", "#keys", ".js-plotly-plot", "#tables table", _dash),
    Site("Panel", "/panel_app", ".keys", ".js-plotly-plot", "table", _panel),
)


@contextmanager
def sites() -> Iterator[dict[str, str]]:
    """The URL of each site by name, all running at once."""
    data, python = str(OUT / "economy"), str(OTHERS / "python")
    folder = HERE / "baselines"
    with ExitStack() as stack:
        os.environ["BENCH_DATA"] = data
        dash = ("-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--threads", "4", "dash_app:server")
        panel = ("-m", "panel", "serve", "panel_app.py", "--port", "{port}")
        yield {
            "ours": stack.enter_context(ours()),
            "stock Streamlit": stack.enter_context(stock(folder / "stock_app.py")),
            "Dash": stack.enter_context(served(dash, folder=folder, python=python)),
            "Panel": stack.enter_context(served(panel, "/panel_app", folder=folder, python=python)),
        }


def measure(rounds: int, clicks: int) -> dict[str, dict[str, Row]]:
    """Per site: first load (bytes on the wire, layout shift), warm load, and click to metric, chart and table, ms."""
    found: dict[str, dict[str, list[float]]] = {site.name: {} for site in SITES}
    with sites() as urls, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(rounds):
            for site in SITES:
                for name, values in visit(browser, site, urls[site.name], clicks).items():
                    found[site.name].setdefault(name, []).extend(values)
        found["ours"] |= {f"start page: {k}": v for k, v in start_page(browser, urls["ours"]).items()}
        browser.close()
    return {
        name: {
            k: {"median": statistics.median(v), "min": min(v), "max": max(v), "n": len(v)} for k, v in rows.items() if v
        }
        for name, rows in found.items()
    }


def visit(browser: Browser, site: Site, url: str, clicks: int) -> dict[str, list[float]]:
    """One visitor: loads the page cold, then warm, then clicks back and forth."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    size = wire(context, page)
    page.goto(url + site.path)
    wait(page, site)
    page.wait_for_load_state("networkidle")
    said: dict[str, list[float]] = {"first load, bytes": [size[0]], "layout shift": [shift(page)]}
    for _ in range(2):
        page.reload()
        said.setdefault("warm load", []).append(wait(page, site))
        page.wait_for_load_state("networkidle")
    for n in range(clicks):
        page.wait_for_timeout(400)
        page.evaluate(
            "([m, c, t]) => bench.watch({metric: m, chart: c, table: t})", [site.metric, site.chart, site.table]
        )
        site.choose(page, site.words[(n + 1) % 2])
        page.wait_for_function("() => bench.done()", timeout=15_000)
        for part, taken in page.evaluate("() => bench.taken()").items():
            said.setdefault(f"click to {part}", []).append(taken)
    context.close()
    return said


def start_page(browser: Browser, url: str) -> dict[str, list[float]]:
    """Bytes on the wire of the first load of our start page, until nothing more is fetched, and its layout shift."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    size = wire(context, page)
    page.goto(url)
    page.wait_for_selector("h1", timeout=LONG)
    seen = page.evaluate("() => performance.now()")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2000)
    found = {"first load, bytes": [size[0]], "layout shift": [shift(page)], "headline": [seen]}
    context.close()
    return found


def wire(context: BrowserContext, page: Page) -> list[float]:
    """A counter of the bytes that come over the network, compressed as they came."""
    total = [0.0]
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda e: total.__setitem__(0, total[0] + e["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived",
        lambda e: total.__setitem__(0, total[0] + len(e["response"]["payloadData"]) * 3 / 4),
    )
    return total


def wait(page: Page, site: Site) -> float:
    """Milliseconds from navigation until key figures, chart and table stand."""
    parts = [site.metric, site.chart, site.table]
    page.wait_for_function("(parts) => bench.stands(parts)", arg=parts, timeout=LONG)
    taken: float = page.evaluate("() => bench.stood")
    return taken


def shift(page: Page) -> float:
    found: float = page.evaluate("() => bench.shift")
    return found


def export(folder: Path, run: Callable[[list[str]], int]) -> None:
    """The tables of the page as CSV, for the other sites."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in ("income_statement", "unit_deviations", "investments", "growth_grant"):
        run(["export", table, "--year", "2021", "--out", str(folder / f"{table}.csv")])
