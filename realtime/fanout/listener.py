"""The doorbell: LISTEN on a connection of its own. It only wakes the reader; what counts is what the reader finds."""

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
    """A bell that may be rung by the database, by a client that attaches, or by the loss of the connection."""

    def __init__(self, metrics: Metrics) -> None:
        self._bell = asyncio.Event()
        self._source = ""
        self._metrics = metrics
        self.direct: bool | None = None

    def ring(self, source: str) -> None:
        """Wake the reader; `source` says why, for the metrics."""
        self._source = source
        self._bell.set()

    async def attach(self, connection: asyncpg.Connection) -> None:
        """Listen on a fresh connection, and find out whether it is one: a transaction pooler swallows notifications."""
        connection.add_termination_listener(lambda _: self.ring("lost"))
        await connection.add_listener(CHANNEL, self._rung)
        heard = asyncio.Event()
        await connection.add_listener(_PROBE, lambda *_: heard.set())
        token = str(connection.get_server_pid())
        pid = await connection.fetchval("select pg_backend_pid()")
        # the statement, since the role may not call pg_notify
        await connection.execute(f"notify {_PROBE}")
        self.direct = str(pid) == token and await _soon(heard)
        if not self.direct:
            _log.warning("JATRE_SERVICE_URL seems to lead through a pooler: doorbells may be lost, polling carries on")

    async def wait(self, patience: float) -> None:
        """Until the bell rings, at most `patience` seconds."""
        try:
            async with asyncio.timeout(patience):
                await self._bell.wait()
        except TimeoutError:
            self._source = "poll"
        self._bell.clear()
        self._metrics.wakeups.labels(self._source).inc()

    def _rung(self, *_: Any) -> None:
        self.ring("doorbell")


async def _soon(event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(1):
            await event.wait()
    except TimeoutError:
        return False
    return True
