"""What a new subscriber of a room of states is sent at once: the newest state, where there is one that counts.

It may come again as a change: both have the same version.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from realtime.errors import Unavailable
from realtime.fanout.connection import Connection
from realtime.feed import rooms
from realtime.feed.change import FeedChange
from realtime.places.states import place_state_of, place_states_of
from realtime.service import Service
from realtime.weather.answers import weather_of

_log = logging.getLogger(__name__)


async def send_states(service: Service, connection: Connection, entered: Iterable[str]) -> None:
    """Send the newest state of each of these rooms that is one of weather or of places; none without the database."""
    try:
        for room in sorted(entered):
            for state in await _states(service, connection, room):
                connection.send_state(state)
    except Unavailable as error:
        _log.info("no state for a new subscriber: %s", error)


async def _states(service: Service, connection: Connection, room: str) -> Sequence[FeedChange]:
    kind, _, name = room.partition(":")
    match f"{kind}:":
        case rooms.WEATHER_ROOM:
            weather, _now = await weather_of(service, name)
            found = weather.change(connection.cursor)
        case rooms.PLACE_ROOM:
            place, now = await place_state_of(service, name)
            found = place.change(connection.cursor, now)
        case rooms.PLACES_ROOM:
            places, now = await place_states_of(service, name)
            return places.changes(connection.cursor, now)
        case _:
            return ()
    return [found] if found else ()
