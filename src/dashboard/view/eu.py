"""EU programmes for people: amounts in EUR or MEUR, budgets on a scale per scope, shares, changes, what compares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.i18n import Text
from dashboard.models import AmountBasis, Precision, Scope
from dashboard.view import fmt

Record = dict[str, Any]
HUNDRED, MILLION = Decimal(100), Decimal(1_000_000)
STEPS = tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "7", "8", "10")))
"""Where a scale may end, times a power of ten."""

FUNDS = {"ERUF": "erdf", "ESF+": "esf_plus", "FRO/JTF": "jtf"}
"""Funds that have a name of their own in the texts."""


@dataclass(frozen=True)
class Money:
    """Amounts of EUR in the chosen unit (`eur` or `meur`); `rate` is the reader's own, SEK per EUR."""

    t: Text
    eur: str
    rate: Decimal | None = None

    @property
    def unit(self) -> str:
        return self.t(f"eu.unit.{self.eur}")

    @property
    def heading(self) -> str:
        """The unit as the heading of a column."""
        return self.unit[:1].upper() + self.unit[1:]

    def number(self, amount: Decimal | None, sign: bool = False) -> str:
        """The bare number: whole EUR, or MEUR with one decimal unless it is a whole number of millions."""
        if amount is None or self.eur == "eur":
            return fmt.number(amount, self.t.lang, 0, sign)
        millions = amount / MILLION
        return fmt.number(millions, self.t.lang, 0 if millions == millions.to_integral_value() else 1, sign)

    def said(self, amount: Decimal) -> str:
        """The amount with its unit: `196,3 miljoner euro`."""
        return self.t(f"eu.amount.{self.eur}", amount=self.number(amount))

    def sek(self, amount: Decimal | None) -> str:
        """The amount in SEK million at the reader's rate; whole millions from a hundred up."""
        if amount is None or self.rate is None:
            return fmt.DASH
        millions = amount * self.rate / MILLION
        return fmt.number(millions, self.t.lang, 0 if abs(millions) >= HUNDRED else 1)


@dataclass(frozen=True)
class Budget:
    """What a report says of one programme's money: the amount itself and the parts that it is split into."""

    programme: Record
    main: Record | None
    parts: tuple[Record, ...] = ()

    @property
    def sum_of_parts(self) -> Decimal:
        return sum((p["amount_eur"] for p in self.parts), Decimal(0))

    def share(self, part: Record) -> Decimal:
        """A part in per cent of the amount."""
        assert self.main is not None
        return Decimal(part["amount_eur"] * HUNDRED / self.main["amount_eur"])

    @property
    def total(self) -> Decimal | None:
        """The total that the amount implies, EUR; None unless it is the EU's money and the EU's share is given."""
        share = self.programme["eu_share_pct"]
        if self.main is None or self.main["basis"] != AmountBasis.EU_SHARE or not share:
            return None
        return Decimal(self.main["amount_eur"] * HUNDRED / share)


def budgets(programmes: Iterable[Record], amounts: Sequence[Record]) -> list[Budget]:
    """Each programme with its amount: the first that is not a part, or the first where the source has but parts."""
    found = []
    for programme in programmes:
        own = [a for a in amounts if a["programme_id"] == programme["programme_id"]]
        main = next((a for a in own if a["basis"] != AmountBasis.PART), own[0] if own else None)
        found.append(Budget(programme, main, tuple(a for a in own if a is not main)))
    return found


@dataclass(frozen=True)
class Panel:
    """Budgets of one scope on a scale of their own, from 0 to `top` EUR."""

    scope: str
    top: Decimal
    budgets: tuple[Budget, ...]

    def width(self, amount: Decimal) -> str:
        """How far along the scale an amount reaches, per cent, for a style."""
        return f"{amount / self.top * HUNDRED:.2f}"


