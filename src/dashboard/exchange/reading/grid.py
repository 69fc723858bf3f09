"""Tables from ruling lines: lines that touch one another enclose a grid, and the lines between them part its cells."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.exchange.reading.glyphs import Box, Edge

NEAR = 3.0
"""Lines closer than this, in points, are the same line or touch."""


@dataclass(frozen=True)
class Grid:
    box: Box
    rows: tuple[tuple[Box, ...], ...]
    """Rows from the top down; a cell that spans rows is in each of them, with the part of its box that lies there."""


def grids(edges: Sequence[Edge]) -> list[Grid]:
    """The tables of a page: groups of level and upright lines that touch, with at least two columns."""
    found = []
    for group in _groups(_merged(edges)):
        level = [e for e in group if not e.upright]
        upright = [e for e in group if e.upright]
        heights, sides = _values(e.at for e in level), _values(e.at for e in upright)
        if len(heights) < 2 or len(sides) < 3:
            continue
        rows = []
        for top, bottom in zip(heights[::-1], heights[-2::-1], strict=False):
            middle = (top + bottom) / 2
            here = _values(e.at for e in upright if e.start - NEAR <= middle <= e.end + NEAR)
            if len(here) >= 2 and top - bottom > NEAR:
                rows.append(tuple(Box(a, bottom, b, top) for a, b in pairwise(here)))
        if rows:
            found.append(Grid(Box(sides[0], heights[0], sides[-1], heights[-1]), tuple(rows)))
    return [grid for grid in found if not any(_within(grid, other) for other in found)]


def _within(grid: Grid, other: Grid) -> bool:
    return (
        other is not grid
        and other.box.holds(grid.box)
        and other.box.width * other.box.height > grid.box.width * grid.box.height
    )


def _values(found: Iterable[float]) -> list[float]:
    """Sorted values, those nearer than NEAR taken as one."""
    values: list[float] = []
    for value in sorted(found):
        if not values or value - values[-1] > NEAR:
            values.append(value)
    return values


def _merged(edges: Sequence[Edge]) -> list[Edge]:
    """Lines on the same height that meet end to end, made one."""
    lanes: dict[tuple[bool, int], list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda e: (e.upright, e.at, e.start)):
        lane = next(
            (lane for shift in (0, -1, 1) if (lane := (edge.upright, round(edge.at / NEAR) + shift)) in lanes),
            (edge.upright, round(edge.at / NEAR)),
        )
        lanes[lane].append(edge)
    made: list[Edge] = []
    for lane_edges in lanes.values():
        now: Edge | None = None
        for edge in sorted(lane_edges, key=lambda e: e.start):
            if now and edge.start <= now.end + NEAR:
                now = Edge(now.upright, now.at, now.start, max(now.end, edge.end))
            else:
                if now:
                    made.append(now)
                now = edge
        if now:
            made.append(now)
    return made


def _groups(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Lines that touch, directly or through others."""
    level = [e for e in edges if not e.upright]
    upright = [e for e in edges if e.upright]
    parent = {id(e): e for e in edges}
    above: dict[int, int] = {id(e): id(e) for e in edges}

    def root(at: int) -> int:
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    for one in level:
        for other in upright:
            if one.start - NEAR <= other.at <= one.end + NEAR and other.start - NEAR <= one.at <= other.end + NEAR:
                above[root(id(one))] = root(id(other))
    groups: dict[int, list[Edge]] = defaultdict(list)
    for at, edge in parent.items():
        groups[root(at)].append(edge)
    return list(groups.values())
