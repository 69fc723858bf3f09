"""Placeholder."""

from dashboard.filters import EconomyFilters
from dashboard.ui import show, view

v = view.current(EconomyFilters)
show.html(v, "placeholder.html")
