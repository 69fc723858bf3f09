"""A year beside another: every change by hand from the invented years, and the partial years of the real data."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from compared import AMOUNTS, CHANGES, COUNTED, FIGURES, GOALS, MIRRORED, PARTIAL
from conftest import INVENTED

from dashboard.filters import EconomyFilters, FactorFilters, Filters, GoalFilters, OverviewFilters
from dashboard.i18n import LANGS, Lang, text
from dashboard.store import queries
from dashboard.store.build import build
from dashboard.store.db import Database
from dashboard.store.queries import compare as queries_compare
from dashboard.store.queries.compare import amounts, comparison, figures, gone, listed, past
from dashboard.view import compare
from dashboard.view.history import by_measure, by_row

NOW, THEN = 2100, 2099
BOTH = OverviewFilters(year=NOW, compare=THEN)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The invented years 2099 and 2100."""
    folder = tmp_path_factory.mktemp("two")
    shutil.copytree(INVENTED, folder / "data")
    shutil.copytree(INVENTED.parent / "next", folder / "data", dirs_exist_ok=True)
    built = build(folder / "data", folder / "build")
    database = Database(built.path, built.version)
    yield database
    database.close()


def number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def test_every_measure_of_either_year_has_its_change(two: Database) -> None:
    found = {
        m["measure_id"]: (m["change"], m["changed"], m["basis_differs"], m["difference"], m["effect"])
        for m in queries.table(two, "compared_measures", BOTH)
    }
    assert found == CHANGES


def test_the_years_may_change_places(two: Database) -> None:
    asked = OverviewFilters(year=THEN, compare=NOW)
    back, measures = comparison(two, asked), queries.table(two, "compared_measures", asked)
    assert {m["measure_id"]: m["change"] for m in measures} == {
        name: MIRRORED.get(change, change) for name, (change, *_) in CHANGES.items()
    }
    t = text("sv")
    assert {compare.called(t, m) for m in measures if m["change"] in ("new", "gone")} == {
        "Finns bara 2099", "Finns bara 2100",
    }  # fmt: skip
    said = dict(compare.counted(t, back.counts, back.year, back.compare))
    assert (said["new"], said["gone"]) == ("1 finns bara 2099", "1 finns bara 2100")


@pytest.mark.parametrize("lang", LANGS)
def test_the_counts_in_words(two: Database, lang: Lang) -> None:
    c = comparison(two, BOTH)
    assert ", ".join(said for _, said in compare.counted(text(lang), c.counts, c.year, c.compare)) == COUNTED[lang]
    assert sum(c.counts.values()) == len(CHANGES)


def test_both_statuses_keep_their_basis_and_page(two: Database) -> None:
    (m,) = queries.table(two, "compared_measures", BOTH, measure="vaglangd")
    assert (m["compare_status"], m["compare_status_basis"], m["compare_page"]) == ("achieved", "computed", 4)
    assert (m["status"], m["status_basis"], m["page"]) == ("achieved", "reported", 4)


REASONS = [
    ("vaglangd", "sv", ["Bedömningarna vilar på olika grund: beräknad då, märkt i rapporten nu."]),
    ("vagplan", "sv", ["Bedömning saknas för 2099."]),
    ("vagskyltar", "en", ["There is no assessment for 2100."]),
    ("noter", "sv", ["Ändrat: namn, typ, målets lydelse, framgångsfaktor.", "Då hette det Köpa noter."]),
    ("orkester", "en", ["Changed: wording of the target, target value."]),
    ("cykelvagar", "sv", []),
    ("vagmoete", "sv", []),
    ("provmoeten", "en", []),
]


@pytest.mark.parametrize(("measure", "lang", "said"), REASONS)
def test_what_stands_in_the_way_is_said(two: Database, measure: str, lang: Lang, said: list[str]) -> None:
    (row,) = queries.table(two, "compared_measures", BOTH, measure=measure)
    assert compare.reasons(text(lang), row) == said


