"""One typed function per question.  All return records (column -> value); filters restrict what they name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from dashboard.filters import LISTED, Filters, Name, Vocabulary
from dashboard.i18n import LANGS, Lang, text
from dashboard.models import TABLES, Basis, Change, Coverage, EventKind, FindingKind, Kind, Scope, Status
from dashboard.store.db import Database, Record

Rows = tuple[Record, ...]
SHOWN = 200
"""Rows that a table shows where the page has no leaves: all of them today."""


@dataclass(frozen=True)
class Leaf:
    """One page of a list: its rows, its number (0 for all rows on one), how many pages and rows there are in all."""

    rows: Rows
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return 1 + max(0, self.number - 1) * self.size

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def near(self) -> list[int]:
        """The numbers to offer: the first page, the last, and those around this one."""
        around = range(max(1, self.number - NEAR), min(self.pages, self.number + NEAR) + 1)
        return sorted({1, self.pages, *around})

    @property
    def whole(self) -> bool:
        """Whether all rows may be shown on one page."""
        return self.total <= WHOLE


ENUMS = {
    "status": Status, "basis": Basis, "kind": Kind, "event": EventKind, "finding": FindingKind, "scope": Scope,
    "company_status": Status, "change": Change,
}  # fmt: skip
"""Filter fields whose codes are enums of the models; their names are the texts `<field>.<code>`."""
CHOICES = {
    "amounts": ("tkr", "mnkr"), "eur": ("eur", "meur"), "years": ("year", "all"),
    "sort": ("page", "label", "value", "year"),
    "table": ("income_statement", "unit_deviations", "growth_grant", "board_results"),
}  # fmt: skip

FIGURES_A_PAGE = 50
MEASURES_A_PAGE = 100
NEAR = 5
WHOLE = 2000
"""The most rows that a list is ever shown with on one page."""


@lru_cache(maxsize=4)
def vocabulary(db: Database) -> Vocabulary:
    """Every code that a filter may have, with its names in both languages."""
    names: dict[str, list[Name]] = {}
    for row in db.query("vocabulary"):
        names.setdefault(row["field"], []).append(Name(row["code"], row["name_sv"], row["name_en"]))
    for field, enum in ENUMS.items():
        names[field] = [Name(str(c), *(text(lang)(f"{field}.{c}") for lang in LANGS)) for c in enum]
    for field, codes in CHOICES.items():
        names[field] = [Name(c, *(text(lang)(f"{field}.{c}") for lang in LANGS)) for c in codes]
    years = [str(r["year"]) for r in reversed(reports(db))]
    names["year"] = names["compare"] = [Name(y, y, y) for y in years]
    names["page_no"] = [
        *(Name(n, n, n) for n in map(str, range(1, min(_pages(db), LISTED + 1) + 1))),
        Name("all", *(text(lang)("page_no.all") for lang in LANGS)),
    ]
    first, last = _event_years(db)
    names["from_year"] = names["to_year"] = [Name(y, y, y) for y in map(str, range(first, last + 1))]
    return Vocabulary(names, partial(_code, db))


def _code(db: Database, field: str, code: str) -> Name | None:
    """A code of a field that has too many to list."""
    if field == "page_no":
        return Name(code, code, code) if re.fullmatch(r"[1-9][0-9]{0,8}", code) and int(code) <= _pages(db) else None
    rows = db.query("code", {"field": [field], "code": [code]})
    return Name(code, rows[0]["name_sv"], rows[0]["name_en"]) if rows else None


def choices(db: Database, field: str, words: str) -> Leaf:
    """The first codes of a field that has many, of those whose names hold some words, and how many there are."""
    return leaf(db, "names", LISTED, field=field, text=words)


def _pages(db: Database) -> int:
    """How many pages the longest list may have."""
    rows = sizes(db)
    return max(-(-rows["figures"] // FIGURES_A_PAGE), -(-rows["measures"] // MEASURES_A_PAGE))


def _event_years(db: Database) -> tuple[int, int]:
    row = db.query("event_years")[0]
    return (row["first"], row["last"]) if row["first"] else (0, -1)


def reports(db: Database) -> Rows:
    """The reports behind the years, oldest first."""
    return db.query("reports")


def latest_full_year(db: Database) -> int:
    """The year to show when none is asked for; 0 where there is no data at all."""
    rows = reports(db)
    full = [r["year"] for r in rows if r["coverage"] == Coverage.FULL] or [r["year"] for r in rows]
    return max(full, default=0)


def table(db: Database, name: str, filters: Filters | None = None, **more: Any) -> Rows:
    """The rows of a table of the contract, restricted by the filters that it knows and by `more` (code or codes)."""
    return db.query(name, (filters.params() if filters else {}) | _codes(more))


def leaf(
    db: Database, name: str, size: int = SHOWN, page_no: str = "1", filters: Filters | None = None, **more: Any
) -> Leaf:
    """The page with a number of the rows that `table` gives, the last one where there are fewer; `all` is one page."""
    values = (filters.params() if filters else {}) | _codes(more)
    total = db.count(name, values)
    if page_no == "all" and total <= WHOLE:
        return Leaf(db.query(name, values), 0, size, total)
    number = 1 if page_no == "all" else max(1, min(int(page_no), -(-total // size)))
    return Leaf(db.query(name, values, size, (number - 1) * size), number, size, total)


def _codes(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {"text", "known", "from_year", "to_year", "factors", "marks", "series", "sort"}
    return {
        k: v if k in plain or isinstance(v, tuple | list) else [v] for k, v in values.items() if v not in ("", None)
    }


def status_counts(db: Database, filters: Filters) -> dict[str, Record]:
    """Counts of measures by status per perspective id, and in all under the key ``""``."""
    return {r["perspective_id"] or "": r for r in db.query("status_counts", filters.params())}


def report(db: Database, year: int) -> Record:
    """The report behind a year.  Raises KeyError for a year without one."""
    found = {r["year"]: r for r in reports(db)}
    return found[year]


def row_labels(db: Database, rows: Iterable[Record], lang: Lang) -> dict[tuple[str, str], str]:
    """What the rows are called that some findings or checks are about, by table and id, where they have names."""
    wanted = [(r["year"], r["table"], r["row_id"]) for r in rows]
    if not wanted:
        return {}
    years, tables, ids = (sorted(set(part)) for part in zip(*wanted, strict=True))
    found = db.query("labels", {"year": years, "table": tables, "row": ids})
    return {(r["table"], r["row_id"]): r[f"label_{lang}"] for r in found}


def sizes(db: Database) -> dict[str, int]:
    """How many rows each table of the contract has."""
    found = {r["table"]: r["rows"] for r in db.query("sizes")}
    return {name: found[name] for name in TABLES}
