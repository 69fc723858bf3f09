"""Underlag: the whole follow-up of a year on consecutive pages, to print for the board."""

from dashboard.filters import EuFilters, Filters, GoalFilters, RailwayFilters
from dashboard.store import queries
from dashboard.store.queries import economy as accounts
from dashboard.store.queries import eu as programmes
from dashboard.store.queries import goals as aims
from dashboard.store.queries import railway as lines
from dashboard.store.queries import start
from dashboard.ui import show, view
from dashboard.view import economy, eu, gantt, words

v = view.current(Filters)
year = v.f.year
tree = aims.tree(v.db, GoalFilters(year=year), aims.PRINTED)
goals, factors, measures, counts = tree.goals, tree.factors, tree.leaf.rows, tree.counts
opening = start.opening(v.db, v.f)

chapters = ["overview", "goals", "money", "railway", "eu"] if goals else ["overview", "railway"]
headline = words.headline(v.t, year, goals, opening["board"])
show.html(v, "board_front.html", headline=headline, chapters=chapters, goals=goals)
show.html(v, "board_chapter.html", chapter="overview")
show.html(v, "overview_keys.html", **opening)
show.html(v, "overview.html", **opening, cards=start.cards(v.db, v.f), by_perspective=counts)
if goals:
    show.html(v, "board_chapter.html", chapter="goals")
    for goal in goals:
        own = [x for x in factors if x["goal_id"] == goal["goal_id"]]
        count = counts.get(goal["perspective_id"])
        show.html(v, "board_goal.html", goal=goal, factors=own, measures=measures, count=count, first=goal is goals[0])
    show.html(v, "board_more.html", leaf=tree.leaf)
    money = economy.Money(v.t, "mnkr")
    a = accounts.accounts(v.db, year)
    shared = {"a": a, "money": money, "steps": economy.bridge(a.statement), "sides": economy.sides(a.units)}
    show.html(v, "board_chapter.html", chapter="money")
    show.html(v, "economy_statement.html", **shared, rows=economy.nested(a.statement))
    show.html(
        v, "economy_units.html", **shared,
        units=economy.with_bars(a.units, a.units_total), share=economy.share(a.units, ""),
        measures=accounts.measures_per_unit(v.db, year), budgets=accounts.budget_measures(v.db, year),
    )  # fmt: skip
    show.html(v, "economy_investments.html", **shared)
    show.html(v, "economy_grant_table.html", **shared)

until = lines.horizon(v.db, year)
sections = queries.table(v.db, "railway_sections")
said = queries.table(v.db, "railway_forecasts", known=until)
happened = queries.table(v.db, "telling_events", known=year)
decided = lines.decisions(v.db, RailwayFilters(), until)
show.html(v, "board_chapter.html", chapter="railway")
show.html(v, "railway_plans.html", lambda: gantt.shown(v.t, year, sections, said, happened, decided))

k = programmes.known(v.db, EuFilters(lang=v.f.lang, year=year))
budgets = eu.budgets(k.current, k.reported)
if k.current:
    show.html(v, "board_chapter.html", chapter="eu")
    show.html(
        v, "eu_budgets.html", k=k, money=eu.Money(v.t, "meur", None), budgets=budgets, panels=eu.panels(budgets),
        findings=programmes.findings(v.db, k),
    )  # fmt: skip
