"""Clients that leave at the worst moment, or take nothing: they are forgotten, and their address may come again."""

from __future__ import annotations

import asyncio
import contextlib
import socket

import pytest

from realtime.area import ServedArea
from tests.conftest import Database
from tests.realtime.running import Running, running, until
from tests.realtime.scene import AREA, Scene


def _forgotten(jatre: Running) -> bool:
    return not jatre.service.hub.connections and not jatre.service.connection_limits.held


@pytest.mark.parametrize("plain", [False, True], ids=["our classes", "uvicorn as it comes"])
async def test_a_client_that_left_before_it_was_answered_is_forgotten(
    database: Database, scene: Scene, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, gone = asyncio.Event(), asyncio.Event()

    async def slow(code: str) -> ServedArea:
        asked.set()
        await gone.wait()
        return ServedArea.unseeded(code)

    async with running(database.service_url, plain=plain) as jatre:
        monkeypatch.setattr(jatre.service.areas, "get", slow)
        port = int(jatre.url.rpartition(":")[2])
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /api/events/live?startDate=2026-03-14 HTTP/1.1\r\nhost: x\r\n\r\n")
        await asked.wait()
        writer.transport.abort()
        await asyncio.sleep(0.1)  # the service learns of it meanwhile
        joined = jatre.metric("jatre_live_connections", transport="sse")
        gone.set()
        await asyncio.sleep(0.1)
        await until(lambda: _forgotten(jatre))
    assert joined == 0


async def test_who_takes_nothing_is_given_up_by_a_server_without_our_classes_too(
    database: Database, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.transport.client_transport.ABORT_SECONDS", 0.5)
    async with running(database.service_url, plain=True, stall_seconds=3, keepalive_seconds=0.2) as jatre:
        port = int(jatre.url.rpartition(":")[2])
        with contextlib.closing(socket.create_connection(("127.0.0.1", port))) as stalled:
            stalled.sendall(b"GET /api/events/live HTTP/1.1\r\nhost: x\r\n\r\n")
            await until(lambda: jatre.metric("jatre_live_connections", transport="sse") == 1)
            async with jatre.live(f"events:area:{AREA}") as stream:
                await stream.next("subscribed")
                for number in range(16):
                    scene.open(f"Long story {number}", scene.at(1, 20), description="x" * 900_000)
                    await stream.next("event:new")
                await until(lambda: len(jatre.service.hub.connections) == 1)
            await until(lambda: _forgotten(jatre))
        assert jatre.metric("jatre_live_evictions_total", reason="stalled") == 1
