"""What visitors report about accessibility: anonymous unless they want an answer, kept as one JSON object a line.

A month is a file, `<published>/feedback/2026-11.jsonl`.  Only what was written, the language and the time are kept.
"""

import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import parse_qs

from dashboard.errors import UsageError

LONGEST = {"what": 4000, "where": 300, "reply": 200}
"""Characters of each field."""
MAX_BYTES = 60_000
"""Of one report as it is sent: more than the longest text takes, whatever its characters."""
MAX_FOLDER = 5_000_000
"""Bytes of all reports: nobody fills the disk."""


@dataclass(frozen=True)
class Feedback:
    """`what` is wrong, `where`, and an address for a `reply`; the last two may be empty."""

    what: str = ""
    where: str = ""
    reply: str = ""


def read(body: bytes) -> Feedback:
    """What the body of a form says, whether or not it can be taken."""
    said = parse_qs(body[:MAX_BYTES].decode("utf-8", "replace"))
    return Feedback(**{name: said.get(name, [""])[0].strip() for name in LONGEST})


def kept(folder: Path) -> Iterator[dict[str, str]]:
    """The reports as they came, the first first: `time`, `lang` and the fields of `Feedback`."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def keep(feedback: Feedback, lang: str, folder: Path, now: dt.datetime) -> None:
    """Appends a report to the file of its month.

    Raises UsageError where the report says nothing or too much, and where there is no room or no leave to write.
    """
    if any(len(value) > LONGEST[name] for name, value in asdict(feedback).items()):
        raise UsageError("feedback_long", limit=LONGEST["what"])
    if not feedback.what:
        raise UsageError("feedback_empty")
    line = json.dumps({"time": now.isoformat(timespec="seconds"), "lang": lang} | asdict(feedback), ensure_ascii=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if sum(path.stat().st_size for path in folder.glob("*.jsonl")) > MAX_FOLDER:
            raise UsageError("feedback_full")
        path = folder / f"{now:%Y-%m}.jsonl"
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as out:
            out.write(line.encode("utf-8") + b"\n")
    except OSError:
        raise UsageError("feedback_full") from None
