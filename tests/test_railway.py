"""Norrbotniabanan: the nine cells of the report's table, typed from its page 16, and how they are said and drawn."""

import datetime as dt
from typing import Any

import pytest

from dashboard.filters import RailwayFilters, Vocabulary
from dashboard.i18n import text
from dashboard.store import queries
from dashboard.store.db import Database
from dashboard.store.queries import railway as ask
from dashboard.view import gantt, railway, slip

SV, EN = text("sv"), text("en")
PLAN, SOONER, EU = "nationell-plan-2022-2033", "tidigarelaggning", "eu-ten-t"
UMEA, SKELLEFTEA, LULEA = "umea-dava", "dava-skelleftea", "skelleftea-lulea"

CELLS = {
    # section, plan: the printed cell as milestone, first year, last year, in the order printed
    (UMEA, PLAN): [("completed", 2024, 2024)],
    (SKELLEFTEA, PLAN): [("construction_start", 2025, 2027), ("completed", 2033, None)],
    (LULEA, PLAN): [("construction_start", None, 2033)],
    (UMEA, SOONER): [("not_mentioned", None, None)],
    (SKELLEFTEA, SOONER): [("brought_forward", None, None), ("completed", None, 2033)],
    (LULEA, SOONER): [("not_mentioned", None, None)],
    (UMEA, EU): [("completed", None, 2030)],
    (SKELLEFTEA, EU): [("completed", None, 2030)],
    (LULEA, EU): [("completed", None, 2030)],
}
WORDS = {
    (UMEA, PLAN): ["Klar 2024"],
    (SKELLEFTEA, PLAN): ["Byggstart 2025–2027", "Klar efter 2033"],
    (LULEA, PLAN): ["Byggstart före 2033"],
    (UMEA, SOONER): ["Rutan är tom i rapportens tabell: inget sägs om delen."],
    (SKELLEFTEA, SOONER): ["Kan tidigareläggas 1–2 år.", "Klar före 2033"],
    (LULEA, SOONER): ["Tabellen anger att delen inte nämns i förslaget."],
    (UMEA, EU): ["Klar före 2030"],
    (SKELLEFTEA, EU): ["Klar före 2030"],
    (LULEA, EU): ["Klar före 2030"],
}


def statement(text_sv: str = "Delen blir klar.", **more: Any) -> dict[str, Any]:
    return {
        "section_id": UMEA, "from_place": "Umeå", "to_place": "Dåva", "plan_id": "p", "plan_sv": "P", "plan_en": "P",
        "milestone": "completed", "earliest_year": None, "latest_year": None, "qualifier": None, "page": None,
        "as_of": dt.date(2021, 11, 30), "as_of_precision": "day", "text_sv": text_sv, "text_en": "In English.",
    } | more  # fmt: skip


IN_2024 = statement(qualifier="in", earliest_year=2024, latest_year=2024)
BEFORE_2030 = statement(qualifier="before", latest_year=2030)
BEFORE_2033 = statement(qualifier="before", latest_year=2033)
AFTER_2033 = statement(qualifier="after", earliest_year=2033)
WHOLE_2030 = statement("Hela banan ska vara klar 2030.", qualifier="in", earliest_year=2030, latest_year=2030)


@pytest.fixture(scope="module")
def known(db: Database) -> list[dict[str, Any]]:
    """What the report knew, as the page compares it."""
    return railway.in_focus(ask.forecasts(db, RailwayFilters(year=2021), 2021), 2021, ())


@pytest.fixture(scope="module")
def places(db: Database) -> tuple[dict[str, Any], ...]:
    return queries.table(db, "railway_sections")


def test_the_nine_cells_are_those_of_page_16(known: list[dict[str, Any]]) -> None:
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for r in known:
        found.setdefault((r["section_id"], r["plan_id"]), []).append(
            (r["milestone"], r["earliest_year"], r["latest_year"])
        )
    assert found == CELLS
    assert {(r["page"], r["source_id"]) for r in known} == {(16, "arsrapport-2021")}


def test_the_nine_cells_are_said_as_surely_as_printed(
    known: list[dict[str, Any]], places: tuple[dict[str, Any], ...]
) -> None:
    drawn = gantt.sections(SV, known, places, gantt.axis(2021, known))
    said = {
        (s.row["section_id"], p.row["plan_id"]): [x.words for x in p.lanes]
        for s in drawn for p in s.plans
    }  # fmt: skip
    assert said == WORDS


