"""Files that are not as they should be, made from good ones: for `test_malformed` (some) and `bench/malformed` (many)."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl

Made = tuple[str, bytes]
"""What was done to the file, and its content."""
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BAD_VALUES: list[Any] = [
    "1.234", "1.234.567", "1,2,3", "ca 13", "5–7", "1e5", "16 kg", "12 34", "NaN", "inf", "∞", "٣", "1\u200b2", "#REF!",
    "tolv", "1 234,5 EUR", "--5", "5-", "=1+1", True, "x" * 2001, "a\nb", "\u202eabc", "1_000", "½", "0x10", "1'000",
]  # fmt: skip
"""Of a number cell: none of them is a number that can be read in one way."""


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {n: file.read(n) for n in file.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def changed(content: bytes, **more: bytes) -> bytes:
    """The workbook with parts replaced or added."""
    return packed(parts(content) | {name.replace("__", "/"): part for name, part in more.items()})


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """The workbook opened, edited and saved."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(content: bytes, inner: str) -> bytes:
    """The workbook with other content in its third sheet."""
    return packed(parts(content) | {"xl/worksheets/sheet3.xml": f"<worksheet {MAIN}>{inner}</worksheet>".encode()})


def hand_made(good: bytes) -> Iterator[tuple[str, str, bytes]]:
    """(key of the problem, what it is, content): each kind of workbook that is refused as a whole or by a cell."""
    files = parts(good)
    kinds = files["[Content_Types].xml"]
    yield "not_xlsx", "empty", b""
    yield "not_xlsx", "text", b"a;b\n1;2\n"
    yield "not_xlsx", "html", b"<html><table><tr><td>1</td></tr></table></html>"
    yield "not_xlsx", "a zip of something else", packed({"a.txt": b"x"})
    yield "damaged", "start of a zip only", b"PK\x03\x04" + b"\0" * 100
    yield "damaged", "half of it", good[: len(good) // 2]
    yield "damaged", "no sheet", packed({n: c for n, c in files.items() if "sheet3.xml" not in n})
    yield "old_xls", "xls", OLE
    yield "encrypted", "password", OLE + "EncryptedPackage".encode("utf-16-le")
    yield "encrypted", "zip password", _encrypted(good)
    yield (
        "macros",
        "xlsm by type",
        packed(files | {"[Content_Types].xml": kinds.replace(b"spreadsheetml.sheet.main", b"macroEnabled.main")}),
    )
    yield "macros", "xlsm by project", packed(files | {"xl/vbaProject.bin": b"x"})
    yield "xlsb", "xlsb", packed({"[Content_Types].xml": kinds, "xl/workbook.bin": b"x"})
    yield "ods", "ods", packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})
    yield "external_links", "link to a file", packed(files | {"xl/externalLinks/externalLink1.xml": b"<a/>"})
    yield "external_links", "data connection", packed(files | {"xl/connections.xml": b"<a/>"})
    rel = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://example.org/x.png" TargetMode="External"/></Relationships>'
    yield "external_links", "picture elsewhere", packed(files | {"xl/worksheets/_rels/sheet3.xml.rels": rel})
    yield "embedded", "object", packed(files | {"xl/embeddings/oleObject1.bin": b"x"})
    yield "many_parts", "many parts", packed(files | {f"x/{n}": b"" for n in range(300)})
    yield "ratio", "bomb of zeros", packed(files | {"xl/media/x.bin": b"\0" * 30_000_000})
    yield (
        "unpacked",
        "large when unpacked",
        packed(
            files | {"xl/media/x.bin": b"".join(random.Random(n).randbytes(30) + b"\0" * 970 for n in range(60_000))}
        ),
    )
    yield "too_many_bytes", "large", packed(files | {"xl/media/x.bin": random.Random(1).randbytes(5_500_000)})
    lol = (
        b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst '
        + MAIN.encode()
        + b"><si><t>&b;</t></si></sst>"
    )
    yield "damaged", "billion laughs", packed(files | {"xl/sharedStrings.xml": lol})
    yield "entities", "entities in a sheet", packed(files | {"xl/worksheets/sheet3.xml": lol})
    xxe = lol.replace(b'"aaaaaaaaaa"', b'SYSTEM "file:///etc/passwd"')
    yield "entities", "file by entity", packed(files | {"xl/workbook.xml": xxe})
    yield (
        "dimensions",
        "sparse",
        sheet(
            good,
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        ),
    )
    yield "dimensions", "wide", sheet(good, '<sheetData><row r="1"><c r="ZZ1"><v>1</v></c></row></sheetData>')
    yield "no_heading_row", "no such row", sheet(good, '<sheetData><row r="1"><c r="A0"><v>1</v></c></row></sheetData>')
    yield "damaged", "broken XML", sheet(good, "<sheetData><row>")
    yield (
        "damaged",
        "NUL",
        sheet(good, '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>\0</t></is></c></row></sheetData>'),
    )
    yield "no_heading_row", "a lie about its size", sheet(good, '<dimension ref="A1:XFD1048576"/><sheetData/>')
    yield "formula", "formula without value", edited(good, lambda b: _set(b, "Resultaträkning", "D5", "=1+1"))
    yield "merged", "merged cells", edited(good, lambda b: b["Mått"].merge_cells("B5:B6"))
    yield "error_cell", "error", edited(good, lambda b: _set(b, "Resultaträkning", "E5", "#REF!"))
    yield "boolean_cell", "truth value", edited(good, lambda b: _set(b, "Mått", "B5", True))
    yield "control", "escaped NUL", edited(good, lambda b: _set(b, "Mått", "B5", "a_x0000_b"))
    yield "line_break", "line break", edited(good, lambda b: _set(b, "Mått", "B5", "a\nb"))
    yield "no_cover", "no cover", edited(good, lambda b: b.remove(b.worksheets[0]))
    yield "cover_year", "year in words", edited(good, lambda b: _set(b, b.sheetnames[0], "B4", "tjugo"))
    yield "cover_year", "no year", edited(good, lambda b: _set(b, b.sheetnames[0], "B4", None))
    yield "no_year", "no label", edited(good, lambda b: _set(b, b.sheetnames[0], "A4", "Årtal"))
    yield "sheet_near", "sheet renamed", edited(good, lambda b: _title(b, "Mått", "Måtten"))
    yield (
        "sheet_unknown",
        "sheet of one's own",
        edited(good, lambda b: _set(b, b.create_sheet("QQXX").title, "A1", "x")),
    )
    yield "sheet_twice", "sheet twice", edited(good, lambda b: _title(b, "Mål", "Measures"))
    yield "heading_near", "heading misspelt", edited(good, lambda b: _set(b, "Mått", "B3", "Namn (svensk)"))
    yield "heading_unknown", "heading unknown", edited(good, lambda b: _set(b, "Mått", "AC3", "xyzzy123"))
    yield "heading_twice", "heading twice", edited(good, lambda b: _set(b, "Mått", "AC3", "Sida"))
    yield "heading_missing", "column missing", edited(good, lambda b: b["Mått"].delete_cols(5))
    yield "no_heading", "no heading", edited(good, lambda b: _set(b, "Mått", "AD9", "x"))
    yield "two_headings", "two headings", edited(good, _two_headings)
    yield "no_heading_row", "heading row gone", edited(good, lambda b: b["Mått"].delete_rows(3))
    yield "missing_cell", "id missing", edited(good, lambda b: _set(b, "Mått", "A5", None))
    yield "slug", "id with capitals", edited(good, lambda b: _set(b, "Mått", "A5", "Nytt Mått"))
    yield "choice", "unknown code", edited(good, lambda b: _set(b, "Mål", "E4", "Bra"))
    yield "date_as_number", "number for a date", edited(good, lambda b: _set(b, "Järnvägshändelser", "C5", 44000))
    yield (
        "date_written",
        "a date that does not exist",
        edited(good, lambda b: _set(b, "Järnvägshändelser", "C5", "2021-02-30")),
    )
    yield "other_money", "tkr for mnkr", edited(good, lambda b: _set(b, "Resultaträkning", "E5", "1 234,5 tkr"))
    yield "ambiguous", "point", edited(good, lambda b: _set(b, "Resultaträkning", "E5", "1.234"))


