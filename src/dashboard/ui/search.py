"""The search field's results, above any page."""

from dashboard.filters import Filters
from dashboard.store import queries
from dashboard.store.queries.search import EACH, search
from dashboard.ui import show
from dashboard.ui.view import View
from dashboard.view.search import kinds, said


def results(view: View[Filters]) -> None:
    """What the search finds, if anything is searched for."""
    if not view.f.q:
        return
    found = search(view.db, view.f.q)
    show.html(
        view, "search.html", found=found, shown=EACH,
        said=said(view.t, found.total, len(found.rows), found.too_short),
        kinds=kinds(view.f, found.rows, queries.latest_full_year(view.db)),
    )  # fmt: skip
