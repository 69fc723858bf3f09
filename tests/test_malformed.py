"""Workbooks that are not as they should be: each kind has its own sentence with its place, and nothing crashes or hangs.

The long form, with a thousand files and more, is `bench/malformed.py`.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from conftest import INVENTED
from malformed import BAD_VALUES, edited, hand_made, mutated

from dashboard.errors import RefusedError
from dashboard.exchange import plan
from dashboard.exchange.incoming import read_workbook
from dashboard.exchange.workbook import carry
from dashboard.exchange.workbook.template import template
from dashboard.i18n import LANGS, text
from dashboard.store.load import load

AT = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def good() -> bytes:
    return template(carry.records(load(INVENTED), 2099, 2099), 2099, 2099, text("sv"), AT)


def refused(content: bytes) -> RefusedError:
    """The refusal, whose every problem has a place and a sentence in both languages."""
    came = read_workbook("fil.xlsx", content)
    error = RefusedError(came.problems, came.name)
    for lang in LANGS:
        first, *said = error.say(text(lang)).split("\n")
        assert first.startswith("fil.xlsx")
        assert len(said) >= len(error.problems) > 0
    for problem in error.problems:
        assert problem.place.startswith("fil.xlsx") or "!" in problem.place or problem.cell == ""
        assert "{" not in problem.say(text("sv")).replace(str(problem.value), "")
    return error


def test_every_kind_is_refused_with_its_own_sentence(good: bytes) -> None:
    wrong = []
    for key, what, content in hand_made(good):
        found = {p.key for p in refused(content).problems}
        if key not in found:
            wrong.append((what, key, sorted(found)))
    assert wrong == []


def test_all_bad_cells_are_named_at_once(good: bytes) -> None:
    def spoil(book: object) -> None:
        for line, value in enumerate(BAD_VALUES, start=4):
            book["Uppgifter"].cell(line, 8).value = value  # type: ignore[index]

    error = refused(edited(good, spoil))
    named = {p.place for p in error.problems if p.key != "heading_missing"}
    assert {f"Uppgifter!H{line}" for line in range(4, 4 + len(BAD_VALUES))} <= named


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_workbook_is_read_or_refused(good: bytes, seed: int) -> None:
    what, content = mutated(good, seed)
    incoming = read_workbook("fil.xlsx", content)
    if incoming.problems:
        refused(content)
    else:
        assert incoming.year is not None, what


def test_what_lies_between_rows_is_said_in_the_words_of_the_sheets(good: bytes, tmp_path: Path) -> None:
    def spoil(book: Any) -> None:
        book["Mått"]["S4"] = "Delvis uppnått"
        book["Mått"]["C5"] = "finns-inte"
        book["Mått"]["T6"] = "Underlag saknas"

    came = read_workbook("fil.xlsx", edited(good, spoil))
    with pytest.raises(RefusedError) as caught:
        plan.plan(tmp_path / "out", INVENTED, came)
    assert [problem.say(text("sv")) for problem in caught.value.problems] == [
        "Mått!C5: finns inte i tabellen Framgångsfaktorer (fick finns-inte)",
        "Mått!S4: regeln ger en annan bedömning: Uppnått (fick Delvis uppnått)",
        "Mått!T6: grunden ”Underlag saknas” hör ihop med ”Bedömning saknas”, och bara med den (fick Underlag saknas)",
    ]


def test_sums_and_unreadable_cells_are_said_together(good: bytes, tmp_path: Path) -> None:
    def spoil(book: Any) -> None:
        book["Avvikelser"]["D4"] = -9000
        book["Mått"]["L4"] = "tjugo"

    came = read_workbook("fil.xlsx", edited(good, spoil))
    with pytest.raises(RefusedError) as caught:
        plan.plan(tmp_path / "out", INVENTED, came)
    assert [problem.place for problem in caught.value.problems] == ["Mått!L4", "Avvikelser!D6"]
    assert "Fynd" in caught.value.problems[1].say(text("sv"))
