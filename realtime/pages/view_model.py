"""What a page shows of events: a list by days, a row, the page of one."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from include.filters.document import is_online
from include.filters.windows import CHOICES, ListWindow
from realtime.api.events import QueryResult
from realtime.api.files.contents import status_of
from realtime.api.files.dates import ends, moment
from realtime.pages.formatting import (
    distance,
    heading,
    hours,
    hours_text,
    is_on,
    labels,
    more_dates,
    price,
    short_day,
    when_text,
    why,
)
from realtime.pages.language import text
from realtime.pages.weather import rain_note

STATES = ("cancelled", "postponed", "unlisted")
OFF = ("cancelled", "postponed")
"""States in which nothing takes place at the hour that is given."""
SHORTAGES = ("limited", "sold_out")
"""States of the tickets that are worth a word."""
LATELY = timedelta(days=14)
"""So long a move is mentioned."""
_ROUGHLY = ("road", "postcode")
"""Precisions of a place without a point of which more is known."""
CLOSE_METRES = 300
"""A circle no larger than this is seen as a whole at the nearest zoom."""
THUMBNAIL = re.compile(r"/images/[0-9a-f]{32}-([0-9]{1,4})x([0-9]{1,4})\.webp")
"""Where this service has a thumbnail; its width and height in pixels."""


def listed(
    found: QueryResult, zone: ZoneInfo, is_ranked: bool = False, weather: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A list by days: `{"days": [{"date", "heading", "rows": [row]}], "total", "hasMore"}`.

    One in the order of relevance has no days, but one part whose rows state theirs.
    """
    read = found.read()
    assert found.window is not None
    today = found.now.astimezone(zone).date()
    first = found.window.starts.astimezone(zone).date()
    rows = [row(event, zone, first, found.now, weather) for event in read["events"]]
    if is_ranked:
        dated = [one | {"date": short_day(one["day"])} for one in rows]
        parts = [{"date": "", "heading": text("best_first"), "rows": dated}] if rows else []
        return {"days": parts, "total": read["total"], "hasMore": read["hasMore"]}
    days = [
        {"date": day.isoformat(), "heading": heading(day, today), "rows": list(rows_of_day)}
        for day, rows_of_day in groupby(rows, key=lambda row: row["day"])
    ]
    return {"days": days, "total": read["total"], "hasMore": read["hasMore"]}


