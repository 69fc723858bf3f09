"""Money tables, footnotes and owned companies as draft rows."""

import re
from collections.abc import Sequence
from decimal import Decimal

from dashboard.exchange.reading import facts
from dashboard.exchange.reading.amounts import ROLES, TOTAL, Amounts, MoneyTable
from dashboard.exchange.reading.draft import Draft, Entry, Missing, Previous, Unplaced, filled
from dashboard.exchange.reading.model import Item, Line
from dashboard.exchange.reading.money import Note, money
from dashboard.exchange.reading.outline import Section
from dashboard.exchange.reading.passages import Paragraph, paragraphs
from dashboard.exchange.reading.statuses import UNKNOWN, according_to_plan
from dashboard.exchange.reading.words import letters, number
from dashboard.i18n import Text

LABEL = {"income_statement": "label", "unit_deviations": "unit", "investments": "type", "growth_grant": "action"}
ID = {"income_statement": "row_id", "unit_deviations": "unit_id", "investments": "type_id", "growth_grant": "action_id"}
SCALE = {"income_statement": "mnkr", "unit_deviations": "tkr", "investments": "tkr", "growth_grant": "mnkr"}
_TKR = {"tkr", "tsek", "tusental kronor"}
_COMPANY = re.compile(r"^(?:Aktiebolaget |AB )?[A-ZÅÄÖ][\w&.:-]*(?: [\w&.:-]+){0,5} (?:AB|Aktiebolag|HB|ek\.? för\.?)$")


def write_money(
    items: Sequence[Item], draft: Draft, previous: Previous, known: frozenset[str], sv: Text, en: Text
) -> list[Paragraph]:
    """Writes the money tables and footnotes among the items; returns the running text between them."""
    tables, notes, rest = money(items, draft.year, known)
    for table in tables:
        if table.kind is None or table.kind in draft.tables:
            said = [f"{row.label}: {'; '.join(row.cells.values())}" for row in table.rows]
            draft.unplaced += [
                Unplaced("money", f"{table.head} | {line}", row.page, row.place)
                for line, row in zip(said, table.rows, strict=True)
            ]
        else:
            _table(table, draft, previous)
    for kind in ROLES:
        if kind not in draft.tables:
            draft.missing.append(Missing("table", kind, kind))
    labels = {
        row.footnote: row.label for table in tables for row in table.rows if row.footnote is not None and table.kind
    }
    for note in notes:
        _note(note, labels.get(note.number), draft, sv, en)
    for number_, label in labels.items():
        if number_ not in {note.number for note in notes}:
            draft.missing.append(Missing("footnote", "footnotes", f"{number_} ({label})"))
    return paragraphs(rest, known)


def _table(table: MoneyTable, draft: Draft, previous: Previous) -> None:
    kind = str(table.kind)
    ids: list[str] = []
    for row in table.rows:
        at = (row.page, row.place)
        # a unit of the board is known by its own table, an other row by last year's
        found = previous.same("units", row.label) if kind == "unit_deviations" else {}
        made = str(found.get("unit_id") or previous.id_of(kind, row.label))
        english = previous.reused(kind, row.label, f"{LABEL[kind]}_en") or found.get("name_en")
        if english is None:
            draft.missing.append(Missing("english", kind, row.label, row.page))
        ids.append(made)
        cells = {role: _amount(row, role, table.unit, SCALE[kind]) for role in ROLES[kind]}
        for role, entry in cells.items():
            if entry.value is None:
                draft.missing.append(Missing("amount", kind, f"{row.label}: {role}", row.page))
        over = [f"{role}: {said}" for role, said in row.cells.items() if role not in cells]
        if over:
            draft.unplaced.append(Unplaced("money", f"{row.label} | {'; '.join(over)}", *at))
        draft.add(
            kind,
            filled(
                **{
                    ID[kind]: Entry(made, *at),
                    f"{LABEL[kind]}_sv": Entry(row.label, *at, sure=row.sure),
                    f"{LABEL[kind]}_en": Entry(english, *at),
                },
                **cells,
                footnote=Entry(row.footnote, *at, sure=row.sure)
                if kind in ("income_statement", "unit_deviations")
                else None,
                page=Entry(row.page, *at),
            ),
        )
    if kind == "income_statement":
        for made_row, parent in zip(draft.tables[kind], parents(table.rows, ids), strict=True):
            if parent:
                at = (made_row["label_sv"].page, made_row["label_sv"].place)
                made_row["parent_id"] = Entry(parent, *at)


