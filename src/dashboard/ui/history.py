"""Which versions of the data there have been, for everybody: when, and how much each of them changed."""

from dashboard.errors import PublishError
from dashboard.exchange import report
from dashboard.filters import Filters
from dashboard.settings import settings
from dashboard.store.versions import history
from dashboard.ui import show
from dashboard.ui.view import View

SHOWN = 20


def versions(v: View[Filters]) -> None:
    """The latest versions, with what each added, changed and removed; who and why is for those who edit."""
    try:
        known = history(settings().published)
    except PublishError as error:  # one of another edition of the program: the data are there all the same
        show.html(v, "sources_versions.html", fresh=True, versions=(), total=0, said=error.say(v.t))
        return
    shown = [(one, report.made(one)) for one in reversed(known[-SHOWN:])]
    show.html(v, "sources_versions.html", fresh=True, versions=shown, total=len(known), said="")
