"""What rows say in words: headlines, counts, neighbours, nearest ids."""

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from dashboard.filters import Filters
from dashboard.i18n import Text
from dashboard.models import Related, Status

Record = dict[str, Any]


def headline(t: Text, year: int, goals: Sequence[Record], board: Record | None) -> str:
    """The finding of the start page: how the goals of the year stand."""
    if goals:
        statuses = {g["status"] for g in goals}
        if len(statuses) == 1:
            return t(f"overview.headline.all_{statuses.pop()}", n=len(goals), count=t.count(len(goals)), year=year)
        met = sum(g["status"] == Status.ACHIEVED for g in goals)
        return t("overview.headline.some", n=met, total=len(goals), year=year)
    if board and board["goals_total"]:
        return t("overview.headline.some", n=board["goals_achieved"], total=board["goals_total"], year=year)
    return t("overview.headline.none", year=year)


def measures_headline(t: Text, year: int, count: Record) -> str:
    """How many measures of the year are achieved, of those that can be judged, by the counts of all of them."""
    if not count["measures"]:
        return t("goals.headline_none", year=year)
    judged = count["measures"] - count["unknown"]
    return t("goals.headline", n=count["achieved"], judged=judged, total=count["measures"], year=year)


def count_statuses(measures: Iterable[Record]) -> dict[str, dict[str, int]]:
    """Counts by status per perspective id, and in all under ``""``; nothing where there are no measures."""
    found: dict[str, dict[str, int]] = {}
    for m in measures:
        for key in (m["perspective_id"], ""):
            count = found.setdefault(key, {"measures": 0} | {str(s): 0 for s in Status})
            count["measures"] += 1
            count[m["status"]] += 1
    return found


def neighbours(rows: Sequence[Record], key: str, wanted: str) -> tuple[Record | None, Record, Record | None] | None:
    """The row with an id, with the ones before and after it; None where there is no such row."""
    for n, row in enumerate(rows):
        if row[key] == wanted:
            return rows[n - 1] if n else None, row, rows[n + 1] if n + 1 < len(rows) else None
    return None


def fold(words: str) -> str:
    """Lower case without accents, as the statements compare."""
    return "".join(c for c in unicodedata.normalize("NFD", words.lower()) if not unicodedata.combining(c))


def nearest(rows: Sequence[Record], key: str, wanted: str | None) -> list[Record]:
    """The rows whose ids or names are most like what was asked for, best first; all in order if nothing was."""
    if not wanted:
        return list(rows)

    def likeness(row: Record) -> float:
        names = (row[key], fold(row["name_sv"]), fold(row["name_en"]))
        return max(SequenceMatcher(None, fold(wanted), name).ratio() for name in names)

    return sorted(rows, key=likeness, reverse=True)[:5]


def related_links(f: Filters, measures: Iterable[Record]) -> dict[str, str]:
    """Where each measure's `related` page shows more of what it speaks of, by measure id."""
    found = {}
    for m in measures:
        match m["related"]:
            case Related.RAILWAY:
                found[m["measure_id"]] = f.link("/norrbotniabanan")
            case Related.EU_PROGRAMMES:
                found[m["measure_id"]] = f.link("/eu-program")
            case Related.ECONOMY:
                found[m["measure_id"]] = f.link("/ekonomi", unit=m["unit_id"]) + "#enheter"
            case Related.FIGURES:
                found[m["measure_id"]] = f.link("/nyckeltal", factor=[m["factor_id"]])
            case Related.COMPANIES:
                found[m["measure_id"]] = f.link("/bolag")
    return found
