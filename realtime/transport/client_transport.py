"""The way to one client: writes never wait; `paused_at` and `on_drained` report whether the client keeps up."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

ABORT_SECONDS = 5.0
"""What is not sent so long after the last message is dropped with the connection."""


def nothing() -> None:
    """Do nothing."""


class ClientTransport(Protocol):
    """What a connection needs of its transport. `paused_at` is on the monotonic clock; None while it is not paused."""

    paused_at: float | None
    on_drained: Callable[[], None]
    """Called when the transport is no longer paused."""

    def write(self, data: bytes) -> None:
        """Send whole frames, even to a client that is paused."""

    def close(self, farewell: bytes, code: int) -> None:
        """Send a last message and close; a client that reads nothing is aborted."""


class TaskTransport:
    """For servers that do not lend their transport: a task sends one piece after the other, and waits for each."""

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
        """See ClientTransport."""
        self._waiting.append(data)
        self.paused_at = self.paused_at or time.monotonic()
        self._wake.set()

    def close(self, farewell: bytes, code: int) -> None:
        """See ClientTransport."""
        self._code = code
        self.write(farewell)
        asyncio.get_running_loop().call_later(ABORT_SECONDS, self._task.cancel)

    def stop(self) -> None:
        """Send nothing more: the client is gone."""
        self._task.cancel()

    async def stopped(self) -> None:
        """Wait until the task ends."""
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
