"""axe-core on every page, in both languages, at three widths and in the states that a reader can put a page in."""

import itertools
from importlib.resources import files

import pytest
from playwright.sync_api import Page

from dashboard.ui.registry import PAGES
from e2e.waiting import until

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = [f"/{p.path}" for p in PAGES]
EXTRA = [
    "/framgangsfaktor?factor=infrastruktur",
    "/mal?status=not_achieved&perspective=medborgare",
    "/mal?year=2019",
    "/?year=2019",
]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(r => [r.violations, r.passes.length])", RULES
    )
    assert found[1] > 20, "axe saw hardly anything: the page was not there yet"
    return [f"{v['id']}: {n['html'][:160]}" for v in found[0] for n in v["nodes"]]


def settle(page: Page) -> None:
    page.wait_for_selector("footer.foot")
    until(
        page, "[...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'))"
    )


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("path", PATHS + EXTRA)
def test_no_violations(page: Page, url: str, path: str, lang: str) -> None:
    page.goto(f"{url}{path}{'&' if '?' in path else '?'}lang={lang}")
    settle(page)
    for width in (1280, 640, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], f"at {width} px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"scrolls sideways at {width} px"


def test_states_of_a_filtered_page(page: Page, url: str) -> None:
    page.goto(f"{url}/mal")
    settle(page)
    states = []
    page.get_by_role("combobox", name="Bedömning").click()
    page.wait_for_selector("[role=listbox]")
    states.append(violations(page))
    page.get_by_role("option", name="Ej uppnått").click()
    until(page, "location.search.includes('not_achieved')")
    states.append(violations(page))
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="År").click()
    page.wait_for_selector("[role=listbox]")
    states.append(violations(page))
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Ord i texten").fill("zzzz")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Inga mått passar urvalet")
    states.append(violations(page))
    page.goto(f"{url}/mal?status=foo&nonsense=1")
    settle(page)
    states.append(violations(page))
    page.goto(f"{url}/framgangsfaktor?factor=infrastruktur")
    settle(page)
    page.locator("details summary").first.click()
    states.append(violations(page))
    page.goto(f"{url}/kallor")
    settle(page)
    for summary in page.locator("details summary").all()[:3]:
        summary.click()
    states.append(violations(page))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{url}/")
    settle(page)
    page.get_by_role("button", name="Visa sidopanelen").click()
    page.wait_for_selector(".menu a:visible")
    states.append(violations(page))
    assert states == [[]] * 8


def test_statement(page: Page, url: str) -> None:
    for query in ("", "?lang=en"):
        page.goto(f"{url}/tillganglighet{query}")
        page.evaluate(AXE)
        assert violations(page) == []


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
