"""Facts in running text: figures with their unit, amounts in euro with their programme, adopted positions."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.exchange.reading.passages import Paragraph
from dashboard.exchange.reading.words import COUNTS, MONTHS, NUMBER, dates, number, sentences

_UNITS = (
    (r"%|procentenhet(?:er)?|procent", "procent", 1), (r"miljarder kronor|mdkr", "mnkr", 1000),
    (r"miljoner kronor|mnkr|mkr|msek|miljoner", "mnkr", 1), (r"tkr|tusen kronor", "tkr", 1),
    (r"kronor|kr\b", "kronor", 1), (r"miljoner euro|meur|miljoner eur", "MEUR", 1), (r"euro\b|eur\b", "euro", 1),
    (r"mbit/s|gbit/s", "Mbit/s", 1),
)  # fmt: skip
_WORDS = "|".join(word for word in COUNTS if word not in ("en", "ett"))
_MEASURED = (
    r"procentenhet(?:er)?|procent|miljarder kronor|miljoner kronor|miljoner euro|mnkr|mkr|tkr|meur|euro|kronor|miljoner"
)
_COUNTED = rf"(?!(?:{'|'.join(MONTHS)})\b)(?:[a-zåäö]{{3,}}(?:a|de|na|ga|la) )?[a-zåäö]{{4,}}"
_FIGURE = re.compile(
    rf"(?P<about>\b(?:ca|cirka|drygt|knappt|över|nära|närmare|minst|högst|totalt) )?"
    rf"(?<![\d:/-])(?P<number>{NUMBER}|\b(?:{_WORDS})\b)"
    rf"(?P<unit>\s?%|[- ](?:{_MEASURED})\b|-tal [a-zåäö]{{4,}}| {_COUNTED})",
    re.IGNORECASE,
)
_PROGRAMME = re.compile(
    r"\b(?:Interreg(?:[ -][A-ZÅÄÖ]\w+)*|(?:ERUF|ESF|JTF|FRO|CBC)\+?(?:[-/ ][A-ZÅÄÖ]\w*)*|Horisont \w+|"
    r"Kolarctic|Botnia[- ]\w+)"
)
_BUDGET_OF = re.compile(
    r"\b[Bb]udget\w* för (?:programmet )?([A-ZÅÄÖ][\w+/-]*(?: [\w+/-]+){0,4}?) (?:är|uppgår|omfattar|blir)\b|"
    r"\b[Pp]rogrammet ([A-ZÅÄÖ]\w*(?: [A-ZÅÄÖ]\w*)*)"
)
_EURO = re.compile(rf"(?P<number>{NUMBER})\s(?P<unit>miljarder euro|miljoner euro|meur|euro)\b", re.IGNORECASE)
_TIMES = {"miljarder euro": 10**9, "miljoner euro": 10**6, "meur": 10**6, "euro": 1}
_ADOPTED = re.compile(r"\b(?:anta\w*|ställningstagande\w*|position\w*)\b", re.IGNORECASE)
_BODY = re.compile(
    r"\(([A-ZÅÄÖ]{2,6})\)|\b([A-ZÅÄÖ]{3,6})\b(?= (?:har |också |bland annat )*anta)|\bhar ([A-ZÅÄÖ]{3,6}) anta"
)


@dataclass(frozen=True)
class Figure:
    value: Decimal
    unit: str
    printed: str
    sentence: str
    page: int | None
    place: str
    about: bool
    """The text itself says that the figure is rough (`ca`, `drygt`)."""


@dataclass(frozen=True)
class EuroAmount:
    programme: str
    amount: Decimal
    printed: str
    sentence: str
    page: int | None
    place: str


@dataclass(frozen=True)
class Position:
    organisation: str
    title: str
    date: dt.date | None
    page: int | None
    place: str


def figures(text: Iterable[Paragraph]) -> list[Figure]:
    """Every number with a unit, in order; years, dates and list numbers are none."""
    found = []
    for paragraph in text:
        for sentence in sentences(paragraph.text):
            for match in _FIGURE.finditer(sentence):
                said, unit = match["number"], match["unit"].strip(" -")
                value = number(said) if said[0].isdigit() or said[0] in "+-−" else Decimal(COUNTS[said.lower()])
                if value is None or (
                    1990 <= value <= 2100 and value == int(value) and not re.match(r"%|proc|m|t?kr", unit)
                ):
                    continue
                times, code = next(
                    ((times, code) for pattern, code, times in _UNITS if re.fullmatch(pattern, unit, re.IGNORECASE)),
                    (1, unit.removeprefix("tal ").lower()),
                )
                found.append(
                    Figure(
                        value * times,
                        code,
                        match[0].strip(),
                        sentence,
                        paragraph.page,
                        paragraph.place,
                        bool(match["about"]),
                    )
                )
    return found


def euro_amounts(text: Sequence[Paragraph], names: Sequence[str] = ()) -> list[EuroAmount]:
    """Amounts in euro with the programme that their sentence, or the nearest before it, names (empty: none does).

    `names` are programmes known already, which need not look like one.
    """
    found: list[EuroAmount] = []
    for paragraph in text:
        programme = ""
        for sentence in sentences(paragraph.text):
            at = 0
            for match in _EURO.finditer(sentence):
                named = _programme(sentence[at : match.start()], names) or (
                    _programme(sentence, names) if not at else ""
                )
                programme, at = named or programme, match.end()
                value = number(match["number"])
                if value is not None:
                    amount = value * _TIMES[match["unit"].lower()]
                    found.append(EuroAmount(programme, amount, match[0], sentence, paragraph.page, paragraph.place))
            programme = _programme(sentence, names) or programme
    return found


def _programme(said: str, names: Sequence[str]) -> str:
    known = max((name for name in names if name.lower() in said.lower()), key=len, default="")
    if known:
        return known
    found = [m[0] for m in _PROGRAMME.finditer(said)] + [m[1] or m[2] for m in _BUDGET_OF.finditer(said)]
    return max((name.removesuffix("-programmet").strip(" -") for name in found), key=len, default="")


def positions(text: Sequence[Paragraph]) -> list[Position]:
    """Positions that an organisation adopted: the list items after a sentence that says so, with their dates."""
    found: list[Position] = []
    organisation = ""
    for paragraph in text:
        if not paragraph.listed and not re.search(r"\)$", paragraph.text):
            said = _ADOPTED.search(paragraph.text) and paragraph.text.rstrip().endswith(":")
            bodies = _BODY.findall(paragraph.text)
            organisation = next(("".join(body) for body in reversed(bodies)), "") if said else ""
        if organisation and (paragraph.listed or re.search(r"\(\d{4}-\d{2}-\s?\d{2}\)$", paragraph.text)):
            on = dates(paragraph.text)
            title = re.sub(r"\s*\(\d{4}-\d{2}-\s?\d{2}\)\s*$", "", paragraph.text).strip()
            found.append(Position(organisation, title, on[-1][0] if on else None, paragraph.page, paragraph.place))
    return found
