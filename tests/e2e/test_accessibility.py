"""What axe cannot see: headings, language, keyboard; and axe on the plain pages.  Every page in every state: test_states."""

import itertools

import pytest
from playwright.sync_api import Browser, Page

from dashboard.ui.registry import PAGES
from e2e.axe import settle, violations
from e2e.conftest import watch
from e2e.waiting import until

PATHS = [f"/{p.path}" for p in PAGES]


def test_statement(page: Page, url: str) -> None:
    for query in ("", "?lang=en"):
        page.goto(f"{url}/tillganglighet{query}")
        assert violations(page) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_an_address_that_is_no_page(browser: Browser, url: str, lang: str) -> None:
    """Nothing is complained about but the status itself."""
    context = browser.new_context()
    complaints = watch(page := context.new_page(), url)
    address = f"{url}/finns-inte?lang={lang}"
    page.goto(address)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.locator("h1").count() == 1
    context.close()
    assert [c for c in complaints if not (address in c and "404" in c)] == []


@pytest.mark.parametrize("path", PATHS)
def test_one_h1_headings_in_order_and_language(page: Page, url: str, path: str) -> None:
    for lang in ("sv", "en"):
        page.goto(f"{url}{path}?lang={lang}")
        settle(page)
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
        assert levels.count(1) == 1 and levels[0] == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
        assert page.evaluate("document.documentElement.lang") == lang


def test_keyboard_alone_from_start_page_to_a_file(page: Page, url: str) -> None:
    page.goto(url)
    settle(page)

    def tab_to(matches: str) -> None:
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate("m => document.activeElement.matches(m)", matches):
                ring = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
                assert ring == "3px", f"no visible focus on {matches}"
                return
        raise AssertionError(f"Tab never reached {matches}")

    tab_to("a[href*='factor=kommunikationer']")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.measure")
    until(page, "document.activeElement.tagName === 'H1'")
    tab_to("a[download][href*='/measures.csv'][href*='form=excel']")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 4
