"""Puts things on the page: HTML from templates, and at each table the ways to take its rows away."""

import re
import time
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.exchange.naming import stem
from dashboard.filters import Filters
from dashboard.i18n import Text
from dashboard.models import Coverage
from dashboard.store import queries
from dashboard.store.db import Database, Record, parameters
from dashboard.ui.kept import Kept
from dashboard.ui.view import View
from dashboard.view.render import render

if TYPE_CHECKING:
    import plotly.graph_objects as go

FRESH = frozenset({"update"})
"""Pages that show what one session did."""
HANDING_OVER = 0.004
"""Seconds: less is often too little for a busy machine, more makes the whole page later (docs/performance.md)."""
_kept = Kept()
SPACE = re.compile(r"[ \t\r\n]+")
"""One space means the same in HTML as several."""
BLOCKS = r"table|caption|t(?:head|body|r|d|h)|section|article|header|footer|nav|div|p|h\d|[uod]l|li|d[td]|details"
BETWEEN = re.compile(rf"(?<=>) (?=</?(?:{BLOCKS})\b)|(</?(?:{BLOCKS})\b[^<>]*>) (?=<)")
"""A space beside the tag of a block is not seen, but the browser reads and keeps each as a part of the page."""
FORMS = (("csv", "excel"), ("csv", "open"), ("xlsx", ""))


def html(
    view: View[Filters], template: str, late: Callable[[], dict[str, Any]] = dict, /,
    fresh: bool = False, shown_to: Hashable = None, **values: Any,
) -> None:  # fmt: skip
    """A template of `view/templates` with what every template may use.

    Its HTML is kept, by the data, the page and its filters, and by whom it is `shown_to` where that matters; `late`
    values are asked for only when it is made.  What shows anything else is `fresh`: made each time.
    """
    key = (view.db, view.page, template, next(view.nth), view.f, view.refused, shown_to)
    said = (
        _html(view, template, values | late())
        if fresh or view.page in FRESH
        else _kept.text(key, lambda: _html(view, template, values | late()))
    )
    if said:
        st.html(_Ready(said))


def hand_over() -> None:
    """Lets what the page has drawn go to the browser, which then shows it before it reads the rest.

    Streamlit sends every 5 ms what there is; a page whose HTML is kept is done before that, and a browser that gets all
    at once shows nothing until it has read all.  A page calls this where its first screen ends.
    """
    time.sleep(HANDING_OVER)


def _html(view: View[Filters], template: str, values: dict[str, Any]) -> str:
    shared = {
        "view": view, "year": view.f.year, "version": view.db.version, "whole_report": _report(view),
        "reports": {r["source_id"]: r for r in queries.reports(view.db)},
        "downloads": lambda table, /, **more: downloads(view, table, **more),
        "picture_name": lambda of: picture_name(view, of),
    }  # fmt: skip
    return squeezed(render(template, view.t, view.f, view.names, **shared, **values))


def squeezed(html: str) -> str:
    """HTML without the spaces that nobody sees: those of templates, and those beside the tags of blocks."""
    return BETWEEN.sub(lambda found: found[1] or "", SPACE.sub(" ", html)).strip()


def _report(view: View[Filters]) -> Record | None:
    """The whole report that the figures of a view are from: that of its year, else the latest."""
    whole = [r for r in queries.reports(view.db) if r["coverage"] == Coverage.FULL]
    return next((r for r in whole if r["year"] == view.f.year), whole[-1] if whole else None)


def downloads(view: View[Filters], table: str, /, **more: Any) -> dict[str, Any]:
    """Links to the rows of a table as this view shows them: the same statement, the same filters."""
    known = set(parameters(table))
    kept = {k: v for k, v in (dict(view.f) | more).items() if k in known}
    cleared = {k: "" for k in view.f.kept if k not in {*known, "lang"}}
    links = {
        form or kind: view.f.link(f"/api/v1/{table}.{kind}", **(kept | cleared | {"form": form, "page": view.page}))
        for kind, form in FORMS
    }
    return {"table": table, "links": links, "permanent": view.f.link(f"/api/v1/{table}.csv", **(kept | cleared))}


def picture_name(view: View[Filters], of: str) -> str:
    """What the picture of a chart is called, without its ending, after the view: `economy-bridge-2021-mnkr`."""
    said = [v for name, values in view.f.query().items() if name not in ("lang", "q") for v in values]
    return stem([view.page, of.removeprefix(f"{view.page}-"), *said[:4]])


def chart(view: View[Filters], draw: Callable[[], "go.Figure"], alt: str, name: str, title: str) -> None:
    """A Plotly figure and buttons for its picture; `alt` says what it shows.  A table with the numbers follows it."""
    key = f"{view.page}-{name}"
    figure = _drawn(view.db, view.page, name, view.f.changed(q=""), _Drawing(draw))
    st.plotly_chart(figure, key=key, theme=None, config={"displayModeBar": False, "responsive": True}, alt=alt)
    html(view, "picture.html", of=key, title=title)


class _Ready:
    """HTML as it goes to the page: a string Streamlit would look through for indents, which costs more than sending."""

    def __init__(self, said: str) -> None:
        self._said = said

    def _repr_html_(self) -> str:
        return self._said


class _Drawing:
    """How a figure is drawn: no part of what it is known by, since the data and the filters say all of it."""

    def __init__(self, draw: Callable[[], "go.Figure"]) -> None:
        self.draw = draw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawing)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=128)
def _drawn(db: Database, page: str, name: str, filters: Filters, drawing: _Drawing) -> "go.Figure":
    """A figure, kept: Plotly needs 5 to 40 ms to build one, and the same data and filters give the same."""
    from dashboard.view.charts import Drawn  # the chart library: pages without a chart do not wait for it

    return Drawn(drawing.draw())


def whole_table(view: View[Filters], table: str) -> dict[str, str]:
    """Links to all rows of a table, in each form."""
    query = dict.fromkeys(view.f.kept, "") | {"lang": view.f.lang}
    return {form or kind: view.f.link(f"/api/v1/{table}.{kind}", **query, form=form) for kind, form in FORMS}


def failure(t: Text, message: str) -> None:
    """What went wrong, in one place, without a traceback."""
    with st.container():
        st.error(message, title=t("error.title"))
