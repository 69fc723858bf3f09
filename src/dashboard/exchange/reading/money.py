"""The money tables: what kind a table is follows from the words over its columns, whatever their order.

A table in plain lines begins with its unit (`(Mnkr)`, `Typ av investering (tkr)`); its head goes on until the first
line that ends in as many numbers as there are columns.  Where cells are known they are used as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.exchange.reading.model import Item, Line, Table, TableRow
from dashboard.exchange.reading.words import clean, join, number, trailing_numbers

_UNIT = re.compile(r"\(?\b(mnkr|tkr|mkr|msek|tsek|miljoner kronor|tusental kronor)\b\)?", re.IGNORECASE)
_COLUMN = re.compile(
    r"(?P<outcome_total>summa utfall|totalt utfall)|(?P<outcome_earlier_decisions>utfall (?:från )?beslut (?:före|tidigare)(?: år)?)|"
    r"(?P<outcome_year_decisions>utfall (?:från )?beslut)|(?P<paid>utbetalt|utbetalat)|(?P<decided>(?:fattade )?beslut\b)|"
    r"(?P<planned>planera[td]e?|plan\b)|(?P<deviation>avvikelse(?: mot (?:års)?budget| mot plan)?)|(?P<forecast>(?:års)?prognos)|"
    r"(?P<budget>års-?\s?budget|budget|ram\b)|(?P<actual>utfall|bokslut|resultat\b)|(?P<date>20\d\d-\d\d(?:-\d\d)?)",
    re.IGNORECASE,
)  # fmt: skip
ROLES = {
    "investments": ("planned", "decided", "outcome_earlier_decisions", "outcome_year_decisions", "outcome_total"),
    "growth_grant": ("budget", "decided", "paid"),
    "income_statement": ("actual", "budget", "deviation"),
    "unit_deviations": ("deviation",),
}
_NOTE = re.compile(r"^(\d{1,2})\s?[.)]\s*(\D.*)$")
_GLUED = re.compile(r"\s*(?:\(?(\d{1,2})\)|\[(\d{1,2})\]|([¹²³⁴⁵⁶⁷⁸⁹]))\s*$")
_BARE = re.compile(r"(?<=[a-zåäö])(\d)$")
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


@dataclass(frozen=True)
class Note:
    number: int
    text: str
    page: int | None
    place: str


def money(
    items: Sequence[Item], year: int, known: frozenset[str]
) -> tuple[list[MoneyTable], list[Note], list[Item]]:
    """Money tables and footnotes among items, and the items that are neither."""
    tables: list[MoneyTable] = []
    notes: list[Note] = []
    rest: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        if isinstance(item, Table):
            if made := _of_cells(item, year, known):
                _add(tables, made)
            elif tables and (more := _going_on(item, tables[-1], known)):
                tables[-1].rows += more
            else:
                rest.append(item)
            at += 1
        elif read := _of_lines(items, at, year, known):
            tables.append(read[0])
            at += read[1]
        elif tables and (note := _NOTE.match(item.text)):
            used = _note_lines(items, at)
            text = join([note[2], *(i.text for i in items[at + 1 : at + used] if isinstance(i, Line))], known)
            notes.append(Note(int(note[1]), text, item.page, item.place))
            at += used
        else:
            rest.append(item)
            at += 1
    return tables, notes, rest


def _add(tables: list[MoneyTable], made: MoneyTable) -> None:
    """Adds a table, or its rows to the one before where a page break repeated the head."""
    if tables and tables[-1].head == made.head and tables[-1].kind == made.kind:
        tables[-1].rows += made.rows
    else:
        tables.append(made)


def _going_on(table: Table, before: MoneyTable, known: frozenset[str]) -> list[Amounts]:
    """The rows of a table without a head that has as many columns as the one before: its part on the next page."""
    roles = list(before.rows[-1].cells) if before.rows else []
    rows = [[join(text.split("\n"), known) for text in row.texts] for row in table.rows]
    if not all(len(texts) == len(roles) + 1 and all(number(t) is not None for t in texts[1:]) for texts in rows):
        return []
    return [
        _row(texts[0], dict(zip(roles, texts[1:], strict=True)), row, sure=False)
        for texts, row in zip(rows, table.rows, strict=True)
    ]


def _note_lines(items: Sequence[Item], at: int) -> int:
    """A footnote goes on until the next one, a paragraph's end or a line that begins anew after a full stop."""
    first = items[at]
    used = 1
    while isinstance(first, Line) and not first.whole and used < 8 and at + used < len(items):
        last, after = items[at + used - 1], items[at + used]
        if not isinstance(last, Line) or not isinstance(after, Line) or _NOTE.match(after.text) or _UNIT.search(after.text):
            break
        if (last.text.endswith(".") and len(last.text) < 60) or last.ends or (after.text[0].isupper() and len(last.text) < 50):
            break
        used += 1
    return used


