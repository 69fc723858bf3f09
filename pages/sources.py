"""Källor och kvalitet: where figures come from, what was recomputed, and every table to take away."""

from dashboard.filters import SourceFilters
from dashboard.store import queries
from dashboard.store.queries.sources import quality
from dashboard.ui import controls, history, show, view
from dashboard.view import dictionary

v = view.current(SourceFilters)
q = quality(v.db, v.f)

show.html(v, "sources_checks.html", q=q)
show.html(v, "sources_findings.html", q=q)
controls.bar(v, "finding")
show.html(
    v, "sources.html",
    lambda: {"tables": [
        {"name": name, "rows": rows, "columns": dictionary.columns(name, v.t), "links": show.whole_table(v, name)}
        for name, rows in queries.sizes(v.db).items()
    ]},
    q=q, sources=queries.leaf(v.db, "sources"),
)  # fmt: skip
history.versions(v)
