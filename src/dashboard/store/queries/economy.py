"""What the page about money asks: the money tables of a year, which of their cells do not agree, and figures beside."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.models import FindingKind, Related
from dashboard.store.db import Database, Record
from dashboard.store.queries import Rows, leaf, report, table

Cell = tuple[str, str, str]
"""(table, row id, column)."""
GRANT_TEXT = (
    "lansanslag", "lansanslag-kredit", "lansanslag-budget-nya-beslut", "lansanslag-budget-nya-beslut-foeregaende-ar",
)  # fmt: skip
"""Figures that the report's text gives of the grant 1:1, mnkr."""
GRANT_ELSEWHERE = (
    "medel-regional-utveckling-norrbotten", "medel-regional-utveckling-vasterbotten",
    "medel-regional-utveckling-sverige", "regionalt-foeretagsstoed-norrbotten",
    "regionalt-investeringsstoed-norrbotten", "regionalt-investeringsstoed-sverige",
)  # fmt: skip
"""Figures from other sources about the state's money for regional growth, any year."""
REGION_ELSEWHERE = (
    "hela-regionen-arsresultat", "hela-regionen-resultat-mot-budget", "hela-regionen-verksamhetens-resultat",
    "hela-regionen-resultat-april", "hela-regionen-helarsprognos-april",
)  # fmt: skip
"""Figures from other sources about the result of the whole region, of which the board is a small part."""
MONEY_TABLES = ("income_statement", "unit_deviations", "investments", "growth_grant", "footnotes", "board_results")
MEASURES_SHOWN = 20
FIGURES_SHOWN = 60
TRANSPORT = "kollektivtrafikens-ramar"


@dataclass(frozen=True)
class Accounts:
    """The money tables of a year's report, all empty for a year without one.

    `statement` and `grant` are mnkr, `units` (worst first, without the total) and `investments` tkr.
    """

    statement: Rows
    units: Rows
    units_total: Record | None
    investments: Rows
    grant: Rows
    footnotes: Rows
    flags: dict[Cell, list[Record]]
    """Checks that a printed cell did not pass."""
    noted: frozenset[Cell]
    """Cells that an editorial finding is about."""
    remarks: dict[str, list[Record]]
    """The findings of each table."""


def accounts(db: Database, year: int) -> Accounts:
    units = table(db, "unit_deviations", year=year)
    findings = table(db, "findings_of", year=year, table=MONEY_TABLES)
    flags: dict[Cell, list[Record]] = {}
    for check in table(db, "failed_checks", year=year, table=MONEY_TABLES):
        flags.setdefault((check["table"], check["row_id"], check["field"]), []).append(check)
    remarks: dict[str, list[Record]] = {}
    for finding in findings:
        remarks.setdefault(finding["table"], []).append(finding)
    computed = {FindingKind.SUM, FindingKind.ROUNDING}
    return Accounts(
        statement=table(db, "income_statement", year=year),
        units=tuple(sorted((u for u in units if u["unit_id"] != "summa"), key=lambda u: Decimal(u["deviation"]))),
        units_total=next((u for u in units if u["unit_id"] == "summa"), None),
        investments=table(db, "investments", year=year),
        grant=table(db, "growth_grant", year=year),
        footnotes=table(db, "footnotes", year=year),
        flags=flags,
        noted=frozenset((f["table"], f["row_id"], f["field"]) for f in findings if f["kind"] not in computed),
        remarks=remarks,
    )


def budget_measures(db: Database, year: int) -> Rows:
    """The first measures of the year that are about keeping to a budget."""
    return leaf(db, "related_measures", MEASURES_SHOWN, year=year, related=Related.ECONOMY).rows


def measures_per_unit(db: Database, year: int) -> dict[str, int]:
    """How many measures each unit has in a year."""
    return {r["unit_id"]: r["measures"] for r in table(db, "unit_counts", year=year)}


@dataclass(frozen=True)
class Told:
    """Figures, and the filters that give exactly these (for their download)."""

    rows: Rows
    filters: dict[str, Any]


def told(db: Database, **filters: Any) -> Told:
    """Figures of one year, or of all where none is named."""
    rows = leaf(db, "figures", FIGURES_SHOWN, **filters).rows
    return Told(rows, {"year": "", "unit": ""} | filters)


def told_by_report(db: Database, year: int, **filters: Any) -> Told:
    """Figures that the year's own report gives."""
    return told(db, year=year, source=[report(db, year)["source_id"]], **filters)


def told_elsewhere(db: Database, factor: str) -> Told:
    """Figures about a success factor from sources without pages: known beside the report, or after it."""
    sources = [r["source_id"] for r in table(db, "sources_elsewhere", factor=factor)]
    return told(db, factor=[factor], source=sources) if sources else Told((), {})


def grant_text(db: Database, year: int) -> dict[str, Record]:
    """What the report's text says of the grant 1:1, by figure id."""
    return {r["figure_id"]: r for r in table(db, "figures", year=year, figure=GRANT_TEXT)}


def full_years(db: Database) -> list[int]:
    """Years that have an income statement."""
    return sorted({r["year"] for r in table(db, "income_statement")})
