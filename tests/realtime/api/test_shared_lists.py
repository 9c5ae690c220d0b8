"""Requests for one list at the same time share its read: all get what it brings, also where that is an error."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from realtime import contract
from realtime.contract import EventsPage
from realtime.limits.shared_reads import SharedReads
from tests.realtime.running import Running, until

LIST = "/api/events/discovered"
TOGETHER = 3


class HeldReads:
    """Reads of lists that end when they are let: how many began, and how many requests wait for another's."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, read: Callable[..., Awaitable[EventsPage]]) -> None:
        self.reads = self.waiting = 0
        self.may_end = asyncio.Event()
        ended = SharedReads.ended

        async def counted(shared: SharedReads[Any, Any], others: asyncio.Future[Any]) -> bool:
            self.waiting += 1
            return await ended(shared, others)

        async def held(*args: Any) -> EventsPage:
            self.reads += 1
            await self.may_end.wait()
            return await read(*args)

        monkeypatch.setattr(SharedReads, "ended", counted)
        monkeypatch.setattr(contract, "events_list", held)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (asyncpg.ConnectionDoesNotExistError("gone"), 503),
        (ConnectionResetError("gone"), 503),
        (asyncpg.QueryCanceledError("too long"), 503),
        (TimeoutError(), 503),
        (asyncpg.DataError("unreadable"), 400),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
async def test_an_error_of_the_database_is_the_same_answer_for_all(
    jatre: Running, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    async def failing(*_: Any) -> EventsPage:
        raise error

    held = HeldReads(monkeypatch, failing)
    asked = [asyncio.create_task(jatre.get(LIST)) for _ in range(TOGETHER)]
    await until(lambda: held.waiting == TOGETHER - 1)
    held.may_end.set()

    answers = await asyncio.gather(*asked)

    assert [answer.status_code for answer in answers] == [status] * TOGETHER
    assert len({answer.json()["detail"] for answer in answers}) == 1
    assert held.reads == 1


async def test_who_waits_for_a_list_that_is_read_takes_no_place(
    jatre: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldReads(monkeypatch, contract.events_list)
    queue = jatre.service.read_queue
    monkeypatch.setattr(queue, "_free", 1)
    asked = [asyncio.create_task(jatre.get(LIST, when="week")) for _ in range(TOGETHER)]
    await until(lambda: held.waiting == TOGETHER - 1)
    assert (queue._free, len(queue._waiting)) == (0, 0)
    held.may_end.set()

    answers = await asyncio.gather(*asked)

    assert ({answer.status_code for answer in answers}, held.reads) == ({200}, 1)
    assert len({answer.content for answer in answers}) == 1


async def test_nobody_waits_for_the_turn_of_another(jatre: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = jatre.service.read_queue
    monkeypatch.setattr(queue, "_free", 1)
    async with queue.turn("another client"):
        asked = [asyncio.create_task(jatre.get(LIST)) for _ in range(TOGETHER)]
        await until(lambda: sum(map(len, queue._waiting.values())) == TOGETHER)

    answers = await asyncio.gather(*asked)

    assert {answer.status_code for answer in answers} == {200}


async def test_hostile_words_get_the_same_answer_however_many_ask(jatre: Running) -> None:
    for q in ["\0", "a\0b", "\ud7ff" * 300, "a" * 20_000, "' or 1=1 --", "\\u0000"]:
        answers = await asyncio.gather(*(jatre.get(LIST, q=q) for _ in range(TOGETHER)))

        assert {answer.status_code for answer in answers} <= {200, 400, 414, 431}, q
        assert len({answer.status_code for answer in answers}) == 1, q
