"""The position of the feed in an answer lies before what it shows: a change in between arrives twice, not never."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from starlette.datastructures import QueryParams

from realtime import contract
from realtime.api.events import find_events, get_event
from realtime.area import ServedArea
from realtime.contract import EventsPage, FeedPosition
from realtime.service import Service, build
from realtime.settings import ServiceSettings

NOW = datetime(2026, 3, 6, 14, 30, tzinfo=UTC)


class Busy:
    """A database in which a change commits whenever something is read."""

    head = 7

    async def position(self, connection: Any) -> FeedPosition:
        self.head += 1
        return FeedPosition("e", self.head - 1, NOW)

    async def answer(self, *_: Any) -> str:
        self.head += 1
        return f'{{"seen": {self.head - 1}}}'

    async def list(self, *_: Any) -> EventsPage:
        return EventsPage(await self.answer(), None)


@pytest.fixture
async def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    found, busy = build(ServiceSettings(service_url="postgresql://nobody@nowhere/nothing")), Busy()

    @contextlib.asynccontextmanager
    async def connection() -> AsyncIterator[None]:
        yield None

    async def area(code: str) -> ServedArea:
        return ServedArea.unseeded(code)

    monkeypatch.setattr(found.database, "connection", connection)
    monkeypatch.setattr(found.areas, "get", area)
    monkeypatch.setattr(contract, "feed_position", busy.position)
    monkeypatch.setattr(contract, "event_get", busy.answer)
    monkeypatch.setattr(contract, "events_list", busy.list)
    return found


async def test_an_event_is_read_after_its_position(service: Service) -> None:
    found = await get_event(service, UUID(int=1), "here")
    assert found.cursor.seq <= found.read()["seen"]


async def test_a_list_is_read_after_its_position(service: Service) -> None:
    found = await find_events(service, QueryParams("when=week"), "here")
    assert found.cursor.seq <= found.read()["seen"]
    assert found.window is not None
    assert found.window.starts == NOW
