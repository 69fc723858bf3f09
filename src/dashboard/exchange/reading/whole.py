"""Puts a whole draft together: from a document as read to the rows of a year's tables."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from dashboard.errors import DocumentError
from dashboard.exchange.reading import facts
from dashboard.exchange.reading.accounts import write_companies, write_money
from dashboard.exchange.reading.cleaning import without_heads
from dashboard.exchange.reading.draft import Draft, Entry, Missing, Previous, Unplaced, filled
from dashboard.exchange.reading.model import Document, Table
from dashboard.exchange.reading.outline import Outline, outline
from dashboard.exchange.reading.passages import Paragraph, paragraphs
from dashboard.exchange.reading.tree import Tree
from dashboard.exchange.reading.words import slug, vocabulary
from dashboard.i18n import text

_SWEDISH = {
    "och", "att", "det", "som", "för", "är", "på", "av", "med", "till", "den", "har", "inte", "om", "ett", "var",
    "under", "från",
}  # fmt: skip
_BOARD = re.compile(r"\b([A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,2}nämnd)en?s?\b")
_TITLE = re.compile(r"\b(Årsrapport|Årsredovisning|Delårsrapport|Verksamhetsberättelse)\b")
_RESULT = re.compile(r"\b(?:överskott|underskott|resultat)\b", re.IGNORECASE)


def drafted(document: Document, year: int, previous: Previous) -> Draft:
    """The draft of a document.  Raises DocumentError where it is not a report on the template, or not in Swedish."""
    document = without_heads(document)
    lines = [line.text for line in document.lines()]
    _must_be_swedish(lines, document)
    known = vocabulary(lines)
    parts = outline(document, known)
    if not parts.factors() and not any(p.parts for p in parts.perspectives):
        raise DocumentError("read_no_template")
    draft = Draft(year)
    sv, en = text("sv"), text("en")
    tree = Tree(draft, previous, known, sv, en)
    before = paragraphs(parts.before.items, known)
    _report(draft, previous, document, before)
    tree.write(parts)
    all_text = [*before, *tree.text]
    if parts.money:
        all_text += write_money(parts.money.items, draft, previous, known, sv, en)
    else:
        draft.missing.append(Missing("money", "income_statement", ""))
    if parts.companies:
        all_text += write_companies(parts.companies, draft, previous, known, sv, en)
    else:
        draft.missing.append(Missing("companies", "companies", ""))
    _board_result(draft, parts)
    _elsewhere(draft, previous, all_text)
    draft.unplaced += [Unplaced("text", p.text, p.page, p.place) for p in before if not p.heading]
    draft.unplaced += [Unplaced("link", line.text, line.page, line.place) for line in document.links]
    if not any(item.page for item in document.items):
        draft.missing.append(Missing("pages", "reports", ""))
    return draft


def _must_be_swedish(lines: Sequence[str], document: Document) -> None:
    cells = [c.text for item in document.items if isinstance(item, Table) for row in item.rows for c in row.cells]
    words = re.findall(r"[a-zåäöA-ZÅÄÖ]+", " ".join([*lines, *cells]).lower())
    if not words:
        raise DocumentError("read_empty")
    if len(words) > 60 and sum(word in _SWEDISH for word in words) / len(words) < 0.04:
        raise DocumentError("read_not_swedish")


def _report(draft: Draft, previous: Previous, document: Document, before: Sequence[Paragraph]) -> None:
    """The report's own row: what the page heads say, the board that the text speaks of, a title made from the year."""
    said = [line.text for line in document.lines()]
    boards = Counter(m[1] + "en" for line in said for m in _BOARD.finditer(line))
    kinds = Counter(m[1] for line in said for m in _TITLE.finditer(line))
    kept = (previous.rows.get("reports") or [{}])[0]
    board = str(kept.get("board") or (boards.most_common(1)[0][0] if boards else ""))
    title = f"{kinds.most_common(1)[0][0] if kinds else 'Årsrapport'} {draft.year}"
    source = f"{slug(title.split()[0])}-{draft.year}"
    published = next((row for row in previous.rows.get("sources", []) if row["source_id"] == kept.get("source_id")), {})
    at = next(((p.page, p.place) for p in before if p.page), (1 if document.pages else None, ""))
    identity = document.identity
    if not board:
        draft.missing.append(Missing("board", "reports", ""))
    for column in ("document_id", "version"):
        if column not in identity:
            draft.missing.append(Missing("identity", "reports", column))
    draft.add(
        "reports",
        filled(
            period=Entry(str(draft.year), *at), board=Entry(board or None, *at, sure=bool(kept)),
            title_sv=Entry(title, *at, sure=False), title_en=Entry(f"Annual Report {draft.year}", *at, sure=False),
            document_id=Entry(identity.get("document_id"), *at), version=Entry(identity.get("version"), *at),
            pages=Entry(document.pages, *at), coverage=Entry("full", *at, sure=False),
            source_id=Entry(source, *at, sure=False),
        ),
    )  # fmt: skip
    draft.add(
        "sources",
        filled(
            source_id=Entry(source, *at, sure=False), title=Entry(f"{title}, {board}".strip(", "), *at, sure=False),
            publisher=Entry(published.get("publisher"), *at, sure=False), kind=Entry("report", *at, sure=False),
        ),
    )  # fmt: skip


