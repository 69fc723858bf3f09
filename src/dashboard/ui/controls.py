"""Widgets.  Their keys are the fields of the filters, their values are codes, their labels are texts."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from dashboard.filters import ComparedFilters, Filters
from dashboard.models import Coverage
from dashboard.store import queries
from dashboard.store.queries import Leaf
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
        open_units = _open(view, "unit")
        units = {"": t("filter.all_units")} | _codes(view, "unit", open_units)
        units.setdefault(view.f.unit, names.name("unit", view.f.unit, t.lang))
        st.selectbox(t("filter.unit"), list(units), key="unit", format_func=lambda c: units.get(c, c))
        _find(view, "unit", "unit", open_units)
        words(view, "q", "search.hint")
        show.html(view, "aside.html")


def many(view: View[Filters], field: str, offered: str = "") -> None:
    """A choice of any number of codes of a field; none chosen means all.

    `offered` is the field of the vocabulary whose codes can be chosen, where that is not the field itself.
    """
    open_field = _open(view, offered or field)
    codes = _codes(view, offered or field, open_field)
    for code in getattr(view.f, field, ()):
        codes.setdefault(code, view.names.name(field, code, view.t.lang))
    st.multiselect(
        view.t(f"filter.{field}"),
        list(codes),
        key=field,
        format_func=lambda c: codes.get(c, c),
        placeholder=view.t("filter.all"),
    )
    _find(view, field, offered or field, open_field)


def _open(view: View[Filters], field: str) -> Leaf | None:
    """Of a field with too many codes to list, those to offer: the first that fit what is typed beside it."""
    return queries.choices(view.db, field, _typed(field)) if view.names.is_open(field) else None


def _typed(field: str) -> str:
    """What is typed to find codes of an open field: no filter, so neither in the URL nor kept from page to page."""
    return str(st.session_state.get(FIND + field, "")).strip()


def _codes(view: View[Filters], field: str, found: Leaf | None) -> dict[str, str]:
    """The codes that can be chosen, with their names."""
    if found is not None:
        return {row["code"]: row[f"name_{view.t.lang}"] for row in found.rows}
    return {code: view.names.name(field, code, view.t.lang) for code in view.names.codes(field)}


def _find(view: View[Filters], label: str, field: str, found: Leaf | None) -> None:
    """Under an open field: how many of its codes can be chosen now, and a field to find the others with."""
    if found is None:
        return
    name = view.t(f"filter.{label}")
    st.text_input(
        view.t("choices.find", field=name), key=FIND + field, max_chars=100, placeholder=view.t("choices.hint")
    )
    show.html(view, "choices.html", fresh=True, found=found, field=name, typed=_typed(field))


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


def bar(
    view: View[Filters],
    *fields: str,
    key: str = "filters",
    hint: str = "",
    offered: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """The page's own filters in a row that wraps.  A second row on a page needs its own `key`, `filters-...`.

    `offered` says of which fields the codes of another field of the vocabulary can be chosen.
    """
    with st.container(key=key):
        for column, field in zip(st.columns(max(len(fields), MIN_COLUMNS)), fields, strict=False):
            with column:
                if field in {"text", "rate"}:
                    words(view, field, hint or f"filter.{field}_hint")
                elif field in ONE:
                    one(view, field)
                else:
                    many(view, field, offered.get(field, ""))


FIND = "find-"
"""What the keys of the fields begin with in which people look for codes."""
MIN_COLUMNS = 3
"""So that a single filter is not as wide as the page."""
ONE = frozenset({"amounts", "eur", "from_year", "to_year", "years"})
"""Fields of which one code is always chosen."""