def test_the_headline_is_the_contradiction(known: list[dict[str, Any]], places: tuple[dict[str, Any], ...]) -> None:
    assert railway.headline(SV, 2021, places, known) == (
        "Källorna är oense om när Dåva–Skellefteå blir klar: före 2030, före 2033 eller efter 2033"
    )
    assert railway.headline(EN, 2021, places, known) == (
        "Sources disagree on when Dåva–Skellefteå will be completed: before 2030, before 2033 or after 2033"
    )


@pytest.mark.parametrize("year", [2019, 2020])
def test_earlier_years_know_only_2030(db: Database, places: tuple[dict[str, Any], ...], year: int) -> None:
    assert ask.horizon(db, year) == year
    rows = ask.forecasts(db, RailwayFilters(year=year), year)
    assert rows and max(r["as_of"].year for r in rows) <= year
    focus = railway.in_focus(rows, year, ())
    assert railway.headline(SV, year, places, focus) == f"{year} väntades hela Norrbotniabanan bli klar senast 2030"


@pytest.mark.parametrize(
    ("section", "code"), [(UMEA, "agree"), (SKELLEFTEA, "disagree"), (LULEA, "single")]
)  # fmt: skip
def test_verdict_of_each_section(known: list[dict[str, Any]], section: str, code: str) -> None:
    verdict = railway.verdict(SV, [r for r in known if r["section_id"] == section])
    assert verdict.code == code
    if code == "disagree":
        assert verdict.text.startswith("Källorna säger olika: före 2030 (")
        assert verdict.text.index("före 2033 (") < verdict.text.index("efter 2033 (")


@pytest.mark.parametrize(
    ("rows", "apart"),
    [
        ([IN_2024, BEFORE_2030], False),
        ([BEFORE_2030, BEFORE_2033], False),
        ([BEFORE_2033, AFTER_2033], True),
        ([BEFORE_2030, AFTER_2033], True),
        ([IN_2024, WHOLE_2030], False),  # a section may be ready before the line is
        ([WHOLE_2030, BEFORE_2030], False),
        ([statement(qualifier="in", earliest_year=2026, latest_year=2026), IN_2024], True),
        ([statement(qualifier="in", earliest_year=2030, latest_year=2030), BEFORE_2030], True),
        ([AFTER_2033], False),
        ([], False),
    ],
)
def test_sources_disagree_only_when_they_cannot_both_be_right(rows: list[dict[str, Any]], apart: bool) -> None:
    assert railway.disagree(rows) is apart


@pytest.mark.parametrize(
    ("row", "sv", "en", "window"),
    [
        (IN_2024, "2024", "2024", (2024, 2024)),
        (BEFORE_2030, "före 2030", "before 2030", (0, 2029)),
        (AFTER_2033, "efter 2033", "after 2033", (2034, railway.BEYOND)),
        (statement(qualifier="between", earliest_year=2025, latest_year=2027), "2025–2027", "2025–2027", (2025, 2027)),
        (statement("Ska finnas till 2030.", qualifier="before", latest_year=2030), "senast 2030", "by 2030", (0, 2030)),
        (
            statement("Banan når dit tidigast 2032.", qualifier="after", earliest_year=2032),
            "tidigast 2032", "2032 or later", (2032, railway.BEYOND),
        ),
        (
            statement("Klar omkring 2035.", qualifier="in", earliest_year=2035, latest_year=2035),
            "omkring 2035", "about 2035", (2035, 2035),
        ),
        (WHOLE_2030, "2030", "2030", (0, 2030)),
        (statement(), "", "", None),
    ],
)  # fmt: skip
def test_years_are_no_surer_than_the_source(
    row: dict[str, Any], sv: str, en: str, window: tuple[int, int] | None
) -> None:
    assert (railway.when(SV, row), railway.when(EN, row), railway.window(row)) == (sv, en, window)


def test_statements_whose_words_say_more_than_their_columns(db: Database) -> None:
    """A new one must be looked at: the columns have no place for what its words say."""
    rows = queries.table(db, "railway_forecasts")
    found = {r["forecast_id"]: railway.manner(r) for r in rows if railway.manner(r) in ("about", "by", "from")}
    assert found == {
        "umea-dava-eu-stomnat-2013-klar": "by", "dava-skelleftea-eu-stomnat-2013-klar": "by",
        "skelleftea-lulea-eu-stomnat-2013-klar": "by", "dava-skelleftea-svt-2023-klar": "from",
        "dava-skelleftea-trafikverket-2025-klar": "about",
    }  # fmt: skip
    whole = {r["plan_id"] for r in rows if railway.whole_line(r)}
    assert whole == {"eu-stomnat-2013", "eu-atagande-motion-2017", "eu-beslut-kuriren-2018"}


