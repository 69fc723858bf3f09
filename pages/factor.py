"""Framgångsfaktor: why each measure of a success factor has its status, and where that stands."""

from dashboard.filters import FactorFilters
from dashboard.store import queries
from dashboard.store.queries import goals as stored
from dashboard.store.queries.compare import comparison, figures, gone
from dashboard.ui import show, view
from dashboard.view import bullet, words
from dashboard.view.history import split_by_measure

v = view.current(FactorFilters)
factors = queries.table(v.db, "success_factors", year=v.f.year)
found = words.neighbours(factors, "factor_id", v.f.factor)

if found is None:
    unknown = v.f.factor or next((r.value for r in v.refused if r.field == "factor"), None)
    show.html(
        v,
        "factor_choose.html",
        factors=words.nearest(factors, "factor_id", unknown),
        unknown=unknown,
        shown=queries.SHOWN,
    )
else:
    before, factor, after = found
    measures = queries.table(v.db, "measures", year=v.f.year, factor=factor["factor_id"], unit=v.f.unit)
    every = queries.table(v.db, "measures", year=v.f.year, factor=factor["factor_id"])
    told = stored.figures(v.db, factor["factor_id"])
    show.html(
        v, "factor.html",
        lambda: {
            "c": comparison(v.db, v.f, wholly=True, measures=measures), "both_years": figures(v.db, v.f),
            "gone": gone(v.db, v.f),
            "goal": next(g for g in queries.table(v.db, "goals", year=v.f.year) if g["goal_id"] == factor["goal_id"]),
            "hidden": len(every) - len(measures), "counts": words.count_statuses(measures).get(""),
            "bullets": {m["measure_id"]: bullet.draw(v.t, m) for m in measures},
            "by_measure": split_by_measure(told.rows),
            "loose": [x for x in told.rows if x["measure_id"] is None],
            "related": words.related_links(v.f, measures),
        },
        factor=factor, before=before, after=after, measures=measures, told=told,
    )  # fmt: skip
