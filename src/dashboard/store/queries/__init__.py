"""One typed function per question.  All return records (column -> value); filters restrict what they name."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dashboard.filters import Filters, Name, Vocabulary
from dashboard.i18n import LANGS, Lang, text
from dashboard.models import KEYS, TABLES, Basis, Change, Coverage, EventKind, FindingKind, Kind, Scope, Status
from dashboard.store.db import Database, Record

Rows = tuple[Record, ...]

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
    event_years = [str(y) for y in range(*_event_years(db))]
    pages = [str(n + 1) for n in range(-(-len(db.query("figures")) // FIGURES_A_PAGE))]
    names["page_no"] = [*(Name(n, n, n) for n in pages), Name("all", *(text(lang)("page_no.all") for lang in LANGS))]
    names["from_year"] = names["to_year"] = [Name(y, y, y) for y in event_years]
    return Vocabulary(names)


def _event_years(db: Database) -> tuple[int, int]:
    years = [r["date"].year for r in db.query("railway_events") if r["date"]]
    return (min(years), max(years) + 1) if years else (0, 0)


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


def _codes(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {"text", "known", "from_year", "to_year", "sort"}
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


LABELS = ("name", "label", "type", "action", "title", "unit")
"""Columns that name a row, the first that it has."""


def row_labels(db: Database, year: int, lang: Lang) -> dict[tuple[str, str], str]:
    """What rows are called, by table and id, for tables whose rows have names."""
    found: dict[tuple[str, str], str] = {}
    for name, key in KEYS.items():
        for row in table(db, name, year=year):
            label = next((row[f"{c}_{lang}"] for c in LABELS if row.get(f"{c}_{lang}")), row.get("name"))
            if label:
                found[name, str(row[key])] = label
    return found


def sizes(db: Database) -> dict[str, int]:
    """How many rows each table of the contract has."""
    return {name: len(db.query(name)) for name in TABLES}
