"""The money tables: what kind a table is follows from the words over its columns, whatever their order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.exchange.reading.amounts import NOTE, UNIT, Amounts, MoneyTable, kind_of, row
from dashboard.exchange.reading.model import Item, Line, Table
from dashboard.exchange.reading.moneylines import table_of_lines
from dashboard.exchange.reading.words import join, number


@dataclass(frozen=True)
class Note:
    number: int
    text: str
    page: int | None
    place: str


def money(items: Sequence[Item], year: int, known: frozenset[str]) -> tuple[list[MoneyTable], list[Note], list[Item]]:
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
        elif read := table_of_lines(items, at, year, known):
            tables.append(read[0])
            at += read[1]
        elif tables and (note := NOTE.match(item.text)):
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
        row(texts[0], dict(zip(roles, texts[1:], strict=True)), at.page, at.place, sure=False)
        for texts, at in zip(rows, table.rows, strict=True)
    ]


def _note_lines(items: Sequence[Item], at: int) -> int:
    """A footnote goes on until the next one, a paragraph's end or a line that begins anew after a full stop."""
    first = items[at]
    used = 1
    while isinstance(first, Line) and not first.whole and used < 8 and at + used < len(items):
        last, after = items[at + used - 1], items[at + used]
        if (
            not isinstance(last, Line)
            or not isinstance(after, Line)
            or NOTE.match(after.text)
            or UNIT.search(after.text)
        ):
            break
        if (
            (last.text.endswith(".") and len(last.text) < 60)
            or last.ends
            or (after.text[0].isupper() and len(last.text) < 50)
        ):
            break
        used += 1
    return used


def _of_cells(table: Table, year: int, known: frozenset[str]) -> MoneyTable | None:
    first = next(
        (n for n, row in enumerate(table.rows) if n and any(number(t) is not None for t in row.texts[1:])), None
    )
    if first is None or not UNIT.search(head := " ".join(join(t.split("\n"), known) for t in _over(table, first))):
        return None
    unit = UNIT.search(head)
    kind, roles = kind_of(UNIT.sub("", head), year)
    made = MoneyTable(kind, unit[1].lower() if unit else "", head, table.page, table.place)
    for at in table.rows[first:]:
        texts = [join(text.split("\n"), known) for text in at.texts]
        figures = [text for text in texts[1:] if text]
        if figures and all(number(text) is not None for text in figures):
            named = roles if len(roles) == len(texts) - 1 else [f"column_{n}" for n in range(1, len(texts))]
            made.rows.append(
                row(
                    texts[0],
                    dict(zip(named, texts[1:], strict=True)),
                    at.page,
                    at.place,
                    sure=len(figures) == len(named),
                )
            )
        elif not figures and made.rows and texts[0][:1].islower():  # a label that a page break cut
            made.rows[-1] = replace(made.rows[-1], label=join([made.rows[-1].label, texts[0]], known), sure=False)
    if len(roles) != len(table.rows[first].cells) - 1:
        made.kind = None
    return made


def _over(table: Table, first: int) -> list[str]:
    """The head's words, column by column (a head may have more than one row)."""
    rows = table.rows[:first]
    return [" ".join(row.texts[n] for row in rows if n < len(row.texts)) for n in range(len(rows[0].texts))]
