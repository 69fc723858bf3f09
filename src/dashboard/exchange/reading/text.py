"""Reads the text layer of a report (`.txt`): printed lines, with pages from a list, form feeds or `Sida 12 (44)`."""

import csv
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from dashboard.errors import DocumentError
from dashboard.exchange.reading.model import Document, Line
from dashboard.exchange.reading.words import clean

PAGE_HEAD = re.compile(r"^\s*Sid(?:a|an)?\.?\s+(\d{1,4})\s*(?:\(\s*(\d{1,4})\s*\)|av\s+(\d{1,4}))?\s*$", re.IGNORECASE)
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")


def decoded(raw: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 (with a mark) or, failing those, Windows' western code page."""
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def read(content: bytes, pages: bytes | None = None) -> Document:
    """The document of a text file.  `pages` is a CSV with the columns page, first_line and last_line."""
    parts = decoded(content).replace("\r\n", "\n").replace("\r", "\n").split("\f")
    numbered = [(n, line) for n, part in enumerate(parts, 1) for line in part.removesuffix("\n").split("\n")]
    page_at = _pages(numbered, len(parts), read_pages(pages) if pages else None)
    first_of_page = {n: page_at(n) for n in range(1, len(numbered) + 1)}
    lines = []
    for n, (_, raw) in enumerate(numbered, 1):
        starts = first_of_page[n] != first_of_page.get(n - 1)
        if said := clean(raw.lstrip("•·▪●\uf0b7 ") if _bullet(raw, starts) else raw):
            ends = raw.rstrip("\n").endswith("  ") and said[-1] in ".!?:”)"
            lines.append(Line(said, page_at(n), f"L{n}", listed=_bullet(raw, starts), ends=ends))
    known = [page for page in first_of_page.values() if page]
    return Document(tuple(lines), max(known, default=None))


def _bullet(raw: str, starts_page: bool) -> bool:
    """A list item: a bullet sign, or (bullets are often lost in a text layer) a lone leading space within a page."""
    return bool(re.match(r"^\s*[•·▪●\uf0b7]\s*\S", raw)) or (
        not starts_page and bool(re.match(r"^ {1,3}[^\s\d(]", raw))
    )


def _pages(
    numbered: Sequence[tuple[int, str]], parts: int, listed: list[tuple[int, int, int]] | None
) -> Callable[[int], int | None]:
    """Line number -> printed page."""
    if listed is not None:
        return lambda n: next((page for page, first, last in listed if first <= n <= last), None)
    heads = [(n, int(found[1])) for n, (_, line) in enumerate(numbered, 1) if (found := PAGE_HEAD.match(line))]
    if parts > 1:
        printed = {numbered[n - 1][0]: page for n, page in heads}
        shift = next((page - part for part, page in printed.items()), 0)
        return lambda n: printed.get(numbered[n - 1][0], numbered[n - 1][0] + shift) if n else None
    if heads and all(later == before + 1 for (_, before), (_, later) in pairwise(heads)):
        if heads[0][0] > 3 and heads[-1][0] > len(numbered) - 6:  # page feet
            return lambda n: next((page for at, page in heads if at >= n), heads[-1][1])
        return lambda n: next((page for at, page in reversed(heads) if at <= n), None)
    return lambda n: None


def read_pages(content: bytes) -> list[tuple[int, int, int]]:
    """Rows (page, first line, last line) of a page list; raises DocumentError where it is not one."""
    try:
        rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
        return [(int(row["page"]), int(row["first_line"]), int(row["last_line"])) for row in rows]
    except (KeyError, ValueError, TypeError, UnicodeDecodeError) as error:
        raise DocumentError("read_pages") from error
