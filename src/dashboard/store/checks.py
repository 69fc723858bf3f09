"""Rules across rows.

`problems` finds what must not be published (a reference that leads nowhere, a computed status that its rule does not
give); `reconcile` recomputes every sum, difference and share and says of each whether it agrees.
"""

from collections import Counter
from collections.abc import Iterator, Set
from decimal import Decimal

from dashboard.errors import Problem
from dashboard.models import (
    KEYS,
    TABLES,
    Basis,
    Finding,
    Measure,
    Milestone,
    Qualifier,
    RailwayForecast,
    Row,
    Rule,
    Status,
)
from dashboard.store.load import Loaded, Placed

Identity = tuple[int | None, str, str]

REFERENCES = [
    ("*", "source_id", "sources"),
    ("goals", "perspective_id", "perspectives"),
    ("success_factors", "goal_id", "goals"),
    ("measures", "factor_id", "success_factors"),
    ("measures", "goal_id", "goals"),
    ("measures", "perspective_id", "perspectives"),
    ("measures", "unit_id", "units"),
    ("figures", "topic", "topics"),
    ("figures", "area", "areas"),
    ("figures", "unit_id", "units"),
    ("income_statement", "parent_id", "income_statement"),
    ("income_statement", "footnote", "footnotes"),
    ("unit_deviations", "footnote", "footnotes"),
    ("eu_programmes", "predecessor_id", "eu_programmes"),
    ("eu_amounts", "programme_id", "eu_programmes"),
    ("eu_events", "programme_id", "eu_programmes"),
    ("railway_forecasts", "section_id", "railway_sections"),
    ("railway_events", "section_id", "railway_sections"),
    ("company_figures", "company_id", "companies"),
]
"""(table, column, table referred to); a reference into a table with years stays within its year."""

ANY_YEAR = [("figures", "factor_id", "success_factors"), ("figures", "measure_id", "measures")]
"""References from history, which may point to any year's row."""


def problems(loaded: Loaded, broken: Set[str] = frozenset()) -> list[Problem]:
    """Everything that keeps the data from being published, over all tables.

    What refers to a `broken` table, which lacks rows that could not be read, is not judged.
    """
    ids = {name: _ids(name, rows) for name, rows in loaded.items()}
    anywhere = {name: {key for _, key in keys} for name, keys in ids.items()}
    found = [p for name, rows in loaded.items() for p in _twice(name, rows)]
    for table, column, target in REFERENCES:
        for name in loaded if table == "*" else [table]:
            for placed in loaded[name]:
                value = getattr(placed.row, column, None)
                year = getattr(placed.row, "year", None) if _has_year(loaded, target) else None
                if value is not None and target not in broken and (year, str(value)) not in ids[target]:
                    found.append(_nowhere(placed, column, value, target))
    for table, column, target in ANY_YEAR:
        for placed in loaded[table]:
            value = getattr(placed.row, column)
            if value is not None and target not in broken and value not in anywhere[target]:
                found.append(_nowhere(placed, column, value, target))
    for placed in loaded["measures"]:
        found += _measure(placed, loaded)
    for name in ("goals", "companies"):
        found += [p for placed in loaded[name] for p in _status(placed, "status", "status_basis")]
    for placed in loaded["railway_forecasts"]:
        found += _forecast(placed)
    for placed in loaded["findings"]:
        found += _finding(placed, ids, broken)
    return found


def _nowhere(placed: Placed, column: str, value: object, target: str) -> Problem:
    return placed.problem(column, "reference", value, table=placed.word(target, f"sheet.{target}"))


def _has_year(loaded: Loaded, table: str) -> bool:
    return bool(loaded[table]) and hasattr(loaded[table][0].row, "year")


def _ids(table: str, rows: list[Placed]) -> set[tuple[int | None, str]]:
    return {_id(table, placed) for placed in rows}


def _id(table: str, placed: Placed) -> tuple[int | None, str]:
    return getattr(placed.row, "year", None), str(getattr(placed.row, KEYS[table]))


def identity(table: str, row: Row) -> Identity:
    """What makes a row of a table the same row in two versions: year, id, and the company where the id is its own."""
    year, key = getattr(row, "year", None), str(getattr(row, KEYS[table]))
    return year, key, str(getattr(row, "company_id", "")) if table == "company_figures" else ""


