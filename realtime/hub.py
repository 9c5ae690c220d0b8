"""Who is attached, and who has to be told about a change."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from realtime.backlog import Backlog
from realtime.change import Change, Encoder
from realtime.connection import Connection, Ended
from realtime.group import Group
from realtime.metrics import Metrics
from realtime.ring import Ring
from realtime.settings import ServiceSettings

_WATCH_SECONDS = 1.0


class Hub:
    """The connections of this process, by group. Transports attach to it; the feed publishes into it."""

    def __init__(self, ring: Ring, backlog: Backlog, metrics: Metrics, settings: ServiceSettings) -> None:
        self.ring = ring
        self.connections: set[Connection] = set()
        self.draining = False
        self.on_first: Callable[[], None] = lambda: None
        self._backlog = backlog
        self._groups: dict[frozenset[str], Group] = {}
        self._metrics = metrics
        self._settings = settings
        self._changed = asyncio.Event()

    def connect(self, transport: str, encode: Encoder) -> Connection:
        """A new connection at the head of the feed; it hears nothing until it joins rooms."""
        connection = Connection(transport, encode, self.ring, self._backlog)
        self.connections.add(connection)
        self._metrics.connections.labels(transport).inc()
        if len(self.connections) == 1:
            self.on_first()
        if self.draining:
            connection.end(Ended.RESTART)
        return connection

    def join(self, connection: Connection, rooms: frozenset[str]) -> None:
        """Make these the rooms of a connection, in place of those it had."""
        self._leave(connection)
        if rooms not in self._groups:
            self._groups[rooms] = Group(rooms, self.ring, self._settings.write_bytes)
        connection.group = self._groups[rooms]
        connection.group.members.add(connection)

    def disconnect(self, connection: Connection) -> None:
        """Forget a connection."""
        self._leave(connection)
        self.connections.discard(connection)
        self._metrics.connections.labels(connection.transport).dec()

    def publish(self, changes: Sequence[Change]) -> None:
        """Append changes that follow the ring's head and wake those whom they concern."""
        self.ring.extend(changes)
        for group in self._groups.values():
            group.publish(changes)
        self._tick()

    def restart(self, epoch: str, head: int, reason: str) -> None:
        """Begin anew at a position that does not continue the old one; everybody is told to list again."""
        self.ring.restart(epoch, head, reason)
        for group in self._groups.values():
            group.restart()
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
        """Look for clients past the hard bounds, for ever."""
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            for connection in list(self.connections):
                self._judge(connection)

    async def drain(self) -> None:
        """Let everybody go, spread over `drain_seconds`, so that they do not all come back at once."""
        self.draining = True
        leaving = list(self.connections)
        for connection in leaving:
            connection.end(Ended.RESTART)
            await asyncio.sleep(self._settings.drain_seconds / len(leaving))

    def _judge(self, connection: Connection) -> None:
        since = connection.writing_since
        if connection.ended is not None:
            return
        if since is not None and time.monotonic() - since > self._settings.stall_seconds:
            reason = Ended.BEHIND_STALLED
        elif since is not None and connection.caught_up and connection.lag > self._settings.lag_changes:
            reason = Ended.BEHIND_LAG
        else:
            return
        self._metrics.evictions.labels(reason.value).inc()
        connection.end(reason)

    def _leave(self, connection: Connection) -> None:
        group, connection.group = connection.group, None
        if group is not None:
            group.members.discard(connection)
            if not group.members:
                self._groups.pop(group.rooms, None)

    def _tick(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
