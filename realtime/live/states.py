"""What a new subscriber of a room of states is sent at once: the newest state, where there is one that counts.

It may come again as a change: both have the same version.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from realtime.errors import Unavailable
from realtime.fanout.connection import Connection
from realtime.feed.change import FeedChange
from realtime.feed.rooms import PLACE_ROOM, WEATHER_ROOM
from realtime.places.states import place_state_of
from realtime.service import Service
from realtime.weather.answers import weather_of

_log = logging.getLogger(__name__)


async def send_states(service: Service, connection: Connection, rooms: Iterable[str]) -> None:
    """Send the newest state of each of these rooms that is one of weather or of a place; none without the database."""
    try:
        for room in sorted(rooms):
            if state := await _state(service, connection, room):
                connection.send_state(state)
    except Unavailable as error:
        _log.info("no state for a new subscriber: %s", error)


async def _state(service: Service, connection: Connection, room: str) -> FeedChange | None:
    if room.startswith(WEATHER_ROOM):
        weather, _ = await weather_of(service, room.removeprefix(WEATHER_ROOM))
        return weather.change(connection.cursor)
    if room.startswith(PLACE_ROOM):
        place, now = await place_state_of(service, room.removeprefix(PLACE_ROOM))
        return place.change(connection.cursor, now)
    return None
