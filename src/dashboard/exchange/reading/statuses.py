"""What a mark or the report's words say of a status or a trend.  Nothing is proposed without what carries it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.exchange.reading.model import Arrow, Colour, Mark
from dashboard.exchange.reading.words import sentences

OF_COLOUR = {Colour.GREEN: "achieved", Colour.YELLOW: "partly", Colour.RED: "not_achieved"}
OF_ARROW = {Arrow.UP: "better", Arrow.RIGHT: "unchanged", Arrow.DOWN: "worse"}
_DONE = r"(?:uppnått|uppnådd|uppnåtts|uppfyllt|uppfylld|uppfyllts|nått|nåtts|infriat|infriats)"
_IS = r"(?:är|har|bedöms|blev|anses)"
_SO = r"(?:alltså |därmed |därför |således |nu |också |fortfarande )*"
_WHOLLY = r"(?:helt |i sin helhet )?"
_SAID = (
    ("not_achieved", rf"\bmål(?:et|en)?\b[^.,;]{{0,30}}?\b{_IS} {_SO}(?:inte|ej|icke) {_SO}{_DONE}"),
    ("not_achieved", rf"\bmålet (?:nås|uppnås|uppfylls) {_SO}(?:inte|ej)\b"),
    (
        "not_achieved",
        rf"\b(?:når|uppnår|nådde|uppnådde) {_SO}(?:inte|ej) (?:upp till )?(?:det (?:upps|s)atta )?målet\b",
    ),
    ("not_achieved", rf"\b{_IS} {_SO}mål(?:et|en) {_SO}(?:inte|ej|icke) {_SO}{_DONE}"),
    ("partly", rf"\b{_IS} {_SO}mål(?:et|en) {_SO}delvis {_DONE}"),
    ("partly", rf"\bmål(?:et|en)?\b[^.,;]{{0,30}}?\b{_IS} {_SO}delvis {_DONE}"),
    ("achieved", rf"\bmål(?:et|en)?\b[^.,;]{{0,20}}?\b{_IS} {_SO}{_WHOLLY}{_DONE}"),
    ("achieved", rf"\b{_IS} {_SO}mål(?:et|en) {_SO}{_WHOLLY}{_DONE}"),
    ("achieved", rf"\bmålet (?:nås|uppnås|uppfylls)\b(?! {_SO}(?:inte|ej)\b)"),
)
"""`inte helt uppnått` is none of these on purpose: it may mean partly or not."""
_PARTLY_DONE = re.compile(
    r"\bär (?:nu |alltså |därmed )?delvis (?:infört|införd|genomfört|genomförd|färdig|klar|framtagen)\b"
)
_CELL = {
    "uppnått": "achieved", "uppnådd": "achieved", "uppfyllt": "achieved", "helt uppnått": "achieved", "ja": "achieved",
    "delvis uppnått": "partly", "delvis": "partly", "delvis uppfyllt": "partly",
    "ej uppnått": "not_achieved", "inte uppnått": "not_achieved", "ej uppfyllt": "not_achieved", "nej": "not_achieved",
}  # fmt: skip
_HEDGED = re.compile(r"\b(?:om|när|för att|ifall|svårt att|risk(?:en|erar)?)\b[^.]*\bmål", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:löper|fortsätter|går|fortlöper|följer|fungerar)\b"
    r"(?: (?:på|sitt|sin|arbete|arbetet|verksamhet)){0,3} (?:enligt )?plan(?:en)?\b"
)


@dataclass(frozen=True)
class Said:
    """A code with its basis, whether it is beyond doubt, and the words or mark that carry it."""

    code: str
    basis: str
    sure: bool
    carrier: str


UNKNOWN = Said("unknown", "none", True, "")


def from_marks(marks: Sequence[Mark]) -> Said | None:
    """The status of a coloured mark."""
    colours = {mark.colour for mark in marks if mark.colour}
    known = [colour for colour in colours if colour in OF_COLOUR]
    if len(known) != 1:
        return None
    sure = len(colours) == 1 and all(mark.clear for mark in marks)
    return Said(OF_COLOUR[known[0]], "reported", sure, f"mark:{known[0].value}")


def trend_from_marks(marks: Sequence[Mark]) -> Said | None:
    """The trend of an arrow: up is better, to the right unchanged, down worse."""
    arrows = {mark.arrow for mark in marks if mark.arrow}
    if len(arrows) != 1:
        return None
    arrow = arrows.pop()
    return Said(OF_ARROW[arrow], "reported", all(mark.clear for mark in marks if mark.arrow), f"arrow:{arrow.value}")


def from_cell(said: str) -> Said | None:
    """The status that a cell's own words give."""
    code = _CELL.get(" ".join(said.lower().rstrip(".").split()))
    return Said(code, "stated", True, said) if code else None


def from_words(said: str, sure: bool = False) -> Said | None:
    """The status that running text gives in words; two different ones cancel each other."""
    found: dict[str, str] = {}
    for paragraph in said.split("\n"):
        for sentence in sentences(paragraph):
            if _HEDGED.search(sentence):
                continue
            lower = sentence.lower()
            code = next((code for code, pattern in _SAID if re.search(pattern, lower)), None)
            if code is None and _PARTLY_DONE.search(lower):
                code = "partly"
            if code:
                found.setdefault(code, sentence)
    if len(found) != 1:
        return None
    code, sentence = next(iter(found.items()))
    return Said(code, "stated", sure, sentence)


def according_to_plan(said: str) -> Said | None:
    """The status of an owned company: the report says that its work goes according to plan."""
    for sentence in sentences(said):
        if _PLAN.search(sentence.lower()) and not re.search(r"\b(?:inte|ej|delvis)\b", sentence.lower()):
            return Said("achieved", "stated", True, sentence)
    return None
