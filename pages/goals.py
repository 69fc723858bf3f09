"""Mål: the goal tree with a status for each measure, and the same measures as a table."""

from dashboard.filters import Filters, GoalFilters
from dashboard.store import queries
from dashboard.store.queries import goals
from dashboard.store.queries.compare import comparison, listed, past
from dashboard.ui import controls, show, view
from dashboard.view import words
from dashboard.view.history import by_measure

v = view.current(GoalFilters)

tree = goals.tree(v.db, v.f)
everything = queries.status_counts(v.db, Filters(year=v.f.year))[""]
shown = [m["measure_id"] for m in tree.leaf.rows] or "-"
compared = comparison(v.db, v.f, wholly=True, goals=tree.goals, measures=tree.leaf.rows)

show.html(v, "goals_head.html", headline=words.measures_headline(v.t, v.f.year, everything), c=compared)
controls.bar(v, "perspective", "status", "basis", "kind", "text")
show.html(
    v, "goals.html",
    leaf=tree.leaf, goals=tree.goals, factors=tree.factors, measures=tree.leaf.rows, by_perspective=tree.counts,
    total=everything["measures"],
    c=compared, past=by_measure(past(v.db, "measure_history", measure=shown)),
    narrowed=bool(v.f.status or v.f.basis or v.f.kind or v.f.text or v.f.unit),
)  # fmt: skip
show.html(v, "compare_measures.html", c=compared, beside=listed(v.db, v.f))
