"""The page about money.  Every figure here is typed from the report (pages 39 to 41) or its cited source, not from the program."""

from decimal import Decimal as D
from typing import Any

import pytest

from dashboard.i18n import text
from dashboard.store import queries
from dashboard.store.db import Database
from dashboard.store.queries import economy as stored
from dashboard.view import economy, economy_charts
from dashboard.view.economy import Money

SV, EN = text("sv"), text("en")
NB, MINUS = "\u00a0", "\u2212"

STATEMENT = {  # label: (outcome, budget, deviation, footnote), page 39
    "Verksamhetens intäkter": ("439.2", "327.1", "12.1", None),
    "Regionbidrag": ("343.6", "343.6", "0.0", None),
    "Statens kulturråd": ("60.9", "59.2", "1.7", 1),
    "Övriga intäkter": ("34.7", "24.3", "10.4", 2),
    "Verksamhetens kostnader": ("-441.4", "-426.3", "-15.1", None),
    "Personalkostnader": ("-49.1", "-50.6", "1.5", 3),
    "Lokalhyra intern": ("-7.1", "-7.1", "0.0", None),
    "Internhyra extern": ("-5.4", "-5.1", "-0.3", None),
    "Lämnade bidrag": ("-327.7", "-308.7", "-19", 4),
    "Övriga kostnader": ("-52.2", "-54.9", "2.6", None),
    "Resultat före avskrivningar": ("-2.2", "0.8", "-3.0", None),
    "Avskrivningar": ("-0.8", "-0.8", "0.0", None),
    "Resultat": ("-3.0", "0.0", "-3.0", None),
}
UNITS = {  # page 40, tkr
    "Norrbottensmusiken": 2107, "Norrbottens museum": 4401, "Regionbiblioteket": 50, "Kulturbidrag": -16,
    "Kulturfrämjande verksamhet": 1029, "Infrastruktur/kollektivtrafik": -10066, "Näringslivsutveckling": -523,
}  # fmt: skip
INVESTMENTS = {  # page 41, tkr
    "Konst inkl konstnärlig gestaltning (1%)": (500, 500, 2100, 500, 2600),
    "Övriga inventarier": (0, 0, 500, 0, 500),
    "Totalt": (500, 500, 2600, 500, 3100),
}
GRANT = {  # page 41, mnkr
    "Regionalt företagsstöd inkl kommersiell service": ("54.0", "56.4", "47.2"),
    "Projektverksamhet": ("75.0", "79.2", "81.5"),
    "Uppföljning och utvärdering": ("2.0", "2.0", "2.0"),
    "SUMMA": ("131.0", "137.6", "130.6"),
}


@pytest.fixture(scope="module")
def a(db: Database) -> stored.Accounts:
    return stored.accounts(db, 2021)


def test_thirteen_rows_of_the_statement_as_printed(a: stored.Accounts) -> None:
    found = {r["label_sv"]: (r["actual"], r["budget"], r["deviation"], r["footnote"]) for r in a.statement}
    assert found == {k: (*map(D, v[:3]), v[3]) for k, v in STATEMENT.items()}
    assert list(found) == list(STATEMENT)
    assert {r["page"] for r in a.statement} == {39}


def test_eight_rows_of_units_worst_first(a: stored.Accounts) -> None:
    assert {u["unit_sv"]: u["deviation"] for u in a.units} == {k: D(v) for k, v in UNITS.items()}
    assert [u["deviation"] for u in a.units] == sorted(u["deviation"] for u in a.units)
    assert a.units_total is not None
    assert a.units_total["deviation"] == D(-3018) == sum(map(D, UNITS.values()))
    assert [u["unit_id"] for u in a.units if u["footnote"] == 5] == ["infrastruktur-kollektivtrafik"]


def test_investments_and_grant_as_printed(a: stored.Accounts) -> None:
    columns = ("planned", "decided", "outcome_earlier_decisions", "outcome_year_decisions", "outcome_total")
    assert {r["type_sv"]: tuple(r[c] for c in columns) for r in a.investments} == {
        k: tuple(map(D, v)) for k, v in INVESTMENTS.items()
    }
    assert {r["action_sv"]: (r["budget"], r["decided"], r["paid"]) for r in a.grant} == {
        k: tuple(map(D, v)) for k, v in GRANT.items()
    }


