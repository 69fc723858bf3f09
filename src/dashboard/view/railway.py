"""What sources say of Norrbotniabanan, in words: years no surer than the source is, and where sources disagree.

The columns of a statement hold years and a qualifier.  Its summary says the rest in the source's own words: whether
an open end includes its year (`tidigast`, `till 2030`), whether a year is approximate (`omkring`), and whether the
statement is of the whole line (`hela banan`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from dashboard.filters import Filters
from dashboard.i18n import Text
from dashboard.models import EventKind, Milestone, Qualifier
from dashboard.view import fmt

Record = dict[str, Any]

INCLUSIVE = re.compile(r"\b(tidigast|senast|till) \d{4}")
APPROXIMATE = re.compile(r"\bomkring \d{4}")
WHOLE_LINE = re.compile(r"\bhela banan\b", re.IGNORECASE)
BEYOND = 10_000
"""A year after all others: the end of a window that a source leaves open."""
VIA = {"skelleftea-lulea": "Piteå"}
"""Places on the way that the schematic map names."""
GLYPHS = {"building": "■", "planned": "◧", "planning": "□", "not_in_plan": "–", "nothing": "–"}


def whole_line(row: Record) -> bool:
    """Whether the source speaks of the whole line, not of the section by itself."""
    return WHOLE_LINE.search(row["text_sv"]) is not None


def manner(row: Record) -> str | None:
    """How the years are said: `in`, `about`, `between`, `before`, `by`, `after`, `from`; None where none are given."""
    included = INCLUSIVE.search(row["text_sv"]) is not None
    match row["qualifier"]:
        case Qualifier.IN:
            return "about" if APPROXIMATE.search(row["text_sv"]) else "in"
        case Qualifier.BEFORE:
            return "by" if included else "before"
        case Qualifier.AFTER:
            return "from" if included else "after"
        case Qualifier.BETWEEN:
            return "between"
    return None


def window(row: Record) -> tuple[int, int] | None:
    """The first and the last year that a statement allows for its section; None where it gives no years."""
    first, last = row["earliest_year"], row["latest_year"]
    match manner(row):
        case None:
            return None
        case "before":
            return 0, last - 1
        case "by":
            return 0, last
        case "after":
            return first + 1, BEYOND
        case "from":
            return first, BEYOND
    return (0 if whole_line(row) else first), last


def when(t: Text, row: Record) -> str:
    """The years as a phrase: `2024`, `före 2030`, `2025–2027`; empty where none are given."""
    how = manner(row)
    return t(f"railway.when.{how}", first=row["earliest_year"], last=row["latest_year"]) if how else ""


def said(t: Text, row: Record) -> str:
    """A statement in a few words: `Klar före 2030`; where it gives no years, our summary of it."""
    years = when(t, row)
    if not years or row["milestone"] not in (Milestone.COMPLETED, Milestone.CONSTRUCTION_START):
        return str(row[f"text_{t.lang}"])
    if whole_line(row) and row["milestone"] == Milestone.COMPLETED:
        return t("railway.said_whole", when=years)
    return t(f"railway.said.{row['milestone']}", when=years)


def split(rows: Iterable[Record], column: str, year: int) -> tuple[list[Record], list[Record]]:
    """Rows dated no later than a year, and those dated after it."""
    known: list[Record] = []
    later: list[Record] = []
    for row in rows:
        (known if row[column].year <= year else later).append(row)
    return known, later


def in_focus(rows: Sequence[Record], year: int, chosen: Sequence[str]) -> list[Record]:
    """The statements to compare: those of the chosen plans, else those of the year's report, else all."""
    printed = [r for r in rows if r["page"] and r["as_of"].year == year]
    return list(rows) if chosen or not printed else printed


def gives_end(row: Record) -> bool:
    """Whether a statement gives a year of completion, or a limit for it."""
    return row["milestone"] == Milestone.COMPLETED and window(row) is not None


def completions(rows: Iterable[Record]) -> list[Record]:
    """The statements that give a year of completion, the earliest last year first."""
    found = [(w, r) for r in rows if gives_end(r) and (w := window(r))]
    return [r for _, r in sorted(found, key=lambda pair: (pair[0][1], pair[0][0]))]


