"""Requests for one list at the same time share its read: all get what it brings, also where that is an error."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import pytest

from realtime import contract
from realtime.contract import EventsPage
from realtime.limits.shared_reads import SharedReads
from tests.realtime.running import Running, until

LIST = "/api/events/discovered"
TOGETHER = 3


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
    waiting, reads = [], []
    may_end = asyncio.Event()
    under_way = SharedReads.under_way

    def counted(shared: SharedReads[Any, Any], key: Any) -> Any:
        waiting.append(key)
        return under_way(shared, key)

    async def events_list(*_: Any) -> EventsPage:
        reads.append(1)
        await may_end.wait()
        raise error

    monkeypatch.setattr(SharedReads, "under_way", counted)
    monkeypatch.setattr(contract, "events_list", events_list)
    asked = [asyncio.create_task(jatre.get(LIST)) for _ in range(TOGETHER)]
    await until(lambda: len(waiting) == TOGETHER)
    may_end.set()

    answers = await asyncio.gather(*asked)

    assert [answer.status_code for answer in answers] == [status] * TOGETHER
    assert len({answer.json()["detail"] for answer in answers}) == 1
    assert len(reads) == 1


@pytest.mark.parametrize("q", ["\0", "a\0b", "\ud7ff" * 300, "a" * 20_000, "' or 1=1 --", "\\u0000"])
async def test_hostile_words_get_the_same_answer_however_many_ask(jatre: Running, q: str) -> None:
    answers = await asyncio.gather(*(jatre.get(LIST, q=q) for _ in range(TOGETHER)))

    assert {answer.status_code for answer in answers} <= {200, 400, 414, 431}
    assert len({answer.status_code for answer in answers}) == 1
