"""Over time: the same figure, row or measure in several years, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.view.economy import Bar, diverging

Record = dict[str, Any]


@dataclass(frozen=True)
class Point:
    """A value of a year, and the bar that stands for it beside those of the other years."""

    year: int
    value: Decimal
    bar: Bar


def points(values: dict[int, Decimal]) -> tuple[Point, ...]:
    """The values of years, oldest first, with bars from a common zero."""
    years = sorted(values)
    bars = diverging([values[y] for y in years])
    return tuple(Point(y, values[y], bar) for y, bar in zip(years, bars, strict=True))


def by_row(rows: Iterable[Record], key: str, column: str) -> dict[str, tuple[Point, ...]]:
    """What a column of each row was year by year, by the row's id."""
    found: dict[str, dict[int, Decimal]] = {}
    for row in rows:
        found.setdefault(row[key], {})[row["year"]] = row[column]
    return {name: points(values) for name, values in found.items()}


def by_measure(measures: Iterable[Record]) -> dict[str, list[Record]]:
    """Each measure in the years that have it, oldest first, by its id."""
    found: dict[str, list[Record]] = {}
    for measure in sorted(measures, key=lambda m: int(m["year"])):
        found.setdefault(measure["measure_id"], []).append(measure)
    return found


@dataclass(frozen=True)
class Series:
    """One figure that recurs: its latest row, and the row of each year."""

    latest: Record
    by_year: dict[int, Record]

    @property
    def points(self) -> tuple[Point, ...]:
        return points({year: row["value"] for year, row in self.by_year.items()})


@dataclass(frozen=True)
class History:
    """Series with at least two years, the years of any of them, and the figures that stand alone."""

    years: tuple[int, ...]
    series: tuple[Series, ...]
    alone: tuple[Record, ...]


def history(figures: Iterable[Record]) -> History:
    """Groups figures by their id; of two for one year the later report's is kept."""
    groups: dict[str, dict[int, Record]] = {}
    rows = sorted(figures, key=lambda r: r["year"])
    for row in rows:
        groups.setdefault(row["figure_id"], {})[row["reference_year"]] = row
    series = tuple(Series(g[max(g)], g) for g in groups.values() if len(g) > 1)
    years = tuple(sorted({y for s in series for y in s.by_year}))
    kept = {s.latest["figure_id"] for s in series}
    return History(years, series, tuple(r for r in rows if r["figure_id"] not in kept))


@dataclass(frozen=True)
class Told:
    """What is told of a measure: by the report itself, as series over time, and singly elsewhere."""

    report: tuple[Record, ...]
    history: History
    others: tuple[Record, ...]


def split_by_measure(figures: Iterable[Record]) -> dict[str, Told]:
    """The figures of each measure, the report's own apart from those of other years and sources."""
    groups: dict[str, list[Record]] = {}
    for row in figures:
        if row["measure_id"] is not None:
            groups.setdefault(row["measure_id"], []).append(row)
    told = {}
    for measure, rows in groups.items():
        series = history(rows)
        own = tuple(r for r in rows if r["page"] is not None)
        told[measure] = Told(own, series, tuple(r for r in series.alone if r["page"] is None))
    return told
