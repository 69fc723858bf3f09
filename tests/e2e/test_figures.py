"""The page of figures in a browser: filters, facets, order and pages move table and file together."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from e2e.waiting import until

ROWS = "table.figures tbody tr[id]"


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("footer.foot")


def in_file(page: Page, url: str, section: str = "figures") -> list[dict[str, str]]:
    """The rows of the file that a section's link for open data leads to."""
    href = page.locator(f"section:has(> h2#{section}) .take a").nth(1).get_attribute("href")
    return list(csv.DictReader(io.StringIO(page.request.get(f"{url}{href}").text())))


def total(page: Page) -> int:
    """The count that the page says."""
    return int(re.findall(r"\d+", page.locator(".found").inner_text().split(" visas")[0])[-1])


def test_a_figure_stands_as_the_report_has_it(page: Page, url: str) -> None:
    open_page(page, f"{url}/nyckeltal?text=133+280")
    cells = [c.replace("\u00a0", " ") for c in page.locator("#demokrati-deltagare td").all_inner_texts()]
    assert cells == ["133 280", "deltagare", "133 280", "Norrbottens län", "2021", "Årsrapport 2021, s. 11"]


@pytest.mark.parametrize(
    "query",
    [
        "", "topic=bredband", "factor=infrastruktur", "area=lulea&years=all", "text=kommuner", "year=2019",
        "years=all", "unit=regionbiblioteket", "topic=kultur&topic=ekonomi&sort=value", "page_no=all&years=all",
        "years=all&sort=label", "years=all&sort=label&lang=en", "years=all&sort=year&page_no=all", "years=all&sort=value",
        "figure=bredband-100-mbit-gallivare&years=all",
    ],
)  # fmt: skip
def test_the_table_and_its_file_hold_the_same(page: Page, url: str, query: str) -> None:
    open_page(page, f"{url}/nyckeltal?{query}")
    rows, shown = in_file(page, url), page.locator(ROWS)
    assert len(rows) == total(page)
    assert shown.count() == (len(rows) if "page_no=all" in query else min(50, len(rows)))
    for anchor, row in zip(shown.evaluate_all("rows => rows.map(r => r.id)"), rows, strict=False):
        assert anchor in (row["figure_id"], f"{row['figure_id']}-{row['year']}"), "in the order shown"


def test_a_facet_counts_what_it_then_shows_and_is_let_go_again(page: Page, url: str) -> None:
    open_page(page, f"{url}/nyckeltal")
    everything = total(page)
    facet = page.locator(".facets a", has_text="Bredband")
    count = int(facet.locator("b").inner_text())
    facet.click()
    page.wait_for_url("**topic=bredband**")
    expect(page.locator(ROWS)).to_have_count(count)
    expect(page.locator(".facets a[aria-current]")).to_contain_text("Bredband")
    page.locator(".facets a[aria-current]").click()
    page.wait_for_url(lambda address: "topic" not in address)
    expect(page.locator(".facets a[aria-current]")).to_have_count(0)
    assert total(page) == everything


def test_pages_hold_every_row_once_and_another_filter_starts_over(page: Page, url: str) -> None:
    open_page(page, f"{url}/nyckeltal?years=all")
    seen: list[str] = []
    last = -(-total(page) // 50)
    for n in range(1, last + 1):
        expect(page.locator(".pages b")).to_contain_text(str(n))
        seen += [str(r["figure_id"]) + r["year"] for r in page.locator(ROWS).evaluate_all(
            "rows => rows.map(r => ({figure_id: r.id, year: r.cells[5].innerText + r.cells[6].innerText}))"
        )]  # fmt: skip
        if n < last:
            page.get_by_role("link", name=f"Sida {n + 1}", exact=True).click()
            page.wait_for_url(f"**page_no={n + 1}**")
            # The page scrolls to its list when that has come; a click meanwhile may fall beside the link.
            until(page, "document.activeElement.matches('h1,h2,h3,th')")
    assert len(set(seen)) == len(seen) == total(page)
    page.get_by_label("Ord i texten").fill("norrbotten")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=norrbotten**")
    expect(page.locator(".pages b")).to_contain_text("1")
    assert "page_no" not in page.url


def test_a_heading_sorts_and_says_so(page: Page, url: str) -> None:
    open_page(page, f"{url}/nyckeltal?topic=kollektivtrafik&area=sverige&years=all")
    page.get_by_role("link", name="Uppgift, ämne och framgångsfaktor").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Uppgift")
    labels = page.locator(f"{ROWS} th").evaluate_all("all => all.map(e => e.firstChild.textContent)")
    assert labels == sorted(labels, key=str.casefold)


def test_a_series_shows_each_year_with_its_source(page: Page, url: str) -> None:
    open_page(page, f"{url}/nyckeltal?figure=bredband-100-mbit-gallivare&years=all")
    series = page.locator("section:has(> h2#over-time) table")
    assert series.locator("thead th").all_inner_texts()[2:] == [str(y) for y in range(2015, 2023)]
    assert series.locator("tbody a").count() == 8


def test_the_fourteen_positions_link_to_their_documents(page: Page, url: str) -> None:
    open_page(page, f"{url}/nyckeltal")
    table = page.locator("section:has(> h2#positions) tbody tr")
    expect(table).to_have_count(14)
    assert len(in_file(page, url, "positions")) == 14
    href = page.locator("#efns-arktiska-politiken a").get_attribute("href")
    assert href == "http://www.europaforum.nu/wp-content/uploads/2021/11/efns-arctic-policy-2021-11-12.pdf"
    expect(page.locator("#cpmr-deklaration a")).to_have_count(0)
    page.get_by_label("Ord i texten").fill("förnybar")
    page.keyboard.press("Enter")
    expect(table).to_have_count(1)


def test_values_that_do_not_exist_are_named_and_the_rest_works(page: Page, url: str) -> None:
    open_page(page, f"{url}/nyckeltal?topic=kultur&topic=nix&page_no=77&sort=%3Cb%3E")
    expect(page.locator(".notice").first).to_contain_text("topic = nix, page_no = 77, sort = <b>")
    assert page.locator(ROWS).count() == len(in_file(page, url))


def test_english_has_units_in_english_and_marks_what_is_printed_in_swedish(page: Page, url: str) -> None:
    open_page(page, f"{url}/nyckeltal?lang=en&text=133+280")
    row = page.locator("#demokrati-deltagare")
    expect(row.locator("td").nth(0)).to_have_text("133,280")
    expect(row.locator("td").nth(1)).to_have_text("participants")
    expect(row.locator("td[lang=sv]")).to_have_count(1)
