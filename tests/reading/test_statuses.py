"""A status is proposed only where a mark or the report's own words carry it."""

import pytest

from dashboard.exchange.reading.model import Arrow, Colour, Mark
from dashboard.exchange.reading.statuses import according_to_plan, from_cell, from_marks, from_words, trend_from_marks


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Antalet ökade. Målet är uppnått.", "achieved"),
        ("Målet har uppnåtts under året.", "achieved"),
        ("Den samlade bedömningen är att målet är delvis uppnått för året.", "partly"),
        ("Målet är alltså inte uppnått.", "not_achieved"),
        ("Verksamheten når inte målet.", "not_achieved"),
        ("Målet nås ej.", "not_achieved"),
        ("Metoden är delvis införd i enheten.", "partly"),
        ("Målet är inte helt uppnått.", None),
        ("Det blir svårt att nå målet.", None),
        ("Om målet är uppnått vet vi nästa år.", None),
        ("Målet är nästan uppnått.", None),
        ("Målet är uppnått. För kvinnor är målet inte uppnått.", None),
        ("Arbetet fortsätter.", None),
    ],
)
def test_words_that_carry_a_status(said: str, code: str | None) -> None:
    found = from_words(said)
    assert (found and found.code) == code
    assert found is None or (found.basis == "stated" and found.carrier in said)


def test_a_mark_gives_a_status_and_its_colour_is_what_carries_it() -> None:
    found = from_marks([Mark(Colour.YELLOW)])
    assert found and (found.code, found.basis, found.sure, found.carrier) == ("partly", "reported", True, "mark:yellow")


@pytest.mark.parametrize(
    "marks", [[], [Mark(Colour.OTHER)], [Mark(Colour.GREEN), Mark(Colour.RED)], [Mark(None, Arrow.UP)]]
)
def test_marks_that_say_nothing_give_nothing(marks: list[Mark]) -> None:
    assert from_marks(marks) is None


def test_an_unclear_mark_is_to_be_checked() -> None:
    found = from_marks([Mark(Colour.RED, clear=False)])
    assert found and not found.sure


@pytest.mark.parametrize(("arrow", "code"), [(Arrow.UP, "better"), (Arrow.RIGHT, "unchanged"), (Arrow.DOWN, "worse")])
def test_arrows_are_trends(arrow: Arrow, code: str) -> None:
    found = trend_from_marks([Mark(None, arrow)])
    assert found and (found.code, found.basis) == (code, "reported")


def test_words_in_a_status_cell() -> None:
    assert (said := from_cell("Delvis uppnått")) and said.code == "partly"
    assert from_cell("Se nedan") is None


@pytest.mark.parametrize(
    ("said", "yes"),
    [("Verksamheten löper enligt plan.", True), ("Verksamheten löper på enligt plan.", True), ("Bolaget fortsätter sitt arbete enligt plan.", True),
     ("Verksamheten löper inte enligt plan.", False), ("En ny plan antogs.", False)],
)  # fmt: skip
def test_a_company_that_goes_according_to_plan(said: str, yes: bool) -> None:
    assert bool(according_to_plan(said)) is yes
