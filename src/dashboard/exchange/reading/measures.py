"""The measures of a success factor, from its tables (cells known) or from plain lines (cells lost)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dashboard.exchange.reading.model import Cell, Item, Mark, Table, TableRow
from dashboard.exchange.reading.texttables import bare, kind_of, measure_rows
from dashboard.exchange.reading.words import alike, join, letters

_COLUMNS = {
    "factor": ("framgångsfaktor",),
    "name": ("styrmått", "kontrollmått", "mått", "aktivitet", "styrmåttaktivitet", "indikator"),
    "target": ("mål", "målvärde", "målnivå"),
    "status": ("måluppfyllelse", "bedömning", "uppfyllelse"),
    "trend": ("utveckling", "trend"),
}
_PART: dict[str, int] = {"part": 0}
_KIND_OF_HEAD = {"kontrollmått": "control_measure", "aktivitet": "activity"}


@dataclass
class Found:
    """A measure as found: marks and words of its status and trend cells, and the text that belongs to it."""

    kind: str
    name: str
    target: str
    page: int | None
    place: str
    sure: bool
    status_marks: tuple[Mark, ...] = ()
    trend_marks: tuple[Mark, ...] = ()
    status_words: str = ""
    passage: str = ""
    passage_page: int | None = None
    passage_place: str = ""
    passage_sure: bool = True
    others: list[str] = field(default_factory=list)
    """Cells of the row that no column of the template explains."""
    factor_cell: str = ""
    last_page: int | None = None
    """What its first cell says, and the page that its last part stands on: they tell whether a page break cut it."""


def columns(row: TableRow) -> dict[str, int] | None:
    """Which column of a measure table is what, from its head; None where the row is not such a head."""
    heads = [letters(join(text.split("\n"))) for text in row.texts]
    found = {role: n for role, words in _COLUMNS.items() for n, head in enumerate(heads) if head in words}
    return found if "name" in found and ("target" in found or "status" in found) else None


def is_measure_table(table: Table) -> bool:
    return any(columns(row) for row in table.rows[:2])


def measures(items: Sequence[Item], factor: str, known: frozenset[str]) -> tuple[list[Found], list[Item]]:
    """The measures among the items of a factor's section, and the items that are not their tables."""
    found: list[Found] = []
    rest: list[Item] = []
    at: dict[str, int] | None = None
    kind = "steering_measure"
    for item in items:
        if not isinstance(item, Table):
            rest.append(item)
            continue
        heads = _heads(item)
        if not any(heads) and not (at and _continues(item, at, factor)):
            rest.append(item)
            continue
        for row, head in zip(item.rows, heads, strict=True):
            if head is _PART:
                continue
            if head:
                at = head
                kind = _KIND_OF_HEAD.get(letters(row.texts[head["name"]]), "steering_measure")
            elif at:
                _take(row, at, factor, kind, found, known)
    if not found:
        rows, rest = measure_rows(items, factor, known)
        found = [Found(r.kind, r.name, r.target, r.page, r.place, r.sure) for r in rows]
    return found, rest


def _heads(table: Table) -> list[dict[str, int] | None]:
    """For each row its columns if it is a head; the lower half of a head that a page break cut is `_PART`."""
    found = [columns(row) for row in table.rows]
    for n, (row, after) in enumerate(pairwise(table.rows)):
        both = tuple(Cell(f"{a.text}\n{b.text}") for a, b in zip(row.cells, after.cells, strict=False))
        whole = columns(TableRow(both, row.page, row.place))
        if whole and len(whole) > len(found[n] or {}) and not found[n + 1]:
            found[n : n + 2] = [whole, _PART]
    return found


def _continues(table: Table, at: dict[str, int], factor: str) -> bool:
    """A table without a head that goes on from the page before: as many columns, the factor or nothing in the first."""
    cells = table.rows[0].texts
    if len(cells) <= max(at.values()):
        return False
    first = cells[at.get("factor", 0)]
    return not first or alike(first, factor) > 0.8 or letters(first) in letters(factor)


def _take(row: TableRow, at: dict[str, int], factor: str, kind: str, found: list[Found], known: frozenset[str]) -> None:
    """Adds a row's measure; the lower half of a row that a page break cut goes to the measure above it."""
    cells = {role: row.cells[n] for role, n in at.items() if n < len(row.cells)}
    said = {role: join(cell.text.split("\n"), known) for role, cell in cells.items()}
    if not any(said.values()) and not any(cell.marks for cell in row.cells):
        return
    if found and _is_lower_half(said, factor, found[-1], row.page):
        last = found[-1]
        last.name = bare(join([last.name, said.get("name", "")], known))
        last.target = join([last.target, said.get("target", "")], known)
        last.factor_cell += said.get("factor", "")
        last.sure, last.last_page = False, row.page
        last.status_marks = last.status_marks or _marks(cells, "status")
        last.trend_marks = last.trend_marks or _marks(cells, "trend")
        return
    name = said.get("name", "")
    if not name:
        return
    explained = set(at.values())
    others = [cell.text for n, cell in enumerate(row.cells) if n not in explained and cell.text]
    own = kind_of(name) if re.match(r"^\w+\s*:", name) else kind
    found.append(
        Found(
            own, bare(name), said.get("target", ""), row.page, row.place, bool(said.get("target")),
            _marks(cells, "status"), _marks(cells, "trend"), said.get("status", ""), others=others,
            factor_cell=said.get("factor", ""), last_page=row.page,
        )
    )  # fmt: skip


def _is_lower_half(said: dict[str, str], factor: str, last: Found, page: int | None) -> bool:
    """Whether a row is what a page break cut off the row above: the factor's cell, or the name, goes on in it."""
    own, name, target = letters(said.get("factor", "")), said.get("name", ""), said.get("target", "")
    if page == last.last_page or kind_of(name) != "steering_measure":
        return False
    if not last.name or (not target and own != letters(factor)):
        return True
    if own and letters(last.factor_cell) != letters(factor) == letters(last.factor_cell) + own:
        return not (last.target and target and name[:1].isupper())
    return bool(name) and (last.name.endswith("-") or name[:1].islower()) and not target[:1].isupper()


def _marks(cells: dict[str, Cell], role: str) -> tuple[Mark, ...]:
    return cells[role].marks if role in cells else ()
