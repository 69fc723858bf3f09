"""What a workbook must not be, looked for before anything parses it as one.  Runs in the child process.

An XLSX is a zip of XML parts.  Sizes are counted while the parts are read, since what a zip says of itself may be a
lie; reading them also proves their checksums.  Bounds: measured on hostile files, far above any year's report.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

MAX_BYTES = 5_000_000
MAX_PARTS = 200
MAX_UNPACKED = 50_000_000
MAX_RATIO, RATIO_FROM = 100, 1_000_000
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 10_000, 100, 300_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old .xls, and a file with a password, begins."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
EXTERNAL = ("xl/externalLinks/", "xl/connections.xml", "xl/queryTables/", "xl/model/", "xl/customData/")
EMBEDDED = ("xl/embeddings/", "xl/activeX/", "xl/ctrlProps/")
MACROS = ("vbaProject.bin", "macroEnabled", "xl/macrosheets/", "xl/dialogsheets/")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Found = list[Any]
"""A problem as plain data: sheet (empty: the whole workbook), cell (empty: the whole sheet), key, parameters."""


class Refusal(Exception):
    """The workbook as a whole is refused; nothing more of it can be judged."""

    def __init__(self, key: str, sheet: str = "", cell: str = "", **params: Any) -> None:
        super().__init__(key)
        self.found: Found = [sheet, cell, key, params]


@dataclass
class Seen:
    """What was seen of a sheet before it is parsed."""

    name: str
    merged: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)


def guard(file: IO[bytes]) -> list[Found]:
    """Problems of single cells; raises Refusal where the workbook as a whole is refused."""
    start = file.read(len(OLE))
    size = file.seek(0, 2)
    if size > MAX_BYTES:
        raise Refusal("too_many_bytes", limit=MAX_BYTES // 10**6)
    file.seek(0)
    if start == OLE:
        raise Refusal("encrypted" if ENCRYPTED in file.read() else "old_xls")
    if not start.startswith(b"PK"):
        raise Refusal("not_xlsx")
    try:
        with zipfile.ZipFile(file) as parts:
            _parts(parts, size)
            return list(_sheets(parts))
    except DefusedXmlException as error:  # a kind of ValueError
        raise Refusal("entities") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ParseError,
        KeyError,
        ValueError,
        NotImplementedError,
    ) as e:
        raise Refusal("damaged") from e


def _parts(parts: zipfile.ZipFile, size: int) -> None:
    entries = parts.infolist()
    names = [e.filename for e in entries]
    if len(entries) > MAX_PARTS:
        raise Refusal("many_parts", limit=MAX_PARTS)
    if any(e.flag_bits & 1 for e in entries):
        raise Refusal("encrypted")
    if len(set(names)) < len(names):
        raise Refusal("damaged")
    unpacked = 0
    for entry in entries:
        with parts.open(entry) as part:
            while read := part.read(1 << 16):
                unpacked += len(read)
                if unpacked > MAX_UNPACKED:
                    raise Refusal("unpacked", limit=MAX_UNPACKED // 10**6)
                if unpacked > RATIO_FROM and unpacked > MAX_RATIO * size:
                    raise Refusal("ratio")
    if "mimetype" in names:
        raise Refusal("ods")
    if "xl/workbook.bin" in names:
        raise Refusal("xlsb")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refusal("not_xlsx")
    kinds = parts.read("[Content_Types].xml").decode("utf-8", "replace")
    if any(mark in name for name in [*names, kinds] for mark in MACROS):
        raise Refusal("macros")
    if any(name.startswith(EXTERNAL) for name in names) or any(
        _leads_out(parts, n) for n in names if n.endswith(".rels")
    ):
        raise Refusal("external_links")
    if any(name.startswith(EMBEDDED) for name in names):
        raise Refusal("embedded")


def _leads_out(parts: zipfile.ZipFile, rels: str) -> bool:
    """Whether something but an ordinary hyperlink leads out of the file."""
    return any(
        r.get("TargetMode") == "External" and not r.get("Type", "").endswith("/hyperlink")
        for r in fromstring(parts.read(rels), forbid_dtd=True)
    )


def _sheets(parts: zipfile.ZipFile) -> Iterator[Found]:
    book = fromstring(parts.read("xl/workbook.xml"), forbid_dtd=True)
    rels = fromstring(parts.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {r.get("Id"): r.get("Target", "") for r in rels}
    calc = book.find(f"{MAIN}calcPr")
    stale = calc is not None and calc.get("fullCalcOnLoad") in ("1", "true")
    cells = 0
    for sheet in book.iter(f"{MAIN}sheet"):
        path = posixpath.normpath(posixpath.join("/xl", targets[sheet.get(REL_ID)])).lstrip("/")
        seen = Seen(sheet.get("name", ""))
        with parts.open(path) as part:
            cells = _scan(part, seen, cells)
        yield from _judged(seen, stale)


def _judged(seen: Seen, stale: bool) -> Iterator[Found]:
    """Formulas that nobody has computed; those with values are read as values.  Writers that do not compute say so."""
    for cell in seen.formulas if stale else seen.uncomputed:
        yield [seen.name, cell, "formula", {}]
    for area in seen.merged:
        yield [seen.name, area.partition(":")[0], "merged", {"area": area}]


def _scan(part: IO[bytes], seen: Seen, cells: int) -> int:
    """Goes through a sheet once, within bounds; returns how many cells the workbook has so far."""
    row = column = 0
    events: Sequence[str] = ("start", "end")
    for event, element in iterparse(part, events=events, forbid_dtd=True):
        if event == "start":
            if element.tag == f"{MAIN}row":
                row, column = int(element.get("r", row + 1)), 0
            elif element.tag == f"{MAIN}c":
                row, column = coordinate_to_tuple(element.get("r") or f"{get_column_letter(column + 1)}{row}")
                cells += 1
                if row > MAX_ROWS or column > MAX_COLUMNS or cells > MAX_CELLS:
                    raise Refusal(
                        "dimensions", seen.name, f"{get_column_letter(column)}{row}",
                        rows=MAX_ROWS, column=get_column_letter(MAX_COLUMNS), cells=MAX_CELLS,
                    )  # fmt: skip
        elif element.tag == f"{MAIN}c":
            _formula(element, f"{get_column_letter(column)}{row}", seen)
            element.clear()
        elif element.tag == f"{MAIN}row":
            element.clear()
        elif element.tag == f"{MAIN}mergeCell":
            seen.merged.append(element.get("ref", ""))
    return cells


def _formula(cell: Element, place: str, seen: Seen) -> None:
    if cell.find(f"{MAIN}f") is not None:
        seen.formulas.append(place)
        if cell.find(f"{MAIN}v") is None:
            seen.uncomputed.append(place)
