"""The page about money in a browser: numbers on screen equal the report, and every filter moves chart, table and file."""

import csv
import io
import re
from itertools import pairwise
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from playwright.sync_api import Locator, Page

from e2e.waiting import until

NB, MINUS = "\u00a0", "\u2212"


def visit(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_selector("footer.foot")


def said(row: Locator) -> list[str]:
    """The cells of a row; of a flagged cell only what is printed."""
    return [
        c.evaluate(
            "c => { const d = c.cloneNode(true); d.querySelectorAll('.flag, sup').forEach(x => x.remove()); return d.innerText.trim() }"
        )
        for c in row.locator("th, td").all()
    ]


def file(page: Page, section: str) -> list[dict[str, str]]:
    """The rows of the open data (CSV) that a section offers."""
    link = page.locator(f"{section} .take a", has_text=re.compile("Öppna data|Open data")).first.get_attribute("href")
    answer = page.request.get(urljoin(page.url, link))
    assert answer.ok
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))


def test_the_statement_shows_every_row_as_printed_with_what_does_not_agree(page: Page, url: str) -> None:
    visit(page, f"{url}/ekonomi?year=2021")
    rows = page.locator("#resultatrakning tbody tr")
    assert rows.count() == 13 == len(file(page, "#resultatrakning"))
    assert said(page.locator("#row-intakter"))[1:4] == ["327,1", "439,2", "+12,1"]
    assert said(page.locator("#row-kostnader"))[1:4] == [f"{MINUS}426,3", f"{MINUS}441,4", f"{MINUS}15,1"]
    assert said(page.locator("#row-lamnade-bidrag"))[1:4] == [f"{MINUS}308,7", f"{MINUS}327,7", f"{MINUS}19,0"]
    assert said(page.locator("#row-resultat"))[1:4] == ["0,0", f"{MINUS}3,0", f"{MINUS}3,0"]
    flags = [x.inner_text().removeprefix("⚑ ") for x in page.locator("#resultatrakning .flag").all()]
    assert flags == [
        "delarna ger 427,1", "utfall − budget ger +112,1",
        f"delarna ger {MINUS}426,4", f"delarna ger {MINUS}441,5", f"delarna ger {MINUS}15,2",
        "anmärkning", "anmärkning", "utfall − budget ger +2,7", "anmärkning", f"delarna ger {MINUS}99,2",
    ]  # fmt: skip
    assert page.locator("#row-kostnader .worse").count() == 1
    assert page.locator("#row-personalkostnader .better").count() == 1
    page.locator("#row-intakter .flag").first.click()
    until(page, "location.pathname === '/kallor' && location.hash === '#findings'")


def test_footnotes_stand_at_the_row_and_beneath(page: Page, url: str) -> None:
    visit(page, f"{url}/ekonomi?year=2021&lang=en")
    marks = {"statens-kulturrad": 1, "oevriga-intakter": 2, "personalkostnader": 3, "lamnade-bidrag": 4}
    for row, number in marks.items():
        mark = page.locator(f"#row-{row} sup a")
        assert mark.get_attribute("href") == f"#note-{number}"
        assert mark.get_attribute("aria-label") == f"Footnote {number}"
        assert page.locator(f"#note-{number}").count() == 1
    assert page.locator("#unit-infrastruktur-kollektivtrafik sup a").get_attribute("href") == "#note-5"


AMOUNTS = "c => [...document.querySelectorAll(`[data-picture=${c}] .float-amount`)].map(a => a.textContent)"


def test_amounts_move_chart_and_tables_together(page: Page, url: str) -> None:
    visit(page, f"{url}/ekonomi?year=2021")
    assert page.evaluate(AMOUNTS, "bridge") == [
        "0,0", "+1,7", "+10,4", "+1,5", f"{MINUS}0,3", f"{MINUS}19,0", "+2,6", "+0,1", f"{MINUS}3,0",
    ]  # fmt: skip
    assert said(page.locator("#unit-infrastruktur-kollektivtrafik"))[1] == f"{MINUS}10,066"
    page.get_by_role("combobox", name="Belopp i").click()
    page.get_by_role("option", name="tkr", exact=True).click()
    until(page, "location.search.includes('amounts=tkr')")
    until(page, f"({AMOUNTS})('bridge')[2] === '+10{NB}400' && ({AMOUNTS})('grant')[0] === '54{NB}000'")
    assert said(page.locator("#row-intakter"))[1:4] == [f"327{NB}100", f"439{NB}200", f"+12{NB}100"]
    assert "avrundade till 100 tkr" in page.locator("#resultat").inner_text()
    assert said(page.locator("#unit-infrastruktur-kollektivtrafik"))[1] == f"{MINUS}10{NB}066"
    assert said(page.locator("#type-totalt"))[1:6] == ["500", "500", f"2{NB}600", "500", f"3{NB}100"]
    assert said(page.locator("#action-summa"))[1:4] == [f"131{NB}000", f"137{NB}600", f"130{NB}600"]
    page.reload()
    settle(page)
    assert said(page.locator("#unit-infrastruktur-kollektivtrafik"))[1] == f"{MINUS}10{NB}066"


def test_units_sum_to_the_printed_total_and_lead_to_their_measures(page: Page, url: str) -> None:
    visit(page, f"{url}/ekonomi?year=2021&amounts=tkr")
    shown = [said(r)[:2] for r in page.locator("#enheter tbody tr").all()]
    numbers = [int(v.replace(NB, "").replace(MINUS, "-").replace("+", "")) for _, v in shown]
    assert numbers == [-10066, -523, -16, 50, 1029, 2107, 4401, -3018]
    assert sum(numbers[:-1]) == numbers[-1]
    assert {(r["unit_sv"], int(r["deviation"])) for r in file(page, "#enheter")} == {
        (n, v) for (n, _), v in zip(shown, numbers, strict=True)
    }
    page.locator("#unit-infrastruktur-kollektivtrafik td a").click()
    until(page, "location.pathname === '/mal' && location.search.includes('unit=infrastruktur-kollektivtrafik')")


