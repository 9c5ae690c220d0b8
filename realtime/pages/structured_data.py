"""An event as search engines read it: schema.org's Event, with all fields of Google's guide that are known.

The guide: https://developers.google.com/search/docs/appearance/structured-data/event
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from include.filters.document import is_online
from realtime.api.files.contents import links_of, picture_of, status_of
from realtime.api.files.dates import event_date, iso, soonest
from realtime.api.files.texts import line, paragraphs, web_link
from realtime.area import ServedArea

Node = dict[str, Any]
MAX_FURTHER_DATES = 20
_AVAILABILITY = {"available": "InStock", "limited": "LimitedAvailability", "sold_out": "SoldOut"}
_STATUS = {"cancelled": "EventCancelled", "postponed": "EventPostponed", "scheduled": "EventScheduled"}


def structured_data(event: dict[str, Any], page: str, thumbnail: str | None, area: ServedArea, now: datetime) -> Node:
    """The event at its next date, further ones as `subEvent`; addresses are absolute, what is not known is left out."""
    first = soonest(event["occurrences"], now)
    further = [one for one in event["occurrences"] if first and one["startsAt"] > first["startsAt"]]
    about = _about(event, page, thumbnail, area)
    dated = about | (_date(event, first) if first else {})
    shared = {name: about[name] for name in ("@type", "name", "location", "eventAttendanceMode", "url")}
    parts = [shared | _date(event, one) for one in further[:MAX_FURTHER_DATES]]
    return {"@context": "https://schema.org", "@id": page, **dated, **({"subEvent": parts} if parts else {})}


def _about(event: dict[str, Any], page: str, thumbnail: str | None, area: ServedArea) -> Node:
    online = is_online(event)
    known = {
        "@type": "Event",
        "name": line(event["title"]),
        "description": paragraphs(event["description"]),
        "url": page,
        "image": list(filter(None, (picture_of(event), thumbnail))),
        "eventAttendanceMode": f"https://schema.org/{'Online' if online else 'Offline'}EventAttendanceMode",
        "location": _online(event, page) if online else _place(event["venue"], area),
        "organizer": _organizer(event["organizer"]),
        "offers": _offer(event, page, area),
        "isAccessibleForFree": True if event["pricing"]["type"] == "free" else None,
        "maximumAttendeeCapacity": event["capacity"],
        "keywords": [line(tag) for tag in event["tags"]],
        "sameAs": list(links_of(event)),
    }
    return _filled(known)


def _date(event: dict[str, Any], occurrence: dict[str, Any]) -> Node:
    found = event_date(occurrence, ZoneInfo(event["timezone"]))
    status = _STATUS.get(status_of(event, occurrence))
    return _filled(
        {
            "startDate": iso(found.starts),
            "endDate": iso(found.last) if found.last and found.ends != found.starts else None,
            "eventStatus": f"https://schema.org/{status}" if status else None,
        }
    )


def _place(venue: dict[str, Any], area: ServedArea) -> Node:
    address = {"@type": "PostalAddress", "streetAddress": line(venue["address"]), "addressLocality": area.name}
    point = {"@type": "GeoCoordinates", "latitude": venue["latitude"], "longitude": venue["longitude"]}
    return _filled(
        {
            "@type": "Place",
            "name": line(venue["name"]) or line(venue["address"]) or "To be announced",
            "address": _filled(address),
            "geo": point if venue["latitude"] is not None else None,
        }
    )


def _online(event: dict[str, Any], page: str) -> Node:
    return {"@type": "VirtualLocation", "url": web_link(event["ticketUrl"]) or next(links_of(event), page)}


def _organizer(organizer: dict[str, Any]) -> Node | None:
    if not organizer["name"]:
        return None
    kind = "Person" if organizer["type"] == "individual" else "Organization"
    return _filled({"@type": kind, "name": line(organizer["name"]), "url": web_link(organizer["url"])})


def _offer(event: dict[str, Any], page: str, area: ServedArea) -> Node | None:
    """The cheapest ticket, as the guide wants it; None when nothing is known of tickets."""
    pricing, tickets = event["pricing"], web_link(event["ticketUrl"])
    least = 0 if pricing["type"] == "free" else pricing["minimum"]
    left = _AVAILABILITY.get(event.get("availability") or "")
    if least is None and tickets is None and left is None:
        return None
    currency = pricing["currency"] or (json.loads(area.text)["currency"] if area.text else None)
    priced = {"price": least, "priceCurrency": line(currency)} if least is not None else {}
    stated = {"availability": f"https://schema.org/{left}"} if left else {}
    return _filled({"@type": "Offer", "url": tickets or next(links_of(event), page), **priced, **stated})


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None and value not in ("", [])}
