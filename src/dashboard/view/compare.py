"""A year beside another in words: what a change is called, how many there are, what stands in its way."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.i18n import Text
from dashboard.models import Change, Status

Record = dict[str, Any]
ONE_SIDED = (Change.NEW, Change.GONE)


def called(t: Text, row: Record) -> str:
    """What the change of a goal or measure is called; nothing is new in a year that comes before the other."""
    if row["change"] in ONE_SIDED and row["compare"] > row["year"]:
        return t("compare.only", year=row["year"] if row["change"] == Change.NEW else row["compare"])
    return t(f"change.{row['change']}")


def counted(t: Text, counts: Mapping[str, int], year: int, compare: int) -> list[tuple[str, str]]:
    """The counts in words, each with its change: `3 bättre`, `4 kan inte jämföras`."""

    def said(change: str, n: int) -> str:
        if change in ONE_SIDED and compare > year:
            return t("compare.count.only", n=n, year=year if change == Change.NEW else compare)
        return t(f"compare.count.{change}", n=n)

    return [(change, said(change, n)) for change, n in counts.items()]


def reasons(t: Text, row: Record) -> list[str]:
    """Sentences on what stands in the way of setting two statuses side by side, or lames it."""
    found = []
    if changed := row.get("changed"):
        fields = changed.split()
        said = ", ".join(t(f"compare.changed.{field}") for field in fields)
        found.append(t("compare.changed.said", what=said))
        if "name" in fields:
            found.append(t("compare.changed.before", name=row[f"compare_name_{t.lang}"]))
    elif row["change"] == Change.DEFINITION_CHANGED:
        found.append(t("compare.changed.before", name=row[f"compare_name_{t.lang}"]))
    if row["status"] and row["compare_status"]:
        years = [
            str(row[year])
            for year, status in (("compare", "compare_status"), ("year", "status"))
            if row[status] == Status.UNKNOWN
        ]
        if years:
            found.append(t("compare.status_missing", years=both(t, years)))
    if row["basis_differs"]:
        bases = {
            when: t(f"basis.{row[basis]}").lower()
            for when, basis in (("then", "compare_status_basis"), ("now", "status_basis"))
        }
        found.append(t("compare.basis_note", **bases))
    return found


def both(t: Text, years: Sequence[object]) -> str:
    """One year, or two with an and between."""
    return t("compare.and", first=years[0], second=years[1]) if len(years) == 2 else str(years[0])
