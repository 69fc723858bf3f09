"""What a manager does, in a real browser: open a mailed link, drill down, filter, take the rows away, go back."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.i18n import text
from dashboard.ui.registry import PAGES

SV, EN = text("sv"), text("en")
STATUS = {SV(f"status.{code}"): code for code in ("achieved", "partly", "not_achieved", "unknown")}
DEEP = "/mal?lang=en&year=2021&perspective=verksamhet&status=partly&status=not_achieved"


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    whole(page)


def whole(page: Page) -> None:
    """Waits until the page is drawn to its foot and nothing on it waits to be replaced."""
    expect(page.locator("footer.foot")).to_be_visible(timeout=20_000)
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def until(page: Page, true: Callable[[], bool], what: str) -> None:
    for _ in range(100):
        if true():
            whole(page)
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {what}; the address is {page.url}")


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def pick(page: Page, label: str, option: str) -> None:
    """Chooses in a list as people do: open, click."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def shown(page: Page) -> list[list[str]]:
    """The rows of the table of measures: name, target, outcome, status in words, page."""
    rows = page.locator("table.measures tbody tr").all()
    return [[row.locator("th a").inner_text(), cell(row, 0), cell(row, 1), status(row), cell(row, 4)] for row in rows]


def status(row: Locator) -> str:
    return " ".join(row.locator(".chip").inner_text().split()).lstrip("●◐✕○ ")


def cell(row: Locator, n: int) -> str:
    return row.locator("td").nth(n).inner_text().strip()


def downloaded(page: Page, link: Locator) -> bytes:
    with page.expect_download() as started:
        link.click()
    path = started.value.path()
    assert started.value.suggested_filename.startswith("goals-measures-2021")
    return Path(path).read_bytes()


def test_the_first_request_of_a_fresh_server_may_be_a_deep_link(browser: Browser, fresh: object) -> None:
    address = fresh.url  # type: ignore[attr-defined]
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("request", lambda r: said.append(r.url) if not r.url.startswith((address, "data:", "blob:")) else None)
    open_page(page, address + DEEP)
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("navigation", name=EN("nav.main"))).to_be_visible()
    assert {row[3] for row in shown(page)} == {EN("status.partly"), EN("status.not_achieved")}
    assert query(page) == parse_qs(urlsplit(DEEP).query)
    assert page.title().startswith(EN("page.goals.title"))
    context.close()
    assert said == []


def test_from_the_start_page_to_why_a_measure_has_its_status(page: Page, url: str) -> None:
    open_page(page, url)
    page.locator(".card").get_by_role("link", name="Infrastruktur som möter morgondagens behov").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Infrastruktur som möter morgondagens behov")
    whole(page)
    assert query(page) == {"lang": ["sv"], "year": ["2021"], "factor": ["infrastruktur"]}
    expect(heading).to_be_focused()
    measure = page.locator("#bredband-100-mbit")
    for said in (
        "85%",
        "s. 15",
        "s. 16",
        SV("status.not_achieved"),
        SV("basis.computed"),
        SV("factor.why"),
        "80 procent < 85 procent",
    ):
        expect(measure).to_contain_text(said)
    assert measure.locator(".why").inner_text().strip() != SV("factor.why")
    page.get_by_role("navigation", name=SV("nav.crumbs")).get_by_role("link", name="Samhälle").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Infrastruktur som möter morgondagens behov")
    until(page, lambda: query(page).get("perspective") == ["samhalle"], "the perspective in the address")


def test_the_next_factor_is_one_click_away(page: Page, url: str) -> None:
    open_page(page, f"{url}/framgangsfaktor?factor=god-ekonomisk-hushallning")
    expect(page.locator(".notice")).to_contain_text(SV("factor.no_measures"))
    page.locator("nav.steps a[rel=prev]").click()
    until(page, lambda: query(page)["factor"] == ["externt-utvecklingskapital"], "the factor before")


def test_a_filter_changes_address_tree_table_and_file_together(page: Page, url: str) -> None:
    open_page(page, f"{url}/mal")
    assert len(shown(page)) == 39
    pick(page, SV("filter.status"), SV("status.partly"))
    until(page, lambda: query(page).get("status") == ["partly"], "the status in the address")
    pick(page, SV("filter.status"), SV("status.not_achieved"))
    until(page, lambda: query(page).get("status") == ["partly", "not_achieved"], "both statuses in the address")
    same(page)
    pick(page, SV("filter.unit"), "Infrastruktur/kollektivtrafik")
    until(page, lambda: query(page).get("unit") == ["infrastruktur-kollektivtrafik"], "the unit in the address")
    same(page)
    page.get_by_role("textbox", name=SV("filter.text")).fill("KOLLEKTIV")
    page.keyboard.press("Enter")
    until(page, lambda: query(page).get("text") == ["KOLLEKTIV"], "the words in the address")
    rows = same(page)
    assert 0 < len(rows) < 6
    assert query(page) == {
        "lang": ["sv"], "year": ["2021"], "unit": ["infrastruktur-kollektivtrafik"], "status": ["partly", "not_achieved"],
        "text": ["KOLLEKTIV"],
    }  # fmt: skip


