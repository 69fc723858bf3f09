"""The whole dashboard below a path of a host name that serves other things too."""

import csv
import http.client
import io
import json
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.ui.registry import PAGES
from e2e.axe import settle
from e2e.conftest import Server, serving, watch
from e2e.waiting import until

BASE = "/region/run"


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("below"), base_path=BASE, update_page="true") as running:
        yield running


@pytest.fixture
def tab(browser: Browser, below: Server) -> Iterator[Page]:
    """A page that fails where the browser complains or asks for anything outside the base path."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    complaints = watch(page, below.url)
    outside: list[str] = []

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "ws") and not parts.path.startswith(f"{BASE}/"):
            outside.append(url)

    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda socket: asked(socket.url))
    yield page
    context.close()
    assert complaints == [] and outside == []


def get(server: Server, path: str) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()


def test_a_manager_goes_through_it_all(tab: Page, below: Server) -> None:
    tab.goto(f"{below.url}/framgangsfaktor?factor=kommunikationer&year=2021")
    settle(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Kommunikationer till, från och inom länet")
    with tab.expect_download() as waiting:
        tab.locator("a[download][href*='/measures.csv'][href*='form=open']").first.click()
    assert len(list(csv.DictReader(io.StringIO(waiting.value.path().read_text("utf-8"))))) == 3
    tab.locator(".menu a[href*='/ekonomi']").click()
    until(tab, f"location.pathname === '{BASE}/ekonomi'")
    settle(tab)
    tab.locator(".language a").click()
    until(tab, "document.documentElement.lang === 'en'")
    settle(tab)
    tab.reload()
    settle(tab)
    assert tab.evaluate("location.pathname") == f"{BASE}/ekonomi"
    tab.get_by_role("link", name="Accessibility statement").first.click()
    until(tab, f"location.pathname === '{BASE}/tillganglighet'")
    tab.get_by_role("link", name="To the goal follow-up").click()
    settle(tab)
    assert tab.evaluate("location.pathname") == f"{BASE}/"


def test_every_page_stands_below_it_and_every_link_leads_below_it(tab: Page, below: Server) -> None:
    for spec in PAGES:
        tab.goto(f"{below.url}/{spec.path}")
        settle(tab)
        links = tab.evaluate("[...document.querySelectorAll('a[href], link[href]')].map(e => e.getAttribute('href'))")
        assert [x for x in links if x.startswith("/") and not x.startswith(f"{BASE}/")] == [], spec.name


def test_a_file_is_handed_in_below_it(tab: Page, below: Server) -> None:
    tab.goto(f"{below.url}/uppdatera")
    settle(tab)
    said = {"name": "x.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK nothing"}
    tab.locator("input[type=file][accept*=xlsx]").set_input_files(said)  # type: ignore[arg-type]
    tab.locator(".notice.wrong").wait_for()


def test_programs_find_everything_below_it(below: Server) -> None:
    index = json.loads(get(below, f"{BASE}/api/v1/")[2])
    for url in [
        *index["documents"].values(),
        *(e["url"] for e in index["examples"]),
        index["tables"][0]["urls"]["csv"],
    ]:
        assert url.startswith(f"{BASE}/api/v1/")
        assert get(below, url)[0] == 200
    assert json.loads(get(below, f"{BASE}/api/v1/openapi.json")[2])["servers"] == [{"url": f"{BASE}/api/v1"}]
    assert f"{BASE}/api/v1/goals.csv" in get(below, f"{BASE}/api/v1/catalog.jsonld")[2].decode()
    linked = get(below, f"{BASE}/api/v1/figures.csv?limit=2")[1]["link"]
    assert f'<{BASE}/api/v1/figures.csv?limit=2&offset=2>; rel="next"' in linked
    page = get(below, f"{BASE}/api/v1/goals.html")[2].decode()
    assert 'href="/"' not in page and f'href="{BASE}/assets/data.css' in page
    status, headers, _ = get(below, f"{BASE}/healthz")
    assert (status, headers["cache-control"]) == (200, "no-store")
    status, headers, said = get(below, f"{BASE}/finns-inte")
    assert status == 404 and f'href="{BASE}/mal?lang=sv"' in said.decode()
    assert "script-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/mal", "/api/v1/goals.csv", "/healthz", "/_stcore/metrics", f"{BASE}x/mal"])
def test_nothing_is_answered_outside_it(below: Server, path: str) -> None:
    assert get(below, path)[0] == 404


def test_what_is_closed_is_closed_below_it(below: Server) -> None:
    assert get(below, f"{BASE}/_stcore/metrics")[0] == 404
