"""Strangers who keep the service waiting, in every way there is, beside readers who behave.

The service is a process of its own. JATRE_SLOW_CLIENTS sets how many there are of each kind; `make faults` sets 1,000.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import socket
from collections.abc import AsyncIterator, Iterator

import psutil
import psycopg
import pytest

from deploy.local.database.postgres import Cluster
from tests.conftest import Database, empty_database
from tests.faults.feed.replica import Replica
from tests.realtime.scene import Scene

pytestmark = pytest.mark.faults

LONG = int(os.environ.get("JATRE_FAULT_CHANGES", "1000")) > 10_000
SLOW = int(os.environ.get("JATRE_SLOW_CLIENTS", "1000" if LONG else "200"))
GOOD = 200 if LONG else 50
EVENTS = 2_000
HEAD_SECONDS = 3
MOST_MEGABYTES = 400
"""Of the whole process, whatever comes: a container has 512."""

KINDS = {
    "no bytes": b"",
    "half a header": b"GET /api/events/discovered HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "half a body": b"POST /signin HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\ntoken=",
    "never reading a list": b"GET /api/events/discovered?limit=100 HTTP/1.1\r\nHost: x\r\n\r\n",
    "never reading the feed": b"GET /api/events/live?last_event_id={epoch}.{position} HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.fixture(scope="module")
def database(cluster: Cluster, template: str) -> Iterator[Database]:
    """One for all: nobody here writes."""
    with empty_database(cluster, template) as made:
        yield made


@pytest.fixture(scope="module")
def feed(database: Database) -> str:
    """A scene whose feed has more changes than the ring of a service that starts now; gives the feed's epoch."""
    scene = Scene(database.pipeline_url)
    text = "Doors at seven, songs until ten, chai in between. " * 30
    scene.open("Jazz at the Loft", scene.at(1, 20), description=text)
    for _ in range(EVENTS // 500):
        scene.run(
            "insert into discovered_events (title, start_time, moderation_status, published_at, description)"
            " select 'Show ' || n, now(), 'approved', now(), %s from generate_series(1, 500) as n",
            text,
        )
    scene.close()
    with psycopg.connect(database.service_url, autocommit=True) as service:
        while (service.execute("select moved from jatre.feed_sequence_v3()").fetchone() or (0,))[0]:
            pass
        (epoch,) = service.execute("select epoch from jatre.feed_position_v2()").fetchone() or ("",)
    return epoch


@pytest.fixture
def replica(database: Database, feed: str) -> Iterator[Replica]:
    """The service, with the limits that it comes with but the shorter one of heads and bodies."""
    limits = {"JATRE_HEAD_SECONDS": str(HEAD_SECONDS), "JATRE_BODY_SECONDS": str(HEAD_SECONDS)}
    made = Replica(database.service_url, environment=limits | {"JATRE_STATEMENT_SECONDS": "10"})
    made.start()
    yield made
    made.kill()


def _megabytes(replica: Replica) -> float:
    return float(psutil.Process(replica.pid).memory_info().rss) / 2**20


def _addresses() -> Iterator[str]:
    return itertools.cycle(f"127.0.{x}.{y}" for x in range(1, 6) for y in range(1, 250))


@contextlib.asynccontextmanager
async def _strangers(port: int, first: list[bytes]) -> AsyncIterator[list[socket.socket]]:
    """Connections from many addresses, each of which sends its first bytes and does nothing more."""
    loop, sockets = asyncio.get_running_loop(), list[socket.socket]()
    try:
        for address, data in zip(_addresses(), first, strict=False):
            one = socket.socket()
            sockets.append(one)
            one.setblocking(False)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            one.bind((address, 0))
            await loop.sock_connect(one, ("127.0.0.1", port))
            if data:
                await loop.sock_sendall(one, data)
        yield sockets
    finally:
        for one in sockets:
            one.close()


async def _get(port: int, path: str) -> int:
    """The status of a whole answer, read as it should be."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        async with asyncio.timeout(60):
            answer = await reader.read()
        return int(answer.split(b" ", 2)[1])
    finally:
        writer.close()


async def _behaved(port: int) -> list[int]:
    """The answers to readers who come a few at a time."""
    statuses = list[int]()
    for _ in range(GOOD // 10):
        statuses += await asyncio.gather(*(_get(port, "/api/events/discovered?limit=5") for _ in range(10)))
    return statuses


def _first_bytes(kind: str, epoch: str) -> list[bytes]:
    positions = (f"{number * EVENTS // SLOW}".encode() for number in range(SLOW))
    return [KINDS[kind].replace(b"{epoch}", epoch.encode()).replace(b"{position}", at) for at in positions]


@pytest.mark.parametrize("kind", KINDS)
async def test_nobody_is_refused_for_those_who_keep_it_waiting(replica: Replica, feed: str, kind: str) -> None:
    async with _strangers(replica.port, _first_bytes(kind, feed)):
        statuses = await _behaved(replica.port)
        most = _megabytes(replica)
    assert statuses == [200] * len(statuses)
    assert most < MOST_MEGABYTES


async def test_a_request_that_does_not_come_is_given_up(replica: Replica, feed: str) -> None:
    """The one who has begun a request gets the reason."""
    loop = asyncio.get_running_loop()
    kinds = {"no bytes": b"", "half a header": b" 408 ", "half a body": b" 408 "}
    for kind, answer in kinds.items():
        async with _strangers(replica.port, _first_bytes(kind, feed)[:5]) as sockets:
            async with asyncio.timeout(HEAD_SECONDS * 5):
                for one in sockets:
                    reply = b""
                    while part := await loop.sock_recv(one, 65_536):
                        reply += part
                    assert answer in reply, kind


async def test_a_crowd_that_resumes_from_everywhere_leaves_its_memory_behind(replica: Replica, feed: str) -> None:
    """After a restart everybody comes back at once, each from another position, and gets all that was missed."""
    before = _megabytes(replica)

    async def resume(position: int) -> int:
        seen = position
        async with asyncio.timeout(120):
            while seen < EVENTS:
                # on a busy machine a head may come late, and clients connect again
                with contextlib.suppress(ConnectionResetError):
                    seen = await read_from(seen)
        return seen

    async def read_from(position: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", replica.port)
        try:
            path = f"/api/events/live?last_event_id={feed}.{position}"
            writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            seen = position
            while seen < EVENTS and (line := await reader.readline()):
                if line.startswith(b"id: "):
                    seen = max(seen, int(line.rpartition(b".")[2]))
            return seen
        finally:
            writer.close()

    reached = await asyncio.gather(*(resume(EVENTS // 2 + number * EVENTS // 2 // 80) for number in range(80)))
    most = _megabytes(replica)
    await asyncio.sleep(12)
    after = _megabytes(replica)
    assert min(reached) >= EVENTS
    assert most < MOST_MEGABYTES
    assert after - before < 100, f"{before:.0f} MB, then {most:.0f}, and {after:.0f} are kept"


async def test_searches_have_a_limit_and_lists_do_not_wait_for_them(replica: Replica) -> None:
    search = "/api/events/discovered?q=" + "a" * 200
    statuses = [await _get(replica.port, search) for _ in range(62)]
    assert set(statuses) <= {200, 429}
    assert statuses[-1] == 429
    assert await _get(replica.port, "/api/events/discovered") == 200
