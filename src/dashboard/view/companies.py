"""What the page of companies says: how many go according to plan, and which figures belong to which company."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.i18n import Text
from dashboard.models import Status

Record = dict[str, Any]


def headline(t: Text, year: int, companies: Sequence[Record]) -> str:
    """How many companies go according to plan, and of how many the report does not say."""
    if not companies:
        return t("companies.headline_none", year=year)
    counts = count(companies)
    said = t("companies.headline", n=counts[Status.ACHIEVED], total=len(companies), year=year)
    silent = counts[Status.UNKNOWN]
    return f"{said}; {t('companies.headline_silent', n=silent, count=t.count(silent))}" if silent else said


def count(companies: Iterable[Record]) -> dict[str, int]:
    """How many companies have each status."""
    found = Counter(c["status"] for c in companies)
    return {str(s): found[s] for s in Status}


def by_company(figures: Iterable[Record]) -> dict[str, list[Record]]:
    """The figures of each company, by its id."""
    found: dict[str, list[Record]] = {}
    for row in figures:
        found.setdefault(row["company_id"], []).append(row)
    return found
