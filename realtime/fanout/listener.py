"""LISTEN on a connection of its own. A notification only wakes the follower, which then reads the outbox itself."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import asyncpg

from realtime.metrics import Metrics

_log = logging.getLogger(__name__)

CHANNEL = "jatre_feed"
_PROBE = "jatre_probe"


class Listener:
    """Wakes the follower: on a notification, when the first client connects, or when the connection is lost."""

    def __init__(self, metrics: Metrics) -> None:
        self._event = asyncio.Event()
        self._source = ""
        self._metrics = metrics
        self.direct: bool | None = None

    def wake(self, source: str) -> None:
        """Wake the follower; `source` is the reason, for the metrics."""
        self._source = source
        self._event.set()

    async def attach(self, connection: asyncpg.Connection) -> None:
        """Listen on a new connection, and check that it is direct: a transaction pooler drops notifications."""
        connection.add_termination_listener(lambda _: self.wake("lost"))
        await connection.add_listener(CHANNEL, self._notified)
        received = asyncio.Event()
        await connection.add_listener(_PROBE, lambda *_: received.set())
        token = str(connection.get_server_pid())
        pid = await connection.fetchval("select pg_backend_pid()")
        # the statement, since the role may not call pg_notify
        await connection.execute(f"notify {_PROBE}")
        self.direct = str(pid) == token and await _soon(received)
        if not self.direct:
            _log.warning("JATRE_SERVICE_URL seems to lead to a pooler: notifications may be lost, polling continues")

    async def wait(self, patience: float) -> None:
        """Wait for a wake-up, at most `patience` seconds."""
        try:
            async with asyncio.timeout(patience):
                await self._event.wait()
        except TimeoutError:
            self._source = "poll"
        self._event.clear()
        self._metrics.wakeups.labels(self._source).inc()

    def _notified(self, *_: Any) -> None:
        self.wake("doorbell")


async def _soon(event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(1):
            await event.wait()
    except TimeoutError:
        return False
    return True
