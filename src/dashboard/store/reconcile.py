"""Recomputes what the report adds up.  Every check that is run is kept, agreeing or not.

A mismatch no larger than what rounding of the printed parts can cause is `rounding`.  A larger one is `sum` and must be
explained: either one cell, changed to what the others give, mends every equation that it stands in (at least two), or
an editorial contradiction names it.  The rest fails the build: as likely a typing error of ours as one of the report.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.errors import Problem
from dashboard.models import KEYS, BoardResult, Equation, Finding, FindingKind, IncomeRow, Operation, Row
from dashboard.store.load import Loaded, Placed

Cell = tuple[int, str, str, str]
"""(year, table, row id, column)."""
Term = tuple[Cell, Decimal, Decimal]
"""A cell, the factor that it counts with, and its value."""


@dataclass(frozen=True)
class Check:
    """`printed` at `cell` against `computed` from `terms` (cell, factor, value); they agree within `tolerance`."""

    check_id: str
    cell: Cell
    rule: str
    page: int
    printed: Decimal
    computed: Decimal
    terms: tuple[Term, ...]
    rounding: Decimal
    tolerance: Decimal = Decimal(0)

    @property
    def difference(self) -> Decimal:
        return self.printed - self.computed

    @property
    def agrees(self) -> bool:
        return abs(self.difference) <= self.tolerance


@dataclass(frozen=True)
class Verdict:
    """A check with what explains it: None where it agrees, else the kind and the cell that is at fault."""

    check: Check
    kind: FindingKind | None
    culprit: Cell | None = None
    would_be: Decimal | None = None


def checks(loaded: Loaded) -> tuple[list[Check], list[Problem]]:
    """Every check over the tables, and a problem for each equation that names a cell which does not exist."""
    equations, problems = _equations(loaded)
    return [*_income(loaded), *_totals(loaded), *_boards(loaded), *equations], problems


def judge(found: list[Check], loaded: Loaded) -> tuple[list[Verdict], list[Problem]]:
    """A verdict for each check, and a problem for each mismatch that nothing explains."""
    large = [c for c in found if not c.agrees and abs(c.difference) > c.rounding]
    culprits = _culprits(large, found)
    said = [p.row for p in loaded["findings"] if isinstance(p.row, Finding)]
    named = {(f.year, f.table, f.row_id, f.field) for f in said if f.kind is FindingKind.CROSS_REFERENCE}
    verdicts, unexplained = [], []
    for check in found:
        if check.agrees:
            verdicts.append(Verdict(check, None))
        elif abs(check.difference) <= check.rounding:
            verdicts.append(Verdict(check, FindingKind.ROUNDING))
        else:
            cell, value = next(((c, v) for c, v in culprits.items() if c in _cells(check)), (None, None))
            verdicts.append(Verdict(check, FindingKind.SUM, cell, value))
            if cell is None and not named & _cells(check):
                at, path = _placed(loaded, check.cell), "/".join(check.cell[1:])
                params: dict[str, object] = {"cell": path, "findings": at.word("findings", "sheet.findings")}
                params |= {"printed": check.printed, "computed": check.computed}
                unexplained.append(at.problem(check.cell[3], "unexplained", None, **params))
    return verdicts, unexplained


def _cells(check: Check) -> set[Cell]:
    return {check.cell, *(cell for cell, _, _ in check.terms)}


def _culprits(large: list[Check], found: list[Check]) -> dict[Cell, Decimal]:
    """Cells that, changed to one value, mend at least two large mismatches and break no check."""
    culprits: dict[Cell, Decimal] = {}
    open_ = list(large)
    while open_:
        best: tuple[int, Cell, Decimal] | None = None
        for cell in dict.fromkeys(c for check in open_ for c in sorted(_cells(check))):
            for change in {_change(check, cell) for check in open_ if cell in _cells(check)}:
                touched = [c for c in found if cell in _cells(c)]
                mended = [c for c in touched if abs(c.difference - _effect(c, cell) * change) <= c.rounding]
                gain = sum(c in open_ for c in mended)
                if len(mended) == len(touched) and gain >= 2 and (best is None or gain > best[0]):
                    best = gain, cell, change
        if best is None:
            return culprits
        _, cell, change = best
        culprits[cell] = _value(found, cell) + change
        open_ = [c for c in open_ if cell not in _cells(c)]
    return culprits


def _effect(check: Check, cell: Cell) -> Decimal:
    """How much the difference falls when the cell rises by one."""
    return sum((factor for c, factor, _ in check.terms if c == cell), Decimal(0)) - (cell == check.cell)


def _change(check: Check, cell: Cell) -> Decimal:
    effect = _effect(check, cell)
    return check.difference / effect if effect else Decimal(0)


def _value(found: list[Check], cell: Cell) -> Decimal:
    own = (c.printed for c in found if c.cell == cell)
    return next((v for c in found for place, _, v in c.terms if place == cell), None) or next(own, Decimal(0))


def _placed(loaded: Loaded, cell: Cell) -> Placed:
    """The row of a cell that a check compares, which is there: the check was made from it."""
    year, table, row_id, _ = cell
    rows = (p for p in loaded[table] if str(getattr(p.row, KEYS[table])) == row_id)
    return next(p for p in rows if getattr(p.row, "year", year) == year)


def _check(name: str, cell: Cell, rule: str, row: Row, terms: Iterable[Term], decimals: int) -> Check:
    parts = list(terms)
    printed = Decimal(getattr(row, cell[3]))
    half = Decimal(1).scaleb(-decimals) / 2
    return Check(
        f"{name}-{cell[2]}-{cell[3]}".replace("_", "-"),
        cell, rule, getattr(row, "page", None) or 0, printed, sum((f * v for _, f, v in parts), Decimal(0)),
        tuple(parts), half * (len(parts) + 1),
    )  # fmt: skip


ONE, MINUS = Decimal(1), Decimal(-1)


def _income(loaded: Loaded) -> list[Check]:
    """Mnkr with one decimal: children against parent in each column, and actual - budget in each row."""
    rows = [p.row for p in loaded["income_statement"] if isinstance(p.row, IncomeRow)]
    found = []
    for row in rows:
        children = [r for r in rows if r.year == row.year and r.parent_id == row.row_id]
        for column in ("actual", "budget", "deviation"):
            if children:
                terms = [((r.year, "income_statement", r.row_id, column), ONE, getattr(r, column)) for r in children]
                cell = (row.year, "income_statement", row.row_id, column)
                found.append(_check("children", cell, "children", row, terms, 1))
        cells = [(row.year, "income_statement", row.row_id, c) for c in ("actual", "budget", "deviation")]
        terms = [(cells[0], ONE, row.actual), (cells[1], MINUS, row.budget)]
        found.append(_check("deviation", cells[2], "deviation", row, terms, 1))
    return found


TOTALS: list[tuple[str, str, str, tuple[str, ...], int]] = [
    ("unit_deviations", "unit_id", "summa", ("deviation",), 0),
    ("investments", "type_id", "totalt", (
        "planned", "decided", "outcome_earlier_decisions", "outcome_year_decisions", "outcome_total"), 0),
    ("growth_grant", "action_id", "summa", ("budget", "decided", "paid"), 1),
]  # fmt: skip
"""(table, id column, id of the printed total, summed columns, printed decimals)."""


def _totals(loaded: Loaded) -> list[Check]:
    found = []
    for table, key, total_id, columns, decimals in TOTALS:
        rows = [p.row for p in loaded[table]]
        for year in sorted({getattr(r, "year", 0) for r in rows}):
            own = [r for r in rows if getattr(r, "year", 0) == year]
            total = next((r for r in own if getattr(r, key) == total_id), None)
            parts = [r for r in own if getattr(r, key) != total_id]
            for column in columns if total is not None else ():
                terms = [((year, table, str(getattr(r, key)), column), ONE, getattr(r, column)) for r in parts]
                assert total is not None
                found.append(_check("total", (year, table, total_id, column), "total", total, terms, decimals))
    for placed in loaded["investments"]:
        row = placed.row
        year, type_id = getattr(row, "year", 0), str(getattr(row, "type_id", ""))
        names = ("outcome_earlier_decisions", "outcome_year_decisions")
        terms = [((year, "investments", type_id, n), ONE, getattr(row, n)) for n in names]
        found.append(_check("row", (year, "investments", type_id, "outcome_total"), "row", row, terms, 0))
    return found


def _boards(loaded: Loaded) -> list[Check]:
    """The goals of a period by status add up to the goals in all."""
    found = []
    for placed in loaded["board_results"]:
        row = placed.row
        assert isinstance(row, BoardResult)
        names = ("goals_achieved", "goals_partly", "goals_not_achieved")
        values = [getattr(row, n) for n in names]
        if row.goals_total is not None and None not in values:
            cells = [(row.year, "board_results", row.period, n) for n in names]
            terms = [(cell, ONE, Decimal(v)) for cell, v in zip(cells, values, strict=True)]
            cell = (row.year, "board_results", row.period, "goals_total")
            # Counts are exact, so that no mismatch is rounding.
            found.append(replace(_check("goals", cell, "goals", row, terms, 0), rounding=Decimal(0)))
    return found


def _equations(loaded: Loaded) -> tuple[list[Check], list[Problem]]:
    """Relations between figures of the text and the tables, listed in `equations`."""
    found, problems = [], []
    for placed in loaded["equations"]:
        row = placed.row
        assert isinstance(row, Equation)
        try:
            cell, _, printed, page = _term(loaded, row, row.result)
            terms = [_term(loaded, row, t) for t in row.terms.split()]
            computed = OPERATIONS[row.operation]([f * v for _, f, v, _ in terms])
        except (KeyError, ValueError, TypeError, ArithmeticError, IndexError) as error:
            key = "equation" if isinstance(error, KeyError) else "equation_terms"
            problems.append(placed.problem("terms", key, None, cell=error.args[0] if error.args else ""))
            continue
        found.append(Check(
            row.equation_id, cell, str(row.operation), row.page or page, printed, computed,
            tuple((c, f, v) for c, f, v, _ in terms), rounding=Decimal(0), tolerance=row.tolerance,
        ))  # fmt: skip
    return found, problems


OPERATIONS: dict[Operation, Callable[[list[Decimal]], Decimal]] = {
    Operation.SUM: lambda v: sum(v, Decimal(0)),
    Operation.DIFFERENCE: lambda v: v[0] - v[1],
    Operation.CHANGE_PCT: lambda v: ((v[0] / v[1] - 1) * 100).quantize(Decimal("0.0001")),
    Operation.SHARE_PCT: lambda v: (v[0] / v[1] * 100).quantize(Decimal("0.0001")),
    Operation.RATIO: lambda v: (v[0] / v[1]).quantize(Decimal("0.0001")),
}


def _term(loaded: Loaded, row: Equation, text: str) -> tuple[Cell, Decimal, Decimal, int]:
    """Cell, factor, value and page of `table/row/column`, with `*0.001` where units differ; KeyError if not there."""
    path, _, factor = text.partition("*")
    table, row_id, column = [*path.split("/", 2), "", ""][:3]
    for placed in loaded.get(table, []):
        if getattr(placed.row, "year", row.year) == row.year and str(getattr(placed.row, KEYS[table])) == row_id:
            value = getattr(placed.row, column, None)
            if value is not None:
                cell = (getattr(placed.row, "year", row.year), table, row_id, column)
                return cell, Decimal(factor or 1), Decimal(value), getattr(placed.row, "page", 0) or 0
    raise KeyError(text)
