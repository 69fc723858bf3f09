"""The charts of the page about money: rows of bars to one scale, drawn as HTML.

No chart library: the page is there half a second earlier without one, and nothing in these charts moves or zooms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.view.economy import ZERO, Bar, Bridge, Money, spans

Record = dict[str, Any]
GRANT = ("budget", "decided", "paid")
"""Columns of the grant, in the order of the bars."""


@dataclass(frozen=True)
class Row:
    """A bar with its name and amount.

    `kind` gives its colour: `better`, `worse`, `sum`, `gap`, or a column of the grant.
    """

    name: str
    amount: str
    kind: str
    bar: Bar


def bridge(money: Money, steps: Bridge) -> list[Row]:
    """Floating bars from the budgeted result to the actual one, coloured by what each does to the result."""
    t = money.t
    parts = [(t("economy.bridge.start"), "sum", ZERO, steps.budget)]
    for step in steps.steps:
        assert step.row is not None
        effect = "better" if step.change > 0 else "worse"
        parts.append((step.row[f"label_{t.lang}"], effect, step.start, step.change))
    if steps.gap:
        name = t("economy.bridge.rounding" if steps.rounded else "economy.bridge.gap")
        parts.append((name, "gap", steps.gap.start, steps.gap.change))
    parts.append((t("economy.bridge.end"), "sum", ZERO, steps.actual))
    bars = spans([(start, change) for _, _, start, change in parts])
    return [
        Row(name, money.mnkr(change, sign=kind != "sum"), kind, bar)
        for (name, kind, _, change), bar in zip(parts, bars, strict=True)
    ]


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


def grant(money: Money, rows: Sequence[Record]) -> list[tuple[str, list[Row]]]:
    """Budget, decided and paid of each action of the grant, by its name, all to one scale; without the total."""
    t = money.t
    actions = [r for r in rows if r["action_id"] != "summa"]
    bars = iter(spans([(ZERO, Decimal(r[column])) for r in actions for column in GRANT]))
    return [
        (r[f"action_{t.lang}"], [Row(t(f"economy.grant.{c}"), money.mnkr(r[c]), c, next(bars)) for c in GRANT])
        for r in actions
    ]


def grant_alt(money: Money, rows: Sequence[Record]) -> str:
    """What the grant came to in all, as printed."""
    total = next((r for r in rows if r["action_id"] == "summa"), None)
    if total is None:
        return money.t("economy.grant.title")
    return money.t("economy.grant.alt", unit=money.unit, **{c: money.mnkr(total[c]) for c in GRANT})
