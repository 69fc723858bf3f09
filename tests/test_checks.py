"""Rules across rows: references, duplicates, parents, what a status may rest on, years of a forecast."""

from decimal import Decimal

import pytest
from conftest import Invented

from dashboard.i18n import LANGS, text
from dashboard.models import KEYS, TABLES, Rule, Status
from dashboard.store.checks import ANY_YEAR, REFERENCES, computed_status, problems
from dashboard.store.load import load

MEASURES, GOALS, COMPANIES = "2099/measures.toml", "2099/goals.toml", "2099/companies.toml"
FORECASTS = "timeline/railway_forecasts.csv"

REFERRING = [
    ("2099/reports.csv", 2, "source_id", "sources"),
    ("2099/figures.csv", 2, "source_id", "sources"),
    ("2099/board_results.csv", 2, "source_id", "sources"),
    ("timeline/eu_programmes.csv", 2, "source_id", "sources"),
    ("timeline/eu_amounts.csv", 2, "source_id", "sources"),
    ("timeline/eu_events.csv", 2, "source_id", "sources"),
    (FORECASTS, 2, "source_id", "sources"),
    ("timeline/railway_events.csv", 2, "source_id", "sources"),
    ("2099/figures.csv", 2, "topic", "topics"),
    ("2099/figures.csv", 2, "area", "areas"),
    ("2099/figures.csv", 2, "unit_id", "units"),
    ("2099/figures.csv", 2, "factor_id", "success_factors"),
    ("2099/figures.csv", 2, "measure_id", "measures"),
    ("2099/income_statement.csv", 2, "parent_id", "income_statement"),
    ("timeline/eu_programmes.csv", 2, "predecessor_id", "eu_programmes"),
    ("timeline/eu_amounts.csv", 2, "programme_id", "eu_programmes"),
    ("timeline/eu_events.csv", 2, "programme_id", "eu_programmes"),
    (FORECASTS, 2, "section_id", "railway_sections"),
    ("timeline/railway_events.csv", 2, "section_id", "railway_sections"),
    ("2099/company_figures.csv", 2, "company_id", "companies"),
]


def test_the_invented_year_has_no_problems(invented: Invented) -> None:
    assert problems(load(invented.data)) == []


@pytest.mark.parametrize(("file", "line", "column", "table"), REFERRING)
def test_a_reference_that_leads_nowhere(invented: Invented, file: str, line: int, column: str, table: str) -> None:
    invented.cell(file, line, column, "finns-inte")
    found = problems(load(invented.data))
    assert [(p.file, p.line, p.column, p.key, p.value, p.params) for p in found] == [
        (f"data/{file}", line, column, "reference", "finns-inte", {"table": table})
    ]


@pytest.mark.parametrize(("file", "line"), [("2099/income_statement.csv", 2), ("2099/unit_deviations.csv", 3)])
def test_a_footnote_that_does_not_exist(invented: Invented, file: str, line: int) -> None:
    invented.cell(file, line, "footnote", "7")
    assert [(p.line, p.column, p.key, p.value) for p in problems(load(invented.data))] == [
        (line, "footnote", "reference", 7)
    ]


@pytest.mark.parametrize(
    ("file", "old", "column", "table"),
    [
        (GOALS, 'perspective_id = "ekonomi"', "perspective_id", "perspectives"),
        ("2099/success_factors.toml", 'goal_id = "en-provad-ekonomi"', "goal_id", "goals"),
        (MEASURES, 'factor_id = "provad-musik"', "factor_id", "success_factors"),
        (MEASURES, 'goal_id = "en-provad-ekonomi"', "goal_id", "goals"),
        (MEASURES, 'perspective_id = "ekonomi"', "perspective_id", "perspectives"),
        (MEASURES, 'unit_id = "provmusiken"', "unit_id", "units"),
    ],
)
def test_a_reference_in_toml_that_leads_nowhere(
    invented: Invented, file: str, old: str, column: str, table: str
) -> None:
    invented.replace(file, old, f'{column} = "finns-inte"')
    found = [p for p in problems(load(invented.data)) if p.key == "reference"]
    assert [(p.file, p.column, p.value, p.params) for p in found] == [
        (f"data/{file}", column, "finns-inte", {"table": table})
    ]


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        ("table", "finns-inte", "unknown_table"),
        ("field", "faerg", "unknown_column"),
        ("row_id", "finns-inte", "reference"),
    ],
)
def test_a_finding_about_a_cell_that_does_not_exist(invented: Invented, column: str, value: str, key: str) -> None:
    invented.cell("2099/findings.csv", 2, column, value)
    found = problems(load(invented.data))
    assert [(p.line, p.column, p.key, p.value) for p in found] == [(2, column, key, value)]


