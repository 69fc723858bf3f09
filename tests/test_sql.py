"""Every statement in `sql/` says its purpose, has named parameters only and runs; no SQL lives anywhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.exchange.table import EXPORTED
from dashboard.filters import Vocabulary
from dashboard.settings import ROOT
from dashboard.store.db import PARAMETER, SQL, Database, parameters, statement, unordered

SOURCE = ROOT / "src" / "dashboard"
NAMES = sorted(p.stem for p in SQL.glob("*.sql"))
PURPOSE = re.compile(r"-- [A-ZÅÄÖ].{10,}\.")
PLACES = {
    # file: what it says to the database that is not in `sql/`
    "store/tables.py": ("CREATE TABLE", "CHECKPOINT"),
    "store/db.py": ("DESCRIBE", "SELECT count(*)", "SELECT DISTINCT", "SELECT * FROM (", "SELECT bit_xor(hash("),
}
STATEMENT = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|ATTACH|COPY|EXPLAIN|DESCRIBE|PRAGMA|SET|CHECKPOINT|WITH)\b(?!:)"
)


OTHERS: dict[str, Any] = {
    "known": 2021, "goal": ["ett-livskraftigt-lan"], "field": ["unit"], "code": ["ekonomi"], "table": ["measures"], "row": ["skuldsaettningsgrad"], "related": ["railway"],
    "spoken_of": ["norrbotniabanan"], "factors": 1, "marks": 1, "series": 1, "sort": "label_en",
}  # fmt: skip
"""Values of parameters that no filter has."""


def value(parameter: str, names: Vocabulary) -> Any:
    """A value that a parameter may have: a list of codes, a text, or a year."""
    if parameter == "text":
        return "NORRBOTTEN å"
    if parameter in OTHERS:
        return OTHERS[parameter]
    codes = names.codes(parameter)
    assert codes, f"${parameter} has no vocabulary"
    return int(codes[0]) if parameter in ("from_year", "to_year") else [int(c) if c.isdigit() else c for c in codes]


@pytest.mark.parametrize("name", NAMES)
def test_its_first_line_says_its_purpose(name: str) -> None:
    assert PURPOSE.fullmatch(statement(name).splitlines()[0])


@pytest.mark.parametrize("name", NAMES)
def test_it_is_one_select_with_named_parameters_only(name: str) -> None:
    body = "\n".join(line for line in statement(name).splitlines() if not line.startswith("--"))
    assert body.startswith(("SELECT", "WITH"))
    assert ";" not in body
    bare = re.sub(r"'[^']*'", "''", body)
    assert "?" not in bare
    assert "{" not in bare
    assert re.findall(r"\$(?![a-z_]+\b)", bare) == []


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_with_nothing_set_and_with_each_parameter_set(db: Database, names: Vocabulary, name: str) -> None:
    everything = db.query(name)
    assert everything, f"{name} gives no rows at all"
    for parameter in parameters(name):
        rows = db.query(name, {parameter: value(parameter, names)})
        assert len(rows) <= len(everything)
        assert db.query(name, {parameter: []}) == db.query(name, {parameter: None}) == everything
    every = {parameter: value(parameter, names) for parameter in parameters(name)}
    assert all(set(row) == set(db.columns(name)) for row in db.query(name, every))


@pytest.mark.parametrize("name", NAMES)
def test_without_its_order_it_has_the_same_rows(db: Database, name: str) -> None:
    """What is counted is not sorted first; an order that says which rows there are stays."""
    with db._connection.cursor() as cursor:
        said = unordered(name)
        rows = cursor.execute(said, dict.fromkeys(PARAMETER.findall(said))).fetchall()
    assert sorted(map(str, rows)) == sorted(str(tuple(row.values())) for row in db.query(name))
    assert said != statement(name) or name not in EXPORTED


@pytest.mark.parametrize("name", sorted(set(NAMES) & set(EXPORTED)))
def test_a_code_restricts_to_its_own_rows(db: Database, names: Vocabulary, name: str) -> None:
    """What a filter on one code gives, added up over all codes, is at most everything, and no row comes twice."""
    for parameter in {"year", "status", "perspective", "kind", "unit"} & set(parameters(name)):
        parts = [
            len(db.query(name, {parameter: [int(c) if parameter == "year" else c]})) for c in names.codes(parameter)
        ]
        assert sum(parts) <= len(db.query(name))
        assert not db.query(name, {parameter: [-1 if parameter == "year" else "finns-inte"]})


@pytest.mark.parametrize("name", [n for n in NAMES if "text" in parameters(n)])
def test_words_are_found_whatever_their_case_and_accents(db: Database, name: str) -> None:
    found = db.query(name, {"text": "norrbotten"})
    assert found == db.query(name, {"text": "NORRBOTTEN"}) == db.query(name, {"text": "Nörrbötten"})
    for never in ("'; DROP TABLE measures; --", "n%_n"):  # a count of nothing is a row too
        assert not any(value for row in db.query(name, {"text": never}) for value in row.values())


def test_every_table_has_a_statement_and_every_statement_a_use() -> None:
    code = "".join(p.read_text(encoding="utf-8") for p in [*SOURCE.rglob("*.py"), *(ROOT / "pages").glob("*.py")])
    assert set(EXPORTED) <= set(NAMES)
    assert [n for n in NAMES if n not in EXPORTED and f'"{n}"' not in code] == []


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a Python file that is not a docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def test_no_sql_elsewhere() -> None:
    found = []
    for path in [*SOURCE.rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]:
        allowed = PLACES.get(path.relative_to(SOURCE).as_posix() if SOURCE in path.parents else path.name, ())
        found += [
            f"{path.name}:{line}: {said}"
            for line, said in strings(path)
            if STATEMENT.match(said) and not said.lstrip().startswith(allowed)
        ]
    assert found == []
    assert {p.relative_to(SOURCE).as_posix() for p in SOURCE.rglob("*.sql") if p.parent != SQL} == {
        "store/macros.sql",
        "store/derived.sql",
    }


def test_the_connection_is_hardened(db: Database) -> None:
    """What a query could do beyond reading is switched off and cannot be switched on."""
    import duckdb

    for attempt in (
        "CREATE TABLE x (y INTEGER)", "DELETE FROM measures", "SET lock_configuration = false", "INSTALL httpfs",
        "SET enable_external_access = true", "COPY measures TO '/tmp/x.csv'", "SELECT * FROM read_csv('/etc/passwd')",
        "ATTACH '/tmp/x.duckdb'",
    ):  # fmt: skip
        with db._connection.cursor() as cursor, pytest.raises(duckdb.Error):
            cursor.execute(attempt)
