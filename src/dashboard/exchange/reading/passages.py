"""The running text of a section: lines put together to paragraphs, and which measure each paragraph speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.exchange.reading.measures import Found
from dashboard.exchange.reading.model import Item, Line
from dashboard.exchange.reading.words import alike, join, letters

SURE, LIKELY = 0.86, 0.6
_END = (".", "!", "?", ":")


@dataclass(frozen=True)
class Paragraph:
    text: str
    page: int | None
    place: str
    heading: bool = False
    listed: bool = False


def paragraphs(items: Sequence[Item], known: frozenset[str], names: Sequence[str] = ()) -> list[Paragraph]:
    """Lines as paragraphs.  `names` are headings to expect (measures' names): they part paragraphs wherever they stand.

    A text file does not say where a paragraph ends: it does where the next line's first word would still have fitted.
    """
    lines = [item for item in items if isinstance(item, Line)]
    width = _width(lines)
    made: list[Paragraph] = []
    held: list[Line] = []

    def close() -> None:
        if held:
            text = join((line.text for line in held), known)
            looks = held[0].heading or (len(text) < 110 and text[-1] not in ".!?,;" and not held[0].listed)
            made.append(Paragraph(text, held[0].page, held[0].place, looks, held[0].listed))
            held.clear()

    at = 0
    while at < len(lines):
        line = lines[at]
        if not held or _parted(held[-1], line, width):
            close()
        if not held or held[-1].text.endswith(_END):
            used = _named(lines, at, names, width)
            if used:
                close()
                text = join((one.text for one in lines[at : at + used]), known)
                made.append(Paragraph(text, line.page, line.place, heading=True))
                at += used
                continue
        held.append(line)
        at += 1
    close()
    return made


def _width(lines: Sequence[Line]) -> int:
    """The measure of full lines: what nine of ten lines stay within."""
    sizes = sorted(len(line.text) for line in lines if not line.whole)
    return sizes[int(len(sizes) * 0.9)] if sizes else 80


def _parted(before: Line, after: Line, width: int) -> bool:
    if before.whole or after.whole or before.ends or after.listed or before.heading != after.heading:
        return True
    if before.text.endswith("-"):
        return False
    room = width * 0.86 - len(before.text) - 1
    return len(after.text.split()[0]) <= room and (after.text[0].isupper() or after.text[0].isdigit() or room > 25)


def _named(lines: Sequence[Line], at: int, names: Sequence[str], width: int) -> int:
    """How many lines from here are one of the names as a heading; 0 if none."""
    if not names or lines[at].text[:1].islower():
        return 0
    best, used = 0.0, 0
    for n in range(1, min(2 if lines[at].whole else 4, len(lines) - at + 1)):
        said = join(line.text for line in lines[at : at + n])
        if len(said) > 240 or (n > 1 and lines[at + n - 2].text.endswith(_END)):
            break
        score = max(alike(said, name) if _close(said, name) else 0.0 for name in names)
        if score > best + 0.02:
            best, used = score, n
    after = lines[at + used] if at + used < len(lines) else None
    if best < SURE or (used and lines[at + used - 1].text.endswith((".", ","))):
        return 0
    if used and after and len(lines[at + used - 1].text) > width * 0.86 and after.text[:1].islower():
        return 0
    return used


def _close(said: str, name: str) -> bool:
    """A cheap look before the dear comparison: one begins as the other does, or holds it."""
    a, b = letters(said), letters(name)
    return a[:6] == b[:6] or (len(a) > 9 and a in b and len(a) > len(b) / 3)


def place(found: Sequence[Found], items: Sequence[Item], factor: str, known: frozenset[str]) -> list[Paragraph]:
    """Gives each measure the paragraphs under its heading; returns those that belong to none.

    A heading that is no measure's own is a subheading of the text it stands in, unless it is the only one without a
    measure and one measure has no heading: then they are put together, to be checked.
    """
    text = paragraphs(items, known, [measure.name for measure in found])
    owner: dict[int, Found] = {}
    for n, paragraph in enumerate(text):
        if paragraph.heading:
            free = [m for m in found if not any(m is o for o in owner.values())]
            scored = sorted(((alike(paragraph.text, m.name), -i) for i, m in enumerate(free)), reverse=True)
            if scored and scored[0][0] >= SURE:
                owner[n] = free[-scored[0][1]]
    left = [m for m in found if not any(m is o for o in owner.values())]
    for n, paragraph in enumerate(text):
        if left and paragraph.heading and n not in owner and n + 1 < len(text):
            scored = sorted(((alike(paragraph.text, m.name), -i) for i, m in enumerate(left)), reverse=True)
            whole_factor = alike(paragraph.text, factor) > 0.9
            first = n == 0 or (n - 1 in owner and len(left) == 1 and scored[0][0] > 0.4)
            if scored[0][0] >= LIKELY or whole_factor or first:
                owner[n] = left.pop(-scored[0][1] if scored[0][0] >= LIKELY else 0)
                owner[n].passage_sure = False
    if len(found) == 1 and not owner and text:
        return _all_to(found[0], text)
    return _hand_out(text, owner)


def _all_to(measure: Found, text: list[Paragraph]) -> list[Paragraph]:
    measure.passage = "\n".join(p.text for p in text)
    measure.passage_page, measure.passage_place, measure.passage_sure = text[0].page, text[0].place, False
    return []


def _hand_out(text: list[Paragraph], owner: dict[int, Found]) -> list[Paragraph]:
    over: list[Paragraph] = []
    now: Found | None = None
    for n, paragraph in enumerate(text):
        if n in owner:
            now = owner[n]
            now.passage_page, now.passage_place = paragraph.page, paragraph.place
        elif now:
            now.passage = f"{now.passage}\n{paragraph.text}".strip()
        else:
            over.append(paragraph)
    return over
