"""A report document in, a draft out: the kind of file, the limited child process, one sentence where it fails."""

import datetime as dt
from collections.abc import Callable, Generator
from pathlib import Path
from typing import IO, Any

from dashboard.errors import DocumentError
from dashboard.exchange import limited
from dashboard.exchange.reading import book, docx, pdf, text, whole
from dashboard.exchange.reading.draft import Draft, Previous, as_plain, from_plain
from dashboard.exchange.reading.model import Document
from dashboard.exchange.workbook import carry
from dashboard.i18n import Text
from dashboard.store import versions
from dashboard.store.load import load

MOST_BYTES = 100_000_000
LIMITS = limited.Limits(memory=2**30, cpu=120, seconds=180)
"""What reading may take: a report of 300 pages needs about a tenth of the time and a third of the memory."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")

Progress = Callable[[int, int], None]
"""Told of each page: its number, and of how many."""


def draft(
    content: bytes, name: str, year: int, data: Path,
    from_year: int | None = None, pages: bytes | None = None, progress: Progress | None = None,
) -> Draft:  # fmt: skip
    """The draft of a report document, read in a child process with limits.

    `data` is a folder of all rows (a version's snapshot, or `data/`): ids, English and units of names that live on are
    taken from `from_year` (None: the latest year with measures).  `pages` is a page list for a text file.  Raises
    DocumentError where the file is no report on the template or cannot be read, LimitedError where reading it takes
    too much.
    """
    if len(content) > MOST_BYTES:
        raise DocumentError("read_too_large", most=MOST_BYTES // 10**6)
    args = {
        "year": year,
        "data": str(data.resolve()),
        "from_year": from_year,
        "pages": pages.decode("latin-1") if pages else None,
    }
    tell = (lambda said: progress(*said)) if progress else None
    result = limited.run(f"{__name__}:child", content, name, LIMITS, args, tell)
    if "refused" in result:
        raise DocumentError(result["refused"], **result["params"])
    return from_plain(result["draft"])


def workbook(
    content: bytes, name: str, year: int, published: Path, t: Text,
    from_year: int | None = None, pages: bytes | None = None, progress: Progress | None = None,
) -> tuple[bytes, Draft]:  # fmt: skip
    """The import workbook of a year, filled in from a report document on top of the latest version; and the draft.

    Raises DocumentError, LimitedError, and UsageError for a `from_year` that there is no report of.
    """
    latest = versions.latest(published)
    assert latest is not None, "building publishes"
    folder = versions.folder(published, latest.number) / versions.DATA
    loaded = load(folder)
    before = carry.year_before(loaded, year) if from_year is None else from_year
    carry.records(loaded, year, before)  # raises for a year that there is no report of
    made = draft(content, name, year, folder, before, pages, progress)
    return book.book(made, loaded, before, t, dt.datetime.now(dt.UTC)), made


def child(
    file: IO[bytes], year: int, data: str, from_year: int | None, pages: str | None
) -> Generator[tuple[int, int], None, dict[str, Any]]:
    """What runs in the child process: yields (page, of so many), returns the draft or why there is none."""
    try:
        document = yield from read(file.read(), pages.encode("latin-1") if pages else None)
        made = whole.drafted(document, year, Previous.of(Path(data), from_year))
    except DocumentError as error:
        return {"refused": error.key, "params": error.params}
    return {"draft": as_plain(made)}


def read(content: bytes, pages: bytes | None = None) -> Generator[tuple[int, int], None, Document]:
    """The document in a file, whose kind is told by how it begins.  Raises DocumentError."""
    if not content.strip():
        raise DocumentError("read_empty")
    if b"%PDF-" in content[:1024]:
        return (yield from pdf.read(content))
    if content.startswith(_OLE):
        raise DocumentError("read_encrypted" if _PROTECTED in content else "read_old_doc")
    if content.startswith(b"PK"):
        return docx.read(content)
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError("read_unknown_kind")
    return text.read(content, pages)
