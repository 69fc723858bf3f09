"""The one way to the database: a read-only, hardened connection per file, a cursor per query, statements in `sql/`."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from dashboard.errors import QueryError

Record = dict[str, Any]

HARDENED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": "512MB",
    "threads": "2",
    "max_temp_directory_size": "0B",
    "lock_configuration": "true",
}
SQL = Path(__file__).parent / "sql"
PARAMETER = re.compile(r"\$([a-z_]+)")


@cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`; its first line is a comment that says its purpose."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def parameters(name: str) -> tuple[str, ...]:
    """The named parameters of a statement, in the order of first use."""
    return tuple(dict.fromkeys(PARAMETER.findall(statement(name))))


class Database:
    """One published database file.  Answers are kept, since a file never changes."""

    def __init__(self, path: Path, version: str) -> None:
        self.version = version
        try:
            self._connection = duckdb.connect(str(path), read_only=True, config=dict(HARDENED))
        except duckdb.Error as error:
            raise QueryError("database", path=path.name) from error
        self._answer = lru_cache(maxsize=1024)(self._run)
        self._described = lru_cache(maxsize=None)(self._describe)

    def query(self, name: str, values: Mapping[str, Any] | None = None) -> tuple[Record, ...]:
        """The rows of a statement; parameters that it has and `values` lacks (or has empty) restrict nothing.

        Raises QueryError when the database cannot answer.
        """
        given = values or {}
        bound = tuple((p, _hashable(given.get(p))) for p in parameters(name))
        return self._answer(name, bound)

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns of a statement, in order."""
        return self._described(name)

    def _describe(self, name: str) -> tuple[str, ...]:
        with self._connection.cursor() as cursor:
            cursor.execute(f"DESCRIBE ({statement(name)})", dict.fromkeys(parameters(name)))
            return tuple(row[0] for row in cursor.fetchall())

    def _run(self, name: str, bound: tuple[tuple[str, Any], ...]) -> tuple[Record, ...]:
        values = {p: list(v) if isinstance(v, tuple) else v for p, v in bound}
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(statement(name), values)
                columns = [c[0] for c in cursor.description or ()]
                return tuple(dict(zip(columns, row, strict=True)) for row in cursor.fetchall())
        except duckdb.Error as error:
            raise QueryError("query", name=name) from error

    def close(self) -> None:
        self._connection.close()


def _hashable(value: Any) -> Any:
    if value in ((), [], "", None):
        return None
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else value
