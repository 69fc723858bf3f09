"""What was recomputed of a year, and what does not agree."""

from dataclasses import dataclass

from dashboard.filters import SourceFilters
from dashboard.store.db import Database, Record
from dashboard.store.queries import SHOWN, Leaf, Rows, leaf, row_labels


@dataclass(frozen=True)
class Quality:
    """The checks of a year (the first of those that do not agree and of those that do), and its findings."""

    counts: Record
    disagreeing: Rows
    agreeing: Rows
    findings: Leaf
    labels: dict[tuple[str, str], str]
    """What the rows are called that these are about, by table and id."""


def quality(db: Database, f: SourceFilters) -> Quality:
    year = {"year": [f.year]}
    counts = db.query("check_counts", year)[0]
    wrong = counts["checks"] - counts["agreeing"]
    disagreeing = db.query("checks", year, min(wrong, SHOWN))  # the statement has them first
    agreeing = db.query("checks", year, SHOWN, wrong)
    findings = leaf(db, "findings", filters=f)
    labels = row_labels(db, (*disagreeing, *agreeing, *findings.rows), f.lang)
    return Quality(counts, disagreeing, agreeing, findings, labels)
