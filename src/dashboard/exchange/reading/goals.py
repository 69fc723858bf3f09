"""A goal's own part: its overall judgement in words or as a mark, and the list of its success factors."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.exchange.reading.measures import is_measure_table
from dashboard.exchange.reading.model import Item, Line, Mark, Table
from dashboard.exchange.reading.outline import Section, head_length
from dashboard.exchange.reading.passages import Paragraph, paragraphs
from dashboard.exchange.reading.statuses import Said, from_marks, from_words
from dashboard.exchange.reading.words import alike, join, letters, ratio

_JUDGED = "den samlade bedömningen"


@dataclass(frozen=True)
class GoalPart:
    """What the part of a goal holds before its first factor."""

    judgement: Said | None
    """The status that the words give."""
    marked: Said | None
    """The status that the mark in the goal's table gives."""
    passage: str
    page: int | None
    place: str
    listed: tuple[str, ...]
    """Factors of the goal's list that no heading further down has."""
    sections: tuple[str, ...]
    """How the goal's list names each factor that has a heading (in the order of the headings; empty: not listed)."""
    over: tuple[Paragraph, ...]


def goal_part(goal: Section, known: frozenset[str]) -> GoalPart:
    """Reads the items between the heading of a goal and that of its first factor."""
    headings = [factor.name for factor in goal.parts]
    marks, groups, rest = _table(goal, known)
    if groups is None:
        groups, rest = _lines(rest, goal.name, headings, known)
    named: dict[int, str] = {}
    over_list = []
    for group in groups:
        scored = sorted(((alike(group, h), -i) for i, h in enumerate(headings) if i not in named), reverse=True)
        if scored and scored[0][0] >= 0.75:
            named[-scored[0][1]] = group
        else:
            over_list.append(group)
    text = paragraphs(rest, known)
    judged = next((n for n, p in enumerate(text) if p.text.lower().startswith(_JUDGED)), None)
    if judged is None:
        judged = next((n for n, p in enumerate(text) if _JUDGED in p.text.lower()), None)
    said = text[judged:] if judged is not None else []
    words = from_words(said[0].text, sure=True) if said else None
    return GoalPart(
        words, from_marks(marks), "\n".join(p.text for p in said), said[0].page if said else None,
        said[0].place if said else "", tuple(over_list), tuple(named.get(i, "") for i in range(len(headings))),
        tuple(text[:judged] if judged is not None else text),
    )  # fmt: skip


def _table(goal: Section, known: frozenset[str]) -> tuple[tuple[Mark, ...], list[str] | None, list[Item]]:
    """Marks and factor list of the goal's own table, where the input has tables; what else there is."""
    marks: tuple[Mark, ...] = ()
    lines: list[str] | None = None
    rest: list[Item] = []
    column = width = 0
    for item in goal.items:
        if not isinstance(item, Table) or is_measure_table(item):
            rest.append(item)
            continue
        heads = [letters(text) for text in item.rows[0].texts]
        headed = [n for n, head in enumerate(heads) if head.startswith("framgångsfaktor")]
        goes_on = lines is not None and len(heads) == width and heads[0] in ("", letters(goal.name)[-len(heads[0]) :])
        if not headed and not goes_on:
            rest.append(item)
            continue
        if headed:
            column, width = headed[0], len(heads)
        lines = lines or []
        for row in item.rows[1 if headed else 0 :]:
            marks += tuple(mark for cell in row.cells for mark in cell.marks)
            lines += row.texts[column].split("\n") if column < len(row.cells) else []
    groups = None if lines is None else _items_of(lines, [f.name for f in goal.parts], known)
    return marks, groups, rest


def _lines(
    items: Sequence[Item], goal: str, headings: Sequence[str], known: frozenset[str]
) -> tuple[list[str], list[Item]]:
    """The factor list among plain lines: after the table's head and the goal's name, up to the judgement."""
    start = next((n for n in range(len(items)) if head_length(items, n)), None)
    if start is None:
        return [], list(items)
    at, said = start + head_length(items, start), ""
    while (
        at < len(items) and isinstance(item := items[at], Line) and letters(goal).startswith(said + letters(item.text))
    ):
        said += letters(item.text)
        at += 1
    end = at
    while end < len(items) and isinstance(item := items[end], Line) and len(item.text) <= 34 and not item.whole:
        if item.text.lower().startswith(_JUDGED):
            break
        end += 1
    lines = [item.text for item in items[at:end] if isinstance(item, Line)]
    return _items_of(lines, headings, known), [*items[:start], *items[end:]]


def _items_of(lines: Sequence[str], headings: Sequence[str], known: frozenset[str]) -> list[str]:
    """Cuts the lines of a list cell into its items: those that read most like the headings further down."""
    lines = [line for line in lines if line.strip()]
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(lines) + 1):
        choices = []
        for start in range(max(0, end - 7), end):
            if start and (lines[start][:1].islower() or lines[start - 1].endswith("-")):
                continue
            said = join(lines[start:end], known)
            like = max((ratio(said, heading) for heading in headings), default=0.0)
            score = (like * 2 - 1 if like >= 0.75 else -0.2) - 0.01 * (end - start == 1)
            before, groups = best[start]
            choices.append((before + score, [*groups, said]))
        best.append(max(choices, key=lambda choice: choice[0]) if choices else (best[-1][0] - 1, best[-1][1]))
    return best[-1][1]
