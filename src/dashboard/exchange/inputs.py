"""What made a version, handed out as it came in: the one file by itself, or the files of a folder in a zip."""

import io
import zipfile
from pathlib import Path, PurePosixPath

from dashboard.exchange.archive import MOMENT
from dashboard.store.versions import inputs


def name(out: Path, number: int) -> str:
    """What the file is called when it is fetched; empty where the version was not made from a file."""
    kept = list(inputs(out, number))
    if len(kept) > 1:
        return f"version-{number}.zip"
    return PurePosixPath(kept[0]).name if kept else ""


def content(out: Path, number: int) -> bytes:
    """Its bytes; those of a zip are the same each time."""
    kept = inputs(out, number)
    if len(kept) == 1:
        (path,) = kept.values()
        return path.read_bytes()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for each, path in kept.items():
            file.writestr(zipfile.ZipInfo(each, MOMENT), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return made.getvalue()
