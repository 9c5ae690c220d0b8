"""What is read of a state once for all who ask, until the feed tells of news in its room."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from realtime.api.kept_reads import kept_answer
from realtime.limits.answer_cache import Answer
from realtime.limits.positions import Position
from realtime.service import Service

V = TypeVar("V", bound=Answer)


async def kept_state(
    service: Service, room: str, read: Callable[[], Awaitable[V]], position: Position | None = None
) -> tuple[V, datetime]:
    """The state of a room, and the clock of the database; raises as `ServiceDatabase.connection`.

    `position` is where the feed stands, for whoever has just read it. Those who ask at one position share one read.
    """
    key = service.kept_lists.key(f"state {room}")
    kept, position = await kept_answer(service, service.kept_lists, key, position)
    if kept is not None:
        known: V = kept
        return known, position.now
    shared = (key, position.cursor)
    while (others := service.lists.under_way(shared)) is not None:
        if await service.lists.ended(others):
            return others.result(), position.now
    found: V = await service.lists.lead(shared, read)
    service.kept_lists.put(key, found, position.cursor, ((room,),))
    return found, position.now
