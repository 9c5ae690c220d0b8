"""Clients that want the same changes: what they are told is found out once for all of them, and put together once."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from realtime.fanout.batch import Batch, collect
from realtime.fanout.encoding import Dialect
from realtime.fanout.subscription import Interest
from realtime.feed.change import Change
from realtime.feed.ring import Ring

if TYPE_CHECKING:
    from realtime.fanout.connection import Connection

_SCAN = 1_000
"""Changes looked at per batch."""


class Group:
    """The subscribers of one interest."""

    def __init__(self, interest: Interest, ring: Ring, write_bytes: int) -> None:
        self.interest = interest
        self.last_wanted = ring.head
        self._ring = ring
        self._write_bytes = write_bytes
        self._members: defaultdict[Dialect, set[Connection]] = defaultdict(set)
        self._batches: dict[tuple[int, Dialect], Batch] = {}
        self._made: list[Batch] = []

    @property
    def empty(self) -> bool:
        """Whether nobody is in it."""
        return not any(self._members.values())

    def enter(self, member: Connection) -> None:
        """Take somebody in."""
        self._members[member.dialect].add(member)

    def leave(self, member: Connection) -> None:
        """Let somebody go."""
        self._members[member.dialect].discard(member)

    def slices(self, most: int) -> Iterator[Sequence[Connection]]:
        """The members as they are now, of one dialect at a time, at most so many."""
        for members in [tuple(members) for members in self._members.values()]:
            for first in range(0, len(members), most):
                yield members[first : first + most]

    def serve(self, members: Sequence[Connection], deliveries: Counter[str]) -> None:
        """Tell members of one dialect what they have not seen, and count it.

        Most stand where the last change left them. What the first of them is written the others are written too, and
        little else is looked at: this is done for each client and change.
        """
        now, head, generation = time.monotonic(), self._ring.head, self._ring.generation
        start, followers = -1, 0
        writes: tuple[bytes, ...] = ()
        for member in members:
            wire = member.wire
            if (
                member.position == start
                and wire.paused_at is None
                and member.group is self
                and member.generation == generation
            ):
                member.position, member.caught_up, member.said_at = head, True, now
                followers += 1
                write = wire.write
                for data in writes:
                    write(data)
                continue
            before = member.position
            member.pump()
            batch = self._batches.get((before, member.dialect))
            if start < 0 and batch is not None and batch.position >= self.last_wanted:
                start, writes = batch.start, batch.writes
        if followers:
            batch = self._batches[start, members[0].dialect]
            deliveries[batch.dialect.transport] += followers * len(batch.frames)

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