def test_the_unit_restricts_table_and_file_and_says_its_part(page: Page, url: str) -> None:
    visit(page, f"{url}/ekonomi?year=2021&amounts=tkr")
    page.get_by_role("combobox", name="Enhet").click()
    page.get_by_role("option", name="Infrastruktur/kollektivtrafik").click()
    until(page, "document.querySelectorAll('#enheter tbody tr').length === 1")
    assert [r["unit_id"] for r in file(page, "#enheter")] == ["infrastruktur-kollektivtrafik"]
    notice = page.locator("#enheter .notice").inner_text()
    assert f"95{NB}%" in notice
    assert f"+7{NB}048" in notice
    assert page.locator("#resultatrakning tbody tr").count() == 13 == len(file(page, "#resultatrakning"))
    assert page.locator("#unit-infrastruktur-kollektivtrafik .split-bar").evaluate("b => b.style.width") == "69.58%"
    page.get_by_role("link", name="Visa alla enheter").click()
    until(page, "document.querySelectorAll('#enheter tbody tr').length === 8")


@pytest.mark.parametrize(("year", "result"), [(2019, "ca +13"), (2020, f"{MINUS}7,6")])
def test_a_year_with_parts_shows_its_result_and_says_what_is_missing(
    page: Page, url: str, year: int, result: str
) -> None:
    visit(page, f"{url}/ekonomi?year={year}")
    assert page.locator("h1").inner_text() == f"{year} slutade på {result} mnkr"
    assert str(year) in page.locator(".notice").first.inner_text()
    assert page.locator(".floats").count() == 0
    assert page.locator(".trend-year.on").inner_text().split() == [*result.split(), str(year)]
    shown = [said(r)[2] for r in page.locator("#aren tbody tr").all()]
    assert shown == ["ca +13", f"{MINUS}7,6", "resultat saknas i källan", f"{MINUS}3,0", "+9"]
    assert [r["result_mnkr"] for r in file(page, "#aren")] == ["13", "-7.6", "", "-3", "9"]
    page.get_by_role("link", name="Visa ekonomin för 2021").click()
    until(page, "location.search.includes('year=2021') && !!document.querySelector('#row-resultat')")


def test_investments_grant_and_text_figures(page: Page, url: str) -> None:
    visit(page, f"{url}/ekonomi?year=2021")
    assert said(page.locator("#type-konst"))[1:6] == ["0,5", "0,5", "2,1", "0,5", "2,6"]
    assert said(page.locator("#action-summa"))[1:4] == ["131,0", "137,6", "130,6"]
    assert "raderna ger 130,7" in page.locator("#action-summa").inner_text()
    assert [b.inner_text() for b in page.locator("#anslag .facts b").all()] == ["130,7", "6,5", "131", "195"]
    assert "33" in page.locator("#anslag > p").nth(1).inner_text()
    tables = page.locator("#uppgifter table, #senare table").all()
    takes = page.locator("#uppgifter .take, #senare .take").all()
    assert len(tables) == len(takes) == 5
    for table, take in zip(tables, takes, strict=True):
        link = take.locator("a").nth(1).get_attribute("href")
        body = page.request.get(urljoin(page.url, link)).body().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(body)))
        assert [r["printed"] for r in rows] == [x.inner_text() for x in table.locator("td[lang=sv]").all()]
        assert rows


def test_deep_link_with_bad_values_still_works(page: Page, url: str) -> None:
    visit(page, f"{url}/ekonomi?year=2021&amounts=%3Cscript%3E&unit=finns-inte&lang=en")
    notice = page.locator(".notice").first.inner_text()
    assert "finns-inte" in notice and "<script>" in notice
    assert page.locator("#resultatrakning tbody tr").count() == 13
    assert "finns-inte" not in parse_qs(urlsplit(page.url).query).get("unit", [])


def test_anchors_exist_once_and_charts_say_what_they_show(page: Page, url: str) -> None:
    visit(page, f"{url}/ekonomi?year=2021")
    ids = page.evaluate("[...document.querySelectorAll('.stHtml [id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert {"resultat", "enheter", "investeringar", "anslag", "aren", "uppgifter"} <= set(ids)
    for link in page.locator(".jump a, .flag[href^='#'], sup a").all():
        assert link.get_attribute("href")[1:] in ids
    names = [page.get_by_role("img").and_(page.locator(".floats")).nth(n).get_attribute("aria-label") for n in (0, 1)]
    assert f"Lämnade bidrag drar ned mest, {MINUS}19,0." in names[0]
    assert "utbetalt 130,6 mnkr" in names[1]


def test_bars_are_as_long_as_their_amounts_and_hang_together(page: Page, url: str) -> None:
    visit(page, f"{url}/ekonomi?year=2021")
    bars = page.evaluate("""() => [...document.querySelectorAll('[data-picture=bridge] .float')].map(r => {
      const box = s => r.querySelector(s)?.getBoundingClientRect();
      return { bar: box('.split-bar'), link: box('.float-link')?.left, track: box('.float-track').width };
    })""")
    per_million = bars[5]["bar"]["width"] / 19.0
    assert abs(bars[2]["bar"]["width"] / per_million - 10.4) < 0.1
    for above, below in pairwise(bars[:-1]):
        edges = [below["bar"]["left"], below["bar"]["left"] + below["bar"]["width"]]
        assert min(abs(above["link"] - edge) for edge in edges) < 2.5