def row(
    event: dict[str, Any], zone: ZoneInfo, first: date, now: datetime, weather: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What one row of a list shows; `first` is the first day of the list."""
    occurrence = event["next"]
    starts = moment(occurrence["startsAt"]).astimezone(zone)
    day = max(starts.date(), first)
    return {
        **_common(event),
        **_state(event, status_of(event, occurrence), now),
        "day": day,
        "datetime": starts.date().isoformat() if occurrence["dateOnly"] else starts.isoformat(),
        "hours": hours(occurrence, zone, day),
        "distance": distance(event.get("distanceKm")),
        "rain": rain_note(event, occurrence, weather, zone),
        "more": more_dates(event["moreDates"]),
        "why": why(event.get("matched")),
        "image": (picture(event) or {}).get("src"),
    }


def detail(
    event: dict[str, Any], zone: ZoneInfo, now: datetime, weather: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the page of one event shows."""
    today = now.astimezone(zone).date()
    coming = [o for o in event["occurrences"] if ends(o) > now]
    links = [
        {"name": link.get("name") or link.get("source"), "url": web_link(link.get("url"))} for link in event["links"]
    ]
    return {
        **_common(event),
        **_state(event, event["status"], now),
        "dates": [
            _date(o, zone, today)
            | {"rain": rain_note(event, o, weather, zone), "on": event["status"] not in OFF and is_on(o, now)}
            for o in (coming or event["occurrences"])[:8]
        ],
        "more": more_dates(max(0, len(coming) - 8)),
        "past": not coming,
        "description": event["description"],
        "markup": event.get("descriptionHtml"),
        "address": event["venue"]["address"],
        "map": map_link(event["venue"]),
        "rough": rough_link(event["venue"]),
        "place": event["venue"].get("placeId"),
        "organizer": event["organizer"]["name"],
        "tickets": web_link(event["ticketUrl"]),
        "links": [link for link in links if link["url"]],
        "sources": {one["source"]: one.get("name") or one["source"] for one in event["links"] if one.get("source")},
        "image": picture(event),
    }


def similar(events: list[dict[str, Any]], zone: ZoneInfo, now: datetime) -> list[dict[str, Any]]:
    """Events like another one, each as a line: title, day and hour, venue."""
    today = now.astimezone(zone).date()
    return [_common(event) | {"date": _date(event["next"], zone, today)} for event in events]


def _state(event: dict[str, Any], status: str, now: datetime) -> dict[str, Any]:
    """What is out of the ordinary, in words; called off comes before all."""
    moved_at = event.get("movedAt")
    is_moved = moved_at is not None and now - moment(moved_at) < LATELY
    shown = status if status in STATES else "moved" if is_moved else None
    off, left = status == "cancelled", event.get("availability")
    seats = text(left) if left in SHORTAGES and not off else None
    return {"off": off, "status": text(shown) if shown else None, "seats": seats}


def _common(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": event["id"],
        "version": event["version"],
        "title": event["title"],
        "category": event["category"],
        "label": labels().get(event["category"] or ""),
        "venue": text("online") if is_online(event) else event["venue"]["name"] or street(event["venue"]["address"]),
        "placed": event["venue"]["latitude"] is not None,
        "price": price(event["pricing"]),
    }


def _date(occurrence: dict[str, Any], zone: ZoneInfo, today: date) -> dict[str, Any]:
    starts = moment(occurrence["startsAt"]).astimezone(zone)
    return {
        "day": heading(starts.date(), today),
        "datetime": starts.date().isoformat() if occurrence["dateOnly"] else starts.isoformat(),
        "hours": hours_text(occurrence, zone),
        "cancelled": occurrence["cancelled"],
    }


def notice(when: str, fallback: ListWindow | None, unread: list[str]) -> str:
    """The notice above a list that is not exactly the requested one; empty when it is."""
    if unread:
        return text("unread", names=", ".join(unread)[:80])
    if fallback:
        following = text("following_tomorrow" if fallback.choice == "tomorrow" else "following_next")
        is_named = when in CHOICES
        asked = when_text(when).lower() if is_named else text("on_days", days=when_text(when))
        return text("nothing_when", when=asked, following=following)
    return ""


def web_link(url: str | None) -> str | None:
    """The address if it is one of the web; sources send others too."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def picture(event: dict[str, Any]) -> dict[str, Any] | None:
    """The picture that an event shows: its thumbnail, with the size that stands in its name, or the source's own."""
    image = next(iter(event["images"]), None)
    small = (image or {}).get("thumbnailUrl") or ""
    size = THUMBNAIL.fullmatch(small)
    src = small if size else web_link(small) or web_link((image or {}).get("url"))
    if image is None or src is None:
        return None
    width, height = size.groups() if size else (None, None)
    return {
        "src": src, "width": width, "height": height, "alt": image.get("alt") or "", "url": web_link(image.get("url")),
    }  # fmt: skip


def street(address: str | None) -> str | None:
    """The beginning of an address, for a row without a venue's name; at most 60 characters."""
    first, *parts = [part.strip() for part in (address or "").split(",")]
    for part in parts:
        if len(first) + len(part) > 44:
            break
        first = f"{first}, {part}"
    return first[:60] or None


def map_link(venue: dict[str, Any]) -> str | None:
    """Where to look the venue up on a map."""
    if venue["latitude"] is None:
        return None
    at = f"{venue['latitude']:.5f}", f"{venue['longitude']:.5f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=18/{at[0]}/{at[1]}"


def rough_link(venue: dict[str, Any]) -> dict[str, str] | None:
    """Where there is no point: what is known of the place in words, and a map of it without a pin."""
    circle = venue.get("approximate")
    if venue["latitude"] is not None or not circle:
        return None
    zoom = 17 if circle["metres"] <= CLOSE_METRES else 15
    precision = str(venue.get("precision"))
    known = text(f"rough_{precision}" if precision in _ROUGHLY else "rough")
    at = f"{zoom}/{circle['latitude']:.5f}/{circle['longitude']:.5f}"
    return {"words": known, "url": f"https://www.openstreetmap.org/#map={at}"}


def window_json(window: ListWindow) -> dict[str, Any]:
    """A window as the API gives it."""
    until = window.ends.isoformat() if window.ends else None
    return {"when": window.choice, "from": window.starts.isoformat(), "until": until}