def _amount(row: Amounts, role: str, unit: str, scale: str) -> Entry:
    """A cell as a number in the unit of the template; converted (and to be checked) where the report uses another."""
    said = row.cells.get(role, "")
    value = number(said)
    own = "tkr" if unit in _TKR else "mnkr"
    if value is None or own == scale:
        return Entry(value, row.page, row.place, row.sure, said)
    return Entry(
        value * Decimal(1000) if scale == "tkr" else value / Decimal(1000), row.page, row.place, False, f"{said} {unit}"
    )


def parents(rows: Sequence[Amounts], ids: Sequence[str]) -> list[str | None]:
    """What each row of an income statement is part of: `Varav` rows of the one above, others of the result below."""
    found: list[str | None] = [None] * len(rows)
    above: str | None = None
    waiting: list[int] = []
    for n, row in enumerate(rows):
        if row.nested:
            found[n] = above
            continue
        above = ids[n]
        if TOTAL.match(row.label):
            for part in waiting:
                found[part] = ids[n]
            waiting = []
        waiting.append(n)
    return found


def _note(note: Note, label: str | None, draft: Draft, sv: Text, en: Text) -> None:
    at = (note.page, note.place)
    said = [f.printed for f in facts.figures([Paragraph(note.text, *at)])]
    made = {}
    for t in (sv, en):
        words = (
            t("read.note", label=label or "?")
            if not said
            else t("read.note_figures", label=label or "?", figures="; ".join(said))
        )
        made[f"summary_{t.lang}"] = Entry(words, *at, sure=False, said=note.text)
    draft.add("footnotes", filled(number=Entry(note.number, *at), **made, page=Entry(note.page, *at)))
    if label is None:
        draft.unplaced.append(Unplaced("note", f"{note.number}. {note.text}", *at))


def write_companies(
    section: Section, draft: Draft, previous: Previous, known: frozenset[str], sv: Text, en: Text
) -> list[Paragraph]:
    """Writes the owned companies of the closing chapter; returns its running text."""
    names = [item.text for item in section.items if isinstance(item, Line) and _COMPANY.match(item.text)]
    text = paragraphs(section.items, known, names)
    over: list[Paragraph] = []
    now: tuple[Paragraph, list[Paragraph]] | None = None
    parts: list[tuple[Paragraph, list[Paragraph]]] = []
    for paragraph in text:
        if any(letters(paragraph.text) == letters(name) for name in names):
            now = (paragraph, [])
            parts.append(now)
        elif now:
            now[1].append(paragraph)
        else:
            over.append(paragraph)
    for head, body in parts:
        at, said = (head.page, head.place), "\n".join(p.text for p in body)
        plan = according_to_plan(said) or UNKNOWN
        before = previous.same("companies", head.text)
        summary = {
            f"summary_{t.lang}": Entry(t(f"read.company.{plan.basis}"), *at, sure=False, said=said) for t in (sv, en)
        }
        draft.add(
            "companies",
            filled(
                company_id=Entry(before.get("company_id") or previous.id_of("companies", head.text), *at),
                name=Entry(head.text, *at), status=Entry(plan.code, *at, plan.sure, plan.carrier),
                status_basis=Entry(plan.basis, *at, plan.sure, plan.carrier), **summary, page=Entry(head.page, *at),
            ),
        )  # fmt: skip
    if not parts:
        draft.missing.append(Missing("companies", "companies", section.name, section.page))
    draft.unplaced += [Unplaced("text", p.text, p.page, p.place) for p in over if not p.heading]
    return text
