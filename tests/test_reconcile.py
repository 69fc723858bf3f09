"""What the report adds up, added up again: the eight findings of 2021 and nothing else; no wrong cell goes unnoticed."""

from decimal import Decimal

import pytest
from conftest import Invented

from dashboard.i18n import LANGS, text
from dashboard.models import KEYS, FindingKind
from dashboard.settings import ROOT
from dashboard.store import reconcile
from dashboard.store.db import Database
from dashboard.store.load import Loaded, Placed, load

ARITHMETIC_2021 = [
    # table, row, column, kind, printed, computed, difference, page: worked out by hand from the report's tables
    ("income_statement", "intakter", "budget", "sum", "327.1", "427.1", "-100.0", 39),
    ("income_statement", "intakter", "deviation", "sum", "12.1", "112.1", "-100.0", 39),
    ("income_statement", "resultat-foere-avskrivningar", "budget", "sum", "0.8", "-99.2", "100.0", 39),
    ("income_statement", "kostnader", "actual", "rounding", "-441.4", "-441.5", "0.1", 39),
    ("income_statement", "kostnader", "budget", "rounding", "-426.3", "-426.4", "0.1", 39),
    ("income_statement", "kostnader", "deviation", "rounding", "-15.1", "-15.2", "0.1", 39),
    ("income_statement", "oevriga-kostnader", "deviation", "rounding", "2.6", "2.7", "-0.1", 39),
    ("growth_grant", "summa", "paid", "rounding", "130.6", "130.7", "-0.1", 41),
]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(ROOT / "data")


def test_the_eight_arithmetic_findings_of_2021_and_no_other(db: Database) -> None:
    found = [c for c in db.query("checks", {"year": [2021]}) if not c["agrees"]]
    said = {(c["table"], c["row_id"], c["field"]): c for c in found}
    assert len(found) == len(said) == len(ARITHMETIC_2021)
    for table, row, column, kind, printed, computed, difference, page in ARITHMETIC_2021:
        check = said[table, row, column]
        assert (check["kind"], check["page"]) == (kind, page)
        numbers = (check["printed"], check["computed"], check["difference"])
        assert numbers == (Decimal(printed), Decimal(computed), Decimal(difference))


def test_what_was_found_stands_among_the_findings_with_its_explanation(db: Database) -> None:
    rows = [f for f in db.query("findings", {"year": [2021]}) if f["kind"] in ("sum", "rounding")]
    assert {(f["table"], f["row_id"], f["field"], f["kind"], f["page"]) for f in rows} == {
        (table, row, column, kind, page) for table, row, column, kind, _, _, _, page in ARITHMETIC_2021
    }
    for row in rows:
        assert row["explanation_sv"]
        assert row["explanation_en"]
        if row["kind"] == "sum":  # 327,1 for 427,1 explains all three
            assert "427,1" in row["explanation_sv"]
            assert "427.1" in row["explanation_en"]


def test_all_other_checks_agree_and_are_counted(db: Database) -> None:
    checks = db.query("checks", {"year": [2021]})
    assert len({c["check_id"] for c in checks}) == len(checks)
    assert sum(c["agrees"] for c in checks) == len(checks) - len(ARITHMETIC_2021)
    assert all(c["kind"] is None for c in checks if c["agrees"])
    ran = {(c["table"], c["rule"]) for c in checks}
    assert ran >= {
        ("income_statement", "children"), ("income_statement", "deviation"), ("unit_deviations", "total"),
        ("investments", "total"), ("investments", "row"), ("growth_grant", "total"), ("board_results", "goals"),
        ("figures", "sum"), ("figures", "difference"), ("figures", "change_pct"), ("eu_amounts", "sum"),
    }  # fmt: skip


def test_the_statement_holds_the_computed_sums_beside_the_printed(db: Database) -> None:
    rows = {r["row_id"]: r for r in db.query("income_statement", {"year": [2021]})}
    assert rows["intakter"]["budget"] == Decimal("327.1")
    assert rows["intakter"]["budget_computed"] == Decimal("427.1")
    assert rows["kostnader"]["actual_computed"] == Decimal("-441.5")
    assert rows["resultat"]["actual_computed"] == Decimal("-3.0")
    parents = {r["parent_id"] for r in rows.values()} - {None}
    for row in rows.values():
        for column in ("actual_computed", "budget_computed", "deviation_computed"):
            assert (row[column] is not None) == (row["row_id"] in parents)


