"""The control channel: every process hears every message, and after a lost connection learns that it missed some."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import psycopg
import pytest
from broadcaster import Event

from realtime.control.backend import RECONNECTED, PostgresBackend
from realtime.control.channels import Control
from realtime.database import ServiceDatabase
from realtime.settings import ServiceSettings
from tests.conftest import Database
from tests.realtime.running import until

Messages = list[dict[str, Any] | None]


@pytest.fixture
def admin(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        yield connection


@asynccontextmanager
async def process(database: Database) -> AsyncIterator[tuple[Control, Messages]]:
    """One process of the service, and what it hears."""
    pool = ServiceDatabase(ServiceSettings(service_url=database.service_url))
    await pool.open()
    control, heard = Control(pool), Messages()
    control.on("seen", heard.append)
    task = asyncio.create_task(control.run())
    try:
        await until(lambda: heard)  # the first: it has begun to listen
        yield control, heard
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await pool.close()


def _cut(admin: psycopg.Connection) -> None:
    admin.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where application_name = 'jatre-feed' and datname = current_database()"
    )


async def test_every_process_hears_what_one_says(database: Database) -> None:
    async with AsyncExitStack() as stack:
        processes = [await stack.enter_async_context(process(database)) for _ in range(2)]
        await processes[0][0].publish("seen", by="meena", text="ಜಾತ್ರೆ '; drop")
        for _, heard in processes:
            await until(lambda heard=heard: len(heard) == 2)  # type: ignore[misc]
            assert heard == [None, {"kind": "seen", "by": "meena", "text": "ಜಾತ್ರೆ '; drop"}]


async def test_a_lost_connection_comes_back_and_says_that_something_may_be_missed(
    database: Database, admin: psycopg.Connection
) -> None:
    async with process(database) as (control, heard):
        for round_ in range(2, 5):
            _cut(admin)
            await until(lambda n=round_: heard.count(None) == n)  # type: ignore[misc]
        await control.publish("seen", by="meena")
        await until(lambda: heard[-1] is not None)


@pytest.mark.parametrize("text", ["no json", "[]", "7", '{"no": "kind"}', '{"kind": "unknown"}', "[" * 7_000])
async def test_what_nobody_understands_ends_nothing(database: Database, admin: psycopg.Connection, text: str) -> None:
    async with process(database) as (control, heard):
        admin.execute("select pg_notify('jatre_control', %s)", [text])
        await control.publish("seen")
        await until(lambda: heard[-1] == {"kind": "seen"})


async def test_a_handler_that_fails_does_not_leave_the_process_deaf(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(database) as (control, heard):
        failures = iter([True])

        def fails(_: dict[str, Any] | None) -> None:
            if next(failures, False):
                raise RuntimeError("a fault of ours")

        control.on("seen", fails)
        await control.publish("seen", by="first")
        await until(lambda: heard[-1] is None and len(heard) > 2)  # it began anew
        await control.publish("seen", by="second")
        await until(lambda: heard[-1] == {"kind": "seen", "by": "second"})


async def test_messages_for_a_busy_process_are_bounded(database: Database) -> None:
    backend = PostgresBackend(ServiceDatabase(ServiceSettings(service_url=database.service_url)))
    for number in range(5_000):
        backend._notified(None, 0, "jatre_control", str(number))
    assert backend._received.qsize() == 1_000
    kept = [backend._received.get_nowait() for _ in range(1_000)]
    assert kept[-1] == Event("jatre_control", RECONNECTED)


async def test_an_unreachable_server_fails_nobody() -> None:
    control = Control(ServiceDatabase(ServiceSettings(service_url="postgresql://nobody@127.0.0.1:1/none")))
    task = asyncio.create_task(control.run())
    await asyncio.sleep(0.5)
    assert not task.done()
    assert not control.connected
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
