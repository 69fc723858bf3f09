"""Mål: the goal tree with a status for each measure, and the same measures as a table."""

from dashboard.filters import GoalFilters
from dashboard.store import queries
from dashboard.ui import controls, show, view
from dashboard.view import words

v = view.current(GoalFilters)

measures = queries.table(v.db, "measures", v.f)
everything = queries.table(v.db, "measures", year=v.f.year)

show.html(v, "goals_head.html", headline=words.measures_headline(v.t, v.f.year, everything))
controls.bar(v, "perspective", "status", "basis", "kind", "text")
show.html(
    v, "goals.html",
    goals=queries.table(v.db, "goals", year=v.f.year, perspective=v.f.perspective),
    factors=queries.table(v.db, "success_factors", v.f),
    measures=measures,
    by_perspective=words.count_statuses(measures),
    total=len(everything),
    narrowed=bool(v.f.status or v.f.basis or v.f.kind or v.f.text or v.f.unit),
)  # fmt: skip
