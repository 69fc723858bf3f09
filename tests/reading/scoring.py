"""What a draft found against what a report holds: sets of plain facts by table, and precision and recall of them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dashboard.exchange.reading.draft import Draft, DraftRow
from dashboard.exchange.reading.words import letters, number

Facts = dict[str, set[tuple[Any, ...]]]
ROLES = {
    "income_statement": ("label_sv", ("actual", "budget", "deviation")),
    "unit_deviations": ("unit_sv", ("deviation",)),
    "investments": ("type_sv", ("planned", "decided", "outcome_earlier_decisions", "outcome_year_decisions", "outcome_total")),
    "growth_grant": ("action_sv", ("budget", "decided", "paid")),
}  # fmt: skip


def value(row: DraftRow, column: str) -> Any:
    return row[column].value if column in row else None


def text(said: object) -> str:
    return " ".join(str(said or "").split())


def found(draft: Draft) -> Facts:
    """The facts of a draft."""
    tables = draft.tables
    perspective = {value(r, "perspective_id"): text(value(r, "name_sv")) for r in tables.get("perspectives", [])}
    goal = {value(r, "goal_id"): text(value(r, "name_sv")) for r in tables.get("goals", [])}
    factor = {value(r, "factor_id"): text(value(r, "name_sv")) for r in tables.get("success_factors", [])}
    facts: Facts = {
        "perspectives": {(name,) for name in perspective.values()},
        "goals": {
            (perspective[value(r, "perspective_id")], text(value(r, "name_sv")), str(value(r, "status")))
            for r in tables.get("goals", [])
        },
        "success_factors": {
            (goal[value(r, "goal_id")], text(value(r, "name_sv"))) for r in tables.get("success_factors", [])
        },
        "companies": {(text(value(r, "name")),) for r in tables.get("companies", [])},
    }
    measures = [(factor[value(r, "factor_id")], text(value(r, "name_sv")), r) for r in tables.get("measures", [])]
    facts["measures"] = {(f, str(value(r, "kind")), n, text(value(r, "target_text"))) for f, n, r in measures}
    facts["statuses"] = {
        (f, n, str(value(r, "status")), str(value(r, "status_basis")))
        for f, n, r in measures
        if value(r, "status") != "unknown"
    }
    facts["trends"] = {(f, n, str(value(r, "trend"))) for f, n, r in measures if value(r, "trend") != "unknown"}
    facts["passages"] = {(f, n, start(r["outcome_text_sv"].said)) for f, n, r in measures if r["outcome_text_sv"].said}
    for table, (label, roles) in ROLES.items():
        facts[table] = {
            (label_of(value(r, label)), role, Decimal(str(value(r, role))))
            for r in tables.get(table, [])
            for role in roles
            if value(r, role) is not None
        }
    facts["footnote marks"] = {
        (table, label_of(value(r, label)), value(r, "footnote"))
        for table, (label, _) in ROLES.items()
        for r in tables.get(table, [])
        if value(r, "footnote")
    }
    facts["footnotes"] = {(value(r, "number"),) for r in tables.get("footnotes", [])}
    facts["euro amounts"] = {tuple(u.text.split(" EUR")[0].rsplit(": ", 1)) for u in draft.unplaced if u.kind == "euro"}
    return facts


def start(said: str) -> str:
    """The first letters of a passage: enough to tell which it is."""
    return letters(said)[:40]


def label_of(said: object) -> str:
    return letters(text(said))


def amount(said: str) -> Decimal:
    made = number(said)
    assert made is not None, said
    return made


def scores(truth: Mapping[str, set[Any]], draft: Mapping[str, set[Any]]) -> dict[str, tuple[int, int, int]]:
    """By table: how many facts are right, how many were found, how many there are."""
    return {
        table: (len(facts & draft.get(table, set())), len(draft.get(table, set())), len(facts))
        for table, facts in truth.items()
    }


def rates(score: tuple[int, int, int]) -> tuple[float, float]:
    """Precision and recall; 1 where there was nothing to find and nothing found."""
    right, got, there = score
    return (right / got if got else float(not there)), (right / there if there else float(not got))
