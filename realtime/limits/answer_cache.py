"""Answers that are kept until the feed tells of a change that may concern them, and for a few seconds at most.

An answer is as of a position of the feed. It is given where reading anew would find the same: the feed's head is read
for the request, nothing else is committed, every change up to the head is known here, and none since the answer's
position is of its rooms. So nobody is given an older list than what they have been told, by this process or another.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.limits.byte_bound_cache import ByteBoundCache
from realtime.metrics import Metrics

Rooms = tuple[Collection[str], ...]
"""What an answer depends on: a change concerns it when it is of a room of each collection."""
Key = tuple[int, bytes]
"""What was asked, since which beginning of the feed."""
_ENTRY_BYTES = 1_024
"""What is kept of an answer beside its text, about."""


class Answer(Protocol):
    """An answer that knows about how many bytes it holds."""

    @property
    def size(self) -> int:
        """The bytes."""


V = TypeVar("V", bound=Answer)


@dataclass(frozen=True, slots=True)
class _Kept(Generic[V]):
    answer: V
    seq: int
    rooms: Rooms
    until: float


class AnswerCache(Generic[V]):
    """The answers that were asked for lately, by what was asked; bounded in bytes."""

    def __init__(self, ring: Ring, metrics: Metrics, max_bytes: int, seconds: float) -> None:
        self._ring = ring
        self._lookups = metrics.answers
        self._seconds = seconds
        self._kept: ByteBoundCache[Key, _Kept[V]] = ByteBoundCache(
            max_bytes, lambda kept: kept.answer.size + _ENTRY_BYTES
        )

    def key(self, asked: str) -> Key:
        """The key of a request, to be made before its answer is read: a feed that begins anew voids what was kept."""
        # a digest: what a client writes into its address may be far longer than the answer
        return self._ring.generation, hashlib.blake2b(asked.encode()).digest()

    def get(self, key: Key, head: Cursor) -> V | None:
        """The answer, if it is that at `head`, the position of the feed for this request."""
        kept, outcome = self._kept.get(key), "miss"
        if kept is not None:
            is_known = self._ring.epoch == head.epoch and self._ring.head >= head.seq >= kept.seq
            if time.monotonic() >= kept.until:
                outcome = "expired"
            elif not is_known or not self._is_unchanged(kept):
                outcome = "invalidated"
            else:
                outcome = "hit"
        self._lookups.labels(outcome).inc()
        return kept.answer if kept is not None and outcome == "hit" else None

    def put(self, key: Key, answer: V, read_at: Cursor, rooms: Rooms) -> None:
        """Keep an answer that was read after the feed had stood at `read_at`."""
        self._kept.put(key, _Kept(answer, read_at.seq, rooms, time.monotonic() + self._seconds))

    def advance(self, key: Key, answer: V, read_at: Cursor) -> V:
        """Put what was given by `get` in its form of a later position; it is kept no longer for that."""
        if (kept := self._kept.get(key)) is not None:
            self._kept.put(key, replace(kept, answer=answer, seq=read_at.seq))
        return answer

    def _is_unchanged(self, kept: _Kept[V]) -> bool:
        return any(self._ring.is_unchanged(rooms, kept.seq) for rooms in kept.rooms)
