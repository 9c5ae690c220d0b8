"""The opening hours that a page states of the place where an event is; an event's own are not the place's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from include.listing import SpecialHours, VenueHours
from include.places.structured import schema_org_hours
from include.places.unreadable import UnreadableHours
from include.sources.structured.extraction import types_of

KEYS = ("openingHours", "openingHoursSpecification", "specialOpeningHoursSpecification")


def hours_of(location: Any) -> VenueHours | None:
    """The hours that a schema.org `location` states of itself; None where it states none, or is several places.

    Raises: UnreadableHours; ValidationError when they are beyond a bound of `VenueHours`.
    """
    listed = location if isinstance(location, list) else [location]
    places = [one for one in listed if isinstance(one, Mapping) and "VirtualLocation" not in types_of(one)]
    if len(places) != 1 or not any(places[0].get(key) for key in KEYS):
        return None
    found = schema_org_hours(places[0])
    if '"' in (found.week or ""):
        # "by appointment" beside a time: whether it is open then, nobody can know
        raise UnreadableHours("a remark stands beside the hours")
    special = [SpecialHours(first=one.first, last=one.last, hours=one.hours, label=one.label) for one in found.special]
    written = None if places[0].get("openingHoursSpecification") else _text(places[0].get("openingHours"))
    return VenueHours(stated=written, week=found.week, special=special) if found.week or special else None


def _text(value: Any) -> str | None:
    texts = value if isinstance(value, list) else [value]
    return "; ".join(one for one in texts if isinstance(one, str)) or None
