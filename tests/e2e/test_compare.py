"""A year beside another in a browser, on the invented years 2099 and 2100: offered, chosen, kept, taken away, left."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from compared import CHANGES, COUNTED
from playwright.sync_api import Browser, Page

from e2e.conftest import serving, watch
from e2e.test_accessibility import settle, violations
from e2e.waiting import until

FIXTURES = Path(__file__).parents[1] / "fixtures"
ADDRESSES = ("/", "/mal", "/framgangsfaktor?factor=provade-vagar", "/ekonomi")


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server of the invented years answers."""
    folder = tmp_path_factory.mktemp("later")
    shutil.copytree(FIXTURES / "data", folder / "data")
    shutil.copytree(FIXTURES / "next", folder / "data", dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(folder / "data"))
        with serving(folder) as running:
            yield running.url


@pytest.fixture
def tab(browser: Browser, later: str) -> Iterator[Page]:
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    complaints = watch(page := context.new_page(), later)
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)


def counted(page: Page) -> str:
    said = page.locator(".compare-counts").first.evaluate(
        "p => [...p.querySelectorAll('.change')].map(c => c.textContent.replace(/[↗↘]/, '').trim()).join(', ')"
    )
    return str(said)


def test_from_the_offer_to_a_measure_and_on_through_pages_and_languages(tab: Page, later: str) -> None:
    tab.goto(f"{later}/")
    settle(tab)
    tab.locator(".compare-offer a").click()
    until(tab, "location.search.includes('compare=2099')")
    tab.wait_for_selector(".compare-counts")
    assert counted(tab) == COUNTED["sv"]
    tab.locator(".menu a[href^='/mal']").click()
    until(tab, "location.pathname === '/mal' && location.search.includes('compare=2099')")
    tab.wait_for_selector("#jamforelse")
    assert tab.locator("#jamforelse table").first.locator("tbody tr").count() == len(CHANGES)
    tab.locator(".language a").click()
    until(tab, "document.documentElement.lang === 'en'")
    tab.wait_for_selector("text=2100 compared with 2099")
    assert counted(tab) == COUNTED["en"]
    tab.locator(".moves a[href$='#snoeroejning']").click()
    until(tab, "location.pathname === '/framgangsfaktor' && location.search.includes('compare=2099')")
    tab.wait_for_selector("#snoeroejning .earlier")
    assert "95 per cent were cleared in time." in tab.locator("#snoeroejning .earlier").inner_text()
    tab.locator(".compare-stop a").click()
    until(tab, "!location.search.includes('compare')")
    tab.wait_for_selector(".compare-offer")


def test_the_file_holds_the_rows_of_the_table(tab: Page, later: str) -> None:
    tab.goto(f"{later}/mal?year=2100&compare=2099")
    tab.wait_for_selector("#jamforelse")
    link = tab.locator("#jamforelse .take a[href*='compared_measures'][href*='form=open']").get_attribute("href")
    answer = tab.request.get(urljoin(tab.url, link))
    rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert {r["measure_id"]: r["change"] for r in rows} == {name: change for name, (change, *_) in CHANGES.items()}
    shown = tab.locator("#jamforelse table").first.locator("tbody th a").all_inner_texts()
    assert shown == [r["name_sv"] for r in rows]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_violations_and_nothing_scrolls_sideways(tab: Page, later: str, lang: str) -> None:
    for address in ADDRESSES:
        tab.goto(f"{later}{address}{'&' if '?' in address else '?'}year=2100&compare=2099&lang={lang}")
        tab.wait_for_selector(".compare")
        settle(tab)
        for width in (1280, 320):
            tab.set_viewport_size({"width": width, "height": 900})
            assert violations(tab) == [], f"{address} at {width} px"
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, f"{address} scrolls at {width} px"
