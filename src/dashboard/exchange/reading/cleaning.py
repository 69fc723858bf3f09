"""Takes page heads and feet out of a document and keeps what they say of it: document id, version, number of pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dashboard.exchange.reading.model import Cell, Document, Item, Line, Table, TableRow
from dashboard.exchange.reading.outline import head_length
from dashboard.exchange.reading.text import PAGE_HEAD

HEAD_LABELS = {
    "gäller för verksamhet", "dokument-id", "version", "publiceringsdatum", "ansvarig", "upprättad av", "diarienummer",
    "dokumenttyp", "giltig från", "fastställd av",
}  # fmt: skip
"""The labels in the region's page head; the line after a line of labels holds their values."""
_LABELS = re.compile("|".join(re.escape(label) for label in sorted(HEAD_LABELS, key=len, reverse=True)))
_IDENTITY = re.compile(r"\b([A-ZÅÄÖ]{2,}[A-Z0-9ÅÄÖ]*-\d[\d-]*)(?:\s+(\d+(?:\.\d+)+))?")
_LINK = re.compile(r"^https?://\S+$")
_ZONE = 8


def without_heads(document: Document) -> Document:
    """The document without page heads, feet and lone web addresses; what the heads say goes into its `identity`."""
    drop: set[int] = set()
    identity = dict(document.identity)
    for n, item in enumerate(document.items):
        if not isinstance(item, Line) or n in drop:
            continue
        if found := PAGE_HEAD.match(item.text):
            drop.add(n)
            if total := found[2] or found[3]:
                identity.setdefault("pages", total)
        elif _labels_only(item.text):
            drop.add(n)
            values = document.items[n + 1] if n + 1 < len(document.items) else None
            if isinstance(values, Line) and len(values.text) < 120:
                drop.add(n + 1)
                identity = _identity(values.text) | identity
    drop |= _repeated(document.items, drop) - _table_heads(document.items)
    links = {n for n, item in enumerate(document.items) if isinstance(item, Line) and _LINK.match(item.text)}
    items = tuple(item for n, item in enumerate(document.items) if n not in drop | links)
    pages = int(identity["pages"]) if "pages" in identity else document.pages
    addresses = tuple(item for n in sorted(links) if isinstance(item := document.items[n], Line))
    return Document(_stitched(items), pages, identity, addresses)


def _stitched(items: Sequence[Item]) -> tuple[Item, ...]:
    """Tables that a page break cut, put together again."""
    made: list[Item] = []
    for item in items:
        before = made[-1] if made else None
        if isinstance(item, Table) and isinstance(before, Table) and before.goes_on_in(item):
            made[-1] = replace(before, rows=_joined(before.rows, item.rows))
        else:
            made.append(item)
    return tuple(made)


def _joined(before: tuple[TableRow, ...], after: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """The rows of both; where the break went through a row, which a bracket that closes behind it shows, as one row."""
    last, first = before[-1], after[0]
    pairs = list(zip(last.cells, first.cells, strict=False))
    if len(last.cells) != len(first.cells) or not any(_open(a) > 0 > _open(b) for a, b in pairs):
        return before + after
    cells = tuple(Cell("\n".join(filter(None, (a.text, b.text))), a.marks + b.marks) for a, b in pairs)
    return (*before[:-1], replace(last, cells=cells), *after[1:])


def _open(cell: Cell) -> int:
    return cell.text.count("(") - cell.text.count(")")


def _labels_only(said: str) -> bool:
    return said.isupper() and bool(_LABELS.search(said.lower())) and not _LABELS.sub("", said.lower()).strip()


def _identity(said: str) -> dict[str, str]:
    found = _IDENTITY.search(said)
    if not found:
        return {}
    return {"document_id": found[1]} | ({"version": found[2]} if found[2] else {})


def _table_heads(items: Sequence[Item]) -> set[int]:
    """Lines of table heads, which are repeated at the top of pages too but belong to their tables."""
    found: set[int] = set()
    for n in range(len(items)):
        found |= set(range(n, n + head_length(items, n)))
    return found


def _repeated(items: Sequence[Item], dropped: set[int]) -> set[int]:
    """Lines that stand at the top or the foot of most pages, digits apart."""
    pages: dict[int, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        if item.page and n not in dropped:
            pages[item.page].append(n)
    if len(pages) < 3:
        return set()
    seen: Counter[str] = Counter()
    edges: dict[int, str] = {}
    for on_page in pages.values():
        zone = {*on_page[:_ZONE], *on_page[-3:]}
        said = {n: re.sub(r"\d+", "0", item.text) for n in zone if isinstance(item := items[n], Line)}
        seen.update(set(said.values()))
        edges |= said
    return {n for n, said in edges.items() if seen[said] > len(pages) / 2 and seen[said] >= 3}
