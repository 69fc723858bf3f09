"""Placeholder."""

from dashboard.filters import CompanyFilters
from dashboard.ui import show, view

v = view.current(CompanyFilters)
show.html(v, "placeholder.html")
