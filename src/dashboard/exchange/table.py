"""A table to take away: the answer to a request, and the file that holds it.

The command line and the HTTP interface both go through here, so they give the same bytes.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.errors import UsageError
from dashboard.exchange import columns as columns_
from dashboard.exchange import delimited, jsonrows, markup, sheet
from dashboard.exchange.columns import Column
from dashboard.exchange.naming import stem
from dashboard.exchange.request import EXPORTED, HTML_ROWS, KINDS, Request, parse
from dashboard.filters import Vocabulary
from dashboard.i18n import Text, text
from dashboard.store.db import Database, Record

__all__ = ["EXPORTED", "KINDS", "Answer", "Request", "answer", "columns_of", "content", "parse"]

PART = 65536
"""Bytes that are handed on at a time, about."""
SWEDEN = ZoneInfo("Europe/Stockholm")


def now() -> dt.datetime:
    """The time, in whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Answer:
    """The rows of a request, fetched when they are asked for, how many there are in all, and when it was asked."""

    db: Database
    request: Request
    columns: tuple[Column, ...]
    total: int
    at: dt.datetime = field(default_factory=now)

    @property
    def version(self) -> str:
        return self.db.version

    @property
    def limit(self) -> int | None:
        """The most rows of this answer; a page for people has a limit of its own."""
        return HTML_ROWS if self.request.limit is None and self.request.kind == "html" else self.request.limit

    @property
    def count(self) -> int:
        """How many rows this answer has."""
        left = max(0, self.total - self.request.offset)
        return left if self.limit is None else min(left, self.limit)

    @property
    def rows(self) -> Iterator[Record]:
        """The rows, one by one, from the same statement that the pages ask."""
        return self.db.stream(self.request.table, self.request.bound, self.limit, self.request.offset)

    @property
    def next(self) -> str | None:
        """The URL of the rows after these, if there are any."""
        end = self.request.offset + self.count
        return self.request.url(offset=end, limit=self.limit) if self.count and end < self.total else None

    @property
    def filename(self) -> str:
        """Named after page, table, filters, form and version: `goals-measures-2021-partly-1a2b3c.csv`."""
        said = [
            str(v)
            for name, value in self.request.values.items()
            for v in (value if isinstance(value, list) else [value])
            if (name, v) != ("sort", "page")
        ]
        form = "excel" if self.request.form == "excel" and self.request.kind == "csv" else ""
        parts = [self.request.page, self.request.table, *said[:4], form, self.version[:6]]
        return f"{stem(parts)}.{self.request.kind}"


def answer(db: Database, request: Request, at: dt.datetime | None = None) -> Answer:
    """What a request gets.  Raises UsageError for more rows than its form can hold."""
    chosen = columns_.chosen(columns_.columns_of(db, request.table), request.fields)
    found = Answer(db, request, chosen, db.count(request.table, request.values), at or now())
    if request.kind == "xlsx" and found.count > sheet.MAX_ROWS:
        raise UsageError("too_many_rows", field="limit", n=found.count, allowed=f"0–{sheet.MAX_ROWS}")
    return found


def columns_of(db: Database, table: str) -> tuple[str, ...]:
    """The names of the columns of a table's statement, in order.  Raises UsageError for a table that does not exist."""
    return tuple(c.name for c in columns_.columns_of(db, table))


def content(found: Answer, names: Vocabulary) -> Iterator[bytes]:
    """The file in parts of about the same size."""
    waiting: list[bytes] = []
    size = 0
    for part in _content(found, names):
        waiting.append(part)
        size += len(part)
        if size >= PART:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def _content(found: Answer, names: Vocabulary) -> Iterator[bytes]:
    request, t = found.request, text(found.request.lang)
    machine = [c.name for c in found.columns]
    headings = [heading(t, c) for c in machine]
    match request.kind:
        case "json":
            head = {
                "table": request.table, "version": found.version, "total": found.total, "count": found.count,
                "offset": request.offset, "next": found.next, "filters": request.values,
                "said": said_filters(request, t, names), "sources": sources(found),
            }  # fmt: skip
            yield from jsonrows.document(head, machine, found.rows)
        case "xlsx":
            yield from sheet.workbook(
                found.columns, headings, found.rows, t(f"table.{request.table}"), said_about(found, t, names),
                t("take.about"), found.at,
            )  # fmt: skip
        case "html":
            yield from markup.table_page(
                t, request, columns=found.columns, headings=headings, rows=found.rows, total=found.total,
                count=found.count, next=found.next, said=said_filters(request, t, names), version=found.version,
                sources=sources(found),
            )  # fmt: skip
        case "csv" if request.form == "excel":
            yield from delimited.lines(machine, found.rows, "excel", headings)
        case _:
            yield from delimited.lines(machine, found.rows, "open")


def heading(t: Text, column: str) -> str:
    """A column's heading in the reader's language."""
    return t(f"column.{column}")


def said_filters(request: Request, t: Text, names: Vocabulary) -> str:
    """The filters in words; nothing where none restricts."""
    return " · ".join(
        f"{t('filter.' + name)}: "
        + ", ".join(names.name(name, str(v), t.lang) for v in (value if isinstance(value, list) else [value]))
        for name, value in request.values.items()
    )


def sources(found: Answer) -> list[Mapping[str, Any]]:
    """The documents and web pages that the rows come from: those they name, else the reports of their years."""
    db, request = found.db, found.request
    columns = db.columns(request.table)

    def having(column: str) -> list[Any]:
        return db.distinct(request.table, column, request.bound, found.limit, request.offset)

    if "source_id" in columns:
        wanted = set(having("source_id"))
    elif "year" in columns:
        years = having("year")
        wanted = {r["source_id"] for r in db.query("reports") if r["year"] in years}
    else:
        wanted = {r["source_id"] for r in db.query("reports") if r["coverage"] == "full"}
    kept = ("source_id", "title", "publisher", "url", "date")
    return [{k: row[k] for k in kept} for row in db.query("sources") if row["source_id"] in wanted]


def said_about(found: Answer, t: Text, names: Vocabulary) -> list[tuple[str, str]]:
    """Page, filters in words, sources, data version and time: what a file without its page must say."""
    request = found.request
    of = t("take.rows_of", count=found.count, total=found.total, first=min(request.offset + 1, found.total))
    described = [", ".join(str(s[k]) for k in ("title", "publisher", "date", "url") if s[k]) for s in sources(found)]
    return [
        *([(t("take.page"), t(f"page.{request.page}.title"))] if request.page else []),
        (t("column.table"), f"{t('table.' + request.table)} ({request.table})"),
        (t("take.one_row"), t(f"one_row.{request.table}")),
        (t("take.filters"), said_filters(request, t, names) or t("take.no_filters")),
        (t("sources.rows"), of),
        (t("take.version"), found.version),
        (t("take.fetched"), found.at.astimezone(SWEDEN).isoformat(" ", "seconds")),
        (t("take.address"), request.url()),
        *((t("take.source") if n == 0 else "", said) for n, said in enumerate(described)),
    ]
