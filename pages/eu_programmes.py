"""Placeholder."""

from dashboard.filters import EuFilters
from dashboard.ui import show, view

v = view.current(EuFilters)
show.html(v, "placeholder.html")