OWN_KEYS = {"document_id", "row_id", "plan_id"}
"""Columns that end in `_id` and name nothing in another table; a finding's `row_id` has its own check."""


def test_every_column_that_names_a_row_elsewhere_is_checked() -> None:
    checked = {(table, column) for table, column, _ in [*REFERENCES, *ANY_YEAR]}
    for table, model in TABLES.items():
        for column in model.model_fields:
            if column.endswith("_id") and column not in OWN_KEYS | {KEYS[table]}:
                assert {(table, column), ("*", column)} & checked, f"{table}.{column} is not checked"


@pytest.mark.parametrize(
    ("file", "line", "column", "value", "others"),
    [
        ("sources.csv", 3, "source_id", "arsrapport-2099", 2),
        ("2099/figures.csv", 3, "figure_id", "besoekare", 2),
        ("2099/growth_grant.csv", 3, "action_id", "stoed", 2),
        (FORECASTS, 3, "forecast_id", "plan-klar", 2),
    ],
)
def test_an_id_that_stands_twice_is_named_at_both_places(
    invented: Invented, file: str, line: int, column: str, value: str, others: int
) -> None:
    invented.cell(file, line, column, value)
    found = [p for p in problems(load(invented.data)) if p.key == "twice"]
    assert len(found) == others
    assert {p.column for p in found} == {column}
    assert {p.value for p in found} == {value}


