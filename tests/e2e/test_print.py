"""Every page as paper: all table cells are there, nothing of the frame is, and the foot says what it is."""

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from dashboard.ui.registry import PAGES
from e2e.waiting import until

CELLS = """() => [...document.querySelectorAll('.stHtml td, .stHtml th')]
  .filter(c => !c.closest('.hidden') && c.checkVisibility())
  .map(c => { const copy = c.cloneNode(true); copy.querySelectorAll('.hidden').forEach(e => e.remove()); return copy.textContent; })"""
PATHS = [f"/{p.path}" for p in PAGES] + ["/framgangsfaktor?factor=kommunikationer"]


DRAWN = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.xtick, .ytick'))"""
LABELS = "() => [...document.querySelectorAll('[data-testid=stPlotlyChart] svg text')].map(t => t.textContent)"
HEADINGS = "() => [...document.querySelectorAll('.stHtml :is(h1, h2, h3)')].filter(h => h.checkVisibility()).map(h => h.innerText)"


FOOT = re.compile(r"^(\d+/\d+)MåluppföljningRUN·.*?Dataversion[0-9a-f]{12}·Utskrivet\d{8}")
"""The foot of a sheet, which comes first in its text: number, page, filters, data version, date."""


def paper(page: Page) -> list[str]:
    """The sheets of the page as Chromium prints it, each without spaces and without its foot, which each must have."""
    pdf = PdfReader(io.BytesIO(page.pdf(print_background=True, prefer_css_page_size=True)))
    sheets = [squeezed(sheet.extract_text()) for sheet in pdf.pages]
    numbers = [found[1] for sheet in sheets if (found := FOOT.match(sheet))]
    assert numbers == [f"{n}/{len(sheets)}" for n in range(1, len(sheets) + 1)]
    return [FOOT.sub("", sheet) for sheet in sheets]


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("footer.foot")
    page.wait_for_timeout(800)
    until(page, DRAWN)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", unicodedata.normalize("NFKC", text))  # ligatures are letters again


@pytest.mark.parametrize("path", PATHS)
def test_all_cells_and_charts_and_nothing_of_the_frame(page: Page, url: str, path: str) -> None:
    opened(page, f"{url}{path}")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # what app.js opens for paper
    wanted = {squeezed(c) for c in page.evaluate(CELLS) + page.evaluate(LABELS)} - {""}
    headings = {squeezed(h) for h in page.evaluate(HEADINGS)} - {""}
    sheets = paper(page)
    said = "".join(sheets)
    assert sorted(c for c in wanted if c not in said) == []
    for frame in (
        "Tillgänglighetsredogörelse",
        "Allaenheter",
        "Hämta:CSV",
        "Bild:PNG",
        "Kopieralänk",
        "2021·årsrapport",
    ):
        assert frame not in said
    assert "Källa:" in said
    for n, sheet in enumerate(sheets, start=1):
        assert not any(sheet.endswith(h) for h in headings), f"sheet {n} ends with a heading: {sheet[-80:]}"


def test_the_papers_for_the_board_have_a_front_page_and_numbers(page: Page, url: str) -> None:
    opened(page, f"{url}/underlag?year=2021")
    sheets = paper(page)
    assert sheets[0].startswith("Regionalautvecklingsnämnden,RegionNorrbottenMåluppföljning2021")
    assert len(sheets) < 18, "as long as a board reads"
    chapters = ("Översikt", "Målen,perspektivförperspektiv", "Ekonomi", "Norrbotniabanan", "EUprogram")
    places = []
    for chapter in chapters:
        assert chapter in sheets[0], "in the contents"
        places.append(next(n for n, sheet in enumerate(sheets[1:], 1) if sheet.startswith(chapter)))
    assert places == sorted(places), "each chapter begins a sheet, in the order of the contents"
    for goal in (
        "Ettlivskraftigtlän",
        "Tryggnorrbottningmedgodlivskvalitet",
        "Behovsstyrdregionalutvecklingisamverkan",
    ):
        assert goal in sheets[0], "what came of each goal is on the front"


@pytest.mark.parametrize("by", ["button", "keys"])
def test_every_row_of_a_list_that_is_shown_in_parts_is_printed(page: Page, url: str, by: str) -> None:
    page.add_init_script("print = () => { window.printed = document.querySelectorAll('table.figures tr[id]').length; }")
    opened(page, f"{url}/nyckeltal?year=2021")
    assert page.locator("table.figures tr[id]").count() == 50
    if by == "button":
        page.locator("button[data-do=print]").first.click()
    else:
        page.keyboard.press("Control+p")
    until(page, "() => window.printed")
    assert page.evaluate("() => window.printed") == 145
