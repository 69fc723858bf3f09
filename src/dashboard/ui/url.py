"""The view lives in the URL as codes.  `pull` brings it into the session before the page, `push` writes it back after.

The session's copy is what the widgets hold.  The URL wins whenever it says something that we did not write ourselves:
a deep link, a click on a link, back and forward.  One case looks like that and is not: a second quick change in a field
reaches us before the browser has the URL that we wrote for the first.
"""

from decimal import Decimal
from typing import Any, TypeVar

import streamlit as st

from dashboard.filters import Filters, Refused, Vocabulary, parse, with_year
from dashboard.i18n import Lang

F = TypeVar("F", bound=Filters)
WRITTEN = "_written"
"""The view on which URL and session last agreed, (path, query)."""
EARLIER = "_earlier"
"""The last few of those."""
REMEMBERED = 10
TYPED = {"rate"}
"""Fields that people type: what means nothing stays there to be mended."""
PAGING = {"page_no"}
"""Fields that start over when another field is changed: the third page of other rows is not what anybody asked for."""


def read() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def pull(model: type[F], names: Vocabulary, path: str, default_year: int) -> tuple[F, tuple[Refused, ...]]:
    """The filters of this run, and what the URL or a field said that means nothing."""
    asked, written = read(), st.session_state.get(WRITTEN)
    refused: tuple[Refused, ...] = ()
    follows = written is None or (asked and (path, asked) != written and not _outrun(model, names, path, asked))
    if follows:
        said, refused = parse(model, asked, names)
        for field, value in said:
            st.session_state[field] = _state(value, said.lang)
    # Even if the visitor leaves before `push`, the URL of the page before is news then.
    if written is None or follows or written[0] != path:
        st.session_state[WRITTEN] = (path, asked)
    held = _held(model)
    filters, mistyped = parse(model, held, names)
    filters, itself = with_year(filters, default_year)
    if written == (path, asked) and _chosen(filters.query()) != _chosen(asked):
        filters = filters.changed(**{f: model.model_fields[f].default for f in PAGING & model.model_fields.keys()})
    for field, value in filters:
        if field not in TYPED & {r.field for r in mistyped}:
            st.session_state[field] = _state(value, filters.lang)
    return filters, refused + mistyped + itself


def _held(model: type[F]) -> dict[str, list[str]]:
    """What the session holds, as a query."""
    return {f: _query(st.session_state[f]) for f in model.model_fields if st.session_state.get(f) not in (None, "", [])}


def _outrun(model: type[F], names: Vocabulary, path: str, asked: dict[str, list[str]]) -> bool:
    """Whether a field was changed on a page whose URL is still one that we wrote before: then the field is newer."""
    written_path, written = st.session_state[WRITTEN]
    changed = written_path == path and parse(model, _held(model), names)[0].query() != written
    return changed and (path, asked) in st.session_state.get(EARLIER, [])


def _chosen(query: dict[str, list[str]]) -> dict[str, list[str]]:
    return {field: values for field, values in query.items() if field not in PAGING}


def push(filters: Filters, path: str) -> None:
    query = filters.query()
    if query != read():
        st.query_params.from_dict(query)
    if (path, query) != st.session_state.get(WRITTEN):
        earlier = [*st.session_state.get(EARLIER, []), st.session_state.get(WRITTEN)]
        st.session_state[EARLIER] = earlier[-REMEMBERED:]
    st.session_state[WRITTEN] = (path, query)


def _state(value: Any, lang: Lang) -> Any:
    """What a widget holds for a value: lists, and numbers as the language writes them."""
    if isinstance(value, Decimal):
        return str(value).replace(".", "," if lang == "sv" else ".")
    return list(value) if isinstance(value, tuple) else value


def _query(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)] if value else []