def _twice(table: str, rows: list[Placed]) -> Iterator[Problem]:
    counts = Counter(identity(table, placed.row) for placed in rows)
    for placed in rows:
        key = identity(table, placed.row)
        if counts[key] > 1:
            yield placed.problem(KEYS[table], "twice", key[1])


def _status(placed: Placed, column: str, basis: str) -> Iterator[Problem]:
    unknown = str(getattr(placed.row, column)) == "unknown"
    if unknown != (getattr(placed.row, basis) == Basis.NONE):
        said = getattr(placed.row, basis)
        words = {"none": placed.word("none", "basis.none"), "unknown": placed.word("unknown", f"{column}.unknown")}
        yield placed.problem(basis, "basis_none", placed.word(said, f"basis.{said}"), **words)


def _measure(placed: Placed, loaded: Loaded) -> Iterator[Problem]:
    m = placed.row
    assert isinstance(m, Measure)
    yield from _status(placed, "status", "status_basis")
    yield from _status(placed, "trend", "trend_basis")
    factor = next((f.row for f in loaded["success_factors"] if _same(f, m, "factor_id")), None)
    goal = next((g.row for g in loaded["goals"] if _same(g, m, "goal_id")), None)
    if factor is not None and getattr(factor, "goal_id", None) != m.goal_id:
        yield placed.problem("goal_id", "parent", m.goal_id, expected=getattr(factor, "goal_id", ""))
    if goal is not None and getattr(goal, "perspective_id", None) != m.perspective_id:
        yield placed.problem("perspective_id", "parent", m.perspective_id, expected=getattr(goal, "perspective_id", ""))
    if m.status_basis == Basis.COMPUTED:
        expected = computed_status(m.rule, m.target_value, m.outcome_value)
        if expected is None:
            yield placed.problem("rule", "rule_missing")
        elif expected != m.status:
            got, wanted = (placed.word(status, f"status.{status}") for status in (m.status, expected))
            yield placed.problem("status", "rule_disagrees", got, expected=wanted)


def _same(placed: Placed, measure: Measure, column: str) -> bool:
    return getattr(placed.row, "year", None) == measure.year and getattr(placed.row, column) == getattr(measure, column)


def computed_status(rule: Rule | None, target: Decimal | None, outcome: Decimal | None) -> Status | None:
    """The status that a rule gives, or None where a rule or a number is missing."""
    if rule is None or target is None or outcome is None:
        return None
    met = outcome >= target if rule is Rule.AT_LEAST else outcome <= target
    return Status.ACHIEVED if met else Status.NOT_ACHIEVED


def _finding(placed: Placed, ids: dict[str, set[tuple[int | None, str]]], broken: Set[str]) -> Iterator[Problem]:
    """The cell that a finding names is there: pages show the finding by the names of its table, row and column."""
    f = placed.row
    assert isinstance(f, Finding)
    if f.table not in TABLES:
        yield placed.problem("table", "unknown_table", f.table)
    elif f.field not in TABLES[f.table].model_fields:
        yield placed.problem("field", "unknown_column", f.field)
    elif f.table not in broken and ids[f.table].isdisjoint({(f.year, f.row_id), (None, f.row_id)}):
        yield _nowhere(placed, "row_id", f.row_id, f.table)


def _forecast(placed: Placed) -> Iterator[Problem]:
    f = placed.row
    assert isinstance(f, RailwayForecast)
    has = (f.earliest_year is not None, f.latest_year is not None)
    wanted = {
        Qualifier.IN: (True, True), Qualifier.BETWEEN: (True, True), Qualifier.AFTER: (True, False),
        Qualifier.BEFORE: (False, True), None: (False, False),
    }[f.qualifier]  # fmt: skip
    same = f.earliest_year == f.latest_year  # `in` is one year, `between` two in order
    in_order = same if f.qualifier == Qualifier.IN else (f.earliest_year or 0) < (f.latest_year or 9999)
    if has != wanted or not in_order or (f.milestone == Milestone.NOT_MENTIONED and f.qualifier is not None):
        yield placed.problem("qualifier", "qualifier", f.qualifier)
