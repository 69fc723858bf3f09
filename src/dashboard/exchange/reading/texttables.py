"""Finds the rows of measure tables in plain lines, where a text layer has lost the borders of the cells.

Each row prints the success factor, the measure and the target one under another in narrow lines.  The factor is known
from the heading, so its lines tell where a row begins; where the measure ends and the target begins follows from the
measure's own heading further down, from how the lines are filled, and from how targets are written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.exchange.reading.model import Item, Line
from dashboard.exchange.reading.outline import head_length
from dashboard.exchange.reading.words import alike, join, letters

KINDS = {"aktivitet": "activity", "kontrollmått": "control_measure", "styrmått": "steering_measure"}
_PREFIX = re.compile(r"^(Aktivitet|Kontrollmått|Styrmått)(?:er)?\s*:\s*", re.IGNORECASE)
_OPEN_ENDS = frozenset(
    [
        "och",
        "eller",
        "samt",
        "i",
        "på",
        "av",
        "till",
        "för",
        "om",
        "med",
        "som",
        "att",
        "från",
        "inom",
        "hos",
        "vid",
        "per",
        "en",
        "ett",
        "den",
        "det",
        "de",
        "vars",
        "mellan",
        "under",
        "över",
        "mot",
        "är",
        "ska",
        "har",
        "kan",
        "genom",
        "via",
        "enligt",
        "utan",
        "efter",
        "inkl",
        "etc.",
        "tex",
        "t.ex.",
        "minst",
        "högst",
    ]
)
"""Words that a measure's name does not end with."""
_TARGET = re.compile(
    r"^(?:[<>≥≤]?\s*[\d±]|öka|minska|bibehålla|behålla|oförändra|inte\b|ej\b|minst|högst|lägst|max|mer än|mindre än|"
    r"samtliga|alla\b|beslut\b|budget\b|fram\w+n\b|genomför[dt]|införd?t?\b|klar\b|utkast|påbörja|uppnå|bättre|lägre|högre|ja\b|100)",
    re.IGNORECASE,
)
_ONE_CELL, _TWO_CELLS = 20, 42
"""Longest line, in characters, that is one cell of a measure table; or a short name and its target side by side."""
_NUMERIC = re.compile(r"^[<>≥≤±]?\s*\d[\d\s.,:/%–-]*%?$")


@dataclass(frozen=True)
class TextRow:
    """A row of a measure table as lines: where it is split into name and target, and whether that is beyond doubt."""

    kind: str
    name: str
    target: str
    page: int | None
    place: str
    sure: bool


def measure_rows(items: Sequence[Item], factor: str, known: frozenset[str]) -> tuple[list[TextRow], list[Item]]:
    """The rows of the measure tables among the lines of a factor's section, and the items that are not table."""
    rows: list[list[Line]] = []
    rest: list[Item] = []
    at, inside = 0, False
    while at < len(items):
        if used := head_length(items, at):
            inside, at = True, at + used
            continue
        item = items[at]
        if not inside or not isinstance(item, Line):
            rest.append(item)
            at += 1
            continue
        used = _factor_lines(items, at, factor)
        if used and _narrow_at(items, at + used, _TWO_CELLS):
            rows.append([])
            at += used
        elif rows and _narrow_at(items, at, _ONE_CELL if rows[-1] else _TWO_CELLS) and not _is_text(items, at, rows):
            rows[-1].append(item)
            at += 1
        else:
            inside = False
    headings = _headings(rest)
    width = max((len(line.text) for row in rows for line in row), default=14)
    parts = [part for row in rows for part in _apart(row, headings)]
    return [_split(part, headings, width, known) for part in parts if part], rest


def _factor_lines(items: Sequence[Item], at: int, factor: str) -> int:
    """How many lines from here print the factor's name once more."""
    goal, said = letters(factor), ""
    for n, item in enumerate(items[at : at + 14], 1):
        if not isinstance(item, Line):
            return 0
        said += letters(item.text)
        if said == goal:
            return n
        if not goal.startswith(said):
            close = len(said) >= len(goal) * 0.85 and alike(said, goal) >= 0.93
            return n if close and len(said) <= len(goal) + 3 else 0
    return 0


def _narrow_at(items: Sequence[Item], at: int, most: int) -> bool:
    """Whether a line that could stand in a column of a table is here."""
    item = items[at] if at < len(items) else None
    return isinstance(item, Line) and len(item.text) <= most


