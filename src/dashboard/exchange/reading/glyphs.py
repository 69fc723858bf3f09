"""The words and the ruling lines of a PDF page, through PDFium: boxes in points, the origin at the lower left."""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-"}
"""How PDFium gives a hyphen at a line's end, and hyphens that are characters of their own."""
THIN, SHORT = 2.5, 6.0
"""A ruling line is at most so thick and at least so long, in points."""


@dataclass(frozen=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def holds(self, other: "Box") -> bool:
        """Whether the middle of another box lies in this one."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def with_(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True)
class Word:
    text: str
    box: Box
    size: float
    bold: bool


@dataclass(frozen=True)
class Edge:
    """A ruling line: `at` its height (or distance from the left), from `start` to `end`."""

    upright: bool
    at: float
    start: float
    end: float


def words(page: pypdfium2.PdfPage) -> list[Word]:
    """The words of a page: characters that follow one another on a line without a space or a gap."""
    text = page.get_textpage()
    try:
        found: list[Word] = []
        held: list[tuple[str, Box]] = []
        first = 0
        rect = pdfium.FS_RECTF()
        for n in range(text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text, n)
            said = HYPHENS.get(code) or (chr(code) if code > 32 else " ")
            pdfium.FPDFText_GetLooseCharBox(text, n, rect)
            here = Box(rect.left, rect.bottom, rect.right, rect.top)
            apart = said.isspace() or (held and _apart(held[-1][1], here))
            if apart and held:
                found.append(_word(text, first, held))
                held = []
            if not said.isspace():
                first = first if held else n
                held.append((said, here))
        if held:
            found.append(_word(text, first, held))
        return found
    finally:
        text.close()


def _apart(before: Box, here: Box) -> bool:
    size = max(before.height, 1.0)
    return (
        abs(here.bottom - before.bottom) > 0.6 * size
        or here.left - before.right > 0.25 * size
        or here.left < before.left - size
    )


def _word(text: pypdfium2.PdfTextPage, first: int, held: list[tuple[str, Box]]) -> Word:
    boxes = [box for _, box in held]
    box = Box(boxes[0].left, min(b.bottom for b in boxes), max(b.right for b in boxes), max(b.top for b in boxes))
    size = pdfium.FPDFText_GetFontSize(text, first)
    return Word("".join(said for said, _ in held), box, size if size > 1.5 else box.height, _bold(text, first))


def _bold(text: pypdfium2.PdfTextPage, n: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text, n) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, n, name, 128, flags)
    return b"bold" in name.value.lower() or b"black" in name.value.lower()


def rules(page: pypdfium2.PdfPage) -> tuple[list[Edge], list[Box]]:
    """The ruling lines of a page (strokes, thin bars, sides of boxes), and the boxes of its pictures."""
    edges: list[Edge] = []
    pictures: list[Box] = []
    for thing in page.get_objects(max_depth=4):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(Box(*thing.get_bounds()))
        elif thing.type == pdfium.FPDF_PAGEOBJ_PATH:
            for box in _subpaths(thing):
                edges += _edges(box)
    return edges, pictures


def _subpaths(thing: pypdfium2.PdfObject) -> list[Box]:
    """The box around each part of a path; curves are no rules, so a path that has one gives none."""
    count = pdfium.FPDFPath_CountSegments(thing)
    if count > 400:
        return []
    matrix = thing.get_matrix()
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, n)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append(matrix.on_point(x.value, y.value))
    return [
        Box(min(px for px, _ in part), min(py for _, py in part), max(px for px, _ in part), max(py for _, py in part))
        for part in parts
        if 2 <= len(part) <= 6 and len({round(px) for px, _ in part}) <= 2 and len({round(py) for _, py in part}) <= 2
    ]


def _edges(box: Box) -> list[Edge]:
    if box.height <= THIN and box.width >= SHORT:
        return [Edge(False, (box.top + box.bottom) / 2, box.left, box.right)]
    if box.width <= THIN and box.height >= SHORT:
        return [Edge(True, (box.left + box.right) / 2, box.bottom, box.top)]
    if box.width < SHORT or box.height < SHORT:
        return []
    level = [Edge(False, at, box.left, box.right) for at in (box.bottom, box.top)]
    return level + [Edge(True, at, box.bottom, box.top) for at in (box.left, box.right)]
