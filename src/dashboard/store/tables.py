"""The rows as they are published: checked, with what is computed, typed, and written to a database file.

What may be published is decided here and nowhere else: `compose` raises every problem that the rows have.
"""

import datetime as dt
import hashlib
import types
from collections.abc import Sequence, Set
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import duckdb
import pyarrow as pa

from dashboard.errors import DataError, Problem
from dashboard.i18n import LANGS, Lang, text
from dashboard.models import KEYS, TABLES, Equation, Finding, FindingKind, Row
from dashboard.store import checks, reconcile
from dashboard.store.load import Loaded
from dashboard.store.reconcile import Cell, Verdict

MACROS = Path(__file__).parent / "macros.sql"
DERIVED = Path(__file__).parent / "derived.sql"
"""The tables that are computed from the others, for answers that must not take longer as the data grow."""
CHECKS = pa.schema(
    [("year", pa.int32()), ("check_id", pa.string()), ("table", pa.string()), ("row_id", pa.string()),
     ("field", pa.string()), ("rule", pa.string()), ("page", pa.int32()), ("printed", pa.decimal128(18, 4)),
     ("computed", pa.decimal128(18, 4)), ("difference", pa.decimal128(18, 4)), ("agrees", pa.bool_()),
     ("kind", pa.string()), ("terms_sv", pa.string()), ("terms_en", pa.string())]
)  # fmt: skip


@cache
def code() -> str:
    """A hash of the code that turns rows into tables: the same rows under other code are another database."""
    here = Path(__file__).parent
    names = ("checks.py", "load.py", "macros.sql", "derived.sql", "reconcile.py", "snapshot.py", "tables.py")
    digest = hashlib.sha256()
    for path in (here.parent / "models.py", *(here / n for n in names), *sorted((here.parent / "text").glob("*.toml"))):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def compose(loaded: Loaded, known: Sequence[Problem] = (), broken: Set[str] = frozenset()) -> dict[str, pa.Table]:
    """Every table ready to write, the computed ones included.

    Raises DataError with all problems at once: those that reading found (`known`), those between rows, and sums that
    nothing explains.  `broken` are the tables that lack rows which could not be read; nothing is said that may only
    follow from another problem.
    """
    across = checks.problems(loaded, broken)
    files = {p.file for p in across}
    lacking = broken | {name for name, placed in loaded.items() if any(p.file in files for p in placed)}
    judged = _judgeable(loaded, lacking) if lacking else loaded
    found, nowhere = reconcile.checks(judged)
    verdicts, unexplained = reconcile.judge(found, judged)
    if known or across or nowhere or unexplained:
        raise DataError([*known, *across, *nowhere, *unexplained])
    rows: dict[str, list[dict[str, Any]]] = {n: [p.row.model_dump() for p in placed] for n, placed in loaded.items()}
    _computed(rows["income_statement"], verdicts)
    rows["findings"] = [*(_finding(v, loaded).model_dump() for v in verdicts if v.kind), *rows["findings"]]
    tables = {name: pa.Table.from_pylist(rows[name], schema=schema(model)) for name, model in TABLES.items()}
    tables["checks"] = pa.Table.from_pylist([_checked(v) for v in verdicts], schema=CHECKS)
    return tables


def _judgeable(loaded: Loaded, lacking: Set[str]) -> Loaded:
    """The rows whose sums can be judged: of tables that lack none and that no equation ties to one that does."""
    if lacking & {"equations", "findings"}:  # they explain what does not add up
        return {name: [] for name in loaded}
    tied = [(p, _tables(p.row)) for p in loaded["equations"] if isinstance(p.row, Equation)]
    out = set(lacking)
    while more := {name for _, names in tied if names & out for name in names} - out:
        out |= more
    rows = {name: [] if name in out else placed for name, placed in loaded.items()}
    return rows | {"equations": [p for p, names in tied if not names & out]}


def _tables(equation: Equation) -> set[str]:
    return {cell.partition("/")[0] for cell in (equation.result, *equation.terms.split())}


