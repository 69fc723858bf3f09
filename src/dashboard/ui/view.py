"""What a page gets: the data, the filters, the texts, the vocabulary."""

from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, TypeVar, cast

from dashboard.filters import Filters, Refused, Vocabulary
from dashboard.i18n import Text
from dashboard.store.db import Database

F = TypeVar("F", bound=Filters)


@dataclass(frozen=True)
class View(Generic[F]):
    """One page at one moment: the same data version and filters from top to bottom."""

    db: Database
    f: F
    t: Text
    names: Vocabulary
    refused: tuple[Refused, ...]
    page: str
    path: str
    nth: Iterator[int] = field(default_factory=count, compare=False)
    """Tells the calls of one run apart: in every run of a page with the same filters the nth call is the same."""


_current: ContextVar[View[Filters]] = ContextVar("view")


def enter(view: View[Filters]) -> None:
    _current.set(view)


def current(_: type[F]) -> View[F]:
    """The view of the page that is running, with the filters that its registry entry names."""
    return cast(View[F], _current.get())
