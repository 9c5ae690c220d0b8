"""An event of Eventbrite's API in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from include.errors import NotAnEvent
from include.sources.fields.zones import known_zone
from include.sources.json.paths import look_up

TYPES = {
    "101": "BusinessEvent", "103": "MusicEvent", "104": "ScreeningEvent", "105": "TheaterEvent", "108": "SportsEvent",
    "110": "FoodEvent",
}  # fmt: skip
"""schema.org's word for a category of Eventbrite, by its id, where there is one."""
STATUSES = {"canceled": "EventCancelled", "postponed": "EventPostponed"}
VENUE_PARTS = {
    "addressLocality": "city", "addressRegion": "region", "postalCode": "postal_code", "addressCountry": "country",
}  # fmt: skip


def node_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """The node. Raises: NotAnEvent for what is not public, or no event by itself."""
    _refuse_private(event)
    kind = TYPES.get(str(event.get("category_id") or look_up(event, "category.id")), "Event")
    return {
        "@type": kind,
        "identifier": event.get("id"),
        "name": _text(event.get("name")),
        "description": _text(event.get("description")) or event.get("summary"),
        "startDate": _moment(event.get("start")),
        "endDate": None if event.get("hide_end_date") is True else _moment(event.get("end")),
        "eventStatus": STATUSES.get(str(event.get("status")).lower()),
        "eventAttendanceMode": "OnlineEventAttendanceMode" if event.get("online_event") is True else None,
        "location": {"@type": "VirtualLocation"} if event.get("online_event") is True else _venue(event.get("venue")),
        "organizer": {"name": look_up(event, "organizer.name")},
        "offers": _offers(event),
        "isAccessibleForFree": event.get("is_free"),
        "url": event.get("url"),
        "image": look_up(event, "logo.original.url") or look_up(event, "logo.url"),
        "keywords": [
            look_up(event, "category.name"),
            look_up(event, "subcategory.name"),
        ],
        "maximumAttendeeCapacity": event.get("capacity"),
    }


def _refuse_private(event: Mapping[str, Any]) -> None:
    if event.get("status") == "draft":
        raise NotAnEvent("it is a draft")
    if event.get("listed") is False or event.get("invite_only") is True:
        raise NotAnEvent("it is not listed for everybody")
    if event.get("is_series_parent") is True:
        raise NotAnEvent("it is the frame around a series, whose dates are events of their own")


def _text(value: Any) -> Any:
    """A text in one of its two forms; plain text is what Eventbrite made of the markup, without its paragraphs."""
    return (value.get("html") or value.get("text")) if isinstance(value, Mapping) else value


def _moment(value: Any) -> Any:
    """A time with its offset; the local one is in the zone beside it."""
    if not isinstance(value, Mapping) or value.get("utc"):
        return value.get("utc") if isinstance(value, Mapping) else value
    zone = known_zone(str(value.get("timezone") or ""))
    try:
        return datetime.fromisoformat(str(value.get("local"))).replace(tzinfo=zone).isoformat()
    except ValueError:
        return value.get("local")


def _venue(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return None
    where = value.get("address")
    address = where if isinstance(where, Mapping) else {}
    street = ", ".join(str(address[key]) for key in ("address_1", "address_2") if address.get(key))
    written = {name: address.get(key) for name, key in VENUE_PARTS.items() if address.get(key)}
    line: Any = {"@type": "PostalAddress", "streetAddress": street, **written} if street or written else None
    return {
        "@type": "Place",
        "name": value.get("name"),
        "address": line or address.get("localized_address_display"),
        "latitude": value.get("latitude") or address.get("latitude"),
        "longitude": value.get("longitude") or address.get("longitude"),
    }


def _offers(event: Mapping[str, Any]) -> dict[str, Any]:
    """The lowest and the highest price of a ticket, in units of the currency, not in its hundredths."""
    low, high = (look_up(event, f"ticket_availability.{end}_ticket_price") for end in ("minimum", "maximum"))
    return {
        "@type": "AggregateOffer",
        "lowPrice": look_up(low, "major_value"),
        "highPrice": look_up(high, "major_value"),
        "priceCurrency": look_up(low, "currency") or look_up(high, "currency") or event.get("currency"),
        "url": event.get("url"),
        "availability": _availability(event),
    }


def _availability(event: Mapping[str, Any]) -> str | None:
    """schema.org's word for what is left of the tickets; a sold out event stays on the page, for it takes place."""
    if look_up(event, "ticket_availability.is_sold_out") is True:
        return "SoldOut"
    return "InStock" if look_up(event, "ticket_availability.has_available_tickets") is True else None
