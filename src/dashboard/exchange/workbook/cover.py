"""The first sheet: which year the workbook is for, how to fill it in, and what each sheet holds."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dashboard.exchange.workbook.carry import Record
from dashboard.exchange.workbook.layout import COVER, SHEETS
from dashboard.i18n import Text

STEPS = ("start", "yellow", "lists", "ids", "rows", "check", "publish")
RULES = ("numbers", "minus", "percent", "dates", "empty", "text", "status", "pages")
GROUPS = ("year", "timeline", "lists")
ACCENT, QUIET, FILL, BAND = "#005A8C", "#5A6169", "#FFF8DC", "#EEF3F7"


class Looks(Protocol):
    def __call__(self, **said: Any) -> Any: ...


def write(
    book: Any, look: Looks, rows: Mapping[str, Sequence[Record]], year: int, from_year: int, t: Text
) -> None:  # fmt: skip
    """Writes the sheet; the year stands to the right of its label, where the reader looks for it."""
    sheet = book.add_worksheet(t(f"sheet.{COVER}"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 84)
    sheet.set_column(2, 2, 10)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    page = _Page(sheet, look)
    page.line(t("workbook.title", year=year), look(bold=True, font_size=20, font_color=ACCENT), height=34)
    page.line(t("workbook.lead"), look(font_color=QUIET, font_size=12), height=24)
    page.skip()
    page.pair(t("workbook.year"), year, look(bold=True, border=1, border_color=ACCENT, align="left", font_size=12))
    key = "same" if year == from_year else "other"
    page.pair(t("workbook.from"), t(f"workbook.from_{key}", year=from_year), look(text_wrap=True))
    page.heading(t("workbook.steps"))
    for n, step in enumerate(STEPS, start=1):
        fill = {"bg_color": FILL} if step == "yellow" else {}
        page.pair(
            f"{n}. {t(f'workbook.step.{step}.title')}", t(f"workbook.step.{step}.text"), look(text_wrap=True, **fill)
        )
    page.heading(t("workbook.rules"))
    for rule in RULES:
        page.pair(t(f"workbook.rule.{rule}.title"), t(f"workbook.rule.{rule}.text"), look(text_wrap=True))
    for group in GROUPS:
        page.heading(t(f"workbook.group.{group}"), t("workbook.rows"))
        for table in (name for name, of in SHEETS.items() if of == group):
            link = look(font_color=ACCENT, underline=1)
            page.link(t(f"sheet.{table}"), t(f"one_row.{table}") + ".", len(rows[table]), link)
    sheet.activate()


class _Page:
    """Writes from top to bottom."""

    def __init__(self, sheet: Any, look: Looks) -> None:
        self._sheet, self._look, self._row = sheet, look, 0

    def skip(self) -> None:
        self._row += 1

    def line(self, said: str, look: Any, height: int) -> None:
        self._sheet.set_row(self._row, height)
        self._sheet.write_string(self._row, 0, said, look)
        self._row += 1

    def heading(self, said: str, right: str = "") -> None:
        self._row += 1
        look = self._look(bold=True, font_size=13, font_color=ACCENT, bg_color=BAND)
        for column, part in enumerate((said, "", right)):
            self._sheet.write_string(self._row, column, part, look)
        self._sheet.set_row(self._row, 20)
        self._row += 1

    def pair(self, label: str, said: str | int, look: Any) -> None:
        self._sheet.write_string(self._row, 0, label, self._look(bold=True, text_wrap=True))
        self._sheet.write(self._row, 1, said, look)
        self._sheet.set_row(self._row, 16 * max(1, -(-len(str(said)) // 88), -(-len(label) // 24)) + 2)
        self._row += 1

    def link(self, name: str, said: str, rows: int, look: Any) -> None:
        self._sheet.write_url(self._row, 0, f"internal:'{name}'!A1", look, name)
        self._sheet.write_string(self._row, 1, said, self._look(text_wrap=True))
        self._sheet.write_number(self._row, 2, rows, self._look(font_color=QUIET))
        self._row += 1
