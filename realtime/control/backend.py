"""PostgreSQL as a backend of broadcaster: one that comes back after its connection is lost.

What the library's own does not: it waits for ever on a lost connection, and an exception in a backend ends the
listening task without a word. So nothing is raised here; the connection is probed, kept and made anew, and whoever is
subscribed gets `RECONNECTED`, after which it has to look up what it may have missed.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any

import asyncpg
from broadcaster import BroadcastBackend, Event

from include.errors import JatreError
from realtime.database import ServiceDatabase

_log = logging.getLogger(__name__)

RECONNECTED = ""
"""The message that stands for all that may have been missed."""

_MAX_WAITING = 1_000
"""Messages kept for a subscriber that is busy; then the oldest go, and it is told so."""
_PROBE_SECONDS = 10.0
_FIRST_DELAY_SECONDS, _LAST_DELAY_SECONDS = 0.1, 2.0


class PostgresBackend(BroadcastBackend):
    """LISTEN on a connection of its own. It receives and no more: `Control.publish` calls the database contract."""

    def __init__(self, database: ServiceDatabase) -> None:
        self.connected = False
        self._database = database
        self._channels: set[str] = set()
        self._received: asyncio.Queue[Event] = asyncio.Queue(_MAX_WAITING)
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Begin to keep a connection; a server that is away is tried again and fails nobody."""
        self._task = asyncio.create_task(self._keep())

    async def disconnect(self) -> None:
        """End it."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def subscribe(self, group: str) -> None:
        """Listen to a channel from here on, on this connection and on those after it."""
        self._channels.add(group)
        self._changed.set()

    async def unsubscribe(self, group: str) -> None:
        """Listen to it no more, from the next connection on."""
        self._channels.discard(group)

    async def next_published(self) -> Event:
        """The next message of any channel."""
        return await self._received.get()

    async def _keep(self) -> None:
        delay = _FIRST_DELAY_SECONDS
        while True:
            try:
                await self._listen()
                delay = _FIRST_DELAY_SECONDS
            except (JatreError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
                _log.info("the control channel is lost: %s", error)
            except Exception:  # whatever it is, the task must go on: its end would be noticed by nobody
                _log.exception("the control channel failed")
            finally:
                self.connected = False
            await asyncio.sleep(delay)
            delay = min(2 * delay, _LAST_DELAY_SECONDS)

    async def _listen(self) -> None:
        """Until the connection is lost."""
        async with self._database.dedicated() as connection:
            connection.add_termination_listener(lambda _: self._changed.set())
            listened: set[str] = set()
            while not connection.is_closed():
                self._changed.clear()
                for channel in self._channels - listened:
                    await connection.add_listener(channel, self._notified)
                    listened.add(channel)
                    # LISTEN first: what was sent before it is looked up, what is sent after it comes
                    self._put(Event(channel, RECONNECTED))
                self.connected = True
                with suppress(TimeoutError):
                    async with asyncio.timeout(_PROBE_SECONDS):
                        await self._changed.wait()
                        continue
                await connection.fetchval("select 1")

    def _notified(self, _: Any, __: int, channel: str, message: object) -> None:
        self._put(Event(channel, str(message)))

    def _put(self, event: Event) -> None:
        if self._received.full():
            self._received.get_nowait()
            event = Event(event.channel, RECONNECTED)
        self._received.put_nowait(event)
