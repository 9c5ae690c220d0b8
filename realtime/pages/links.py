"""Where an event leads: calendars, and ways to the venue. `pages/static/links.js` makes the same in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from realtime.api.files.contents import place_of
from realtime.api.files.dates import ends, event_date, soonest
from realtime.api.files.texts import line

SUBSCRIPTIONS = ("calendar", "google", "rss", "csv", "geojson")
"""The ways to take a list along."""


def subscriptions(parameters: Sequence[tuple[str, str]], area: str, origin: str) -> dict[str, str]:
    """Where each of `SUBSCRIPTIONS` of the list in view is; `webcal:` is what calendar programs subscribe to."""
    question = urlencode([("area", area), *parameters])
    calendar = f"webcal://{origin.partition('://')[2]}/api/events/discovered.ics?{question}"
    files = {suffix: f"/api/events/discovered.{suffix}?{question}" for suffix in ("rss", "csv", "geojson")}
    google = f"https://calendar.google.com/calendar/r?{urlencode({'cid': calendar})}"
    return {"calendar": calendar, "google": google, **files}


def calendar_links(event: dict[str, Any], origin: str, now: datetime) -> dict[str, str] | None:
    """The event's own calendar file, and Google's form filled in with its next date; None for what is over or off."""
    found = soonest(event["occurrences"], now)
    if found is None or found["cancelled"] or event["status"] == "cancelled" or ends(found) <= now:
        return None
    return {"file": f"/api/events/{event['id']}.ics", "google": _google(event, found, origin)}


def direction_links(venue: dict[str, Any]) -> dict[str, str] | None:
    """Ways to a venue whose point is known, by OpenStreetMap and by Google; None for others."""
    if venue["latitude"] is None:
        return None
    lat, lng = f"{venue['latitude']:.5f}", f"{venue['longitude']:.5f}"
    return {
        "openstreetmap": f"https://www.openstreetmap.org/directions?to={lat}%2C{lng}#map=17/{lat}/{lng}",
        "google": f"https://www.google.com/maps/dir/?api=1&destination={lat}%2C{lng}",
    }


def _google(event: dict[str, Any], occurrence: dict[str, Any], origin: str) -> str:
    found = event_date(occurrence, ZoneInfo(event["timezone"]))
    asked = {
        "action": "TEMPLATE",
        "text": line(event["title"]),
        "dates": f"{_plain(found.starts)}/{_plain(found.ends or _unknown_end(found.starts))}",
        "ctz": event["timezone"],
        "details": f"{origin}/e/{event['id']}",
        "location": place_of(event),
    }
    return f"https://calendar.google.com/calendar/render?{urlencode({k: v for k, v in asked.items() if v})}"


def _unknown_end(starts: datetime | date) -> datetime | date:
    """The form needs an end: of a day the next one, of a moment itself, so that no length is made up."""
    return starts if isinstance(starts, datetime) else starts + timedelta(days=1)


def _plain(value: datetime | date) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}" if isinstance(value, datetime) else f"{value:%Y%m%d}"