def test_the_boards_judgement_of_each_goal(two: Database) -> None:
    found = queries.table(two, "compared_goals", BOTH)
    assert {g["goal_id"]: (g["change"], g["basis_differs"]) for g in found} == GOALS


def test_figures_with_difference_per_cent_and_meaning(two: Database) -> None:
    found = {f["figure_id"]: f for f in queries.table(two, "compared_figures", BOTH)}
    assert found.keys() == FIGURES.keys()
    for name, (then, now, difference, percent, effect) in FIGURES.items():
        f = found[name]
        assert (f["compare_value"], f["value"], f["difference"]) == (number(then), number(now), number(difference))
        assert (f["difference_pct"], f["effect"], f["label_differs"]) == (number(percent), effect, False)


def test_amounts_with_the_sign_of_their_effect(two: Database) -> None:
    asked = EconomyFilters(year=NOW, compare=THEN)
    found = {(a["table"], a["row_id"], a["field"]): a for a in queries.table(two, "compared_amounts", asked)}
    for cell, (then, now, difference, percent, effect) in AMOUNTS.items():
        a = found[cell]
        assert (a["compare_value"], a["value"], a["difference"]) == (number(then), number(now), number(difference)), (
            cell
        )
        assert (a["difference_pct"], a["effect"]) == (number(percent), effect), cell
    rows = amounts(two, asked)
    assert [r["row_id"] for r in rows["income_statement"]] == ["intakter", "kostnader", "resultat"]
    assert "investments" not in rows


def test_a_unit_a_factor_and_a_status_narrow_the_comparison(two: Database) -> None:
    def told(name: str, f: Filters) -> set[str]:
        return {row[f"{name}_id"] for row in queries.table(two, f"compared_{name}s", f)}

    music = told("measure", BOTH.changed(unit="provmusiken"))
    assert music == {"provmoeten", "konserter", "orkester"}
    factor = FactorFilters(year=NOW, compare=THEN, factor="provad-musik")
    assert told("measure", factor) == {"konserter", "orkester"}
    assert {f["figure_id"] for f in figures(two, factor).rows} == {"besoekare", "instaellda-konserter"}
    assert told("measure", GoalFilters(year=NOW, compare=THEN, status=("not_achieved",))) == {
        "snoeroejning",
        "orkester",
    }


