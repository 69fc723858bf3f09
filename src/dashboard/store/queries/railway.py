"""Norrbotniabanan as known in a year: a statement or an event counts when it is dated no later than that."""

from dashboard.filters import RailwayFilters
from dashboard.models import EventKind
from dashboard.store.db import Database
from dashboard.store.queries import Rows, latest_full_year, table


def horizon(db: Database, year: int) -> int:
    """The last year that the page tells of: the year itself, but with the latest report also what was said after it."""
    if year != latest_full_year(db):
        return year
    dates = [r["as_of"] for r in table(db, "railway_forecasts")]
    dates += [r["date"] for r in table(db, "railway_events") if r["date"]]
    return max((d.year for d in dates), default=year)


def forecasts(db: Database, f: RailwayFilters, until: int) -> Rows:
    """What was said of the chosen sections in the chosen plans, up to a year; the filters of events do not apply."""
    return table(db, "railway_forecasts", section=f.section, plan=f.plan, known=until)


def events(db: Database, f: RailwayFilters, until: int) -> Rows:
    """The dated events that the filters choose, up to a year."""
    return table(db, "railway_events", f, known=until)


def decisions(db: Database, f: RailwayFilters, until: int) -> Rows:
    """The decisions on the chosen sections, up to a year; the filters of events do not apply."""
    return table(db, "railway_events", section=f.section, event=EventKind.DECISION, known=until)


def undated(db: Database, f: RailwayFilters) -> int:
    """How many events the filters choose whose source gives no date; they stand on no timeline."""
    chosen = table(db, "railway_events", f.changed(from_year=0, to_year=0))
    return sum(r["date"] is None for r in chosen)