def _set(book: Any, name: str, cell: str, value: Any) -> None:
    book[name][cell] = value


def _title(book: Any, name: str, other: str) -> None:
    book[name].title = other


def _two_headings(book: Any) -> None:
    for cell in book["Mått"][3]:
        book["Mått"].cell(9, cell.column).value = cell.value


def _encrypted(good: bytes) -> bytes:
    """The zip with the flag of encryption on its first entry."""
    said = bytearray(good)
    at = good.index(b"PK\x01\x02")
    struct.pack_into("<H", said, at + 8, struct.unpack_from("<H", good, at + 8)[0] | 1)
    struct.pack_into("<H", said, 6, struct.unpack_from("<H", good, 6)[0] | 1)
    return bytes(said)


def mutated(good: bytes, seed: int) -> Made:
    """One random change: to the bytes of the file, or to the bytes of one of its XML parts, packed again."""
    chance = random.Random(seed)
    if chance.random() < 0.3:
        return f"{seed}: bytes", _damaged(good, chance)
    files = parts(good)
    name = chance.choice(sorted(n for n in files if n.endswith((".xml", ".rels"))))
    return f"{seed}: {name}", packed(files | {name: _damaged(files[name], chance)})


def _damaged(content: bytes, chance: random.Random) -> bytes:
    said = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(max(1, len(said)))
        kind = chance.randrange(4)
        if kind == 0:
            said[at : at + chance.randint(1, 60)] = b""
        elif kind == 1:
            said[at:at] = chance.randbytes(chance.randint(1, 8))
        elif kind == 2:
            said[at : at + 1] = bytes([chance.randrange(256)])
        else:
            said[at:at] = said[at : at + chance.randint(1, 200)]
    return bytes(said)


def spoilt(data: Path, chance: random.Random) -> None:
    """Spoils one CSV or TOML file of a folder: encoding, delimiter, heading, rows twice, cells, bytes."""
    path = chance.choice(sorted(p for p in data.rglob("*.*") if p.suffix in (".csv", ".toml")))
    content = path.read_bytes()
    lines = content.splitlines(keepends=True)
    kind = chance.randrange(10)
    if kind == 0:
        content = content.decode().encode(chance.choice(["cp1252", "cp850", "utf-16", "mac_roman"]), "replace")
    elif kind == 1:
        content = content.replace(b",", chance.choice([b";", b"\t", b"|"]))
    elif kind == 2:
        content = content.replace(lines[0], chance.choice([b"", lines[0] * 2, b"a,b,c\n", lines[0].upper()]), 1)
    elif kind == 3:
        content += lines[-1]
    elif kind == 4:
        content = lines[0] + b",".join([b'"'] * 3) + b"\n" + content
    elif kind == 5:
        content = b"".join(lines[:1]) + b"\0" + b"".join(lines[1:])
    elif kind == 6:
        path.rename(path.with_stem(path.stem + "x"))
        return
    else:
        content = _damaged(content, chance)
    path.write_bytes(content)
