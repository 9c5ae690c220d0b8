"""The weather of an area, as REST and the live feed give it: read once for all who ask until the feed tells of news."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from include.filters.fields import AREA_CODE
from realtime.feed.change import WEATHER, FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.rooms import WEATHER_ROOM
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
        payload = json.dumps({**json.loads(self.state.payload), "version": self.state.version}, ensure_ascii=False)
        rooms = frozenset({WEATHER_ROOM + self.area})
        return FeedChange(cursor, WEATHER, self.area, self.state.version, rooms, payload, self.state.changed_at)

    def body(self, now: datetime) -> str:
        """The JSON with the age of the observation in whole seconds, which moves by itself."""
        assert self.text is not None
        observed = (json.loads(self.text)["present"] or {}).get("observedAt")
        age = max(int((now - datetime.fromisoformat(observed)).total_seconds()), 0) if observed else None
        return f"{json.dumps({'ageSeconds': age}).removesuffix('}')}, {self.text.strip().removeprefix('{')}"


async def weather_of(service: Service, area: str) -> tuple[WeatherAnswer, datetime]:
    """The weather of an area, and the clock of the database; raises as `ServiceDatabase.connection`."""
    if not re.fullmatch(AREA_CODE, area):
        return WeatherAnswer(area, None, None), datetime.now(UTC)
    cache = service.kept_lists
    key, position = cache.key(f"weather {area}"), await service.positions.read()
    is_known = not position.waiting and await service.follower.reach(position.cursor.seq, _REACH_SECONDS)
    kept: WeatherAnswer | None = cache.get(key, position.cursor) if is_known else None
    if kept is not None:
        return kept, position.now
    async with service.database.connection() as connection:
        found = WeatherAnswer(
            area, await contract.weather_get(connection, area), await contract.weather_state(connection, area)
        )
    cache.put(key, found, position.cursor, ((WEATHER_ROOM + area,),))
    return found, position.now
