"""The draft as the import workbook: the same sheets as the template's, each cell with a comment on where it is from.

Green cells stand so in the report, orange ones are to be checked, yellow ones are still to be filled in.  Two sheets
more list what was found but could not be placed, and what the template expects but was not found.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.exchange.reading.draft import Draft, DraftRow, Entry
from dashboard.exchange.workbook.carry import Record, records
from dashboard.exchange.workbook.layout import SHEETS, all_fields
from dashboard.exchange.workbook.template import CHECK, FILL, HEAD, QUIET, SURE, Look, Remark, Remarks, template
from dashboard.i18n import Text
from dashboard.models import KEYS
from dashboard.store.load import Loaded

Found = tuple[str, str | int | None, str | int | None, str]
LONGEST = 1500
"""Characters of the report's words in a comment."""
TAB = "#8A5A00"


def book(draft: Draft, loaded: Loaded, from_year: int, t: Text, at: dt.datetime) -> bytes:
    """The workbook (XLSX) of a draft, in the language of `t`, with the shared lists and timelines that there are."""
    own = records(loaded, draft.year, draft.year) if _has(loaded, draft.year) else {}
    lists = records(loaded, draft.year, from_year)
    rows: dict[str, list[Record]] = {}
    remarks: dict[str, list[dict[str, Remark]]] = {}
    for table, group in SHEETS.items():
        found = draft.tables.get(table, [])
        rows[table] = [_record(table, row) for row in found]
        remarks[table] = [{column: _remark(entry, t) for column, entry in row.items()} for row in found]
        kept = lists[table] if group != "year" else own.get(table, [])
        if not found or table in ("board_results", "sources"):
            # what the report does not give stays as it is
            there = {row[KEYS[table]] for row in rows[table]}
            rows[table] = [*(row for row in kept if row[KEYS[table]] not in there), *rows[table]]
            remarks[table] = [*({} for _ in range(len(rows[table]) - len(found))), *remarks[table]]
    marked: Remarks = {table: found for table, found in remarks.items() if any(found)}

    def more(made: Any, look: Look) -> None:
        _over(made, look, draft, t)
        _missing(made, look, draft, t)

    return template(rows, draft.year, from_year, t, at, marked, more)


def _has(loaded: Loaded, year: int) -> bool:
    return any(getattr(placed.row, "year", None) == year for placed in loaded["reports"])


def _record(table: str, row: DraftRow) -> Record:
    return {name: row[name].value if name in row else None for name in all_fields(table)}


def _remark(entry: Entry, t: Text) -> Remark:
    """`Säker · s. 12 · L345`, and the words or the mark behind it."""
    where = [t("read.remark.sure" if entry.sure else "read.remark.check")]
    where += [t("source.page", page=entry.page) if entry.page else t("read.remark.no_page")]
    where += [entry.place] if entry.place else []
    kind, _, what = entry.said.partition(":")
    said = t(f"read.{kind}.{what}") if kind in ("mark", "arrow") else entry.said
    said = said if len(said) <= LONGEST else said[:LONGEST] + " …"
    return Remark(" · ".join(where) + (f"\n{said}" if said else ""), entry.sure)


def _over(made: Any, look: Look, draft: Draft, t: Text) -> None:
    rows: list[Found] = [(t(f"read.over.{one.kind}"), one.page, one.place, one.text) for one in draft.unplaced]
    heads = [t(f"read.head.{head}") for head in ("what", "page", "place", "text")]
    _sheet(made, look, t, "read_over", heads, sorted(rows, key=lambda row: row[0]), (30, 8, 10, 120))


def _missing(made: Any, look: Look, draft: Draft, t: Text) -> None:
    rows: list[Found] = [
        (t(f"read.missing.{one.kind}"), t(f"sheet.{one.table}"), one.page, one.what) for one in draft.missing
    ]
    heads = [t(f"read.head.{head}") for head in ("missing", "sheet", "page", "of")]
    _sheet(made, look, t, "read_missing", heads, sorted(rows, key=lambda row: (row[0], str(row[1]))), (60, 24, 8, 90))


def _sheet(
    made: Any, look: Look, t: Text, key: str, heads: Sequence[str], rows: Iterable[Found], widths: Sequence[int]
) -> None:
    """A list for people: a title, what the colours of the other sheets mean, a heading, rows."""
    sheet = made.add_worksheet(t(f"sheet.{key}"))
    sheet.set_tab_color(TAB)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, t(f"sheet.{key}"), look(bold=True, font_size=14, font_color=HEAD))
    sheet.write_string(1, 0, t(f"read.lead.{key}"), look(font_color=QUIET))
    for n, (colour, meaning) in enumerate(((SURE, "sure"), (CHECK, "check"), (FILL, "fill"))):
        sheet.write_string(2, n if n < 1 else n + 1, t(f"read.colour.{meaning}"), look(bg_color=colour, border=1))
    for n, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(n, n, width)
        sheet.write_string(4, n, head, look(bold=True, font_color="#FFFFFF", bg_color=HEAD))
    line = 5
    for row in rows:
        for n, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, n, value, look())
            elif value:
                sheet.write_string(line, n, str(value)[:32000], look(text_wrap=True))
        line += 1
    sheet.freeze_panes(5, 0)
    sheet.autofilter(4, 0, max(line - 1, 5), len(heads) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