def _computed(income: list[dict[str, Any]], verdicts: list[Verdict]) -> None:
    sums = {v.check.cell: v.check.computed for v in verdicts if v.check.rule == "children"}
    for row in income:
        for column in ("actual", "budget", "deviation"):
            row[f"{column}_computed"] = sums.get((row["year"], "income_statement", row["row_id"], column))


def _finding(verdict: Verdict, loaded: Loaded) -> Finding:
    check = verdict.check
    year, table, row_id, field = check.cell
    says = {lang: _explain(verdict, loaded, lang) for lang in LANGS}
    assert verdict.kind is not None
    return Finding(
        finding_id=check.check_id, year=year, table=table, row_id=row_id, field=field, kind=FindingKind(verdict.kind),
        printed=str(check.printed), computed=str(check.computed), difference=check.difference,
        explanation_sv=says["sv"], explanation_en=says["en"], page=check.page,
    )  # fmt: skip


def _explain(verdict: Verdict, loaded: Loaded, lang: Lang) -> str:
    t = text(lang)
    key = "rounding" if verdict.kind is FindingKind.ROUNDING else "sum"
    if verdict.culprit is None:
        return t(f"reconcile.{key}.{verdict.check.rule}")
    own = verdict.culprit == verdict.check.cell
    return (
        t(f"reconcile.{key}.{verdict.check.rule}")
        + " "
        + t(
            "reconcile.culprit_own" if own else "reconcile.culprit",
            cell=f"{_label(loaded, verdict.culprit, lang)}, {t('column.' + verdict.culprit[3]).lower()},",
            value=str(verdict.would_be).replace(".", "," if lang == "sv" else "."),
        )
    )


def _label(loaded: Loaded, cell: Cell, lang: Lang) -> str:
    """What the row of a cell is called; its id where it has no label."""
    year, table, row_id, _ = cell
    for placed in loaded[table]:
        row = placed.row.model_dump()
        if row.get("year") == year and str(row[KEYS[table]]) == row_id:
            return str(row.get(f"label_{lang}", row_id))
    return row_id


def _checked(verdict: Verdict) -> dict[str, Any]:
    check = verdict.check
    year, table, row_id, field = check.cell
    terms = " ".join("/".join(cell[1:]) for cell, _, _ in check.terms)
    return {
        "year": year, "check_id": check.check_id, "table": table, "row_id": row_id, "field": field, "rule": check.rule,
        "page": check.page or None, "printed": _fixed(check.printed), "computed": _fixed(check.computed),
        "difference": _fixed(check.difference), "agrees": check.agrees, "kind": verdict.kind and str(verdict.kind),
        "terms_sv": terms, "terms_en": terms,
    }  # fmt: skip


def _fixed(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"))


TYPES: dict[type, pa.DataType] = {
    str: pa.string(), int: pa.int32(), Decimal: pa.decimal128(18, 4), dt.date: pa.date32(),
}  # fmt: skip


def schema(model: type[Row]) -> pa.Schema:
    """The column types of a table, from its model: text, INTEGER, DECIMAL(18,4), DATE."""
    return pa.schema([(name, _arrow(field.annotation)) for name, field in model.model_fields.items()])


def _arrow(annotation: Any) -> pa.DataType:
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(a for a in get_args(annotation) if a is not type(None))
    if get_origin(annotation) is not None:
        annotation = get_args(annotation)[0]
    return pa.string() if issubclass(annotation, StrEnum) else TYPES[annotation]


def write(path: Path, tables: dict[str, pa.Table]) -> None:
    """A new database file with these tables."""
    with duckdb.connect(str(path)) as connection:
        for name, table in tables.items():
            connection.register("incoming", table)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')  # names are TABLES' own
            connection.unregister("incoming")
        connection.execute(MACROS.read_text(encoding="utf-8"))
        connection.execute(DERIVED.read_text(encoding="utf-8"))
        connection.execute("CHECKPOINT")
