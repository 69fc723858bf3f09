"""A line of JSON for every import and rollback that was tried: when, how it ended, how large; nothing about persons."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any

from dashboard.errors import DashboardError
from dashboard.store.versions import Version

JOURNAL = "imports.jsonl"


@contextmanager
def noted(out: Path, event: str, way: str) -> Iterator[dict[str, Any]]:
    """Notes how the block ended.  What the block puts into the facts is noted with it; see `of`.

    The folder that cannot be written is what the block itself complains of, so a line that cannot be written is let go.
    """
    start = monotonic()
    facts: dict[str, Any] = {}
    try:
        yield facts
    except DashboardError as error:
        facts |= {"result": "refused", "error": error.key, "problems": len(getattr(error, "problems", ()))}
        raise
    except BaseException as error:
        facts |= {"result": "failed", "error": type(error).__name__}
        raise
    finally:
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        line = {"at": at, "event": event, "way": way, "seconds": round(monotonic() - start, 3)} | facts
        with suppress(OSError), (out / JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(line) + "\n")


def of(version: Version | None) -> dict[str, Any]:
    """What is noted of a version: no file name and no reason, which a person wrote."""
    if version is None:
        return {"result": "unchanged"}
    return {
        "result": "published", "version": version.number, "parent": version.parent, "sha256": version.sha256,
        "data_version": version.data_version, **version.counts.model_dump(),
    }  # fmt: skip
