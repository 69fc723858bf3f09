"""Plans on an axis of years.  A column is a year; what a source leaves open fades out and has no edge.

`in 2024` fills the column 2024, `before 2030` ends sharply where 2030 begins, `after 2033` begins sharply where 2033
ends, `between` has two sharp ends.  A statement without years gets words and no bar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.i18n import Text
from dashboard.view import railway

Record = dict[str, Any]

AFTER = 3
"""Years that the axis goes on after the last one named, for what is open to fade out in."""
LABEL_EVERY = 3


@dataclass(frozen=True)
class Axis:
    """The years from `first` to `last`, one column each."""

    first: int
    last: int

    @property
    def columns(self) -> int:
        return self.last - self.first + 1

    @property
    def years(self) -> list[tuple[int, bool]]:
        """Each year, and whether it is labelled where there is little room."""
        return [(y, (y - self.first) % LABEL_EVERY == 0) for y in range(self.first, self.last + 1)]

    def at(self, year: int) -> float:
        """Where a year begins, per cent of the width."""
        return min(max((year - self.first) / self.columns * 100, 0), 100)


@dataclass(frozen=True)
class Lane:
    """One statement: its words, and where it gives years a bar (`left` and `width` per cent).

    `left_open` and `right_open` say which ends fade out.  The words stand over the bar from `left`, or up to its end
    where there is no room for them to the right.
    """

    row: Record
    words: str
    left: float = 0
    width: float = 0
    left_open: bool = False
    right_open: bool = False

    @property
    def drawn(self) -> bool:
        return self.width > 0

    @property
    def to_the_left(self) -> bool:
        return self.left_open or self.left > 50

    @property
    def right(self) -> float:
        """Per cent from the right edge of the axis to the end of the bar."""
        return 100 - self.left - self.width

    @property
    def shape(self) -> str:
        open_ends = (" left-open" if self.left_open else "") + (" right-open" if self.right_open else "")
        return f"{self.row['milestone']}{open_ends}"


@dataclass(frozen=True)
class Plan:
    """What one plan says of a section."""

    row: Record
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Section:
    """A section, how its sources go together, and its plans."""

    row: Record
    verdict: railway.Verdict
    plans: tuple[Plan, ...]


def axis(year: int, rows: Iterable[Record]) -> Axis:
    """From the year of the view, or the first year named, to some years after the last one named."""
    years = [y for r in rows for y in (r["earliest_year"], r["latest_year"]) if y]
    return Axis(min([year, *years]), max([year, *years]) + AFTER)


def lane(t: Text, row: Record, on: Axis) -> Lane:
    """A statement on the axis."""
    words = railway.said(t, row)
    span = railway.window(row)
    if span is None:
        return Lane(row, words)
    first = row["earliest_year"] if row["earliest_year"] == row["latest_year"] else span[0]
    left, right = on.at(first), on.at(span[1] + 1)
    return Lane(row, words, left, right - left, first == 0, span[1] == railway.BEYOND)


def sections(t: Text, rows: Sequence[Record], places: Iterable[Record], on: Axis) -> list[Section]:
    """Each section with its plans in the order given, those with nothing said left out."""
    found = []
    for place in places:
        own = [r for r in rows if r["section_id"] == place["section_id"]]
        plans: dict[str, list[Record]] = {}
        for row in own:
            plans.setdefault(row["plan_id"], []).append(row)
        told = tuple(Plan(p[0], tuple(lane(t, r, on) for r in p)) for p in plans.values())
        found.append(Section(place, railway.verdict(t, own), told))
    return found


def shown(
    t: Text,
    year: int,
    sections_: Sequence[Record],
    said: Iterable[Record],
    happened: Sequence[Record],
    decided: Iterable[Record],
    chosen: Sequence[str] = (),
    everything: Sequence[Record] | None = None,
) -> dict[str, Any]:
    """What the template `railway_plans` needs, by its names: plans in focus, stage of each section, what came later.

    The stage of a section follows from `everything` known, not only from the plans that are chosen.
    """
    known, later = railway.split(said, "as_of", year)
    focus = railway.in_focus(known, year, chosen)
    on = axis(year, focus)
    return {
        "rail": railway,
        "sections": sections_,
        "focus": focus,
        "axis": on,
        "later": later,
        "stages": {
            s["section_id"]: railway.stage(s["section_id"], happened, known if everything is None else everything)
            for s in sections_
        },
        "plans": sections(t, focus, sections_, on),
        "columns": list({r["plan_id"]: r for r in focus}.values()),
        "decisions": [e for e in decided if e["date"].year > year],
    }