FLAGS = {
    ("income_statement", "intakter", "budget"): ("children", "427.1"),
    ("income_statement", "intakter", "deviation"): ("deviation", "112.1"),
    ("income_statement", "kostnader", "actual"): ("children", "-441.5"),
    ("income_statement", "kostnader", "budget"): ("children", "-426.4"),
    ("income_statement", "kostnader", "deviation"): ("children", "-15.2"),
    ("income_statement", "oevriga-kostnader", "deviation"): ("deviation", "2.7"),
    ("income_statement", "resultat-foere-avskrivningar", "budget"): ("children", "-99.2"),
    ("growth_grant", "summa", "paid"): ("total", "130.7"),
}


def test_cells_that_do_not_agree_are_flagged_and_no_others(a: stored.Accounts) -> None:
    money = {"income_statement", "growth_grant", "unit_deviations", "investments"}
    found = {k: [(c["rule"], c["computed"]) for c in v] for k, v in a.flags.items() if k[0] in money}
    assert found == {k: [(rule, D(value))] for k, (rule, value) in FLAGS.items()}


def test_every_computed_flag_and_note_is_among_the_remarks(a: stored.Accounts) -> None:
    for table, row_id, field in {k for k in a.flags if k[0] in a.remarks} | {n for n in a.noted if n[0] in a.remarks}:
        assert any((r["row_id"], r["field"]) == (row_id, field) for r in a.remarks[table]), (table, row_id, field)


def test_bridge_ends_at_the_printed_result_and_shows_rounding_as_its_own_step(a: stored.Accounts) -> None:
    found = economy.bridge(a.statement)
    assert found is not None
    assert [(s.row["label_sv"], s.change) for s in found.steps if s.row] == [
        ("Statens kulturråd", D("1.7")), ("Övriga intäkter", D("10.4")), ("Personalkostnader", D("1.5")),
        ("Internhyra extern", D("-0.3")), ("Lämnade bidrag", D("-19")), ("Övriga kostnader", D("2.6")),
    ]  # fmt: skip
    assert {r["label_sv"] for r in found.still} == {"Regionbidrag", "Lokalhyra intern", "Avskrivningar"}
    assert found.moved == D("-3.1")
    assert found.gap is not None
    assert (found.gap.change, found.gap.end, found.rounded) == (D("0.1"), D("-3.0"), True)
    ends = [found.budget, *(s.end for s in found.steps)]
    assert [s.start for s in (*found.steps, found.gap)] == ends


def row(row_id: str, parent: str | None, budget: str, actual: str, deviation: str) -> dict[str, Any]:
    return {
        "row_id": row_id, "parent_id": parent, "label_sv": row_id, "label_en": row_id,
        "budget": D(budget), "actual": D(actual), "deviation": D(deviation),
    }  # fmt: skip


def test_a_bridge_says_when_rounding_cannot_be_all() -> None:
    found = economy.bridge(
        [row("in", "r", "5", "6", "1"), row("ut", "r", "-5", "-5", "0"), row("r", None, "0", "3", "3")]
    )
    assert found is not None and found.gap is not None
    assert (found.gap.change, found.rounded) == (D(2), False)
    exact = economy.bridge([row("in", "r", "5", "6", "1"), row("r", None, "0", "1", "1")])
    assert exact is not None and exact.gap is None
    assert economy.bridge([]) is None


def test_rows_are_indented_under_a_row_that_stands_above(a: stored.Accounts) -> None:
    inside = {r["label_sv"] for r in economy.nested(a.statement) if r["inside"]}
    assert inside == {
        "Regionbidrag", "Statens kulturråd", "Övriga intäkter", "Personalkostnader", "Lokalhyra intern",
        "Internhyra extern", "Lämnade bidrag", "Övriga kostnader",
    }  # fmt: skip
    assert {r["label_sv"] for r in economy.nested(a.statement) if r["total"]} == {
        "Verksamhetens intäkter", "Verksamhetens kostnader", "Resultat före avskrivningar", "Resultat",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ("mnkr", ["327,1", "+12,1", f"{MINUS}10,066", "131"]),
        ("tkr", [f"327{NB}100", f"+12{NB}100", f"{MINUS}10{NB}066", f"131{NB}000"]),
    ],
)
def test_amounts_keep_the_precision_of_the_source(amounts: str, said: list[str]) -> None:
    money = Money(SV, amounts)
    shown = [
        money.mnkr(D("327.1")),
        money.mnkr(D("12.1"), sign=True),
        money.tkr(D(-10066), sign=True),
        money.mnkr(D(131), decimals=None),
    ]
    assert shown == said
    assert money.mnkr(None) == money.tkr(None) == "–"


