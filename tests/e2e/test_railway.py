"""The railway page in a browser: each filter changes chart, table and download together; the view survives a reload."""

import csv
import io
import urllib.request
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

PATH = "/norrbotniabanan"
GANTT = ".gantt-section"
EVENTS = ".tl-event"
SLIP = '[data-testid="stPlotlyChart"] .trace.scatter .points path.point'


def visit(page: Page, url: str, query: str = "") -> None:
    page.goto(f"{url}{PATH}{query}")
    page.wait_for_selector("footer.foot")


def settled(page: Page, selector: str, count: int) -> None:
    """Waits until a selector finds so many elements, none of them stale."""
    page.wait_for_function(
        "([s, n]) => document.querySelectorAll(s).length === n && !document.querySelector('[data-stale=true]')",
        arg=[selector, count],
    )


def rows_of(page: Page, url: str, link: str) -> list[dict[str, str]]:
    """The rows of the file that a link of the page gives, as open data."""
    href = page.locator(link).get_attribute("href")
    assert href
    with urllib.request.urlopen(urljoin(url, href)) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode("utf-8"))))


def download(table: str, nth: int = 0) -> str:
    return f'a[href*="/api/v1/{table}.csv"][href*="form=open"] >> nth={nth}'


def pick(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(option)  # a long list draws only the options in view
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def test_the_finding_stands_on_top_and_nine_cells_follow(page: Page, url: str) -> None:
    visit(page, url)
    assert page.locator("h1").inner_text() == (
        "Källorna är oense om när Dåva–Skellefteå blir klar: före 2030, före 2033 eller efter 2033"
    )
    assert page.locator(f"{GANTT} li.gantt-row").count() == 9
    cells = [c.strip() for c in page.locator("table.cells tbody tr:not(.from) td").all_inner_texts()]
    assert len(cells) == 9
    assert cells[0] == "Klar 2024." and cells[3].split("\n") == ["Byggstart 2025–2027.", "Klar efter 2033."]
    assert cells[2] == cells[5] == cells[8] == "Klar före 2030."
    assert page.locator(".verdict-line.disagree").all_inner_texts()[0].startswith("≠")
    assert len(rows_of(page, url, download("railway_forecasts"))) == 11  # two cells say two things
    assert [" ".join(s.split()) for s in page.locator(".stage").all_inner_texts()] == [
        "■ Byggs",
        "◧ Byggstart planerad",
        "□ Planläggs",
    ]


def test_open_ends_fade_and_sharp_ends_do_not(page: Page, url: str) -> None:
    visit(page, url)
    bars = page.locator(f"{GANTT} .bar-in")
    looks = bars.evaluate_all(
        """bars => bars.map(b => { const s = getComputedStyle(b); const box = b.getBoundingClientRect();
        const lanes = b.closest('.lanes').getBoundingClientRect();
        return { name: b.className, fades: s.backgroundImage.includes('gradient'), left: s.borderLeftWidth,
          right: s.borderRightWidth, from: (box.left - lanes.left) / lanes.width * 16,
          to: (box.right - lanes.left) / lanes.width * 16 }; })"""
    )
    assert len(looks) == 8
    for look in looks:
        left_open, right_open = "left-open" in look["name"], "right-open" in look["name"]
        assert look["fades"] is (left_open or right_open)
        assert (look["left"] == "0px") is left_open and (look["right"] == "0px") is right_open
    year = [(round(x["from"] + 2021, 1), round(x["to"] + 2021, 1)) for x in looks]
    assert year[:3] == [(2024, 2025), (2021, 2030), (2025, 2028)]
    assert year[3] == (2034, 2037)


def test_section_changes_map_plans_chart_table_and_download(page: Page, url: str) -> None:
    visit(page, url)
    page.wait_for_selector(SLIP, state="attached")
    points = page.locator(SLIP).count()
    pick(page, "Delsträcka", "Dåva–Skellefteå")
    settled(page, GANTT, 1)
    assert page.locator(".leg").count() == 1
    assert page.locator("table.cells tbody tr:not(.from)").count() == 1
    page.wait_for_function("([s, n]) => document.querySelectorAll(s).length < n", arg=[SLIP, points])
    said = rows_of(page, url, download("railway_forecasts", 1))
    assert {r["section_id"] for r in said} == {"dava-skelleftea"}
    assert page.locator("table.told tbody tr:not(.group)").count() == len(said)
    events = rows_of(page, url, download("railway_events"))
    assert {r["section_id"] for r in events} == {"dava-skelleftea"}
    assert page.locator(EVENTS).count() == len(events)
    assert "section=dava-skelleftea" in page.url


def test_plan_changes_plans_chart_table_and_download(page: Page, url: str) -> None:
    visit(page, url, "?plan=eu-ten-t")
    assert page.locator(f"{GANTT} li.gantt-row").count() == 3
    page.wait_for_selector(SLIP, state="attached")
    assert page.locator(SLIP).count() == 6  # three windows: an edge and an arrow each
    assert {r["plan_id"] for r in rows_of(page, url, download("railway_forecasts"))} == {"eu-ten-t"}
    assert page.locator("table.told tbody tr:not(.group)").count() == 3


@pytest.mark.parametrize(
    ("query", "column", "values"),
    [
        ("?event=appeal", "kind", {"appeal"}),
        ("?source=arsrapport-2021", "source_id", {"arsrapport-2021"}),
        ("?section=umea-dava&event=construction", "section_id", {"umea-dava"}),
    ],
)
def test_filters_of_events_choose_what_is_shown_and_fetched(
    page: Page, url: str, query: str, column: str, values: set[str]
) -> None:
    visit(page, url, query)
    rows = rows_of(page, url, download("railway_events"))
    assert rows and {r[column] for r in rows} == values
    assert page.locator(EVENTS).count() == len(rows)
    assert page.locator(".table-of-events tbody tr").count() == len(rows)
    assert [e.get_attribute("id") for e in page.locator(EVENTS).all()] == [r["event_id"] for r in rows]


def test_years_and_words_by_hand(page: Page, url: str) -> None:
    visit(page, url)
    pick(page, "Från år", "2018")
    pick(page, "Till år", "2018")
    page.wait_for_url("**from_year=2018**to_year=2018**")
    page.get_by_label("Ord i texten").fill("spadtaget")
    page.keyboard.press("Enter")
    settled(page, EVENTS, 1)
    assert page.locator(EVENTS).get_attribute("id") == "foersta-spadtaget-umea-dava"
    assert len(rows_of(page, url, download("railway_events"))) == 1
    page.reload()
    page.wait_for_selector("footer.foot")
    settled(page, EVENTS, 1)


def test_later_facts_stand_apart_and_earlier_years_have_none(page: Page, url: str) -> None:
    visit(page, url)
    later = page.locator('section.later[aria-labelledby="senare"]')
    assert "Klar 2026" in later.inner_text() and "omkring 2035" in later.inner_text()
    known = page.locator('section[aria-labelledby="handelser-known"] h4').all_inner_texts()
    after = page.locator('section[aria-labelledby="handelser-later"] h4').all_inner_texts()
    assert max(map(int, known)) == 2021 and min(map(int, after)) == 2022
    gantt = " ".join(page.locator(".gantt").all_inner_texts())
    assert "Klar 2026" not in gantt and "2035)" not in gantt and "tidigast" not in gantt
    for year in ("2019", "2020"):
        visit(page, url, f"?year={year}")
        assert page.locator("h1").inner_text() == f"{year} väntades hela Norrbotniabanan bli klar senast 2030"
        assert page.locator("section.later").count() == 0
        assert max(int(h) for h in page.locator(".timeline h4").all_inner_texts()) <= int(year)
        assert max(r["date"] for r in rows_of(page, url, download("railway_events"))) < f"{int(year) + 1}"
        assert {r["as_of"][:4] for r in rows_of(page, url, download("railway_forecasts", 1))} <= {
            str(y) for y in range(2013, int(year) + 1)
        }


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?from_year=2024&to_year=2020", "från år 2024 är senare än till år 2020"),
        ("?text=finnsinteihandelserna", "Inga daterade händelser till och med 2025 passar urvalet."),
        ("?plan=svt-2023&section=skelleftea-lulea", "Inget av det som var känt 2021 passar urvalet."),
        ("?section=kiruna", "section = kiruna"),
        ("?from_year=1850", "from_year = 1850"),
        ("?source=lappi-kolarctic-9de8", "Inga daterade händelser"),
        ("?text=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "Inga daterade händelser"),
    ],
)
def test_odd_questions_get_one_plain_sentence(page: Page, url: str, query: str, said: str) -> None:
    visit(page, url, query)
    main = page.locator("[data-testid=stMain]")
    assert said in main.inner_text()
    assert main.locator("h1").count() == 1
    assert page.locator("[data-testid=stException], [data-testid=stAlert]").count() == 0


def test_it_leads_back_to_the_success_factor(page: Page, url: str) -> None:
    visit(page, url)
    page.get_by_role("link", name="Norrbotniabanan byggs i dess hela sträckning Umeå-Luleå").click()
    page.wait_for_url("**/framgangsfaktor**factor=infrastruktur**#norrbotniabanan")
    page.wait_for_selector("#norrbotniabanan")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_it_fits_a_narrow_screen(page: Page, url: str, lang: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    visit(page, url, f"?lang={lang}")
    page.wait_for_selector(SLIP, state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    outside = page.evaluate(
        "[...document.querySelectorAll('.lane-label, .leg *, .years .main, .tl-event *')]"
        ".filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)"
        ".map(e => e.textContent)"
    )
    assert outside == []


def test_paper_holds_the_plans_and_every_event(page: Page, url: str) -> None:
    visit(page, url)
    page.wait_for_selector(SLIP, state="attached")
    page.emulate_media(media="print")
    assert page.locator(GANTT).count() == 3 and page.locator(EVENTS).first.is_visible()
    assert not page.locator('[class*="st-key-filters"]').first.is_visible()
    assert not page.locator(".table-of-events").is_visible()
