"""What a new subscriber of a room of states is sent at once: the newest state, where there is one that counts.

It may come again as a change: both have the same version.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from realtime.errors import Unavailable
from realtime.fanout.connection import Connection
from realtime.feed.rooms import WEATHER_ROOM
from realtime.service import Service
from realtime.weather.answers import weather_of

_log = logging.getLogger(__name__)


async def send_states(service: Service, connection: Connection, rooms: Iterable[str]) -> None:
    """Send the newest weather of each of these rooms that is one of weather; none while the database is away."""
    for room in sorted(rooms):
        if room.startswith(WEATHER_ROOM):
            try:
                found, _ = await weather_of(service, room.removeprefix(WEATHER_ROOM))
            except Unavailable as error:
                _log.info("no weather for a new subscriber: %s", error)
                return
            if state := found.change(connection.cursor):
                connection.send_state(state)
