"""Answers about events that are read once for all who ask meanwhile, and kept until the feed tells of a change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from realtime.answers.json_body import JsonBody
from realtime.database import TOO_SLOW
from realtime.errors import Busy
from realtime.feed.cursor import Cursor
from realtime.feed.rooms import DEFAULT
from realtime.limits.answer_cache import Answer, AnswerCache, Key, Rooms
from realtime.limits.positions import Position
from realtime.service import Service

_REACH_SECONDS = 0.05
"""How long an answer waits for this process to hear of changes that it may have to know; then it is read anew."""


class _Answer(Protocol):
    """An answer, the position of the feed before it was read, and about how many bytes it holds."""

    @property
    def cursor(self) -> Cursor:
        """The position."""

    @property
    def size(self) -> int:
        """The bytes."""


V = TypeVar("V", bound=_Answer)
K = TypeVar("K", bound=Answer)


@dataclass(frozen=True, slots=True)
class KeptBody:
    """An answer as it is sent, and the position of the feed before it was read."""

    body: JsonBody
    cursor: Cursor

    @property
    def size(self) -> int:
        """About the bytes of memory that it takes."""
        return self.body.size

    def as_of(self, cursor: Cursor) -> KeptBody:
        """The same at a later position, up to which nothing in it has changed."""
        return replace(self, cursor=cursor)


@dataclass(frozen=True, slots=True)
class KeptRead(Generic[V]):
    """What is read, and how.

    `asked` states all that it depends on but the clock; `rooms` are those of the events that may be in it; `cache` has
    it. `read` takes the feed's position and, of a search, how many seconds it may take. `as_of` gives what is kept the
    position of a later request; without it, it keeps its own.
    """

    cache: AnswerCache[V]
    asked: str
    rooms: Rooms
    is_search: bool
    read: Callable[[Position, float | None], Awaitable[V]]
    as_of: Callable[[V, Cursor], V] | None


async def kept_or_read(service: Service, reading: KeptRead[V], client: str) -> V:
    """The answer for a client: a kept one, where nothing that may concern it has changed since, else it is read.

    Raises: DatabaseAway; Busy where it takes too long or too many wait; TooOften where this client asks for too much;
    and what `read` does.
    """
    cache = reading.cache
    key = cache.key(reading.asked)
    kept, position = await kept_answer(service, cache, key)
    cursor = position.cursor
    if kept is not None:
        if reading.as_of is None or kept.cursor == cursor:
            return kept
        later = reading.as_of(kept, cursor)
        cache.advance(key, later, cursor)
        return later
    found = await _read(service, reading, client, key, position)
    cache.put(key, found, cursor, reading.rooms)
    return found


async def kept_answer(
    service: Service, cache: AnswerCache[K], key: Key, position: Position | None = None
) -> tuple[K | None, Position]:
    """What is kept under a key, or None where reading anew might find something else; and where the feed stands.

    `position` is that of whoever has just read it.
    """
    position = position or await service.positions.read()
    if position.waiting or not await service.follower.reach(position.cursor.seq, _REACH_SECONDS):
        return None, position
    return cache.get(key, position.cursor), position


def rooms_of(asked: dict[str, Any]) -> Rooms:
    """The rooms of the events that may pass a filter: of its areas, and of its categories."""
    named = {"events:area:": asked.get("area"), "events:": asked.get("category")}
    rooms = [[prefix + name for name in _each(names)] for prefix, names in named.items() if names]
    return tuple(rooms) or ((DEFAULT,),)


def _each(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names


async def _read(service: Service, reading: KeptRead[V], client: str, key: Key, position: Position) -> V:
    """Read once for all who ask for it at one position of the feed while it is read.

    Who waits for another's read takes no place among those who read. A read is shared from its turn on, not before: so
    nobody waits for the turn of somebody who asks for much, or is refused in their place.
    """
    shared = key, position.cursor
    while (others := service.lists.under_way(shared)) is not None:
        if await service.lists.ended(others):
            theirs: V = others.result()
            return theirs

    async def read() -> V:
        try:
            return await reading.read(position, service.searches.seconds if reading.is_search else None)
        except TimeoutError:
            raise Busy(TOO_SLOW) from None

    search_turn = service.searches.turn() if reading.is_search else nullcontext()
    async with search_turn, service.read_queue.turn(client):
        if service.lists.under_way(shared) is None:
            own: V = await service.lists.lead(shared, read)
            return own
    return await _read(service, reading, client, key, position)