def _is_text(items: Sequence[Item], at: int, rows: Sequence[Sequence[Line]]) -> bool:
    """A short line that is the heading of the text below the table, not its last cell."""
    line, after = items[at], items[at + 1] if at + 1 < len(items) else None
    if isinstance(line, Line) and rows[-1] and len(rows[-1][0].text) > _ONE_CELL:
        return line.text[0].isupper() and not rows[-1][-1].text.endswith("-")
    if (
        len(rows[-1]) < 2
        or not isinstance(line, Line)
        or not isinstance(after, Line)
        or rows[-1][-1].text.endswith("-")
    ):
        return False
    names = [letters(_PREFIX.sub("", join(one.text for one in row))) for row in rows]
    return (
        len(after.text) > 35 and line.text[0].isupper() and any(name.startswith(letters(line.text)) for name in names)
    )


def _headings(rest: Sequence[Item]) -> dict[str, str]:
    """What could be headings in the text below, one to three lines joined: their letters and how they read."""
    lines = [item for item in rest if isinstance(item, Line)]
    found: dict[str, str] = {}
    for n, line in enumerate(lines):
        before = lines[n - 1] if n else None
        if before and not (before.ends or before.whole or before.text.endswith((".", "!", "?", ":"))):
            continue
        if line.text[:1].islower() or line.text.endswith((".", ",")):
            continue
        for m in range(1, 4):
            said = join(one.text for one in lines[n : n + m])
            if len(said) > 220:
                break
            found.setdefault(letters(said), said)
            if lines[n + m - 1 : n + m] and lines[n + m - 1].text.endswith((".", ":")):
                break
    return found


def _apart(row: list[Line], headings: dict[str, str]) -> list[list[Line]]:
    """Parts a row whose factor cell spans several measures: a new one begins where another heading's letters stand."""
    cuts = [0]
    for n in range(2, len(row)):
        said = ""
        for m, line in enumerate(row[n : n + 14], n + 1):
            said += letters(_PREFIX.sub("", line.text))
            if len(said) >= 12 and m < len(row) and said in headings and n - cuts[-1] >= 2:
                cuts.append(n)
                break
    return [row[a:b] for a, b in zip(cuts, [*cuts[1:], len(row)], strict=True)]


def _split(row: Sequence[Line], headings: dict[str, str], width: int, known: frozenset[str]) -> TextRow:
    texts = [line.text for line in row]
    if len(texts[0]) > _ONE_CELL or len(texts) == 1:
        texts = _side_by_side(texts)
    scores = sorted(((_score(texts, k, headings, width), k) for k in range(1, len(texts))), reverse=True)
    at = scores[0][1] if scores else len(texts)
    lead = scores[0][0] - (scores[1][0] if len(scores) > 1 else -9) if scores else 0
    name, target = join(texts[:at], known), join(texts[at:], known)
    kind = kind_of(name)
    return TextRow(kind, bare(name), target, row[0].page, row[0].place, bool(target) and lead >= 3)


def _side_by_side(texts: Sequence[str]) -> list[str]:
    """A name of one line and the first line of its target stand on the same line: set one under the other."""
    words = texts[0].split()
    if len(words) < 2:
        return list(texts)
    starts = [n for n in range(1, len(words)) if words[n][0].isupper() or words[n][0].isdigit()] or [len(words) - 1]
    best = max(starts, key=lambda n: (bool(_TARGET.match(" ".join(words[n:]))), -abs(2 * n - len(words))))
    return [" ".join(words[:best]), " ".join(words[best:]), *texts[1:]]


def _score(texts: Sequence[str], k: int, headings: dict[str, str], width: int) -> float:
    """How well a row reads when its first `k` lines are the measure's name and the others its target."""
    head, tail = texts[k - 1], texts[k]
    name, target = _PREFIX.sub("", join(texts[:k])), join(texts[k:])
    score = 0.0
    if head.endswith(("-", ":")):
        score -= 10
    if tail[0].islower() or tail[0] in "(,)":
        score -= 6
    if head.lower().split()[-1] in _OPEN_ENDS or head.endswith((",", "(")):
        score -= 4
    if not name or name.count("(") != name.count(")"):
        score -= 2
    if _NUMERIC.match(target):
        score += 4
    elif _TARGET.match(target):
        score += 3
    bare_name = letters(name)
    if bare_name in headings:
        score += 8
    elif any(len(one) >= 10 and (one.startswith(bare_name) or bare_name.startswith(one)) for one in headings):
        score += 2
    if len(head) + 1 + len(tail.split()[0].rstrip("-")) <= width:
        score += 1.5
    return score + 0.05 * k


def kind_of(name: str) -> str:
    """The kind that a measure's cell says (`Aktivitet: …`); a steering measure where it says none."""
    found = _PREFIX.match(name)
    return KINDS[found[1].lower()] if found else "steering_measure"


def bare(name: str) -> str:
    """A measure's name without the word for its kind, and with a capital."""
    name = _PREFIX.sub("", name).strip()
    return name[:1].upper() + name[1:]
