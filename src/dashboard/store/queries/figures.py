"""What the page of figures asks beside the rows that it shows: counts over all of them, and what is told over time."""

from dashboard.filters import FigureFilters
from dashboard.store.db import Database, Record
from dashboard.store.queries import Rows, table

SERIES_SHOWN = 30
"""Series over time: all of today's."""
POSITIONS_SHOWN = 100


def totals(db: Database, f: FigureFilters) -> Record:
    """How many figures there are before anyone chooses (`figures`, `printed`, `with_unit`), `first` and `last` year."""
    return db.query("figure_totals", FigureFilters(year=f.year, years=f.years).params())[0]


def by_topic(db: Database, f: FigureFilters) -> dict[str, int]:
    """How many figures each topic has, by the other filters."""
    return {r["topic"]: r["figures"] for r in db.query("figure_topics", f.changed(topic=()).params())}


def series(db: Database, f: FigureFilters) -> Rows:
    """The chosen figures that are told of several years, of the first such ones."""
    return db.query("figure_series", f.params() | {"series": SERIES_SHOWN})


def series_total(db: Database, f: FigureFilters) -> int:
    """How many of the chosen figures are told of several years."""
    return int(db.query("series_counts", f.params())[0]["series"])


def years(db: Database, rows: Rows) -> dict[str, int]:
    """How many years these figures are told of, by figure id, where more than one."""
    ids = sorted({r["figure_id"] for r in rows})
    return {r["figure_id"]: r["years"] for r in db.query("figure_years", {"figure": ids})} if ids else {}


def factors(db: Database, rows: Rows) -> Rows:
    """The success factors that these figures are about, in every year that has them."""
    ids = sorted({r["factor_id"] for r in rows if r["factor_id"]})
    return table(db, "success_factors", factor=ids) if ids else ()
