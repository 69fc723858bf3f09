"""Om: the steering model, what the marks mean, how statuses are set."""

from dashboard.filters import Filters
from dashboard.ui import show, view

v = view.current(Filters)
show.html(v, "about.html")
