"""The way to one client: bytes go in and never wait; it says when the client takes no more, and when it does again."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

ABORT_SECONDS = 5.0
"""What has not gone out so long after the last word is dropped with the connection."""


def nothing() -> None:
    """Do nothing."""


class Wire(Protocol):
    """What a connection needs of its transport. `paused_at` is on the monotonic clock, None while bytes flow."""

    paused_at: float | None
    on_drained: Callable[[], None]
    """Called when it flows again."""

    def write(self, data: bytes) -> None:
        """Send whole frames, even to a client that is paused."""

    def close(self, farewell: bytes, code: int) -> None:
        """Send a last word and end; a client that takes nothing is given up."""


class TaskWire:
    """On a server that does not lend its transport: a task sends one piece after the other, and waits for each."""

    def __init__(self, send: Callable[[bytes], Awaitable[None]], finish: Callable[[int], Awaitable[None]]) -> None:
        self.paused_at: float | None = None
        self.on_drained: Callable[[], None] = nothing
        self._send = send
        self._finish = finish
        self._waiting: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._code: int | None = None
        self._task = asyncio.create_task(self._run())

    def write(self, data: bytes) -> None:
        """See Wire."""
        self._waiting.append(data)
        self.paused_at = self.paused_at or time.monotonic()
        self._wake.set()

    def close(self, farewell: bytes, code: int) -> None:
        """See Wire."""
        self._code = code
        self.write(farewell)
        asyncio.get_running_loop().call_later(ABORT_SECONDS, self._task.cancel)

    def stop(self) -> None:
        """Send nothing more: the client is gone."""
        self._task.cancel()

    async def stopped(self) -> None:
        """Wait until everything is sent that will be."""
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.exception()  # of no interest: the client is gone

    async def _run(self) -> None:
        while self._code is None or self._waiting:
            await self._wake.wait()
            while self._waiting:
                await self._send(self._waiting.popleft())
            self._wake.clear()
            self.paused_at = None
            self.on_drained()
        await self._finish(self._code)
