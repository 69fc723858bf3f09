"""Widgets.  Their keys are the fields of the filters, their values are codes, their labels are texts."""

import streamlit as st

from dashboard.filters import ComparedFilters, Filters
from dashboard.models import Coverage
from dashboard.store import queries
from dashboard.ui import access, show
from dashboard.ui.view import View


def sidebar(view: View[Filters]) -> None:
    """Name, menu, and the filters that every page has."""
    t, names = view.t, view.names
    partial = {r["year"] for r in queries.reports(view.db) if r["coverage"] == Coverage.PARTIAL}
    with st.sidebar:
        offered = tuple(p for p in access.offered() if p.shown)
        show.html(view, "menu.html", shown_to=offered, pages=offered)
        st.selectbox(
            t("filter.year"),
            [int(c) for c in names.codes("year")],
            key="year",
            format_func=lambda y: t("filter.year_partial", year=y) if y in partial else t("filter.year_full", year=y),
        )
        others = [int(c) for c in names.codes("compare") if int(c) != view.f.year]
        if others and isinstance(view.f, ComparedFilters):
            st.selectbox(
                t("filter.compare"),
                [0, *others],
                key="compare",
                format_func=lambda y: str(y) if y else t("filter.compare_none"),
            )
        st.selectbox(
            t("filter.unit"),
            ["", *names.codes("unit")],
            key="unit",
            format_func=lambda c: names.name("unit", c, t.lang) if c else t("filter.all_units"),
        )
        words(view, "q", "search.hint")
        show.html(view, "aside.html")


def many(view: View[Filters], field: str) -> None:
    """A choice of any number of codes of a field; none chosen means all.  Of an open field the first can be chosen."""
    codes = view.names.codes(field)
    st.multiselect(
        view.t(f"filter.{field}"),
        [*codes, *(c for c in getattr(view.f, field, ()) if c not in codes)],
        key=field,
        format_func=lambda c: view.names.name(field, c, view.t.lang),
        placeholder=view.t("filter.all"),
    )


def one(view: View[Filters], field: str) -> None:
    """A choice of one code of a field; fields of years may be left open."""
    open_ended = field in {"from_year", "to_year"}
    codes: list[str] | list[int] = view.names.codes(field)
    st.selectbox(
        view.t(f"filter.{field}"),
        [0, *map(int, codes)] if open_ended else codes,
        key=field,
        format_func=lambda c: view.names.name(field, str(c), view.t.lang) if c else view.t("filter.all"),
    )


def words(view: View[Filters], field: str = "text", hint: str = "filter.text_hint") -> None:
    """A field for free text or a number."""
    st.text_input(view.t(f"filter.{field}"), key=field, max_chars=100, placeholder=view.t(hint))


def bar(view: View[Filters], *fields: str, key: str = "filters", hint: str = "") -> None:
    """The page's own filters in a row that wraps.  A second row on a page needs its own `key`, `filters-...`."""
    with st.container(key=key):
        for column, field in zip(st.columns(max(len(fields), MIN_COLUMNS)), fields, strict=False):
            with column:
                if field in {"text", "rate"}:
                    words(view, field, hint or f"filter.{field}_hint")
                elif field in ONE:
                    one(view, field)
                else:
                    many(view, field)


MIN_COLUMNS = 3
"""So that a single filter is not as wide as the page."""
ONE = frozenset({"amounts", "eur", "from_year", "to_year", "years"})
"""Fields of which one code is always chosen."""