def test_nothing_is_asked_where_nothing_is_compared(two: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    comparison(two, OverviewFilters(year=NOW))
    asked: list[str] = []
    monkeypatch.setattr(two, "_answer", lambda name, *bound: asked.append(name) or two._run(name, *bound))
    c = comparison(two, OverviewFilters(year=NOW))
    assert asked == ["reports"]
    assert not (c.counts or c.moved or c.by_goal or c.by_measure or c.board or c.judged)
    assert not (listed(two, GoalFilters(year=NOW)).measures.total or figures(two, FactorFilters(year=NOW)).total)
    assert not (gone(two, FactorFilters(year=NOW)).total or amounts(two, EconomyFilters(year=NOW)))
    assert asked == ["reports"]


def test_lists_are_cut_in_the_database_and_counts_are_of_all(two: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """With lists of one row: every measure stands on one page of the comparison, and the counts do not change."""
    whole = comparison(two, BOTH).counts
    monkeypatch.setattr(queries_compare, "MOVES_SHOWN", 1)
    monkeypatch.setattr(queries_compare, "MEASURES_A_PAGE", 4)
    c = comparison(two, BOTH, measures=[{"measure_id": "noter"}], goals=[{"goal_id": "en-ny-blick"}])
    assert c.counts == whole and sum(whole.values()) == len(CHANGES)
    assert (c.by_measure.keys(), c.by_goal.keys()) == ({"noter"}, {"en-ny-blick"})
    better = [name for name, (change, *_) in CHANGES.items() if change == "better"]
    assert (len(c.moved["better"].rows), c.moved["better"].total) == (1, len(better))
    pages = [listed(two, GoalFilters(year=NOW, compare=THEN, page_no=n)).measures for n in ("1", "2", "3")]
    assert [(leaf.number, leaf.pages, len(leaf.rows), leaf.total) for leaf in pages] == [
        (1, 3, 4, 11), (2, 3, 4, 11), (3, 3, 3, 11),
    ]  # fmt: skip
    assert {m["measure_id"] for leaf in pages for m in leaf.rows} == CHANGES.keys()
    everything = listed(two, GoalFilters(year=NOW, compare=THEN, page_no="all")).measures
    assert (everything.number, len(everything.rows)) == (0, 11)
    lost = gone(two, FactorFilters(year=NOW, compare=THEN, factor="provade-vagar"))
    assert [m["measure_id"] for m in lost.rows] == ["vagmoete"]


@pytest.mark.parametrize(
    ("year", "wholly", "offered"), [(2021, False, 2020), (2021, True, 0), (2020, True, 2021), (2019, False, 2021)]
)
def test_the_year_that_is_offered(db: Database, year: int, wholly: bool, offered: int) -> None:
    assert comparison(db, OverviewFilters(year=year), wholly).offered == offered


def test_a_whole_earlier_year_is_offered_first(two: Database) -> None:
    assert comparison(two, OverviewFilters(year=NOW), wholly=True).offered == THEN
    assert comparison(two, OverviewFilters(year=THEN), wholly=True).offered == NOW


@pytest.mark.parametrize("year", PARTIAL)
def test_a_partial_year_shows_what_it_has_and_judges_nothing(db: Database, year: int) -> None:
    c = comparison(db, OverviewFilters(year=2021, compare=year))
    assert c.missing == (year,)
    assert not c.judged
    assert set(c.counts) == {"not_comparable"}
    assert {g["change"] for g in queries.table(db, "compared_goals", year=2021, compare=year)} == {"not_comparable"}
    rows = amounts(db, EconomyFilters(year=2021, compare=year))
    assert rows.keys() == {"board_results"}
    assert rows["board_results"][0]["cells"] == c.board
    cells = c.board
    fields = ("goals_total", "goals_achieved", "goals_partly", "goals_not_achieved", "result_mnkr")
    *counts, result, difference = PARTIAL[year]
    assert [cells[f]["compare_value"] for f in fields] == [number(v) for v in (*counts, result)]
    assert [cells[f]["value"] for f in fields] == [4, 0, 4, 0, -3]
    assert cells["result_mnkr"]["difference"] == number(difference)
    assert cells["result_mnkr"]["compare_approximate"] is (year == 2019)


def test_a_figure_with_another_label_is_neither_better_nor_worse(db: Database) -> None:
    """Gällivare's households are counted in another way from 2021: 83,04 per cent in 2020, 80,91 in 2021."""
    told = {f["figure_id"]: f for f in figures(db, FactorFilters(year=2021, compare=2020)).rows}
    f = told["bredband-100-mbit-gallivare"]
    assert (f["compare_value"], f["value"], f["difference"]) == (Decimal("83.04"), Decimal("80.91"), Decimal("-2.13"))
    assert (f["label_differs"], f["effect"], f["difference_pct"]) == (True, None, None)
    trips = told["kollektivtrafikresor-per-invanare-lulea"]
    assert (trips["difference"], trips["difference_pct"]) == (-5, Decimal("-9.1"))


def test_history_is_told_from_the_second_whole_report_on(db: Database, two: Database) -> None:
    assert past(db, "measures") == past(db, "income_statement") == ()
    measures = by_measure(past(two, "measures"))
    assert [(m["year"], m["status"]) for m in measures["snoeroejning"]] == [(2099, "achieved"), (2100, "not_achieved")]
    assert [m["year"] for m in measures["provmoeten"]] == [2100]
    costs = by_row(past(two, "income_statement"), "row_id", "actual")["kostnader"]
    assert [(p.year, p.value) for p in costs] == [(2099, Decimal("-11.5")), (2100, Decimal("-12.5"))]
    assert [(p.bar.left, p.bar.width, p.bar.zero) for p in costs] == [
        ("8.00", "92.00", "100.00"),
        ("0.00", "100.00", "100.00"),
    ]
