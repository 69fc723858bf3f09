"""A year beside another: goals, measures, figures and amounts, and which of the two years is not here as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.filters import ComparedFilters, FactorFilters, GoalFilters
from dashboard.models import Change, Coverage
from dashboard.store.db import Database, Record
from dashboard.store.queries import MEASURES_A_PAGE, SHOWN, Leaf, Rows, leaf, reports, table

MOVES_SHOWN = 20
"""Of the measures that got better, that got worse and that are gone this many at most, each in a list of its own."""
NOTHING = Leaf((), 1, SHOWN, 0)


@dataclass(frozen=True)
class Comparison:
    """`year` beside `compare`: how many measures moved how, the first of those that people read first, and the
    goals and measures that the page shows; all empty where `compare` is 0.

    `missing` are those of the two years whose whole report is not in the data; `offered` is the year to propose to
    people who compare nothing, 0 for none.
    """

    year: int
    compare: int
    missing: tuple[int, ...]
    offered: int
    counts: Mapping[str, int] = field(default_factory=dict)
    """Of all measures that the filters choose how many moved how, in the order to say it, without what is nought."""
    moved: Mapping[str, Leaf] = field(default_factory=dict)
    """The first of the measures that got better or worse, by the change."""
    by_goal: Mapping[str, Record] = field(default_factory=dict)
    by_measure: Mapping[str, Record] = field(default_factory=dict)
    board: Mapping[str, Record] = field(default_factory=dict)
    """The board's counts of goals and its result, by column; empty where one of the years lacks them."""

    @property
    def judged(self) -> bool:
        """Whether there are measures of both years; else nothing can be said of any of them."""
        return bool(self.counts) and not self.missing


def side_by_side(db: Database, f: ComparedFilters, wholly: bool = False) -> Comparison:
    """Which years the filters ask to be compared, and nothing of what is in them.

    With `wholly` a year is offered only with its whole report, or with figures to set beside those of `year`.
    """
    coverage = {r["year"]: r["coverage"] for r in reports(db)}
    missing = tuple(sorted(y for y in (f.year, f.compare) if coverage.get(y, Coverage.FULL) != Coverage.FULL))
    if f.compare:
        return Comparison(f.year, f.compare, missing, 0)
    others = {y: c for y, c in coverage.items() if not wholly or c == Coverage.FULL or _figures(db, f, y)}
    return Comparison(f.year, 0, missing, _nearest(others, f.year))


def comparison(
    db: Database,
    f: ComparedFilters,
    wholly: bool = False,
    goals: Iterable[Record] = (),
    measures: Iterable[Record] = (),
) -> Comparison:
    """What the filters ask to be compared; `goals` and `measures` are those that the page shows."""
    years = side_by_side(db, f, wholly)
    if not f.compare:
        return years
    told = {r["change"]: r["measures"] for r in db.query("compared_counts", f.params())}
    both: dict[str, Any] = {"year": f.year, "compare": f.compare}
    above, shown = [g["goal_id"] for g in goals], [m["measure_id"] for m in measures]
    return replace(
        years,
        counts={str(change): told[change] for change in Change if change in told},
        moved={
            str(change): leaf(db, "compared_measures", MOVES_SHOWN, filters=f, change=change)
            for change in (Change.BETTER, Change.WORSE)
            if change in told
        },
        by_goal={g["goal_id"]: g for g in (table(db, "compared_goals_of", **both, goal=above) if above else ())},
        by_measure={
            m["measure_id"]: m for m in (table(db, "compared_measures", **both, measure=shown) if shown else ())
        },
        board={cell["field"]: cell for cell in table(db, "compared_amounts", f, table="board_results")},
    )


@dataclass(frozen=True)
class Listed:
    """Measures and goals of two years side by side, one page of each."""

    measures: Leaf = NOTHING
    goals: Leaf = NOTHING


def listed(db: Database, f: GoalFilters) -> Listed:
    """The page of the comparison that goes with the page of the goal tree: both have the same order."""
    if not f.compare:
        return Listed()
    measures = leaf(db, "compared_measures", MEASURES_A_PAGE, f.page_no, f)
    return Listed(measures, leaf(db, "compared_goals", filters=f))


def gone(db: Database, f: FactorFilters) -> Leaf:
    """The first measures of a success factor that are in the other year but no longer in this one."""
    return leaf(db, "compared_measures", MOVES_SHOWN, filters=f, change=Change.GONE) if f.compare else NOTHING


def figures(db: Database, f: FactorFilters) -> Leaf:
    """Figures that are told about both years of a success factor."""
    return leaf(db, "compared_figures", filters=f) if f.compare else NOTHING


def amounts(db: Database, f: ComparedFilters) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table of amounts that both years have, each row with its `cells` by column."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in table(db, "compared_amounts", f) if f.compare else ():
        row = found.setdefault(cell["table"], {}).setdefault(cell["row_id"], cell | {"cells": {}})
        row["cells"][cell["field"]] = cell
    return {name: list(rows.values()) for name, rows in found.items()}


def _figures(db: Database, f: ComparedFilters, year: int) -> bool:
    """Whether a page about one factor has figures of both years; the other pages set figures side by side nowhere."""
    return isinstance(f, FactorFilters) and bool(db.query("compared_figures", f.changed(compare=year).params(), 1))


def _nearest(coverage: Mapping[int, str], year: int) -> int:
    """The year to compare with: one with a whole report before others, one before `year` before one after it."""
    others = [y for y in coverage if y != year]
    return min(others, key=lambda y: (coverage[y] != Coverage.FULL, y > year, abs(y - year)), default=0)


def past(db: Database, name: str, **more: Any) -> Rows:
    """A table's rows of all years with some codes, for its history; none while only one report is whole."""
    whole = sum(r["coverage"] == Coverage.FULL for r in reports(db))
    return table(db, name, **more) if whole > 1 else ()
