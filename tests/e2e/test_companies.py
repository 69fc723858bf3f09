"""The page of companies in a browser: every filter moves headline bar, cards, tables and files together."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("footer.foot")


def names(page: Page) -> list[str]:
    return page.locator(".company h3").all_inner_texts()


def in_file(page: Page, url: str, section: str) -> list[dict[str, str]]:
    """The rows of the file that a section's link for open data leads to."""
    href = page.locator(f"section:has(> h2#{section}) .take a").nth(1).get_attribute("href")
    return list(csv.DictReader(io.StringIO(page.request.get(f"{url}{href}").text())))


def test_six_of_eight_go_according_to_plan(page: Page, url: str) -> None:
    open_page(page, f"{url}/bolag")
    expect(page.locator("h1")).to_have_text(
        "6 av 8 bolag gick enligt plan 2021; för två säger rapporten inte hur det gick"
    )
    chips = page.locator(".company .chip").all_inner_texts()
    assert sum("Enligt plan" in c for c in chips) == 6
    assert sum("Sägs inte i rapporten" in c for c in chips) == 2
    card = page.locator("#norrbotniabanan-ab")
    expect(card).to_contain_text("s. 44")
    expect(card).to_contain_text("ca 100 mnkr")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 8), ("company=filmpool-nord&company=bd-pop", 2), ("status=unknown", 2), ("status=achieved", 6),
        ("text=vätgas", 1), ("text=V%C3%84TGAS&status=unknown", 0),
    ],
)  # fmt: skip
def test_cards_tables_and_files_hold_the_same(page: Page, url: str, query: str, expected: int) -> None:
    open_page(page, f"{url}/bolag?{query}")
    shown = names(page)
    assert len(shown) == expected
    if not expected:
        expect(page.locator(".notice")).to_contain_text("Inga bolag passar urvalet")
        return
    section = page.locator("section:has(> h2#table)")
    assert section.locator("tbody th").all_inner_texts() == shown
    assert [r["name"] for r in in_file(page, url, "table")] == shown
    if page.locator("h2#figures").count():
        rows = page.locator("section:has(> h2#figures) tbody tr").count()
        assert len(in_file(page, url, "figures")) == rows == page.locator(".company dl > div").count()


def test_a_widget_changes_page_and_address_and_a_reload_keeps_them(page: Page, url: str) -> None:
    open_page(page, f"{url}/bolag")
    page.get_by_label("Ord i texten").fill("kortfilmer")
    page.keyboard.press("Enter")
    expect(page.locator(".company h3")).to_have_text(["Filmpool Nord AB"])
    page.wait_for_url("**text=kortfilmer**")
    page.reload()
    page.wait_for_selector("footer.foot")
    assert names(page) == ["Filmpool Nord AB"]


def test_a_year_without_companies_says_so_and_leads_to_one_with(page: Page, url: str) -> None:
    open_page(page, f"{url}/bolag?year=2019&lang=en")
    expect(page.locator("h1")).to_have_text("There is no information on the companies for 2019")
    page.get_by_role("link", name="Show 2021").click()
    expect(page.locator(".company")).to_have_count(8)


def test_a_link_to_a_company_leads_to_its_card(page: Page, url: str) -> None:
    open_page(page, f"{url}/bolag#arctic-business-incubator")
    expect(page.locator("#arctic-business-incubator h3")).to_be_focused()
    expect(page.locator("#arctic-business-incubator")).to_be_in_viewport()