def _board_result(draft: Draft, parts: Outline) -> None:
    """How many goals were achieved, counted from the goals' own judgements, and the result of the income statement."""
    goals = draft.tables.get("goals", [])
    count = Counter(str(goal["status"].value) for goal in goals)
    result = [row for row in draft.tables.get("income_statement", []) if "parent_id" not in row]
    last = result[-1] if result and str(result[-1]["label_sv"].value).lower() == "resultat" else None
    first = goals[0]["page"] if goals and "page" in goals[0] else Entry(None)
    source = draft.tables["reports"][0]["source_id"]
    draft.add(
        "board_results",
        filled(
            period=Entry("year"), goals_total=Entry(len(goals), sure=False),
            **{f"goals_{code}": Entry(count[code], sure=False) for code in ("achieved", "partly", "not_achieved")},
            result_mnkr=last.get("actual") if last else None,
            page=Entry(first.value, first.page, first.place, sure=False), source_id=source,
        ),
    )  # fmt: skip
    if last is None:
        draft.missing.append(Missing("result", "board_results", ""))


def _elsewhere(draft: Draft, previous: Previous, all_text: Sequence[Paragraph]) -> None:
    """What may stand anywhere in the text: adopted positions, amounts in euro, other figures."""
    for position in facts.positions(all_text):
        at = (position.page, position.place)
        before = previous.same("advocacy_positions", position.title)
        if not before:
            draft.missing.append(Missing("english", "advocacy_positions", position.title, position.page))
        made_id = before.get("position_id") or previous.id_of(
            "advocacy_positions", f"{position.organisation} {position.title}"
        )
        draft.add(
            "advocacy_positions",
            filled(
                position_id=Entry(made_id, *at), organisation=Entry(position.organisation, *at, sure=False),
                title_sv=Entry(position.title, *at), title_en=Entry(before.get("title_en"), *at),
                date=Entry(position.date, *at), url=Entry(before.get("url"), *at), page=Entry(position.page, *at),
            ),
        )  # fmt: skip
    programmes = [str(row["name_sv"]) for row in previous.rows.get("eu_programmes", [])]
    for amount in facts.euro_amounts(all_text, programmes):
        said = f"{amount.programme or '?'}: {_plain(amount.amount)} EUR ({amount.printed})"
        draft.unplaced.append(Unplaced("euro", said, amount.page, amount.place))
    for figure in facts.figures(all_text):
        if "euro" not in figure.unit.lower():
            said = f"{_plain(figure.value)} {figure.unit} ({figure.printed}): {figure.sentence}"
            draft.unplaced.append(Unplaced("figure", said, figure.page, figure.place))


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
