"""The charts of the page about money."""

import textwrap
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from dashboard.view import charts
from dashboard.view.economy import Bridge, Money

Record = dict[str, Any]
GRANT = (("budget", "#b9bec5"), ("decided", charts.ACCENT), ("paid", "#6ba3c7"))
"""Column of the grant and its colour."""


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

    starts = [float(money.from_mnkr(b[1])) for b in bars]
    changes = [float(money.from_mnkr(b[2])) for b in bars]
    ends = [s + c for s, c in zip(starts, changes, strict=True)]
    low, high = min(0.0, *starts, *ends), max(0.0, *starts, *ends)
    pad = (high - low) * 0.16 or 1.0
    figure = charts.figure(
        lang, 46 + 36 * len(bars),
        xaxis=charts.AXIS | {"range": [low - pad, high + pad], "title": {"text": money.unit}, "showgrid": True},
        yaxis=_names([b[0] for b in bars]),
    )  # fmt: skip
    figure.add_bar(
        orientation="h", y=list(range(len(bars))), x=changes, base=starts, marker={"color": [b[3] for b in bars]},
        text=[b[4] for b in bars], textposition="outside", cliponaxis=False, textfont={"color": charts.INK},
        customdata=[b[0] for b in bars], hovertemplate="%{customdata}: %{text} " + money.unit + "<extra></extra>",
    )  # fmt: skip
    for n, end in enumerate(ends[:-1]):
        figure.add_shape(type="line", x0=end, x1=end, y0=n, y1=n + 1, line={"color": charts.NEUTRAL, "width": 1})
    return figure


def grant(money: Money, rows: Sequence[Record]) -> go.Figure:
    """Budget, decided and paid side by side for each action of the grant, without the total."""
    t, lang = money.t, money.t.lang
    actions = [r for r in rows if r["action_id"] != "summa"]
    most = max((float(money.from_mnkr(r[c])) for r in actions for c, _ in GRANT), default=1.0)
    figure = charts.figure(
        lang, 46 + 92 * len(actions), barmode="group", bargap=0.25,
        xaxis=charts.AXIS | {"range": [0, most * 1.42], "title": {"text": money.unit}},
        yaxis=_names([r[f"action_{lang}"] for r in actions]),
    )  # fmt: skip
    # Plotly stacks a group's traces upwards, and the axis runs downwards: the order is the one that is read.
    for column, colour in GRANT:
        values = [r[column] for r in actions]
        name = t(f"economy.grant.{column}")
        figure.add_bar(
            orientation="h", name=name, y=list(range(len(actions))), x=[float(money.from_mnkr(v)) for v in values],
            marker={"color": colour}, text=[f"{name} {money.mnkr(v)}" for v in values], textposition="outside",
            cliponaxis=False, textfont={"color": charts.INK, "size": 13},
            customdata=[r[f"action_{lang}"] for r in actions],
            hovertemplate="%{customdata}: %{text} " + money.unit + "<extra></extra>",
        )  # fmt: skip
    return figure


def _names(labels: Sequence[str]) -> dict[str, Any]:
    """A category axis from top to bottom whose long names are broken into lines."""
    wrapped = ["<br>".join(textwrap.wrap(label, 20, break_long_words=False)) for label in labels]
    return charts.AXIS | {
        "tickmode": "array", "tickvals": list(range(len(labels))), "ticktext": wrapped, "showgrid": False,
        "range": [len(labels) - 0.4, -0.6], "zeroline": False, "tickfont": {"color": charts.INK, "size": 13},
    }  # fmt: skip
