"""Whether JSON is an answer of a platform's API, by the shape of the first of its items."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from include.operations.preview.detection import Detected
from include.sources.json.paths import list_at, look_up

TOKEN = "a-token-of-nobody"


@dataclass(frozen=True)
class PlatformAnswer(Detected):
    """An answer of a platform's API."""

    body: bytes | None = None
    """What the platform sent, where a site kept its items under a name of its own."""


def platform_of(document: Any) -> PlatformAnswer | None:
    """The platform that answers so; None when it is none that is known."""
    if not isinstance(document, Mapping):
        return None
    event = _first(document, "events")
    if look_up(event, "start.utc") or look_up(event, "start.local"):
        return PlatformAnswer("eventbrite", {"token": TOKEN, "organizers": ["1"]})
    if _is_facebook_event(event):
        return PlatformAnswer("facebook", {"token": TOKEN}, json.dumps({"data": document["events"]}).encode())
    item = _first(document, "data")
    if _is_facebook_event(item):
        return PlatformAnswer("facebook", {"token": TOKEN})
    if look_up(item, "message") and look_up(item, "created_time"):
        return PlatformAnswer("facebook", {"token": TOKEN, "read": "posts"})
    if look_up(document, "business_discovery"):
        return PlatformAnswer("instagram", {"token": TOKEN, "account": "1", "handles": ["someone"]})
    if look_up(item, "caption") or look_up(document, "data.caption"):
        return PlatformAnswer("instagram", {"token": TOKEN, "locations": ["1"]})
    place = _first(document, "places")
    if look_up(place, "id") and look_up(place, "displayName"):
        return PlatformAnswer("google_places", {"token": TOKEN, "near": {"latitude": 12.97, "longitude": 77.64}})
    return None


def _is_facebook_event(item: Any) -> bool:
    return bool(look_up(item, "start_time") and look_up(item, "name"))


def _first(document: Any, path: str) -> Any:
    items = list_at(document, path)
    return items[0] if items and isinstance(items[0], Mapping) else None
