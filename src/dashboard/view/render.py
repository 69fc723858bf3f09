"""HTML from templates: everything is escaped, texts come from the language, numbers from `fmt`.

A template gets `t` (texts), `f` (the filters of the view), `names` (the vocabulary) and what the page passes.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from dashboard.filters import Filters, Vocabulary
from dashboard.i18n import LANGS, Lang, Text, text
from dashboard.settings import at
from dashboard.view import compare, fmt

TEMPLATES = Path(__file__).parent / "templates"
GLYPHS = {"achieved": "●", "partly": "◐", "not_achieved": "✕", "unknown": "○"}
"""A shape for each status, so that colour never stands alone."""
ARROWS = {"better": "↗", "unchanged": "→", "worse": "↘", "unknown": ""}


class _Compiled(BytecodeCache):
    """Compiled templates beside their sources, as Python keeps its modules: they are half of what a first page costs.

    One for each language, since what is constant is formatted at once.  Where nothing can or may be written there
    (`PYTHONDONTWRITEBYTECODE`), they are compiled at each start.
    """

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError), self._path(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        path = self._path(bucket)
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            beside = path.with_suffix(f"{path.suffix}-{os.getpid()}-{get_ident()}")
            beside.write_bytes(bucket.bytecode_to_string())
            beside.replace(path)

    def _path(self, bucket: Bucket) -> Path:
        return TEMPLATES / "__pycache__" / f"{bucket.key}.{self._lang}"


@cache
def _environment(lang: Lang) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False, bytecode_cache=_Compiled(lang),
    )  # fmt: skip
    t = text(lang)

    def say(row: dict[str, Any], column: str) -> Any:
        """The column of a bilingual pair in this language."""
        return row[f"{column}_{lang}"]

    filters: dict[str, Callable[..., Any]] = {
        "num": lambda v, decimals=None, sign=False: fmt.number(v, lang, decimals, sign),
        "pct": lambda v, decimals=None, sign=False: fmt.percent(v, lang, decimals, sign),
        "date": lambda v, precision="day": fmt.date(v, precision, lang),
        "say": say,
        "result": lambda row: result(row, t),
        "reasons": lambda row: compare.reasons(t, row),
        "change": lambda row: compare.called(t, row),
        "counted": lambda c: compare.counted(t, c.counts, c.year, c.compare),
        "years": lambda years: compare.both(t, years),
        "cell": lambda v: cell(v, lang),
        "breakable": breakable,
    }
    env.filters.update(filters)
    env.globals.update(t=t, lang=lang, at=at, glyphs=GLYPHS, arrows=ARROWS)
    return env


def breakable(name: str) -> Markup:
    """A name that may go on to the next line after a slash, which browsers else do not allow."""
    return Markup("/<wbr>").join(escape(part) for part in name.split("/"))


def result(row: dict[str, Any], t: Text) -> str:
    """The result of a period, mnkr, no more exact than its source: `−3,0`, `ca +13`."""
    value, printed = row["result_mnkr"], row["result_printed"]
    if value is None:
        return fmt.DASH
    said = fmt.number(value, t.lang, 0 if printed else 1, sign=True)
    return t("about_amount", amount=said) if printed and printed.startswith("ca") else said


def cell(value: object, lang: Lang) -> str:
    """A value whose type is only known at run time: numbers in the language's form, text as it is."""
    if isinstance(value, str):
        try:
            return fmt.number(Decimal(value), lang)
        except ArithmeticError:
            return value
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return fmt.number(value, lang)
    return fmt.DASH if value is None else str(value)


def render(template: str, t: Text, f: Filters, names: Vocabulary, **values: Any) -> str:
    """The HTML of a template."""
    return _environment(t.lang).get_template(template).render(f=f, names=names, **values)


def compile_all() -> int:
    """Compiles every template in every language, and gives how many: for an image in which nothing is written later."""
    environments = [_environment(lang) for lang in LANGS]
    return len([env.get_template(name) for env in environments for name in env.list_templates(["html"])])
