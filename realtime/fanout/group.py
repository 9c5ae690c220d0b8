"""Clients with the same subscription: changes are selected and encoded once for all of them."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from realtime.fanout.batch import WriteBatch, collect
from realtime.fanout.encoding import Encoding
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.feed.ring import Ring
from realtime.transport.client_transport import ClientTransport

_MAX_SCANNED_CHANGES = 1_000
"""Changes examined per batch."""


class Member(Protocol):
    """What a group needs of a connection. `sent_at` is on the monotonic clock."""

    encoding: Encoding
    transport: ClientTransport
    group: Group | None
    position: int
    generation: int
    caught_up: bool
    sent_at: float

    def pump(self) -> None:
        """Write what it has not been sent."""


class Group:
    """The clients with one subscription."""

    def __init__(self, subscription: Subscription, ring: Ring, write_bytes: int) -> None:
        self.subscription = subscription
        self.last_wanted = ring.head
        self._ring = ring
        self._write_bytes = write_bytes
        self._members: defaultdict[Encoding, set[Member]] = defaultdict(set)
        self._batches: dict[tuple[int, Encoding], WriteBatch] = {}
        self._made: list[WriteBatch] = []

    @property
    def empty(self) -> bool:
        """Whether it has no members."""
        return not any(self._members.values())

    def enter(self, member: Member) -> None:
        """Add a member."""
        self._members[member.encoding].add(member)

    def leave(self, member: Member) -> None:
        """Remove a member."""
        self._members[member.encoding].discard(member)

    def slices(self, max_members: int) -> Iterator[Sequence[Member]]:
        """The present members, in slices of one encoding and at most `max_members`."""
        for members in [tuple(members) for members in self._members.values()]:
            for first in range(0, len(members), max_members):
                yield members[first : first + max_members]

    def serve(self, members: Sequence[Member], deliveries: Counter[str]) -> None:
        """Write what members of one encoding have not been sent, and count it.

        Most members are at the same position. What is written to the first of them is written to the others too, with
        as few checks as possible: this runs for each client and change.
        """
        now, head, generation = time.monotonic(), self._ring.head, self._ring.generation
        start, followers = -1, 0
        writes: tuple[bytes, ...] = ()
        for member in members:
            transport = member.transport
            if (
                member.position == start
                and transport.paused_at is None
                and member.group is self
                and member.generation == generation
            ):
                member.position, member.caught_up, member.sent_at = head, True, now
                followers += 1
                write = transport.write
                for data in writes:
                    write(data)
                continue
            before = member.position
            member.pump()
            batch = self._batches.get((before, member.encoding))
            if start < 0 and batch is not None and batch.position >= self.last_wanted:
                start, writes = batch.start, batch.writes
        if followers:
            batch = self._batches[start, members[0].encoding]
            deliveries[batch.encoding.transport] += followers * len(batch.frames)

    def publish(self, changes: Sequence[FeedChange]) -> bool:
        """Note changes that were added to the ring; whether any of them is for the members."""
        self._batches.clear()
        wanted = [change.seq for change in changes if self.subscription.select(change) is not None]
        if wanted:
            self.last_wanted = wanted[-1]
        return bool(wanted)

    def restart(self) -> None:
        """Note that the ring was restarted."""
        self._batches.clear()
        self.last_wanted = self._ring.head

    def take_made(self) -> list[WriteBatch]:
        """The batches with changes that were made since the last call."""
        made, self._made = self._made, []
        return made

    def batch(self, position: int, encoding: Encoding) -> WriteBatch:
        """The next write for a member at `position`; members at the same position share it."""
        key = (position, encoding)
        if key not in self._batches:
            batch = self.pack(self._ring.after(position, _MAX_SCANNED_CHANGES), position, encoding)
            self._batches[key] = batch
            if batch.frames:
                self._made.append(batch)
        return self._batches[key]

    def pack(self, changes: Sequence[FeedChange], position: int, encoding: Encoding) -> WriteBatch:
        """One write with what the members are sent of changes after `position`."""
        return collect(changes, self.subscription.select, encoding, position, self._write_bytes)
