"""The search over everything that has a place of its own on a page."""

from dataclasses import dataclass

from dashboard.store.db import Database
from dashboard.store.queries import Rows

SHORTEST = 2
"""Characters that a search needs: one alone is in nearly every row."""
EACH = 5
"""How many results of a kind come before other kinds have had their turn, as the statement says."""


@dataclass(frozen=True)
class Found:
    """What was asked for, the best results, and how many there are in all; `rows` is empty for a search too short."""

    asked: str
    rows: Rows
    total: int

    @property
    def too_short(self) -> bool:
        return len(self.asked) < SHORTEST


def search(db: Database, asked: str) -> Found:
    """The rows that hold every word of what was asked for, whatever its case, accents and order."""
    if len(asked) < SHORTEST:
        return Found(asked, (), 0)
    rows = db.query("search", {"text": " ".join(asked.split())})
    return Found(asked, rows, rows[0]["total"] if rows else 0)
