"""The Swedish page is Swedish all through, Streamlit's own words included; the English page is English."""

import re

import pytest
from playwright.sync_api import Page

from dashboard.ui.registry import PAGES

ENGLISH = re.compile(
    r"\b(open|close|clear|select|search|remove|skip|sidebar|main menu|press enter|choose|no results|available|show|hide"
    r"|loading|running|stop|download|fullscreen|help for|options?|apply|the|and|year|unit)\b",
    re.IGNORECASE,
)
SWEDISH = re.compile(
    r"\b(och|att|är|inte|för|mått|mål|bedömning|hämta|sida|enhet|år|källa|uppgift|till|av)\b", re.IGNORECASE
)
CHROME = """() => {
  const said = [];
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('.stHtml,noscript,script,style,svg,[data-ours]')) continue;
    for (const a of ['aria-label', 'title', 'placeholder', 'alt']) if (e.getAttribute(a)) said.push(e.getAttribute(a));
    for (const n of e.childNodes) if (n.nodeType === 3 && n.nodeValue.trim() && !/material/i.test(getComputedStyle(e).fontFamily)) said.push(n.nodeValue.trim());
  }
  return said;
}"""
NAMES = ("Samling för jobb och framtid", "Let´s talk", "Plats för konst", "Bild och Form")
"""Names of projects, which are Swedish in English too."""
PROSE = """() => [...document.querySelectorAll('.stHtml')].flatMap(block => {
  const copy = block.cloneNode(true);
  for (const e of copy.querySelectorAll('[lang],code,[hreflang]')) e.remove();
  for (const e of copy.querySelectorAll("a[href^='http']")) e.remove();  // titles of Swedish documents
  return [copy.textContent];
}).join(' ')"""


@pytest.mark.parametrize("path", [f"/{p.path}" for p in PAGES])
def test_streamlits_own_words_are_swedish_on_the_swedish_page(page: Page, url: str, path: str) -> None:
    page.goto(f"{url}{path}")
    page.wait_for_selector("footer.foot")
    page.wait_for_timeout(500)
    for box in page.get_by_role("combobox").all()[:2]:
        box.click()
        page.wait_for_timeout(200)
        said = page.evaluate(CHROME)
        page.keyboard.press("Escape")
        assert [s for s in said if ENGLISH.search(s)] == []


@pytest.mark.parametrize("path", [f"/{p.path}" for p in PAGES] + ["/framgangsfaktor?factor=infrastruktur"])
def test_no_swedish_words_on_the_english_page(page: Page, url: str, path: str) -> None:
    page.goto(f"{url}{path}{'&' if '?' in path else '?'}lang=en")
    page.wait_for_selector("footer.foot")
    prose = page.evaluate(PROSE)
    for name in NAMES:
        prose = prose.replace(name, "")
    assert len(prose) > 200
    assert [prose[max(0, m.start() - 40) : m.end() + 40] for m in SWEDISH.finditer(prose)] == []


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_field_in_use_speaks_the_language_of_the_page(page: Page, url: str, lang: str) -> None:
    """Words typed but not sent, a list with what is chosen and with no match, where a file is handed in."""
    wrong, said = (ENGLISH if lang == "sv" else SWEDISH), list[str]()
    page.goto(f"{url}/mal?lang={lang}&status=partly&status=unknown")
    page.wait_for_selector("footer.foot")
    main = page.get_by_test_id("stMain")
    page.get_by_role("textbox").last.fill("zq")
    page.wait_for_timeout(300)
    said += page.evaluate(CHROME)
    several = main.get_by_test_id("stMultiSelect").first.get_by_role("combobox")
    several.click()
    page.wait_for_timeout(200)
    said += page.evaluate(CHROME)
    several.press_sequentially("zq")
    page.wait_for_timeout(300)
    said += page.evaluate(CHROME)
    page.keyboard.press("Escape")
    page.goto(f"{url}/uppdatera?lang={lang}")
    page.wait_for_selector("footer.foot")
    page.get_by_test_id("stFileUploader").first.wait_for()
    page.wait_for_timeout(300)
    said += page.evaluate(CHROME)
    assert {"Inga träffar" if lang == "sv" else "No results"} <= set(said)
    assert sorted({s for s in said if wrong.search(s)} - {"Svenska", "English"}) == []
