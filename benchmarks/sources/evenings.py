"""Made-up evenings, and how sites of each kind publish them."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Kolkata")
DAYS, HOURS = 28, 12
SHARED = 10
"""Every tenth evening of a site is listed by the site before it as well."""
FIRST = ("Banyan", "Champaca", "Gulmohar", "Jacaranda", "Kadamba", "Laburnum", "Magnolia", "Neem", "Peepal", "Tamarind")
SECOND = ("Lantern", "Monsoon", "Copper", "Terrace", "Quarry", "Orchard", "Harbour", "Velvet", "Saffron", "Marble")
KINDS = ("jazz quartet", "pottery workshop", "quiz", "stand-up hour", "flea market", "yoga morning", "open mic")
VENUES = ("Toit", "The Humming Tree", "Atta Galatta", "Goethe-Institut", "Fandom", "Humble House", "Bflat")


@dataclass(frozen=True)
class Evening:
    """One happening; `number` decides all of it."""

    number: int
    starts: datetime

    @property
    def title(self) -> str:
        """Words that few others share."""
        words = FIRST[self.number % 10], SECOND[self.number // 10 % 10], KINDS[self.number % 7]
        return f"{' '.join(words)} {self.number // 100 + 1}"

    @property
    def ends(self) -> datetime:
        """Two hours later."""
        return self.starts + timedelta(hours=2)

    @property
    def venue(self) -> str:
        """A house of the area."""
        return VENUES[self.number % 7]

    @property
    def about(self) -> str:
        """A description with a price in it."""
        return f"Evening {self.number} of a long season. Tickets ₹{100 + self.number % 400} at the door."

    @property
    def page(self) -> str:
        """Its address at the site."""
        return f"https://season.example/{self.number}"

    def node(self) -> dict[str, Any]:
        """As schema.org describes it."""
        return {
            "@type": "Event", "@id": f"urn:evening:{self.number}", "name": self.title, "description": self.about,
            "startDate": self.starts.isoformat(), "endDate": self.ends.isoformat(), "url": self.page,
            "location": {"@type": "Place", "name": self.venue}, "image": f"{self.page}.jpg",
        }  # fmt: skip


def evening(number: int) -> Evening:
    """The happening of that number, some time in the next four weeks."""
    midnight = datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return Evening(number, midnight + timedelta(days=1 + number % DAYS, hours=9 + number // DAYS % HOURS))


def evenings(site: int, count: int) -> list[Evening]:
    """What the site of that number lists."""
    numbers = range(site * count, (site + 1) * count)
    return [evening(number - count if site and number % SHARED == 0 else number) for number in numbers]


def as_schema_org(listed: Sequence[Evening]) -> str:
    """A page with structured data."""
    nodes = json.dumps([one.node() for one in listed])
    return f'<!doctype html><script type="application/ld+json">{nodes}</script>'


def as_calendar(listed: Sequence[Evening]) -> str:
    """An iCalendar file."""
    entries = [
        f"BEGIN:VEVENT\r\nUID:{one.number}@season.example\r\nSUMMARY:{one.title}\r\nLOCATION:{one.venue}\r\n"
        f"DTSTART;TZID=Asia/Kolkata:{one.starts:%Y%m%dT%H%M%S}\r\nDTEND;TZID=Asia/Kolkata:{one.ends:%Y%m%dT%H%M%S}\r\n"
        f"DESCRIPTION:{one.about}\r\nURL:{one.page}\r\nEND:VEVENT\r\n"
        for one in listed
    ]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//season//EN\r\n{''.join(entries)}END:VCALENDAR\r\n"


def as_feed(listed: Sequence[Evening]) -> str:
    """An RSS feed with the event module's elements."""
    items = "".join(
        f"<item><guid>{one.page}</guid><link>{one.page}</link><title>{html.escape(one.title)}</title>"
        f"<description>{html.escape(one.about)}</description><ev:startdate>{one.starts.isoformat()}</ev:startdate>"
        f"<ev:enddate>{one.ends.isoformat()}</ev:enddate><ev:location>{html.escape(one.venue)}</ev:location></item>"
        for one in listed
    )
    space = 'xmlns:ev="http://purl.org/rss/1.0/modules/event/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel>{items}</channel></rss>'


def as_notices(listed: Sequence[Evening]) -> str:
    """A page without structure."""
    rows = "".join(
        f"<li><h2>{html.escape(one.title)}</h2><time datetime='{one.starts.isoformat()}'></time>"
        f"<a href='{one.page}'>more</a><b>{html.escape(one.venue)}</b><p>{html.escape(one.about)}</p></li>"
        for one in listed
    )
    return f"<!doctype html><meta charset=utf-8><ul>{rows}</ul>"


def as_json(listed: Sequence[Evening]) -> str:
    """A list of an API of its own."""
    return json.dumps([_plain(one) for one in listed])


def as_eventbrite(listed: Sequence[Evening]) -> str:
    """Eventbrite's list of an organizer's events."""
    events = [
        {
            "id": str(one.number), "name": {"html": one.title}, "description": {"html": one.about}, "url": one.page,
            "start": {"utc": one.starts.isoformat()}, "end": {"utc": one.ends.isoformat()},
            "venue": {"name": one.venue},
        }
        for one in listed
    ]  # fmt: skip
    return json.dumps({"events": events, "pagination": {"has_more_items": False}})


def as_facebook(listed: Sequence[Evening]) -> str:
    """The events of a Page."""
    events = [
        {
            "id": str(one.number), "name": one.title, "description": one.about, "start_time": one.starts.isoformat(),
            "end_time": one.ends.isoformat(), "place": {"name": one.venue},
        }
        for one in listed
    ]  # fmt: skip
    return json.dumps({"data": events})


def as_instagram(listed: Sequence[Evening]) -> str:
    """The posts of an account, which announce in prose."""
    now = datetime.now(ZONE).isoformat()
    posts = [
        {
            "id": str(one.number), "permalink": one.page, "timestamp": now,
            "caption": f"{one.title}\n{one.starts:%d %B %Y}, {one.starts:%I %p} at {one.venue}\n{one.about}",
        }
        for one in listed
    ]  # fmt: skip
    return json.dumps({"business_discovery": {"id": "18", "username": "lamprooms", "media": {"data": posts}}})


def as_places(listed: Sequence[Evening]) -> str:
    """Places near a point: they have hours and no events."""
    places = [
        {
            "id": f"ChIJ_place_{one.number}", "displayName": {"text": one.venue}, "businessStatus": "OPERATIONAL",
            "location": {"latitude": 12.97, "longitude": 77.64}, "currentOpeningHours": {"openNow": True},
        }
        for one in listed
    ]  # fmt: skip
    return json.dumps({"places": places})


def _plain(one: Evening) -> dict[str, str]:
    return {
        "id": str(one.number), "title": one.title, "start": one.starts.isoformat(), "end": one.ends.isoformat(),
        "venue": one.venue, "description": one.about, "url": one.page,
    }  # fmt: skip


PLAIN_FIELDS = tuple(_plain(evening(0)))
WRITERS: dict[str, Callable[[Sequence[Evening]], str]] = {
    "schema_org": as_schema_org, "icalendar": as_calendar, "rss": as_feed, "selectors": as_notices, "json_api": as_json,
    "eventbrite": as_eventbrite, "facebook": as_facebook, "instagram": as_instagram, "google_places": as_places,
}  # fmt: skip
