"""The weather of an area, as REST and the live feed give it: read once for all who ask until the feed tells of news."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from include.filters.fields import AREA_CODE
from realtime.api.kept_states import kept_state
from realtime.feed.change import WEATHER, FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.rooms import WEATHER_ROOM
from realtime.limits.positions import Position
from realtime.service import Service
from realtime.weather import contract


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
    """The weather of an area, and the clock of the database; otherwise as `kept_state`."""
    if not re.fullmatch(AREA_CODE, area):
        return WeatherAnswer(area, None, None), datetime.now(UTC)
    return await kept_state(service, WEATHER_ROOM + area, lambda: _read(service, area), position)


async def _read(service: Service, area: str) -> WeatherAnswer:
    async with service.database.connection() as connection:
        text = await contract.weather_get(connection, area)
        state = await contract.weather_state(connection, area) if text else None
    if state is not None:
        payload = json.dumps({**json.loads(state.payload), "version": state.version}, ensure_ascii=False)
        state = state._replace(payload=payload)
    return WeatherAnswer(area, text, state)
