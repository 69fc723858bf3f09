"""Money for people: amounts in tkr or mnkr, the steps from budget to result, a unit's share, the finding in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.i18n import Text
from dashboard.view import fmt

Record = dict[str, Any]
ZERO, THOUSAND = Decimal(0), Decimal(1000)


@dataclass(frozen=True)
class Money:
    """Amounts in the chosen unit (`tkr` or `mnkr`), as exact as the source and no more."""

    t: Text
    amounts: str

    @property
    def unit(self) -> str:
        return self.t.unit(self.amounts)

    @property
    def in_tkr(self) -> bool:
        return self.amounts == "tkr"

    def from_mnkr(self, value: Decimal) -> Decimal:
        """An amount in mnkr, in the chosen unit."""
        return value * THOUSAND if self.in_tkr else value

    def from_tkr(self, value: Decimal) -> Decimal:
        """An amount in tkr, in the chosen unit."""
        return value if self.in_tkr else value / THOUSAND

    def mnkr(self, value: Decimal | None, sign: bool = False, decimals: int | None = 1) -> str:
        """An amount that the source has in mnkr; `decimals` are those of the source, None for those that it has."""
        if value is None:
            return fmt.DASH
        return fmt.number(self.from_mnkr(value), self.t.lang, 0 if self.in_tkr else decimals, sign)

    def tkr(self, value: Decimal | None, sign: bool = False, decimals: int = 3) -> str:
        """An amount that the source has in whole tkr; `decimals` are those that mnkr needs."""
        if value is None:
            return fmt.DASH
        return fmt.number(self.from_tkr(value), self.t.lang, 0 if self.in_tkr else decimals, sign)

    def result(self, row: Record) -> str:
        """The result of a period, no more exact than its source: `−3,0`, `ca +13`."""
        printed = row["result_printed"]
        said = self.mnkr(row["result_mnkr"], sign=True, decimals=0 if printed else 1)
        return self.t("about_amount", amount=said) if printed and printed.startswith("ca") else said


def decimals_in_mnkr(values: Iterable[Decimal]) -> int:
    """How many decimals (at least one) amounts in tkr need when they are shown in mnkr."""
    return max([1, *(-int((v / THOUSAND).normalize().as_tuple().exponent) for v in values)])


def nested(statement: Sequence[Record]) -> list[Record]:
    """The rows as printed, with `inside` (a row that stands above holds them) and `total` (they hold others)."""
    parents = {r["parent_id"] for r in statement}
    above: set[str] = set()
    found = []
    for row in statement:
        found.append(row | {"inside": row["parent_id"] in above, "total": row["row_id"] in parents})
        above.add(row["row_id"])
    return found


@dataclass(frozen=True)
class Step:
    """A row that moves the result by `change`, mnkr, from `start`; `row` is None for what no row explains."""

    row: Record | None
    start: Decimal
    change: Decimal

    @property
    def end(self) -> Decimal:
        return self.start + self.change


@dataclass(frozen=True)
class Bridge:
    """From the budgeted result to the actual one, mnkr, by the deviations of the rows that hold no others.

    What those do not add up to is the last step, `gap`; `rounded` says that rounding can be all there is to it.
    """

    budget: Decimal
    actual: Decimal
    steps: tuple[Step, ...]
    still: tuple[Record, ...]
    gap: Step | None
    rounded: bool

    @property
    def moved(self) -> Decimal:
        """What the rows add up to."""
        return sum((s.change for s in self.steps), ZERO)


def bridge(statement: Sequence[Record]) -> Bridge | None:
    """The steps in the order of the report; None for a year without a statement."""
    result = next((r for r in statement if r["parent_id"] is None), None)
    if result is None:
        return None
    rows = [r for r in nested(statement) if not r["total"]]
    steps: list[Step] = []
    at = result["budget"]
    for row in rows:
        if row["deviation"]:
            steps.append(Step(row, at, row["deviation"]))
            at = steps[-1].end
    change = result["actual"] - at
    return Bridge(
        budget=result["budget"], actual=result["actual"], steps=tuple(steps),
        still=tuple(r for r in rows if not r["deviation"]),
        gap=Step(None, at, change) if change else None,
        rounded=abs(change) <= Decimal("0.05") * (len(rows) + 2),
    )  # fmt: skip


@dataclass(frozen=True)
class Sides:
    """The units above and below budget, tkr: how many, what they come to, and the one that counts for most."""

    plus: tuple[Record, ...]
    minus: tuple[Record, ...]
    plus_sum: Decimal
    minus_sum: Decimal

    @property
    def total(self) -> Decimal:
        return self.plus_sum + self.minus_sum


def sides(units: Sequence[Record]) -> Sides:
    """Splits the units by the sign of their deviation, the largest first on each side."""
    plus = tuple(sorted((u for u in units if u["deviation"] > 0), key=lambda u: -u["deviation"]))
    minus = tuple(sorted((u for u in units if u["deviation"] < 0), key=lambda u: u["deviation"]))
    return Sides(plus, minus, sum((u["deviation"] for u in plus), ZERO), sum((u["deviation"] for u in minus), ZERO))


@dataclass(frozen=True)
class Share:
    """A unit against the others, tkr: its part of all units on its side, per cent, and what the others come to."""

    row: Record
    side: str
    side_sum: Decimal
    percent: Decimal
    others: Decimal

    @property
    def total(self) -> Decimal:
        return self.others + Decimal(self.row["deviation"])


def share(units: Sequence[Record], unit: str) -> Share | None:
    """What of the whole a unit stands for; None where it has no row or no deviation."""
    row = next((u for u in units if u["unit_id"] == unit), None)
    if row is None or not row["deviation"]:
        return None
    split = sides(units)
    side, whole = ("plus", split.plus_sum) if row["deviation"] > 0 else ("minus", split.minus_sum)
    others = split.total - row["deviation"]
    return Share(row, side, whole, row["deviation"] / whole * 100, others)


def headline(
    t: Text, money: Money, year: int, steps: Bridge | None, units: Sequence[Record], board: Record | None
) -> str:
    """The finding: result against budget, and the unit that did most to it."""
    if steps is None:
        if board is None or board["result_mnkr"] is None:
            return t("economy.headline_none", year=year)
        return t("economy.headline_board", year=year, result=money.result(board), unit=money.unit)
    said = t(
        "economy.headline", year=year, result=money.mnkr(steps.actual), budget=money.mnkr(steps.budget), unit=money.unit
    )
    split = sides(units)
    own, other = (split.minus, split.plus) if steps.actual < steps.budget else (split.plus, split.minus)
    if not own:
        return said
    name, amount = own[0][f"unit_{t.lang}"], money.tkr(own[0]["deviation"], sign=True)
    cause = t("economy.cause", name=name, amount=amount)
    if other:
        side = "plus" if own is split.minus else "minus"
        cause += ", " + t(f"economy.counter_{side}", n=len(other), count=t.count(len(other)))
    return f"{said}: {cause}"


@dataclass(frozen=True)
class Bar:
    """Where a bar stands between the smallest and the largest value, per cent of the width.

    `zero` is where the scale has its zero, `end` where the bar leaves off: to the left if its change is negative.
    """

    left: str
    width: str
    zero: str
    end: str


def spans(of: Sequence[tuple[Decimal, Decimal]]) -> list[Bar]:
    """Bars by where each starts and how far it goes (negative: to the left), on one scale that has zero."""
    reached = [place for start, change in of for place in (start, start + change)]
    low, high = min([ZERO, *reached]), max([ZERO, *reached])
    whole = (high - low) or Decimal(1)

    def at(value: Decimal) -> str:
        return f"{(value - low) / whole * 100:.2f}"

    return [Bar(at(min(s, s + c)), f"{abs(c) / whole * 100:.2f}", at(ZERO), at(s + c)) for s, c in of]


def diverging(values: Sequence[Decimal]) -> list[Bar]:
    """Bars to the left and right of a common zero."""
    return spans([(ZERO, value) for value in values])


def with_bars(units: Sequence[Record], total: Record | None) -> list[tuple[Record, Bar]]:
    """The units and then their printed total, each with its bar on one scale."""
    rows = [*units, *([total] if total else [])]
    return list(zip(rows, diverging([r["deviation"] for r in rows]), strict=True))


def columns(years: Sequence[Record]) -> list[tuple[Record, Bar]]:
    """The results of years, each with its bar on one scale."""
    return list(zip(years, diverging([y["result_mnkr"] for y in years]), strict=True))


def called(t: Text, periods: Sequence[Record]) -> list[Record]:
    """Periods with their names: the full year, or until a month."""

    def name(period: str) -> str:
        if period == "year":
            return t("economy.full_year")
        return t("economy.until", month=t(f"date.month.{int(period[5:])}"))

    return [p | {"called": name(p["period"])} for p in periods]