def test_bars_end_where_the_source_says_and_nowhere_else() -> None:
    axis = gantt.Axis(2021, 2036)
    column = 100 / 16
    sure = gantt.lane(SV, IN_2024, axis)
    assert (sure.left, sure.width) == (pytest.approx(3 * column), pytest.approx(column))
    assert not sure.left_open and not sure.right_open
    before = gantt.lane(SV, BEFORE_2030, axis)
    assert (before.left, before.width) == (0, pytest.approx(9 * column))
    assert before.left_open and not before.right_open and before.shape == "completed left-open"
    after = gantt.lane(SV, AFTER_2033, axis)
    assert after.left == pytest.approx(13 * column) and after.right == pytest.approx(0)
    assert after.right_open and not after.left_open
    whole = gantt.lane(SV, WHOLE_2030, axis)
    assert (whole.left, whole.width) == (pytest.approx(9 * column), pytest.approx(column))
    assert not gantt.lane(SV, statement(milestone="not_mentioned"), axis).drawn


def test_the_axis_holds_every_year_named() -> None:
    axis = gantt.axis(2021, [IN_2024, AFTER_2033, statement()])
    assert (axis.first, axis.last, axis.columns) == (2021, 2036, 16)
    assert gantt.axis(2021, []).columns == 4
    assert gantt.axis(2040, [IN_2024]).first == 2024


@pytest.mark.parametrize(
    ("year", "stages"),
    [
        (2019, ("building", "planned", "not_in_plan")),
        (2020, ("building", "planned", "not_in_plan")),
        (2021, ("building", "planned", "planning")),
    ],
)
def test_how_far_each_section_has_come(
    db: Database, places: tuple[dict[str, Any], ...], year: int, stages: tuple[str, ...]
) -> None:
    events, rows = (queries.table(db, name, known=year) for name in ("railway_events", "railway_forecasts"))
    found = [railway.stage(p["section_id"], events, rows) for p in places]
    assert tuple(s.code for s in found) == stages
    assert all(s.row is not None and s.row["source_title"] for s in found)
    if year == 2021:
        assert [s.row["page"] for s in found if s.row] == [None, 16, 15]
        assert found[0].row is not None and found[0].row["date"] == dt.date(2018, 8, 23)
    assert railway.stage(UMEA, [], []) == railway.Stage("nothing", None)


def test_what_was_said_later(db: Database) -> None:
    until = ask.horizon(db, 2021)
    assert until == 2025
    known, later = railway.split(ask.forecasts(db, RailwayFilters(year=2021), until), "as_of", 2021)
    assert not [r for r in known if r["as_of"].year > 2021]
    assert [(r["section_id"], railway.when(SV, r), r["as_of"].year) for r in later] == [
        (SKELLEFTEA, "tidigast 2032", 2023), (UMEA, "2026", 2024), (SKELLEFTEA, "omkring 2035", 2025),
    ]  # fmt: skip


def test_slip_chart(db: Database, places: tuple[dict[str, Any], ...]) -> None:
    rows = [r for r in ask.forecasts(db, RailwayFilters(year=2021), 2025) if railway.gives_end(r)]
    figure = slip.draw(SV, places, rows, 2021, 2025)
    marks = [t for t in figure.data if t.mode == "lines+markers+text"]
    assert len(marks) == len(rows)
    labels = {(t.yaxis, word) for t in marks for word in t.text if word}
    assert {("y", "2024"), ("y", "2026"), ("y2", "före 2030"), ("y2", "före 2033"), ("y2", "efter 2033"),
            ("y2", "omkring 2035"), ("y3", "före 2030")} <= labels  # fmt: skip
    by_section = sorted(rows, key=lambda r: r["section_position"])  # each section has a row of its own in the chart
    for trace, row in zip(marks, by_section, strict=True):
        symbols = trace.marker.symbol
        exact = row["earliest_year"] == row["latest_year"]
        assert (len(symbols) == 1) is exact, "an open window is never a point alone"
        if not exact:
            assert symbols[-1] == ("triangle-down" if row["earliest_year"] is None else "triangle-up")
        later = row["as_of"].year > 2021
        assert (trace.line.dash == "dot") is later
    alt = slip.alt(SV, places, rows, 2021)
    assert "Umeå–Dåva: 2021 sades 2024 och före 2030. Umeå–Dåva, senare: 2026." in alt
    assert "Dåva–Skellefteå: 2021 sades efter 2033, före 2033 och före 2030." in alt
    assert "Dåva–Skellefteå, senare: tidigast 2032 och omkring 2035." in alt
    assert len(slip.draw(EN, places, rows, 2019, 2019).layout.shapes) == 0
    slip.draw(SV, (), [], 2021, 2021)


