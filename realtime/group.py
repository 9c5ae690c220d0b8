"""Clients that want the same changes: the filter runs once for all of them, and so does the joining of frames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realtime.batch import Batch, collect
from realtime.change import RESET, Change, Encoder
from realtime.ring import Ring
from realtime.rooms import MODERATION

if TYPE_CHECKING:
    from realtime.connection import Connection

_SCAN = 1_000
"""Changes looked at per batch."""


class Group:
    """The subscribers of one canonical filter; today a filter is a set of rooms."""

    def __init__(self, rooms: frozenset[str], ring: Ring, write_bytes: int) -> None:
        self.rooms = rooms
        self.members: set[Connection] = set()
        self.last_wanted = ring.head
        self._ring = ring
        self._write_bytes = write_bytes
        self._batches: dict[tuple[int, Encoder], Batch] = {}

    def wants(self, change: Change) -> bool:
        """Whether a change is for this group. What moderators see never leaves their room, however it is labelled."""
        if change.kind == MODERATION and MODERATION not in self.rooms:
            return False
        return change.kind == RESET or not self.rooms.isdisjoint(change.rooms)

    def publish(self, changes: Sequence[Change]) -> None:
        """Wake the members when any of the changes, which the ring already holds, is for them."""
        self._batches.clear()
        wanted = [change.seq for change in changes if self.wants(change)]
        if wanted:
            self.last_wanted = wanted[-1]
            self.wake()

    def restart(self) -> None:
        """Wake the members: the ring began anew."""
        self._batches.clear()
        self.last_wanted = self._ring.head
        self.wake()

    def wake(self) -> None:
        """Let every member look again."""
        for member in self.members:
            member.wake.set()

    def batch(self, position: int, encode: Encoder) -> Batch:
        """The next write for a member at `position`; members at the same position share it."""
        key = (position, encode)
        if key not in self._batches:
            changes = self._ring.after(position, _SCAN)
            self._batches[key] = collect(changes, self.wants, encode, position, self._write_bytes)
        return self._batches[key]
