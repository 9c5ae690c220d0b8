"""An event of a Facebook Page in the words of schema.org."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from include.errors import NotAnEvent
from include.sources.json.paths import look_up

TYPES = {
    "COMEDY": "ComedyEvent", "DANCE": "DanceEvent", "FESTIVAL": "Festival", "FILM": "ScreeningEvent",
    "FOOD_TASTING": "FoodEvent", "FOODS": "FoodEvent", "LITERATURE": "LiteraryEvent", "MUSIC": "MusicEvent",
    "SHOPPING": "SaleEvent", "SPORTS": "SportsEvent", "THEATER": "TheaterEvent", "VISUAL_ARTS": "VisualArtsEvent",
    "WORKSHOP": "EducationEvent",
}  # fmt: skip
"""schema.org's word for a category of Facebook (`MUSIC`, once `MUSIC_EVENT`), where there is one."""
PLACE_PARTS = {
    "streetAddress": "street", "addressLocality": "city", "addressRegion": "state", "postalCode": "zip",
    "addressCountry": "country",
}  # fmt: skip
NUMBER = re.compile(r"[0-9]{1,30}")
EVENT_PAGE = "https://www.facebook.com/events/{}/"


def node_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """The node. Raises: NotAnEvent for what is not public."""
    if event.get("is_draft") is True:
        raise NotAnEvent("it is a draft")
    if str(event.get("type") or "public").lower() not in ("public", "community"):
        raise NotAnEvent("it is not for everybody")
    place = _place(event.get("place"))
    online = place is None and _is_online(event)
    return {
        "@type": TYPES.get(str(event.get("category")).removesuffix("_EVENT"), "Event"),
        "identifier": event.get("id"),
        "name": event.get("name"),
        "description": event.get("description"),
        "startDate": event.get("start_time"),
        "endDate": event.get("end_time"),
        "subEvent": _dates(event.get("event_times")),
        "eventStatus": "EventCancelled" if event.get("is_canceled") is True else None,
        "eventAttendanceMode": "OnlineEventAttendanceMode" if online else None,
        "location": {"@type": "VirtualLocation"} if online else place,
        "organizer": {"name": look_up(event, "owner.name")},
        "offers": {"url": event.get("ticket_uri")},
        "url": EVENT_PAGE.format(event["id"]) if NUMBER.fullmatch(str(event.get("id"))) else None,
        "image": look_up(event, "cover.source"),
    }


def _is_online(event: Mapping[str, Any]) -> bool:
    return event.get("is_online") is True or str(event.get("online_event_format") or "none").lower() != "none"


def _place(value: Any) -> dict[str, Any] | None:
    """The place with its address; None when it names neither."""
    if not isinstance(value, Mapping):
        return None
    where = value.get("location")
    location = where if isinstance(where, Mapping) else {}
    address = {name: location.get(key) for name, key in PLACE_PARTS.items() if location.get(key)}
    if not value.get("name") and not address:
        return None
    return {
        "@type": "Place",
        "name": value.get("name"),
        "address": {"@type": "PostalAddress", **address} if address else None,
        "latitude": location.get("latitude"),
        "longitude": location.get("longitude"),
    }


def _dates(value: Any) -> list[dict[str, Any]]:
    """The dates of an event that takes place several times."""
    every = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
    return [{"@type": "Event", "startDate": one.get("start_time"), "endDate": one.get("end_time")} for one in every]
