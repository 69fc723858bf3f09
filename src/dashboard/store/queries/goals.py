"""The goal tree: of many measures one page at a time, with the success factors and goals above them."""

from dataclasses import dataclass

from dashboard.filters import GoalFilters
from dashboard.store.db import Database, Record
from dashboard.store.queries import MEASURES_A_PAGE, Leaf, Rows, leaf, status_counts, table

PRINTED = 300
"""Measures in the board's papers at most."""
FIGURES_SHOWN = 100
"""Figures about a success factor: all of them today."""


@dataclass(frozen=True)
class Tree:
    """One page of measures, what they belong to, and the counts of all that the filters choose.

    Where one page holds all measures, success factors without any are there too.
    """

    leaf: Leaf
    goals: Rows
    factors: Rows
    counts: dict[str, Record]


def tree(db: Database, f: GoalFilters, size: int = MEASURES_A_PAGE) -> Tree:
    measures = leaf(db, "measures", size, f.page_no, f)
    if measures.pages == 1 or not measures.number:
        factors = table(db, "success_factors", f)
        goals = table(db, "goals", year=f.year, perspective=f.perspective)
    else:
        factors = table(db, "success_factors", f, factor=sorted({m["factor_id"] for m in measures.rows}))
        above = {x["goal_id"] for x in factors}
        goals = tuple(g for g in table(db, "goals", year=f.year, perspective=f.perspective) if g["goal_id"] in above)
    return Tree(measures, goals, factors, status_counts(db, f))


def figures(db: Database, factor: str) -> Leaf:
    """The latest figures about a success factor, of all years, in the order of the reports."""
    of_factor = {"factor": [factor]}
    total = db.count("figures", of_factor)
    if total <= FIGURES_SHOWN:
        return Leaf(table(db, "figures", factor=factor), 1, FIGURES_SHOWN, total)
    return Leaf(db.query("latest_figures", of_factor, FIGURES_SHOWN)[::-1], 1, FIGURES_SHOWN, total)
