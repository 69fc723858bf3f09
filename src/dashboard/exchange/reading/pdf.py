"""Reads a PDF with a text layer: words with positions become lines, ruled tables become cells, marks are looked at.

Pages are numbered as printed where the page heads say so (`Sida 12 (44)`), else from 1.  Words are put together from
characters, lines from words on one height; a table is what its ruling lines enclose (`grid`).
"""

import re
from collections.abc import Generator
from dataclasses import replace
from statistics import median

import pypdfium2

from dashboard.errors import DocumentError
from dashboard.exchange.reading import marks
from dashboard.exchange.reading.glyphs import Box, Word, rules, words
from dashboard.exchange.reading.grid import Grid, grids
from dashboard.exchange.reading.model import Cell, Document, Item, Line, Mark, Table, TableRow
from dashboard.exchange.reading.text import PAGE_HEAD
from dashboard.exchange.reading.words import clean

MOST_PAGES = 1000
SCALE, INSET = 2.0, 0.75
"""Pixels to a point when a page is looked at, and how far within a cell's border, in points, marks are looked for."""
PADDING = 6.0
"""The room between a cell's text and its border, in points, as word processors have it."""
_BULLET = re.compile(r"^[•·▪●\uf0b7o–-]\s+(?=\S)")


def read(content: bytes) -> Generator[tuple[int, int], None, Document]:
    """Yields (page, of so many) as it goes, returns the document of a PDF.

    Raises DocumentError where it is encrypted, broken, too long, or has no text.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise DocumentError("read_encrypted" if "password" in str(error).lower() else "read_broken") from error
    try:
        if len(pdf) > MOST_PAGES:
            raise DocumentError("read_too_long", pages=len(pdf), most=MOST_PAGES)
        reader = _Reader()
        for n in range(len(pdf)):
            yield n + 1, len(pdf)
            try:
                page = pdf[n]
            except pypdfium2.PdfiumError as error:
                raise DocumentError("read_broken") from error
            try:
                reader.take(page, n + 1)
            finally:
                page.close()
        return reader.document(len(pdf))
    finally:
        pdf.close()


class _Reader:
    def __init__(self) -> None:
        self.items: list[tuple[int, Item]] = []
        self.printed: dict[int, int] = {}
        self.lines, self.tables, self.characters, self.pictures = 0, 0, 0, 0

    def take(self, page: pypdfium2.PdfPage, number: int) -> None:
        found = words(page)
        self.characters += sum(len(word.text) for word in found)
        edges, boxes = rules(page)
        self.pictures += bool(boxes)
        tables = grids(edges)
        inside = [[word for word in found if grid.box.holds(word.box)] for grid in tables]
        taken = {id(word) for group in inside for word in group}
        lines = _lines([word for word in found if id(word) not in taken])
        usual = median([word.size for word in found]) if found else 10.0
        placed: list[tuple[float, Item]] = []
        look = _Look(page)
        for n, (box, group) in enumerate(lines):
            gap = box.bottom - lines[n + 1][0].top if n + 1 < len(lines) else 0.0
            between = (
                any(lines[n + 1][0].top <= grid.box.top <= box.bottom for grid in tables)
                if n + 1 < len(lines)
                else True
            )
            placed.append((box.top, self._line(group, number, usual, between or gap > 0.45 * (box.top - box.bottom))))
        placed += [(g.box.top, self._table(g, ws, number, look)) for g, ws in zip(tables, inside, strict=True)]
        for _, item in sorted(placed, key=lambda one: -one[0]):
            if isinstance(item, Line) and (head := PAGE_HEAD.match(item.text)):
                self.printed[number] = int(head[1])
            self.items.append((number, item))

    def _line(self, group: list[Word], page: int, usual: float, ends: bool) -> Line:
        self.lines += 1
        said = clean(" ".join(word.text for word in group))
        heading = all(word.bold for word in group) or group[0].size > usual * 1.12
        listed = bool(_BULLET.match(said))
        return Line(_BULLET.sub("", said), page, f"L{self.lines}", heading, listed, ends=ends)

    def _table(self, grid: Grid, group: list[Word], page: int, look: "_Look") -> Table:
        self.tables += 1
        rows = []
        for n, row in enumerate(grid.rows, 1):
            cells = []
            for box in row:
                held = [word for word in group if box.holds(word.box)]
                said = "\n".join(_cell_line(line, box) for _, line in _lines(held))
                mark = look.at(box, said) if box.width < 160 else None
                signs = mark is not None and (not said or marks.of_text(said) is not None)
                cells.append(Cell("" if signs else said, (mark,) if signs and mark else ()))
            rows.append(TableRow(tuple(cells), page, f"T{self.tables}.{n}"))
        fullest = max(grid.rows, key=len)
        return Table(tuple(rows), (fullest[0].left, *(box.right for box in fullest)))

    def document(self, pages: int) -> Document:
        if self.characters < 40 * max(1, pages // 4):
            raise DocumentError("read_scanned" if self.pictures else "read_empty")
        shift = next((printed - number for number, printed in self.printed.items()), 0)
        number = {n: self.printed.get(n, n + shift) for n in range(1, pages + 1)}
        return Document(tuple(_repaged(item, number[n]) for n, item in self.items), pages)


def _repaged(item: Item, page: int) -> Item:
    """The item with the printed number of its page."""
    if isinstance(item, Line):
        return replace(item, page=page)
    return replace(item, rows=tuple(replace(row, page=page) for row in item.rows))


def _lines(found: list[Word]) -> list[tuple[Box, list[Word]]]:
    """Words as lines from the top down: those whose heights overlap by half, left to right."""
    lines: list[tuple[Box, list[Word]]] = []
    for word in sorted(found, key=lambda w: (-w.box.top, w.box.left)):
        for n in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            box, group = lines[n]
            overlap = min(box.top, word.box.top) - max(box.bottom, word.box.bottom)
            if overlap > 0.5 * min(box.height, word.box.height):
                lines[n] = (box.with_(word.box), [*group, word])
                break
        else:
            lines.append((word.box, [word]))
    return [(box, sorted(group, key=lambda w: w.box.left)) for box, group in lines]


def _cell_line(line: list[Word], box: Box) -> str:
    """A line of a cell; a soft hyphen ends a lone word that fills it, which may have been cut without a hyphen."""
    said = clean(" ".join(word.text for word in line))
    last = line[-1]
    fills = box.right - last.box.right < PADDING + last.box.width / max(len(last.text), 1)
    return said + "\u00ad" if len(line) == 1 and fills and not said.endswith("-") else said


class _Look:
    """Looks at cells of a page as pictures."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.page = page
        self.width, self.height = page.get_size()

    def at(self, box: Box, said: str) -> Mark | None:
        """The mark in a cell that has no words; where characters make it, those with their printed colour."""
        sign = marks.of_text(said)
        margins = (
            box.left + INSET, box.bottom + INSET, self.width - box.right + INSET, self.height - box.top + INSET
        )  # fmt: skip
        if (said and not sign) or min(margins) < 0 or min(box.width, box.height) < 6:
            return sign
        picture = self.page.render(scale=SCALE, crop=margins, rev_byteorder=True, may_draw_forms=False).to_pil()
        seen = marks.of_picture(picture.convert("RGB"))
        if sign and seen:
            return Mark(seen.colour, sign.arrow, sign.clear)
        return seen or sign
