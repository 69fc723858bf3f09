"""A table to take away: which rows a request means, and the file that holds them.

The command line and the HTTP interface both go through here, so they give the same bytes.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from dashboard.errors import UsageError
from dashboard.exchange import delimited, sheet
from dashboard.filters import FREE, MAX_TEXT, Vocabulary
from dashboard.i18n import LANGS, Lang, Text, text
from dashboard.models import TABLES
from dashboard.store.db import Database, Record, parameters

Kind = Literal["csv", "json", "xlsx"]
KINDS: tuple[Kind, ...] = ("csv", "json", "xlsx")
FORMS = ("open", "excel")
EXPORTED = (*TABLES, "checks")
"""What may be asked for: the tables of the contract and the recomputed checks."""
NUMBERS = frozenset({"year", "from_year", "to_year", "known", "limit", "offset"})
SINGLE = frozenset({"from_year", "to_year", "known", "text"})
MAX_LIMIT = 1_000_000


@dataclass(frozen=True)
class Request:
    """Rows of a table in a form.  `values` are the parameters of its statement."""

    table: str
    kind: Kind
    lang: Lang = "sv"
    form: str = "open"
    page: str = ""
    fields: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)


def parse(
    table: str, kind: str, query: Mapping[str, list[str]], names: Vocabulary, columns: tuple[str, ...]
) -> Request:
    """The request that a query means.  Raises UsageError naming the parameter and what it may be."""
    if table not in EXPORTED or kind not in KINDS:
        raise UsageError("no_table", table=f"{table}.{kind}", tables=", ".join(EXPORTED))
    known = parameters(table)
    options = ("lang", "form", "page", "fields", "limit", "offset")
    values: dict[str, Any] = {}
    for name, given in query.items():
        if name in options or not any(given):
            continue
        if name not in known:
            raise UsageError("unknown_parameter", field=name, table=table, allowed=", ".join((*known, *options)))
        read = [_value(name, v, names) for v in given if v]
        values[name] = read[0] if name in SINGLE else read
    wanted = [f for part in query.get("fields", []) for f in part.split(",") if f]
    for name in wanted:
        if name not in columns:
            raise UsageError("parameter", field="fields", value=name, allowed=", ".join(columns))
    return Request(
        table, kind,
        lang=_one(query, "lang", LANGS, "sv"),  # type: ignore[arg-type]
        form=_one(query, "form", FORMS, "open"),
        page="".join(c for c in (query.get("page") or [""])[0] if c.isalnum() or c in "-_")[:40],
        fields=tuple(wanted),
        limit=_count(query, "limit", None),
        offset=_count(query, "offset", 0) or 0,
        values=values,
    )  # fmt: skip


def _one(query: Mapping[str, list[str]], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = (query.get(name) or [default])[0] or default
    if value not in allowed:
        raise UsageError("parameter", field=name, value=value[:MAX_TEXT], allowed=", ".join(allowed))
    return value


def _count(query: Mapping[str, list[str]], name: str, default: int | None) -> int | None:
    value = (query.get(name) or [""])[0]
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) > MAX_LIMIT:
        raise UsageError("parameter", field=name, value=value[:MAX_TEXT], allowed=f"0–{MAX_LIMIT}")
    return int(value)


def _value(name: str, value: str, names: Vocabulary) -> Any:
    if name in FREE:
        return "".join(c for c in value if c.isprintable())[:MAX_TEXT]
    if name == "known":
        if value.isascii() and value.isdigit() and len(value) == 4:
            return int(value)
        raise UsageError("parameter", field=name, value=value[:MAX_TEXT], allowed="1000–9999")
    if not names.knows(name, value):
        allowed = names.codes(name)
        shown = ", ".join(allowed[:40]) + (" …" if len(allowed) > 40 else "")
        raise UsageError("parameter", field=name, value=value[:MAX_TEXT], allowed=shown)
    return int(value) if name in NUMBERS else value


@dataclass(frozen=True)
class Answer:
    """The rows of a request, and how many there are in all."""

    request: Request
    columns: tuple[str, ...]
    rows: tuple[Record, ...]
    total: int
    version: str

    @property
    def filename(self) -> str:
        """Named after page or table, filters, year, version: `mal-2021-partly-1a2b3c.csv`."""
        said = [
            str(v) for value in self.request.values.values() for v in (value if isinstance(value, list) else [value])
        ]
        parts = [self.request.page, self.request.table, *said[:4], self.version[:6]]
        stem = "-".join("".join(c if c.isascii() and c.isalnum() else "-" for c in p).strip("-") for p in parts if p)
        return f"{stem}.{self.request.kind}"


def answer(db: Database, request: Request, columns: tuple[str, ...]) -> Answer:
    """Asks the same statement that the pages ask."""
    rows = db.query(request.table, request.values)
    end = None if request.limit is None else request.offset + request.limit
    return Answer(request, request.fields or columns, rows[request.offset : end], len(rows), db.version)


def columns_of(db: Database, table: str) -> tuple[str, ...]:
    """The columns of a table's statement, in order.  Raises UsageError for a table that does not exist."""
    if table not in EXPORTED:
        raise UsageError("no_table", table=table, tables=", ".join(EXPORTED))
    return db.columns(table)


def content(found: Answer, names: Vocabulary) -> Iterator[bytes]:
    """The file in parts."""
    t = text(found.request.lang)
    if found.request.kind == "json":
        yield from _json(found)
    elif found.request.kind == "xlsx":
        headings = [heading(t, c) for c in found.columns]
        about = said_about(found, t, names)
        yield sheet.workbook(
            found.columns, headings, found.rows, t(f"table.{found.request.table}"), about, t("take.about")
        )
    elif found.request.form == "excel":
        yield from delimited.lines(found.columns, found.rows, "excel", [heading(t, c) for c in found.columns])
    else:
        yield from delimited.lines(found.columns, found.rows, "open")


def heading(t: Text, column: str) -> str:
    """A column's heading in the reader's language."""
    return t(f"column.{column}")


def said_about(found: Answer, t: Text, names: Vocabulary) -> list[tuple[str, str]]:
    """Page, filters in words, source, data version and time: what a file without its page must say."""
    words = [
        f"{t('filter.' + name)}: "
        + ", ".join(names.name(name, str(v), t.lang) for v in (value if isinstance(value, list) else [value]))
        for name, value in found.request.values.items()
    ]
    return [
        (t("column.table"), f"{t('table.' + found.request.table)} ({found.request.table})"),
        (t("take.filters"), " · ".join(words) or t("take.no_filters")),
        (t("sources.rows"), str(len(found.rows))),
        (t("column.source_id"), t("foot.source")),
        (t("take.version"), found.version),
    ]


def _json(found: Answer) -> Iterator[bytes]:
    head = {"table": found.request.table, "version": found.version, "total": found.total, "count": len(found.rows)}
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [').encode()
    for n, row in enumerate(found.rows):
        said = json.dumps({c: _plain(row[c]) for c in found.columns}, ensure_ascii=False)
        yield (("," if n else "") + "\n" + said).encode()
    yield b"\n]}\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, dt.date) else value
