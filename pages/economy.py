"""Ekonomi: why the result became what it became, and where the money went."""

from dashboard.filters import EconomyFilters
from dashboard.store import queries
from dashboard.store.queries import economy as stored
from dashboard.store.queries.compare import amounts, past, side_by_side
from dashboard.ui import controls, show, view
from dashboard.view import economy, economy_charts
from dashboard.view.history import by_row

v = view.current(EconomyFilters)
year = v.f.year

money = economy.Money(v.t, v.f.amounts)
a = stored.accounts(v.db, year)
steps = economy.bridge(a.statement)
periods = queries.table(v.db, "board_results")
years = [p for p in periods if p["period"] == "year" and p["result_mnkr"] is not None]
board = next((b for b in years if b["year"] == year), None)
shared = {"a": a, "money": money, "steps": steps, "sides": economy.sides(a.units)}

show.html(
    v, "economy_head.html", **shared, board=board,
    headline=economy.headline(v.t, money, year, steps, a.units, board), full_years=stored.full_years(v.db),
)  # fmt: skip
controls.bar(v, "amounts")
show.html(v, "economy_compare.html", **shared, c=side_by_side(v.db, v.f), both_years=amounts(v.db, v.f))
if steps:
    show.html(
        v, "economy_bridge.html",
        lambda: {"bars": economy_charts.bridge(money, steps), "alt": economy_charts.bridge_alt(money, steps)}, **shared,
    )  # fmt: skip
show.hand_over()
show.html(
    v, "economy_accounts.html",
    lambda: {
        "rows": economy.nested(a.statement), "past": by_row(past(v.db, "income_statement"), "row_id", "actual"),
        "units": [(u, b) for u, b in economy.with_bars(a.units, a.units_total) if v.f.unit in ("", u["unit_id"])],
        "share": economy.share(a.units, v.f.unit),
        "measures": stored.measures_per_unit(v.db, year), "budgets": stored.budget_measures(v.db, year),
        "actions": economy_charts.grant(money, a.grant), "alt": economy_charts.grant_alt(money, a.grant),
        "text": stored.grant_text(v.db, year),
        "periods": economy.called(v.t, periods), "years": economy.columns(years),
    },
    **shared,
)  # fmt: skip
# Apart from what is in the chosen amounts: what a click leaves as it was, the browser need not read again.
show.html(
    v, "economy_told.html",
    lambda: {
        "own": stored.told_by_report(v.db, year, topic=["ekonomi"]),
        "transport": stored.told_by_report(v.db, year, factor=[stored.TRANSPORT]),
        "grant": stored.told(v.db, figure=stored.GRANT_ELSEWHERE),
        "transport_later": stored.told_elsewhere(v.db, stored.TRANSPORT),
        "region": stored.told(v.db, figure=stored.REGION_ELSEWHERE),
    },
)  # fmt: skip
