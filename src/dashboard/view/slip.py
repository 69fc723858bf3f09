"""Expected completion against when it was said, a panel per section.

A year is a point.  A window that is open to one side is a bar across with an arrow into the open, so that nothing
looks surer than its source.  What was said after the year of the view stands on a tinted ground in hollow marks;
what was said of the whole line is grey.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.i18n import Text
from dashboard.view import charts, fmt, railway

Record = dict[str, Any]

PANEL, GAP, ARROW = 190, 0.06, 1.7
"""Height of a panel in pixels, gap between panels as a share of the height, length of an arrow in years."""
LATER_GROUND, LATER_INK = "#fdf6e3", "#6b4a00"
HEADS = {-1: "triangle-down", 1: "triangle-up"}


@dataclass(frozen=True)
class Mark:
    """A statement in a panel: points of its line in years, and which way it is open (-1 earlier, 1 later, 0 not)."""

    row: Record
    years: tuple[float, ...]
    open: int
    label: str
    position: str


def draw(t: Text, places: Sequence[Record], rows: Sequence[Record], year: int, until: int) -> go.Figure:
    """The chart of the sections `places`; `rows` are statements of completion that give years, oldest first."""
    count = max(len(places), 1)
    height = (1 - GAP * (count - 1)) / count
    named = [y for r in rows for y in (r["earliest_year"], r["latest_year"]) if y]
    first = min((r["as_of"].year for r in rows), default=year)
    end = f"{max(until, year) + 2}-06-01"
    figure = charts.figure(t.lang, round(PANEL * count) + 70, xaxis=_time(t, f"{first - 1}-06-01", end))
    span = charts.AXIS | {"range": [min(named, default=year) - 3.2, max(named, default=year) + 3.4], "dtick": 5}
    for n, place in enumerate(places):
        axis, top = f"y{n + 1 if n else ''}", 1 - n * (height + GAP)
        bottom = max(top - height, 0)
        figure.update_layout({axis.replace("y", "yaxis"): span | {"domain": [bottom, top], "anchor": "x"}})
        marks = list(_marks(t, (r for r in rows if r["section_id"] == place["section_id"]), year))
        figure.add_traces([*_paths(marks, year, axis), *(trace for m in marks for trace in _traces(t, m, year, axis))])
        figure.add_annotation(
            **_note(t("railway.slip.panel", section=railway.section_name(place)), 0, top, "paper", charts.INK)
        )
        if until > year:
            figure.add_shape(
                type="rect", xref="x", yref="paper", x0=f"{year + 1}-01-01", x1=end, y0=bottom, y1=top,
                fillcolor=LATER_GROUND, line_width=0, layer="below",
            )  # fmt: skip
            if not n:
                figure.add_annotation(**_note(t("railway.slip.later"), f"{year + 1}-01-01", top, "x", LATER_INK))
    return figure


def alt(t: Text, places: Iterable[Record], rows: Sequence[Record], year: int) -> str:
    """What the chart comes to: per section what was said in the last year known, and what has been said since."""
    parts = [t("railway.slip.alt")]
    for place in places:
        own = [r for r in rows if r["section_id"] == place["section_id"]]
        known, later = railway.split(own, "as_of", year)
        last = max((r["as_of"].year for r in known), default=year)
        for tense, group in (("known", [r for r in known if r["as_of"].year == last]), ("later", later)):
            if group:
                told = railway.listed(t, list(dict.fromkeys(railway.when(t, r) for r in group)), "and")
                parts.append(t(f"railway.slip.alt_{tense}", section=railway.section_name(place), said=told, year=last))
    return " ".join(parts)


def _time(t: Text, first: str, last: str) -> dict[str, Any]:
    return charts.AXIS | {
        "type": "date", "range": [first, last], "dtick": "M24", "tick0": "2001-01-01", "tickformat": "%Y",
        "anchor": "free", "position": 0, "showgrid": False,
        "title": {"text": t("railway.slip.x"), "font": {"color": charts.MUTE, "size": 13}},
    }  # fmt: skip


def _note(text: str, x: float | str, y: float, xref: str, colour: str) -> dict[str, Any]:
    return {
        "text": text, "x": x, "y": y, "xref": xref, "yref": "paper", "xanchor": "left", "yanchor": "top", "xshift": 4,
        "showarrow": False, "font": {"color": colour, "size": 13},
    }  # fmt: skip


def _marks(t: Text, rows: Iterable[Record], year: int) -> Iterator[Mark]:
    """Statements as marks; one that repeats the words of the one before goes without."""
    before = ""
    for row in rows:
        first, last = row["earliest_year"], row["latest_year"]
        label = railway.when(t, row)
        shown = "" if label == before else label
        before = label
        years: tuple[float, ...]
        if first is None:
            years, way = (last, last - ARROW), -1
        elif last is None:
            years, way = (first, first + ARROW), 1
        else:
            years, way = ((first,) if first == last else (first, last)), 0
        whole = railway.whole_line(row)
        if whole:  # apart from the section's own marks, which stand at the same height
            position = "bottom right" if way < 0 else "top right" if way else "top center"
        else:
            position = "top center" if not way else "middle right" if row["as_of"].year > year else "middle left"
        yield Mark(row, years, way, shown, position)


def _traces(t: Text, mark: Mark, year: int, axis: str) -> Iterator[go.Scatter]:
    row = mark.row
    colour = charts.NEUTRAL if railway.whole_line(row) else charts.ACCENT
    exact = len(mark.years) == 1
    hollow = "-open" if row["as_of"].year > year else ""
    ends = ["line-ew-open"] * len(mark.years)
    if mark.open:
        ends[-1] = HEADS[mark.open]
    yield go.Scatter(
        x=[row["as_of"]] * len(mark.years), y=mark.years, yaxis=axis, mode="lines+markers+text",
        line={"color": colour, "width": 2, "dash": "dot" if hollow else "solid"},
        marker={
            "opacity": 1, "symbol": [f"circle{hollow}"] if exact else ends, "size": [11] if exact else [15] + [10],
            "color": colour, "line": {"color": colour, "width": 2.5},
        },
        text=[""] * (len(mark.years) - 1) + [mark.label], textposition=mark.position,
        textfont={"color": charts.INK if colour == charts.ACCENT else charts.MUTE, "size": 13}, cliponaxis=False,
        hovertemplate=f"<b>{railway.when(t, row)}</b><br>{row[f'plan_{t.lang}']}<br>"
        + t("railway.slip.said", date=fmt.date(row["as_of"], row["as_of_precision"], t.lang)) + "<extra></extra>",
    )  # fmt: skip


def _paths(marks: Sequence[Mark], year: int, axis: str) -> Iterator[go.Scatter]:
    """Lines between exact years that sources gave for the section itself, one after the other."""
    exact = [m for m in marks if len(m.years) == 1 and not railway.whole_line(m.row)]
    for a, b in pairwise(exact):
        dates: list[dt.date] = [a.row["as_of"], b.row["as_of"]]
        yield go.Scatter(
            x=dates, y=[a.years[0], b.years[0]], yaxis=axis, mode="lines", hoverinfo="skip",
            line={"color": charts.ACCENT, "width": 1.5, "dash": "dot" if dates[1].year > year else "solid"},
        )  # fmt: skip
