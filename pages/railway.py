"""Placeholder."""

from dashboard.filters import RailwayFilters
from dashboard.ui import show, view

v = view.current(RailwayFilters)
show.html(v, "placeholder.html")
