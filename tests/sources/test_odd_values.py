"""One odd value in a list costs itself alone: every other element of the record is read as without it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from include.errors import BrokenRecord
from include.listing import MAX_OCCURRENCES, Image, Listing, Occurrence
from include.listing import read as read_document
from include.pipeline.reading.completing import complete
from include.pipeline.reading.documented import documented
from include.sources import registry
from include.sources.base import Reading
from tests.sources.conftest import NOW, Connect
from tests.sources.test_poisoned_fields import KINDS

SEED = 11
DAYS = (6, 7, 8, 13, 14)
STARTS = [f"2026-03-{day:02}T19:00:00+05:30" for day in DAYS]
PICTURES = [f"https://i.example/{number}.jpg" for number in range(5)]
WORDS = ["jazz", "ragas", "late", "open air", "duo"]
DATED = {"name": "Sitar evening", "@type": "Event"}
NODE = {**DATED, "startDate": STARTS[0], "location": {"name": "Lamp Rooms"}}
HOSTILE: dict[str, Any] = {
    "the year 1": "0001-01-01T00:00:00Z",
    "23 hours from UTC": "2026-03-07T20:00:00+23:00",
    "a number": 7,
    "a great number": 10**40,
    "yes": True,
    "nothing": None,
    "an empty list": [],
    "10,000 dates": [STARTS[0]] * 10_000,
    "an object": {"@type": ["x"], "name": {"name": ["x"]}, "price": {"price": []}, "url": [{}], "startDate": {"a": 1}},
    "ends after years": {**DATED, "startDate": STARTS[0], "endDate": "2100-01-01T00:00:00Z", "start_time": "x"},
    "ends before years": {**DATED, "startDate": "0001-01-01", "endDate": "0001-01-01", "price": "1e999"},
    "a long text": "https://i.example/" + "a" * 8_000,
    "500 amounts": {"price": "Rs. 1 for one, " * 500, "name": "Rs. 1 for one, " * 500},
    "a schedule that never ends": {"startDate": "1971-01-01", "repeatFrequency": "P1D", "byDay": "Funday"},
    "a schedule of 10,000 dates": {"startDate": "2026-03-01", "repeatFrequency": "P1D", "repeatCount": "ten"},
}
"""What stands in the place of one element. What is a valid element of one list is an odd one of another."""


def days(listing: Listing) -> set[Any]:
    return {one.starts_at.date() for one in listing.occurrences}


def pictures(listing: Listing) -> set[Any]:
    return {one.url for one in listing.images}


def words(listing: Listing) -> set[Any]:
    return set(listing.keywords)


def prices(listing: Listing) -> set[Any]:
    return {listing.price.minimum, listing.price.maximum} - {None}


Facts = Callable[[Listing], set[Any]]


def weekly(day: int) -> dict[str, Any]:
    return {"startDate": f"2026-03-{day:02}", "repeatFrequency": "P1W", "repeatCount": 1, "startTime": "19:00"}


SUB_EVENTS = [{**DATED, "startDate": one} for one in STARTS]
PAGE = {"name": "Sitar evening", "start_time": STARTS[0], "event_times": [{"start_time": one} for one in STARTS]}
ENTRY = {"title": "Sitar evening", "start": STARTS[0]}
LISTS: dict[str, tuple[str, dict[str, Any], str, Facts]] = {
    "dates of a series": ("schema_org", NODE | {"subEvent": SUB_EVENTS}, "subEvent", days),
    "starts": ("schema_org", NODE | {"startDate": STARTS}, "startDate", days),
    "schedules": ("webhook", NODE | {"eventSchedule": [weekly(day) for day in DAYS]}, "eventSchedule", days),
    "pictures": ("webhook", NODE | {"image": PICTURES}, "image", pictures),
    "keywords": ("schema_org", NODE | {"keywords": WORDS}, "keywords", words),
    "offers": ("schema_org", NODE | {"offers": [{"price": 500, "priceCurrency": "INR"}] * 5}, "offers", prices),
    "dates of a page's event": ("facebook", PAGE, "event_times", days),
    "pictures of a feed": ("rss", ENTRY | {"images": PICTURES}, "images", pictures),
    "tags of a feed": ("rss", ENTRY | {"tags": WORDS}, "tags", words),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize("odd", HOSTILE)
def test_an_odd_element_costs_itself(what: str, odd: str, connect: Connect, reading: Reading) -> None:
    kind, record, name, facts = LISTS[what]
    place = Random(f"{SEED} {what} {odd}").randrange(len(record[name]))
    without, poisoned = copy.deepcopy(record), copy.deepcopy(record)
    del without[name][place]
    poisoned[name][place] = HOSTILE[odd]

    expected, found = read(kind, without, connect, reading), read(kind, poisoned, connect, reading)

    assert len(facts(expected)) >= (1 if facts is prices else 4)
    assert facts(found) >= facts(expected)
    assert (found.title, found.venue, found.status) == (expected.title, expected.venue, expected.status)


def read(kind: str, record: dict[str, Any], connect: Connect, reading: Reading) -> Listing:
    source = connect(kind, {**KINDS[kind].config, "url": "https://site.example/list"}).source
    listing = source.transform(record, reading)
    complete(listing, reading.area, reading, NOW)
    documented(listing)
    return listing


SERIES = ("DTSTART:20260306T143000Z", "RRULE:FREQ=WEEKLY;COUNT=3", "RDATE:20260310T143000Z,20260312T143000Z")
MOVED = "RECURRENCE-ID:20260313T143000Z"
MARCH = [6, 10, 12, 13, 20]


def entry(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", "UID:1@site.example", "SUMMARY:Sitar evening", *lines, "END:VEVENT"])


@pytest.mark.parametrize(
    ("entries", "found", "reason"),
    [
        ([entry(*SERIES)], MARCH, None),
        ([entry(*SERIES, "RDATE:99990101T100000Z")], MARCH, "RDATE lies in the year 9999"),
        ([entry(*SERIES, f"CATEGORIES:{','.join(map(str, range(100, 250)))}")], MARCH, "150 keywords, at most 100"),
        ([entry(*SERIES, "ATTACH;FMTTYPE=image/jpeg:https://i.example/" + "a" * 8_000)], MARCH, "at most 4,000"),
        ([entry(*SERIES), entry(MOVED, "DTSTART:99990101T100000Z")], [6, 10, 12, 20], "DTSTART lies in the year 9999"),
        ([entry(*SERIES), entry(MOVED, "DTSTART:20260313T143000Z", "DURATION:P9999999D")], MARCH, "DURATION reaches"),
        (
            [entry(*SERIES), entry(MOVED, "DTSTART:20260313T143000Z", "DTEND:20990313T143000Z")],
            [6, 10, 12, 20],
            "at most 732",
        ),
    ],
)
def test_an_odd_date_of_a_calendar_costs_itself(
    entries: list[str], found: list[int], reason: str | None, connect: Connect, reading: Reading
) -> None:
    calendar = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *entries, "END:VCALENDAR", ""])
    listing = read("icalendar", {"uid": "1@site.example", "ics": calendar}, connect, reading)

    assert sorted(one.starts_at.day for one in listing.occurrences) == found
    assert any(reason in one for one in listing.left_out) if reason else not listing.left_out


def test_a_record_of_which_no_date_is_left_is_refused(connect: Connect, reading: Reading) -> None:
    far = [f"2026-03-0{day}T20:00:00+23:00" for day in (6, 7)]
    with pytest.raises(BrokenRecord, match="more than 14 hours from UTC"):
        read("schema_org", NODE | {"startDate": far}, connect, reading)


@pytest.mark.parametrize(
    ("field", "value", "beside"),
    [
        ("url", "https://site.example/" + "a" * 5_000, "url"),
        ("maximumAttendeeCapacity", 10**30, "capacity"),
        ("location", {"name": "Lamp Rooms" + "s" * 400}, "venue"),
        ("organizer", {"name": "Raga Circle", "url": "https://site.example/" + "a" * 5_000}, "organizer"),
    ],
)
def test_a_field_beyond_its_bound_is_left_out_with_its_reason(
    field: str, value: Any, beside: str, connect: Connect, reading: Reading
) -> None:
    whole = {**NODE, "image": PICTURES, "keywords": WORDS}
    listing = read("schema_org", whole | {field: value}, connect, reading)
    expected = read("schema_org", whole, connect, reading)

    assert [one.partition(":")[0].partition(".")[0] for one in listing.left_out] == [beside]
    same = set(Listing.model_fields) - {beside, "left_out", "provenance"}
    assert listing.model_dump(include=same) == expected.model_dump(include=same)


def test_amounts_without_end_in_a_text_cost_the_price_alone(connect: Connect, reading: Reading) -> None:
    listing = read("schema_org", NODE | {"description": "Rs. 1, Rs. 2, " * 420}, connect, reading)

    assert days(listing) == {date(2026, 3, 6)}
    assert listing.price.cost_type is None
    assert listing.left_out == ["price: the text names more than 400 amounts of money (MAX_MENTIONS)"]


def test_of_a_text_that_names_dates_without_end_the_beginning_is_read(connect: Connect, reading: Reading) -> None:
    crowded = "Live jazz at The Humming Tree " + "6 Mar, 7 Mar, " * 400
    listing = read("schema_org", {**DATED, "description": crowded}, connect, reading)

    assert days(listing) == {date(2026, 3, 6), date(2026, 3, 7)}
    assert listing.left_out == ["occurrences: the text names more than 400 dates (MAX_MENTIONS)"]


@pytest.mark.parametrize("schedule", [{"byDay": "Funday"}, [{"repeatCount": 0}], [{}] * 101, {"endDate": "in spring"}])
def test_an_odd_schedule_costs_itself_where_a_start_is_to_come(
    schedule: Any, connect: Connect, reading: Reading
) -> None:
    weekly = {"eventSchedule": schedule, "repeatFrequency": "P1W"}
    listing = read("schema_org", NODE | weekly, connect, reading)

    assert days(listing) == {date(2026, 3, 6)}
    assert [one.partition(":")[0] for one in listing.left_out] == ["eventSchedule"]
    with pytest.raises(BrokenRecord):
        read("schema_org", NODE | weekly | {"startDate": "2025-03-06T19:00:00+05:30"}, connect, reading)


@pytest.mark.parametrize("name", ["startDate", "subEvent"])
def test_of_dates_without_end_the_first_that_are_to_come_are_kept(
    name: str, connect: Connect, reading: Reading
) -> None:
    first = datetime(2025, 3, 7, 19, tzinfo=reading.zone)
    starts = [(first + timedelta(days=number)).isoformat() for number in range(3_000)]
    several = {"startDate": starts, "subEvent": [{**DATED, "startDate": one} for one in starts]}
    listing = read("schema_org", NODE | {name: several[name]}, connect, reading)

    assert len(listing.occurrences) == MAX_OCCURRENCES
    assert listing.occurrences[0].starts_at.date() == (NOW - timedelta(days=1)).astimezone(reading.zone).date()
    assert listing.left_out == [f"{name}: 3,000 {name} dates, at most 2,000", "occurrences: 2,000 dates, at most 500"]


ODD_PARTS = (("images", "alt"), ("images", "url"), ("occurrences", "ends_at"), ("occurrences", "starts_at"))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_element_with_several_odd_values_costs_itself(place: int) -> None:
    far = datetime(2500, 1, 1, tzinfo=UTC)
    listing = Listing(
        title="Sitar evening",
        occurrences=[Occurrence(starts_at=datetime.fromisoformat(one)) for one in STARTS[:2]],
        images=[Image(url=one) for one in PICTURES[:2]],
    )
    # as what is read later sets them
    listing.occurrences.insert(place, Occurrence.model_construct(starts_at=far, ends_at=far))
    listing.images.insert(place, Image.model_construct(url="i.example", alt="a" * 400))

    document = documented(listing)

    assert days(read_document(document)) == {date(2026, 3, 6), date(2026, 3, 7)}
    assert [one["url"] for one in document["images"]] == PICTURES[:2]
    odd = [f"{name}[{place}].{part}" for name, part in ODD_PARTS]
    assert [one.partition(":")[0] for one in listing.left_out] == odd


def test_of_many_reasons_a_few_are_kept(connect: Connect, reading: Reading) -> None:
    odd = [{**DATED, "startDate": "2026-03-07T20:00:00+23:00"}] * 300
    listing = read("schema_org", NODE | {"subEvent": [*odd, {**DATED, "startDate": STARTS[1]}]}, connect, reading)

    assert days(listing) == {date(2026, 3, 7)}
    assert len(listing.left_out) == 20


def test_every_kind_that_lists_several_of_something_is_tried() -> None:
    of_one = {"json_api", "spreadsheet", "selectors", "eventbrite", "instagram", "google_places"}
    tried = {kind for kind, *_ in LISTS.values()} | {"icalendar"}
    assert tried | of_one == set(registry.KINDS)
