"""One client: a position in the ring, and what it is sent next. Independent of the transport."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from enum import Enum
from typing import Protocol
from uuid import UUID

from realtime.errors import BacklogLost, Busy, Unavailable
from realtime.fanout import messages
from realtime.fanout.backlog import Backlog
from realtime.fanout.batch import WriteBatch
from realtime.fanout.encoding import Encoding
from realtime.fanout.group import Group
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.feed.rooms import PRIVATE
from realtime.transport.client_transport import ClientTransport, nothing

_BACKLOG_RETRY_SECONDS = 1.0
"""Pause between two attempts to read the backlog while the database cannot be reached."""


class EndReason(Enum):
    """Why a connection ends."""

    GONE = "gone"
    BEHIND_STALLED = "stalled"
    BEHIND_LAG = "lag"
    RESTART = "restart"
    EXPIRED = "expired"
    RATE = "rate"
    BUSY = "busy"


class ConnectionOwner(Protocol):
    """What keeps the set of connections, and counts the changes sent, by transport."""

    deliveries: Counter[str]

    def ended(self, connection: Connection, reason: EndReason) -> None:
        """A connection ends for this reason."""


class Connection:
    """A subscriber of one group. Only reading the backlog waits: a change is written as soon as it arrives."""

    __slots__ = (
        "__weakref__", "_backlog", "_catching_up", "_deliveries", "_fetching", "_owner", "_ring", "caught_up",
        "encoding", "ended", "expires_at", "generation", "group", "on_end", "position", "sent_at", "token", "transport",
    )  # fmt: skip

    def __init__(
        self, encoding: Encoding, transport: ClientTransport, ring: Ring, backlog: Backlog, owner: ConnectionOwner
    ) -> None:
        self.encoding = encoding
        self.transport = transport
        self.group: Group | None = None
        self.position = ring.head
        self.generation = ring.generation
        self.caught_up = False
        self.ended: EndReason | None = None
        self.expires_at: float | None = None
        self.token: UUID | None = None
        self.on_end: Callable[[], None] = nothing
        self.sent_at = time.monotonic()
        self._ring = ring
        self._backlog = backlog
        self._owner = owner
        self._deliveries = owner.deliveries
        self._fetching: asyncio.Task[None] | None = None
        self._catching_up = False
        transport.on_drained = self.pump

    @property
    def cursor(self) -> Cursor:
        """The position of this client, as it is given to it."""
        return Cursor(self._ring.epoch, self.position)

    @property
    def lag(self) -> int:
        """Changes between this client and the head, whether or not they concern it."""
        return self._ring.head - self.position

    def expired(self, now: float) -> bool:
        """Whether its permission to read a private room has expired at `now`, in Unix seconds."""
        private = self.group is not None and not self.group.subscription.rooms.isdisjoint(PRIVATE)
        return private and self.expires_at is not None and now >= self.expires_at

    def send(self, message: messages.Message) -> None:
        """Send the client a message."""
        if self.ended is None:
            self.transport.write(self.encoding.encode_message(message))
            self.sent_at = time.monotonic()

    def send_state(self, state: FeedChange) -> None:
        """Send the client the newest state of a room that it has entered, beside the changes."""
        if self.ended is None:
            self.transport.write(self.encoding.wrap(self.encoding.encode_change(state)))
            self.sent_at = time.monotonic()

    def end(self, reason: EndReason) -> None:
        """End the connection, and call its owner and `on_end`."""
        if self.ended is None:
            self.ended = reason
            self.transport.on_drained = nothing
            if self._fetching is not None:
                self._fetching.cancel()
            self._caught_up()
            self._owner.ended(self, reason)
            self.on_end()

    def idle(self) -> None:
        """Send its position to a client that was sent nothing for the keepalive time."""
        if self.group is None:
            self.begin(self._ring.head, self._ring.generation)
        self.pump()
        self.send(messages.position(self.cursor))

    def begin(self, position: int, generation: int) -> None:
        """Set the position to start from, before the connection joins a group."""
        self.position, self.generation = position, generation

    def pump(self) -> None:
        """Write what the client has not been sent, until it has everything or its transport is full."""
        ring = self._ring
        while self.group is not None and self.ended is None and self.transport.paused_at is None:
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
                self._deliver(self.group.batch(self.position, self.encoding))

    def _deliver(self, batch: WriteBatch) -> None:
        self.position = batch.position
        if batch.frames:
            for data in batch.writes:
                self.transport.write(data)
            self.sent_at = time.monotonic()
            self._deliveries[self.encoding.transport] += len(batch.frames)

    def _restart(self, reason: str) -> None:
        """Continue from the head, because the changes up to there cannot be delivered."""
        self.position, self.generation = self._ring.head, self._ring.generation
        self.caught_up = True
        self._caught_up()
        self.send(messages.reset(reason, self.cursor))

    async def _fetch(self) -> None:
        """One page of the backlog; `pump` asks for the next one when the client has taken it."""
        assert self.group is not None
        generation, group = self.generation, self.group
        try:
            await self._catch_up()
            async with self._backlog.writing:
                batch = await self._backlog.batch(self._ring.epoch, self.position, group, self.encoding)
                if generation == self._ring.generation and group is self.group:
                    self._deliver(batch)
                await asyncio.sleep(0)
        except BacklogLost:
            self._restart("expired")
        except Unavailable:
            await asyncio.sleep(_BACKLOG_RETRY_SECONDS)
        finally:
            self._fetching = None
        self.pump()

    async def _catch_up(self) -> None:
        """Wait for a slot among the readers of the backlog; `_caught_up` frees it."""
        if self._catching_up:
            return
        try:
            await self._backlog.readers.enter()
        except Busy:
            self.end(EndReason.BUSY)
            raise
        self._catching_up = True

    def _caught_up(self) -> None:
        if self._catching_up:
            self._catching_up = False
            self._backlog.readers.leave()
