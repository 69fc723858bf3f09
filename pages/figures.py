"""Nyckeltal: every other figure of the report and of other years, and the positions that were adopted."""

from dashboard.filters import FigureFilters
from dashboard.store import queries
from dashboard.store.queries import figures as stored
from dashboard.ui import controls, show, view
from dashboard.view import figures

v = view.current(FigureFilters)

here = stored.totals(v.db, v.f)
leaf = queries.leaf(v.db, "figures", queries.FIGURES_A_PAGE, v.f.page_no, v.f)
positions = queries.leaf(v.db, "advocacy_positions", stored.POSITIONS_SHOWN, filters=v.f)

show.html(v, "figures_head.html", headline=figures.headline(v.t, v.f, here, leaf.rows))
controls.bar(v, "topic", "factor", "area", "years", "text")
show.html(
    v, "figures.html",
    leaf=leaf,
    groups=figures.groups(leaf.rows, "" if v.f.figure else v.f.sort, v.t),
    facets=figures.facets(v.f, stored.by_topic(v.db, v.f), v.names.codes("topic")),
    over_time=figures.over_time(stored.series(v.db, v.f)), series=stored.series_total(v.db, v.f),
    with_unit=here["with_unit"],
    told=stored.years(v.db, leaf.rows),
    factor_links=figures.factor_links(v.f, stored.factors(v.db, leaf.rows)),
    positions=positions,
    organisations=figures.organisations(v.t, positions.rows),
)  # fmt: skip
