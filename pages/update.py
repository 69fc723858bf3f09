"""Uppdatera: fetch the template or have a report read, bring in the workbook, see what changes, publish, go back."""

from dashboard.filters import Filters
from dashboard.ui import reading, show, update, view

v = view.current(Filters)

show.html(v, "update_head.html", outcome=update.outcome())
update.template(v)
reading.read(v)
update.bring_in(v)
update.versions(v)
