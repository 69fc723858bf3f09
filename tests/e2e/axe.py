"""axe-core in the page: what it finds, after the page is whole."""

from importlib.resources import files

from playwright.sync_api import Page

from e2e.waiting import until

SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAT = """[data-testid=stApp], [data-testid=stAppViewContainer], [data-testid=stMain], html, body, #root {
  position: static !important; overflow: visible !important; height: auto !important }"""
"""Streamlit's page scrolls inside a box, and axe passes over the contrast of what is scrolled out of a box: lay it out whole."""
RUN = """async ([rules, flat, passed]) => {
  await Promise.allSettled(document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < 5000).map(a => a.finished));
  const sheet = new CSSStyleSheet(); sheet.replaceSync(flat);
  document.adoptedStyleSheets.push(sheet);
  const found = await axe.run(document, {runOnly: rules, rules: Object.fromEntries(passed.map(r => [r, {enabled: false}])), resultTypes: ['violations'], preload: false});
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter(s => s !== sheet);
  return [found.violations, found.passes.length];
}"""
CHARTS = "[...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'))"
STILL = "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
WHOLE = "location.search.includes('lang=') && location.search.includes('year=')"


ON_PAPER = ("target-size",)
"""Rules that mean nothing where nobody can press anything."""


def violations(page: Page, whole: bool = True, without: tuple[str, ...] = ()) -> list[str]:
    """`rule: element` for each violation; `whole` looks at the contrast of what is scrolled out of view too, which takes longer.

    `without` are rules to pass over.  What fades in has done so first.  A page of which axe sees hardly anything is a page that was not there yet.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(SCRIPT)
    found, passed = page.evaluate(RUN, [RULES, FLAT if whole else "", without])
    assert passed > 20, "axe saw hardly anything: the page was not there yet"
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


def settle(page: Page) -> None:
    """Waits for the last thing on a page, for every chart, and for the run that drew them to end."""
    page.wait_for_selector("footer.foot")
    until(page, f"{WHOLE} && {STILL} && {CHARTS}")


def go(page: Page, href: str) -> None:
    """Follows a link within the open page, as `app.js` does; `href` leaves out the language or the year, which come back."""
    page.evaluate("href => { history.pushState({}, '', href); dispatchEvent(new PopStateEvent('popstate')); }", href)
    settle(page)
