"""Placeholder."""

from dashboard.filters import FigureFilters
from dashboard.ui import show, view

v = view.current(FigureFilters)
show.html(v, "placeholder.html")
