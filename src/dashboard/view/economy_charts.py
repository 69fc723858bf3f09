"""The charts of the page about money.

Names stand to the left of the bars and amounts in a column to the right of them, so that nothing is cut off on a
narrow screen.
"""

import textwrap
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from dashboard.view import charts
from dashboard.view.economy import Bridge, Money

Record = dict[str, Any]
GRANT = (("budget", charts.NEUTRAL), ("decided", charts.ACCENT), ("paid", "#5b95ba"))
"""Columns of the grant and their colours."""
HEADED = 4.6
"""Rows that an action of the grant takes: its name and three bars."""


def bridge(money: Money, steps: Bridge) -> go.Figure:
    """Floating bars from the budgeted result to the actual one, coloured by what each does to the result."""
    t, lang = money.t, money.t.lang
    bars: list[tuple[str, Decimal, Decimal, str, str]] = [
        (t("economy.bridge.start"), Decimal(0), steps.budget, charts.INK, money.mnkr(steps.budget))
    ]
    for step in steps.steps:
        assert step.row is not None
        colour = charts.signed(float(step.change))
        bars.append((step.row[f"label_{lang}"], step.start, step.change, colour, money.mnkr(step.change, sign=True)))
    if steps.gap:
        name = t("economy.bridge.rounding" if steps.rounded else "economy.bridge.gap")
        bars.append((name, steps.gap.start, steps.gap.change, charts.NEUTRAL, money.mnkr(steps.gap.change, sign=True)))
    bars.append((t("economy.bridge.end"), Decimal(0), steps.actual, charts.INK, money.mnkr(steps.actual)))

    places = [float(n) for n in range(len(bars))]
    starts = [float(money.from_mnkr(b[1])) for b in bars]
    changes = [float(money.from_mnkr(b[2])) for b in bars]
    ends = [s + c for s, c in zip(starts, changes, strict=True)]
    figure = _figure(money, places, [b[0] for b in bars], [b[4] for b in bars], 36)
    figure.add_bar(
        orientation="h", y=places, x=changes, base=starts, marker={"color": [b[3] for b in bars]}, width=0.68,
        customdata=[(b[0], b[4]) for b in bars], hovertemplate=_hover(money),
    )  # fmt: skip
    for place, end in zip(places, ends[:-1], strict=False):
        line = {"color": charts.NEUTRAL, "width": 1}
        figure.add_shape(type="line", x0=end, x1=end, y0=place, y1=place + 1, line=line, layer="below")
    return figure


def bridge_alt(money: Money, steps: Bridge) -> str:
    """What the bridge shows: where it starts and ends, and what moved it most each way."""
    t = money.t
    said = [t("economy.bridge.alt", budget=money.mnkr(steps.budget), actual=money.mnkr(steps.actual), unit=money.unit)]
    down = min(steps.steps, key=lambda s: s.change, default=None)
    up = max(steps.steps, key=lambda s: s.change, default=None)
    for key, step, wanted in (("alt_down", down, -1), ("alt_up", up, 1)):
        if step is not None and step.row is not None and step.change * wanted > 0:
            name, amount = step.row[f"label_{t.lang}"], money.mnkr(step.change, sign=True)
            said.append(t(f"economy.bridge.{key}", name=name, amount=amount))
    return " ".join(said)


def grant(money: Money, rows: Sequence[Record]) -> go.Figure:
    """Budget, decided and paid for each action of the grant, without the total."""
    t, lang = money.t, money.t.lang
    actions = [r for r in rows if r["action_id"] != "summa"]
    bars = [
        (n * HEADED + k + 1, t(f"economy.grant.{column}"), r[column], colour, r[f"action_{lang}"])
        for n, r in enumerate(actions)
        for k, (column, colour) in enumerate(GRANT)
    ]
    said = [money.mnkr(b[2]) for b in bars]
    figure = _figure(money, [b[0] for b in bars], [b[1] for b in bars], said, 27)
    figure.add_bar(
        orientation="h", y=[b[0] for b in bars], x=[float(money.from_mnkr(b[2])) for b in bars], width=0.8,
        marker={"color": [b[3] for b in bars]}, hovertemplate=_hover(money),
        customdata=[(f"{b[4]}, {b[1]}", amount) for b, amount in zip(bars, said, strict=True)],
    )  # fmt: skip
    for n, row in enumerate(actions):
        name = "<br>".join(textwrap.wrap(row[f"action_{lang}"], 30))
        figure.add_annotation(
            xref="paper", x=0, y=n * HEADED + 0.45, xanchor="left", yanchor="bottom", text=f"<b>{name}</b>",
            align="left", showarrow=False, font={"size": 13},
        )  # fmt: skip
    return figure


def grant_alt(money: Money, rows: Sequence[Record]) -> str:
    """What the grant came to in all, as printed."""
    total = next((r for r in rows if r["action_id"] == "summa"), None)
    if total is None:
        return money.t("economy.grant.title")
    return money.t("economy.grant.alt", unit=money.unit, **{c: money.mnkr(total[c]) for c, _ in GRANT})


def _figure(
    money: Money, places: Sequence[float], names: Sequence[str], amounts: Sequence[str], pitch: int
) -> go.Figure:
    """A figure for bars from top to bottom at `places`, `pitch` pixels apart, with their names and amounts."""
    top, bottom = min(places) - (1.4 if min(places) else 0.6), max(places) + 0.6
    wrapped = ["<br>".join(textwrap.wrap(name, 18, break_long_words=False)) for name in names]
    figure = charts.figure(
        money.t.lang, round((bottom - top) * pitch) + 80,
        margin={"l": 8, "r": 76, "t": 30, "b": 8},
        xaxis=charts.AXIS | {
            "title": {"text": money.unit, "font": {"color": charts.MUTE, "size": 13}},
            "showticklabels": False, "showline": False, "showgrid": False,
        },
        yaxis=charts.AXIS | {
            "tickmode": "array", "tickvals": list(places), "ticktext": wrapped, "showgrid": False, "zeroline": False,
            "showline": False, "range": [bottom, top], "tickfont": {"color": charts.INK, "size": 13},
        },
    )  # fmt: skip
    for place, amount in zip(places, amounts, strict=True):
        figure.add_annotation(
            xref="paper", x=1, xshift=72, y=place, xanchor="right", text=amount, showarrow=False,
            font={"size": 14, "color": charts.INK},
        )  # fmt: skip
    return figure


def _hover(money: Money) -> str:
    return "%{customdata[0]}: %{customdata[1]} " + money.unit + "<extra></extra>"