def same(page: Page) -> list[list[str]]:
    """The table, the tree, the count, and both CSV files hold the same rows, which are returned."""
    rows = shown(page)
    assert page.locator(".matrix .chips a.chip").count() == len(rows)
    assert page.locator(".found").inner_text().startswith(SV("goals.found", n=len(rows), total=39))
    take = page.locator("p.take").last
    open_data = downloaded(page, take.get_by_role("link", name=SV("take.open")))
    read = [*csv.DictReader(io.StringIO(open_data.decode("utf-8"), newline=""))]
    said = [[r["name_sv"], r["target_text"], r["outcome_text_sv"], r["status"], r["outcome_page"]] for r in read]
    assert said == [[*row[:3], STATUS[row[3]], row[4]] for row in rows]
    excel = downloaded(page, take.get_by_role("link", name=SV("take.excel"))).decode("utf-8")
    names = [
        line[SV("column.name_sv")]
        for line in csv.DictReader(io.StringIO(excel.removeprefix("\ufeff"), newline=""), delimiter=";")
    ]
    assert names == [row[0] for row in rows]
    return rows


def test_reload_back_forward_and_language_keep_the_view(page: Page, url: str) -> None:
    open_page(page, f"{url}/mal")
    pick(page, SV("filter.perspective"), "Medborgare")
    until(page, lambda: query(page).get("perspective") == ["medborgare"], "the perspective in the address")
    pick(page, SV("filter.basis"), SV("basis.stated"))
    until(page, lambda: query(page).get("basis") == ["stated"], "the basis in the address")
    view, rows = query(page), shown(page)
    assert [row[0] for row in rows] == ["Kollektivtrafikens marknadsandelar"]

    page.reload()
    whole(page)
    assert (query(page), shown(page)) == (view, rows)

    page.locator("table.measures").get_by_role("link", name="Kollektivtrafikens marknadsandelar").click()
    until(page, lambda: query(page).get("factor") == ["kommunikationer"], "the factor's page")
    assert urlsplit(page.url).fragment == "kollektivtrafikens-marknadsandelar"
    page.go_back()
    until(page, lambda: query(page) == view and len(shown(page)) == 1, "back on the goals")
    assert shown(page) == rows
    page.go_forward()
    until(page, lambda: query(page).get("factor") == ["kommunikationer"], "forward to the factor")
    page.go_back()
    until(page, lambda: query(page) == view and len(shown(page)) == 1, "back on the goals again")

    page.get_by_role("link", name=SV("language.en")).click()
    until(page, lambda: page.locator("html").get_attribute("lang") == "en", "English")
    assert query(page) == view | {"lang": ["en"]}
    assert [row[4] for row in shown(page)] == [row[4] for row in rows]
    assert shown(page)[0][3] == EN("status.not_achieved")
    expect(page.get_by_role("combobox", name=EN("filter.perspective"))).to_be_visible()


@pytest.mark.parametrize("soon", [0, 20, 60, 120])
def test_back_before_the_next_page_is_drawn_keeps_the_filters(page: Page, url: str, soon: int) -> None:
    open_page(page, f"{url}/mal?perspective=medborgare&basis=stated")
    until(page, lambda: len(query(page)) == 4, "the whole view in the address")
    view, rows = query(page), shown(page)
    page.locator("table.measures").get_by_role("link", name="Kollektivtrafikens marknadsandelar").click()
    page.wait_for_timeout(soon)
    page.go_back()
    page.wait_for_timeout(1000)
    until(page, lambda: query(page) == view and shown(page) == rows, "back on the goals as they were")


def test_a_bad_value_is_named_in_one_sentence_and_the_rest_works(page: Page, url: str) -> None:
    open_page(page, f"{url}/mal?status=bra&status=partly&year=1850&farg=rod")
    notice = page.locator(".notice[role=status]")
    expect(notice).to_have_count(1)
    for said in ("status = bra", "year = 1850", "farg"):
        expect(notice).to_contain_text(said)
    assert {row[3] for row in shown(page)} == {SV("status.partly")}
    assert query(page) == {"lang": ["sv"], "year": ["2021"], "status": ["partly"]}
    assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize(("lang", "t"), [("sv", SV), ("en", EN)])
def test_a_factor_that_does_not_exist_offers_the_nearest(
    page: Page, url: str, lang: str, t: Callable[[str], str]
) -> None:
    open_page(page, f"{url}/framgangsfaktor?lang={lang}&factor=infrastrukur")
    expect(page.get_by_role("heading", level=1)).to_have_text(t("factor.unknown_title"))
    page.locator("main ul.list a, [data-testid=stMain] ul.list a").first.click()
    until(page, lambda: query(page).get("factor") == ["infrastruktur"], "the nearest factor")
    assert query(page)["lang"] == [lang]


def test_the_menu_reaches_every_page_and_moves_the_focus_to_its_heading(page: Page, url: str) -> None:
    open_page(page, f"{url}/?lang=sv&year=2021&unit=regionbiblioteket")
    menu = page.get_by_role("navigation", name=SV("nav.main"))
    for spec in [p for p in PAGES if p.shown][1:] + [PAGES[0]]:
        menu.get_by_role("link", name=SV(f"page.{spec.name}.menu"), exact=True).click()
        until(page, lambda p=spec.path: urlsplit(page.url).path == f"/{p}", spec.name)
        expect(menu.locator("[aria-current=page]")).to_have_text(SV(f"page.{spec.name}.menu"))
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        assert page.title().startswith(SV(f"page.{spec.name}.title"))
        assert query(page)["unit"] == ["regionbiblioteket"]


def test_a_year_with_parts_only_shows_what_there_is(page: Page, url: str) -> None:
    open_page(page, url)
    page.get_by_role("combobox", name=SV("filter.year")).click()
    page.get_by_role("option", name="2019").click()
    until(page, lambda: query(page).get("year") == ["2019"], "the year in the address")
    expect(page.locator(".notice").first).to_contain_text("2019")
    expect(page.locator("dl.keys")).to_contain_text("13")
    assert page.locator("[data-testid=stPlotlyChart]").count() == 0
