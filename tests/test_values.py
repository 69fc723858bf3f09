"""What a cell means: Swedish numbers with units, per cent, dates, codes; and what is refused because it is not clear."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exchange.workbook.layout import all_fields
from dashboard.exchange.workbook.values import Cell, Unclear, value

NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"
FIELDS = {
    "mnkr": (all_fields("income_statement")["actual"], "mnkr"),
    "tkr": (all_fields("unit_deviations")["deviation"], "tkr"),
    "procent": (all_fields("eu_programmes")["eu_share_pct"], "procent"),
    "figure": (all_fields("figures")["value"], "procent"),
    "no unit": (all_fields("measures")["target_value"], None),
    "page": (all_fields("goals")["page"], None),
    "status": (all_fields("goals")["status"], None),
    "date": (all_fields("railway_events")["date"], None),
    "text": (all_fields("goals")["name_sv"], None),
}


def said(cell: Cell, of: str) -> Any:
    return value(cell, *FIELDS[of])


@pytest.mark.parametrize(
    ("of", "written", "meant"),
    [
        ("mnkr", "439,2", "439.2"), ("mnkr", f"{MINUS}11,5", "-11.5"), ("mnkr", "–11,5", "-11.5"), ("mnkr", "-11.5", "-11.5"),
        ("mnkr", "+3", "3"), ("tkr", f"1{NBSP}234,5 tkr", "1234.5"), ("tkr", f"{MINUS} 1{NARROW}234", "-1234"),
        ("tkr", "1 234 567", "1234567"), ("tkr", "1234 TKR", "1234"), ("mnkr", "7 miljoner kronor", "7"),
        ("procent", "16 %", "16"), ("procent", f"16,5{NBSP}procent", "16.5"), ("figure", "16%", "16"),
        ("mnkr", "0.234", "0.234"), ("mnkr", "1.5", "1.5"), ("mnkr", "1234.567", "1234.567"), ("mnkr", "1,234", "1.234"),
        ("page", "12", "12"), ("page", f" 12{NBSP}", "12"),
    ],
)  # fmt: skip
def test_a_number_as_people_write_it(of: str, written: str, meant: str) -> None:
    assert said(Cell("s", written), of) == Decimal(meant)


@pytest.mark.parametrize(
    ("of", "cell", "key", "params"),
    [
        ("mnkr", Cell("s", "1.234"), "ambiguous", {"thousands": f"1{NBSP}234", "decimal": "1,234"}),
        ("tkr", Cell("s", "-12.345 tkr"), "ambiguous", {"thousands": f"-12{NBSP}345", "decimal": "-12,345"}),
        ("mnkr", Cell("s", "1.234.567"), "dotted", {"thousands": f"1{NBSP}234{NBSP}567"}),
        ("mnkr", Cell("s", "1.234,5"), "number_written", {}),
        ("mnkr", Cell("s", "1,234.5"), "number_written", {}),
        ("mnkr", Cell("s", "12 34"), "number_written", {}),
        ("mnkr", Cell("s", "ca 13"), "number_written", {}),
        ("mnkr", Cell("s", "5–7"), "number_written", {}),
        ("mnkr", Cell("s", "–"), "number_written", {}),
        ("mnkr", Cell("s", "1e5"), "number_written", {}),
        ("mnkr", Cell("s", "٣"), "number_written", {}),
        ("mnkr", Cell("s", "1 234,5 tkr"), "other_money", {"unit": "tkr", "expected": "mnkr", "converted": "1,2345"}),
        ("tkr", Cell("s", "1,5 mnkr"), "other_money", {"unit": "mnkr", "expected": "tkr", "converted": "1500"}),
        ("tkr", Cell("s", "16 %"), "other_unit", {"unit": "%", "expected": "tkr"}),
        ("no unit", Cell("s", "16 %"), "unit_missing", {"unit": "%"}),
        ("procent", Cell("n", "0.16"), "share_or_percent", {"percent": "16", "printed": "0,16"}),
        ("mnkr", Cell("n", "0.16", "0%"), "other_unit", {"unit": "%", "expected": "mnkr"}),
        ("page", Cell("n", "8.5"), "integer", {}),
        ("mnkr", Cell("d", "2021-05-01T00:00:00"), "date_in_number", {}),
        ("mnkr", Cell("b", "True"), "boolean_cell", {}),
        ("text", Cell("e", "#REF!"), "error_cell", {}),
        ("text", Cell("n", "0.24"), "number_in_text", {}),
        ("text", Cell("n", "1234", "#,##0"), "number_in_text", {}),
        ("text", Cell("d", "2021-05-01T00:00:00"), "date_in_text", {}),
        ("text", Cell("s", "a\nb"), "line_break", {}),
        ("text", Cell("s", "a\u202eb"), "control", {"code": "U+202E"}),
        ("text", Cell("s", "a\x00b"), "control", {"code": "U+0000"}),
        ("date", Cell("n", "44000"), "date_as_number", {}),
        ("date", Cell("d", "2021-05-01T12:00:00"), "date_with_time", {}),
        ("date", Cell("s", "1 maj 2021"), "date_written", {}),
        ("date", Cell("s", "2021-02-30"), "date_written", {}),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_refused_with_its_readings(of: str, cell: Cell, key: str, params: dict[str, str]) -> None:
    with pytest.raises(Unclear) as caught:
        said(cell, of)
    assert (caught.value.key, caught.value.params) == (key, params)


@pytest.mark.parametrize(
    ("of", "cell", "meant"),
    [
        ("procent", Cell("n", "0.16", "0%"), Decimal(16)),
        ("figure", Cell("n", "0.165", "0.0%"), Decimal("16.5")),
        ("procent", Cell("n", "16", '0" %"'), Decimal(16)),
        ("figure", Cell("n", "0.5"), Decimal("0.5")),
        ("page", Cell("n", "8"), 8),
        ("text", Cell("n", "8"), "8"),
        ("text", Cell("s", " två  ord "), "två  ord"),
        ("text", Cell("s", " \u00a0 "), None),
        ("mnkr", Cell("s", ""), None),
        ("status", Cell("s", "Delvis uppnått"), "partly"),
        ("status", Cell("s", "delvis  uppnått "), "partly"),
        ("status", Cell("s", "Partly achieved"), "partly"),
        ("status", Cell("s", "partly"), "partly"),
        ("date", Cell("d", "2021-05-01T00:00:00"), dt.date(2021, 5, 1)),
        ("date", Cell("s", "2021-05-01"), dt.date(2021, 5, 1)),
    ],
)
def test_what_a_cell_holds(of: str, cell: Cell, meant: object) -> None:
    assert said(cell, of) == meant


@given(
    number=st.decimals(-(10**9), 10**9, allow_nan=False, places=4),
    minus=st.sampled_from("-−–"),
    space=st.sampled_from(["", " ", NBSP, NARROW]),
    unit=st.sampled_from(["", "mnkr", " mnkr", f"{NBSP}mnkr", " MNKR"]),
)
def test_every_way_to_write_a_number_gives_that_number(number: Decimal, minus: str, space: str, unit: str) -> None:
    whole, _, part = f"{abs(number):,.4f}".partition(".")
    written = (minus if number < 0 else "") + whole.replace(",", space) + "," + part + unit
    assert said(Cell("s", written), "mnkr") == number


@given(written=st.text(st.sampled_from("0123456789 .,-−%tkrmn\u00a0e")))
def test_a_number_is_never_misread(written: str) -> None:
    """Whatever is accepted has the digits that stand there, in order, and the sign that stands there."""
    try:
        found = said(Cell("s", written), "mnkr")
    except Unclear:
        return
    if found is None:
        assert not written.strip()
        return
    digits = [c for c in written if c.isdigit()]
    part = written.replace(".", ",").partition(",")[2]
    assert int("".join(digits)) == abs(found).scaleb(sum(c.isdigit() for c in part))
    assert (found < 0) == (written.strip()[0] in "-−" and any(d != "0" for d in digits))
    assert "." not in written or "," not in written


@given(
    cell=st.builds(
        Cell,
        st.sampled_from("nsdbe"),
        st.one_of(st.text(), st.decimals(allow_nan=False, allow_infinity=False).map(str)),
        st.sampled_from(["General", "0%", "@", "#,##0", '0" %"']),
    ),
    of=st.sampled_from(sorted(FIELDS)),
)
def test_any_cell_is_understood_or_refused(cell: Cell, of: str) -> None:
    if cell.kind == "n":
        try:
            Decimal(cell.value)
        except ArithmeticError:
            return
    try:
        said(cell, of)
    except Unclear as unclear:
        assert unclear.key
