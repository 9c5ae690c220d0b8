"""Every text field of every connector takes every poison, and neither the fetch nor the neighbours notice.

One body per kind and poison: a healthy event, one event per field with the poison in that field, a healthy event. The
kinds come from the registry, so that a new one cannot be forgotten. `JATRE_LONG=1` takes the sizes at which attackers
begin (1 MB, 100,000 repeats); the usual run takes a fifth of them.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import ValidationError

from include.areas.area import load_area
from include.errors import BrokenRecord, NotAnEvent
from include.pipeline.reading.completing import complete
from include.sources import registry
from include.sources.base import Delivery, FetchResult, RawRecord, Reading, Source
from include.untrusted.cleaning import clean
from tests.sources.conftest import NOW, Connect, Site

pytestmark = pytest.mark.slow

SHARE = 1 if os.environ.get("JATRE_LONG") else 5
MAX_SECONDS = 60.0
"""Of processor time, for one record: far more than its budget, far less than what takes the square of 100,000."""
MAX_MEGABYTES = 300
"""That the whole matrix of one kind may add to the process."""
DELIMITERS = (" ", "\n", ",", ":", ";", "<", "&", "-", "/", "|", "(", '"', "\\", "@", "%", "[", "26/09 ", "₹1 ", "mon ")
POISONS = {
    "megabyte": "x" * (1_000_000 // SHARE),
    "nul": "Jazz\x00 night \\u0000",
    "surrogate": "Jazz \ud83d night \ude00",
    "references": "Jazz &#55357;&#56832; &#99999999999999999999; &#x202e;",
    "bidi": "\u202eJazz\u2066 night\u200b",
    "markup": "<b><p title='x'></i>" * (20_000 // SHARE),
    "tags": "<br " * (100_000 // SHARE),
    **{f"many {one!r}": one * (100_000 // SHARE) for one in DELIMITERS},
}

Event = Mapping[str, str]


def record(number: int, **changed: str) -> dict[str, str]:
    """An event in plain fields, which each kind writes in its own way."""
    usual = {
        "id": f"https://example.invalid/e/{number}",
        "title": f"Sitar evening {number}",
        "description": "Doors open at 7 pm. Entry Rs. 250 at the door.",
        "start": "2026-03-07T19:00:00+05:30",
        "end": "2026-03-07T21:00:00+05:30",
        "venue": "Lamp Rooms",
        "address": "12, 100 Feet Road, Indiranagar, Bengaluru 560038",
        "url": f"https://example.invalid/e/{number}",
        "image": "https://example.invalid/sitar.jpg",
        "price": "250",
        "organizer": "Raga Circle",
        "keywords": "music, sitar",
        "status": "EventScheduled",
    }
    return usual | changed


FIELDS = tuple(record(0))
HEALTHY = (record(1), record(2))


def bodies(victims: list[dict[str, str]]) -> list[dict[str, str]]:
    return [HEALTHY[0], *victims, HEALTHY[1]]


def node(one: Event) -> dict[str, Any]:
    return {
        "@type": "Event",
        "@id": one["id"],
        "name": one["title"],
        "description": one["description"],
        "startDate": one["start"],
        "endDate": one["end"],
        "location": {"@type": "Place", "name": one["venue"], "address": {"streetAddress": one["address"]}},
        "url": one["url"],
        "image": [one["image"]],
        "offers": {"price": one["price"], "priceCurrency": "INR"},
        "organizer": {"name": one["organizer"]},
        "keywords": one["keywords"],
        "eventStatus": one["status"],
        f"note {one['organizer'][:50]}": {"name": one["venue"]},
    }


def as_page(events: list[dict[str, str]]) -> str:
    script = json.dumps([node(one) for one in events]).replace("</", "<\\/")
    return f'<html><script type="application/ld+json">{script}</script></html>'


def as_json(events: list[dict[str, str]]) -> str:
    return json.dumps([node(one) for one in events])


def as_list(events: list[dict[str, str]]) -> str:
    return json.dumps(events)


def as_table(events: list[dict[str, str]]) -> str:
    written = io.StringIO()
    table = csv.DictWriter(written, FIELDS)
    table.writeheader()
    table.writerows(events)
    return written.getvalue()


def as_calendar(events: list[dict[str, str]]) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *map(_vevent, events), "END:VCALENDAR", ""])


def _vevent(one: Event) -> str:
    def compact(value: str) -> str:
        return value[:19].replace("-", "").replace(":", "") if value.startswith("2026-") else value

    lines = {
        "UID": one["id"],
        "SUMMARY": one["title"],
        "DESCRIPTION": one["description"],
        "DTSTART": compact(one["start"]),
        "DTEND": compact(one["end"]),
        "LOCATION": f"{one['venue']}, {one['address']}",
        "URL": one["url"],
        "ATTACH;FMTTYPE=image/jpeg": one["image"],
        "X-COST": one["price"],
        f'ORGANIZER;CN="{one["organizer"].replace(chr(34), "")}"': "mailto:raga@example.invalid",
        "CATEGORIES": one["keywords"],
        "STATUS": "CONFIRMED" if one["status"] == "EventScheduled" else one["status"],
    }
    written = (f"{name}:{value}".replace("\r", "").replace("\n", "\\n") for name, value in lines.items())
    return "\r\n".join(["BEGIN:VEVENT", *written, "END:VEVENT"])


def as_feed(events: list[dict[str, str]]) -> str:
    items = "".join(
        f"<item><guid>{text(one['id'])}</guid><title>{text(one['title'])}</title><link>{text(one['url'])}</link>"
        f"<description>{text(one['description'])}</description><category>{text(one['keywords'])}</category>"
        f"<ev:startdate>{text(one['start'])}</ev:startdate><ev:enddate>{text(one['end'])}</ev:enddate>"
        f"<ev:location>{text(one['venue'])}</ev:location></item>"
        for one in events
    )
    space = "http://purl.org/rss/1.0/modules/event/"
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:ev="{space}"><channel>{items}</channel></rss>'


def text(value: str) -> str:
    """As character data; what XML has no character for stands there as a reference, as some programs write it."""
    return "".join(f"&#{ord(one)};" if "\ud800" <= one <= "\udfff" else one for one in html.escape(value))


def as_rows(events: list[dict[str, str]]) -> str:
    parts = "".join(
        "<li><h2>{title}</h2><time datetime='{start}'></time><i class='end' title='{end}'></i><p>{description}</p>"
        "<b class='at'>{venue}</b><u>{address}</u><s>{price}</s>"
        "<a href='{url}'>more</a><img src='{image}'></li>".format(**{name: text(value) for name, value in one.items()})
        for one in events
    )
    return f"<html><body><ul>{parts}</ul></body></html>"


def as_eventbrite(events: list[dict[str, str]]) -> str:
    every = [
        {
            "id": one["id"],
            "name": {"html": one["title"]},
            "description": {"html": one["description"]},
            "start": {"utc": one["start"]},
            "end": {"utc": one["end"]},
            "venue": {"name": one["venue"], "address": {"address_1": one["address"]}},
            "url": one["url"],
            "logo": {"original": {"url": one["image"]}},
            "ticket_availability": {"minimum_ticket_price": {"major_value": one["price"], "currency": "INR"}},
            "organizer": {"name": one["organizer"]},
            "category": {"name": one["keywords"]},
            "status": one["status"],
        }
        for one in events
    ]
    return json.dumps({"events": every, "pagination": {"has_more_items": False}})


def as_pages_events(events: list[dict[str, str]]) -> str:
    every = [
        {
            "id": one["id"],
            "name": one["title"],
            "description": f"{one['description']} {one['price']} {one['keywords']}",
            "start_time": one["start"],
            "end_time": one["end"],
            "place": {"name": one["venue"], "location": {"street": one["address"]}},
            "cover": {"source": one["image"]},
            "ticket_uri": one["url"],
            "owner": {"name": one["organizer"]},
            "category": one["status"],
        }
        for one in events
    ]
    return json.dumps({"data": every, "paging": {"cursors": {"after": "MQ"}}})


def as_posts(events: list[dict[str, str]]) -> str:
    every = [
        {
            "id": one["id"],
            "caption": "\n".join(value for name, value in one.items() if name not in ("id", "url")),
            "permalink": one["url"],
            "timestamp": "2026-03-01T10:00:00+0000",
        }
        for one in events
    ]
    return json.dumps({"business_discovery": {"id": "18", "username": "lamprooms", "media": {"data": every}}})


def as_places(events: list[dict[str, str]]) -> str:
    """Places have no more of an event than an id, a name and a line about now."""
    every = [
        {
            "id": one["id"].replace("https://example.invalid/e/", "ChIJ_place_"),
            "displayName": {"text": one["title"], "languageCode": one["keywords"]},
            "location": {"latitude": 12.97, "longitude": 77.64},
            "businessStatus": one["status"],
            "currentOpeningHours": {
                "openNow": True,
                "nextCloseTime": one["end"],
                "weekdayDescriptions": [one["venue"]],
            },
            "currentSecondaryOpeningHours": [
                {"openNow": True, "secondaryHoursType": "HAPPY_HOUR", "nextCloseTime": one["start"]}
            ],
            "note": one,
        }
        for one in events
    ]
    return json.dumps({"places": every})


SELECTORS = {
    "container": "li", "title": "h2", "date": "time", "end": "i.end::attr(title)", "location": "b.at", "address": "u",
    "price": "s", "description": "p", "image": "img", "link": "a",
}  # fmt: skip
MAPPING = {name: name for name in FIELDS}


@dataclass(frozen=True)
class PoisonedKind:
    """How a kind of connector is served: its body, its configuration, and whether each fetch is a costly crawl."""

    body: Callable[[list[dict[str, str]]], str]
    config: Mapping[str, Any]
    crawls: bool = False
    pushed: bool = False
    path: str = ""
    """What the connector adds to the address of the site, for an API of several lists."""


KINDS = {
    "schema_org": PoisonedKind(as_page, {}),
    "webhook": PoisonedKind(as_json, {}, pushed=True),
    "json_api": PoisonedKind(as_list, {"fields": MAPPING}),
    "spreadsheet": PoisonedKind(as_table, {}),
    "eventbrite": PoisonedKind(
        as_eventbrite, {"organizers": ["7"], "token": "a-token-of-tests"}, path="/organizers/7/events/?"
    ),
    "facebook": PoisonedKind(as_pages_events, {"token": "a-token-of-tests"}, path="/v26.0/me/events?"),
    "instagram": PoisonedKind(
        as_posts, {"token": "a-token-of-tests", "account": "17", "handles": ["lamprooms"]}, path="/v26.0/17?"
    ),
    "google_places": PoisonedKind(
        as_places,
        {"token": "a-token-of-tests", "near": {"latitude": 12.97, "longitude": 77.64}},
        path="/places:searchNearby?",
    ),
    "icalendar": PoisonedKind(as_calendar, {}),
    "rss": PoisonedKind(as_feed, {}),
    "selectors": PoisonedKind(as_rows, {"selectors": SELECTORS, "pause": 0}, crawls=True),
}


def test_every_kind_of_connector_is_here() -> None:
    assert set(KINDS) == set(registry.KINDS)


def runs() -> list[Any]:
    """PoisonedKind and poisons of each fetch: one poison at a time, but all in one page for what takes a crawl.

    Of the delimiters each kind takes a third, another third than the kind before; `make long` tries all.
    """
    found = []
    for place, (kind, one) in enumerate(KINDS.items()):
        for number, poisons in enumerate([tuple(POISONS)] if one.crawls else [(poison,) for poison in POISONS]):
            is_long = poisons[0].startswith("many") and (place + number) % 3 > 0
            marks = [pytest.mark.long] if is_long else []
            found.append(pytest.param(kind, poisons, id=f"{kind}-{'+'.join(poisons)[:20]}", marks=marks))
    return found


@pytest.mark.parametrize(("kind", "poisons"), runs())
def test_poison_in_any_field_stays_in_its_record(
    kind: str, poisons: tuple[str, ...], site: Site, connect: Connect, reading: Reading
) -> None:
    victims = [
        record(10 + 100 * number + place, **{field: POISONS[poison]})
        for number, poison in enumerate(poisons)
        for place, field in enumerate(FIELDS)
    ]
    before = _megabytes()

    quiet, healthy = _fetched(kind, [], site, connect)
    source, poisoned = _fetched(kind, victims, site, connect)

    expected = {one.external_id: _read(quiet, one, reading) for one in healthy.records}
    found = {one.external_id: _read(source, one, reading) for one in poisoned.records}
    assert len(expected) == 2
    assert {key: found.get(key) for key in expected} == expected
    assert len(found) + len(poisoned.unreadable) >= len(victims) // 2, "victims are read or reported, not dropped"
    assert _megabytes() - before < MAX_MEGABYTES


def _fetched(kind: str, victims: list[dict[str, str]], site: Site, connect: Connect) -> tuple[Source, FetchResult]:
    about = KINDS[kind]
    body = about.body(bodies(victims)).encode("utf-8", "surrogatepass")
    site.put(f"/list{about.path}", body, media_type="text/html" if about.crawls else "application/octet-stream")
    source = connect(kind, {**about.config, **({} if about.pushed else {"url": f"{site.base}/list"})}).source
    source.deliveries = [Delivery(1, "first", body, NOW)] if about.pushed else ()
    return source, source.fetch(NOW)


def _read(source: Source, raw: RawRecord, reading: Reading) -> dict[str, Any] | str:
    """What a record comes to: its listing, or why it is set aside. Nothing else, and within its budget."""
    began = time.process_time()
    try:
        listing = source.transform(raw.data, reading)
        complete(listing, load_area("indiranagar"), reading, NOW)
        document = listing.document()
        assert clean(document) == document
        assert clean(raw.external_id) == raw.external_id
        return document
    except (BrokenRecord, NotAnEvent, ValidationError) as error:  # the last names field and bound of the listing
        return str(error)
    finally:
        assert time.process_time() - began < MAX_SECONDS


def _megabytes() -> float:
    """The most memory that this process has used."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)
