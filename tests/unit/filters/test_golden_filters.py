"""Every field of a filter with every kind of value: what is taken or refused, what is stored, and what passes it.

One line for each request in `golden/filters.txt`; then each window at four moments. After a change that is meant, write
it anew and read the difference: `python -m tests.unit.filters.test_golden_filters`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from include.filters import reading
from include.filters.filter import Filter
from include.filters.refusal import BadFilter, unknown
from include.filters.windows import CHOICES, is_window, window_of

FILE = Path(__file__).parent / "golden/filters.txt"
ZONE = ZoneInfo("Asia/Kolkata")
DATE = {"startsAt": "2026-03-06T20:00:00+05:30", "endsAt": None, "dateOnly": False, "cancelled": False}
EVENT: dict[str, Any] = {
    "id": "1", "category": "music", "tags": ["jazz", "live"], "status": "scheduled", "area": "indiranagar",
    "areas": ["indiranagar", "bengaluru"], "timezone": "Asia/Kolkata", "occurrences": [DATE],
    "verificationStatus": "unverified", "updatedAt": "2026-03-01T10:00:00+00:00", "availability": "available",
    "pricing": {"type": "paid", "minimum": 200.0, "maximum": 500.0}, "links": [{"source": "notes"}],
    "venue": {"name": "The Humming Tree", "address": "12th Main", "latitude": 12.9711, "longitude": 77.6411,
              "placeId": "0000000a-0000-0000-0000-000000000000"},
    "organizer": {"name": "Friends of the Tree"},
}  # fmt: skip
LATER = {**DATE, "startsAt": "2026-03-08T10:00:00+05:30", "endsAt": "2026-03-08T12:00:00+05:30"}
OTHERS: dict[str, dict[str, Any]] = {
    "usual": {},
    "art": {"category": "cultural_event", "tags": []},
    "free": {"pricing": {"type": "free", "minimum": None, "maximum": None}},
    "200": {"pricing": {"type": "variable", "minimum": 200.0, "maximum": None}},
    "up to 500": {"pricing": {"type": "paid", "minimum": None, "maximum": 500.0}},
    "unknown": {"pricing": {"type": None, "minimum": None, "maximum": None}, "availability": None},
    "online": {"venue": {"name": "Online", "address": None, "latitude": None, "longitude": None, "placeId": None},
               "organizer": {"name": None}, "links": []},
    "far": {"venue": {**EVENT["venue"], "name": "Lamp Rooms", "latitude": 12.9894, "longitude": 77.6411,
                      "placeId": None}, "area": "elsewhere", "areas": ["elsewhere"]},
    "old": {"verificationStatus": "verified", "updatedAt": "2026-02-28T10:00:00+00:00", "status": "postponed"},
    "off": {"status": "cancelled", "verificationStatus": "official", "availability": "sold_out"},
    "day": {"occurrences": [{**DATE, "startsAt": "2026-03-07T00:00:00+05:30", "dateOnly": True}]},
    "two": {"occurrences": [{**DATE, "cancelled": True}, LATER]},
    "night": {"occurrences": [
        {**DATE, "startsAt": "2026-03-06T23:30:00+05:30", "endsAt": "2026-03-07T03:30:00+05:30"}
    ]},
    "london": {"timezone": "Europe/London"},
    "odd": {"occurrences": [{"startsAt": "never"}]},
}  # fmt: skip
POLYGON = "POLYGON((77.6 12.9, 77.7 12.9, 77.7 12.98, 77.6 12.98, 77.6 12.9))"
QUERIES = (
    "", "category=music", "category=market,music&category=music", "category=jazz", "category=,", "tags=Jazz",
    "tags=kids,live", "tags=opera", "tags=" + "x" * 101, "tags=" + ",".join(map(str, range(51))),
    "tags=" + ",".join(map(str, range(50))), "when=tonight", "when=next weekend", "when=whenever",
    "when=tonight&startDate=2026-03-06", "startDate=2026-03-06", "startDate=2026-03-07", "startDate=2026-03-08",
    "startDate=2026-03-06T23:00:00%2B05:30", "startDate=2026-03-06T22:59:59%2B05:30", "startDate=2026-03-06T23:00",
    "startDate=2026-03-06T17:29:00Z", "startDate=2026-03-06T17:30:00 05:30", "startDate=2026-02-30", "startDate=now",
    "startDate=2026-03-06T20:00:00%2B15:00", "startDate=2026-03-06T20:00:00%2B14:00", "startDate=" + "2" * 65,
    "startDate=0001-01-01", "endDate=9999-12-31", "endDate=2026-03-05", "endDate=2026-03-06",
    "endDate=2026-03-06T20:00", "endDate=2026-03-06T20:00:01", "startDate=2026-03-07&endDate=2026-03-07",
    "startDate=2026-03-08&endDate=2026-03-07", "startDate=2026-03-07T00:00&endDate=2026-03-07T00:00",
    "startDate=2026-03-06&startDate=2026-03-07", "weekday=fri", "weekday=sat,sun", "weekday=friday",
    "timeOfDay=20:00-24:00", "timeOfDay=20:01-24:00", "timeOfDay=18:00-20:00", "timeOfDay=22:00-02:00",
    "timeOfDay=23:30-14:30", "timeOfDay=20:00-20:00", "timeOfDay=18:00-24:30", "timeOfDay=25:00-26:00",
    "timeOfDay=8-9", "timeOfDay= 09:00-11:00 ", "weekday=fri&timeOfDay=09:00-11:00", "minDuration=120",
    "minDuration=121", "minDuration=240", "maxDuration=120", "maxDuration=119.5", "maxDuration=240",
    "minDuration=60&maxDuration=30", "minDuration=60&maxDuration=60", "minDuration=-1", "maxDuration=525600",
    "maxDuration=525601", "area=indiranagar", "area=bengaluru,elsewhere", "area=Indiranagar", "area=i",
    "lat=12.9711&lng=77.6411", "lat=12.9711&lng=77.6411&radius=2.1", "lat=12.9711&lng=77.6411&radius=0.01",
    "lat=12.9711&lng=77.6411&radius=0", "lat=12.9711&lng=77.6411&radius=100.1", "lat=12.9711", "lng=77.6411",
    "radius=1", "lat=91&lng=77", "lat=nan&lng=77", "lat=-90&lng=180", "bbox=77.6,12.9,77.7,12.98",
    "bbox=77.6411,12.9711,77.7,12.98", "bbox=77.6412,12.9,77.7,12.98", "bbox=77.7,12.9,77.6,12.98",
    "bbox=77.6,12.9,77.7", "bbox=77.6,12.9,77.7,91", "bbox=a,b,c,d", f"polygon={POLYGON}",
    "polygon=POLYGON((77.6 12.9, 77.7 12.9, 77.65 12.98, 77.6 12.9))", "polygon=POLYGON((77.6 12.9, 77.7 12.9))",
    "polygon=POLYGON((77.6 12.9, 77.7 12.9, 77.65 12.98))", "polygon=POINT(1 2)", "venue=the humming tree",
    "venue=Lamp Rooms&venue=Online", "venue=humming tree", "venue=0000000a-0000-0000-0000-000000000000",
    "venue=" + "x" * 256, "organizer=friends OF the tree", "organizer=nobody", "source=notes", "source=Notes Here",
    "cost=free", "cost=paid", "cost=cheap", "minPrice=200", "minPrice=500", "minPrice=500.5", "minPrice=0",
    "maxPrice=199", "maxPrice=200", "maxPrice=500", "maxPrice=0", "minPrice=300&maxPrice=200",
    "minPrice=200&maxPrice=200",
    "maxPrice=10000000", "maxPrice=10000001", "maxPrice=much", "availability=available", "availability=sold_out",
    "online=true", "online=false", "online=yes", "verified=true", "verified=false", "status=scheduled",
    "status=cancelled,postponed", "status=off", "includeCancelled=false", "includeCancelled=true",
    "modifiedSince=2026-03-01T10:00:00Z", "modifiedSince=2026-03-01T10:00:01Z", "modifiedSince=2026-02-28",
    "q=jazz", "q=  ", "q=" + "x" * 201, "q=" + "x " * 17, "q=" + "x " * 16, "q=a%00b",
    "category=music&cost=paid&weekday=sun&includeCancelled=false",
)  # fmt: skip
PHRASES = (
    *CHOICES, "Weekend", "this coming weekend", "next weekend", "friday", "friday evening", "from friday",
    "from friday to sunday", "5 june onwards", "12 to 14 june", "tomorrow at 7 pm", "what's on this friday",
    "29 february", "last week", "things to do tonight please", "monday or tuesday", "after 8 pm", "x" * 101, "",
)  # fmt: skip
MOMENTS = tuple(
    datetime.fromisoformat(f"2026-{one}:00+05:30")
    for one in ("03-04T11:00", "03-07T03:59", "03-07T04:00", "03-08T23:00")
)
"""A Wednesday noon, a Friday's night before and at its end, a Sunday's end."""
MISSPELT = ("categroy", "start_date", "STARTDATE", "lon", "x" * 200, "price")


def lines() -> Iterator[str]:
    """Requests, then windows, then names that there are not."""
    events = {name: {**EVENT, **change} for name, change in OTHERS.items()}
    for query in QUERIES:
        shown = query if len(query) <= 90 else f"{query[:40]}... of {len(query)}"
        sent: dict[str, list[str]] = {}
        for name, value in parse_qsl(query, keep_blank_values=True):
            sent.setdefault(name, []).append(value)
        try:
            found = reading.read(lambda name, of=sent: of.get(name, []), ZONE)  # type: ignore[misc]
        except BadFilter as error:
            yield f"{shown}: {error.field}! {error}"
            continue
        yield f"{shown}: {_filter(found)} passed by {' '.join(n for n, one in events.items() if found.matches(one))}"
    for phrase in PHRASES:
        name = phrase if len(phrase) <= 90 else f"{phrase[:40]}... of {len(phrase)}"
        windows = " | ".join(_window(phrase, now) for now in MOMENTS)
        yield f"{name!r}: {'taken' if is_window(phrase) else 'none'} {windows}"
    for name in MISSPELT:
        yield f"{name[:20]}: {str(unknown(name, reading.NAMES))[:90]} {len(unknown(name, reading.NAMES).field)}"


def _filter(found: Filter) -> str:
    """What is kept of it; what the database gets where that is called or written otherwise."""
    read, stored = found.as_json(), found.as_stored()
    text = json.dumps(read, separators=(",", ":"))
    text = text if len(text) < 200 else f"{text[:80]}... of {len(text)}"
    renamed = {name: value for name, value in stored.items() if name not in read}
    return f"{text}{f' stored with {json.dumps(renamed)}' if renamed else ''}"


def _window(phrase: str, now: datetime) -> str:
    try:
        found = window_of(phrase, now, ZONE)
    except BadFilter as error:
        return f"{error.field}! {str(error)[:40]}"
    return f"{found.starts:%d.%m. %H:%M}-{f'{found.ends:%d.%m. %H:%M}' if found.ends else ''}"


def test_every_request_comes_to_the_same_filter() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
