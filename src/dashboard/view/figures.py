"""The list of figures: its order, its pages, what it holds by topic, and the series that it tells over time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from dashboard.filters import FigureFilters
from dashboard.i18n import Text
from dashboard.view.history import History, history

Record = dict[str, Any]
ORGANISATIONS = ("EFNS", "NSPA", "CPMR")
"""The organisations whose full names the texts have."""


def headline(t: Text, f: FigureFilters, here: Record, chosen: Sequence[Record]) -> str:
    """How many figures there are before anyone chooses, and how many the report gives; a single one by its name."""
    year, n = f.year, here["figures"]
    if f.figure and chosen:
        return str(chosen[0][f"label_{t.lang}"])
    if not n:
        return t("figures.headline_none", year=year)
    if f.years == "all":
        return t("figures.headline_all", n=n, first=here["first"], last=here["last"])
    key = "figures.headline_report" if here["printed"] else "figures.headline_other"
    return t(key, n=n, printed=here["printed"], year=year)


@dataclass(frozen=True)
class Group:
    """Rows of the list that belong under one heading; an empty heading where the order is not the report's."""

    heading: str
    rows: tuple[tuple[str, Record], ...]


def groups(rows: Iterable[Record], sort: str, t: Text) -> list[Group]:
    """Rows by year and by whether the report or another source gives them, each with an anchor that is its own."""
    seen: set[str] = set()

    def anchored(row: Record) -> tuple[str, Record]:
        name = row["figure_id"]
        anchor = f"{name}-{row['year']}" if name in seen else name
        seen.add(name)
        return anchor, row

    def heading(row: Record) -> str:
        kind = "report" if row["page"] is not None else "elsewhere"
        return t(f"figures.group.{kind}", year=row["year"]) if sort == "page" else ""

    return [Group(name, tuple(map(anchored, part))) for name, part in groupby(rows, heading)]


@dataclass(frozen=True)
class Facet:
    """How many figures a topic has in the selection, as a share of the largest, and the link that (un)chooses it."""

    topic: str
    count: int
    share: Decimal
    chosen: bool
    href: str


def facets(f: FigureFilters, found: Mapping[str, int], topics: Iterable[str]) -> list[Facet]:
    """The topics of the figures that the other filters choose, most first; a chosen one stays when it is empty."""
    counts = Counter(found)
    largest = max(counts.values(), default=1)
    shown = []
    for topic in topics:
        if counts[topic] or topic in f.topic:
            rest = tuple(x for x in f.topic if x != topic)
            changed = f.changed(topic=rest if topic in f.topic else (*f.topic, topic), page_no="1")
            share = Decimal(counts[topic] * 100) / largest
            shown.append(
                Facet(topic, counts[topic], share, topic in f.topic, changed.full_link("/nyckeltal") + "#figures")
            )
    return sorted(shown, key=lambda x: -x.count)


def over_time(rows: Iterable[Record]) -> list[tuple[Record, History]]:
    """Per topic the series that have several years among the rows, with a row that names the topic."""
    by_topic: dict[str, list[Record]] = {}
    for row in rows:
        by_topic.setdefault(row["topic"], []).append(row)
    told = [(part[0], history(part)) for part in by_topic.values()]
    return [(row, h) for row, h in told if h.series]


def factor_links(f: FigureFilters, factors: Iterable[Record]) -> dict[str, str]:
    """The page of each success factor in the latest year that has it; no unit, since that would hide its measures."""
    latest = {r["factor_id"]: r["year"] for r in sorted(factors, key=lambda r: r["year"])}
    return {name: f.link("/framgangsfaktor", year=year, unit="", factor=name) for name, year in latest.items()}


def organisations(t: Text, positions: Iterable[Record]) -> dict[str, str]:
    """The organisations behind the positions by their short names, with their full names as far as they are known."""
    said = {r["organisation"] for r in positions}
    return {short: t(f"organisation.{short}") for short in ORGANISATIONS if short in said}
