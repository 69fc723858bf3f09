"""A filter is a value: its field is the URL parameter and the widget key, its codes are the same in every language.

A `Filters` is parsed from a query (`parse`), writes the query (`query`, `link`), gives the parameters of a statement
(`params`) and says itself in words (`words`).  What a query says that does not exist is refused by name, and the rest
still works.
"""

from dashboard.filters.base import FREE, Filters
from dashboard.filters.pages import (
    KNOWN_FIELDS,
    CompanyFilters,
    ComparedFilters,
    EconomyFilters,
    EuFilters,
    FactorFilters,
    FigureFilters,
    GoalFilters,
    OverviewFilters,
    RailwayFilters,
    SourceFilters,
    order,
)
from dashboard.filters.reading import IGNORED_PREFIXES, MAX_TEXT, Refused, parse, with_year
from dashboard.filters.vocabulary import LISTED, Name, Vocabulary

__all__ = [
    "FREE",
    "IGNORED_PREFIXES",
    "KNOWN_FIELDS",
    "LISTED",
    "MAX_TEXT",
    "CompanyFilters",
    "ComparedFilters",
    "EconomyFilters",
    "EuFilters",
    "FactorFilters",
    "FigureFilters",
    "Filters",
    "GoalFilters",
    "Name",
    "OverviewFilters",
    "RailwayFilters",
    "Refused",
    "SourceFilters",
    "Vocabulary",
    "order",
    "parse",
    "with_year",
]
