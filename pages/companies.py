"""Bolag: do the owned companies go according to plan, and what does the report say of each?"""

from dataclasses import replace

from dashboard.filters import CompanyFilters
from dashboard.store import queries
from dashboard.ui import controls, show, view
from dashboard.view import companies

v = view.current(CompanyFilters)

everyone = queries.table(v.db, "companies", year=v.f.year)
chosen = queries.table(v.db, "companies", v.f)
figures = queries.table(v.db, "company_figures", v.f)

show.html(v, "companies_head.html", headline=companies.headline(v.t, v.f.year, everyone))
controls.bar(replace(v, names=v.names.calling("status", "company_status")), "company", "status", "text")
show.html(
    v, "companies.html",
    companies=chosen,
    counts=companies.count(chosen),
    figures=figures,
    by_company=companies.by_company(figures),
    total=len(everyone),
    latest=queries.latest_full_year(v.db),
)  # fmt: skip
