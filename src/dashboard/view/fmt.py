"""Numbers and dates for people.

Swedish: no-break space between thousands, decimal comma, true minus, `80 %`.  English: comma, point, true minus,
`80%`.  Rounding is half away from zero and there is no negative zero.  Locale libraries get the Swedish minus and the
rounding wrong, hence these lines.
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from dashboard.i18n import Lang, text

NBSP, MINUS, DASH = "\u00a0", "\u2212", "\u2013"
GROUP = {"sv": NBSP, "en": ","}
POINT = {"sv": ",", "en": "."}
PERCENT = {"sv": NBSP + "%", "en": "%"}
SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter", 1: "winter"}


def number(value: Decimal | int | None, lang: Lang, decimals: int | None = None, sign: bool = False) -> str:
    """A number with a fixed count of decimals, or with those that it has; missing is an en dash.

    With `sign` a positive number gets a plus.
    """
    if value is None:
        return DASH
    exact = Decimal(value)
    if decimals is None:
        decimals = max(0, -int(exact.normalize().as_tuple().exponent))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, part = f"{abs(rounded):,f}".partition(".")
    shown = whole.replace(",", GROUP[lang]) + (POINT[lang] + part if part else "")
    if rounded < 0:
        return MINUS + shown
    return "+" + shown if sign and rounded > 0 else shown


def percent(value: Decimal | int | None, lang: Lang, decimals: int | None = None, sign: bool = False) -> str:
    """A number of per cent; missing is an en dash."""
    return DASH if value is None else number(value, lang, decimals, sign) + PERCENT[lang]


def date(value: dt.date | None, precision: str | None, lang: Lang) -> str:
    """A date no more exact than its source: `23 augusti 2018`, `augusti 2018`, `sommaren 2018`, `2018`."""
    t = text(lang)
    if value is None:
        return t("date.undated")
    if precision == "year":
        return str(value.year)
    if precision == "season":
        return f"{t('date.season.' + SEASONS[value.month // 3 * 3 or 12])} {value.year}"
    month = t(f"date.month.{value.month}")
    return f"{month} {value.year}" if precision == "month" else f"{value.day} {month} {value.year}"


def plain(value: object) -> str:
    """A number as data: decimal point, ASCII minus, no grouping, no trailing zeros."""
    if isinstance(value, Decimal):
        shown = f"{value:f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown
    return str(value)
