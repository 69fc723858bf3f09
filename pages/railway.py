"""Norrbotniabanan: what the plans say, how far each section has come, how the times have moved, what has happened."""

from dashboard.filters import RailwayFilters
from dashboard.store import queries
from dashboard.store.queries import railway as ask
from dashboard.ui import controls, show, view
from dashboard.view import gantt, railway, slip

v = view.current(RailwayFilters)
year, until = v.f.year, ask.horizon(v.db, v.f.year)

every_section = queries.table(v.db, "railway_sections")
sections = queries.table(v.db, "railway_sections", v.f)
everything = queries.table(v.db, "railway_forecasts", known=year)
happened = queries.table(v.db, "telling_events", known=year)
said = ask.forecasts(v.db, v.f, until)
known, later = railway.split(said, "as_of", year)
ends = [r for r in said if railway.gives_end(r)]
events = ask.events(v.db, v.f, until)
events_known, events_later = railway.split(events.rows, "date", year)

show.html(
    v, "railway_head.html",
    headline=railway.headline(v.t, year, every_section, railway.in_focus(everything, year, ())),
    measures=railway.linked(v.f, ask.measures(v.db, year)),
    latest=queries.latest_full_year(v.db),
)  # fmt: skip
controls.bar(v, "section", "plan")
show.html(
    v, "railway_plans.html",
    lambda: gantt.shown(v.t, year, sections, said, happened, ask.decisions(v.db, v.f, until), v.f.plan, everything),
)  # fmt: skip
show.html(v, "railway_slip.html", ends=ends, until=until)
if ends:
    show.chart(
        v, lambda: slip.draw(v.t, sections, ends, year, until), slip.alt(v.t, sections, ends, year), "tidsuppgifter",
        v.t("railway.slip.title"),
    )  # fmt: skip
show.html(v, "railway_said.html", rail=railway, known=known, later=later, ends=ends, until=until)
show.html(v, "railway_events_head.html", until=until)
controls.bar(
    v, "from_year", "to_year", "event", "source", "text",
    key="filters-events", hint="railway.events.hint", offered={"source": "event_source"},
)  # fmt: skip
show.html(
    v, "railway_events.html",
    rail=railway, events=events.rows, found=events.total, known=events_known, later=events_later, until=until,
    total=ask.total(v.db, until), undated=ask.undated(v.db, v.f),
)  # fmt: skip
