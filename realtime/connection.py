"""One client: a position in the ring and what it has to be told next. Knows no transport."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from enum import Enum

from realtime.backlog import Backlog
from realtime.batch import Batch
from realtime.change import Encoder
from realtime.cursor import Cursor
from realtime.errors import BacklogLost, DatabaseAway
from realtime.group import Group
from realtime.ring import Ring

_RETRY_SECONDS = 1.0
"""Between two tries to read the backlog while the database is away."""


class Ended(Enum):
    """Why a connection ends."""

    GONE = "gone"
    BEHIND_STALLED = "stalled"
    BEHIND_LAG = "lag"
    RESTART = "restart"


class Told(Enum):
    """What there is to say when there are no changes."""

    IDLE = "idle"
    RESET = "reset"


class Connection:
    """A subscriber of one group. `abandon` is how its transport gives up a write that does not come back."""

    def __init__(self, transport: str, encode: Encoder, ring: Ring, backlog: Backlog) -> None:
        self.transport = transport
        self.encode = encode
        self.group: Group | None = None
        self.position = ring.head
        self.generation = ring.generation
        self.caught_up = False
        self.reset_reason = ""
        self.ended: Ended | None = None
        self.wake = asyncio.Event()
        self.writing_since: float | None = None
        self.abandon: Callable[[], None] = lambda: None
        self._ring = ring
        self._backlog = backlog

    @property
    def cursor(self) -> Cursor:
        """Where this client stands."""
        return Cursor(self._ring.epoch, self.position)

    @property
    def lag(self) -> int:
        """Changes between this client and the head, whether or not they concern it."""
        return self._ring.head - self.position

    def end(self, reason: Ended) -> None:
        """Let the connection end after the write under way; give that up where the client does not take it."""
        self.ended = self.ended or reason
        self.wake.set()
        if self.writing_since is not None and reason is not Ended.GONE:
            self.abandon()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Mark a write to the client, so that a stalled one is noticed."""
        self.writing_since = time.monotonic()
        try:
            yield
        finally:
            self.writing_since = None

    def begin(self, position: int, generation: int) -> None:
        """Start from a position, before any room is joined."""
        self.position, self.generation = position, generation

    def restart(self, reason: str) -> Told:
        """Go on from the head, because what lies between cannot be given."""
        self.position, self.generation = self._ring.head, self._ring.generation
        self.reset_reason, self.caught_up = reason, True
        return Told.RESET

    async def next(self, patience: float) -> Batch | Told | Ended:
        """What to tell the client next; waits up to `patience` seconds for something to happen."""
        deadline = time.monotonic() + patience
        while True:
            self.wake.clear()
            said = self.ended or await self._look()
            if said is not None:
                return said
            try:
                async with asyncio.timeout(deadline - time.monotonic()):
                    await self.wake.wait()
            except TimeoutError:
                return self.ended or Told.IDLE

    async def _look(self) -> Batch | Told | None:
        if self.generation != self._ring.generation:
            return self.restart(self._ring.reason)
        if self.position < self._ring.floor and self._unseen():
            return await self._from_backlog()
        return self._from_ring()

    def _unseen(self) -> bool:
        return self.group is not None and self.position < self.group.last_wanted

    def _from_ring(self) -> Batch | None:
        while self.group is not None and self._unseen():
            batch = self.group.batch(self.position, self.encode)
            self.position = batch.position
            if batch.count:
                return batch
        self.position = max(self.position, self._ring.head)
        self.caught_up = True
        return None

    async def _from_backlog(self) -> Batch | Told | None:
        assert self.group is not None
        generation = self.generation
        try:
            batch = await self._backlog.batch(self._ring.epoch, self.position, self.group, self.encode)
        except BacklogLost:
            return self.restart("expired")
        except DatabaseAway:
            asyncio.get_running_loop().call_later(_RETRY_SECONDS, self.wake.set)
            return None
        if generation == self._ring.generation:
            self.position = batch.position
            if batch.count:
                return batch
        self.wake.set()  # nothing to say yet: look again
        return None