def kind_of(head: str, year: int) -> tuple[str | None, list[str]]:
    """The kind of a table and the role of each column, from the words of its head in reading order."""
    head = re.sub(r"\([^)]*\)", lambda m: m[0] if _UNIT.search(m[0]) else " ", head)
    found = [(str(m.lastgroup), m.end()) for m in _COLUMN.finditer(head)]
    roles: list[str] = []
    for n, (role, end) in enumerate(found):
        until = found[n + 1][1] if n + 1 < len(found) else len(head)
        if role == "date" and (roles and len(found) > 1):
            continue
        if role == "actual" and re.search(rf"\b(?!{year})20\d\d\b", head[end:until]) and "actual" in [r for r, _ in found[n + 1 :]]:
            role = "earlier"
        roles.append("deviation" if role == "date" else role)
    if roles.count("actual") == 2:  # the later one is the year before
        roles[len(roles) - 1 - roles[::-1].index("actual")] = "earlier"
    for kind, needed in ROLES.items():
        if all(roles.count(role) == 1 for role in needed) and (kind != "unit_deviations" or len(roles) == 1):
            return kind, roles
    return None, roles


def _of_cells(table: Table, year: int, known: frozenset[str]) -> MoneyTable | None:
    first = next((n for n, row in enumerate(table.rows) if n and any(number(t) is not None for t in row.texts[1:])), None)
    if first is None or not _UNIT.search(head := " ".join(join(t.split("\n"), known) for t in _over(table, first))):
        return None
    unit = _UNIT.search(head)
    kind, roles = kind_of(_UNIT.sub("", head), year)
    made = MoneyTable(kind, unit[1].lower() if unit else "", head, table.page, table.place)
    for row in table.rows[first:]:
        texts = [join(text.split("\n"), known) for text in row.texts]
        figures = [text for text in texts[1:] if text]
        if figures and all(number(text) is not None for text in figures):
            named = roles if len(roles) == len(texts) - 1 else [f"column_{n}" for n in range(1, len(texts))]
            made.rows.append(_row(texts[0], dict(zip(named, texts[1:], strict=True)), row, sure=len(figures) == len(named)))
    if len(roles) != len(table.rows[first].cells) - 1:
        made.kind = None
    return made


def _over(table: Table, first: int) -> list[str]:
    """The head's words, column by column (a head may have more than one row)."""
    rows = table.rows[:first]
    return [" ".join(row.texts[n] for row in rows if n < len(row.texts)) for n in range(len(rows[0].texts))]


def _of_lines(items: Sequence[Item], at: int, year: int, known: frozenset[str]) -> tuple[MoneyTable, int] | None:
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
        kind, roles = kind_of(_UNIT.sub("", join(head_lines, known)), year) if head_lines else (None, [])
        if roles and used >= start and (kind or len(roles) > 1):
            found = _label_and_numbers(lines, used, len(roles))
            begins = line.text[0].isupper() and not lines[used - 1].text.endswith("-")
            if found and begins and not _COLUMN.search(found[0]):
                break
        head_lines.append(line.text)
    else:
        return None
    head = join(head_lines, known)
    unit = _UNIT.search(head)
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
        if len(line.text) > 90 or line.text.endswith((".", ":")) and n > 1 and not TOTAL.match(line.text):
            return None
        said, ways = trailing_numbers(line.text, count)
        if ways:
            return join([*label, said]), ways, n
        label.append(line.text)
    return None


def _text_row(items: Sequence[Item], at: int, roles: Sequence[str], known: frozenset[str]) -> tuple[Amounts, int] | None:
    lines = [item for item in items[at : at + 4] if isinstance(item, Line)]
    found = _label_and_numbers(lines, 0, len(roles)) if lines else None
    if not found or not found[0] or _NOTE.match(lines[0].text) or _UNIT.search(found[0]):
        return None
    _, ways, used = found
    label = join([line.text for line in lines[: used - 1]] + [trailing_numbers(lines[used - 1].text, len(roles))[0]], known)
    best = next((way for way in ways if _adds_up(dict(zip(roles, way, strict=True)))), ways[0])
    row = TableRow((), lines[0].page, lines[0].place)
    sure = len(ways) == 1 or (best is not ways[0] or _adds_up(dict(zip(roles, best, strict=True))))
    return _row(label, dict(zip(roles, best, strict=True)), row, sure), used


def _adds_up(cells: dict[str, str]) -> bool:
    """Whether the printed numbers of a row agree with one another as its columns should."""
    value = {role: number(said) for role, said in cells.items()}
    for total, parts in (("outcome_total", ("outcome_earlier_decisions", "outcome_year_decisions")),):
        whole, those = value.get(total), [value.get(part) for part in parts]
        if whole is not None and all(one is not None for one in those):
            return whole == sum(one for one in those if one is not None)
    return False


def _row(label: str, cells: dict[str, str], row: TableRow, sure: bool) -> Amounts:
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
    return Amounts(label, nested, footnote, {r: c for r, c in cells.items() if c}, row.page, row.place, sure)
