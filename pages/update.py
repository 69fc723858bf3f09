"""Uppdatera: fetch the template, bring in the filled-in workbook, look at what changes, publish, go back."""

from dashboard.filters import Filters
from dashboard.ui import show, update, view

v = view.current(Filters)

show.html(v, "update_head.html", outcome=update.outcome())
update.template(v)
update.bring_in(v)
update.versions(v)
