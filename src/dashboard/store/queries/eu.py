"""What the page about EU programmes asks: what the report says, what others said by then, what came later."""

from dataclasses import dataclass
from typing import Any

from dashboard.filters import EuFilters
from dashboard.models import Operation, Related
from dashboard.store.db import Database, Record
from dashboard.store.queries import Rows, leaf, reports, table

MEASURES_SHOWN = 20


@dataclass(frozen=True)
class Known:
    """The programmes of a selection as known in a year.  Amounts are EUR.

    A selected programme brings the ones that it follows.  `report` is the latest report up to the year that tells of
    the newest period; without one, the programmes of that period are `awaited` and not `current`.
    """

    report: Record | None
    teller: Record | None
    """The first report of any year that tells of the newest period."""
    every: dict[str, Record]
    current: Rows
    awaited: Rows
    earlier: Rows
    """Programmes of earlier periods that had begun."""
    reported: Rows
    """Amounts that the report gives for the current programmes."""
    before: Rows
    """Amounts of the earlier programmes, said by the end of the year."""
    others: Rows
    """Amounts of the newest period that other sources gave by the end of the year."""
    later: Rows
    """Amounts said after the year."""
    events: Rows
    undated: frozenset[str]
    """Sources of amounts without a date."""

    @property
    def ids(self) -> list[str]:
        return [p["programme_id"] for p in (*self.current, *self.awaited, *self.earlier)]


def known(db: Database, f: EuFilters) -> Known:
    every = table(db, "eu_programmes")
    newest = max((p["period"] for p in every), default="")
    told_in = {p["source_id"] for p in every if p["period"] == newest}
    tellers = [r for r in reports(db) if r["source_id"] in told_in]
    report = next((r for r in reversed(tellers) if r["year"] <= f.year), None)
    wanted = _with_predecessors(every, f.programme)
    new = tuple(p for p in every if p["period"] == newest and p["programme_id"] in wanted)
    earlier = tuple(
        p for p in every if p["period"] < newest and _start(p) <= f.year and p["programme_id"] in wanted
    )  # fmt: skip
    own = report["source_id"] if report else ""
    others = _of(db, "eu_amounts", new, known=f.year)
    sources = sorted({a["source_id"] for a in table(db, "eu_amounts")}) or "-"
    return Known(
        report=report,
        teller=tellers[0] if tellers else None,
        every={p["programme_id"]: p for p in every},
        current=new if report else (),
        awaited=() if report else new,
        earlier=earlier,
        reported=_of(db, "eu_amounts", new, known=f.year, source=[own]) if report else (),
        before=_of(db, "eu_amounts", earlier, known=f.year),
        others=tuple(a for a in others if a["source_id"] != own),
        later=_of(db, "eu_amounts", (*new, *earlier), from_year=f.year + 1),
        events=_of(db, "eu_events", (*new, *earlier)),
        undated=frozenset(s["source_id"] for s in table(db, "undated_sources", source=sources)),
    )


def _start(programme: Record) -> int:
    return int(programme["period"][:4])


def _of(db: Database, name: str, programmes: Rows, **more: Any) -> Rows:
    """The rows of these programmes; none where there is no programme (an empty filter would mean all)."""
    ids = [p["programme_id"] for p in programmes]
    return table(db, name, programme=ids, **more) if ids else ()


def _with_predecessors(every: Rows, chosen: tuple[str, ...]) -> set[str]:
    """The ids of the chosen programmes (all if none is chosen) and of those that they follow."""
    follows = {p["programme_id"]: p["predecessor_id"] for p in every}
    found: set[str] = set()
    for programme in chosen or follows:
        step: str | None = programme
        while step and step not in found:
            found.add(step)
            step = follows.get(step)
    return found


@dataclass(frozen=True)
class Comparison:
    """A change of budget that the report prints, with the two amounts that it is recomputed from."""

    printed: Record
    new: Record
    old: Record
    amounts: Rows
    """All amounts that the two sources give for the two programmes."""

    @property
    def ids(self) -> list[str]:
        return [self.new["programme_id"], self.old["programme_id"]]

    @property
    def most(self) -> Any:
        """The larger of the two amounts, EUR."""
        return max(self.new["amount_eur"], self.old["amount_eur"])

    @property
    def sources(self) -> list[str]:
        return [self.new["source_id"], self.old["source_id"]]


def comparisons(db: Database, k: Known, year: int) -> list[Comparison]:
    """The changes in per cent between amounts of programmes that the build recomputes, of the current programmes."""
    if k.report is None:
        return []
    amounts = {a["amount_id"]: a for a in table(db, "eu_amounts")}
    current = {p["programme_id"] for p in k.current}
    found = []
    for equation in table(db, "equations", year=k.report["year"]):
        if equation["operation"] != Operation.CHANGE_PCT:
            continue
        told = table(db, "figures", year=k.report["year"], figure=_row_id(equation["result"], "figures") or "-")
        printed = told[0] if told else None
        new, old = (amounts.get(_row_id(term, "eu_amounts")) for term in equation["terms"].split())
        if printed and new and old and new["programme_id"] in current:
            ids, sources = [new["programme_id"], old["programme_id"]], [new["source_id"], old["source_id"]]
            rows = table(db, "eu_amounts", programme=ids, source=sources, known=year)
            found.append(Comparison(printed, new, old, rows))
    return found


def _row_id(cell: str, name: str) -> str:
    """The row of a cell written table/row/column, if it is of this table."""
    of, row, *_ = (*cell.split("/"), "", "")
    return row if of == name else ""


def measures(db: Database, year: int) -> Rows:
    """The first measures of the year that are about EU programmes."""
    return leaf(db, "related_measures", MEASURES_SHOWN, year=year, related=Related.EU_PROGRAMMES).rows


def findings(db: Database, k: Known) -> dict[str, list[Record]]:
    """What is unclear in the report about each current programme or its amounts, by programme id."""
    if k.report is None:
        return {}
    owner = {a["amount_id"]: a["programme_id"] for a in k.reported} | {
        p["programme_id"]: p["programme_id"] for p in k.current
    }
    found: dict[str, list[Record]] = {}
    for finding in table(db, "findings_of", year=k.report["year"], table=("eu_programmes", "eu_amounts")):
        if finding["row_id"] in owner:
            found.setdefault(owner[finding["row_id"]], []).append(finding)
    return found
