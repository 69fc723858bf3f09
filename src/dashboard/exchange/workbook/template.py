"""Writes the workbook that a controller fills in: a cover that says how, and a sheet for each table.

Cells to fill in are yellow.  Codes and ids are chosen from lists: codes by their names in the language of the
workbook, ids as they are.  Number cells of one unit have its format; where units differ from row to row, and for per
cent, the format is General, because Excel turns `16 %` into 0.16 in any other and shows no sign of it.
"""

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

from dashboard.exchange.workbook import cover
from dashboard.exchange.workbook.carry import Record
from dashboard.exchange.workbook.layout import HEADING_ROW, SHEETS, Field, code_key, fields
from dashboard.i18n import Text
from dashboard.models import KEYS

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LAST_ROW = 2000
"""Lists and checks reach this far down."""
SURE, CHECK = "#E8F6ED", "#FFE3C4"
"""Cells of a draft: what stands so in the report, and what is to be checked."""
TABS = {"year": "#C98A00", "timeline": "#005A8C", "lists": "#6B7178"}
INK, FILL, LINE, HEAD, QUIET = "#1B1F24", "#FFF8DC", "#D5D9DE", "#005A8C", "#5A6169"
WIDTHS = {"text": 24, "integer": 11, "number": 14, "date": 13, "code": 20}
LONG, LONG_WIDTH, NAME_WIDTH, ID_WIDTH = (
    ("summary", "outcome_text", "reason", "explanation", "text_", "terms"),
    52,
    38,
    28,
)
NAMES = ("name", "label", "title", "target_text", "geography", "plan_", "action", "type_", "unit_sv", "unit_en")
A3, PRINTED = 8, 280
"""Paper of the sheets, and how many characters fit across a page of it."""
DECIMALS = {"mnkr": 1}


@dataclass(frozen=True)
class Remark:
    """Where a cell of a draft comes from, and whether it is beyond doubt: its colour and its comment."""

    text: str
    sure: bool


Remarks = Mapping[str, Sequence[Mapping[str, Remark]]]
"""Remarks by table, row and column."""


