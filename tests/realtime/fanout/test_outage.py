"""PostgreSQL goes away under attached clients and comes back: nothing is lost, and nobody has to do anything."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import psycopg
import pytest

from deploy.local.database.postgres import Cluster
from deploy.local.processes import processes
from tests.durable import durable_server
from tests.realtime.running import PATIENCE, Running, SseStream, running, until
from tests.realtime.scene import Scene

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A migrated server that may be killed, with the durability of a real one."""
    with durable_server(tmp_path_factory.mktemp("mortal"), "jatre") as cluster:
        yield cluster


def _fast(cluster: Cluster) -> None:
    cluster.stop()


def _immediate(cluster: Cluster) -> None:
    pid = cluster.pid()
    assert pid is not None
    processes.send(pid, signal.SIGQUIT)
    deadline = time.monotonic() + 60
    while cluster.pid() is not None and time.monotonic() < deadline:
        time.sleep(0.05)


def _kill(cluster: Cluster) -> None:
    cluster.kill()


def _terminate(cluster: Cluster) -> None:
    """Only the backends: the server stays."""
    with psycopg.connect(cluster.url(), autocommit=True) as admin:
        admin.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'jatre_service'")


@pytest.mark.parametrize("end", [_fast, _immediate, _kill, _terminate])
async def test_a_restart_loses_nothing_for_who_is_attached(mortal: Cluster, end: Callable[[Cluster], None]) -> None:
    writing = asyncio.Event()
    writing.set()
    async with running(mortal.url("jatre", "jatre_service"), keepalive_seconds=0.5) as jatre, jatre.live() as stream:
        first = str((await stream.next("subscribed")).id)
        received: list[tuple[int, str]] = []
        listening = asyncio.create_task(_listen(stream, received))
        writer = asyncio.create_task(_write(mortal, writing))
        await until(lambda: len(received) > 5)
        await asyncio.to_thread(end, mortal)
        if end is not _terminate:
            await _reports_that_it_is_away(jatre)
            await asyncio.to_thread(mortal.start)
        await _is_back(jatre)
        before = len(received)
        await until(lambda: len(received) > before + 5)
        writing.clear()
        await writer
        committed = await asyncio.to_thread(_committed, mortal, first)
        await until(lambda: len(received) >= len(committed))
        listening.cancel()
    assert len(committed) > 10
    assert received == committed
    assert jatre.service.follower.state.reconnects >= 1


async def _listen(stream: SseStream, received: list[tuple[int, str]]) -> None:
    while True:
        event = await stream.next("event:new", "reset", patience=60)
        assert event.name == "event:new", event
        received.append((int(str(event.id).rpartition(".")[2]), event.data["title"]))


async def _write(cluster: Cluster, writing: asyncio.Event) -> None:
    number = 0
    while writing.is_set():
        with suppress(psycopg.OperationalError):
            scene = await asyncio.to_thread(Scene, cluster.url("jatre", "jatre_pipeline"))
            while writing.is_set():
                number += 1
                await asyncio.to_thread(_open, scene, f"Concert {number}")
                await asyncio.sleep(0.02)
            scene.close()
        await asyncio.sleep(0.1)


def _open(scene: Scene, title: str) -> None:
    scene.open(title, scene.at(1, 20))


def _committed(cluster: Cluster, first: str) -> list[tuple[int, str]]:
    with psycopg.connect(cluster.url("jatre"), autocommit=True) as admin:
        deadline = time.monotonic() + 60
        while admin.execute("select count(*) from jatre.feed_outbox").fetchone() != (0,):
            assert time.monotonic() < deadline, "the outbox is not emptied"
            time.sleep(0.05)
        after = int(first.rpartition(".")[2])
        rows = admin.execute(
            "select seq, payload::jsonb ->> 'title' from jatre.feed_changes where seq > %s order by seq", [after]
        ).fetchall()
        events = admin.execute("select count(*) from jatre.discovered_events").fetchone()
    assert events is not None
    assert events[0] == after + len(rows), "every committed event is a change"
    return [(seq, title) for seq, title in rows]


async def _reports_that_it_is_away(jatre: Running) -> None:
    for path in ("/api/events/discovered", "/health", "/"):
        answer = await jatre.get(path)
        assert answer.status_code == 503, path
        assert answer.headers["retry-after"] == "2"


async def _is_back(jatre: Running) -> None:
    async with asyncio.timeout(2 * PATIENCE):
        while (await jatre.get("/health")).status_code != 200:  # noqa: ASYNC110 - it happens elsewhere
            await asyncio.sleep(0.1)
    assert (await jatre.get("/api/events/discovered")).status_code == 200
