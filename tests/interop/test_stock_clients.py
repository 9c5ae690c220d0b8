"""Clients that others wrote receive every change once and in order, over a break too, by what is documented alone."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager

import psycopg
import pytest
from playwright.async_api import Browser

from realtime.fanout.connection import EndReason
from tests.db.world import feed
from tests.interop.stock import Received, in_browser, in_node, in_python
from tests.realtime.running import Running
from tests.realtime.scene import Scene

pytestmark = pytest.mark.asyncio(loop_scope="session")

# one for each way in which a frame of WebSocket gives its length
SIZES = (10, 500, 70_000)


async def until_received(received: Received, count: int, word: str) -> None:
    """Wait for so many lines that hold a word."""
    async with asyncio.timeout(10):
        while sum(word in line for line in await received()) < count:  # noqa: ASYNC110 - it is somebody else's program
            await asyncio.sleep(0.02)


async def follow(
    jatre: Running, scene: Scene, owner: psycopg.Connection, client: AbstractAsyncContextManager[Received]
) -> None:
    """Changes before a break, during it and after it; what is received must be the feed."""
    async with client as received:
        await until_received(received, 1, "subscribed")
        events = [scene.open(f"Show {size}", scene.at(1, 20), description="x" * size) for size in SIZES]
        await until_received(received, len(SIZES), "event:new")
        for connection in list(jatre.service.hub.connections):
            connection.end(EndReason.RESTART)
        for event in events:
            scene.change(event, title="While the client was away")
        await until_received(received, len(SIZES), "event:updated")
        assert sum(line == "subscribed" for line in await received()) == 2
        scene.take_down(events[0])
        await until_received(received, 1, "event:removed")
        lines = [line for line in await received() if line != "subscribed"]
    epoch = jatre.service.ring.epoch
    public = [change for change in feed(owner) if change.kind.startswith("event:")]
    assert lines == [f"{epoch}.{one.seq} {one.kind} {len(one.payload.get('description') or '')}" for one in public]


@pytest.mark.parametrize("kind", ["EventSource", "WebSocket", "ws"])
async def test_node_follows_the_feed(kind: str, jatre: Running, scene: Scene, owner: psycopg.Connection) -> None:
    await follow(jatre, scene, owner, in_node(kind, jatre.url))


async def test_python_follows_the_feed(jatre: Running, scene: Scene, owner: psycopg.Connection) -> None:
    await follow(jatre, scene, owner, in_python(jatre.url))


@pytest.mark.browser
async def test_a_browser_follows_the_feed(
    browser: Browser, jatre: Running, scene: Scene, owner: psycopg.Connection
) -> None:
    await follow(jatre, scene, owner, in_browser(browser, jatre.url))
