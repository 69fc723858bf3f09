"""The database in use.  A new version is picked up at the next question; one already asked keeps its version."""

import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock

from dashboard.errors import DataError, PublishError, QueryError
from dashboard.i18n import text
from dashboard.store.build import Built, build, published
from dashboard.store.db import Database
from dashboard.store.versions import history

KEPT = 3
"""How many versions stay open, so that a page that started on one finishes on it."""
log = logging.getLogger(__name__)


class Live:
    """The published databases of a folder, opened when first asked for.

    A database that is damaged or gone is said in the log once; until the next version the last good one is served.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Database] = {}
        self._damaged: set[tuple[int, int]] = set()
        self._lock = Lock()

    def database(self) -> Database:
        """The database that is published now.  Raises QueryError where there is none, and no earlier one either."""
        built = published(self._folder)
        known = self._open.get(built.version) if built else None
        return known if known is not None else self._connect(built)

    def _connect(self, built: Built | None) -> Database:
        with self._lock:
            if built is not None and (known := self._opened(built.path, built.version)):
                return known
            if self._open:
                return next(reversed(self._open.values()))
            for last in earlier(self._folder):
                if known := self._opened(last.path, last.version):
                    log.error("the database in use is damaged or gone; serving that of version %s", last.number)
                    return known
        if built is None:
            raise QueryError("no_database", path=self._folder.name)
        raise QueryError("database", path=built.path.name)

    def _opened(self, path: Path, version: str) -> Database | None:
        if version in self._open:
            return self._open[version]
        try:
            file = (path.stat().st_ino, path.stat().st_mtime_ns)
        except OSError:
            return None
        if file in self._damaged:
            return None
        if not sound(path):
            log.error("the database %s is damaged", path.name)
            self._damaged.add(file)
            return None
        self._open[version] = database = Database(path, version)
        for old in list(self._open)[:-KEPT]:
            self._open.pop(old).close()
        return database


def earlier(folder: Path) -> Iterator[Built]:
    """The databases of a folder that are there, the newest version first."""
    try:
        versions = history(folder)
    except PublishError as error:
        log.error("%s", error.say(text("en")))
        return
    for version in reversed(versions):
        if (folder / version.database).exists():
            yield Built(folder / version.database, version.data_version, fresh=False, number=version.number)


@cache
def live(folder: Path) -> Live:
    """The one `Live` of a folder in this process."""
    return Live(folder)


def prepare(data: Path, folder: Path) -> Built:
    """Builds what is missing or damaged before anyone asks.

    Raises DataError with every problem if the data are at fault and nothing was published before; where something
    was, that is served on and the problems are logged.
    """
    try:
        built = build(data, folder)
        if not sound(built.path):
            log.error("the database %s is damaged; it is built again from its version", built.path.name)
            _remove(built.path)
            built = build(data, folder)
    except (DataError, PublishError) as error:
        last = published(folder) or next(earlier(folder), None)
        if last is None:
            raise
        log.error("%s", error.say(text("en")))
        log.error("serving the last good version %s", last.version)
        return last
    if built.waiting:
        log.warning("%s", text("en")("cli.waiting", path=data))
    return built


def sound(path: Path) -> bool:
    """Whether a database can be opened and read to its end."""
    try:
        database = Database(path, "")
    except QueryError:
        return False
    try:
        database.verify()
    except QueryError:
        return False
    finally:
        database.close()
    return True


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise PublishError("not_written", path=path.name, why=error.strerror) from error
