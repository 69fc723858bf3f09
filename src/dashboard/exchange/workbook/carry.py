"""The rows that a year's workbook starts with: those that the year has, and what lives on from the year before."""

from collections.abc import Iterator
from typing import Any

from dashboard.errors import UsageError
from dashboard.exchange.workbook.layout import EMPTIED, SHEETS
from dashboard.models import Coverage, Report, Row
from dashboard.store.checks import identity
from dashboard.store.load import Loaded

Record = dict[str, Any]


def year_before(loaded: Loaded, year: int) -> int:
    """The last whole report before a year, else the year itself."""
    reports = [p.row for p in loaded["reports"] if isinstance(p.row, Report)]
    return max((r.year for r in reports if r.coverage is Coverage.FULL and r.year < year), default=year)


def records(loaded: Loaded, year: int, from_year: int) -> dict[str, list[Record]]:
    """The rows of each sheet.  Raises UsageError for a `from_year` that has no report, or lies after the year."""
    years = sorted({getattr(p.row, "year", 0) for p in loaded["reports"]})
    if from_year not in (*years, year) or from_year > year:
        raise UsageError("no_from_year", year=from_year, years=", ".join(str(y) for y in years if y <= year))
    return {table: list(_records(loaded, table, year, from_year)) for table in SHEETS}


def _records(loaded: Loaded, table: str, year: int, from_year: int) -> Iterator[Record]:
    rows = [p.row for p in loaded[table]]
    if SHEETS[table] != "year":
        yield from (row.model_dump() for row in rows)
        return
    own = [row for row in rows if getattr(row, "year", None) == year]
    if table in EMPTIED and from_year != year:
        there = {_id(table, row, year) for row in own}
        before = (row for row in rows if getattr(row, "year", None) == from_year and not _from_elsewhere(table, row))
        yield from (_carried(table, row, year) for row in before if _id(table, row, year) not in there)
    yield from (row.model_dump() for row in own)


def _from_elsewhere(table: str, row: Row) -> bool:
    """Figures that other sources than the report gave: the next report does not give them anew."""
    return table == "figures" and getattr(row, "page", None) is None


def _id(table: str, row: Row, year: int) -> tuple[str, str]:
    before, key, company = identity(table, row)
    return _moved(key, before, year) if table in ("reports", "board_results") else key, company


def _carried(table: str, row: Row, year: int) -> Record:
    """The row as the new year starts: what the new report gives anew is empty, a period has moved with the year."""
    said = row.model_dump() | dict.fromkeys(EMPTIED[table])
    if "period" in said:
        said["period"] = _moved(said["period"], said["year"], year)
    return said


def _moved(period: str, before: int | None, year: int) -> str:
    return period.replace(str(before), str(year), 1)