def test_results_are_no_more_exact_than_their_source() -> None:
    about = {"result_mnkr": D(13), "result_printed": "ca 13"}
    assert Money(SV, "mnkr").result(about) == "ca +13"
    assert Money(SV, "tkr").result(about) == f"ca +13{NB}000"
    assert Money(EN, "mnkr").result({"result_mnkr": D("-7.6"), "result_printed": None}) == f"{MINUS}7.6"
    assert Money(SV, "mnkr").result({"result_mnkr": D(9), "result_printed": "9"}) == "+9"


def test_a_unit_is_set_against_the_others(a: stored.Accounts) -> None:
    found = economy.share(a.units, "infrastruktur-kollektivtrafik")
    assert found is not None
    assert (found.side, found.side_sum, found.others, found.total) == ("minus", D(-10605), D(7048), D(-3018))
    assert round(found.percent) == 95
    museum = economy.share(a.units, "norrbottens-museum")
    assert museum is not None
    assert (museum.side, museum.side_sum, round(museum.percent)) == ("plus", D(7587), 58)
    assert economy.share(a.units, "finns-inte") is None


def test_the_headline_names_result_budget_and_cause(a: stored.Accounts) -> None:
    steps = economy.bridge(a.statement)
    assert economy.headline(SV, Money(SV, "tkr"), 2021, steps, a.units, None) == (
        f"2021 slutade på {MINUS}3{NB}000 tkr mot budgeterade 0: Infrastruktur/kollektivtrafik {MINUS}10{NB}066, fyra enheter i plus"
    )
    assert economy.headline(EN, Money(EN, "mnkr"), 2021, steps, a.units, None) == (
        f"2021 ended at {MINUS}3.0 against a budget of 0.0 (SEK million): Infrastructure/public transport {MINUS}10.066, four units above budget"
    )
    board = {"result_mnkr": D("-7.6"), "result_printed": None}
    assert economy.headline(SV, Money(SV, "mnkr"), 2020, None, (), board) == f"2020 slutade på {MINUS}7,6 mnkr"
    assert economy.headline(SV, Money(SV, "mnkr"), 2018, None, (), None) == "Inget resultat finns för 2018"


def test_a_result_above_budget_names_the_unit_that_did_most_for_it() -> None:
    steps = economy.bridge([row("r", None, "0", "3", "3")])
    units = [{"unit_sv": "A", "deviation": D(3500)}, {"unit_sv": "B", "deviation": D(-500)}]
    assert economy.headline(SV, Money(SV, "mnkr"), 2030, steps, units, None).endswith(": A +3,500, en enhet i minus")
    assert ":" not in economy.headline(SV, Money(SV, "mnkr"), 2030, steps, (), None)


def test_bars_share_one_zero() -> None:
    low, high = economy.diverging([D(-3), D(1)])
    assert (low.left, low.width, low.zero) == ("0.00", "75.00", "75.00")
    assert (high.left, high.width, high.zero) == ("75.00", "25.00", "75.00")
    assert economy.diverging([D(0)])[0].width == "0.00"


def test_years_and_part_years(db: Database) -> None:
    periods = queries.table(db, "board_results")
    assert {(p["year"], p["period"]): p["result_mnkr"] for p in periods} == {
        (2019, "year"): D(13), (2020, "year"): D("-7.6"), (2020, "2020-04"): None, (2021, "year"): D("-3.0"), (2021, "2021-04"): D(9),
    }  # fmt: skip
    assert [p["called"] for p in economy.called(SV, periods)] == [
        "helår",
        "helår",
        "till och med april",
        "helår",
        "till och med april",
    ]


def test_what_the_text_says_of_the_grant(db: Database) -> None:
    found = {k: (v["value"], v["reference_year"], v["page"]) for k, v in stored.grant_text(db, 2021).items()}
    assert found == {
        "lansanslag": (D("130.7"), 2021, 41), "lansanslag-kredit": (D("6.5"), 2021, 41),
        "lansanslag-budget-nya-beslut": (D(131), 2021, 41), "lansanslag-budget-nya-beslut-foeregaende-ar": (D(195), 2020, 41),
    }  # fmt: skip


