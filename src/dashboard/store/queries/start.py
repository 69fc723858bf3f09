"""What the start page and the board's papers open with."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.filters import Filters
from dashboard.models import Status
from dashboard.store.db import Database, Record
from dashboard.store.queries import Leaf, Rows, leaf, report, row_labels, status_counts, table

FINDINGS_SHOWN = 4
GOALS_SHOWN = 8
FACTORS_SHOWN = 24
"""Success factors on all cards together, and measures of each: all of them today."""
MARKS_SHOWN = 8
NOT_ACHIEVED_SHOWN = 8


@dataclass(frozen=True)
class Cards:
    """The goals of a year with the first success factors of each and the first measures of those, and what is left."""

    goals: Rows
    factors: Rows
    measures: Rows
    more_goals: int
    more_factors: dict[str, int]
    """By goal id."""
    not_achieved: Leaf


def cards(db: Database, f: Filters) -> Cards:
    every = table(db, "goals", year=f.year)
    goals = every[:GOALS_SHOWN]
    of_goal = {r["goal_id"]: r["factors"] for r in db.query("factor_counts", {"year": [f.year]})}
    each = FACTORS_SHOWN // max(1, len(goals))
    shown = {g["goal_id"] for g in goals}
    factors = tuple(x for x in table(db, "card_factors", year=f.year, factors=each) if x["goal_id"] in shown)
    ids = [x["factor_id"] for x in factors]
    return Cards(
        goals=goals,
        factors=factors,
        measures=table(db, "card_measures", f, factor=ids, marks=MARKS_SHOWN) if ids else (),
        more_goals=len(every) - len(goals),
        more_factors={goal: max(0, n - each) for goal, n in of_goal.items()},
        not_achieved=leaf(db, "measures", NOT_ACHIEVED_SHOWN, filters=f, status=Status.NOT_ACHIEVED),
    )


def opening(db: Database, f: Filters) -> dict[str, Any]:
    """Everything that the templates `overview_keys` and `overview` show of a year, by their names."""
    boards = table(db, "board_results", period="year")
    findings = leaf(db, "weightiest_findings", FINDINGS_SHOWN, year=f.year)
    milestone = next_milestone(db, f.year)
    return {
        "report": report(db, f.year),
        "board": next((b for b in boards if b["year"] == f.year), None),
        "boards": boards,
        "earlier": [b for b in boards if b["year"] < f.year][::-1],
        "budget": result_budget(db, f.year),
        "counts": status_counts(db, f).get(""),
        "grant": growth_grant_total(db, f.year),
        "eu": regional_fund(db, f.year),
        "rail": milestone.planned,
        "rail_later": milestone.later,
        "deviations": largest_deviations(db, f),
        "total": total_deviation(db, f),
        "findings": findings.rows,
        "n_findings": findings.total,
        "labels": row_labels(db, findings.rows, f.lang),
    }


def largest_deviations(db: Database, filters: Filters) -> list[Record]:
    """Deviations from budget per unit, the worst first, without the total."""
    return [r for r in db.query("unit_deviations", filters.params()) if r["unit_id"] != "summa"]


def total_deviation(db: Database, filters: Filters) -> Record | None:
    """The printed total of all units; None where one unit is looked at."""
    if filters.unit:
        return None
    return next((r for r in db.query("unit_deviations", filters.params()) if r["unit_id"] == "summa"), None)


def result_budget(db: Database, year: int) -> Decimal | None:
    """The budgeted result, mnkr."""
    rows = table(db, "income_statement", year=year)
    return next((r["budget"] for r in rows if r["parent_id"] is None), None)


def growth_grant_total(db: Database, year: int) -> Record | None:
    """The printed total of the grant 1:1, mnkr."""
    return next((r for r in table(db, "growth_grant", year=year) if r["action_id"] == "summa"), None)


REGIONAL_FUND = "eruf-oevre-norrland-2021-2027"


def regional_fund(db: Database, year: int) -> Record | None:
    """The largest amount that the year's report gives for the regional fund programme."""
    rows = [r for r in table(db, "eu_amounts", programme=REGIONAL_FUND) if r["page"] and r["as_of"].year == year]
    return max(rows, key=lambda r: Decimal(r["amount_eur"]), default=None)


@dataclass(frozen=True)
class Milestone:
    """The next completion that the year's report plans, and what was said of the same section later."""

    planned: Record | None
    later: Record | None


def next_milestone(db: Database, year: int) -> Milestone:
    """The section of the railway that is to be completed first, as known in a year."""
    said = [
        r
        for r in table(db, "railway_forecasts")
        if r["milestone"] == "completed" and r["qualifier"] in ("in", "between")
    ]
    planned = min(
        (r for r in said if r["as_of"].year == year and r["page"]), key=lambda r: int(r["latest_year"]), default=None
    )
    if planned is None:
        return Milestone(None, None)
    later = [r for r in said if r["section_id"] == planned["section_id"] and r["as_of"] > planned["as_of"]]
    return Milestone(planned, later[-1] if later else None)
