"""Reads a DOCX: paragraphs with their style, tables with their real cells, pictures and drawings as marks.

Page numbers are those that Word wrote at its last layout; a document that Word has not laid out has none.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image, UnidentifiedImageError

from dashboard.errors import DocumentError
from dashboard.exchange.reading import marks
from dashboard.exchange.reading.model import Arrow, Cell, Colour, Document, Item, Line, Mark, Table, TableRow
from dashboard.exchange.reading.words import clean

MOST_UNPACKED = 300_000_000
_SHAPES = {"upArrow": Arrow.UP, "rightArrow": Arrow.RIGHT, "downArrow": Arrow.DOWN, "triangle": Arrow.UP}
_TURNS = (Arrow.UP, Arrow.RIGHT, Arrow.DOWN)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SKIPPED = {qn("w:del"), qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}


def read(content: bytes) -> Document:
    """The document of a DOCX file.  Raises DocumentError where it is none, or unpacks to more than a report can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise DocumentError("read_too_large", most=MOST_UNPACKED // 10**6)
        package = open_docx(io.BytesIO(content))
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        LookupError,
        OSError,
        etree.LxmlError,
        PackageNotFoundError,
    ) as error:
        raise DocumentError("read_broken") from error
    return _Reader(package).read()


class _Reader:
    def __init__(self, package: Any) -> None:
        self.package, self.body = package, package.element.body
        self.part = package.part
        self.paged = next(self.body.iter(qn("w:lastRenderedPageBreak")), None) is not None
        self.page, self.paragraphs, self.tables = 1, 0, 0

    def read(self) -> Document:
        items = list(self._items(self.body))
        heads = [Line(said, None, "") for said in self._heads() if said]
        return Document((*heads, *items), self.page if self.paged else None)

    def _heads(self) -> Iterator[str]:
        """The text of page heads, a line for each paragraph (they tell document id and version)."""
        seen = set()
        for section in self.package.sections:
            for paragraph in section.header._element.iter(qn("w:p")):
                said = clean(_text(paragraph))
                if said not in seen:
                    seen.add(said)
                    yield said

    def _items(self, parent: Any) -> Iterator[Item]:
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield self._table(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
                yield from self._items(child)

    def _turn(self, element: Any) -> None:
        self.page += sum(1 for _ in element.iter(qn("w:lastRenderedPageBreak")))

    def _paragraph(self, element: Any) -> Iterator[Line]:
        self.paragraphs += 1
        first = next((e.tag for e in element.iter(qn("w:t"), qn("w:lastRenderedPageBreak"))), None)
        page = self.page
        self._turn(element)
        if first == qn("w:lastRenderedPageBreak"):
            page += 1
        for said in _text(element).split("\n"):
            if said := clean(said):
                listed = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or self._style(element).startswith(
                    "list"
                )
                yield Line(
                    said.lstrip("•·▪\uf0b7 "), page if self.paged else None, f"P{self.paragraphs}",
                    heading=self._heading(element), listed=listed, whole=True,
                )  # fmt: skip

    def _style(self, element: Any) -> str:
        found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return str(found.get(qn("w:val"))).lower() if found is not None else ""

    def _heading(self, element: Any) -> bool:
        """A heading style, or a short paragraph that is bold throughout."""
        if self._style(element).startswith(("heading", "rubrik", "title", "titel", "underrubrik")):
            return True
        runs = [run for run in element.iter(qn("w:r")) if clean(_text(run))]
        bold = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
        return (
            bool(runs)
            and all(b is not None and b.get(qn("w:val")) not in ("0", "false") for b in bold)
            and len(_text(element)) < 200
        )

    def _table(self, element: Any) -> Table:
        self.tables += 1
        rows: list[TableRow] = []
        above: dict[int, Cell] = {}
        for n, tr in enumerate(element.iterchildren(qn("w:tr")), 1):
            page = self.page
            self._turn(tr)
            cells: list[Cell] = []
            for tc in tr.iterchildren(qn("w:tc")):
                cell = above.get(len(cells), Cell()) if _goes_on(tc) else self._cell(tc)
                span = tc.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                above[len(cells)] = cell
                cells += [cell] + [Cell()] * (int(span.get(qn("w:val"))) - 1 if span is not None else 0)
            rows.append(TableRow(tuple(cells), page if self.paged else None, f"T{self.tables}.{n}"))
        return Table(tuple(rows))

    def _cell(self, tc: Any) -> Cell:
        said = "\n".join(line for p in tc.iter(qn("w:p")) for line in map(clean, _text(p).split("\n")) if line)
        found = [mark for mark in (*self._pictures(tc), *_drawings(tc)) if mark]
        if sign := marks.of_text(said, _run_colour(tc)):
            return Cell("", (*found, sign))
        shade = tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
        if shade is not None and (rgb := _rgb(shade.get(qn("w:fill")))):
            colour, clear = marks.colour_of(*rgb)
            if colour in (Colour.GREEN, Colour.YELLOW, Colour.RED):
                found.append(Mark(colour, None, clear))
        return Cell(said, tuple(found))

    def _pictures(self, tc: Any) -> Iterator[Mark | None]:
        for blip in tc.iter(f"{_DRAWING}blip"):
            related = self.part.related_parts.get(blip.get(qn("r:embed")))
            try:
                with Image.open(io.BytesIO(related.blob)) as picture:
                    yield marks.of_picture(picture)
            except (AttributeError, UnidentifiedImageError, OSError, Image.DecompressionBombError):
                yield Mark(Colour.OTHER, None, clear=False)


def _goes_on(tc: Any) -> bool:
    """A cell that is the lower part of a merged one."""
    merge = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _drawings(tc: Any) -> Iterator[Mark]:
    """Shapes: an ellipse with a fill, an arrow turned by `rot` (sixty-thousandths of a degree)."""
    for geometry in tc.iter(f"{_DRAWING}prstGeom"):
        around = geometry.getparent()
        fill = around.find(f"{_DRAWING}solidFill/{_DRAWING}srgbClr")
        rgb = _rgb(fill.get("val")) if fill is not None else None
        colour, clear = marks.colour_of(*rgb) if rgb else (None, True)
        arrow = _SHAPES.get(geometry.get("prst"))
        place = around.find(f"{_DRAWING}xfrm")
        degrees = int(place.get("rot", "0")) / 60000 % 360 if place is not None else 0
        if arrow and degrees:
            turned = (_TURNS.index(arrow) + round(degrees / 90)) % 4
            straight = degrees % 90 == 0 and turned < 3
            arrow, clear = (_TURNS[turned] if turned < 3 else None), clear and straight
        yield Mark(colour, arrow, clear)


def _run_colour(tc: Any) -> tuple[int, int, int] | None:
    colours = [_rgb(c.get(qn("w:val"))) for c in tc.iter(qn("w:color"))]
    return next((rgb for rgb in colours if rgb), None)


def _rgb(said: str | None) -> tuple[int, int, int] | None:
    try:
        number = int(said or "", 16)
    except ValueError:
        return None
    return (number >> 16 & 255, number >> 8 & 255, number & 255) if said and len(said) == 6 else None


def _text(element: Any) -> str:
    """The visible text of an element: no deleted text, no text boxes, breaks as line ends."""
    parts: list[str] = []

    def walk(node: Any) -> None:
        for child in node.iterchildren():
            if child.tag in _SKIPPED:
                continue
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag == qn("w:tab"):
                parts.append(" ")
            elif child.tag in (qn("w:br"), qn("w:cr")):
                parts.append("\n")
            elif child.tag == qn("w:noBreakHyphen"):
                parts.append("-")
            else:
                walk(child)

    walk(element)
    return "".join(parts)
