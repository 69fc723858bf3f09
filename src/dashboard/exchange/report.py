"""What an import changes and which versions there are, in the reader's words: for the page as values, for a terminal
as lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.exchange.plan import Plan
from dashboard.i18n import Text
from dashboard.models import KEYS, Basis, Kind, Row, Status, Trend, shortest
from dashboard.store.changes import CellChange, TableChange, called
from dashboard.store.versions import Version

SWEDEN = ZoneInfo("Europe/Stockholm")
CODES = {Status: "status", Basis: "basis", Trend: "trend", Kind: "kind"}
"""Enums whose codes have names among the texts."""


@dataclass(frozen=True)
class Named:
    """A row as people know it: its year (or nothing), id and name."""

    year: str
    key: str
    name: str

    def __str__(self) -> str:
        said = " ".join(filter(None, (self.year, self.key)))
        return f"{said} ({self.name})" if self.name != self.key else said


@dataclass(frozen=True)
class Cell:
    """A cell that changes: its row, the heading of its column, the value before and after."""

    row: Named
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Changed:
    """What an import does to one table."""

    title: str
    added: tuple[Named, ...]
    removed: tuple[Named, ...]
    cells: tuple[Cell, ...]
    changed: int
    moved: int


@dataclass(frozen=True)
class Sum:
    """A check that does not agree."""

    place: str
    page: int | None
    printed: str
    computed: str
    difference: str
    kind: str


@dataclass(frozen=True)
class Pair:
    """Two ids that look like one thing."""

    title: str
    old: Named
    new: Named


def changed(changes: Sequence[TableChange], t: Text) -> tuple[Changed, ...]:
    """The tables that differ, said in a language."""
    return tuple(
        Changed(
            t(f"table.{c.table}"),
            tuple(named(c.table, r, t) for r in c.added),
            tuple(named(c.table, r, t) for r in c.removed),
            tuple(_cell(x, t) for x in c.cells),
            c.changed,
            c.moved,
        )
        for c in changes
    )


def _cell(x: CellChange, t: Text) -> Cell:
    return Cell(named(x.table, x.row, t), t(f"column.{x.column}"), said(x.old, t), said(x.new, t))


def sums(plan: Plan, t: Text) -> tuple[Sum, ...]:
    """The sums of the years that came in which do not agree, all of them explained."""
    return tuple(
        Sum(
            f"{c['year']} {t('table.' + c['table'])}: {_label(plan, c, t)}, {t('column.' + c['field'])}", c["page"],
            said(shortest(c["printed"]), t), said(shortest(c["computed"]), t), said(shortest(c["difference"]), t),
            t(f"finding.{c['kind']}"),
        )
        for c in plan.sums
    )  # fmt: skip


def _label(plan: Plan, check: dict[str, Any], t: Text) -> str:
    """What the row of a check is called."""
    table, key = check["table"], KEYS[check["table"]]
    for placed in plan.rows[table]:
        if (getattr(placed.row, "year", None), str(getattr(placed.row, key))) == (check["year"], check["row_id"]):
            return called(placed.row, table, t.lang)
    return str(check["row_id"])


def renamed(plan: Plan, t: Text) -> tuple[Pair, ...]:
    """Ids that look as if they had been changed by mistake."""
    return tuple(Pair(t(f"table.{p.table}"), named(p.table, p.old, t), named(p.table, p.new, t)) for p in plan.renamed)


def said(value: Any, t: Text) -> str:
    """A value of a row as people read it; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return str(value).replace("-", "−").replace(".", "," if t.lang == "sv" else ".")
    return t(f"{CODES[type(value)]}.{value}") if type(value) in CODES else str(value)


def named(table: str, row: Row, t: Text) -> Named:
    """A row by its year, id and name."""
    return Named(str(getattr(row, "year", "")), str(getattr(row, KEYS[table])), called(row, table, t.lang))


def change_lines(changes: Sequence[TableChange], t: Text) -> Iterator[str]:
    """Per table what came, changed and went, then each changed cell old → new and each row that went."""
    for c in changed(changes, t):
        yield t("import.table", table=c.title, added=len(c.added), changed=c.changed, removed=len(c.removed))
        if c.moved:
            yield "  " + t("import.moved", n=c.moved)
        yield from (f"  {x.row}, {x.column}: {x.old} → {x.new}" for x in c.cells)
        yield from ("  " + t("import.removed", row=row) for row in c.removed)


def plan_lines(plan: Plan, t: Text) -> Iterator[str]:
    """The whole report of an import."""
    yield t("import.head", name=plan.incoming.name, sha256=plan.incoming.sha256[:12])
    if plan.nothing:
        yield t("import.nothing")
        return
    yield from change_lines(plan.changes, t)
    if plan.sums:
        yield t("import.sums", n=len(plan.sums))
    for s in sums(plan, t):
        yield "  " + t(
            "cli.check", place=s.place, page=t("source.page", page=s.page or "–"), printed=s.printed,
            computed=s.computed, difference=s.difference, kind=s.kind,
        )  # fmt: skip
    if plan.renamed:
        yield t("import.renamed", n=len(plan.renamed))
    yield from (f"  {p.title}: {p.old} → {p.new}" for p in renamed(plan, t))


def version_lines(versions: Sequence[Version], in_use: int, t: Text) -> Iterator[str]:
    """A line a version, latest first."""
    for v in reversed(versions):
        yield t(
            "version.line", number=v.number, made=made(v), what=what(v, t), added=v.counts.added,
            changed=v.counts.changed, removed=v.counts.removed, sha256=v.sha256[:12] or "–",
            data_version=v.data_version, mark="*" if v.number == in_use else " ",
        ) + (f" · {v.reason}" if v.reason else "")  # fmt: skip


def made(version: Version) -> str:
    """When a version was published, by Swedish clocks."""
    return version.made.astimezone(SWEDEN).strftime("%Y-%m-%d %H:%M")


def what(version: Version, t: Text) -> str:
    """What made a version."""
    return t(f"version.origin.{version.origin}", file=version.file, number=version.back_to or 0)
