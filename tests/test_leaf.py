"""Lists of any length: which pages are offered, and codes of fields that have too many to list."""

import pytest

from dashboard.filters import LISTED, FigureFilters, GoalFilters, Name, Vocabulary, parse
from dashboard.store import queries
from dashboard.store.db import Database
from dashboard.store.queries import Leaf, goals


@pytest.mark.parametrize(
    ("number", "total", "near"),
    [(1, 90, [1]), (1, 150, [1, 2]), (1, 2000, [1, 2, 3, 4, 5, 6, 20]), (10, 2000, [1, *range(5, 16), 20])],
)
def test_the_pages_that_are_offered(number: int, total: int, near: list[int]) -> None:
    assert Leaf((), number, 100, total).near == near


def test_what_is_too_long_is_not_shown_on_one_page() -> None:
    assert Leaf((), 1, 100, queries.WHOLE).whole
    assert not Leaf((), 1, 100, queries.WHOLE + 1).whole


def test_a_field_with_many_codes_lists_the_first_and_asks_for_the_others() -> None:
    asked: list[str] = []

    def ask(_: str, code: str) -> Name | None:
        asked.append(code)
        return Name(code, "Sist", "Last") if code == "x999" else None

    def names(n: int) -> Vocabulary:
        return Vocabulary({"figure": [Name(f"x{i}", f"x{i}", f"x{i}") for i in range(n)]}, ask)

    few, many = names(LISTED), names(LISTED + 1)
    assert (few.is_open("figure"), many.is_open("figure")) == (False, True)
    assert len(few.codes("figure")) == len(many.codes("figure")) == LISTED
    assert not few.knows("figure", "x999") and asked == []
    assert many.knows("figure", "x999") and many.name("figure", "x999", "sv") == "Sist"
    found, refused = parse(FigureFilters, {"figure": ["x999", "nix"]}, many)
    assert found.figure == ("x999",) and [r.value for r in refused] == ["nix"]


def test_pages_of_the_goal_tree_hold_every_measure_once_with_its_factor_and_goal(db: Database) -> None:
    every = queries.table(db, "measures", year=2021)
    seen = []
    for page in range(1, 5):
        tree = goals.tree(db, GoalFilters(year=2021, page_no=str(page)), 10)
        assert {m["factor_id"] for m in tree.leaf.rows} == {x["factor_id"] for x in tree.factors}
        assert {x["goal_id"] for x in tree.factors} == {g["goal_id"] for g in tree.goals}
        assert tree.counts[""]["measures"] == tree.leaf.total == len(every)
        seen += tree.leaf.rows
    assert tuple(seen) == every
