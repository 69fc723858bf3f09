"""The page of figures: order, pages, facets and series are pure; the rows are the report's own."""

from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest

from dashboard.filters import FigureFilters, Vocabulary, parse
from dashboard.i18n import text
from dashboard.store import queries
from dashboard.store.db import Database
from dashboard.store.queries import figures as stored
from dashboard.view import figures, words

SV, EN = text("sv"), text("en")


def row(name: str, year: int = 2021, **more: Any) -> dict[str, Any]:
    return {
        "figure_id": name, "year": year, "reference_year": year, "label_sv": name, "label_en": name, "unit": "antal",
        "value": Decimal(1), "page": None, "topic": "kultur",
    } | more  # fmt: skip


def ordered(db: Database, sort: str, lang: str = "sv") -> tuple[dict[str, Any], ...]:
    """All figures in an order, as the page asks for them."""
    return queries.table(db, "figures", FigureFilters(lang=lang, years="all", year=2021, sort=sort))  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_labels_are_sorted_in_the_language_they_are_read_in_with_å_ä_ö_last(db: Database, lang: str) -> None:
    labels = [r[f"label_{lang}"] for r in ordered(db, "label", lang)]
    firsts = [label[0].lower() for label in labels]
    assert firsts == sorted(firsts, key="0123456789abcdefghijklmnopqrstuvwxyzåäö".index)
    assert len(set(firsts)) > 10 and ("å" in firsts or lang == "en")


@pytest.mark.parametrize(
    "asked", ["bredband", "redband", "hushåll med", "100 MBIT", "100\u00a0mbit", "gallivare", "2021", "(", "%"]
)
def test_words_are_looked_for_in_all_that_a_row_says(db: Database, asked: str) -> None:
    """By the words that the build folded as by reading each row: inside words and across them."""
    read = {
        "figures": ("label_sv", "label_en", "printed", "topic_sv", "topic_en", "area_sv", "area_en"),
        "measures": ("name_sv", "name_en", "factor_sv", "factor_en", "target_text", "target_text_en",
                     "outcome_text_sv", "outcome_text_en"),
    }  # fmt: skip
    for table, columns in read.items():
        every = queries.table(db, table)

        def folded(said: str) -> str:
            return words.fold(said.replace("\u00a0", " "))

        holding = [r for r in every if folded(asked) in folded(" ".join(r[c] for c in columns if r[c]))]
        assert list(queries.table(db, table, text=asked)) == holding