def test_told_figures_are_what_their_download_gives(db: Database) -> None:
    told = [
        stored.told_by_report(db, 2021, topic=["ekonomi"]), stored.told_by_report(db, 2021, factor=[stored.TRANSPORT]),
        stored.told(db, figure=stored.GRANT_ELSEWHERE), stored.told_elsewhere(db, stored.TRANSPORT),
        stored.told(db, figure=stored.REGION_ELSEWHERE),
    ]  # fmt: skip
    for t in told:
        assert t.rows
        assert queries.table(db, "figures", **t.filters) == t.rows
    assert all(r["page"] for t in told[:2] for r in t.rows)
    assert all(r["page"] is None and r["source_id"] for t in told[2:] for r in t.rows)
    norrbotten = next(r for r in told[2].rows if r["figure_id"] == "medel-regional-utveckling-norrbotten")
    assert (norrbotten["value"], norrbotten["reference_year"]) == (D(133), 2022)
    deficit = {r["figure_id"]: r["value"] for r in told[1].rows}
    assert deficit["lanstrafiken-underskott"] == D("10.9")
    assert deficit["lanstrafiken-underskott-regionens-andel"] == D("9.6")


@pytest.mark.parametrize("year", [2019, 2020])
def test_a_year_with_parts_has_no_money_tables(db: Database, year: int) -> None:
    found = stored.accounts(db, year)
    assert not (
        found.statement or found.units or found.units_total or found.investments or found.grant or found.footnotes
    )
    assert stored.full_years(db) == [2021]
    assert stored.told_by_report(db, year, topic=["ekonomi"]).rows == ()


def test_measures_about_budgets_lead_to_their_factors(db: Database) -> None:
    found = {m["factor_id"]: m["status"] for m in stored.budget_measures(db, 2021)}
    assert found == {"kulturinstitutionernas-ramar": "achieved", "kollektivtrafikens-ramar": "not_achieved"}
    assert sum(stored.measures_per_unit(db, 2021).values()) == len(queries.table(db, "measures", year=2021))


def test_the_bridge_is_drawn_to_scale_and_coloured_by_effect(a: stored.Accounts) -> None:
    """The result stands between −5,7 (after grants) and 13,6 (after three rises) on its way from 0,0 to −3,0."""
    steps = economy.bridge(a.statement)
    assert steps is not None
    rows = economy_charts.bridge(Money(SV, "mnkr"), steps)
    changes = [D(v) for v in ("0", "1.7", "10.4", "1.5", "-0.3", "-19", "2.6", "0.1", "-3.0")]
    stands = [D("0"), D("1.7"), D("12.1"), D("13.6"), D("13.3"), D("-5.7"), D("-3.1"), D("-3.0"), D("-3.0")]
    whole = D("13.6") + D("5.7")
    for row, change, end in zip(rows, changes, stands, strict=True):
        assert float(row.bar.width) == pytest.approx(float(abs(change) / whole * 100), abs=0.006)
        assert float(row.bar.end) == pytest.approx(float((end + D("5.7")) / whole * 100), abs=0.006)
        assert row.bar.zero == rows[0].bar.left
    assert [r.kind for r in rows] == ["sum", *["better"] * 3, *["worse"] * 2, "better", "gap", "sum"]
    assert "Lämnade bidrag drar ned mest" in economy_charts.bridge_alt(Money(SV, "mnkr"), steps)


def test_the_bridge_says_its_amounts_in_the_chosen_unit(a: stored.Accounts) -> None:
    steps = economy.bridge(a.statement)
    assert steps is not None
    for amounts, said in (("mnkr", ["0,0", "+1,7", "+10,4"]), ("tkr", ["0", f"+1{NB}700", f"+10{NB}400"])):
        assert [r.amount for r in economy_charts.bridge(Money(SV, amounts), steps)][:3] == said


def test_the_grant_chart_leaves_the_total_to_the_table(a: stored.Accounts) -> None:
    drawn = economy_charts.grant(Money(EN, "mnkr"), a.grant)
    assert len(drawn) == 3
    rows = [r for _, rows in drawn for r in rows]
    assert [r.amount for r in rows] == ["54.0", "56.4", "47.2", "75.0", "79.2", "81.5", "2.0", "2.0", "2.0"]
    assert [float(r.bar.width) for r in rows] == pytest.approx([float(r.amount) / 81.5 * 100 for r in rows], abs=0.006)
    assert [r.kind for r in rows] == ["budget", "decided", "paid"] * 3
    assert "131.0" in economy_charts.grant_alt(Money(EN, "mnkr"), a.grant)
    assert "130.6" in economy_charts.grant_alt(Money(EN, "mnkr"), a.grant)
