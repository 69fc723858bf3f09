"""A filter is a value: its field is the URL parameter and the widget key, its codes are the same in every language.

A `Filters` is parsed from a query (`parse`), writes the query (`query`, `link`), gives the parameters of a statement
(`params`) and says itself in words (`words`).  What a query says that does not exist is refused by name, and the rest
still works.
"""

from dashboard.filters.base import FREE, Filters
from dashboard.filters.pages import (
    KNOWN_FIELDS,
    CompanyFilters,
    EconomyFilters,
    EuFilters,
    FactorFilters,
    FigureFilters,
    GoalFilters,
    RailwayFilters,
    SourceFilters,
    order,
)
from dashboard.filters.reading import IGNORED_PREFIXES, MAX_TEXT, Refused, parse
from dashboard.filters.vocabulary import Name, Vocabulary

__all__ = [
    "FREE",
    "IGNORED_PREFIXES",
    "KNOWN_FIELDS",
    "MAX_TEXT",
    "CompanyFilters",
    "EconomyFilters",
    "EuFilters",
    "FactorFilters",
    "FigureFilters",
    "Filters",
    "GoalFilters",
    "Name",
    "RailwayFilters",
    "Refused",
    "SourceFilters",
    "Vocabulary",
    "order",
    "parse",
]
