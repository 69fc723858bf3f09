"""Numbers and dates for people: what is formatted can be read back, whatever the number."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import LANGS, Lang
from dashboard.view import fmt

HALVES = st.integers(-(10**6), 10**6).map(lambda n: Decimal(n) / 20)
"""Multiples of 0.05, where the ways of rounding differ."""
NUMBERS = st.one_of(st.decimals(min_value=-(10**12), max_value=10**12, places=4), HALVES)
LANG = st.sampled_from(LANGS)


def read(said: str, lang: Lang) -> Decimal:
    """The number that a formatted text says."""
    group, point = {"sv": ("\u00a0", ","), "en": (",", ".")}[lang]
    return Decimal(said.replace(group, "").replace(point, ".").replace("\u2212", "-"))


@given(NUMBERS, LANG, st.integers(0, 4), st.booleans())
def test_a_number_reads_back_rounded_half_away_from_zero(value: Decimal, lang: Lang, decimals: int, sign: bool) -> None:
    said = fmt.number(value, lang, decimals, sign)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert read(said, lang) == rounded
    assert ("\u2212" in said) == (rounded < 0)
    assert ("+" in said) == (sign and rounded > 0)
    assert said.lstrip("+\u2212")[0].isdigit()
    assert "-" not in said


@given(NUMBERS, LANG)
def test_a_number_keeps_the_decimals_that_it_has(value: Decimal, lang: Lang) -> None:
    assert read(fmt.number(value, lang), lang) == value


@given(st.integers(-(10**15), 10**15), LANG)
def test_a_whole_number_has_no_decimals_and_groups_of_three(value: int, lang: Lang) -> None:
    said = fmt.number(value, lang)
    assert read(said, lang) == value
    groups = said.lstrip("\u2212").split({"sv": "\u00a0", "en": ","}[lang])
    assert 1 <= len(groups[0]) <= 3
    assert all(len(group) == 3 for group in groups[1:])


@given(NUMBERS)
def test_data_have_a_decimal_point_an_ascii_minus_and_no_trailing_zeros(value: Decimal) -> None:
    said = fmt.plain(value)
    assert Decimal(said) == value
    assert set(said) <= set("-0123456789.")
    assert not said.endswith(".")
    assert "." not in said or not said.endswith("0")


@pytest.mark.parametrize(
    ("value", "decimals", "sign", "sv", "en"),
    [
        ("1234567.5", 1, False, "1\u00a0234\u00a0567,5", "1,234,567.5"),
        ("-417.3", 1, False, "\u2212417,3", "\u2212417.3"),
        ("0.05", 1, False, "0,1", "0.1"),
        ("0.25", 1, False, "0,3", "0.3"),
        ("2.5", 0, False, "3", "3"),
        ("-2.5", 0, False, "\u22123", "\u22123"),
        ("-0.04", 1, False, "0,0", "0.0"),
        ("-0.04", 1, True, "0,0", "0.0"),
        ("0.04", 1, True, "0,0", "0.0"),
        ("-0.0", 1, True, "0,0", "0.0"),
        ("12.1", 1, True, "+12,1", "+12.1"),
        ("999.96", 1, False, "1\u00a0000,0", "1,000.0"),
        ("1E+3", None, False, "1\u00a0000", "1,000"),
        ("12.3400", None, False, "12,34", "12.34"),
        ("-3018", 0, True, "\u22123\u00a0018", "\u22123,018"),
    ],
)
def test_numbers(value: str, decimals: int | None, sign: bool, sv: str, en: str) -> None:
    assert fmt.number(Decimal(value), "sv", decimals, sign) == sv
    assert fmt.number(Decimal(value), "en", decimals, sign) == en


def test_missing_is_a_dash_and_never_nought() -> None:
    for lang in LANGS:
        assert fmt.number(None, lang) == fmt.percent(None, lang) == "\u2013"


@pytest.mark.parametrize(
    ("value", "sv", "en"), [(80, "80\u00a0%", "80%"), (Decimal("-0.5"), "\u22120,5\u00a0%", "\u22120.5%")]
)
def test_per_cent(value: Decimal, sv: str, en: str) -> None:
    assert (fmt.percent(value, "sv"), fmt.percent(value, "en")) == (sv, en)


@pytest.mark.parametrize(
    ("date", "precision", "sv", "en"),
    [
        (dt.date(2018, 8, 23), "day", "23 augusti 2018", "23 August 2018"),
        (dt.date(2018, 8, 1), "month", "augusti 2018", "August 2018"),
        (dt.date(2018, 1, 1), "year", "2018", "2018"),
        (dt.date(2018, 3, 1), "season", "våren 2018", "spring 2018"),
        (dt.date(2018, 6, 1), "season", "sommaren 2018", "summer 2018"),
        (dt.date(2018, 9, 1), "season", "hösten 2018", "autumn 2018"),
        (dt.date(2018, 12, 1), "season", "vintern 2018", "winter 2018"),
        (dt.date(2018, 1, 1), "season", "vintern 2018", "winter 2018"),
    ],
)
def test_a_date_is_no_more_exact_than_its_source(date: dt.date, precision: str, sv: str, en: str) -> None:
    assert fmt.date(date, precision, "sv") == sv
    assert fmt.date(date, precision, "en").lower() == en.lower()


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(["day", "month", "season", "year"]), LANG)
def test_every_date_has_words_with_its_year_and_nothing_finer(date: dt.date, precision: str, lang: Lang) -> None:
    said = fmt.date(date, precision, lang)
    assert said.endswith(str(date.year))
    assert len(said.split()) == {"day": 3, "month": 2, "season": 2, "year": 1}[precision]


def test_without_a_date_it_says_so() -> None:
    assert fmt.date(None, None, "sv") == "utan datum"
    assert fmt.date(None, None, "en")