def test_events(db: Database) -> None:
    every = ask.events(db, RailwayFilters(year=2021), 2025).rows
    assert len(every) >= 60
    assert (every[0]["date"].year, every[-1]["date"].year) == (1999, 2025)
    assert len(every) + ask.undated(db, RailwayFilters(year=2021)) == len(queries.table(db, "railway_events"))
    known, later = railway.split(every, "date", 2021)
    assert known and later and all(e["date"].year > 2021 for e in later)
    titles = {e["date"]: e["title_sv"] for e in known if e["page"]}
    assert dt.date(2021, 4, 1) in titles  # p. 20: passenger traffic on Haparandabanan
    assert dt.date(2021, 11, 30) in titles  # p. 16: the draft plan
    years = railway.by_year(every)
    assert list(years) == sorted(years) and sum(map(len, years.values())) == len(every)


def test_every_filter_of_events_narrows(db: Database) -> None:
    def found(**fields: Any) -> list[dict[str, Any]]:
        return list(ask.events(db, RailwayFilters(year=2021, **fields), 2025).rows)

    every = found()
    assert {e["section_id"] for e in found(section=(UMEA,))} == {UMEA}
    assert {e["kind"] for e in found(event=("appeal",))} == {"appeal"}
    assert {e["source_id"] for e in found(source=("arsrapport-2021",))} == {"arsrapport-2021"}
    assert {e["date"].year for e in found(from_year=2018, to_year=2018)} == {2018}
    assert [e["date"] for e in found(text="FÖRSTA SPADTAGET")] == [dt.date(2018, 8, 23)]
    assert found(from_year=2024, to_year=2020) == []
    assert len(found(plan=(EU,))) == len(every)


def test_filters_of_events_leave_the_plans_alone(db: Database) -> None:
    plain = ask.forecasts(db, RailwayFilters(year=2021), 2021)
    narrowed = RailwayFilters(
        year=2021, source=("gov-prop-46f8",), event=("appeal",), text="x", from_year=2020, to_year=2020
    )
    assert ask.forecasts(db, narrowed, 2021) == plain
    assert ask.decisions(db, narrowed, 2025) == ask.decisions(db, RailwayFilters(year=2021), 2025)


def test_chosen_plans_are_compared_whatever_the_report_says(db: Database) -> None:
    f = RailwayFilters(year=2021, plan=("eu-stomnat-2013",))
    rows = railway.in_focus(ask.forecasts(db, f, 2021), 2021, f.plan)
    assert {r["plan_id"] for r in rows} == {"eu-stomnat-2013"}


def test_only_sources_that_tell_of_an_event_can_be_chosen(db: Database, names: Vocabulary) -> None:
    events = queries.table(db, "railway_events")
    codes = names.codes("event_source")
    assert set(codes) == {e["source_id"] for e in events} and len(codes) < len(names.codes("source"))
    assert codes == [c for c in names.codes("source") if c in set(codes)]


def test_measures_that_speak_of_the_line(db: Database) -> None:
    f = RailwayFilters(year=2021)
    found = [href for _, href in railway.linked(f, ask.measures(db, 2021))]
    assert found == [
        "/framgangsfaktor?lang=sv&year=2021&factor=infrastruktur#norrbotniabanan",
        "/framgangsfaktor?lang=sv&year=2021&factor=kommunikationer#haparandabanan",
    ]


@pytest.mark.parametrize(
    ("precision", "date", "said"),
    [
        ("day", dt.date(2018, 8, 23), "23 augusti"), ("month", dt.date(2010, 8, 1), "augusti"),
        ("season", dt.date(2021, 6, 1), "sommaren"), ("year", dt.date(1999, 1, 1), ""),
    ],
)  # fmt: skip
def test_day_within_its_year(precision: str, date: dt.date, said: str) -> None:
    assert railway.day(SV, {"date": date, "precision": precision}) == said


def test_lists_in_words() -> None:
    assert railway.listed(SV, [], "or") == ""
    assert railway.listed(SV, ["a"], "or") == "a"
    assert railway.listed(SV, ["a", "b"], "and") == "a och b"
    assert railway.listed(EN, ["a", "b", "c"], "or") == "a, b or c"
