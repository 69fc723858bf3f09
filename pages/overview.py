"""Översikt: how are we doing, in ten seconds."""

from dashboard.filters import OverviewFilters
from dashboard.store import queries
from dashboard.ui import show, view
from dashboard.view import words

v = view.current(OverviewFilters)
year = v.f.year

goals = queries.table(v.db, "goals", year=year)
measures = queries.table(v.db, "measures", v.f)
counts = queries.status_counts(v.db, v.f)
boards = queries.table(v.db, "board_results", period="year")
board = next((b for b in boards if b["year"] == year), None)
deviations = queries.largest_deviations(v.db, v.f)
findings = queries.findings_by_weight(v.db, year)
forecasts = queries.next_milestone(v.db, year)

show.html(
    v, "overview_head.html",
    headline=words.headline(v.t, year, goals, board),
    report=queries.report(v.db, year),
    board=board,
    earlier=[b for b in boards if b["year"] < year][::-1],
    budget=queries.result_budget(v.db, year),
    counts=counts.get(""),
    grant=queries.growth_grant_total(v.db, year),
    eu=queries.regional_fund(v.db, year),
    rail=forecasts.planned,
    rail_later=forecasts.later,
)  # fmt: skip
show.html(
    v, "overview.html",
    goals=goals,
    factors=queries.table(v.db, "success_factors", year=year),
    measures=measures,
    by_perspective=counts,
    deviations=deviations,
    total=queries.total_deviation(v.db, v.f),
    findings=findings[:4],
    n_findings=len(findings),
    labels=queries.row_labels(v.db, year, v.t.lang),
    boards=boards,
)  # fmt: skip
