"""The database in use, and how the files of `data/` come to be published.

`data/` is the seed of the history: what is edited there becomes a version as long as nothing else was published on
top.  After an import or a rollback it waits, and the operator is told how to bring it in.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.errors import DataError
from dashboard.store.load import Loaded, files, load, read
from dashboard.store.publish import Press, leftovers, publishing, settled
from dashboard.store.snapshot import canonical, content, snapshot
from dashboard.store.tables import compose
from dashboard.store.versions import DATABASE, POINTER, Origin, Version, latest


@dataclass(frozen=True)
class Built:
    """Where a database is, its data version (12 hex digits), whether this call made it, and its number in the history.

    `waiting` says that `data/` was edited but that other versions stand on top of it.
    """

    path: Path
    version: str
    fresh: bool
    number: int = 0
    waiting: bool = False


def fingerprint(data: Path) -> str:
    """A hash of every file below `data/` that holds rows, and of its name."""
    digest = hashlib.sha256()
    for path in files(data):
        digest.update(f"{path.relative_to(data).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def build(data: Path, out: Path) -> Built:
    """The database to serve, built if it is not there; edited files are published if nothing is on top.

    Raises DataError with all problems, PublishError where the folder cannot be written; then nothing changes.
    """
    edited = fingerprint(data)
    last = latest(out)
    if last is not None and last.data == edited and settled(out, last) and not leftovers(out):
        return _built(out, last)
    if last is None:
        compose(_edited(data))  # all problems are said before anything is written
    with publishing(out, wait=True) as press:
        return take_in(press, data)


def take_in(press: Press, data: Path) -> Built:
    """What `build` does, for who has the right to publish already.  Raises DataError with all problems."""
    out, edited = press.out, fingerprint(data)
    there = set(out.glob(DATABASE.format(version="*")))
    last = press.tidy()
    if last is None or last.data != edited:
        loaded = _edited(data)
        if last is None or content(snapshot(loaded)) != last.content:
            if last is not None and not last.follows:
                return _built(out, last, waiting=True)
            last = press.publish(loaded, origin=Origin.DATA, data=edited, follows=True)
    return _built(out, last, fresh=out / last.database not in there)


def _edited(data: Path) -> Loaded:
    """The rows of `data/`.  Raises DataError with all problems, those between rows too, where one cannot be read."""
    found = read(data)
    if found.problems:
        compose(canonical(found.rows), found.problems, found.broken)
    return canonical(found.rows)


def standing(data: Path, loaded: Loaded, last: Version | None) -> dict[str, Any]:
    """How a version with these rows stands to `data/`: it follows the files if they hold just the same.

    Else what was last taken in of them stays known, so that later edits wait and are not lost sight of.
    """
    try:
        same = content(snapshot(load(data))) == content(snapshot(loaded))
    except DataError:
        same = False
    return {"data": fingerprint(data) if same else last.data if last else "", "follows": same}


def published(out: Path) -> Built | None:
    """The database in use, if there is one."""
    try:
        number, name = (out / POINTER).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    path = out / name
    return Built(path, path.stem.removeprefix("run-"), fresh=False, number=int(number)) if path.exists() else None


def _built(out: Path, version: Version, fresh: bool = False, waiting: bool = False) -> Built:
    return Built(out / version.database, version.data_version, fresh, version.number, waiting)
