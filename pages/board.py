"""Underlag: the whole follow-up of a year on consecutive pages, to print for the board."""

from dataclasses import replace

from dashboard.filters import BoardFilters, EuFilters, RailwayFilters
from dashboard.store import queries
from dashboard.store.queries import economy as accounts
from dashboard.store.queries import eu as programmes
from dashboard.store.queries import railway as lines
from dashboard.store.queries import start
from dashboard.ui import show, view
from dashboard.view import economy, eu, gantt, railway, words

v = view.current(BoardFilters)
year = v.f.year
goals = queries.table(v.db, "goals", year=year)
factors = queries.table(v.db, "success_factors", year=year)
measures = queries.table(v.db, "measures", year=year)
counts = words.count_statuses(measures)
opening = start.opening(v.db, v.f)

chapters = ["overview", "goals", "money", "railway", "eu"] if goals else ["overview", "railway"]
show.html(v, "board_front.html", headline=words.headline(v.t, year, goals, opening["board"]), chapters=chapters)
show.html(v, "board_chapter.html", chapter="overview")
show.html(v, "overview_keys.html", **opening)
show.html(v, "overview.html", **opening, goals=goals, factors=factors, measures=measures, by_perspective=counts)
if goals:
    show.html(v, "board_chapter.html", chapter="goals")
    for goal in goals:
        own = [x for x in factors if x["goal_id"] == goal["goal_id"]]
        count = counts.get(goal["perspective_id"])
        show.html(v, "board_goal.html", goal=goal, factors=own, measures=measures, count=count, first=goal is goals[0])
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

trains = replace(v, f=RailwayFilters(lang=v.f.lang, year=year))
until = lines.horizon(v.db, year)
said = queries.table(v.db, "railway_forecasts", known=until)
known, later = railway.split(said, "as_of", year)
focus = railway.in_focus(known, year, ())
sections = queries.table(v.db, "railway_sections")
happened = queries.table(v.db, "railway_events", known=year)
show.html(v, "board_chapter.html", chapter="railway")
show.html(
    trains, "railway_plans.html",
    rail=railway, sections=sections, focus=focus, axis=gantt.axis(year, focus), later=later,
    stages={s["section_id"]: railway.stage(s["section_id"], happened, known) for s in sections},
    plans=gantt.sections(v.t, focus, sections, gantt.axis(year, focus)),
    columns=list({r["plan_id"]: r for r in focus}.values()),
    decisions=[e for e in lines.decisions(v.db, trains.f, until) if e["date"].year > year],
)  # fmt: skip

funds = replace(v, f=EuFilters(lang=v.f.lang, year=year))
k = programmes.known(v.db, funds.f)
budgets = eu.budgets(k.current, k.reported)
if k.current:
    show.html(v, "board_chapter.html", chapter="eu")
    show.html(
        funds, "eu_budgets.html", k=k, money=eu.Money(v.t, "meur", None), budgets=budgets, panels=eu.panels(budgets),
        findings=programmes.findings(v.db, k),
    )  # fmt: skip
