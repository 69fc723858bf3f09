"""Cuts a cleaned document into the parts of the template: perspectives, goals, success factors, money, companies.

Only the template's own words are known here (`Perspektivet … beskriver`, `Strategiskt mål:`, `Framgångsfaktor:`, the
headings of the closing chapters); names of goals and factors are whatever stands after them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.exchange.reading.model import Document, Item, Line
from dashboard.exchange.reading.words import join, letters

GOAL = re.compile(r"^Strategiskt mål\s*:\s*(?P<name>.*)$", re.IGNORECASE)
FACTOR = re.compile(r"^Framgångsfaktor\s*:\s*(?P<name>.*)$", re.IGNORECASE)
PERSPECTIVE = re.compile(
    r"^Perspektivet (?P<name>[A-ZÅÄÖ]\S*(?: \S+){0,3}?) (?:beskriver|handlar|omfattar|avser|visar)"
)
CLOSING = {
    "ekonomisk redovisning": "money", "ekonomiskt resultat": "money", "avvikelse mot budget": "money",
    "investeringar": "money", "driftredovisning": "money", "anslag 1:1": "money",
    "ägarstyrning": "companies", "bolagens verksamhet": "companies",
}  # fmt: skip
_HEAD = re.compile(
    r"(?:strategisktmål|framgångsfaktor(?:er)?|styrmått|kontrollmått|aktivitet(?:er)?|måluppfyllelse|mål|utveckling|trend)+"
)


@dataclass
class Section:
    """A part of the report: its kind, its name as its heading has it, and what stands in it."""

    kind: str
    name: str
    page: int | None
    place: str
    items: list[Item] = field(default_factory=list)
    parts: list["Section"] = field(default_factory=list)


@dataclass
class Outline:
    before: Section
    perspectives: list[Section] = field(default_factory=list)
    money: Section | None = None
    companies: Section | None = None

    def factors(self) -> list[tuple[Section, Section, Section]]:
        """Every (perspective, goal, factor) in order."""
        return [(p, g, f) for p in self.perspectives for g in p.parts for f in g.parts]


def outline(document: Document, known: frozenset[str]) -> Outline:
    """The parts of a document; `known` are the words that it prints whole (see `words.join`)."""
    items = document.items
    made = Outline(Section("before", "", None, ""))
    at, now = 0, made.before
    while at < len(items):
        item = items[at]
        found = _opening(items, at, known, made) if isinstance(item, Line) else None
        if found is None:
            now.items.append(item)
            at += 1
            continue
        now, used = found
        at += used
    return made


def _opening(items: Sequence[Item], at: int, known: frozenset[str], made: Outline) -> tuple[Section, int] | None:
    """A part that opens at a line, put into its place in the outline, and how many lines its heading takes."""
    line = items[at]
    assert isinstance(line, Line)
    if found := GOAL.match(line.text):
        if not (found["name"] or _next_line(items, at)):
            return None
        name, used = _name(items, at, found["name"], known)
        goal = Section("goal", name, line.page, line.place)
        if not made.perspectives:
            made.perspectives.append(Section("perspective", "", line.page, line.place))
        made.perspectives[-1].parts.append(goal)
        return goal, used
    if found := FACTOR.match(line.text):
        name, used = _name(items, at, found["name"], known)
        factor = Section("factor", name, line.page, line.place)
        if not made.perspectives or not made.perspectives[-1].parts:
            return None
        made.perspectives[-1].parts[-1].parts.append(factor)
        return factor, used
    if perspective := _perspective(items, at):
        section = Section("perspective", perspective, line.page, line.place)
        made.perspectives.append(section)
        return section, 1
    return _closing(line, items, at, made)


def _closing(line: Line, items: Sequence[Item], at: int, made: Outline) -> tuple[Section, int] | None:
    kind = next((kind for title, kind in CLOSING.items() if line.text.lower().startswith(title)), None)
    if kind is None or not made.perspectives or len(line.text) > 60 or line.text.endswith((".", ",")):
        return None
    before = items[at - 1] if at else None
    if (
        isinstance(before, Line)
        and before.text[-1].isalpha()
        and len(before.text) > 45
        and not (before.whole or line.heading)
    ):
        return None
    section = Section(kind, line.text, line.page, line.place)
    if kind == "companies":
        made.companies = made.companies or section
        return made.companies, 1
    if made.money is None:
        made.money = section
        return section, 1
    return None


def _perspective(items: Sequence[Item], at: int) -> str | None:
    """The name of a perspective whose heading stands here: the next text begins `Perspektivet <name> beskriver`."""
    line, after = items[at], items[at + 1] if at + 1 < len(items) else None
    if not isinstance(line, Line) or not isinstance(after, Line):
        return None
    found = PERSPECTIVE.match(after.text)
    if found and letters(found["name"]) == letters(line.text):
        return line.text
    if (alone := PERSPECTIVE.match(line.text)) and at:
        before = items[at - 1]
        if not (isinstance(before, Line) and letters(before.text) == letters(alone["name"])):
            return alone["name"]
    return None


def _next_line(items: Sequence[Item], at: int) -> Line | None:
    after = items[at + 1] if at + 1 < len(items) else None
    return after if isinstance(after, Line) else None


def _name(items: Sequence[Item], at: int, first: str, known: frozenset[str]) -> tuple[str, int]:
    """A name that begins in a heading and may go on over the next lines, and how many lines it takes."""
    line = items[at]
    assert isinstance(line, Line)
    if line.whole:
        return first, 1
    parts, used = [first], 1
    while used < 4 and (after := _next_line(items, at + used - 1)) and not head_length(items, at + used):
        last = items[at + used - 1]
        assert isinstance(last, Line)
        goes_on = last.text.endswith(("-", ",")) or after.text[:1].islower() or (len(last.text) > 60 and not after.ends)
        if not parts[0] and used == 1:
            goes_on = True
        if not goes_on or after.heading != line.heading or len(after.text) > 90:
            break
        parts.append(after.text)
        used += 1
    return join(parts, known), used


def head_length(items: Sequence[Item], at: int) -> int:
    """How many lines from here are the head of a goal or measure table (`Framgångs-`, `faktor`, `Styrmått Mål` …)."""
    said, found = "", 0
    for n, item in enumerate(items[at : at + 9], 1):
        if not isinstance(item, Line) or item.text.endswith(":") or len(said) > 70:
            break
        said += letters(item.text)
        if _HEAD.fullmatch(said) and ("framgångsfaktor" in said or "styrmått" in said) and "mål" in said:
            found = n
    return found
