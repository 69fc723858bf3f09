"""Källor och kvalitet: where figures come from, what was recomputed, and every table to take away."""

from dashboard.filters import SourceFilters
from dashboard.store import queries
from dashboard.ui import controls, show, view
from dashboard.view import dictionary

v = view.current(SourceFilters)
labels = queries.row_labels(v.db, v.f.year, v.t.lang)
checks = queries.table(v.db, "checks", year=v.f.year)
findings = queries.table(v.db, "findings", v.f)

show.html(
    v, "sources_checks.html",
    checks=checks, labels=labels,
    agreeing=[c for c in checks if c["agrees"]],
    disagreeing=[c for c in checks if not c["agrees"]],
    rounding=sum(c["kind"] == "rounding" for c in checks),
    sums=sum(c["kind"] == "sum" for c in checks),
)  # fmt: skip
show.html(v, "sources_findings.html", findings=findings)
controls.bar(v, "finding")
show.html(
    v, "sources.html",
    findings=findings, labels=labels,
    sources=queries.table(v.db, "sources"),
    tables=[
        {"name": name, "rows": rows, "columns": dictionary.columns(name, v.t), "links": show.whole_table(v, name)}
        for name, rows in queries.sizes(v.db).items()
    ],
)  # fmt: skip
