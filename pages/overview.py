"""Översikt: how are we doing, in ten seconds."""

from dashboard.filters import OverviewFilters
from dashboard.store import queries
from dashboard.store.queries import start
from dashboard.store.queries.compare import comparison
from dashboard.ui import show, view
from dashboard.view import words

v = view.current(OverviewFilters)
cards = start.cards(v.db, v.f)
goals = queries.table(v.db, "goals", year=v.f.year)
opening = start.opening(v.db, v.f)
compared = comparison(v.db, v.f, goals=cards.goals)

show.html(
    v, "overview_head.html", headline=words.headline(v.t, v.f.year, goals, opening["board"]), c=compared, **opening
)
show.html(
    v, "overview.html", **opening,
    c=compared, cards=cards,
    by_perspective=queries.status_counts(v.db, v.f),
)  # fmt: skip
