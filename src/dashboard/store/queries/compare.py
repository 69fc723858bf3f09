"""A year beside another: goals, measures, figures and amounts, and which of the two years is not here as a whole."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.filters import ComparedFilters, FactorFilters
from dashboard.models import Change, Coverage
from dashboard.store.db import Database, Record
from dashboard.store.queries import Rows, reports, table


@dataclass(frozen=True)
class Comparison:
    """The rows of `year` beside those of `compare`, all empty where `compare` is 0.

    `missing` are those of the two years whose whole report is not in the data; `offered` is the year to propose to
    people who compare nothing, 0 for none.
    """

    year: int
    compare: int
    missing: tuple[int, ...]
    offered: int
    goals: Rows = ()
    measures: Rows = ()
    figures: Rows = ()
    amounts: Rows = ()

    @property
    def judged(self) -> bool:
        """Whether there are measures of both years; else nothing can be said of any of them."""
        return bool(self.measures) and not self.missing

    @property
    def counts(self) -> dict[str, int]:
        """How many measures moved how, in the order to say it, without what did not occur."""
        found = Counter(m["change"] for m in self.measures)
        return {str(change): found[change] for change in Change if found[change]}

    def that_are(self, change: str) -> list[Record]:
        """The measures that moved in a way."""
        return [m for m in self.measures if m["change"] == change]

    @property
    def by_measure(self) -> Mapping[str, Record]:
        return {m["measure_id"]: m for m in self.measures}

    @property
    def by_goal(self) -> Mapping[str, Record]:
        return {g["goal_id"]: g for g in self.goals}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table of amounts, each with its `cells` by column; empty where one of the years lacks it."""
        found: dict[str, dict[str, Any]] = {}
        for cell in self.amounts:
            if cell["table"] == table:
                row = found.setdefault(cell["row_id"], cell | {"cells": {}})
                row["cells"][cell["field"]] = cell
        return list(found.values())


def comparison(db: Database, f: ComparedFilters, wholly: bool = False) -> Comparison:
    """What the filters ask to be compared.

    With `wholly` a year is offered only with its whole report, or with figures to set beside those of `year`.
    """
    coverage = {r["year"]: r["coverage"] for r in reports(db)}
    missing = tuple(sorted(y for y in (f.year, f.compare) if coverage.get(y, Coverage.FULL) != Coverage.FULL))
    if not f.compare:
        others = {y: c for y, c in coverage.items() if not wholly or c == Coverage.FULL or _figures(db, f, y)}
        return Comparison(f.year, 0, missing, _nearest(others, f.year))
    goals, measures, figures, amounts = (
        table(db, f"compared_{name}", f) for name in ("goals", "measures", "figures", "amounts")
    )
    return Comparison(f.year, f.compare, missing, 0, goals, measures, figures, amounts)


def _figures(db: Database, f: ComparedFilters, year: int) -> bool:
    """Whether a page about one factor has figures of both years; the other pages set figures side by side nowhere."""
    return isinstance(f, FactorFilters) and bool(table(db, "compared_figures", f.changed(compare=year)))


def _nearest(coverage: Mapping[int, str], year: int) -> int:
    """The year to compare with: one with a whole report before others, one before `year` before one after it."""
    others = [y for y in coverage if y != year]
    return min(others, key=lambda y: (coverage[y] != Coverage.FULL, y > year, abs(y - year)), default=0)


def past(db: Database, name: str, **more: Any) -> Rows:
    """A table's rows of all years with some codes, for its history; none while only one report is whole."""
    whole = sum(r["coverage"] == Coverage.FULL for r in reports(db))
    return table(db, name, **more) if whole > 1 else ()
