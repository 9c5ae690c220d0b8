"""A healthy day: listings of eight sources, made up here. Some happenings are listed twice, and meet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from tests.server import IS_LONG

IST = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 3, 2, 9, tzinfo=IST)
LISTINGS = 400 if IS_LONG else 120
SOURCES = 8
KINDS = ("Jazz quartet", "Pottery workshop", "Quiz evening", "Stand-up hour", "Flea market", "Yoga morning", "Open mic")
NAMES = (
    "Banyan",
    "Champaca",
    "Gulmohar",
    "Jacaranda",
    "Kadamba",
    "Laburnum",
    "Magnolia",
    "Neem",
    "Peepal",
    "Rain Tree",
)
VENUES = ("Toit", "The Humming Tree", "Atta Galatta", "Goethe-Institut", "Fandom", "Humble House", "Bflat")
PARTNER = 6
"""The source that pushes."""
SHARED = 10
"""Every tenth happening of a source is listed by the next source as well."""


Pace = Literal["at once", "drips", "drips in the head", "hangs"]


@dataclass(frozen=True)
class Feed:
    """What a site answers or, for a webhook, pushes, and which connector reads it."""

    slug: str
    kind: str
    body: bytes
    media_type: str = "application/json"
    config: Mapping[str, Any] = field(default_factory=dict)
    pace: Pace = "at once"


def healthy_day() -> list[Feed]:
    """The same feeds every time: four of JSON-LD, three calendars, and a partner that pushes."""
    each = LISTINGS // SOURCES
    return [_feed(number, range(number * each, (number + 1) * each)) for number in range(SOURCES)]


def _feed(source: int, numbers: range) -> Feed:
    happenings = [number - len(numbers) if source and number % SHARED == 0 else number for number in numbers]
    if source % 3 == 2:
        return Feed(f"calendar{source}", "icalendar", _calendar(happenings), "text/calendar")
    if source == PARTNER:
        return Feed("partner", "webhook", json.dumps([_node(one) for one in happenings]).encode())
    return Feed(f"site{source}", "schema_org", json.dumps([_node(one) for one in happenings]).encode())


def _title(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {KINDS[number % len(KINDS)]} no. {number}"


def _start(number: int) -> datetime:
    return datetime(2026, 3, 3, 9 + number % 12, tzinfo=IST) + timedelta(days=number % 28)


def _node(number: int) -> dict[str, object]:
    return {
        "@type": "Event",
        "@id": f"urn:happening:{number}",
        "name": _title(number),
        "startDate": _start(number).isoformat(),
        "endDate": (_start(number) + timedelta(hours=2)).isoformat(),
        "location": {"@type": "Place", "name": VENUES[number % len(VENUES)]},
        "description": f"Evening number {number} of a long season. Tickets ₹{100 + number} at the door.",
        "url": f"https://season.example/{number}",
        "image": f"https://season.example/{number}.jpg",
    }


def _calendar(numbers: list[int]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//season//EN"]
    for number in numbers:
        start = _start(number)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@season.example",
            f"DTSTART;TZID=Asia/Kolkata:{start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Asia/Kolkata:{start + timedelta(hours=2):%Y%m%dT%H%M%S}",
            f"SUMMARY:{_title(number)}",
            f"LOCATION:{VENUES[number % len(VENUES)]}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
