"""Whether a connection hears of changes by itself, and what wakes whoever waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from realtime.fanout import listener as module
from realtime.fanout.listener import Listener
from realtime.metrics import Metrics


class Connection:
    """A connection whose server says that it is `pid`, and that brings notifications or loses them."""

    def __init__(self, pid: int = 7, heard: bool = True) -> None:
        self.pid, self.heard = pid, heard
        self.listeners: dict[str, Callable[..., None]] = {}
        self.ended: list[Callable[..., None]] = []

    def add_termination_listener(self, callback: Callable[..., None]) -> None:
        self.ended.append(callback)

    async def add_listener(self, channel: str, callback: Callable[..., None]) -> None:
        self.listeners[channel] = callback

    def get_server_pid(self) -> int:
        return 7

    async def fetchval(self, _: str) -> int:
        return self.pid

    async def execute(self, statement: str) -> None:
        if self.heard:
            self.listeners[statement.removeprefix("notify ")]()


async def attached(monkeypatch: pytest.MonkeyPatch, made: Connection) -> tuple[Listener, Metrics]:
    async def soon(event: asyncio.Event) -> bool:
        return event.is_set()

    monkeypatch.setattr(module, "_soon", soon)
    metrics = Metrics()
    listener = Listener(metrics)
    connection: Any = made
    await listener.attach(connection)
    return listener, metrics


@pytest.mark.parametrize(
    ("pid", "heard", "direct"),
    [(7, True, True), (7, False, False), (8, True, False), (6, True, False), (70, True, False)],
)
async def test_a_connection_through_a_pooler_is_not_direct(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, pid: int, heard: bool, direct: bool
) -> None:
    listener, _ = await attached(monkeypatch, Connection(pid, heard))
    assert listener.direct is direct
    assert ("pooler" in caplog.text) is not direct


async def test_who_waits_is_woken_and_why_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = Connection()
    listener, metrics = await attached(monkeypatch, connection)

    def counted() -> dict[str, float]:
        return {one: metrics.wakeups.labels(one)._value.get() for one in ("doorbell", "lost", "ahead", "poll")}

    connection.listeners[module.CHANNEL]("connection", 7, "channel", "")
    await listener.wait(600)
    assert counted() == {"doorbell": 1, "lost": 0, "ahead": 0, "poll": 0}
    connection.ended[0](connection)
    await listener.wait(600)
    listener.wake("ahead")
    await listener.wait(600)
    await listener.wait(0)
    assert counted() == {"doorbell": 1, "lost": 1, "ahead": 1, "poll": 1}


async def test_what_does_not_come_within_a_second_does_not_come() -> None:
    event = asyncio.Event()
    event.set()
    assert await module._soon(event) is True
