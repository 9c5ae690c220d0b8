"""Clients that want the same changes: what they are told is found out once for all of them, and put together once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realtime.batch import Batch, collect
from realtime.change import Change
from realtime.dialect import Dialect
from realtime.interest import Interest
from realtime.ring import Ring

if TYPE_CHECKING:
    from realtime.connection import Connection

_SCAN = 1_000
"""Changes looked at per batch."""


class Group:
    """The subscribers of one interest."""

    def __init__(self, interest: Interest, ring: Ring, write_bytes: int) -> None:
        self.interest = interest
        self.members: set[Connection] = set()
        self.last_wanted = ring.head
        self._ring = ring
        self._write_bytes = write_bytes
        self._batches: dict[tuple[int, Dialect], Batch] = {}
        self._made: list[Batch] = []

    def publish(self, changes: Sequence[Change]) -> bool:
        """Note changes that the ring now holds; whether any of them is for the members."""
        self._batches.clear()
        wanted = [change.seq for change in changes if self.interest.told(change) is not None]
        if wanted:
            self.last_wanted = wanted[-1]
        return bool(wanted)

    def restart(self) -> None:
        """Note that the ring began anew."""
        self._batches.clear()
        self.last_wanted = self._ring.head

    def take_made(self) -> list[Batch]:
        """The batches with changes that were made since this was last asked."""
        made, self._made = self._made, []
        return made

    def batch(self, position: int, dialect: Dialect) -> Batch:
        """The next write for a member at `position`; members at the same position share it."""
        key = (position, dialect)
        if key not in self._batches:
            batch = self.pack(self._ring.after(position, _SCAN), position, dialect)
            self._batches[key] = batch
            if batch.frames:
                self._made.append(batch)
        return self._batches[key]

    def pack(self, changes: Sequence[Change], position: int, dialect: Dialect) -> Batch:
        """A write that carries what the members are told of changes that follow `position`."""
        return collect(changes, self.interest.told, dialect, position, self._write_bytes)