AMOUNTS = {
    "income_statement": ("actual", "budget", "deviation"),
    "unit_deviations": ("deviation",),
    "investments": ("planned", "decided", "outcome_earlier_decisions", "outcome_year_decisions", "outcome_total"),
    "growth_grant": ("budget", "decided", "paid"),
    "board_results": ("goals_total", "goals_achieved", "goals_partly", "goals_not_achieved"),
}


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, columns in AMOUNTS.items() for c in columns])
@pytest.mark.parametrize("change", [Decimal(-40), Decimal(1), Decimal(13)])
def test_no_wrong_amount_goes_unnoticed(loaded: Loaded, table: str, column: str, change: Decimal) -> None:
    """Every amount of the 2021 tables, one at a time, is changed: some check tells it that did not before."""
    before = told(loaded)
    for place, placed in enumerate(loaded[table]):
        value = getattr(placed.row, column)
        if value is None or getattr(placed.row, "year", 0) != 2021:
            continue
        rows = [*loaded[table]]
        rows[place] = Placed(placed.row.model_copy(update={column: value + change}), placed.file, placed.line)
        assert told(loaded | {table: rows}) - before, f"{getattr(placed.row, KEYS[table])}.{column}"


def told(loaded: Loaded) -> set[tuple[str, Decimal]]:
    """What disagrees and by how much, whether a finding tells it or a failed build."""
    return {(c.check_id, c.difference) for c in reconcile.checks(loaded)[0] if not c.agrees}


@pytest.mark.parametrize(
    ("file", "line", "column", "value", "place", "printed", "computed"),
    [
        ("2099/unit_deviations.csv", 2, "deviation", "-2002", ("2099/unit_deviations.csv", 4, "deviation"), "-1500", "-1502"),
        ("2099/unit_deviations.csv", 4, "deviation", "1500", ("2099/unit_deviations.csv", 4, "deviation"), "1500", "-1500"),
        ("2099/growth_grant.csv", 2, "paid", "3.3", ("2099/growth_grant.csv", 4, "paid"), "4.5", "4.8"),
        ("2099/investments.csv", 3, "planned", "102", ("2099/investments.csv", 3, "planned"), "102", "100"),
        ("2099/board_results.csv", 2, "goals_partly", "1", ("2099/board_results.csv", 2, "goals_total"), "2", "1"),  # counts are not rounded
        ("2099/figures.csv", 3, "value", "1.6", ("2099/figures.csv", 3, "value"), "1.6", "1.5"),
    ],
)  # fmt: skip
def test_a_mismatch_that_nothing_explains_is_a_problem(
    invented: Invented,
    file: str,
    line: int,
    column: str,
    value: str,
    place: tuple[str, int, str],
    printed: str,
    computed: str,
) -> None:
    invented.cell(file, line, column, value)
    (problem,) = invented.problems()
    assert (problem.key, problem.file, problem.line, problem.column) == ("unexplained", f"data/{place[0]}", *place[1:])
    assert Decimal(str(problem.params["printed"])) == Decimal(printed)
    assert Decimal(str(problem.params["computed"])) == Decimal(computed)


@pytest.mark.parametrize(
    ("kind", "left"), [("cross_reference", []), ("label", ["unexplained"]), ("unit", ["unexplained"])]
)
def test_only_a_contradiction_at_the_cell_explains_it(invented: Invented, kind: str, left: list[str]) -> None:
    invented.cell("2099/growth_grant.csv", 2, "paid", "3.3")
    assert [p.key for p in invented.problems()] == ["unexplained"]
    row = f"tal,growth_grant,stoed,paid,{kind},3.3,3.0,0.3,Delarna stämmer inte.,The parts do not agree.,10\n"
    head = "finding_id,table,row_id,field,kind,printed,computed,difference,explanation_sv,explanation_en,page\n"
    invented.write("2099/findings.csv", head + row)
    assert [p.key for p in invented.problems()] == left


