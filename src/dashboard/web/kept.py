"""Answers that take long to make and are the same until the data change: kept in memory, within bounds."""

from collections.abc import Callable, Iterator

MOST, LARGEST = 4, 20_000_000
"""So many answers of at most so many bytes are kept; what is larger is made anew each time, as it is sent."""
_kept: dict[str, bytes] = {}


def once(key: str, make: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    """What `make` gives; under a key that was asked for before, as it was given then."""
    if key in _kept:
        yield _kept[key]
        return
    parts: list[bytes] = []
    size = 0
    for part in make():
        size += len(part)
        if size <= LARGEST:
            parts.append(part)
        else:
            parts.clear()
        yield part
    if size <= LARGEST:
        while len(_kept) >= MOST:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = b"".join(parts)
