"""A year beside another: every change by hand from the invented years, and the partial years of the real data."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from compared import AMOUNTS, CHANGES, COUNTED, FIGURES, GOALS, MIRRORED, PARTIAL
from conftest import INVENTED

from dashboard.filters import EconomyFilters, FactorFilters, GoalFilters, OverviewFilters
from dashboard.i18n import LANGS, Lang, text
from dashboard.store.build import build
from dashboard.store.db import Database
from dashboard.store.queries.compare import comparison, past
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
        for m in comparison(two, BOTH).measures
    }
    assert found == CHANGES


def test_the_years_may_change_places(two: Database) -> None:
    back = comparison(two, OverviewFilters(year=THEN, compare=NOW))
    assert {m["measure_id"]: m["change"] for m in back.measures} == {
        name: MIRRORED.get(change, change) for name, (change, *_) in CHANGES.items()
    }
    t = text("sv")
    assert {compare.called(t, m) for m in back.that_are("new") + back.that_are("gone")} == {
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
    m = comparison(two, BOTH).by_measure["vaglangd"]
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
    assert compare.reasons(text(lang), comparison(two, BOTH).by_measure[measure]) == said


def test_the_boards_judgement_of_each_goal(two: Database) -> None:
    assert {g["goal_id"]: (g["change"], g["basis_differs"]) for g in comparison(two, BOTH).goals} == GOALS


def test_figures_with_difference_per_cent_and_meaning(two: Database) -> None:
    found = {f["figure_id"]: f for f in comparison(two, BOTH).figures}
    assert found.keys() == FIGURES.keys()
    for name, (then, now, difference, percent, effect) in FIGURES.items():
        f = found[name]
        assert (f["compare_value"], f["value"], f["difference"]) == (number(then), number(now), number(difference))
        assert (f["difference_pct"], f["effect"], f["label_differs"]) == (number(percent), effect, False)


def test_amounts_with_the_sign_of_their_effect(two: Database) -> None:
    c = comparison(two, EconomyFilters(year=NOW, compare=THEN))
    found = {(a["table"], a["row_id"], a["field"]): a for a in c.amounts}
    for cell, (then, now, difference, percent, effect) in AMOUNTS.items():
        a = found[cell]
        assert (a["compare_value"], a["value"], a["difference"]) == (number(then), number(now), number(difference)), (
            cell
        )
        assert (a["difference_pct"], a["effect"]) == (number(percent), effect), cell
    assert [r["row_id"] for r in c.rows("income_statement")] == ["intakter", "kostnader", "resultat"]
    assert c.rows("investments") == []


def test_a_unit_a_factor_and_a_status_narrow_the_comparison(two: Database) -> None:
    music = {m["measure_id"] for m in comparison(two, BOTH.changed(unit="provmusiken")).measures}
    assert music == {"provmoeten", "konserter", "orkester"}
    factor = comparison(two, FactorFilters(year=NOW, compare=THEN, factor="provad-musik"))
    assert {m["measure_id"] for m in factor.measures} == {"konserter", "orkester"}
    assert {f["figure_id"] for f in factor.figures} == {"besoekare", "instaellda-konserter"}
    partly = comparison(two, GoalFilters(year=NOW, compare=THEN, status=("not_achieved",)))
    assert {m["measure_id"] for m in partly.measures} == {"snoeroejning", "orkester"}


def test_nothing_is_asked_where_nothing_is_compared(two: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    comparison(two, OverviewFilters(year=NOW))
    asked: list[str] = []
    monkeypatch.setattr(two, "_answer", lambda name, *bound: asked.append(name) or two._run(name, *bound))
    c = comparison(two, OverviewFilters(year=NOW))
    assert asked == ["reports"]
    assert not (c.measures or c.goals or c.figures or c.amounts or c.counts or c.judged)


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
    assert {m["change"] for m in c.measures} == {g["change"] for g in c.goals} == {"not_comparable"}
    assert {a["table"] for a in c.amounts} == {"board_results"}
    cells = c.rows("board_results")[0]["cells"]
    fields = ("goals_total", "goals_achieved", "goals_partly", "goals_not_achieved", "result_mnkr")
    *counts, result, difference = PARTIAL[year]
    assert [cells[f]["compare_value"] for f in fields] == [number(v) for v in (*counts, result)]
    assert [cells[f]["value"] for f in fields] == [4, 0, 4, 0, -3]
    assert cells["result_mnkr"]["difference"] == number(difference)
    assert cells["result_mnkr"]["compare_approximate"] is (year == 2019)


def test_a_figure_with_another_label_is_neither_better_nor_worse(db: Database) -> None:
    """Gällivare's households are counted in another way from 2021: 83,04 per cent in 2020, 80,91 in 2021."""
    figures = {f["figure_id"]: f for f in comparison(db, FactorFilters(year=2021, compare=2020)).figures}
    f = figures["bredband-100-mbit-gallivare"]
    assert (f["compare_value"], f["value"], f["difference"]) == (Decimal("83.04"), Decimal("80.91"), Decimal("-2.13"))
    assert (f["label_differs"], f["effect"], f["difference_pct"]) == (True, None, None)
    trips = figures["kollektivtrafikresor-per-invanare-lulea"]
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
