"""Money tables in plain lines, where a text layer has lost the borders of the cells.

A table begins with its unit (`(Mnkr)`, `Typ av investering (tkr)`); its head goes on until the first line that ends in
as many numbers as there are columns.
"""

import re
from collections.abc import Sequence

from dashboard.exchange.reading.amounts import COLUMN, NOTE, TOTAL, UNIT, Amounts, MoneyTable, kind_of, row
from dashboard.exchange.reading.model import Item, Line
from dashboard.exchange.reading.words import join, number, trailing_numbers


def table_of_lines(items: Sequence[Item], at: int, year: int, known: frozenset[str]) -> tuple[MoneyTable, int] | None:
    start = _head_start(items, at)
    if start is None:
        return None
    lines: list[Line] = []
    for item in items[at : at + 24]:
        if not isinstance(item, Line) or len(item.text) > 70:
            break
        lines.append(item)
    head_lines: list[str] = []
    for used, line in enumerate(lines):
        kind, roles = kind_of(UNIT.sub("", join(head_lines, known)), year) if head_lines else (None, [])
        if roles and used >= start and (kind or len(roles) > 1):
            found = _label_and_numbers(lines, used, len(roles))
            begins = line.text[0].isupper() and not lines[used - 1].text.endswith("-")
            if found and begins and not COLUMN.search(found[0]):
                break
        head_lines.append(line.text)
    else:
        return None
    head = join(head_lines, known)
    unit = UNIT.search(head)
    made = MoneyTable(kind, unit[1].lower() if unit else "", head, lines[0].page, lines[0].place)
    at_row = at + used
    while read := _text_row(items, at_row, roles, known):
        made.rows.append(read[0])
        at_row += read[1]
    return (made, at_row - at) if made.rows else None


def _head_start(items: Sequence[Item], at: int) -> int | None:
    """How many lines until the unit of a money table that begins here; None where none begins."""
    for n, item in enumerate(items[at : at + 3]):
        if not isinstance(item, Line) or len(item.text) > 46 or item.text.endswith("."):
            return None
        if re.search(r"\((?:mnkr|tkr|mkr|msek|tsek|kr)\)", item.text, re.IGNORECASE):
            return n + 1
        if not re.match(r"^(?:typ|åtgärd|enhet|verksamhet|post|belopp|investering)", items[at].text, re.IGNORECASE):  # type: ignore[union-attr]
            return None
    return None


def _label_and_numbers(lines: Sequence[Line], at: int, count: int) -> tuple[str, list[list[str]], int] | None:
    """The label that begins here and the numbers at its end, which may stand up to three lines further down."""
    label: list[str] = []
    for n, line in enumerate(lines[at : at + 4], 1):
        if len(line.text) > 90 or (line.text.endswith((".", ":")) and n > 1 and not TOTAL.match(line.text)):
            return None
        said, ways = trailing_numbers(line.text, count)
        if ways:
            return join([*label, said]), ways, n
        label.append(line.text)
    return None


def _text_row(
    items: Sequence[Item], at: int, roles: Sequence[str], known: frozenset[str]
) -> tuple[Amounts, int] | None:
    lines = [item for item in items[at : at + 4] if isinstance(item, Line)]
    found = _label_and_numbers(lines, 0, len(roles)) if lines else None
    if not found or not found[0] or NOTE.match(lines[0].text) or UNIT.search(found[0]):
        return None
    _, ways, used = found
    label = join(
        [line.text for line in lines[: used - 1]] + [trailing_numbers(lines[used - 1].text, len(roles))[0]], known
    )
    best = next((way for way in ways if _adds_up(dict(zip(roles, way, strict=True)))), ways[0])
    sure = len(ways) == 1 or (best is not ways[0] or _adds_up(dict(zip(roles, best, strict=True))))
    return row(label, dict(zip(roles, best, strict=True)), lines[0].page, lines[0].place, sure), used


def _adds_up(cells: dict[str, str]) -> bool:
    """Whether the printed numbers of a row agree with one another as its columns should."""
    value = {role: number(said) for role, said in cells.items()}
    for total, parts in (("outcome_total", ("outcome_earlier_decisions", "outcome_year_decisions")),):
        whole, those = value.get(total), [value.get(part) for part in parts]
        if whole is not None and all(one is not None for one in those):
            return whole == sum(one for one in those if one is not None)
    return False
