"""Outcome against target on one line, where both are numbers of the same thing."""

from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from dashboard.i18n import Text
from dashboard.view import fmt

MARGIN = Decimal("1.15")


def draw(t: Text, measure: dict[str, Any]) -> Markup:
    """An HTML bar for the outcome with a line at the target, from zero; empty where a number is missing."""
    target, outcome = measure["target_value"], measure["outcome_value"]
    if target is None or outcome is None or min(target, outcome) < 0 or max(target, outcome) == 0:
        return Markup("")
    full = max(target, outcome) * MARGIN
    if measure["target_unit"] == "procent":
        full = max(full, Decimal(100)) if max(target, outcome) <= 100 else full
    said = {
        "outcome": t("bullet.outcome", value=_amount(t, outcome, measure["outcome_unit"])),
        "target": t("bullet.target", value=_amount(t, target, measure["target_unit"])),
    }
    return Markup(
        '<div class="bullet" role="img" aria-label="{label}"><div class="bullet-track">'
        '<span class="bullet-value {status}" style="width:{value}%"></span>'
        '<span class="bullet-target" style="left:{line}%"></span></div>'
        '<p class="bullet-legend"><span>{outcome}</span> <span class="src">{target}</span></p></div>'
    ).format(
        label=f"{said['outcome']}. {said['target']}.", status=escape(measure["status"]),
        value=f"{outcome / full * 100:.1f}", line=f"{target / full * 100:.1f}", **said,
    )  # fmt: skip


def _amount(t: Text, value: Decimal, unit: str | None) -> str:
    if unit == "procent":
        return fmt.percent(value, t.lang)
    return f"{fmt.number(value, t.lang)} {t.unit(unit, value)}".strip()
