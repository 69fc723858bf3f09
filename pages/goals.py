"""Mål: the goal tree with a status for each measure, and the same measures as a table."""

from dashboard.filters import GoalFilters
from dashboard.store import queries
from dashboard.store.queries.compare import comparison, past
from dashboard.ui import controls, show, view
from dashboard.view import words
from dashboard.view.history import by_measure

v = view.current(GoalFilters)

measures = queries.table(v.db, "measures", v.f)
everything = queries.table(v.db, "measures", year=v.f.year)
compared = comparison(v.db, v.f, wholly=True)

show.html(v, "goals_head.html", headline=words.measures_headline(v.t, v.f.year, everything), c=compared)
controls.bar(v, "perspective", "status", "basis", "kind", "text")
show.html(
    v, "goals.html",
    goals=queries.table(v.db, "goals", year=v.f.year, perspective=v.f.perspective),
    factors=queries.table(v.db, "success_factors", v.f),
    c=compared, measures=measures,
    by_perspective=words.count_statuses(measures),
    total=len(everything),
    past=by_measure(past(v.db, "measures")),
    narrowed=bool(v.f.status or v.f.basis or v.f.kind or v.f.text or v.f.unit),
)  # fmt: skip
show.html(v, "compare_measures.html", c=compared)
