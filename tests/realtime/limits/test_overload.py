"""Too many lists at once: who asks for them is refused, and what else the service does goes on."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import asyncpg
import pytest

from realtime import contract
from realtime.contract import EventsPage
from tests.conftest import Database
from tests.realtime.running import running, until
from tests.realtime.scene import Scene

LIST = "/api/events/discovered"


async def test_a_client_that_asks_for_too_much_gets_429_before_the_pool_is_gone(
    database: Database, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, reading = asyncio.Event(), []

    async def slow(*_: Any) -> EventsPage:
        reading.append(1)
        await may_end.wait()
        return EventsPage('{"events": []}', None)

    monkeypatch.setattr(contract, "events_list", slow)
    async with running(database.service_url, pool_size=3, reads_waiting=4) as jatre:
        asked = [asyncio.create_task(jatre.get(LIST, limit=number)) for number in range(1, 11)]
        await until(lambda: reading and sum(task.done() for task in asked) == 5)
        assert (await jatre.get("/api/events/trending")).status_code == 200  # a connection is left
        may_end.set()
        answers = await asyncio.gather(*asked)
    assert Counter(answer.status_code for answer in answers) == {200: 5, 429: 5}
    assert {answer.headers.get("retry-after") for answer in answers if answer.status_code == 429} == {"1"}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (asyncpg.QueryCanceledError("canceling statement due to statement timeout"), "ask for less"),
        (asyncpg.LockNotAvailableError("canceling statement due to lock timeout"), "hold what this needs"),
        (asyncpg.ConnectionDoesNotExistError("gone"), "database is away"),
    ],
    ids=["slow", "locked", "away"],
)
async def test_slow_is_told_from_away(
    database: Database, scene: Scene, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    async def fails(*_: Any) -> EventsPage:
        raise error

    monkeypatch.setattr(contract, "events_list", fails)
    async with running(database.service_url) as jatre:
        answer, page = await jatre.get(LIST), await jatre.get("/")
    assert (answer.status_code, page.status_code) == (503, 503)
    assert words in answer.json()["error"]["message"]
    assert int(answer.headers["retry-after"]) > 0
    assert ("out of reach" in page.text) == (words == "database is away")


@pytest.mark.parametrize("text", ["jazz", "free"])
async def test_who_asks_too_often_is_told_so_on_the_page(text: str, database: Database, scene: Scene) -> None:
    """Words that are understood as filters are a search too."""
    async with running(database.service_url, searches_per_minute=1) as jatre:
        first, page = await jatre.get("/", q=text), await jatre.get("/", q=text)
    assert (first.status_code, page.status_code) == (200, 429)
    assert page.headers["content-type"].startswith("text/html")
    assert 0 < int(page.headers["retry-after"]) <= 61
    assert "Too much is asked for" in page.text
