"""Rooms: the names under which changes are delivered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from include.filters.fields import AREA_CODE, CATEGORIES
from realtime.errors import BadParameter, PrivateRoom

DEFAULT = "events:all"
MODERATION = "moderation"
WEATHER_ROOM = "weather:"
"""How the names of rooms of weather begin."""
PLACE_ROOM = "place:"
"""How the names of rooms of one place begin."""
PLACES_ROOM = "places:"
"""How the names of rooms of all places of an area begin."""
PRIVATE = frozenset({MODERATION})

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_PUBLIC = re.compile(
    rf"events:all|events:(?:{'|'.join(CATEGORIES)})|events:area:{AREA_CODE}|place:{_UUID}|places:{AREA_CODE}"
    rf"|weather:{AREA_CODE}",
)
_FORMS = "events:all, events:{category}, events:area:{code}, place:{id}, places:{area} or weather:{area}"


def parse_rooms(names: Iterable[str], max_rooms: int, private: frozenset[str] = frozenset()) -> frozenset[str]:
    """The rooms that a request names, separated by commas; `events:all` when it names none.

    Raises BadParameter for an unknown room or too many of them, PrivateRoom for a private one not among `private`.
    """
    rooms = {name.strip() for text in names for name in text.split(",")} - {""}
    for room in sorted(rooms & PRIVATE - private):
        raise PrivateRoom("rooms", f"The room '{room}' is private; leave it out, or sign in with leave to read it.")
    for room in sorted(rooms - PRIVATE):
        if not _PUBLIC.fullmatch(room):
            raise BadParameter("rooms", f"There is no room '{room[:80]}'; use {_FORMS}.")
    if len(rooms) > max_rooms:
        raise BadParameter("rooms", f"{len(rooms)} rooms are too many; name at most {max_rooms}.")
    return frozenset(rooms or {DEFAULT})
