"""A cache that is bounded in bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class ByteBoundCache(Generic[K, V]):
    """The most recently used values, as many as fit into a number of bytes."""

    def __init__(self, max_bytes: int, size: Callable[[V], int]) -> None:
        self.bytes = 0
        self._max_bytes = max_bytes
        self._size = size
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value of a key, or None when it was dropped."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def put(self, key: K, value: V) -> V:
        """Add a value and drop the least recently used ones that no longer fit.

        One that does not fit by itself is not kept, and drops no other.
        """
        self._forget(self._kept.pop(key, None))
        size = self._size(value)
        if size > self._max_bytes:
            return value
        self._kept[key] = (value, size)
        self.bytes += size
        while self.bytes > self._max_bytes:
            self._forget(self._kept.popitem(last=False)[1])
        return value

    def _forget(self, kept: tuple[V, int] | None) -> None:
        self.bytes -= kept[1] if kept else 0
