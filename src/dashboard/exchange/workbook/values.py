"""What a cell means, by the type and the unit of its column; or why that cannot be said.

A number may be written as people in Sweden write it (`1 234,5`, `−3`, `16 %`, `1 234,5 tkr`); a unit must be the
column's own.  What could be read in two ways is refused with both readings, never guessed.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from dashboard.errors import Named
from dashboard.exchange.workbook.layout import Field, code_key, codes_by_name, folded

SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
MINUS = dict.fromkeys(map(ord, "\u2212\u2013"), "-")
"""The true minus, and the dash that stands for it in much Swedish text."""
NUMBER = re.compile(
    r"(?P<sign>[-+]?) ?(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:(?P<point>[.,])(?P<part>[0-9]+))?(?P<rest>.*)"
)
DOTTED = re.compile(r"[-+]? ?[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.,])")
"""Could be thousands as well as a decimal point."""
MONEY = {"kr": 0, "tkr": 3, "mnkr": 6, "mdkr": 9}
SAME = {
    "%": "procent", "kronor": "kr", "sek": "kr", "tusen kronor": "tkr", "mkr": "mnkr", "milj kr": "mnkr",
    "miljoner kronor": "mnkr", "miljarder kronor": "mdkr", "eur": "euro", "€": "euro",
}  # fmt: skip
"""Other ways to write a unit."""
PLAIN_TEXT = ("General", "@", "0")


class Unclear(Exception):
    """A cell that does not say what it means: key and parameters of a `problem.*` text."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key, self.params = key, params


@dataclass(frozen=True)
class Cell:
    """What a cell holds: kind as in `cells`, and the number format that it is shown in."""

    kind: Literal["n", "s", "d", "b", "e"]
    value: str
    shape: str = "General"

    @property
    def percent(self) -> bool:
        """Whether it shows a hundred times what it holds; a percent sign in quotes does not count."""
        return self.kind == "n" and "%" in re.sub(r'"[^"]*"|\\.', "", self.shape)


def value(cell: Cell, field: Field, unit: str | None) -> Any:
    """What a cell of a column says: text, whole number, number, date or code; None where it is empty.

    `unit` is the unit that the number is in.  Raises Unclear.
    """
    if cell.kind == "e":
        raise Unclear("error_cell")
    if cell.kind == "b":
        raise Unclear("boolean_cell")
    said = cell.value
    if cell.kind == "s":
        said = clean(cell.value)
        if not said:
            return None
    if field.kind in ("number", "integer"):
        return _number(cell, said, field, unit)
    if field.kind == "date":
        return _date(cell, said)
    return _code(said, field) if field.kind == "code" else field.meant(_text(cell, said))


def clean(said: str) -> str:
    """The text without spaces around it.  Raises Unclear for line breaks and for characters that cannot be seen."""
    said = said.strip()
    if re.search(r"[\r\n\u2028\u2029]", said):
        raise Unclear("line_break")
    bad = next((c for c in said if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn")), None)
    if bad is not None:
        raise Unclear("control", code=f"U+{ord(bad):04X}")
    return said


def _text(cell: Cell, said: str) -> str:
    if cell.kind == "d":
        raise Unclear("date_in_text")
    if cell.kind == "n" and (cell.shape not in PLAIN_TEXT or "." in said or "e" in said):
        raise Unclear("number_in_text")  # it is shown otherwise than it is held
    return said


def _code(said: str, field: Field) -> str:
    assert field.codes is not None
    found = codes_by_name(field.codes).get(folded(str(said)))
    if found is None:
        raise Unclear("choice", expected=Named(tuple(code_key(c) for c in field.codes)))
    return str(found)


def _date(cell: Cell, said: str) -> dt.date:
    if cell.kind == "n":
        raise Unclear("date_as_number")
    if cell.kind == "d":
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T00:00:00)?", said):
            raise Unclear("date_with_time")
        said = said[:10]
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said):
            return dt.date.fromisoformat(said)
    except ValueError:
        pass
    raise Unclear("date_written")


def _number(cell: Cell, said: str, field: Field, unit: str | None) -> Decimal | int:
    if cell.kind == "d":
        raise Unclear("date_in_number")
    found = Decimal(said) if cell.kind == "n" else _written(said, unit)
    if cell.percent:
        if unit != "procent":
            raise Unclear("other_unit", unit="%", expected=unit or "–")
        found = Decimal(f"{(found * 100).normalize():f}")
    elif cell.kind == "n" and field.name.endswith("_pct") and 0 < abs(found) < 1:
        raise Unclear("share_or_percent", percent=_swedish(found * 100), printed=_swedish(found))
    if field.kind == "integer":
        if found != found.to_integral_value() or abs(found) > 10**9:
            raise Unclear("integer")
        return int(found)
    return found


def _written(said: str, unit: str | None) -> Decimal:
    """A number written as text, in the unit that the column has."""
    said = re.sub(" +", " ", said.translate(SPACES | MINUS))
    dotted = DOTTED.match(said)
    if dotted and not re.match(r"[-+]? ?0", said):
        if dotted[0].count(".") > 1:
            raise Unclear("dotted", thousands=dotted[0].replace(".", "\u00a0"))
        raise Unclear("ambiguous", thousands=dotted[0].replace(".", "\u00a0"), decimal=dotted[0].replace(".", ","))
    match = NUMBER.fullmatch(said)
    if match is None or not re.fullmatch(r"|[ a-zåäö%€].*", match["rest"], re.IGNORECASE):
        raise Unclear("number_written")
    sign = "-" if match["sign"] == "-" else ""
    found = Decimal(f"{sign}{match['whole'].replace(' ', '')}.{match['part'] or 0}")
    if match["rest"].strip():
        _same_unit(found, match["rest"].strip(), unit)
    return found


def _same_unit(found: Decimal, written: str, unit: str | None) -> None:
    key = SAME.get(folded(written), folded(written))
    if re.search("[0-9]", key):
        raise Unclear("number_written")
    if unit is None:
        raise Unclear("unit_missing", unit=written)
    if key == unit.casefold():
        return
    if key in MONEY and unit in MONEY:
        there = found.scaleb(MONEY[key] - MONEY[unit])
        raise Unclear("other_money", unit=key, expected=unit, converted=_swedish(there))
    raise Unclear("other_unit", unit=written, expected=unit)


def _swedish(number: Decimal) -> str:
    """A number as it may be written in a cell."""
    said = f"{number:f}"
    return (said.rstrip("0").rstrip(".") if "." in said else said).replace(".", ",").replace("-", "\u2212")


def unit_in(field: Field, row: Mapping[str, Any]) -> str | None:
    """The unit that a number of a row is in: the column's own, or what the row says in its unit column."""
    said = field.unit if field.unit_column is None else row.get(field.unit_column)
    return SAME.get(folded(said), said) if isinstance(said, str) else None