def disagree(rows: Iterable[Record]) -> bool:
    """Whether two statements of completion cannot both come true."""
    windows = [w for r in rows if (w := window(r))]
    return any(a[1] < b[0] or b[1] < a[0] for a, b in combinations(windows, 2))


@dataclass(frozen=True)
class Verdict:
    """How the sources on a section's completion go together: `none`, `single`, `agree` or `disagree`; and in words."""

    code: str
    text: str


def verdict(t: Text, rows: Iterable[Record]) -> Verdict:
    """What the sources together say of when a section is completed."""
    ends = completions(rows)
    code = ("none", "single")[len(ends)] if len(ends) < 2 else "disagree" if disagree(ends) else "agree"
    said_by = "; ".join(f"{when(t, r)} ({r[f'plan_{t.lang}']})" for r in ends)
    return Verdict(code, t(f"railway.verdict.{code}", said=said_by))


def headline(t: Text, year: int, sections: Iterable[Record], rows: Sequence[Record]) -> str:
    """The finding of the year: on which section the sources disagree, else when the whole line was expected."""
    names, ends = [], []
    for section in sections:
        own = completions(r for r in rows if r["section_id"] == section["section_id"])
        if disagree(own):
            names.append(section_name(section))
            ends += [when(t, r) for r in own]
    if names:
        return t(
            "railway.headline.disagree",
            section=listed(t, names, "and"), years=listed(t, list(dict.fromkeys(ends)), "or"),
        )  # fmt: skip
    whole = [w[1] for r in completions(rows) if whole_line(r) and (w := window(r))]
    return t("railway.headline.whole", year=year, last=max(whole)) if whole else t("railway.headline.none", year=year)


def section_name(row: Record) -> str:
    return f"{row['from_place']}–{row['to_place']}"


def listed(t: Text, words: Sequence[str], last: str) -> str:
    """`a, b eller c`; `last` is `and` or `or`."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + f" {t('railway.' + last)} " + words[-1]


@dataclass(frozen=True)
class Stage:
    """How far a section has come (a key of `GLYPHS`), and the event or statement that says so."""

    code: str
    row: Record | None


def stage(section_id: str, events: Iterable[Record], rows: Iterable[Record]) -> Stage:
    """How far a section has come by what is known, the furthest that holds.

    `building` when construction has begun, `planned` when a source gives the years of construction start,
    `planning` when it has been decided to plan the section, `not_in_plan` when a plan leaves it out.
    """
    happened = [e for e in events if e["section_id"] == section_id]
    told = [r for r in rows if r["section_id"] == section_id]
    starts = [r for r in told if r["milestone"] == Milestone.CONSTRUCTION_START and r["earliest_year"]]
    begun = [e for e in happened if e["kind"] == EventKind.CONSTRUCTION]
    decided = [e for e in happened if e["kind"] == EventKind.DECISION]
    absent = [r for r in told if r["milestone"] == Milestone.NOT_MENTIONED]
    if begun:
        return Stage("building", begun[0])
    for code, basis in (("planned", starts), ("planning", decided), ("not_in_plan", absent)):
        if basis:
            return Stage(code, basis[-1])
    return Stage("nothing", None)


def by_year(events: Iterable[Record]) -> dict[int, list[Record]]:
    """Dated events by year, in the order given."""
    found: dict[int, list[Record]] = {}
    for event in events:
        found.setdefault(event["date"].year, []).append(event)
    return found


def day(t: Text, event: Record) -> str:
    """The date of an event under a heading that says its year; empty where the year is all that is known."""
    return fmt.date(event["date"], event["precision"], t.lang).removesuffix(str(event["date"].year)).strip()


def linked(f: Filters, measures: Iterable[Record]) -> list[tuple[Record, str]]:
    """Measures, each with the address where its factor's page shows it."""
    return [(m, f.link("/framgangsfaktor", factor=m["factor_id"]) + f"#{m['measure_id']}") for m in measures]
