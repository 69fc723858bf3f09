"""Every page as paper: all table cells are there, nothing of the frame is, and the foot says what it is."""

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from dashboard.ui.registry import PAGES

CELLS = """() => [...document.querySelectorAll('.stHtml td, .stHtml th')]
  .filter(c => !c.closest('.hidden') && c.checkVisibility())
  .map(c => { const copy = c.cloneNode(true); copy.querySelectorAll('.hidden').forEach(e => e.remove()); return copy.textContent; })"""
PATHS = [f"/{p.path}" for p in PAGES] + ["/framgangsfaktor?factor=kommunikationer"]


def paper(page: Page) -> tuple[str, int]:
    """The text of the page as Chromium prints it, without spaces, and the number of sheets."""
    pdf = PdfReader(io.BytesIO(page.pdf(print_background=True, prefer_css_page_size=True)))
    return squeezed("".join(sheet.extract_text() for sheet in pdf.pages)), len(pdf.pages)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", unicodedata.normalize("NFKC", text))  # ligatures are letters again


@pytest.mark.parametrize("path", PATHS)
def test_all_cells_and_nothing_of_the_frame(page: Page, url: str, path: str) -> None:
    page.goto(f"{url}{path}")
    page.wait_for_selector("footer.foot")
    page.wait_for_timeout(800)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # what app.js opens for paper
    cells = {squeezed(c) for c in page.evaluate(CELLS)} - {""}
    said, _ = paper(page)
    assert sorted(c for c in cells if c not in said) == []
    for frame in ("Tillgänglighetsredogörelse", "Allaenheter", "Hämta:CSV", "Kopieralänk", "2021·årsrapport"):
        assert frame not in said
    assert "Dataversion" in said and "Utskrivet" in said


def test_the_papers_for_the_board_have_a_front_page_and_numbers(page: Page, url: str) -> None:
    page.goto(f"{url}/underlag?year=2021")
    page.wait_for_selector("footer.foot")
    said, sheets = paper(page)
    assert "Regionalautvecklingsnämnden,RegionNorrbottenMåluppföljning2021" in said[:100]
    assert f"1/{sheets}" in said and f"{sheets}/{sheets}" in said
    for chapter in ("Översikt", "Målen,perspektivförperspektiv", "Ekonomi", "Norrbotniabanan", "EUprogram"):
        assert said.count(chapter) >= 2, "in the contents and as a heading"
