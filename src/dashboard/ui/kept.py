"""HTML that was made before: the same page of the same data with the same filters is the same HTML.

Templates are more than half of what a rerun costs, and most reruns show what somebody has seen already.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

MOST = 48_000_000
"""Characters that are kept, over all pages and visitors; what was not asked for longest goes first."""


class Kept:
    """Texts by what they are made from, up to a size in all."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def text(self, key: Hashable, make: Callable[[], str]) -> str:
        """The text under a key, made if it is not there.

        Visitors who ask for the same at once wait for the one who makes it: a hundred on a server that has just
        started would otherwise make each view a hundred times.
        """
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
                return self._texts[key]
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._texts:
                    return self._texts[key]
            try:
                said = make()
                self._keep(key, said)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return said

    def _keep(self, key: Hashable, said: str) -> None:
        with self._lock:
            self._size += len(said) - len(self._texts.pop(key, ""))
            self._texts[key] = said
            while self._size > self._most:
                self._size -= len(self._texts.popitem(last=False)[1])
