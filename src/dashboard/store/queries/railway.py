"""Norrbotniabanan as known in a year: a statement or an event counts when it is dated no later than that."""

from dataclasses import replace

from dashboard.filters import RailwayFilters
from dashboard.models import EventKind, Related
from dashboard.store.db import Database
from dashboard.store.queries import Leaf, Rows, latest_full_year, leaf, table

SPOKEN_OF = ("norrbotniabanan", "haparandabanan")
"""Measures that are about the line though their related page is another."""


EVENTS_SHOWN = 120
"""Events on the timeline, the latest: all of them today."""
DECISIONS_SHOWN = 20
MEASURES_SHOWN = 10


def horizon(db: Database, year: int) -> int:
    """The last year that the page tells of: the year itself, but with the latest report also what was said after it."""
    if year != latest_full_year(db):
        return year
    said = max((r["as_of"].year for r in table(db, "railway_forecasts")), default=year)
    return max(said, db.query("event_counts")[0]["last"] or year)


def forecasts(db: Database, f: RailwayFilters, until: int) -> Rows:
    """What was said of the chosen sections in the chosen plans, up to a year; the filters of events do not apply."""
    return table(db, "railway_forecasts", section=f.section, plan=f.plan, known=until)


def events(db: Database, f: RailwayFilters, until: int) -> Leaf:
    """The latest of the dated events that the filters choose, up to a year, in the order of their dates."""
    found = leaf(db, "latest_events", EVENTS_SHOWN, filters=f, known=until)
    return replace(found, rows=found.rows[::-1])


def decisions(db: Database, f: RailwayFilters, until: int) -> Rows:
    """The latest decisions on the chosen sections, up to a year; the filters of events do not apply."""
    found = leaf(db, "latest_events", DECISIONS_SHOWN, section=f.section, event=EventKind.DECISION, known=until)
    return found.rows[::-1]


def total(db: Database, until: int) -> int:
    """How many dated events there are up to a year."""
    return int(db.query("event_counts", {"known": until})[0]["events"])


def undated(db: Database, f: RailwayFilters) -> int:
    """How many events the filters choose whose source gives no date; they stand on no timeline."""
    return int(db.query("event_counts", f.changed(from_year=0, to_year=0).params())[0]["undated"])


def measures(db: Database, year: int) -> Rows:
    """The report's measures that speak of the line."""
    return leaf(db, "related_measures", MEASURES_SHOWN, year=year, related=Related.RAILWAY, spoken_of=SPOKEN_OF).rows
