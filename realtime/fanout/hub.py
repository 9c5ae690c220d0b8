"""Which clients are connected, and which of them a change is for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence

from realtime.fanout import messages
from realtime.fanout.backlog import Backlog
from realtime.fanout.connection import Connection, EndReason
from realtime.fanout.encoding import Encoding
from realtime.fanout.flush import FlushScheduler
from realtime.fanout.group import Group
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.feed.ring import Ring
from realtime.metrics import Metrics
from realtime.settings import ServiceSettings
from realtime.transport.client_transport import ClientTransport, nothing

_WATCH_SECONDS = 1.0
_SLICE_CLIENTS = 500
"""Clients served before control returns to the event loop."""

_CLOSE_CODES = {
    EndReason.RESTART: 1012, EndReason.BEHIND_STALLED: 1013, EndReason.BEHIND_LAG: 1013, EndReason.BUSY: 1013,
    EndReason.EXPIRED: 4401, EndReason.RATE: 1008,
}  # fmt: skip


class Hub:
    """The connections of this process, by group. Transports connect clients to it; the follower publishes into it."""

    def __init__(self, ring: Ring, backlog: Backlog, metrics: Metrics, settings: ServiceSettings) -> None:
        self.ring = ring
        self.connections: set[Connection] = set()
        self.draining = False
        self.deliveries = metrics.deliveries.changes
        self.on_first: Callable[[], None] = nothing
        self._backlog = backlog
        self._groups: dict[Subscription, Group] = {}
        self._eager: set[Group] = set()
        self._scheduler = FlushScheduler(self._flush)
        self._metrics = metrics
        self._settings = settings
        self._changed = asyncio.Event()

    def connect(
        self, encoding: Encoding, transport: ClientTransport, on_end: Callable[[], None] = nothing
    ) -> Connection:
        """A new connection at the head of the feed; it is sent no changes until it joins a group."""
        connection = Connection(encoding, transport, self.ring, self._backlog, self)
        connection.on_end = on_end
        self.connections.add(connection)
        self._metrics.connections.labels(encoding.transport).inc()
        if len(self.connections) == 1:
            self.on_first()
        if self.draining:
            connection.end(EndReason.RESTART)
        return connection

    def join(self, connection: Connection, subscription: Subscription) -> None:
        """Set the subscription of a connection, in place of the one it had."""
        if connection.ended is not None:
            return
        self._leave(connection)
        if subscription not in self._groups:
            self._groups[subscription] = Group(subscription, self.ring, self._settings.write_bytes)
        connection.group = self._groups[subscription]
        connection.group.enter(connection)

    def publish(self, changes: Sequence[FeedChange]) -> None:
        """Append changes that follow the ring's head, and schedule the writes to the groups that they are for."""
        self.ring.extend(changes)
        self._eager.update(group for group in self._groups.values() if group.publish(changes))
        self._tick()

    def restart(self, epoch: str, head: int, reason: str) -> None:
        """Restart at a position that does not continue the old one; all clients are sent a reset."""
        self.ring.restart(epoch, head, reason)
        for group in self._groups.values():
            group.restart()
        self._eager.update(self._groups.values())
        self._tick()

    async def changed(self, patience: float) -> None:
        """Wait until the ring moves, at most `patience` seconds."""
        event = self._changed
        try:
            async with asyncio.timeout(patience):
                await event.wait()
        except TimeoutError:
            return

    async def watch(self) -> None:
        """Check all connections regularly, until cancelled: end those beyond a limit, keep silent ones alive."""
        while True:
            await asyncio.sleep(min(_WATCH_SECONDS, self._settings.keepalive_seconds / 4))
            now, today = time.monotonic(), time.time()
            for connection in tuple(self.connections):
                self._check(connection, now, today)

    async def drain(self) -> None:
        """End all connections, spread over `drain_seconds`, so that they do not all reconnect at once."""
        self.draining = True
        leaving = list(self.connections)
        for connection in leaving:
            connection.end(EndReason.RESTART)
            await asyncio.sleep(self._settings.drain_seconds / len(leaving))

    def _check(self, connection: Connection, now: float, today: float) -> None:
        paused = connection.transport.paused_at
        if connection.expired(today):
            connection.end(EndReason.EXPIRED)
        elif paused is not None and now - paused > self._settings.stall_seconds:
            connection.end(EndReason.BEHIND_STALLED)
        elif paused is not None and connection.caught_up and connection.lag > self._settings.lag_changes:
            connection.end(EndReason.BEHIND_LAG)
        elif paused is None and self.ring.ready and now - connection.sent_at >= self._settings.keepalive_seconds:
            connection.idle()

    def _flush(self) -> Iterator[None]:
        groups, self._eager = self._eager, set()
        served = 0
        for group in groups:
            for members in group.slices(_SLICE_CLIENTS):
                group.serve(members, self.deliveries)
                served += len(members)
                if served >= _SLICE_CLIENTS:
                    served = 0
                    yield
            for batch in group.take_made():
                self._metrics.lag.labels(batch.encoding.transport).observe(batch.age())

    def ended(self, connection: Connection, reason: EndReason) -> None:
        """See ConnectionOwner."""
        self._leave(connection)
        self.connections.discard(connection)
        transport = connection.encoding.transport
        self._metrics.connections.labels(transport).dec()
        if reason in (EndReason.BEHIND_LAG, EndReason.BEHIND_STALLED):
            self._metrics.evictions.labels(reason.value).inc()
        if reason is not EndReason.GONE:
            farewell = messages.farewell(reason.value, connection.cursor, self._settings)
            connection.transport.close(connection.encoding.encode_message(farewell), _CLOSE_CODES[reason])

    def _leave(self, connection: Connection) -> None:
        group, connection.group = connection.group, None
        if group is not None:
            group.leave(connection)
            if group.empty:
                self._groups.pop(group.subscription, None)
                self._eager.discard(group)

    def _tick(self) -> None:
        self._scheduler.request()
        self._changed.set()
        self._changed = asyncio.Event()
