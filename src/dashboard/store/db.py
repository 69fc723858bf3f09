"""The one way to the database: a read-only, hardened connection per file, a cursor per query, statements in `sql/`."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from dashboard.errors import QueryError

Record = dict[str, Any]
Bound = tuple[tuple[str, Any], ...]

HARDENED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": "512MB",
    "threads": "2",
    "max_temp_directory_size": "4GB",
    "lock_configuration": "true",
}
SQL = Path(__file__).parent / "sql"
PARAMETER = re.compile(r"\$([a-z_]+)")
INSIDE = re.compile(r"\{([a-z_]+)(:rows)?\}")
KEPT = 1024
"""Answers, and counts, that a database keeps."""
BATCH = 1000
"""Rows that are taken from the database at a time when they are streamed."""


@cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`; its first line is a comment that says its purpose.

    `{other}` in it stands for another statement, whose parameters are then its own too; `{other:rows}` for its rows in
    any order.
    """
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    return INSIDE.sub(lambda other: f"(\n{(unordered if other[2] else statement)(other[1])})", text)


@cache
def unordered(name: str) -> str:
    """A statement without its own order, for what only counts its rows: to sort them is most of what many rows cost."""
    text = statement(name)
    rest, _, order = text.rpartition("ORDER BY ")
    own = rest and order.count("(") == order.count(")") and "LIMIT" not in order
    return rest if own else text


@cache
def parameters(name: str) -> tuple[str, ...]:
    """The named parameters of a statement, in the order of first use."""
    return tuple(dict.fromkeys(PARAMETER.findall(statement(name))))


class _Spill:
    """A folder of this process, made when first asked for, where a sort that is too large goes; it goes at the end."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __str__(self) -> str:
        with self._lock:
            self._folder = self._folder or tempfile.TemporaryDirectory(prefix="dashboard-")
            return self._folder.name


_spill = _Spill()


class Database:
    """One published database file.  Answers are kept, since a file never changes."""

    def __init__(self, path: Path, version: str) -> None:
        self.version, self._path = version, path
        try:
            self._connection = duckdb.connect(
                str(path), read_only=True, config={**HARDENED, "temp_directory": str(_spill)}
            )
        except duckdb.Error as error:
            raise QueryError("database", path=path.name) from error
        self._answer = lru_cache(maxsize=KEPT)(self._run)
        self._counted = lru_cache(maxsize=KEPT)(self._count)
        self._described = lru_cache(maxsize=None)(self._describe)

    def query(
        self, name: str, values: Mapping[str, Any] | None = None, limit: int | None = None, offset: int = 0
    ) -> tuple[Record, ...]:
        """The rows of a statement; parameters that it has and `values` lacks (or has empty) restrict nothing.

        Raises QueryError when the database cannot answer.
        """
        return self._answer(name, _bound(name, values), limit, offset)

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns of a statement, in order."""
        return tuple(self._described(name))

    def types(self, name: str) -> Mapping[str, str]:
        """The columns of a statement, in order, with DuckDB's names of their types."""
        return self._described(name)

    def count(self, name: str, values: Mapping[str, Any] | None = None) -> int:
        """How many rows a statement has, without fetching them."""
        return self._counted(name, _bound(name, values))

    def distinct(
        self, name: str, column: str, values: Mapping[str, Any] | None = None, limit: int | None = None, offset: int = 0
    ) -> list[Any]:
        """The values that a column has in these rows of a statement, sorted, without the missing."""
        if column not in self.columns(name):
            raise KeyError(column)
        statement = f'SELECT DISTINCT "{column}" FROM (SELECT * FROM ({{}}) LIMIT $limit OFFSET $offset) ORDER BY ALL'
        with self._asked(name, statement, values, limit=limit, offset=offset) as cursor:
            return [value for (value,) in cursor.fetchall() if value is not None]

    def stream(
        self, name: str, values: Mapping[str, Any] | None = None, limit: int | None = None, offset: int = 0
    ) -> Iterator[Record]:
        """The rows of a statement one by one, however many; nothing is kept.

        Raises QueryError when the database cannot answer, in the middle too.
        """
        statement = "SELECT * FROM ({}) LIMIT $limit OFFSET $offset"
        with self._asked(name, statement, values, limit=limit, offset=offset) as cursor:
            columns = [c[0] for c in cursor.description or ()]
            try:
                while rows := cursor.fetchmany(BATCH):
                    for row in rows:
                        yield dict(zip(columns, row, strict=True))
            except duckdb.Error as error:
                raise QueryError("query", name=name) from error

    @contextmanager
    def _asked(
        self, name: str, around: str, values: Mapping[str, Any] | None, text: str = "", **more: Any
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on a statement, or on what `text` says in its place, inside another."""
        given, said = values or {}, text or statement(name)
        bound = {p: _listed(_hashable(given.get(p))) for p in dict.fromkeys(PARAMETER.findall(said))} | more
        try:
            cursor = self._connection.cursor()
            cursor.execute(around.format(said + "\n"), bound)
        except duckdb.Error as error:
            raise QueryError("query", name=name) from error
        with cursor:
            yield cursor

    def _describe(self, name: str) -> dict[str, str]:
        with self._connection.cursor() as cursor:
            cursor.execute(f"DESCRIBE ({statement(name)})", dict.fromkeys(parameters(name)))
            return {row[0]: row[1] for row in cursor.fetchall()}

    def _count(self, name: str, bound: Bound) -> int:
        with self._asked(name, "SELECT count(*) FROM ({})", dict(bound), text=unordered(name)) as cursor:
            row = cursor.fetchone()
        return int(row[0]) if row else 0

    def _run(self, name: str, bound: Bound, limit: int | None, offset: int) -> tuple[Record, ...]:
        part: dict[str, Any] = {"limit": limit, "offset": offset} if limit is not None or offset else {}
        around = "SELECT * FROM ({}) LIMIT $limit OFFSET $offset" if part else "{}"
        try:
            with self._asked(name, around, dict(bound), **part) as cursor:
                columns = [c[0] for c in cursor.description or ()]
                return tuple(dict(zip(columns, row, strict=True)) for row in cursor.fetchall())
        except duckdb.Error as error:
            raise QueryError("query", name=name) from error

    def verify(self) -> None:
        """Reads every block once (DuckDB checks sums), so that damage is found now and not in a page.

        Raises QueryError for a damaged file.
        """
        try:
            with self._connection.cursor() as cursor:
                tables = [row[0] for row in cursor.execute("SHOW TABLES").fetchall()]
                for table in tables:
                    cursor.execute(f'SELECT bit_xor(hash(t)) FROM "{table}" t').fetchall()
        except duckdb.Error as error:
            raise QueryError("database", path=self._path.name) from error
        if not tables:
            raise QueryError("database", path=self._path.name)

    def close(self) -> None:
        self._connection.close()


def _bound(name: str, values: Mapping[str, Any] | None) -> Bound:
    """The parameters of a statement with their values, in a form that can be a key."""
    given = values or {}
    return tuple((p, _hashable(given.get(p))) for p in parameters(name))


def _hashable(value: Any) -> Any:
    if value in ((), [], "", None):
        return None
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else value


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
