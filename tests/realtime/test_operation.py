"""Health, metrics, slow clients, and letting go."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from include.errors import ConfigurationError
from realtime.service import build
from realtime.settings import ServiceSettings
from tests.conftest import Database
from tests.realtime.running import PATIENCE, Running, running, until
from tests.realtime.scene import Scene

ROOT = Path(__file__).resolve().parent.parent.parent


async def test_health_reports_how_it_is(jatre: Running) -> None:
    await until(lambda: jatre.service.follower.state.connected)
    read = (await jatre.get("/health")).json()
    assert (read["status"], read["database"]["ok"], read["feed"]["listening"]) == ("ok", True, True)
    assert read["feed"]["direct"] is True
    assert (await jatre.get("/health/live")).json() == {"status": "alive"}


async def test_metrics_are_there_for_prometheus(jatre: Running, scene: Scene) -> None:
    async with jatre.live() as stream:
        await stream.next("subscribed")
        scene.open("Jazz night", scene.at(1, 20))
        await stream.next("event:new")
        text = (await jatre.get("/metrics")).text
    for line in (
        'jatre_live_connections{transport="sse"} 1.0',
        "jatre_feed_head 1.0",
        "jatre_feed_sent 1.0",
        'jatre_live_lag_seconds_count{transport="sse"} 1.0',
        'jatre_feed_changes_total{kind="event:new"} 1.0',
        "jatre_listener_up 1.0",
        "jatre_feed_outbox_changes 0.0",
        "jatre_feed_outbox_seconds 0.0",
    ):
        assert line in text


async def test_nothing_listens_without_a_database_url() -> None:
    with pytest.raises(ConfigurationError, match="JATRE_SERVICE_URL"):
        build(ServiceSettings(service_url=""))


async def test_a_service_without_its_database_starts_and_shows_it() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"postgresql://jatre_service@127.0.0.1:{nobody.getsockname()[1]}/jatre"
        async with running(url) as jatre:
            listed, page, health = [await jatre.get(p) for p in ("/api/events/discovered", "/", "/health")]
            async with jatre.live() as stream:
                assert (await stream.next()).name == "hello"
    assert [answer.status_code for answer in (listed, page, health)] == [503, 503, 503]
    assert listed.headers["retry-after"] == "2"
    assert "try again" in listed.json()["error"]["message"]
    assert "out of reach" in page.text
    assert health.json()["database"]["ok"] is False


async def test_a_stalled_client_is_cut_off_and_holds_up_nobody(database: Database, scene: Scene) -> None:
    async with running(database.service_url, stall_seconds=3, keepalive_seconds=0.2) as jatre:
        port = int(jatre.url.rpartition(":")[2])
        stalled = socket.create_connection(("127.0.0.1", port))
        stalled.sendall(b"GET /api/events/live HTTP/1.1\r\nhost: x\r\n\r\n")
        async with jatre.live() as stream:
            await stream.next("subscribed")
            for number in range(16):
                scene.open(f"Long story {number}", scene.at(1, 20), description="x" * 900_000)
                assert (await stream.next("event:new")).data["title"] == f"Long story {number}"
            await until(lambda: len(jatre.service.hub.connections) == 1)
        stalled.close()
        assert jatre.metric("jatre_live_evictions_total", reason="stalled") == 1


async def test_a_slow_client_that_wakes_up_learns_that_it_is_behind(database: Database, scene: Scene) -> None:
    async with running(database.service_url, stall_seconds=0.5) as jatre:
        port = int(jatre.url.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
        writer.write(b"GET /api/events/live HTTP/1.1\r\nhost: x\r\n\r\n")
        await reader.readuntil(b"event: subscribed")
        for number in range(16):
            scene.open(f"Long story {number}", scene.at(1, 20), description="x" * 900_000)
        await until(lambda: jatre.metric("jatre_live_evictions_total", reason="stalled"))
        async with asyncio.timeout(PATIENCE):
            rest = b""
            with suppress(ConnectionError):
                while chunk := await reader.read(2**20):
                    rest = rest[-2000:] + chunk
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
    assert b"event: behind" in rest
    assert b'"cursor":' in rest


async def test_a_client_that_falls_out_of_the_ring_is_behind(database: Database, scene: Scene) -> None:
    async with running(database.service_url, lag_changes=3, stall_seconds=60) as jatre:
        port = int(jatre.url.rpartition(":")[2])
        stalled = socket.create_connection(("127.0.0.1", port))
        stalled.sendall(b"GET /api/events/live HTTP/1.1\r\nhost: x\r\n\r\n")
        async with jatre.live() as stream:
            await stream.next("subscribed")
            for number in range(20):
                scene.open(f"Long story {number}", scene.at(1, 20), description="x" * 900_000)
                await stream.next("event:new")
            await until(lambda: jatre.metric("jatre_live_evictions_total", reason="lag"))
        stalled.close()


@pytest.mark.parametrize("how", [["-m", "realtime"], ["-m", "uvicorn", "realtime.app:app", "--port", "{port}"]])
async def test_a_signal_lets_the_clients_go_with_a_word(database: Database, how: list[str]) -> None:
    async with _serving(database, how) as (process, port):
        url = f"http://127.0.0.1:{port}/api/events/live"
        async with httpx.AsyncClient(timeout=PATIENCE) as client, client.stream("GET", url) as response:
            lines = response.aiter_lines()
            async for line in lines:
                if line == "event: subscribed":
                    process.send_signal(signal.SIGTERM)
                    break
            rest = [line async for line in lines]
        assert "event: closing" in rest
        assert any(line.startswith("retry: ") for line in rest)
        async with asyncio.timeout(PATIENCE):
            await process.wait()
    assert process.returncode in (0, -signal.SIGTERM)


async def test_a_signal_lets_websockets_go_one_after_the_other(database: Database) -> None:
    async with _serving(database, drain_seconds="4") as (process, port), AsyncExitStack() as stack:
        url = f"ws://127.0.0.1:{port}/ws"
        clients = [await stack.enter_async_context(connect(url)) for _ in range(4)]
        for client in clients:
            await client.send('{"type":"subscribe","rooms":["events:all"]}')
            while "subscribed" not in str(await client.recv()):
                pass
        process.send_signal(signal.SIGTERM)
        ends = await asyncio.gather(*(_received_to_the_end(client) for client in clients))
        async with asyncio.timeout(PATIENCE):
            await process.wait()
    assert all('"closing"' in last and code == 1012 for _, last, code in ends)
    times = sorted(at for at, _, _ in ends)
    assert times[-1] - times[0] > 0.5


async def _received_to_the_end(client: ClientConnection) -> tuple[float, str, int]:
    last = ""
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                last = str(await client.recv())
    except ConnectionClosed as closed:
        return time.monotonic(), last, closed.rcvd.code if closed.rcvd else 0


@asynccontextmanager
async def _serving(
    database: Database, how: Sequence[str] = ("-m", "realtime"), drain_seconds: str = "0.5"
) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    """The service as a process of its own, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {
        "JATRE_SERVICE_URL": database.service_url,
        "JATRE_SERVICE_PORT": str(port),
        "JATRE_DRAIN_SECONDS": drain_seconds,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, *(part.format(port=port) for part in how)]
    process = await asyncio.create_subprocess_exec(*command, env=env, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL,
                                                   stderr=asyncio.subprocess.DEVNULL)  # fmt: skip
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
            await _until_up(client)
        yield process, port
    finally:
        with suppress(ProcessLookupError):
            process.kill()


async def _until_up(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(2 * PATIENCE):
        while True:
            with suppress(httpx.TransportError):
                if (await client.get("/health")).status_code == 200:
                    return
            await asyncio.sleep(0.1)
