"""The weather of an area, as REST and the live feed give it: read once for all who ask until the feed tells of news."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from include.filters.fields import AREA_CODE
from realtime.feed.change import WEATHER, FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.rooms import WEATHER_ROOM
from realtime.limits.positions import Position
from realtime.service import Service
from realtime.weather import contract

_REACH_SECONDS = 0.05
"""How long it is waited for this process to hear of changes that it may have to know; then it is read anew."""


@dataclass(frozen=True, slots=True)
class WeatherAnswer:
    """JSON as the database wrote it, None for an unknown area; and what the feed would send, if anything counts."""

    area: str
    text: str | None
    state: contract.WeatherState | None

    @property
    def size(self) -> int:
        """About the bytes of memory that it takes."""
        return sys.getsizeof(self.text) + (sys.getsizeof(self.state.payload) if self.state else 0)

    def change(self, cursor: Cursor) -> FeedChange | None:
        """The state as a change of the feed, for a client at a position."""
        if self.state is None:
            return None
        version, payload, changed_at = self.state
        return FeedChange(
            cursor, WEATHER, self.area, version, frozenset({WEATHER_ROOM + self.area}), payload, changed_at
        )

    def read(self, now: datetime) -> dict[str, Any]:
        """The JSON read, with the age of the observation in whole seconds. Not for an unknown area."""
        assert self.text is not None
        weather: dict[str, Any] = json.loads(self.text)
        observed = (weather["present"] or {}).get("observedAt")
        age = max(int((now - datetime.fromisoformat(observed)).total_seconds()), 0) if observed else None
        return weather | {"ageSeconds": age}

    def body(self, now: datetime) -> str:
        """The JSON with that age, which moves by itself."""
        return json.dumps(self.read(now), ensure_ascii=False)


async def weather_of(service: Service, area: str, position: Position | None = None) -> tuple[WeatherAnswer, datetime]:
    """The weather of an area, and the clock of the database; raises as `ServiceDatabase.connection`.

    `position` is where the feed stands, for whoever has just read it. Those who ask at one position share one read.
    """
    if not re.fullmatch(AREA_CODE, area):
        return WeatherAnswer(area, None, None), datetime.now(UTC)
    key, position = service.kept_lists.key(f"weather {area}"), position or await service.positions.read()
    is_known = not position.waiting and await service.follower.reach(position.cursor.seq, _REACH_SECONDS)
    kept: WeatherAnswer | None = service.kept_lists.get(key, position.cursor) if is_known else None
    if kept is not None:
        return kept, position.now
    shared = (key, position.cursor)
    while (others := service.lists.under_way(shared)) is not None:
        if await service.lists.ended(others):
            return others.result(), position.now
    found: WeatherAnswer = await service.lists.lead(shared, lambda: _read(service, area))
    service.kept_lists.put(key, found, position.cursor, ((WEATHER_ROOM + area,),))
    return found, position.now


async def _read(service: Service, area: str) -> WeatherAnswer:
    async with service.database.connection() as connection:
        text = await contract.weather_get(connection, area)
        state = await contract.weather_state(connection, area) if text else None
    if state is not None:
        payload = json.dumps({**json.loads(state.payload), "version": state.version}, ensure_ascii=False)
        state = state._replace(payload=payload)
    return WeatherAnswer(area, text, state)
