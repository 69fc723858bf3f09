"""The EU page in a browser: each filter changes bars, tables and downloads together; later facts stand apart."""

import csv
import io
import urllib.request
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

PATH = "/eu-program"
NBSP = "\u00a0"
FIVE = [
    "eruf-oevre-norrland-2021-2027", "interreg-aurora-2021-2027", "interreg-kolarctic-2021-2027",
    "esf-plus-sverige-2021-2027", "jtf-fro-sverige-2021-2027",
]  # fmt: skip
BARS = ".eu-panel .eu-line b"
FILES = 'a[href*="/api/v1/eu_"][href*="form=open"]'


def visit(page: Page, url: str, query: str = "") -> None:
    page.goto(f"{url}{PATH}{query}")
    page.wait_for_selector("footer.foot")


def settled(page: Page, selector: str, count: int) -> None:
    page.wait_for_function(
        "([s, n]) => document.querySelectorAll(s).length === n && !document.querySelector('[data-stale=true]')",
        arg=[selector, count],
    )


def file(url: str, href: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(urljoin(url, href)) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode("utf-8"))))


def tables(page: Page) -> list[tuple[list[str], str]]:
    """The ids of the rows of each table whose rows have them, with the link to the same rows that follows it."""
    return [
        (x["ids"], x["href"])
        for x in page.evaluate(
            """() => [...document.querySelectorAll('.eu-table')].map(t => {
            const take = [...document.querySelectorAll('.take')]
              .find(p => t.compareDocumentPosition(p) & Node.DOCUMENT_POSITION_FOLLOWING);
            return { ids: [...t.querySelectorAll('tr[id]')].map(r => r.id),
              href: take.querySelector('a[href*="form=open"]').getAttribute('href') }; })"""
        )
        if x["ids"]
    ]


def bars(page: Page) -> list[str]:
    return [b.replace(NBSP, " ") for b in page.locator(BARS).all_inner_texts()]


def test_five_programmes_with_the_finding_on_top(page: Page, url: str) -> None:
    visit(page, url)
    assert page.locator("h1").inner_text().replace(NBSP, " ") == (
        "ERUF Övre Norrland 2021-2027: 196,3 miljoner euro föreslås, 6,9 % mindre än förra perioden"
    )
    assert [e.get_attribute("id") for e in page.locator(".eu-programme").all()] == FIVE
    assert bars(page) == [f"{n} miljoner euro" for n in ("196,3", "93,7", "17,5", "696", "63,4")]
    assert page.locator(".eu-panel h3").all_inner_texts() == ["Regionalt", "Gränsöverskridande", "Nationellt"]
    total = page.locator(".eu-computed").all_inner_texts()
    assert [t.replace(NBSP, " ") for t in total] == ["490,8", "144,2", "–", "1 740", "–"]
    assert "114 067 261 + 82 252 427 = 196 319 688" in page.locator(".eu-sum").inner_text().replace(NBSP, " ")


def test_small_and_large_bars_can_be_read_and_scopes_do_not_share_a_scale(page: Page, url: str) -> None:
    visit(page, url)
    widths = page.locator(".eu-panel .eu-track").evaluate_all(
        """tracks => tracks.map(t => [...t.children].reduce((n, c) => n + c.getBoundingClientRect().width, 0)
        / t.getBoundingClientRect().width)"""
    )
    assert [round(w, 2) for w in widths] == pytest.approx([0.98, 0.94, 0.17, 0.99, 0.09], abs=0.015)
    ends = [a.replace(NBSP, " ") for a in page.locator(".eu-axis span:last-child").all_inner_texts()]
    assert ends == ["200 miljoner euro", "100 miljoner euro", "700 miljoner euro"]


@pytest.mark.parametrize("query", ["", "?year=2020", "?year=2019", "?programme=" + FIVE[1], "?programme=" + FIVE[3]])
def test_every_table_and_its_file_have_the_same_rows(page: Page, url: str, query: str) -> None:
    visit(page, url, query)
    found = tables(page)
    assert found
    for ids, href in found:
        rows = file(url, href)
        key = next(k for k in ("amount_id", "event_id", "programme_id") if k in rows[0])
        assert sorted(ids) == sorted(r[key] for r in rows), href