def test_series_that_are_left_out_are_counted(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of today's are shown; with room for two the count is still of all."""
    f = FigureFilters(years="all", year=2021)
    told: dict[str, set[int]] = {}
    for r in queries.table(db, "figures"):
        told.setdefault(r["figure_id"], set()).add(r["reference_year"])
    several = sorted(name for name, years in told.items() if len(years) > 1)
    assert {r["figure_id"] for r in stored.series(db, f)} == set(several)
    assert stored.series_total(db, f) == len(several)
    monkeypatch.setattr(stored, "SERIES_SHOWN", 2)
    assert {r["figure_id"] for r in stored.series(db, f)} == set(several[:2])
    assert stored.series_total(db, f) == len(several)


@pytest.mark.parametrize("year", [0, 2019, 2020, 2021, 1850])
def test_the_counts_of_the_build_are_those_of_the_rows(db: Database, year: int) -> None:
    rows = queries.table(db, "figures", year=year or None)
    counted = db.query("figure_totals", {"year": [year] if year else None})[0]
    years = [r["reference_year"] for r in rows]
    assert counted == {
        "figures": len(rows), "printed": sum(r["page"] is not None for r in rows),
        "with_unit": sum(r["unit_id"] is not None for r in rows),
        "first": min(years, default=None), "last": max(years, default=None),
    }  # fmt: skip


def test_values_are_compared_within_their_unit_only(db: Database) -> None:
    rows = ordered(db, "value")
    by_unit = [(unit, [r["value"] for r in part]) for unit, part in groupby(rows, lambda r: r["unit"])]
    assert len(by_unit) == len({unit for unit, _ in by_unit}) > 10
    assert all(values == sorted(values, reverse=True) for _, values in by_unit)


def test_the_order_of_the_report_has_the_latest_year_first_and_then_its_pages(db: Database) -> None:
    rows = ordered(db, "page")
    years = [r["year"] for r in rows]
    assert years == sorted(years, reverse=True) and len(set(years)) > 3
    pages = [r["page"] for r in rows if r["year"] == 2021 and r["page"]]
    assert pages == sorted(pages) and len(set(pages)) > 10


def test_the_year_sorts_by_what_a_figure_is_about(db: Database) -> None:
    years = [r["reference_year"] for r in ordered(db, "year")]
    assert years == sorted(years, reverse=True) and len(set(years)) > 5


@pytest.mark.parametrize(
    ("size", "page_no", "expected"),
    [
        (100, "1", (0, 100, 1, 3, 1, 100)), (100, "3", (200, 300, 3, 3, 201, 275)), (100, "9", (200, 300, 3, 3, 201, 275)),
        (100, "all", (0, 999, 0, 3, 1, 275)), (300, "2", (0, 300, 1, 1, 1, 275)),
    ],
)  # fmt: skip
def test_pages(db: Database, size: int, page_no: str, expected: tuple[int, ...]) -> None:
    leaf = queries.leaf(db, "figures", size, page_no, FigureFilters(years="all"))
    assert leaf.rows == ordered(db, "page")[expected[0] : expected[1]]
    assert (leaf.number, leaf.pages, leaf.first, leaf.last) == expected[2:]
    assert leaf.total == len(ordered(db, "page"))


def test_each_row_has_an_anchor_of_its_own_and_the_first_is_the_figures_id() -> None:
    groups = figures.groups([row("a", 2021, page=8), row("a", 2020), row("b", 2020)], "page", SV)
    assert [g.heading for g in groups] == ["2021: ur årsrapporten", "2020: ur andra källor"]
    assert [anchor for g in groups for anchor, _ in g.rows] == ["a", "a-2020", "b"]
    assert [g.heading for g in figures.groups([row("a"), row("b", 2019)], "label", SV)] == [""]


def test_anchors_are_unique_on_a_page_with_everything(db: Database) -> None:
    rows = ordered(db, "page")
    anchors = [a for g in figures.groups(rows, "page", SV) for a, _ in g.rows]
    assert len(set(anchors)) == len(anchors) == len(rows)


def test_a_facet_is_chosen_and_let_go_by_its_link() -> None:
    f = FigureFilters(year=2021, topic=("kultur",), text="x", page_no="2")
    first, second, empty = figures.facets(
        f.changed(topic=("kultur", "ekonomi")), {"kultur": 2, "bredband": 1},
        ["bredband", "kultur", "ekonomi", "jarnvag"],
    )  # fmt: skip
    assert [(x.topic, x.count, x.share, x.chosen) for x in (first, second, empty)] == [
        ("kultur", 2, 100, True), ("bredband", 1, 50, False), ("ekonomi", 0, 0, True),
    ]  # fmt: skip
    assert first.href == "/nyckeltal?lang=sv&year=2021&topic=ekonomi&text=x#figures"
    assert "topic=kultur&topic=ekonomi&topic=bredband" in second.href


def test_only_what_differs_from_the_usual_is_in_the_query() -> None:
    assert FigureFilters(year=2021).query() == {"lang": ["sv"], "year": ["2021"]}
    assert FigureFilters(years="all", sort="value", page_no="2").query() == {
        "lang": ["sv"], "years": ["all"], "sort": ["value"], "page_no": ["2"],
    }  # fmt: skip


def test_all_years_lets_go_of_the_year_in_rows_and_words(db: Database, names: Vocabulary) -> None:
    f = FigureFilters(year=2021, years="all", topic=("bredband",))
    assert {r["year"] for r in queries.table(db, "figures", f)} == {2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022}
    assert f.words(SV, names) == "Ämne: Bredband · Visa år: Alla år"
    assert f.changed(years="year").words(EN, names) == "Year: 2021 · Topic: Broadband"


def test_unknown_codes_are_refused_by_name(names: Vocabulary) -> None:
    f, refused = parse(
        FigureFilters,
        {"page_no": ["0", "x"], "sort": ["id"], "years": ["2020"], "figure": ["nix"], "topic": ["kultur"]}, names,
    )  # fmt: skip
    assert f == FigureFilters(topic=("kultur",))
    assert {(r.field, r.value) for r in refused} == {
        ("page_no", "0"), ("page_no", "x"), ("sort", "id"), ("years", "2020"), ("figure", "nix"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "value", "printed", "page"),
    [
        ("demokrati-deltagare", "133280", "133 280", 11),
        ("bredband-100-mbit-lulea", "88", "88 procent", 16),
        ("paverkansfragor-med-handlingsplan", "3", "tre av de totalt åtta", 17),
        ("efns-positioner", "12", "tolv", 17),
        ("lanstrafiken-underskott-regionens-andel", "9.6", "9,6 kronor", 34),
    ],
)
def test_figures_are_the_reports(db: Database, figure: str, value: str, printed: str, page: int) -> None:
    (found,) = queries.table(db, "figures", year=2021, figure=figure)
    assert (found["value"], found["printed"].replace("\u00a0", " "), found["page"]) == (Decimal(value), printed, page)
    assert found in queries.table(db, "figures", FigureFilters(year=2021, text=printed))


def test_headlines_count_what_there_is(db: Database) -> None:
    def said(year: int, every: bool) -> str:
        f = FigureFilters(year=year, years="all" if every else "year")
        return figures.headline(SV, f, stored.totals(db, f), ())

    of_report = sum(r["page"] is not None for r in queries.table(db, "figures", year=2021))
    assert said(2021, False).endswith(f"sifferuppgifter för 2021, {of_report} ur årsrapporten")
    assert said(2019, False).endswith("alla ur andra källor än nämndens årsrapport")
    assert said(2021, True) == f"{len(queries.table(db, 'figures'))} sifferuppgifter från 2004 till 2024"
    assert figures.headline(EN, FigureFilters(year=2019), {"figures": 0}, []) == "There are no figures for 2019"
    assert figures.headline(EN, FigureFilters(figure=("a",)), {"figures": 1}, [row("a")]) == "a"


def test_series_stand_by_topic_with_the_years_that_sources_give(db: Database) -> None:
    told = {
        row["topic"]: h
        for row, h in figures.over_time(stored.series(db, FigureFilters(years="all", topic=("befolkning",))))
    }
    assert told["befolkning"].years == (2017, 2018, 2019, 2020)
    assert len(told["befolkning"].series) == 15  # 14 municipalities and the county
    assert figures.over_time(stored.series(db, FigureFilters(year=2019))) == []
    assert stored.years(db, queries.table(db, "figures", topic=["bredband"]))["bredband-100-mbit-gallivare"] == 8


def test_a_factor_is_linked_in_the_latest_year_that_has_it() -> None:
    factors = [{"factor_id": "a", "year": 2021}, {"factor_id": "a", "year": 2020}, {"factor_id": "b", "year": 2020}]
    assert figures.factor_links(FigureFilters(year=2019, unit="kulturbidrag"), factors) == {
        "a": "/framgangsfaktor?lang=sv&year=2021&factor=a", "b": "/framgangsfaktor?lang=sv&year=2020&factor=b",
    }  # fmt: skip


def test_the_fourteen_positions_are_the_reports(db: Database) -> None:
    found = queries.table(db, "advocacy_positions", year=2021)
    assert [sum(r["organisation"] == o for r in found) for o in ("EFNS", "NSPA", "CPMR")] == [12, 1, 1]
    dates = {r["title_sv"]: str(r["date"]) for r in found}
    assert dates["EU:s reviderade arktiska politik 2021"] == "2021-11-12"
    assert dates["Direktivet om förnybar energi, RED II"] == "2021-02-09"
    assert {r["organisation"] for r in found if r["date"] is None} == {"NSPA"}
    assert {r["organisation"] for r in found if r["url"] is None} == {"CPMR"}
    assert set(figures.organisations(SV, found)) == {"EFNS", "NSPA", "CPMR"}
    assert figures.organisations(SV, [{"organisation": "AER"}]) == {}
