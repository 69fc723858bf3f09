"""What pages keep of their HTML: never another page's, another version's or another view's, and no more than a size."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest

from dashboard.ui.kept import Kept


def made(*texts: str) -> Iterator[str]:
    yield from texts


def test_a_text_is_made_once_for_each_key() -> None:
    kept, said = Kept(), made("one", "two", "three")
    assert [kept.text(key, lambda: next(said)) for key in ("a", "b", "a", ("a",), "b")] == [
        "one",
        "two",
        "one",
        "three",
        "two",
    ]


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept = Kept(most=6)
    asked = [kept.text(key, lambda key=key: key * 3) for key in ("a", "b", "a", "c")]
    assert asked == ["aaa", "bbb", "aaa", "ccc"]
    again = made("new")
    assert kept.text("a", lambda: next(again)) == "aaa"
    assert kept.text("b", lambda: next(again)) == "new"


def test_a_text_larger_than_all_room_is_given_and_not_kept() -> None:
    kept = Kept(most=2)
    assert [kept.text("a", lambda: "long") for _ in range(2)] == ["long", "long"]
    assert kept._size == 0


def test_those_who_ask_at_once_wait_for_one_who_makes_it() -> None:
    kept, times, all_there = Kept(), made("first", "second"), Barrier(8)

    def make() -> str:
        sleep(0.05)
        return next(times)

    def ask(_: int) -> str:
        all_there.wait()
        return kept.text("a", make)

    with ThreadPoolExecutor(8) as visitors:
        assert set(visitors.map(ask, range(8))) == {"first"}


def test_what_is_made_twice_after_all_is_counted_once() -> None:
    """Where the first maker fails, one who waited and one who came later may both make it."""
    kept = Kept()
    for _ in range(2):
        kept._keep("a", "text")
    assert kept._size == len("text")


def test_what_fails_is_not_kept() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.text("a", lambda: str(1 / 0))
    assert kept.text("a", lambda: "whole") == "whole"