def template(
    rows: Mapping[str, Sequence[Record]], year: int, from_year: int, t: Text, at: dt.datetime,
    remarks: Remarks | None = None, more: Callable[[Any, "Look"], None] | None = None,
) -> bytes:  # fmt: skip
    """The workbook of a year, in the language of `t`, with these rows; `at` is when it is made.

    A draft has `remarks` on its cells, and `more` writes sheets that only a draft has.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {**OPTIONS, "in_memory": True}) as book:
        book.set_properties({"title": t("workbook.title", year=year), "created": at.replace(tzinfo=None)})
        book.set_size(2400, 1500)
        look = Look(book)
        cover.write(book, look, rows, year, from_year, t)
        for table in SHEETS:
            _Sheet(book, look, table, t).write(rows[table], (remarks or {}).get(table))
        if more is not None:
            more(book, look)
    return out.getvalue()


class Look:
    """The formats of the workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **said: Any) -> Any:
        said = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top", **said}
        key = tuple(sorted(said.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format(said)
        return self._known[key]

    def cell(self, field: Field, shape: str, colour: str | None = None) -> Any:
        """A cell to fill in is yellow, all else is white, or of its own colour; text breaks inside its cell."""
        colour = colour or (FILL if field.emptied else None)
        fill = {"bg_color": colour} if colour else {}
        wrap = {"text_wrap": True} if field.kind == "text" else {}
        return self(num_format=shape, border=1, border_color=LINE, **fill, **wrap)


class _Sheet:
    def __init__(self, book: Any, look: Look, table: str, t: Text) -> None:
        self._look, self._table, self._t = look, table, t
        self._fields = fields(table)
        self._sheet = book.add_worksheet(t(f"sheet.{table}"))

    def write(self, rows: Sequence[Record], remarks: Sequence[Mapping[str, Remark]] | None = None) -> None:
        sheet, t = self._sheet, self._t
        sheet.set_tab_color(TABS[SHEETS[self._table]])
        sheet.hide_gridlines(2)
        title = self._look(bold=True, font_size=14, font_color=HEAD)
        about = self._look(font_color=QUIET, font_size=11)
        said = [title, t(f"table.{self._table}"), about, "   " + t(f"one_row.{self._table}") + "."]
        sheet.write_rich_string(0, 0, *said, self._look(valign="vcenter"))
        sheet.set_row(0, 26, self._look())
        meanings = [self._meaning(field) for field in self._fields]
        lines = [_lines(m, 1.2 * _width(f)) for m, f in zip(meanings, self._fields, strict=True)]
        sheet.set_row(1, 12 * max(lines) + 6, self._look())
        headings = [f.heading(t.lang) + " *" for f in self._fields]
        lines = [_lines(h, 0.9 * _width(f) - 3) for h, f in zip(headings, self._fields, strict=True)]
        sheet.set_row(HEADING_ROW - 1, 15 * max(lines) + 4)
        for n, field in enumerate(self._fields):
            sheet.set_column(n, n, _width(field), self._look.cell(field, _shape(field, None, None)))
            small = {"font_size": 9, "font_color": QUIET, "text_wrap": True, "border": 0}
            sheet.write_string(1, n, meanings[n], self._look(**small))
            self._heading(n, field)
            self._choices(n, field)
        for line, row in enumerate(rows, start=HEADING_ROW):
            lines = [_lines(str(row[f.name] or ""), _width(f)) for f in self._fields if f.kind == "text"]
            sheet.set_row(line, 15 * max(lines, default=1) + 1)
            for n, field in enumerate(self._fields):
                self._cell(line, n, field, row, None if remarks is None else remarks[line - HEADING_ROW])
        sheet.freeze_panes(HEADING_ROW, 2 if _width(self._fields[1]) <= NAME_WIDTH else 1)
        sheet.autofilter(HEADING_ROW - 1, 0, max(HEADING_ROW, HEADING_ROW + len(rows) - 1), len(self._fields) - 1)
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.fit_to_pages(-(-sum(map(_width, self._fields)) // PRINTED), 0)
        sheet.repeat_rows(HEADING_ROW - 1)
        sheet.repeat_columns(0)
        sheet.set_footer("&L&A&R&P / &N")

    def _meaning(self, field: Field) -> str:
        return self._t(f"meaning.{field.name}") + "."

    def _heading(self, n: int, field: Field) -> None:
        star = " *" if field.required else ""
        colour = {"bg_color": "#8A5A00"} if field.emptied else {"bg_color": HEAD}
        look = self._look(bold=True, font_color="#FFFFFF", text_wrap=True, border=1, border_color="#FFFFFF", **colour)
        self._sheet.write_string(HEADING_ROW - 1, n, field.heading(self._t.lang) + star, look)

    def _choices(self, n: int, field: Field) -> None:
        """A list to choose from, or a check of what is written; and what the column means, when a cell is chosen."""
        t = self._t
        rule: dict[str, Any] = {"validate": "any"}
        if field.codes is not None:
            rule = {"validate": "list", "source": [t(code_key(c)) for c in field.codes]}
        elif field.refers is not None:
            ids = f"$A${HEADING_ROW + 1}:$A${LAST_ROW}"  # what names a row stands first
            rule = {"validate": "list", "source": f"='{t(f'sheet.{field.refers}')}'!{ids}"}
        elif field.kind == "number":
            rule = {"validate": "decimal", "criteria": "between", "minimum": -1e14, "maximum": 1e14}
        elif field.kind == "integer":
            rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 9999}
        elif field.kind == "date":
            rule = {"validate": "date", "criteria": ">=", "value": dt.date(1900, 1, 1)}
        kind = "list" if rule["validate"] == "list" else field.kind
        more = {
            "input_title": field.heading(t.lang)[:32], "input_message": self._meaning(field)[:255],
            "error_title": field.heading(t.lang)[:32], "error_message": t(f"workbook.wrong.{kind}")[:255],
        }  # fmt: skip
        self._sheet.data_validation(HEADING_ROW, n, LAST_ROW - 1, n, rule | more)

    def _cell(self, line: int, n: int, field: Field, row: Record, remarks: Mapping[str, Remark] | None) -> None:
        value = row[field.name]
        remark = remarks.get(field.name) if remarks else None
        colour = (SURE if remark.sure else CHECK) if remark else None
        if remarks is not None and value is None and field.required:
            colour = FILL
        look = self._look.cell(field, _shape(field, value, _unit(field, row)), colour)
        if remark:
            self._sheet.write_comment(line, n, remark.text, {"x_scale": 2.4, "y_scale": 1 + len(remark.text) / 160})
        if value is None:
            self._sheet.write_blank(line, n, None, look)
        elif field.codes is not None:
            self._sheet.write_string(line, n, self._t(code_key(field.codes(value))), look)
        elif isinstance(value, Decimal | int):
            self._sheet.write_number(line, n, value, look)
        elif isinstance(value, dt.date):
            self._sheet.write_datetime(line, n, dt.datetime(value.year, value.month, value.day), look)
        else:
            self._sheet.write_string(line, n, field.worded(value, self._t), look)


def _unit(field: Field, row: Record) -> str | None:
    column = field.unit_column
    return row.get(column) if column else field.unit


def _shape(field: Field, value: Decimal | int | None, unit: str | None) -> str:
    """The number format of a cell: the decimals that its unit is printed with, or those of the value if it has more."""
    if field.kind == "date":
        return "yyyy-mm-dd"
    if field.kind == "integer":
        return "0"
    if field.kind != "number":
        return "@"
    if field.unit_column is None:
        unit = field.unit
    if unit in (None, "procent") or (value is None and field.unit is None):
        return "General"
    own = 0 if value is None else -int(Decimal(value).normalize().as_tuple().exponent)
    decimals = max(DECIMALS.get(unit, 0), own, 0)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _width(field: Field) -> int:
    if field.name == KEYS[field.table] and field.kind == "text":
        return ID_WIDTH if field.name.endswith("_id") else NAME_WIDTH if field.name == "label_sv" else WIDTHS["text"]
    if field.kind == "text" and field.name not in ("result", "printed") and field.refers is None:
        if any(part in field.name and part != field.name for part in LONG):
            return LONG_WIDTH
        if field.name.startswith(NAMES) and not field.name.endswith("_id"):
            return NAME_WIDTH
    return WIDTHS[field.kind]


def _lines(said: str, width: float) -> int:
    """How many lines a text takes in so many characters, broken at its spaces."""
    lines, left = 1, width
    for word in said.split():
        if len(word) > left:
            lines, left = lines + 1, width
        left -= len(word) + 1
    return lines
