"""Follows the change feed: numbers the changes in the outbox, reads each once for all clients, passes it to the hub."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from realtime import contract
from realtime.contract import SequenceResult
from realtime.database import ServiceDatabase
from realtime.errors import Unavailable
from realtime.fanout.hub import Hub
from realtime.fanout.listener import Listener
from realtime.feed.change import FeedChange
from realtime.metrics import Metrics
from realtime.settings import ServiceSettings

_log = logging.getLogger(__name__)

_MAX_READ_BYTES = 4 * 2**20
"""About the most payload of one read."""
_FIRST_DELAY_SECONDS, _MAX_DELAY_SECONDS = 0.1, 5.0
_BUSY_SECONDS, _MAX_BUSY_TRIES = 0.01, 20


@dataclass
class FollowerState:
    """State of the follower, for the health report; times on the monotonic clock."""

    connected: bool = False
    error: str = "not connected yet"
    caught_up_at: float | None = None
    reconnects: int = 0


class Follower:
    """One loop per process. The database does the same work whether one client is attached or thousands."""

    def __init__(self, database: ServiceDatabase, hub: Hub, metrics: Metrics, settings: ServiceSettings) -> None:
        self.state = FollowerState()
        self.listener = Listener(metrics)
        self._database = database
        self._hub = hub
        self._metrics = metrics
        self._settings = settings
        self._limit = settings.feed_batch
        hub.on_first = lambda: self.listener.wake("attach")

    async def run(self) -> None:
        """Follow the feed until cancelled; when the connection is lost, reconnect after a growing delay with jitter."""
        delay = _FIRST_DELAY_SECONDS
        while True:
            started = time.monotonic()
            try:
                async with self._database.dedicated() as connection:
                    await self._follow(connection)
            except (Unavailable, asyncpg.PostgresError) as error:
                self._lost(str(error))
            except Exception as error:
                _log.exception("the follower failed; it starts again")
                self._lost(type(error).__name__)
            delay = (
                _FIRST_DELAY_SECONDS
                if time.monotonic() - started > _MAX_DELAY_SECONDS
                else min(delay * 2, _MAX_DELAY_SECONDS)
            )
            await asyncio.sleep(random.uniform(delay / 2, delay))  # noqa: S311

    async def read(self, epoch: str, after: int, max_changes: int, max_bytes: int) -> Sequence[FeedChange]:
        """Changes after a position that the ring no longer has; raises DatabaseAway, Busy."""
        async with self._database.connection() as connection:
            self._metrics.reads.labels("backlog").inc()
            rows = await contract.feed_read(connection, after, max_changes, max_bytes)
            return [FeedChange.of(epoch, row) for row in rows]

    async def reach(self, seq: int, patience: float = 1.0) -> bool:
        """Whether the ring reaches `seq` within `patience` seconds; another replica may be ahead of this one."""
        deadline = time.monotonic() + patience
        while self._hub.ring.head < seq and (left := deadline - time.monotonic()) > 0:
            self.listener.wake("ahead")
            await self._hub.changed(min(left, 0.1))
        return self._hub.ring.head >= seq

    def _lost(self, error: str) -> None:
        _log.warning("the feed's connection is gone: %s", error)
        self.state.connected, self.state.error = False, error
        self.state.reconnects += 1
        self._metrics.reconnects.inc()
        self._metrics.listening.set(0)

    async def _follow(self, connection: asyncpg.Connection) -> None:
        # listen first: commits from here on notify, earlier ones are read now
        await self.listener.attach(connection)
        while True:
            await self._catch_up(connection)
            self.state.connected, self.state.error = True, ""
            self.state.caught_up_at = time.monotonic()
            self._metrics.listening.set(1)
            attached = bool(self._hub.connections)
            await self.listener.wait(
                self._settings.feed_poll_seconds if attached else self._settings.feed_idle_poll_seconds
            )

    async def _catch_up(self, connection: asyncpg.Connection) -> None:
        busy = 0
        while True:
            limit, done = self._limit, await self._sequence(connection)
            if done is None:
                continue
            self._check(done.epoch, done.head)
            await self._read_until(connection, done.head)
            self._metrics.sequenced.inc(max(done.moved, 0))
            if done.moved < 0 and busy < _MAX_BUSY_TRIES:
                busy += 1  # another replica is numbering; its changes can be read in a moment
                await asyncio.sleep(_BUSY_SECONDS)
            elif done.moved < limit:
                return

    async def _sequence(self, connection: asyncpg.Connection) -> SequenceResult | None:
        """Number some changes; None when that took too long and has to be tried with fewer."""
        try:
            done = await contract.feed_sequence(connection, self._limit)
        except asyncpg.QueryCanceledError:
            if self._limit == 1:
                raise
            self._limit = max(self._limit // 4, 1)
            _log.warning("numbering took too long; it continues with %s changes at once", self._limit)
            return None
        self._limit = min(self._limit * 2, self._settings.feed_batch)
        return done

    def _check(self, epoch: str, head: int) -> None:
        ring = self._hub.ring
        if not ring.ready:
            self._restart(epoch, head, "start")
        elif epoch != ring.epoch:
            self._restart(epoch, head, "epoch")
        elif head < ring.head:
            self._restart(epoch, head, "rewound")
        self._metrics.head.set(head)

    async def _read_until(self, connection: asyncpg.Connection, head: int) -> None:
        ring = self._hub.ring
        while ring.head < head:
            rows = await contract.feed_read(connection, ring.head, self._settings.feed_batch, _MAX_READ_BYTES)
            self._metrics.reads.labels("follow").inc()
            changes = [FeedChange.of(ring.epoch, row) for row in rows]
            if not _dense(ring.head, changes):
                self._restart(ring.epoch, head, "gap")
                return
            self._publish(changes)

    def _publish(self, changes: Sequence[FeedChange]) -> None:
        self._hub.publish(changes)
        for change in changes:
            self._metrics.changes.labels(change.kind).inc()
        self._metrics.sent.set(self._hub.ring.head)
        self._metrics.backlog.set(self._hub.ring.bytes)

    def _restart(self, epoch: str, head: int, reason: str) -> None:
        _log.info("the feed starts at %s.%s: %s", epoch, head, reason)
        self._metrics.resets.labels(reason).inc()
        self._metrics.sent.set(head)
        self._hub.restart(epoch, head, reason)


def _dense(after: int, changes: Sequence[FeedChange]) -> bool:
    """Whether there are changes, and they follow a position without a gap."""
    return bool(changes) and [change.seq for change in changes] == list(range(after + 1, after + 1 + len(changes)))
