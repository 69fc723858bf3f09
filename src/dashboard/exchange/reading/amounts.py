"""A money table as found, whatever it was read from; its kind by its head, its rows without footnote marks."""

import re
from dataclasses import dataclass, field

from dashboard.exchange.reading.words import clean

UNIT = re.compile(r"\(?\b(mnkr|tkr|mkr|msek|tsek|miljoner kronor|tusental kronor)\b\)?", re.IGNORECASE)
COLUMN = re.compile(
    r"(?P<outcome_total>summa utfall|totalt utfall)|"
    r"(?P<outcome_earlier_decisions>utfall (?:från )?beslut (?:före|tidigare)(?: år)?)|"
    r"(?P<outcome_year_decisions>utfall (?:från )?beslut)|(?P<paid>utbetalt|utbetalat)|"
    r"(?P<decided>(?:fattade )?beslut\b)|(?P<planned>planera[td]e?|plan\b)|"
    r"(?P<deviation>avvikelse(?: mot (?:års)?budget| mot plan)?)|"
    r"(?P<forecast>(?:års)?prognos)|(?P<budget>års-?\s?budget|budget|ram\b)|(?P<actual>utfall|bokslut|resultat\b)|(?P<date>20\d\d-\d\d(?:-\d\d)?)",
    re.IGNORECASE,
)  # fmt: skip
ROLES = {
    "investments": ("planned", "decided", "outcome_earlier_decisions", "outcome_year_decisions", "outcome_total"),
    "growth_grant": ("budget", "decided", "paid"),
    "income_statement": ("actual", "budget", "deviation"),
    "unit_deviations": ("deviation",),
}
_GLUED = re.compile(r"\s*(?:\(?(\d{1,2})\)|\[(\d{1,2})\]|([¹²³⁴⁵⁶⁷⁸⁹]))\s*$")
_BARE = re.compile(r"(?<=[a-zåäö])(\d)$")
NOTE = re.compile(r"^(\d{1,2})\s?[.)]\s*(\D.*)$")
TOTAL = re.compile(r"^(?:summa|totalt?|resultat|netto)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Amounts:
    """A row: its label without footnote mark, its numbers as printed in the order of the table's roles."""

    label: str
    nested: bool
    footnote: int | None
    cells: dict[str, str]
    page: int | None
    place: str
    sure: bool


@dataclass
class MoneyTable:
    kind: str | None
    unit: str
    head: str
    page: int | None
    place: str
    rows: list[Amounts] = field(default_factory=list)


def kind_of(head: str, year: int) -> tuple[str | None, list[str]]:
    """The kind of a table and the role of each column, from the words of its head in reading order."""
    head = re.sub(r"\([^)]*\)", lambda m: m[0] if UNIT.search(m[0]) else " ", head)
    found = [(str(m.lastgroup), m.end()) for m in COLUMN.finditer(head)]
    roles: list[str] = []
    for n, (role, end) in enumerate(found):
        until = found[n + 1][1] if n + 1 < len(found) else len(head)
        if role == "date" and (roles and len(found) > 1):
            continue
        if (
            role == "actual"
            and re.search(rf"\b(?!{year})20\d\d\b", head[end:until])
            and "actual" in [r for r, _ in found[n + 1 :]]
        ):
            role = "earlier"
        roles.append("deviation" if role == "date" else role)
    if roles.count("actual") == 2:  # the later one is the year before
        roles[len(roles) - 1 - roles[::-1].index("actual")] = "earlier"
    for kind, needed in ROLES.items():
        if all(roles.count(role) == 1 for role in needed) and (kind != "unit_deviations" or len(roles) == 1):
            return kind, roles
    return None, roles


def row(label: str, cells: dict[str, str], page: int | None, place: str, sure: bool) -> Amounts:
    label, footnote = clean(label), None
    if mark := _GLUED.search(label):
        digits = next(group for group in mark.groups() if group)
        footnote = int(digits) if digits.isdecimal() and digits.isascii() else "¹²³⁴⁵⁶⁷⁸⁹".index(digits) + 1
        label = label[: mark.start()]
    elif bare := _BARE.search(label):
        footnote, label, sure = int(bare[1]), label[:-1], False
    nested = label.lower().startswith("varav ")
    label = label[6:] if nested else label
    label = (label[:1].upper() + label[1:]).strip().rstrip(":")
    return Amounts(label, nested, footnote, {r: c for r, c in cells.items() if c}, page, place, sure)
