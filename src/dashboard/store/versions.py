"""The history: every state of the data that was ever published, append-only, each complete in itself.

    <published>/current                 the pointer: number of the version in use, and its database
    <published>/run-<data version>.duckdb
    <published>/versions/0001/meta.json what it is, when and why (no personal data)
    <published>/versions/0001/data/     a snapshot of all rows, from which its database can always be built again
    <published>/versions/0001/input/    the workbook or the files that made it

A version is there when its folder has its number: that rename is the decision.  The pointer is what servers follow.
"""

import datetime as dt
import hashlib
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.errors import PublishError, UsageError
from dashboard.store.load import Loaded, load
from dashboard.store.tables import code

DATABASE = "run-{version}.duckdb"
POINTER = "current"
VERSIONS = "versions"
META, DATA, INPUT = "meta.json", "data", "input"


class Origin(StrEnum):
    """How a version came about: from the files of `data/`, by an import, or by going back to an earlier one."""

    DATA = "data"
    IMPORT = "import"
    ROLLBACK = "rollback"


class Counts(BaseModel):
    """Rows of one table that a version added, changed and removed."""

    model_config = ConfigDict(frozen=True)

    added: int = 0
    changed: int = 0
    removed: int = 0


class Version(BaseModel):
    """What is kept of a version besides its rows.

    `file` and `sha256` name what was imported; `back_to` the version that a rollback fetched again; `content` is the
    hash of the snapshot; `data` the hash of the files in `data/` that were last taken in, and `follows` whether the
    version holds just those, so that edited files may replace it at the next start.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    parent: int | None
    made: dt.datetime
    origin: Origin
    reason: str = ""
    file: str = ""
    sha256: str = ""
    back_to: int | None = None
    content: str
    data: str
    follows: bool = False
    tables: dict[str, Counts]

    @property
    def data_version(self) -> str:
        """What pages and files call it: 12 hex digits of its rows and of the code that makes tables of them."""
        return hashlib.sha256(f"{self.content} {code()}".encode()).hexdigest()[:12]

    @property
    def database(self) -> str:
        """The name of its database file under the code that runs now."""
        return DATABASE.format(version=self.data_version)

    @property
    def counts(self) -> Counts:
        """Rows over all tables."""
        every = self.tables.values()
        return Counts(**{n: sum(getattr(c, n) for c in every) for n in Counts.model_fields})


def folder(out: Path, number: int) -> Path:
    return out / VERSIONS / f"{number:04d}"


def history(out: Path) -> tuple[Version, ...]:
    """Every version, oldest first.  Raises PublishError for one that the code that runs now cannot read."""
    found = []
    for path in (out / VERSIONS).glob("[0-9]*"):
        try:
            found.append(Version.model_validate_json((path / META).read_bytes()))
        except (OSError, ValidationError) as error:
            raise PublishError("version_unreadable", number=int(path.name)) from error
    return tuple(sorted(found, key=lambda v: v.number))


def latest(out: Path) -> Version | None:
    """The version that was published last, if there is one."""
    return next(reversed(history(out)), None)


def version(out: Path, number: int) -> Version:
    """One version.  Raises UsageError where there is none with that number."""
    found = history(out)
    for one in found:
        if one.number == number:
            return one
    raise UsageError("no_version", number=number, numbers=", ".join(str(v.number) for v in found) or "–")


def inputs(out: Path, number: int) -> dict[str, Path]:
    """The files that made a version, by name; none where it was made from `data/` or by going back."""
    kept = folder(out, number) / INPUT
    return {p.relative_to(kept).as_posix(): p for p in sorted(kept.rglob("*")) if p.is_file()}


def rows(out: Path, number: int) -> Loaded:
    """All rows of a version.  Raises DataError where the code that runs now would not take them."""
    return load(folder(out, number) / DATA)
