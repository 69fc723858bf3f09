"""What an import would do, worked out before anything is written: the same for the command line and the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from dashboard.errors import DataError, PublishError, RefusedError
from dashboard.exchange.incoming import Incoming
from dashboard.models import KEYS, TABLES, Row
from dashboard.store.build import standing
from dashboard.store.changes import TableChange, called, compare
from dashboard.store.load import Loaded, load
from dashboard.store.publish import Press
from dashboard.store.snapshot import canonical
from dashboard.store.tables import compose
from dashboard.store.versions import Origin, Version, latest, rows, version

NEAR = 0.85
"""How alike two names are, 0 to 1, that look like the same thing under two ids."""
NAMED_ALIKE = frozenset({"sources", "figures", "company_figures", "eu_amounts", "eu_events", "railway_events"})
"""Tables in which many rows have nearly the same name: there only the very same name counts."""


@dataclass(frozen=True)
class Renamed:
    """An id that came and one that went, with names so alike that one is probably the other misspelt."""

    table: str
    old: Row
    new: Row

    @property
    def ids(self) -> tuple[str, str]:
        return str(getattr(self.old, KEYS[self.table])), str(getattr(self.new, KEYS[self.table]))


@dataclass(frozen=True)
class Plan:
    """An import before it is published.

    `base` is the number of the version that it starts from (None where there is none), `sums` are the checks of the
    years that came in which do not agree; all of them are explained, else there would be no plan.
    """

    base: int | None
    incoming: Incoming
    rows: Loaded
    changes: tuple[TableChange, ...]
    sums: tuple[dict[str, Any], ...]
    renamed: tuple[Renamed, ...]

    @property
    def nothing(self) -> bool:
        """Whether the input holds what is published already."""
        return not self.changes


def plan(out: Path, data: Path, incoming: Incoming) -> Plan:
    """What importing would do to the version in use, or to the files of `data/` where none was published yet.

    Writes nothing.  Raises RefusedError with every problem: of the input itself, and of the rows as they would be
    together.
    """
    if incoming.problems and not incoming.tables:
        raise RefusedError(incoming.problems, incoming.name)
    last = latest(out)
    base = canonical(rows(out, last.number) if last else load(data))
    merged = canonical(incoming.onto(base))
    try:
        tables = compose(merged, incoming.problems, incoming.broken)
    except DataError as error:
        raise RefusedError(error.problems, incoming.name) from error
    years = {year for table in incoming.tables for year in incoming.years(table)}
    wrong = tuple(c for c in tables["checks"].to_pylist() if not c["agrees"] and c["year"] in years)
    return Plan(
        last.number if last else None, incoming, merged, compare(base, merged), wrong,
        tuple(_renamed(base, merged, incoming)),
    )  # fmt: skip


def publish(press: Press, data: Path, wanted: Plan, reason: str) -> Version | None:
    """Publishes a plan, and keeps what it was made from; None where it changes nothing.

    Raises PublishError where another version was published since the plan was made.
    """
    last = press.tidy()
    if (last.number if last else None) != wanted.base:
        raise PublishError("moved_on")
    if wanted.nothing:
        return None
    came = wanted.incoming
    return press.publish(
        wanted.rows, came.files, origin=Origin.IMPORT, reason=reason, file=came.name, sha256=came.sha256,
        **standing(data, wanted.rows, last),
    )  # fmt: skip


def roll_back(press: Press, data: Path, number: int, reason: str) -> Version | None:
    """Publishes an earlier version once more, as a new one; None where it holds what is published now.

    Raises UsageError where there is no such version, DataError where its rows are no longer accepted.
    """
    last = press.tidy()
    old = version(press.out, number)
    if last is not None and old.content == last.content:
        return None
    loaded = rows(press.out, number)
    return press.publish(
        loaded, origin=Origin.ROLLBACK, reason=reason, back_to=number, **standing(data, loaded, last)
    )  # fmt: skip


def difference(out: Path, old: int, new: int) -> tuple[TableChange, ...]:
    """What differs between two versions.  Raises UsageError where one does not exist."""
    return compare(*(canonical(rows(out, version(out, number).number)) for number in (old, new)))


def _renamed(base: Loaded, merged: Loaded, incoming: Incoming) -> Iterator[Renamed]:
    for table in incoming.tables:
        if "year" not in TABLES[table].model_fields:
            yield from _pairs(table, _of(base[table]), _of(merged[table]))
            continue
        for year in sorted(incoming.years(table)):
            before = max((y for p in base[table] if (y := getattr(p.row, "year", 0)) < year), default=None)
            known = [p.row for p in base[table] if getattr(p.row, "year", 0) in (year, before)]
            yield from _pairs(table, known, [p.row for p in merged[table] if getattr(p.row, "year", 0) == year])


def _of(placed: Iterable[Any]) -> list[Row]:
    return [p.row for p in placed]


def _pairs(table: str, known: list[Row], now: list[Row]) -> Iterator[Renamed]:
    key = KEYS[table]
    if not key.endswith("_id"):
        return
    had, have = ({str(getattr(r, key)): r for r in some} for some in (known, now))
    gone = {i: r for i, r in had.items() if i not in have}
    for new in (r for i, r in have.items() if i not in had):
        alike = sorted(((_alike(table, old, new), i) for i, old in gone.items()), reverse=True)
        if alike and alike[0][0] >= (1 if table in NAMED_ALIKE else NEAR):
            yield Renamed(table, gone.pop(alike[0][1]), new)


def _alike(table: str, old: Row, new: Row) -> float:
    one, other = (called(r, table, "sv").casefold() for r in (old, new))
    return 1.0 if one == other else SequenceMatcher(None, one, other).ratio()
