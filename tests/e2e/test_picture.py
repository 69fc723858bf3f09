"""Each chart as a picture: PNG and SVG made in the browser, with heading, source and data version, named after the view."""

import io
import re
import xml.etree.ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Page

from dashboard.store.db import Database

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = [
    # address, chart, file without ending, words that stand in the picture
    ("/ekonomi?year=2021&amounts=mnkr", "bridge", "economy-bridge-2021-mnkr", ["Från budgeterat resultat till utfall", "−19,0", "Resultat"]),
    ("/ekonomi?year=2021&amounts=mnkr", "grant", "economy-grant-2021-mnkr", ["Utbetalt", "79,2", "81,5"]),
    ("/ekonomi?year=2021&amounts=tkr", "units", "economy-units-2021-tkr", ["Norrbottens museum", "+4 401", "−3 018"]),
    ("/ekonomi?year=2021&amounts=mnkr", "investments", "economy-investments-2021-mnkr", ["2,1", "Övriga inventarier"]),
    ("/ekonomi?year=2021&amounts=mnkr", "years", "economy-years-2021-mnkr", ["2019", "−7,6", "−3,0"]),
    ("/norrbotniabanan?year=2021", "line", "railway-line-2021", ["Umeå–Dåva", "Byggs", "Luleå"]),
    ("/norrbotniabanan?year=2021", "plans", "railway-plans-2021", ["Klar före 2030", "Förslag EU TEN-T", "2033"]),
    ("/norrbotniabanan?year=2021&section=umea-dava", "railway-tidsuppgifter", "railway-tidsuppgifter-2021-umea-dava", ["Umeå–Dåva", "2026"]),
    ("/eu-program?year=2021", "budgets", "eu-programmes-budgets-2021-meur", ["196,3 miljoner euro", "ESF+ Sverige 2021-2027"]),
    ("/eu-program?year=2021", "shares", "eu-programmes-shares-2021-meur", ["EU 40 %", "nationellt 60 %"]),
    ("/mal?year=2021&status=not_achieved", "tree", "goals-tree-2021-not-achieved", ["Kollektivtrafikens marknadsandelar", "Teckenförklaring:"]),
    ("/?year=2021", "perspectives", "overview-perspectives-2021", ["Ett livskraftigt län", "Naturens resurser nyttjas på ett hållbart sätt"]),
]  # fmt: skip


WITHOUT = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter(chart =>
  ![...document.querySelectorAll('[data-do=picture]')].some(b => chart.closest('.st-key-' + b.dataset.of))).length"""
"""Charts of Plotly's that have no button."""


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def taken(page: Page, chart: str, form: str) -> tuple[str, bytes]:
    """The name and the content of the file that a button gives, pressed with the keyboard."""
    button = page.locator(f"button[data-of='{chart}'][data-format={form}]").first
    button.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    return download.value.suggested_filename, download.value.path().read_bytes()


@pytest.mark.parametrize(("address", "chart", "file", "words"), CHARTS)
def test_a_chart_is_taken_away_as_svg_and_png(
    page: Page, url: str, db: Database, address: str, chart: str, file: str, words: list[str]
) -> None:
    page.goto(f"{url}{address}")
    page.wait_for_selector("footer.foot")
    page.wait_for_selector(
        f"[data-picture='{chart}'], .st-key-{chart} svg.main-svg .xtick, .st-key-{chart} svg.main-svg .ytick"
    )
    name, svg = taken(page, chart, "svg")
    assert name == f"{file}.svg"
    root = ET.fromstring(svg)
    said = flat(" ".join(" ".join(t.itertext()) for t in root.iter(f"{SVG}text")))
    for word in [*words, "Källa: ", "Dataversion", "2021"]:
        assert flat(word) in said, word
    title = root.findtext(f"{SVG}title")
    assert title and flat(title) in said
    assert b"http://www.w3.org/1999/xhtml" not in svg, "no HTML inside: other programs than browsers open it"
    name, png = taken(page, chart, "png")
    assert name == f"{file}.png"
    image = Image.open(io.BytesIO(png))
    assert image.size == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
    colours = image.convert("RGB").getcolors(maxcolors=1_000_000)
    assert colours and len(colours) > 50, "something is drawn"


def test_every_chart_of_the_product_is_among_those_tested(page: Page, url: str) -> None:
    found = set()
    for path in ("", "mal", "norrbotniabanan", "eu-program", "ekonomi", "bolag", "nyckeltal", "kallor", "om"):
        page.goto(f"{url}/{path}?lang=en&year=2021")
        page.wait_for_selector("footer.foot")
        page.wait_for_timeout(500)
        buttons = page.locator("button[data-do=picture]")
        found |= set(buttons.evaluate_all("all => all.map(b => b.dataset.of)"))
        for n in range(buttons.count()):
            label = buttons.nth(n).get_attribute("aria-label") or ""
            assert label.startswith(buttons.nth(n).inner_text()) and ": " in label
        assert page.evaluate(WITHOUT) == 0
    assert {c for c in found if not c.startswith("change-")} == {chart for _, chart, _, _ in CHARTS}
