"""An event as filters read it: a part of its document (`event_document`), and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from include.filters.shapes import Point

Event = Mapping[str, Any]

ONLINE = "Online"
"""The venue of what takes place online."""
_READ = {
    "id": (), "category": (), "tags": (), "status": (), "area": (), "areas": (), "timezone": (), "occurrences": (),
    "verificationStatus": (), "updatedAt": (), "availability": (), "pricing": ("type", "minimum", "maximum"),
    "venue": ("name", "address", "latitude", "longitude", "placeId"), "organizer": ("name",), "links": (),
}  # fmt: skip
_USUAL_LENGTHS = {True: timedelta(hours=24), False: timedelta(hours=3)}
"""Assumed of a date without an end, by whether it has no hour; lists assume the same."""


@dataclass(frozen=True, slots=True)
class Date:
    """One date of an event. `begins` is in the event's zone; `ends` is None where nobody gave it."""

    begins: datetime
    ends: datetime | None
    over: datetime
    date_only: bool
    cancelled: bool


class AskedEvent(dict[str, Any]):
    """An event of which many filters ask: its dates are read once."""

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """See `dates`."""
        return tuple(_dates(self))


def readable(event: Event) -> dict[str, Any]:
    """What filters read of an event: the whole would take ten times its text."""
    return {name: _part(event[name], within) for name, within in _READ.items() if name in event}


def dates(event: Event) -> Iterable[Date]:
    """Its dates."""
    return event.dates if isinstance(event, AskedEvent) else _dates(event)


def areas(event: Event) -> list[str]:
    """The codes of all areas it lies in; one that an older version wrote has the smallest alone."""
    found: list[str] = event.get("areas", [event["area"]])
    return found


def point(event: Event) -> Point | None:
    """Where it is, when the point is known."""
    venue = event["venue"]
    return None if venue["latitude"] is None else (venue["longitude"], venue["latitude"])


def is_online(event: Event) -> bool:
    """Whether it takes place online only."""
    venue = event["venue"]
    return bool(venue["name"] == ONLINE and not venue["address"] and venue["latitude"] is None)


def highest_price(event: Event) -> float | None:
    """The most that it is known to cost, 0 where it is free; None when nobody said."""
    return _price(event, "maximum", "minimum")


def lowest_price(event: Event) -> float | None:
    """The least, likewise: of "up to 500" that is 500."""
    return _price(event, "minimum", "maximum")


def _price(event: Event, wanted: str, other: str) -> float | None:
    pricing = event["pricing"]
    if pricing["type"] == "free":
        return 0.0
    found: float | None = pricing.get(wanted) if pricing.get(wanted) is not None else pricing.get(other)
    return found


_UTC = ZoneInfo("UTC")


def _dates(event: Event) -> Iterator[Date]:
    zone = ZoneInfo(event["timezone"])
    for one in event["occurrences"]:
        begins = datetime.fromisoformat(one["startsAt"]).astimezone(zone)
        ends = datetime.fromisoformat(one["endsAt"]) if one["endsAt"] else None
        over = ends or begins.astimezone(_UTC) + _USUAL_LENGTHS[one["dateOnly"]]
        yield Date(begins, ends, over, one["dateOnly"], one.get("cancelled", False))


def _part(value: Any, names: tuple[str, ...]) -> Any:
    return {name: value[name] for name in names if name in value} if names and isinstance(value, Mapping) else value
