"""An invented but complete year 2022, filled into the template as a controller would.  Nothing in it is true.

The money and the figures of the text are those of 2021 under another year, so that their sums agree or disagree as
there; statuses, outcomes and two deviations are changed; every text is marked PÅHITTAT or INVENTED.
"""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exchange.workbook.layout import (
    HEADING_ROW,
    SHEETS,
    all_fields,
    fields_by_heading,
    folded,
    sheets_by_name,
)
from dashboard.i18n import text
from dashboard.models import KEYS, Basis, Measure, Row, Status
from dashboard.settings import ROOT
from dashboard.store.load import load

YEAR = 2022
SOURCE = {
    "source_id": "pahittad-arsrapport-2022", "title": "PÅHITTAD årsrapport 2022", "publisher": "Ingen, påhittad",
    "date": "2023", "kind": "report",
}  # fmt: skip
MARKED = ("summary", "outcome_text", "status_reason", "trend_reason", "explanation")
BETTER = {Status.NOT_ACHIEVED: 3, Status.UNKNOWN: 2}
"""So many measures with each status of 2021, and without a rule, are achieved in the invented year."""


def fill(template: bytes) -> bytes:
    """The template with every cell of the year filled in."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    wanted = rows()
    for sheet in book.worksheets:
        table = sheets_by_name().get(folded(sheet.title), "")
        if SHEETS.get(table) == "year":
            _fill(sheet, table, wanted[table])
        if table == "sources":
            _write(sheet, table, sheet.max_row + 1, SOURCE)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the invented year by table."""
    loaded = load(ROOT / "data")
    found: dict[str, list[dict[str, Any]]] = {}
    left = dict(BETTER)
    for table, placed in loaded.items():
        if SHEETS.get(table) != "year":
            continue
        of_year = [p.row for p in placed if getattr(p.row, "year", 0) == 2021]
        found[table] = [_invented(table, row) for row in of_year if table != "figures" or getattr(row, "page", None)]
    for said in found["measures"]:
        if left.get(said["status"], 0) and said["rule"] is None:
            left[said["status"]] -= 1
            said |= {"status": Status.ACHIEVED, "status_basis": Basis.REPORTED}
    deviations = {said["unit_id"]: said for said in found["unit_deviations"]}
    deviations["norrbottensmusiken"]["deviation"] += 100
    deviations["norrbottens-museum"]["deviation"] -= 100
    return found


def _invented(table: str, row: Row) -> dict[str, Any]:
    said = row.model_dump() | {"year": YEAR}
    for name, value in said.items():
        if name.startswith(MARKED) and value:
            said[name] = ("PÅHITTAT: " if name.endswith("_sv") else "INVENTED: ") + value
    if "source_id" in said:
        said["source_id"] = SOURCE["source_id"]
    if table == "reports":
        said |= {"period": str(YEAR), "title_sv": "PÅHITTAD årsrapport 2022", "title_en": "INVENTED annual report 2022"}
    if "period" in said and table == "board_results":
        said["period"] = said["period"].replace("2021", str(YEAR))
    if table == "findings" and said["table"] == "reports":
        said["row_id"] = str(YEAR)
    if isinstance(row, Measure) and row.outcome_value is not None and row.rule is None:
        said["outcome_value"] = row.outcome_value + 1
    return said


def _fill(sheet: Worksheet, table: str, wanted: list[dict[str, Any]]) -> None:
    key = KEYS[table]
    at = _columns(sheet, table)
    there: dict[tuple[str, ...], int] = {}
    names = [key, *(["company_id"] if table == "company_figures" else [])]
    for line in range(HEADING_ROW + 1, sheet.max_row + 1):
        said = tuple(all_fields(table)[name].meant(str(sheet.cell(line, at[name]).value or "")) for name in names)
        if any(said):
            there[said] = line
    last = max(there.values(), default=HEADING_ROW)
    for row in wanted:
        line = there.get(tuple(str(row[name]) for name in names), 0)
        if not line:
            last += 1
            line = last
        _write(sheet, table, line, row)


def _columns(sheet: Worksheet, table: str) -> dict[str, int]:
    heads = fields_by_heading(table)
    return {heads[folded(str(c.value))].name: c.column for c in sheet[HEADING_ROW] if c.value}


def _write(sheet: Worksheet, table: str, line: int, row: dict[str, Any]) -> None:
    for name, column in _columns(sheet, table).items():
        value = row.get(name)
        if value is not None:
            plain = float(value) if isinstance(value, Decimal) else str(value) if isinstance(value, str) else value
            worded = all_fields(table)[name].worded(plain, text("sv")) if isinstance(plain, str) else plain
            sheet.cell(line, column).value = worded


if __name__ == "__main__":
    import sys

    Path(sys.argv[2]).write_bytes(fill(Path(sys.argv[1]).read_bytes()))
