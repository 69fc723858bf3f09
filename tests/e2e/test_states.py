"""axe-core on every page in ten states at three widths, and on paper: a page that is right at rest may be wrong when used."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from dashboard.ui.registry import PAGES, PageSpec
from e2e.axe import ON_PAPER, go, settle, violations

WIDTHS = (1280, 640, 320)
NARROW = 769
"""Below this the sidebar lies over the page and starts closed."""
NOTHING = {"goals": "text=zzzz", "companies": "text=zzzz", "figures": "text=zzzz", "factor": "factor=zzzz", "railway": "from_year=2025&text=zzzz", "overview": "unit=norrbottensmusiken"}  # fmt: skip
"""A query that leaves nothing of what the page is for; elsewhere a search without hits."""
TOP = {
    "English",
    "refused value",
    "search with hits",
    "list of years open",
    "a filter's list open",
    "pointer on a chart",
}
"""States in which only what is in view differs from "as it is", English on narrow screens among them."""
FIRST = {"factor": "factor=infrastruktur"}


def addresses(spec: PageSpec) -> Iterator[tuple[str, str]]:
    """State and query.  Each leaves out the year or the language, which the page puts back when it is drawn."""
    first = FIRST.get(spec.name, "")
    yield "as it is", first
    yield "English", f"lang=en&{first}"
    yield "refused value", f"year=1850&nonsense=1&{first}"
    yield "search with hits", f"q=norrbotten&{first}"
    yield "part of a year", f"year=2019&{first}"
    yield "nothing left", NOTHING.get(spec.name, "q=zzzzq")


def sidebar(page: Page, shown: bool) -> None:
    """On a narrow screen: opens or closes the sidebar, which lies over the page."""
    bar = page.locator("[data-testid=stSidebar]")
    if (bar.get_attribute("data-collapsed") == "false") != shown:
        page.get_by_test_id("stExpandSidebarButton" if shown else "stSidebarCollapseButton").locator(
            "visible=true"
        ).last.click()
        page.wait_for_timeout(400)  # it slides


def open_details(page: Page) -> None:
    page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")


def open_list_of_years(page: Page) -> None:
    if page.viewport_size and page.viewport_size["width"] < NARROW:
        sidebar(page, shown=True)
    page.get_by_role("combobox", name="År", exact=True).click()
    page.wait_for_selector("[role=listbox]")


def open_a_filter(page: Page) -> None:
    """The first list in the page itself, with a value chosen where it takes several; else the search field in use."""
    box = page.locator("[data-testid=stMain]").get_by_role("combobox")
    if not box.count():
        page.locator(".tools button").last.focus()
        return
    box.first.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a list closes when the page scrolls under it
    box.first.click()
    page.wait_for_selector("[role=listbox]")


def point_at_a_chart(page: Page) -> None:
    """The pointer on a chart, or where there is none on a mark that says more."""
    target = page.locator("[data-testid=stPlotlyChart], .mark, .bar, h1").first
    target.scroll_into_view_if_needed()
    target.hover(force=True)
    page.wait_for_timeout(200)


USES: dict[str, Callable[[Page], None]] = {
    "everything opened": open_details,
    "list of years open": open_list_of_years,
    "a filter's list open": open_a_filter,
    "pointer on a chart": point_at_a_chart,
}


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.name)
def test_no_violations_in_any_state_at_any_width(page: Page, url: str, spec: PageSpec) -> None:
    page.goto(f"{url}/{spec.path}")
    settle(page)
    found: list[str] = []

    def look(state: str) -> None:
        width = page.viewport_size["width"] if page.viewport_size else 0
        whole = state not in TOP or (state == "English" and width == WIDTHS[0])
        found.extend(f"{state} at {width} px: {v}" for v in violations(page, whole))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{state} at {width} px: scrolls sideways")

    for state, query in addresses(spec):
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        go(page, f"/{spec.path}?{query}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(150)
            look(state)
    go(page, f"/{spec.path}?{FIRST.get(spec.name, '')}&lang=sv")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for state, use in USES.items():
            use(page)
            look(state)
            page.keyboard.press("Escape")
            if width < NARROW:
                sidebar(page, shown=False)
    page.emulate_media(media="print")
    found.extend(f"on paper: {v}" for v in violations(page, without=ON_PAPER))
    assert found == []


def test_axe_finds_what_is_wrong(page: Page, url: str) -> None:
    """The harness can fail: faults put at the very end of the page, far below what is in view, are violations."""
    page.goto(url)
    settle(page)
    assert violations(page) == []
    page.evaluate("""() => {
      const wrong = document.createElement('div');
      wrong.innerHTML = '<img src="/assets/icon.svg" width="20"><p style="color:#aaa;background:#fff">pale</p><button></button>';
      document.querySelector('footer.foot').append(wrong);
    }""")
    assert {v.split(":")[0] for v in violations(page)} == {"image-alt", "color-contrast", "button-name"}
