"""Behind an nginx with its default settings, which buffer answers, a stream is still a stream."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from string import Template

import httpx
import psycopg
import pytest
import pytest_asyncio
from websockets.asyncio.client import connect

from deploy.local.system import extras, ports
from tests.db.world import feed
from tests.realtime.running import PATIENCE, Running, until
from tests.realtime.scene import Scene

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def proxied(jatre: Running, tmp_path: Path) -> AsyncIterator[Running]:
    """The service, as it is seen through nginx."""
    program = extras.nginx()
    if program is None:
        pytest.skip("no nginx here: `make test` unpacks it where apt-get is")
    port = ports.any_free()
    configuration = Template(Path(__file__).with_name("nginx.conf").read_text(encoding="utf-8"))
    written = tmp_path / "nginx.conf"
    written.write_text(configuration.substitute(port=port, service=jatre.url), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(program, "-p", tmp_path, "-c", written, "-e", "stderr")
    url = f"http://127.0.0.1:{port}"
    try:
        await until(lambda: process.returncode is not None or ports.answers(port))
        assert process.returncode is None, "nginx did not start"
        async with httpx.AsyncClient(base_url=url, timeout=PATIENCE) as client:
            yield replace(jatre, url=url, client=client)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def test_events_come_one_by_one(proxied: Running, scene: Scene) -> None:
    async with proxied.live() as stream:
        await stream.next("subscribed")
        for number in range(5):
            event = scene.open(f"Show {number}", scene.at(1, 20))
            received = await stream.next("event:new")
            assert received.data["id"] == event
        await stream.next("position")  # a sign of life comes through as well
        scene.change(event, title="Moved")
        async with proxied.live(cursor=received.id, header=True) as again:
            assert (await again.next("subscribed")).data["recovered"] is True
            assert (await again.next("event:updated")).data["title"] == "Moved"


async def test_a_long_backlog_comes_through_whole(proxied: Running, scene: Scene, owner: psycopg.Connection) -> None:
    start = f"{proxied.service.ring.epoch}.0"
    for number in range(200):
        scene.open(f"Show {number}", scene.at(1, 20), description="z" * 50_000)
    async with proxied.live(cursor=start) as stream:
        lines = [event.id for event in await stream.take(200, "event:new")]
    assert lines == [f"{proxied.service.ring.epoch}.{change.seq}" for change in feed(owner)]


async def test_a_websocket_is_passed_on(proxied: Running, scene: Scene) -> None:
    async with connect(f"{proxied.url.replace('http', 'ws')}/ws", proxy=None) as socket, asyncio.timeout(PATIENCE):
        await socket.send(json.dumps({"type": "subscribe", "rooms": ["events:all"]}))
        assert [json.loads(await socket.recv())["type"] for _ in range(2)] == ["hello", "subscribed"]
        for number in range(5):
            event = scene.open(f"Show {number}", scene.at(1, 20))
            assert json.loads(await socket.recv())["entity"] == event


async def test_who_leaves_is_gone_at_the_service_too(proxied: Running) -> None:
    async with proxied.live() as stream:
        await stream.next("subscribed")
        assert len(proxied.service.hub.connections) == 1
    await until(lambda: not proxied.service.hub.connections)
