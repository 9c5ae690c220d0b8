"""One flat row per event: the columns of the table, and the properties of the map's features."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from include.filters.document import is_online
from realtime.api.files.contents import Contents, picture_of, status_of
from realtime.api.files.dates import event_date, iso
from realtime.api.files.texts import line, paragraphs, web_link

Value = str | float | bool | list[str] | None
Row = dict[str, Value]


class Column(NamedTuple):
    """What a column says, and how it is had from an event as the API lists it."""

    about: str
    value: Callable[[dict[str, Any], Contents], Value]


def rows(contents: Contents) -> list[Row]:
    """A row per event, each with every column of `COLUMNS`."""
    return [{name: column.value(event, contents) for name, column in COLUMNS.items()} for event in contents.events]


def _starts(event: dict[str, Any], _: Contents) -> str:
    return iso(event_date(event["next"], ZoneInfo(event["timezone"])).starts)


def _ends(event: dict[str, Any], _: Contents) -> str | None:
    last = event_date(event["next"], ZoneInfo(event["timezone"])).last
    return iso(last) if last else None


COLUMNS: dict[str, Column] = {
    "id": Column("Stable for ever.", lambda e, _: e["id"]),
    "title": Column("What it is called.", lambda e, _: line(e["title"])),
    "startsAt": Column("Its first date in the window: ISO 8601 with offset, or a day where no hour is known.", _starts),
    "endsAt": Column("The end likewise, of days the last one; empty when not known.", _ends),
    "dateOnly": Column("Whether no hour is known.", lambda e, _: e["next"]["dateOnly"]),
    "timezone": Column("IANA name of the zone.", lambda e, _: e["timezone"]),
    "moreDates": Column("Further dates in the window.", lambda e, _: e["moreDates"]),
    "status": Column("scheduled, cancelled, postponed or unlisted.", lambda e, _: status_of(e, e["next"])),
    "category": Column("One of the seven.", lambda e, _: e["category"]),
    "tags": Column("Words; in the table with semicolons between them.", lambda e, _: [line(tag) for tag in e["tags"]]),
    "venue": Column("Name of the venue.", lambda e, _: line(e["venue"]["name"]) or None),
    "address": Column("Its address.", lambda e, _: line(e["venue"]["address"]) or None),
    "latitude": Column("WGS 84, in degrees.", lambda e, _: e["venue"]["latitude"]),
    "longitude": Column("WGS 84, in degrees.", lambda e, _: e["venue"]["longitude"]),
    "online": Column("Whether it takes place online only.", lambda e, _: is_online(e)),
    "area": Column("Code of the area.", lambda e, _: e["area"]),
    "distanceKm": Column("From the point asked about.", lambda e, _: e.get("distanceKm")),
    "price": Column("free, paid, donation or variable.", lambda e, _: e["pricing"]["type"]),
    "minimumPrice": Column("In units of the currency.", lambda e, _: e["pricing"]["minimum"]),
    "maximumPrice": Column("In units of the currency.", lambda e, _: e["pricing"]["maximum"]),
    "currency": Column("ISO 4217.", lambda e, _: line(e["pricing"]["currency"]) or None),
    "availability": Column("available, limited or sold_out, of tickets.", lambda e, _: e.get("availability")),
    "organizer": Column("Who holds it.", lambda e, _: line(e["organizer"]["name"]) or None),
    "ticketUrl": Column("Where tickets are.", lambda e, _: web_link(e["ticketUrl"])),
    "url": Column("Its page here.", lambda e, contents: contents.page_of(e)),
    "sourceUrl": Column("Its page at its source.", lambda e, _: web_link(e["source"]["url"])),
    "image": Column("A picture, at its source.", lambda e, _: picture_of(e)),
    "description": Column(
        "Plain text, cut off after 2,000 characters.", lambda e, _: paragraphs(e["description"]) or None
    ),
    "verification": Column("unverified, verified or official.", lambda e, _: e["verificationStatus"]),
    "publishedAt": Column("When the public first saw it, UTC.", lambda e, _: e["publishedAt"]),
    "updatedAt": Column("When what the public sees last changed, UTC.", lambda e, _: e["updatedAt"]),
    "version": Column("Grows with every such change.", lambda e, _: e["version"]),
}