def test_a_cell_that_mends_two_equations_is_the_culprit(invented: Invented) -> None:
    invented.cell("2099/income_statement.csv", 2, "budget", "90.0")
    loaded = load(invented.data)
    verdicts, unexplained = reconcile.judge(reconcile.checks(loaded)[0], loaded)
    assert not unexplained
    wrong = [v for v in verdicts if v.kind]
    assert {v.check.cell[2:] for v in wrong} == {("intakter", "deviation"), ("resultat", "budget")}
    assert {v.culprit for v in wrong} == {(2099, "income_statement", "intakter", "budget")}
    assert {v.would_be for v in wrong} == {Decimal("9.0")}


@pytest.mark.parametrize(
    ("value", "kind"), [("-11.5", None), ("-11.4", FindingKind.ROUNDING), ("-11.6", FindingKind.ROUNDING)]
)
def test_what_rounding_can_cause_is_rounding(invented: Invented, value: str, kind: FindingKind | None) -> None:
    invented.cell("2099/income_statement.csv", 3, "actual", value)
    loaded = load(invented.data)
    verdicts, unexplained = reconcile.judge(reconcile.checks(loaded)[0], loaded)
    assert not unexplained
    assert {v.kind for v in verdicts} - {None} == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("operation", "terms", "tolerance", "value", "agrees"),
    [
        ("sum", "growth_grant/stoed/paid growth_grant/projekt/paid*-1", "0", "1.5", True),
        ("difference", "growth_grant/stoed/paid growth_grant/projekt/paid", "0", "1.5", True),
        ("ratio", "growth_grant/stoed/paid growth_grant/projekt/paid", "0.5", "1.5", True),
        ("ratio", "growth_grant/stoed/paid growth_grant/projekt/paid", "0.49", "1.5", False),
        ("share_pct", "growth_grant/projekt/paid growth_grant/stoed/paid", "48.5", "1.5", True),
        ("change_pct", "growth_grant/stoed/paid growth_grant/projekt/paid", "98.5", "1.5", True),
        ("change_pct", "growth_grant/stoed/paid growth_grant/projekt/paid", "98.4", "1.5", False),
    ],
)
def test_the_operations(
    invented: Invented, operation: str, terms: str, tolerance: str, value: str, agrees: bool
) -> None:
    for column, said in (("operation", operation), ("terms", terms), ("tolerance", tolerance)):
        invented.cell("2099/equations.csv", 2, column, said)
    loaded = load(invented.data)
    check = next(c for c in reconcile.checks(loaded)[0] if c.check_id == "underskott-i-texten")
    assert check.printed == Decimal(value)
    assert check.agrees is agrees


@pytest.mark.parametrize(
    "terms",
    ["income_statement/finns-inte/actual", "finns_inte/resultat/actual", "income_statement/resultat", "x", "income_statement/resultat/finns_inte", "income_statement/resultat/footnote"],
)  # fmt: skip
def test_an_equation_about_a_cell_that_does_not_exist(invented: Invented, terms: str) -> None:
    invented.cell("2099/equations.csv", 2, "terms", terms)
    assert [(p.file, p.line, p.key) for p in invented.problems()] == [("data/2099/equations.csv", 2, "equation")]


@pytest.mark.parametrize(
    ("operation", "terms"),
    [
        ("sum", "income_statement/resultat/label_sv"),  # a text
        ("sum", "income_statement/resultat/actual*tre"),  # a factor that is no number
        ("difference", "income_statement/resultat/actual"),  # takes two
        ("share_pct", "income_statement/resultat/actual figures/skuld-i-texten/value*0"),  # nothing to divide by
    ],
)
def test_an_equation_whose_terms_are_not_numbers_or_too_few(invented: Invented, operation: str, terms: str) -> None:
    invented.cell("2099/equations.csv", 2, "operation", operation)
    invented.cell("2099/equations.csv", 2, "terms", terms)
    (problem,) = invented.problems()
    assert (problem.file, problem.line, problem.key) == ("data/2099/equations.csv", 2, "equation_terms")
    for lang in LANGS:
        assert problem.say(text(lang)).startswith("data/2099/equations.csv:2: terms: ")
