"""What files that are taken away are called."""

import re
from collections.abc import Iterable

LONGEST = 60
"""Characters of each part of a name."""


def stem(parts: Iterable[object]) -> str:
    """A file's name without its ending: the parts that say something, safe on every system: `goals-measures-2021`."""
    return "-".join(re.sub(r"[^A-Za-z0-9]+", "-", str(part)).strip("-")[:LONGEST] for part in parts if part)