def test_programme_changes_all_blocks_together(page: Page, url: str) -> None:
    visit(page, url)
    page.get_by_role("combobox", name="Program").click()
    page.get_by_role("option", name="Interreg Kolarctic 2021-2027", exact=True).click()
    page.keyboard.press("Escape")
    settled(page, ".eu-programme", 1)
    assert f"programme={FIVE[2]}" in page.url
    assert bars(page) == ["17,5 miljoner euro"]
    ids = {FIVE[2], "kolarctic-cbc-2014-2020", "kolarctic-enpi-cbc-2007-2013"}
    for a in page.locator(FILES).all():
        assert {r["programme_id"] for r in file(url, a.get_attribute("href") or "")} <= ids
    assert page.locator(".eu-change").count() == 0
    page.reload()
    page.wait_for_selector("footer.foot")
    assert bars(page) == ["17,5 miljoner euro"]


def test_unit_and_rate_change_every_amount(page: Page, url: str) -> None:
    visit(page, url, "?eur=eur&rate=10,23")
    assert bars(page)[0] == "196 319 688 euro"
    assert "10,23 kr per euro, som du själv har angett" in page.locator(".notice").first.inner_text()
    assert "2 008" in page.locator("#eruf-rapport-budget").inner_text().replace(NBSP, " ")
    visit(page, url, "?lang=en")
    assert bars(page)[0] == "EUR 196.3 million"
    assert page.get_by_text("SEK").count() == page.get_by_text("Rate, SEK per euro").count()


def test_later_facts_stand_apart_and_dated(page: Page, url: str) -> None:
    visit(page, url)
    assert "4 april 2022." in page.locator(f"#{FIVE[2]} .eu-then").inner_text()
    known = page.locator("#budgets").locator("xpath=..").inner_text()
    assert "2022-" not in known and "707" not in known
    others = page.locator("section:has(> #others)").inner_text()
    assert "707" in others and "10 december 2021" in others
    later = page.locator("section:has(> #later)")
    assert "2 händelser saknar datum i källan" in later.inner_text()
    totals = later.locator("tr:has-text('Interreg Aurora'):has(.eu-basis.total)")
    assert totals.count() == 3
    assert all("annan grund" in said for said in totals.all_inner_texts())


@pytest.mark.parametrize("year", ["2019", "2020"])
def test_before_the_report_it_says_what_is_missing(page: Page, url: str, year: str) -> None:
    visit(page, url, f"?year={year}")
    assert page.locator("h1").inner_text() == f"{year} gällde EU-programmen för 2014–2020"
    assert page.locator(".eu-panel, .eu-programme").count() == 0
    assert "visas därför inte som kända" in page.locator(".notice").first.inner_text()
    assert [e.get_attribute("id") for e in page.locator(".eu-awaited li").all()] == FIVE
    page.get_by_role("link", name="Visa 2021").click()
    settled(page, ".eu-programme", 5)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?rate=abc", "rate = abc"),
        ("?rate=0", "rate = 0"),
        ("?rate=1e9", "rate = 1e9"),
        ("?programme=finnsinte", "programme = finnsinte"),
        ("?eur=%3Cscript%3E", "eur = <script>"),
        ("?programme=botnia-atlantica-2014-2020", "Inget av de valda programmen hör till den nya perioden."),
        ("?unit=norrbottens-museum", "Valet av enhet ändrar inget på den här sidan."),
    ],
)
def test_odd_questions_get_one_plain_sentence(page: Page, url: str, query: str, said: str) -> None:
    visit(page, url, query)
    main = page.locator("[data-testid=stMain]")
    assert said in main.inner_text()
    assert main.locator("h1").count() == 1
    assert page.locator("[data-testid=stException], [data-testid=stAlert]").count() == 0


def test_it_leads_back_to_the_measure(page: Page, url: str) -> None:
    visit(page, url)
    page.get_by_role("link", name="Färdigställa EU-program för perioden 2021-2027").click()
    page.wait_for_url("**/framgangsfaktor**factor=externt-utvecklingskapital**#eu-program-2021-2027")
    page.wait_for_selector("#eu-program-2021-2027")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_it_fits_a_narrow_screen(page: Page, url: str, lang: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    visit(page, url, f"?lang={lang}&eur=eur&rate=10.23")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    outside = page.evaluate(
        "[...document.querySelectorAll('.eu-panel *, .eu-programme *, .eu-shares *, .eu-two *')]"
        ".filter(e => !e.closest('.hidden') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.textContent)"
    )
    assert outside == []
