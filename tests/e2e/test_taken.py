"""What is on the screen is what the file holds: the same rows in the same order, at every table of every page."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page

LABELS = {
    "measures": "name", "unit_deviations": "unit", "income_statement": "label", "investments": "type",
    "growth_grant": "action", "figures": "label", "advocacy_positions": "title", "eu_amounts": "label",
    "eu_programmes": "name", "eu_events": "title", "railway_forecasts": "text", "railway_events": "title",
    "findings": "explanation", "company_figures": "label",
}  # fmt: skip
"""The column, without its language, that a row shows."""
PLAIN = {"board_results": "year", "sources": "title", "companies": "name", "checks": "printed"}
"""The same for tables whose names have one language."""
TAKEN = """() => {
  const found = []; let rows = [], words = '';
  for (const e of document.querySelectorAll('[data-testid=stMain] :is(h2, h3, li, article, tbody tr, .take)')) {
    if (e.matches('h2')) { rows = []; words = ''; }
    if (e.matches('h3, li, article')) words += e.textContent;
    if (e.matches('tr:not(.group, .eu-group, .from):has(th)')) rows.push(e.textContent);
    if (!e.matches('.take') || !e.querySelector('a')) continue;
    const links = [...e.querySelectorAll('a')].map(a => a.getAttribute('href'));
    found.push({ links, rows, words: words + rows.join(' ') }); rows = [];
  }
  return found;
}"""
DRAWN = {
    ("overview", "measures"): "a mark for each measure",
    ("factor", "measures"): "an article for each measure",
    ("factor", "figures"): "a column for each year, under the latest name",
    ("railway", "railway_forecasts"): "a column for each plan",
    ("eu_programmes", "eu_programmes"): "an article for each programme",
    ("sources", "checks"): "those that do not agree first, then all",
}
"""Tables that are shown in another shape than a row each: there every row's name stands on the screen."""
VIEWS = [
    "/", "/?unit=norrbottensmusiken", "/?year=2019", "/mal", "/mal?status=partly&status=not_achieved",
    "/mal?text=kultur&kind=activity&lang=en", "/mal?perspective=ekonomi&unit=infrastruktur-kollektivtrafik",
    "/framgangsfaktor?factor=kommunikationer", "/framgangsfaktor?factor=infrastruktur&lang=en", "/norrbotniabanan",
    "/norrbotniabanan?section=umea-dava&from_year=2018&to_year=2021", "/norrbotniabanan?event=decision&lang=en",
    "/eu-program", "/eu-program?programme=eruf-oevre-norrland-2021-2027&lang=en", "/ekonomi", "/ekonomi?lang=en&year=2020",
    "/ekonomi?unit=norrbottens-museum&amounts=tkr", "/bolag", "/bolag?status=achieved", "/kallor",
    "/kallor?finding=sum&lang=en", "/nyckeltal?sort=value&page_no=all", "/nyckeltal?years=all&sort=label&lang=en&page_no=all",
]  # fmt: skip


def flat(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", " ", text).strip()


def shown(table: str, row: dict[str, str], lang: str) -> str:
    said = row[f"{LABELS[table]}_{lang}"] if table in LABELS else row[PLAIN[table]]
    return flat(said)


@pytest.mark.parametrize("view", VIEWS)
def test_every_file_holds_the_rows_shown_in_the_order_shown(page: Page, url: str, view: str) -> None:
    lang = "en" if "lang=en" in view else "sv"
    page.goto(f"{url}{view}")
    page.wait_for_selector("footer.foot")
    page.wait_for_timeout(700)
    found = page.evaluate(TAKEN)
    assert found
    compared = 0
    for one in (x for x in found if len(x["links"]) == 4):  # three: a whole table, as in tests/test_api.py
        excel, opened, book, permanent = one["links"]
        table = re.findall(r"/api/v1/(\w+)\.", opened)[0]
        answer = page.request.get(url + opened)
        assert answer.status == 200, answer.text()
        rows = list(csv.DictReader(io.StringIO(answer.text())))
        assert list(csv.DictReader(io.StringIO(page.request.get(url + permanent).text()))) == rows
        assert len(page.request.get(url + excel).text().splitlines()) >= len(rows) + 1
        assert page.request.head(url + book).headers["x-total-count"] == str(len(rows))
        from_page = re.findall(r"page=(\w+)", opened)[0]
        names = [shown(table, row, lang) for row in rows]
        lines = [flat(row) for row in one["rows"]]
        if len(lines) == len(names) and all(n in line for n, line in zip(names, lines, strict=True)):
            compared += 1
        elif (from_page, table) in DRAWN and (table != "railway_forecasts" or "plan=" in opened):
            everything = flat(page.locator("[data-testid=stMain]").text_content() or "")
            marks = " ".join(
                page.locator("[data-testid=stMain] [aria-label]").evaluate_all("all => all.map(e => e.ariaLabel)")
            )
            missing = [n for n in names if n not in everything and n not in flat(marks)]
            assert missing == [] or table in ("checks", "railway_forecasts", "figures"), (opened, missing)
        else:
            differing = next(((n, line) for n, line in zip(names, lines, strict=False) if n not in line), None)
            raise AssertionError(
                f"{opened}: {len(lines)} rows shown, {len(names)} in the file, first that differs: {differing}"
            )
    assert compared or "framgangsfaktor" in view
