"""The recent changes, held once for all clients. It is the queue of all: a client is a position in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from realtime.feed.change import RESET, FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.rooms import WEATHER_ROOM

KEPT_ROOMS = ("events:", WEATHER_ROOM)
"""How the names of those rooms begin whose newest change is known. There are few; of places there are any number."""


class Ring:
    """A dense run of changes `floor < seq <= head` of one epoch, bounded in number and bytes."""

    def __init__(self, max_changes: int, max_bytes: int) -> None:
        self.epoch = ""
        self.head = 0
        self.generation = 0
        self.reason = ""
        self.bytes = 0
        self._max_changes = max_changes
        self._max_bytes = max_bytes
        self._changes: list[FeedChange] = []
        self._newest: dict[str, int] = {}
        # of what was before nothing is known
        self._void = 0

    @property
    def ready(self) -> bool:
        """Whether the feed's position is known at all."""
        return bool(self.epoch)

    @property
    def floor(self) -> int:
        """The smallest position from which the ring holds everything."""
        return self.head - len(self._changes)

    @property
    def cursor(self) -> Cursor:
        """The position of the newest change."""
        return Cursor(self.epoch, self.head)

    def restart(self, epoch: str, head: int, reason: str) -> None:
        """Drop everything: what follows does not continue what was before, for the given reason."""
        self._changes.clear()
        self.bytes = 0
        self.generation += 1
        self.epoch, self.head, self.reason = epoch, head, reason
        self._newest.clear()
        self._void = head

    def extend(self, changes: Sequence[FeedChange]) -> None:
        """Append changes that follow the head without a gap, and drop the oldest beyond the bounds."""
        if [change.seq for change in changes] != list(range(self.head + 1, self.head + 1 + len(changes))):
            raise ValueError(f"changes do not follow {self.head} without a gap")
        self._changes.extend(changes)
        self.head += len(changes)
        self.bytes += sum(len(change.payload) for change in changes)
        for change in changes:
            if change.kind == RESET:
                self._void = change.seq
            self._newest.update((room, change.seq) for room in change.rooms if room.startswith(KEPT_ROOMS))
        self._trim()

    def is_unchanged(self, rooms: Iterable[str], since: int) -> bool:
        """Whether no change after `since` is of one of these rooms of events or weather, as far as the head."""
        return max((self._newest.get(room, 0) for room in rooms), default=0) <= since and self._void <= since

    def after(self, position: int, max_changes: int) -> Sequence[FeedChange]:
        """Up to `max_changes` changes after `position`, which must not be below the floor."""
        start = position - self.floor
        return self._changes[start : start + max_changes]

    def _trim(self) -> None:
        drop, size = 0, self.bytes
        while len(self._changes) - drop > self._max_changes or size > self._max_bytes:
            size -= len(self._changes[drop].payload)
            drop += 1
        del self._changes[:drop]
        self.bytes = size