def panels(found: Iterable[Budget]) -> list[Panel]:
    """A panel per scope, so that no bar is compared across scopes; budgets without an amount are left out."""
    given = [b for b in found if b.main is not None]
    drawn = []
    for scope in Scope:
        own = tuple(b for b in given if b.programme["scope"] == scope)
        if own:
            drawn.append(Panel(scope, round_up(max(b.main["amount_eur"] for b in own if b.main)), own))
    return drawn


def round_up(amount: Decimal) -> Decimal:
    """The round number at which a scale for an amount above zero ends."""
    power = Decimal(10) ** amount.adjusted()
    return next(step * power for step in STEPS if step * power >= amount)


def change_pct(new: Decimal, old: Decimal) -> Decimal:
    """The change from old to new, per cent."""
    return (new - old) / old * HUNDRED


def against(money: Money, row: Record, budget: Budget | None) -> str:
    """How an amount from elsewhere stands to the report's: another basis, equal when rounded, or the difference."""
    if budget is None or budget.main is None:
        return ""
    main, basis = budget.main["amount_eur"], row["basis"]
    if AmountBasis.PART in (basis, budget.main["basis"]) or basis != budget.main["basis"]:
        return money.t("eu.other_basis")
    if abs(row["amount_eur"] - main) * 2 <= _coarseness(row["amount_eur"]):
        return money.t("eu.same_rounded")
    return money.number(row["amount_eur"] - main, sign=True)


def _coarseness(amount: Decimal) -> Decimal:
    """The unit that an amount seems to be rounded to: 707 000 000 to millions."""
    return Decimal(1).scaleb(int(amount.normalize().as_tuple().exponent))


def when(t: Text, row: Record, undated: frozenset[str]) -> str:
    """When an amount was said, no more exact than its source; a year that only our data give is marked as such."""
    shown = fmt.date(row["as_of"], row["as_of_precision"], t.lang)
    ours = row["as_of_precision"] == Precision.YEAR and not row["page"] and row["source_id"] in undated
    return t("eu.undated_source", year=shown) if ours else shown


@dataclass(frozen=True)
class Events:
    """Events up to the end of a year, after it, and without a date."""

    until: tuple[Record, ...]
    after: tuple[Record, ...]
    undated: tuple[Record, ...]


def split(events: Iterable[Record], year: int) -> Events:
    rows = tuple(events)
    return Events(
        until=tuple(e for e in rows if e["date"] and e["date"].year <= year),
        after=tuple(e for e in rows if e["date"] and e["date"].year > year),
        undated=tuple(e for e in rows if not e["date"]),
    )


def headline(
    money: Money, year: int, found: Sequence[Budget], change: tuple[Record, Record] | None, earlier: Sequence[Record]
) -> str:
    """The finding: how a budget changed, else the only budget, else how many programmes the year has."""
    t = money.t
    if change is not None:
        new, old = change
        pct = change_pct(new["amount_eur"], old["amount_eur"])
        return t(
            "eu.headline.less" if pct < 0 else "eu.headline.more", name=new[f"programme_{t.lang}"],
            amount=money.said(new["amount_eur"]), pct=fmt.percent(abs(pct), t.lang, 1),
        )  # fmt: skip
    if len(found) == 1 and (main := found[0].main) is not None:
        return t("eu.headline.single", name=main[f"programme_{t.lang}"], amount=money.said(main["amount_eur"]))
    if found:
        return t(
            "eu.headline.many",
            n=len(found),
            count=t.count(len(found)).capitalize(),
            period=dash(found[0].programme["period"]),
        )
    running = sorted({p["period"] for p in earlier if int(p["period"][:4]) <= year <= int(p["period"][-4:])})
    if running:
        return t("eu.headline.before", year=year, period=dash(running[-1]))
    return t("eu.headline.selected", n=len(earlier))


def fund(t: Text, programme: Record) -> str:
    """The fund of a programme, spelt out where we have a name for it."""
    name = FUNDS.get(programme["fund"])
    return t(f"eu.fund.{name}") if name else str(programme["fund"])


def dash(period: str) -> str:
    """A period with an en dash."""
    return period.replace("-", fmt.DASH)
