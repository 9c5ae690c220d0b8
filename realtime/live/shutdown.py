"""Ends the live connections when the server is asked to stop: otherwise it would wait for clients that do not know."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from types import FrameType
from typing import Any

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextlib.contextmanager
def on_shutdown_signal(begin: Callable[[], Awaitable[None]]) -> Iterator[None]:
    """Start `begin` when a signal asks the process to stop, then call the handler of the server."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Future[None]] = set()
    before: dict[int, Any] = {number: signal.getsignal(number) for number in _SIGNALS}

    def start() -> None:
        if not tasks:
            tasks.add(asyncio.ensure_future(begin()))

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(start)
        if callable(before[number]):
            before[number](number, frame)

    for number in _SIGNALS:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number in _SIGNALS:
            signal.signal(number, before[number])