def test_companies_may_have_figures_of_the_same_name(invented: Invented) -> None:
    row = "Anställda,Employees,3,personer,tre,11\n"
    invented.write(
        "2099/company_figures.csv",
        f"company_id,label_sv,label_en,value,unit,printed,page\nprovbolaget,{row}provbolaget,{row}",
    )
    assert [p.key for p in problems(load(invented.data))] == ["twice", "twice"]


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "key"),
    [
        # basis `none` and status `unknown` belong together, whatever has a status or a trend
        (GOALS, 'status_basis = "stated"', 'status_basis = "none"', "status_basis", "basis_none"),
        (GOALS, 'status = "unknown"', 'status = "partly"', "status_basis", "basis_none"),
        (COMPANIES, 'status_basis = "stated"', 'status_basis = "none"', "status_basis", "basis_none"),
        (COMPANIES, 'status = "achieved"', 'status = "unknown"', "status_basis", "basis_none"),
        (MEASURES, 'status = "unknown"\nstatus_basis = "none"', 'status = "unknown"\nstatus_basis = "stated"', "status_basis", "basis_none"),
        (MEASURES, 'status = "unknown"', 'status = "not_achieved"', "status_basis", "basis_none"),
        (MEASURES, 'trend_basis = "stated"', 'trend_basis = "none"', "trend_basis", "basis_none"),
        (MEASURES, 'trend = "unknown"', 'trend = "better"', "trend_basis", "basis_none"),
        # a computed status is what its rule gives
        (MEASURES, "outcome_value = 25", "outcome_value = 19.9", "status", "rule_disagrees"),
        (MEASURES, "target_value = 20", "target_value = 25.1", "status", "rule_disagrees"),
        (MEASURES, 'rule = "at_least"', 'rule = "at_most"', "status", "rule_disagrees"),
        (MEASURES, 'rule = "at_most"', 'rule = "at_least"', "status", "rule_disagrees"),
        (MEASURES, 'status = "achieved"', 'status = "partly"', "status", "rule_disagrees"),
        (MEASURES, 'rule = "at_least"\n', "", "rule", "rule_missing"),
        (MEASURES, "outcome_value = 25\n", "", "rule", "rule_missing"),
        (MEASURES, "target_value = 3\n", "", "rule", "rule_missing"),
        # a measure hangs where its factor and goal hang
        (MEASURES, 'goal_id = "en-provad-ekonomi"', 'goal_id = "ett-provat-lan"', "goal_id", "parent"),
        (MEASURES, 'perspective_id = "ekonomi"', 'perspective_id = "samhalle"', "perspective_id", "parent"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named(invented: Invented, file: str, old: str, new: str, column: str, key: str) -> None:
    invented.replace(file, old, new)
    found = [p for p in problems(load(invented.data)) if p.column == column]
    assert [(p.file, p.key) for p in found] == [(f"data/{file}", key)]
    for lang in LANGS:
        assert found[0].say(text(lang)).startswith(f"data/{file}:{found[0].line}: {column}: ")


@pytest.mark.parametrize(
    ("rule", "target", "outcome", "status"),
    [
        (Rule.AT_LEAST, 20, 20, Status.ACHIEVED),
        (Rule.AT_LEAST, 20, "19.9999", Status.NOT_ACHIEVED),
        (Rule.AT_MOST, 3, 3, Status.ACHIEVED),
        (Rule.AT_MOST, 3, "3.0001", Status.NOT_ACHIEVED),
        (Rule.AT_LEAST, 0, 0, Status.ACHIEVED),
        (Rule.AT_LEAST, 0, -1, Status.NOT_ACHIEVED),
        (None, 3, 3, None),
        (Rule.AT_MOST, None, 3, None),
        (Rule.AT_MOST, 3, None, None),
    ],
)
def test_the_rules(rule: Rule | None, target: object, outcome: object, status: Status | None) -> None:
    def number(value: object) -> Decimal | None:
        return None if value is None else Decimal(str(value))

    assert computed_status(rule, number(target), number(outcome)) == status


@pytest.mark.parametrize(
    ("qualifier", "earliest", "latest", "fits"),
    [
        ("in", "2099", "2099", True), ("between", "2098", "2099", True), ("after", "2099", "", True),
        ("before", "", "2099", True), ("", "", "", True),
        ("in", "2099", "", False), ("in", "", "2099", False), ("in", "2098", "2099", False), ("in", "", "", False),
        ("between", "2099", "", False), ("between", "", "2099", False), ("between", "2099", "2098", False),
        ("after", "", "2099", False), ("after", "2098", "2099", False), ("after", "", "", False),
        ("before", "2099", "", False), ("before", "2098", "2099", False), ("before", "", "", False),
        ("", "2099", "", False), ("", "", "2099", False), ("", "2099", "2099", False),
    ],
)  # fmt: skip
def test_the_years_of_a_forecast_fit_its_qualifier(
    invented: Invented, qualifier: str, earliest: str, latest: str, fits: bool
) -> None:
    for column, value in (("qualifier", qualifier), ("earliest_year", earliest), ("latest_year", latest)):
        invented.cell(FORECASTS, 2, column, value)
    found = problems(load(invented.data))
    expected = [] if fits else [(2, "qualifier", "qualifier")]
    assert [(p.line, p.column, p.key) for p in found] == expected


def test_what_is_not_mentioned_has_no_years(invented: Invented) -> None:
    invented.cell(FORECASTS, 2, "milestone", "not_mentioned")
    assert [(p.line, p.key) for p in problems(load(invented.data))] == [(2, "qualifier")]


def test_all_broken_rules_come_at_once(invented: Invented) -> None:
    invented.cell("2099/figures.csv", 2, "topic", "finns-inte")
    invented.replace(MEASURES, "outcome_value = 25", "outcome_value = 5")
    invented.replace(GOALS, 'status_basis = "stated"', 'status_basis = "none"')
    invented.cell(FORECASTS, 3, "qualifier", "in")
    assert sorted(p.key for p in problems(load(invented.data))) == [
        "basis_none",
        "qualifier",
        "reference",
        "rule_disagrees",
    ]


def test_what_reading_finds_what_lies_between_rows_and_sums_come_at_once(invented: Invented) -> None:
    invented.replace(GOALS, 'status = "partly"', 'status = "nearly"')  # so the factors and measures of it stand alone
    invented.cell("2099/figures.csv", 2, "topic", "finns-inte")
    invented.cell("2099/unit_deviations.csv", 2, "deviation", "-9000")
    found = [(p.file.rpartition("/")[2], p.key, p.column) for p in invented.problems()]
    assert found == [
        ("goals.toml", "enum", "status"),
        ("figures.csv", "reference", "topic"),
        ("unit_deviations.csv", "unexplained", "deviation"),
    ]


@pytest.mark.parametrize("file", ["income_statement.csv", "figures.csv", "findings.csv", "equations.csv"])
def test_nothing_is_said_that_may_only_follow_from_a_row_that_cannot_be_read(invented: Invented, file: str) -> None:
    invented.cell("2099/income_statement.csv", 2, "actual", "99.9")  # a sum that does not agree
    invented.cell(f"2099/{file}", 2, "page", "elva")
    assert [(p.file.rpartition("/")[2], p.key) for p in invented.problems()] == [(file, "integer")]


def test_a_file_under_a_wrong_name_is_all_that_is_said(invented: Invented) -> None:
    (invented.data / "2099" / "measures.toml").rename(invented.data / "2099" / "mesures.toml")
    assert [p.key for p in invented.problems()] == ["unknown_table"]
