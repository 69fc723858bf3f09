"""What every input becomes before the rules look at it: one sequence of lines and tables, each with its page and place.

A line of a text file or PDF is one printed line; a paragraph of a DOCX is one line that is `whole`.  `place` is a short
locator that a person can follow: `L137` the 137th line of the document, `P12` the 12th paragraph, `T7.2` the second row
of the seventh table.  `page` is the printed page, or None where the input does not tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Colour(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    OTHER = "other"


class Arrow(StrEnum):
    UP = "up"
    RIGHT = "right"
    DOWN = "down"


@dataclass(frozen=True)
class Mark:
    """A drawn sign in a cell: its colour, its direction where it is an arrow, and whether it was read beyond doubt."""

    colour: Colour | None = None
    arrow: Arrow | None = None
    clear: bool = True


@dataclass(frozen=True)
class Cell:
    text: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Line:
    text: str
    page: int | None
    place: str
    heading: bool = False
    """It looks like a heading (larger, bold, or a heading style); text files cannot tell, there it is False."""
    listed: bool = False
    """It begins an item of a list."""
    whole: bool = False
    """It is a whole paragraph, not a printed line of one."""
    ends: bool = False
    """The input itself says that a paragraph ends here (a gap after it, or two spaces at the end of a text line)."""


@dataclass(frozen=True)
class TableRow:
    cells: tuple[Cell, ...]
    page: int | None
    place: str

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]


@dataclass(frozen=True)
class Table:
    rows: tuple[TableRow, ...]
    sides: tuple[float, ...] = ()
    """Where its upright lines stand on the page; empty where the input has no such thing."""

    def goes_on_in(self, other: "Table") -> bool:
        """Whether another table is this one's part on the next page: its columns stand at the same places."""
        pages = (self.rows[-1].page, other.rows[0].page)
        same = len(self.sides) == len(other.sides) > 0
        return (
            same and pages[0] != pages[1] and all(abs(a - b) <= 3 for a, b in zip(self.sides, other.sides, strict=True))
        )

    @property
    def page(self) -> int | None:
        return self.rows[0].page if self.rows else None

    @property
    def place(self) -> str:
        return self.rows[0].place if self.rows else ""


Item = Line | Table


@dataclass(frozen=True)
class Document:
    """A report as read: its items in order, and how many pages it has (None: unknown)."""

    items: tuple[Item, ...]
    pages: int | None = None
    identity: dict[str, str] = field(default_factory=dict)
    """What the page heads said of the document: `document_id`, `version`, `pages`."""
    links: tuple[Line, ...] = ()
    """Lines that were only a web address (a text layer lists the addresses behind a page's links at its end)."""

    def lines(self) -> Iterable[Line]:
        return (item for item in self.items if isinstance(item, Line))


def page_of(items: Sequence[Item]) -> int | None:
    """The page of the first item that has one."""
    return next((item.page for item in items if item.page), None)
