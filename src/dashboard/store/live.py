"""The database in use.  A new version is picked up at the next question; one already asked keeps its version."""

import logging
from functools import cache
from pathlib import Path
from threading import Lock

from dashboard.errors import DataError, PublishError, QueryError
from dashboard.i18n import text
from dashboard.store.build import Built, build, published
from dashboard.store.db import Database

KEPT = 3
"""How many versions stay open, so that a page that started on one finishes on it."""
log = logging.getLogger(__name__)


class Live:
    """The published databases of a folder, opened when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Database] = {}
        self._lock = Lock()

    def database(self) -> Database:
        """The database that is published now.  Raises QueryError where there is none."""
        built = published(self._folder)
        if built is None:
            raise QueryError("no_database", path=self._folder.name)
        known = self._open.get(built.version)
        return known if known is not None else self._connect(built)

    def _connect(self, built: Built) -> Database:
        with self._lock:
            if built.version not in self._open:
                self._open[built.version] = Database(built.path, built.version)
                for old in list(self._open)[:-KEPT]:
                    self._open.pop(old).close()
            return self._open[built.version]


@cache
def live(folder: Path) -> Live:
    """The one `Live` of a folder in this process."""
    return Live(folder)


def prepare(data: Path, folder: Path) -> Built:
    """Builds what is missing before anyone asks.

    Raises DataError with every problem if the data are at fault and nothing was published before; where something
    was, that is served on and the problems are logged.
    """
    try:
        built = build(data, folder)
    except (DataError, PublishError) as error:
        last = published(folder)
        if last is None:
            raise
        log.error("%s", error.say(text("en")))
        log.error("serving the last good version %s", last.version)
        return last
    if built.waiting:
        log.warning("%s", text("en")("cli.waiting", path=data))
    return built
