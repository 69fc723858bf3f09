"""Publishes a version: everything is written and synced beside, then renames make it the one in use.

Only one process at a time may publish (`flock`, so that a lock dies with its holder).  A process that dies half way
leaves nothing that counts: `tidy` finishes what was decided and sweeps the rest at the next start.
"""

import datetime as dt
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb

from dashboard.errors import PublishError
from dashboard.store import changes
from dashboard.store.load import Loaded, load
from dashboard.store.snapshot import content, snapshot
from dashboard.store.tables import compose, write
from dashboard.store.versions import (
    DATA,
    DATABASE,
    INPUT,
    META,
    POINTER,
    VERSIONS,
    Counts,
    Version,
    folder,
    history,
    latest,
    rows,
)  # fmt: skip

LOCK = ".lock"
STAGE = ".publishing-"
KEPT = 3
"""How many of the latest versions keep their database, so that a page that started on one can finish on it."""
SAID = {
    errno.ENOSPC: "disk_full", errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only", errno.EACCES: "read_only", errno.EPERM: "read_only",
}  # fmt: skip


@contextmanager
def publishing(out: Path, wait: bool = False) -> Iterator["Press"]:
    """The right to publish into a folder, until the end of the block.

    Raises PublishError where another process has it (unless told to wait), the disk is full or the folder may not be
    written.
    """
    with _told(out):
        out.mkdir(parents=True, exist_ok=True)
        (out / VERSIONS).mkdir(exist_ok=True)
        with (out / LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise PublishError("busy") from error
            yield Press(out)


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """Turns what the disk says into an error that a user can act on."""
    try:
        yield
    except OSError as error:
        raise PublishError(SAID.get(error.errno or 0, "not_written"), path=out.name, why=error.strerror) from error
    except duckdb.Error as error:
        full = "No space left" in str(error) or shutil.disk_usage(out).free < 1_000_000
        raise PublishError("disk_full" if full else "not_written", path=out.name, why=type(error).__name__) from error


class Press:
    """Publishes versions of one folder; held by one process at a time."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def tidy(self) -> Version | None:
        """Sweeps what a process that died left, and sees to that the last version is the one in use.

        Returns it.  Raises DataError where its rows must be built again and the code that runs now refuses them.
        """
        last = latest(self.out)
        if last is not None and not settled(self.out, last):
            with self._stage() as stage:
                self._database(stage, last, rows(self.out, last.number))
                self._pointer(stage, last)
                self._switch(stage, last)
        for path in leftovers(self.out):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return last

    def publish(self, loaded: Loaded, came: Mapping[str, bytes] | None = None, **about: Any) -> Version:
        """The next version, with these rows; `came` are the files that made it, to be kept with it.

        `about` are the fields of `Version` that the caller knows.  Raises DataError with every problem of the rows;
        what is in use is untouched then and whenever anything else goes wrong.
        """
        before = latest(self.out)
        files = snapshot(loaded)
        old = rows(self.out, before.number) if before else {}
        version = Version(
            number=before.number + 1 if before else 1, parent=before.number if before else None,
            made=dt.datetime.now(dt.UTC).replace(microsecond=0), content=content(files),
            tables={
                c.table: Counts(added=len(c.added), changed=c.changed, removed=len(c.removed))
                for c in changes.compare(old, loaded)
            },
            **about,
        )  # fmt: skip
        with self._stage() as stage:
            beside = stage / VERSIONS
            self._rows(beside, files)
            self._input(beside, came or {})
            self._database(stage, version, load(beside / DATA))
            self._meta(beside, version)
            self._pointer(stage, version)
            place = folder(self.out, version.number)
            self._move(beside, place)
            try:
                self._switch(stage, version)
            except OSError:
                place.rename(beside)
                raise
        return version

    @contextmanager
    def _stage(self) -> Iterator[Path]:
        stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=self.out))
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def _rows(self, beside: Path, files: dict[str, bytes]) -> None:
        (beside / DATA).mkdir(parents=True)
        for name, said in files.items():
            _write(beside / DATA / name, said)
        _sync(beside / DATA)

    def _input(self, beside: Path, came: Mapping[str, bytes]) -> None:
        for name, said in came.items():
            place = beside / INPUT / tame(name)
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(place, said)
            _sync(place.parent)

    def _database(self, stage: Path, version: Version, loaded: Loaded) -> None:
        if not (self.out / version.database).exists():
            write(stage / version.database, compose(loaded))
            _sync(stage / version.database)

    def _meta(self, beside: Path, version: Version) -> None:
        _write(beside / META, version.model_dump_json(indent=1).encode())
        _sync(beside)

    def _pointer(self, stage: Path, version: Version) -> None:
        _write(stage / POINTER, f"{version.number} {version.database}\n".encode("ascii"))

    def _switch(self, stage: Path, version: Version) -> None:
        if (stage / version.database).exists():
            self._move(stage / version.database, self.out / version.database)
        self._move(stage / POINTER, self.out / POINTER)

    def _move(self, beside: Path, place: Path) -> None:
        beside.rename(place)
        _sync(place.parent)


def tame(name: str) -> PurePosixPath:
    """A name that somebody gave a file, as a path that leads nowhere else and that a disk takes."""
    parts = ("".join(c for c in part if c.isprintable())[-60:] for part in PurePosixPath(name.replace("\\", "/")).parts)
    return PurePosixPath(*[part for part in parts if part not in ("", "/", ".", "..")] or ["input"])


def leftovers(out: Path) -> list[Path]:
    """What no version needs: the half-written, and databases of versions that no page can still be on."""
    kept = {v.database for v in history(out)[-KEPT:]}
    return [*out.glob(STAGE + "*"), *(p for p in out.glob(DATABASE.format(version="*")) if p.name not in kept)]


def settled(out: Path, version: Version) -> bool:
    """Whether a version is the one in use, with a database of the code that runs now."""
    try:
        pointer = (out / POINTER).read_text(encoding="ascii")
    except OSError:
        return False
    return pointer.split() == [str(version.number), version.database] and (out / version.database).exists()


def _write(path: Path, said: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(said)
        handle.flush()
        os.fsync(handle.fileno())


def _sync(path: Path) -> None:
    """What a folder lists, or a file written by others holds, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
