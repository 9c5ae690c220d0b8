"""One client: a position in the ring, and what it has to be told next. Knows no transport."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from enum import Enum
from typing import Protocol

from realtime.errors import BacklogLost, Busy, Unavailable
from realtime.fanout import messages
from realtime.fanout.backlog import Backlog
from realtime.fanout.batch import Batch
from realtime.fanout.encoding import Dialect
from realtime.fanout.group import Group
from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.feed.rooms import PRIVATE
from realtime.transport.wire import Wire, nothing

_RETRY_SECONDS = 1.0
"""Between two tries to read the backlog while the database is away."""


class Ended(Enum):
    """Why a connection ends."""

    GONE = "gone"
    BEHIND_STALLED = "stalled"
    BEHIND_LAG = "lag"
    RESTART = "restart"
    EXPIRED = "expired"
    RATE = "rate"
    BUSY = "busy"


class Keeper(Protocol):
    """Who keeps the connections, and counts what they were told, by transport."""

    deliveries: Counter[str]

    def ended(self, connection: Connection, reason: Ended) -> None:
        """A connection has ended, or is to be."""


class Connection:
    """A subscriber of one group. Nothing here waits but the reading of a backlog: a change is written when it comes."""

    __slots__ = (
        "__weakref__", "_backlog", "_catching_up", "_deliveries", "_fetching", "_keeper", "_ring", "caught_up",
        "dialect", "ended", "expires_at", "generation", "group", "on_end", "position", "said_at", "wire",
    )  # fmt: skip

    def __init__(self, dialect: Dialect, wire: Wire, ring: Ring, backlog: Backlog, keeper: Keeper) -> None:
        self.dialect = dialect
        self.wire = wire
        self.group: Group | None = None
        self.position = ring.head
        self.generation = ring.generation
        self.caught_up = False
        self.ended: Ended | None = None
        self.expires_at: float | None = None
        self.on_end: Callable[[], None] = nothing
        self.said_at = time.monotonic()
        self._ring = ring
        self._backlog = backlog
        self._keeper = keeper
        self._deliveries = keeper.deliveries
        self._fetching: asyncio.Task[None] | None = None
        self._catching_up = False
        wire.drained = self.pump

    @property
    def cursor(self) -> Cursor:
        """Where this client stands."""
        return Cursor(self._ring.epoch, self.position)

    @property
    def lag(self) -> int:
        """Changes between this client and the head, whether or not they concern it."""
        return self._ring.head - self.position

    def expired(self, now: float) -> bool:
        """Whether it hears what its leave, in Unix seconds, no longer covers."""
        private = self.group is not None and not self.group.interest.rooms.isdisjoint(PRIVATE)
        return private and self.expires_at is not None and now >= self.expires_at

    def say(self, message: messages.Message) -> None:
        """Tell the client a word."""
        if self.ended is None:
            self.wire.write(self.dialect.word(message))
            self.said_at = time.monotonic()

    def end(self, reason: Ended) -> None:
        """Let the connection end; whoever put it here hears of it."""
        if self.ended is None:
            self.ended = reason
            self.wire.drained = nothing
            if self._fetching is not None:
                self._fetching.cancel()
            self._caught_up()
            self._keeper.ended(self, reason)
            self.on_end()

    def idle(self) -> None:
        """Tell a client that has heard nothing for long where it stands."""
        if self.group is None:
            self.begin(self._ring.head, self._ring.generation)
        self.pump()
        self.say(messages.position(self.cursor))

    def begin(self, position: int, generation: int) -> None:
        """Start from a position, before any room is joined."""
        self.position, self.generation = position, generation

    def pump(self) -> None:
        """Write what the client has not seen, until it has seen everything or takes no more."""
        ring = self._ring
        while self.group is not None and self.ended is None and self.wire.paused_at is None:
            if self.generation != ring.generation:
                self._restart(ring.reason)
            elif self.position >= self.group.last_wanted:
                self.position = max(self.position, ring.head)
                self.caught_up = True
                self._caught_up()
                return
            elif self.position < ring.floor:
                self._fetching = self._fetching or asyncio.create_task(self._fetch())
                return
            else:
                self._caught_up()
                self._deliver(self.group.batch(self.position, self.dialect))

    def _deliver(self, batch: Batch) -> None:
        self.position = batch.position
        if batch.frames:
            for data in batch.writes:
                self.wire.write(data)
            self.said_at = time.monotonic()
            self._deliveries[self.dialect.transport] += len(batch.frames)

    def _restart(self, reason: str) -> None:
        """Go on from the head, because what lies between cannot be given."""
        self.position, self.generation = self._ring.head, self._ring.generation
        self.caught_up = True
        self._caught_up()
        self.say(messages.reset(reason, self.cursor))

    async def _fetch(self) -> None:
        """One page of the backlog; `pump` asks for the next one when the client has taken it."""
        assert self.group is not None
        generation, group = self.generation, self.group
        try:
            await self._catch_up()
            batch = await self._backlog.batch(self._ring.epoch, self.position, group, self.dialect)
            if generation == self._ring.generation and group is self.group:
                self._deliver(batch)
        except BacklogLost:
            self._restart("expired")
        except Unavailable:
            await asyncio.sleep(_RETRY_SECONDS)
        finally:
            self._fetching = None
        self.pump()

    async def _catch_up(self) -> None:
        """Wait for a place among those who read the backlog; it is kept until there is no need of it."""
        if self._catching_up:
            return
        try:
            await self._backlog.readers.enter()
        except Busy:
            self.end(Ended.BUSY)
            raise
        self._catching_up = True

    def _caught_up(self) -> None:
        if self._catching_up:
            self._catching_up = False
            self._backlog.readers.leave()
