"""Nyckeltal: every other figure of the report and of other years, and the positions that were adopted."""

from dashboard.filters import FigureFilters
from dashboard.store import queries
from dashboard.ui import controls, show, view
from dashboard.view import figures

v = view.current(FigureFilters)

every_year = queries.table(v.db, "figures")
here = every_year if v.f.years == "all" else queries.table(v.db, "figures", year=v.f.year)
chosen = queries.table(v.db, "figures", v.f)
leaf = figures.leaf(chosen, v.f.page_no, queries.FIGURES_A_PAGE)
positions = queries.table(v.db, "advocacy_positions", v.f)

show.html(v, "figures_head.html", headline=figures.headline(v.t, v.f, here, chosen))
controls.bar(v, "topic", "factor", "area", "years", "text")
show.html(
    v, "figures.html",
    leaf=leaf,
    groups=figures.groups(leaf.rows, "" if v.f.figure else v.f.sort, v.t),
    facets=figures.facets(v.f, queries.table(v.db, "figures", v.f.changed(topic=())), v.names.codes("topic")),
    over_time=figures.over_time(chosen),
    with_unit=sum(x["unit_id"] is not None for x in here),
    told=figures.years_told(every_year),
    factor_links=figures.factor_links(v.f, queries.table(v.db, "success_factors")),
    positions=positions,
    organisations=figures.organisations(v.t, positions),
)  # fmt: skip
