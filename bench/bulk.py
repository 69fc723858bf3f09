"""A database of any size in today's shape: `write(today, path, factor)` multiplies the published one.

The growth is divided as it would come: more years, and in each year many more measures and figures, fewer more success
factors, still fewer goals, units and perspectives.  x100 is 5 years of 20 times as much, x10 000 is 20 years of 500
times as much.  Tables are multiplied in DuckDB (through TOML it would take hours); what the build computes from them is
computed by the same statements (`store/derived.sql`).
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.models import TABLES
from dashboard.store.tables import DERIVED, MACROS

YEARS = {1: 1, 100: 5, 10_000: 20}
"""Years with a full report, by factor."""
SHARES = {
    "measures": 1.0, "figures": 1.0, "success_factors": 0.75, "sources": 0.75, "findings": 0.75, "checks": 0.75,
    "goals": 0.5, "areas": 0.5, "railway_events": 0.5, "advocacy_positions": 0.5, "topics": 0.25,
}  # fmt: skip
"""The growth of a table within a year: width ** share.

What is not here does not grow within a year, however much is followed up: the model has its four perspectives, the
board its units and companies, an income statement its rows, the railway its sections, the EU its programmes.
"""
TREE = ("measures", "success_factors", "goals", "perspectives")
PARENTS = {
    "measure_id": "measures", "factor_id": "success_factors", "goal_id": "goals", "perspective_id": "perspectives",
    "unit_id": "units", "area": "areas", "topic": "topics", "area_id": "areas", "topic_id": "topics",
    "company_id": "companies", "programme_id": "eu_programmes", "predecessor_id": "eu_programmes",
}  # fmt: skip
"""The table whose copies a column names."""
OWN = {
    "figure_id", "amount_id", "event_id", "position_id", "finding_id", "check_id", "equation_id", "forecast_id",
    "type_id", "action_id",
}  # fmt: skip
NAMES = {"name_sv", "name_en", "label_sv", "label_en", "title_sv", "title_en", "name", "title"}
"""What tells a copy from the first, so that lists and searches have something to tell apart."""


@dataclass(frozen=True)
class Shape:
    """How many years there are, and how many times today's rows each of them has at most."""

    years: int
    width: int

    def copies(self, table: str) -> int:
        return max(1, round(self.width ** SHARES.get(table, 0.0)))

    def ancestor(self, table: str, parent: str) -> str:
        """Which copy of a parent the copy `c` of a row belongs to: measures and their like through each level."""
        if parent not in TREE:
            return f"c % {self.copies(parent)}"
        start = TREE.index(table) if table in TREE else 0
        found = "c"
        for level in TREE[start : TREE.index(parent) + 1]:
            found = f"({found}) % {self.copies(level)}"
        return found


def write(today: Path, path: Path, factor: int) -> None:
    """Writes a published database times a factor (1, 100 or 10 000) to a new file."""
    shape = Shape(YEARS[factor], factor // YEARS[factor])
    with duckdb.connect(str(path), config={"memory_limit": "1500MB"}) as connection:
        connection.execute(f"ATTACH '{today}' AS today (READ_ONLY)")
        report = connection.execute("SELECT max_by(source_id, year), max(year) FROM today.reports").fetchone()
        assert report is not None
        for table in (*TABLES, "checks"):
            columns = connection.execute(f'DESCRIBE today."{table}"').fetchall()
            names = {row[0] for row in columns}
            years = shape.years if "year" in names else 1
            copies = shape.copies(table)
            full = f"WHERE t.year = {report[1]}" if years > 1 else ""
            if years > 1 and table == "figures":  # those of the partial years are multiplied too
                full, copies = "", copies
            chosen = ", ".join(f'{_value(row[0], table, shape, report[0])} AS "{row[0]}"' for row in columns)
            connection.execute(
                f'CREATE TABLE "{table}" AS SELECT {chosen} FROM today."{table}" t, range({years}) AS y(k), '
                f"range({copies}) AS w(c) {full} ORDER BY k DESC, t.rowid, c"
            )
        connection.execute(  # each year has a report of its own
            "INSERT INTO sources SELECT s.* REPLACE (source_id || '-y' || k AS source_id) FROM today.sources s, "
            f"range(1, {shape.years}) AS y(k) WHERE source_id = '{report[0]}'"
        )
        connection.execute("DETACH today")
        connection.execute(MACROS.read_text(encoding="utf-8"))
        connection.execute(DERIVED.read_text(encoding="utf-8"))
        connection.execute("CHECKPOINT")


def _value(name: str, table: str, shape: Shape, report: str) -> str:
    """The expression of a column in copy `c` of the report `k` years earlier."""
    column = f't."{name}"'
    if table in ("checks", "findings") and name in ("table", "row_id"):  # the accounts keep their rows and their faults
        other = "'figures'" if name == "table" else _copy(column, "c")
        return f"CASE WHEN c = 0 THEN {column} ELSE {other} END"
    if name in ("year", "reference_year") and shape.years > 1:
        return f"({column} - k)::INTEGER"
    if name == "source_id" and table != "sources":
        other = _copy(column, f"c % {shape.copies('sources')}")
        return f"CASE WHEN {column} <> '{report}' THEN {other} WHEN k > 0 THEN {column} || '-y' || k ELSE {column} END"
    if name in OWN or name == "source_id":
        return _copy(column, "c")
    if name in PARENTS:
        return _copy(column, shape.ancestor(table, PARENTS[name]))
    if name in NAMES and shape.copies(table) > 1:
        return f"{column} || CASE WHEN c > 0 THEN ' ' || c ELSE '' END"
    if name == "date" and table == "railway_events":
        return f"({column} + to_days((c * 37 % 365)::INTEGER))::DATE"
    return column


def _copy(column: str, copy: str) -> str:
    return f"{column} || CASE WHEN ({copy}) > 0 THEN '-' || ({copy}) ELSE '' END"
