"""EU-program: the new programmes as the report tells, against the last period, and what happened later."""

from dashboard.filters import EuFilters
from dashboard.store.queries import eu as stored
from dashboard.ui import controls, show, view
from dashboard.view import eu

v = view.current(EuFilters)
year = v.f.year

money = eu.Money(v.t, v.f.eur, v.f.rate)
k = stored.known(v.db, v.f)
budgets = eu.budgets(k.current, k.reported)
by_programme = {b.programme["programme_id"]: b for b in budgets}
comparisons = stored.comparisons(v.db, k, year)
change = (comparisons[0].new, comparisons[0].old) if comparisons else None

show.html(
    v, "eu_head.html",
    headline=eu.headline(money, year, budgets, change, k.earlier), k=k, measures=stored.measures(v.db, year),
)  # fmt: skip
controls.bar(v, "programme", "eur", "rate")
show.html(
    v, "eu.html",
    k=k, money=money, budgets=budgets, panels=eu.panels(budgets), comparisons=comparisons, pct=eu.change_pct,
    findings=stored.findings(v.db, k), events=eu.split(k.events, year),
    fund=lambda programme: eu.fund(v.t, programme),
    when=lambda row: eu.when(v.t, row, k.undated),
    against=lambda row: eu.against(money, row, by_programme.get(row["programme_id"])),
)  # fmt: skip
