"""Who is attached, and who has to be told about a change."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence

from realtime.fanout import messages
from realtime.fanout.backlog import Backlog
from realtime.fanout.connection import Connection, Ended
from realtime.fanout.encoding import Dialect
from realtime.fanout.flush import Pace
from realtime.fanout.group import Group
from realtime.fanout.subscription import Interest
from realtime.feed.change import Change
from realtime.feed.ring import Ring
from realtime.metrics import Metrics
from realtime.settings import ServiceSettings
from realtime.transport.wire import Wire, nothing

_WATCH_SECONDS = 1.0
_SLICE = 500
"""Clients served before the event loop has its turn."""

_CODES = {
    Ended.RESTART: 1012, Ended.BEHIND_STALLED: 1013, Ended.BEHIND_LAG: 1013, Ended.EXPIRED: 4401, Ended.RATE: 1008,
    Ended.BUSY: 1013,
}  # fmt: skip


class Hub:
    """The connections of this process, by group. Transports attach to it; the feed publishes into it."""

    def __init__(self, ring: Ring, backlog: Backlog, metrics: Metrics, settings: ServiceSettings) -> None:
        self.ring = ring
        self.connections: set[Connection] = set()
        self.draining = False
        self.deliveries = metrics.deliveries.changes
        self.on_first: Callable[[], None] = nothing
        self._backlog = backlog
        self._groups: dict[Interest, Group] = {}
        self._eager: set[Group] = set()
        self._pace = Pace(self._flush)
        self._metrics = metrics
        self._settings = settings
        self._changed = asyncio.Event()

    def connect(self, dialect: Dialect, wire: Wire, on_end: Callable[[], None] = nothing) -> Connection:
        """A new connection at the head of the feed; it hears nothing until it joins a group."""
        connection = Connection(dialect, wire, self.ring, self._backlog, self)
        connection.on_end = on_end
        self.connections.add(connection)
        self._metrics.connections.labels(dialect.transport).inc()
        if len(self.connections) == 1:
            self.on_first()
        if self.draining:
            connection.end(Ended.RESTART)
        return connection

    def join(self, connection: Connection, interest: Interest) -> None:
        """Make this the interest of a connection, in place of the one it had, and tell it what it has not seen."""
        if connection.ended is not None:
            return
        self._leave(connection)
        if interest not in self._groups:
            self._groups[interest] = Group(interest, self.ring, self._settings.write_bytes)
        connection.group = self._groups[interest]
        connection.group.enter(connection)

    def publish(self, changes: Sequence[Change]) -> None:
        """Append changes that follow the ring's head, and tell those whom they concern."""
        self.ring.extend(changes)
        self._eager.update(group for group in self._groups.values() if group.publish(changes))
        self._tick()

    def restart(self, epoch: str, head: int, reason: str) -> None:
        """Begin anew at a position that does not continue the old one; everybody is told to list again."""
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
        """Look after those who are past a bound, and those who have heard nothing for long, for ever."""
        while True:
            await asyncio.sleep(min(_WATCH_SECONDS, self._settings.keepalive_seconds / 4))
            now, today = time.monotonic(), time.time()
            for connection in tuple(self.connections):
                self._look_after(connection, now, today)

    async def drain(self) -> None:
        """Let everybody go, spread over `drain_seconds`, so that they do not all come back at once."""
        self.draining = True
        leaving = list(self.connections)
        for connection in leaving:
            connection.end(Ended.RESTART)
            await asyncio.sleep(self._settings.drain_seconds / len(leaving))

    def _look_after(self, connection: Connection, now: float, today: float) -> None:
        paused = connection.wire.paused_at
        if connection.expired(today):
            connection.end(Ended.EXPIRED)
        elif paused is not None and now - paused > self._settings.stall_seconds:
            connection.end(Ended.BEHIND_STALLED)
        elif paused is not None and connection.caught_up and connection.lag > self._settings.lag_changes:
            connection.end(Ended.BEHIND_LAG)
        elif paused is None and self.ring.ready and now - connection.said_at >= self._settings.keepalive_seconds:
            connection.idle()

    def _flush(self) -> Iterator[None]:
        groups, self._eager = self._eager, set()
        served = 0
        for group in groups:
            for members in group.slices(_SLICE):
                group.serve(members, self.deliveries)
                served += len(members)
                if served >= _SLICE:
                    served = 0
                    yield
            for batch in group.take_made():
                self._metrics.lag.labels(batch.dialect.transport).observe(batch.age())

    def ended(self, connection: Connection, reason: Ended) -> None:
        """See Keeper."""
        self._leave(connection)
        self.connections.discard(connection)
        transport = connection.dialect.transport
        self._metrics.connections.labels(transport).dec()
        if reason in (Ended.BEHIND_LAG, Ended.BEHIND_STALLED):
            self._metrics.evictions.labels(reason.value).inc()
        if reason is not Ended.GONE:
            farewell = messages.farewell(reason.value, connection.cursor, self._settings)
            connection.wire.close(connection.dialect.word(farewell), _CODES[reason])

    def _leave(self, connection: Connection) -> None:
        group, connection.group = connection.group, None
        if group is not None:
            group.leave(connection)
            if group.empty:
                self._groups.pop(group.interest, None)
                self._eager.discard(group)

    def _tick(self) -> None:
        self._pace.ask()
        self._changed.set()
        self._changed = asyncio.Event()
