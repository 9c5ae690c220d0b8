"""What a record's structure leaves open or has wrong, and its text has right."""

from __future__ import annotations

from datetime import datetime

import pytest

from include.areas.area import load_area
from include.listing import Listing
from include.pipeline.reading.completing import complete
from include.sources.base import Reading
from include.sources.structured.event_node import read_listing

AREA = load_area("indiranagar")
NOW = datetime(2026, 3, 3, 10, tzinfo=AREA.zone)


def listing(
    start: str, end: str | None = None, title: str = "A happening", text: str = "", place: object = None
) -> Listing:
    node = {"name": title, "startDate": start, "endDate": end, "description": text, "location": place}
    reading = Reading(now=NOW, area=AREA)
    found = read_listing({key: value for key, value in node.items() if value}, reading, {})
    complete(found, AREA, reading, NOW)
    return found


def dates(found: Listing) -> list[str]:
    """The starts and ends as "day hour:minute", or the day alone where no hour is known."""
    found_dates = []
    for one in found.occurrences:
        ends = f"-{one.ends_at.astimezone(AREA.zone):%d %H:%M}" if one.ends_at else ""
        start = one.starts_at.astimezone(AREA.zone)
        found_dates.append(f"{start:%d}" if one.date_only else f"{start:%d %H:%M}{ends}")
    return found_dates


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-15T21:30:22.843749+05:30", ["15"]),
        ("2026-03-04T03:12:45.100001", ["04"]),
        ("2026-03-03T09:58:11.523318+05:30", []),
        ("2026-03-15T19:00:00.000000+05:30", ["15 19:00"]),
    ],
)
def test_a_programs_clock_is_believed_for_a_day_to_come(start: str, expected: list[str]) -> None:
    assert dates(listing(start)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Opening: Tuesday, 10 March, 5:30 pm\nTimings: 11:00 am - 8:00 pm\nOn show until Thursday, 12 March",
            ["10 17:30-10 20:00", "11 11:00-11 20:00", "12 11:00-12 20:00"],
        ),
        ("10-12 March, 11 am to 7 pm", ["10 11:00-10 19:00", "11 11:00-11 19:00", "12 11:00-12 19:00"]),
        ("The opening is on 10 March at 6 pm", ["10"]),
    ],
)
def test_an_exhibitions_days_are_not_lost_to_its_openings_hour(text: str, expected: list[str]) -> None:
    found = listing("2026-03-10", "2026-03-12", title="Painted maps", text=text)
    assert dates(found) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Reading Sisters", "An afternoon of thrillers and tea.", "15 14:00-15 16:00"),
        ("Pottery workshop", "", "15 14:00-15 16:00"),
        ("Storytelling for kids", "Come as you are", "15 14:00-15 16:00"),
        ("Warehouse techno", "All night long", "15 02:00-15 04:00"),
        ("Book club after hours", "From midnight on", "15 02:00-15 04:00"),
        ("Talk", "At 2 am sharp, for those who cannot sleep", "15 02:00-15 04:00"),
    ],
)
def test_what_is_held_in_the_afternoon_does_not_begin_at_two_in_the_night(title: str, text: str, expected: str) -> None:
    found = listing("2026-03-15T02:00:00+05:30", "2026-03-15T04:00:00+05:30", title=title, text=text)
    assert dates(found) == [expected]


@pytest.mark.parametrize(
    ("title", "text", "online"),
    [
        ("Evening Teaching - ONLINE", "Zoom: the link is in your mail", True),
        ("Online workshop: sourdough", "", True),
        ("Intro to birds (on Zoom)", "", True),
        ("Evening Teaching - ONLINE", "In person at the centre, too", False),
        ("Hybrid talk: online and at the centre", "", False),
        ("Tickets online only at the door", "", False),
        ("Finding love online", "A play", False),
    ],
)
def test_what_its_title_calls_online_is_not_at_its_organizers_address(title: str, text: str, online: bool) -> None:
    place = {"name": "Rose Centre", "address": "3rd Main Rd, Domlur, Bengaluru 560071"}
    venue = listing("2026-03-15T18:00:00+05:30", title=title, text=text, place=place).venue
    assert (venue.online, venue.name) == (online, None if online else "Rose Centre")
