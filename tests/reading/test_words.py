"""Small rules of Swedish text: hyphens, numbers, dates, names that are alike."""

import datetime as dt
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exchange.reading.words import alike, dates, join, number, sentences, slug, trailing_numbers, vocabulary

KNOWN = frozenset({"eu-nivå", "styrmått", "e-arkiv", "skola-veckan", "länstransportplan"})


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Antal styr-", "mått för länet"], "Antal styrmått för länet"),
        (["beslut på EU-", "nivå är"], "beslut på EU-nivå är"),
        (["en RUS-", "konferens"], "en RUS-konferens"),
        (["anslaget 1:1-", "medel"], "anslaget 1:1-medel"),
        (["anslag 1:1", "Regionalt"], "anslag 1:1 Regionalt"),
        (["plan-", "och bygglov"], "plan- och bygglov"),
        (["kultur- ", "eller fritid"], "kultur- eller fritid"),
        (["sträckan Umeå-", "Luleå"], "sträckan Umeå-Luleå"),
        (["åren 2021-", "2027"], "åren 2021-2027"),
        (["den 2021-06-", "03"], "den 2021-06-03"),
        (["Skapande skola-", "veckan"], "Skapande skola-veckan"),
        (["införa e-", "arkiv"], "införa e-arkiv"),
        (["män/", "kvinnor"], "män/kvinnor"),
        (["ett 400-", "årsjubileum"], "ett 400-årsjubileum"),
        (["   flera  ", "", "ord "], "flera ord"),
    ],
)
def test_lines_are_joined_as_a_reader_would(lines: list[str], said: str) -> None:
    assert join(lines, KNOWN) == said


def test_a_word_that_was_cut_without_a_hyphen_is_put_together_where_it_is_printed_whole() -> None:
    known = vocabulary(["Ett mål för klimatanpassning och till omställningen nu"])
    assert join(["plan för klimatanpassn\u00ad", "ing"], known) == "plan för klimatanpassning"
    assert join(["bidrar till", "omställningen"], known) == "bidrar till omställningen"


def test_the_vocabulary_leaves_out_the_halves_of_divided_words() -> None:
    assert vocabulary(["Antal styr-", "mått i länet"]) == {"antal", "i", "länet"}


@pytest.mark.parametrize(
    ("said", "value"),
    [("1 029", D(1029)), ("-10 066", D(-10066)), ("+12,1", D("12.1")), ("2.0", D("2.0")), ("−3,0", D("-3.0")),
     ("2\u00a0107", D(2107)), ("0,0", D(0)), ("SUMMA", None), ("1 0", None), ("", None)],
)  # fmt: skip
def test_numbers_in_swedish_form(said: str, value: D | None) -> None:
    assert number(said) == value


@given(st.integers(-(10**9), 10**9), st.integers(0, 9))
def test_every_printed_amount_is_read_back(whole: int, tenth: int) -> None:
    assert number(f"{whole:,}".replace(",", " ") + f",{tenth}") == D(f"{whole}.{tenth}")


@pytest.mark.parametrize(
    ("line", "count", "label", "numbers"),
    [
        ("Verksamhetens intäkter 439,2 327,1 +12,1", 3, "Verksamhetens intäkter", ["439,2", "327,1", "+12,1"]),
        ("Varav bidrag 4) -327,7 -308,7 -19", 3, "Varav bidrag 4)", ["-327,7", "-308,7", "-19"]),
        ("Museet 4 401", 1, "Museet", ["4 401"]),
        ("500 500 2 100 500 2 600", 5, "", ["500", "500", "2 100", "500", "2 600"]),
        ("Totalt: 500 500 2 600 500 3 100", 5, "Totalt:", ["500", "500", "2 600", "500", "3 100"]),
        ("Bokslut 2020 12,0 13,0 1,0", 3, "Bokslut 2020", ["12,0", "13,0", "1,0"]),
    ],
)
def test_a_row_is_split_into_label_and_numbers(line: str, count: int, label: str, numbers: list[str]) -> None:
    said, ways = trailing_numbers(line, count)
    assert (said, ways[0]) == (label, numbers)


def test_too_few_numbers_are_no_row() -> None:
    assert trailing_numbers("Summa 12", 3)[1] == []


def test_dates_in_text() -> None:
    said = "Den 19 maj 2021 och 1 april samt (2021-06-03), inte 31 februari 2021."
    assert [d for d, _ in dates(said)] == [dt.date(2021, 5, 19), dt.date(2021, 6, 3)]
    assert [d for d, _ in dates(said, 2020)] == [dt.date(2021, 5, 19), dt.date(2020, 4, 1), dt.date(2021, 6, 3)]


def test_names_that_are_alike() -> None:
    assert alike("Antal insatser för ökad service", "Antal insatser för ökad service (enligt plan)") > 0.9
    assert alike("Framtagning Strukturbild Länet", "Framtagning strukturbild") > 0.9
    assert alike("Antal kommuner", "Andel inköp") < 0.8
    assert alike("", "x") == 0


def test_ids_are_the_projects_own_kind() -> None:
    assert slug("Öka språkförståelsen, å, ä") == "oeka-sprakfoerstaelsen-a-a"
    assert len(slug("mycket " * 30)) <= 60


def test_sentences_end_at_full_stops_only() -> None:
    assert sentences("Det kostar 3,5 mnkr. Nya medel väntas 2022. Klart.") == [
        "Det kostar 3,5 mnkr.", "Nya medel väntas 2022. Klart.",
    ]  # fmt: skip
