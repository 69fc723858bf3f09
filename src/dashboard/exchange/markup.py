"""Plain HTML for people without JavaScript: a page of a table, and the index of all of them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.exchange import delimited
from dashboard.exchange.request import Request, address
from dashboard.i18n import Lang, Text
from dashboard.settings import at

FOLDER = Path(__file__).parent / "templates"
POINT = {"sv": ",", "en": "."}


@cache
def _environment(lang: Lang) -> Environment:
    env = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    env.globals["at"] = at
    env.filters["cell"] = lambda value: value if isinstance(value, str) else delimited.cell(value, POINT[lang])
    return env


def table_page(t: Text, request: Request, **values: Any) -> Iterator[bytes]:
    """A page of a table's rows, written as they come."""
    other = "en" if t.lang == "sv" else "sv"
    offset, limit = request.offset, request.limit or values["count"]
    urls = {
        "next": values.pop("next"),
        "previous": request.url(offset=max(0, offset - limit) or None) if offset else None,
        "other": request.url(lang=None if other == "sv" else other),
        "excel": request.url(kind="csv", form="excel"),
        "open": request.url(kind="csv", form=None),
        "xlsx": request.url(kind="xlsx", form=None),
        "json": request.url(kind="json", form=None),
    }
    template = _environment(t.lang).get_template("table.html")
    for part in template.generate(t=t, lang=t.lang, other=other, request=request, urls=urls, path=address(), **values):
        yield part.encode("utf-8")


def index_page(t: Text, **values: Any) -> str:
    """What there is to fetch, for people."""
    other = "en" if t.lang == "sv" else "sv"
    return (
        _environment(t.lang).get_template("index.html").render(t=t, lang=t.lang, other=other, path=address(), **values)
    )
