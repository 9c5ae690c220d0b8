"""One entry of a calendar as a listing: what is given twice, what cannot be read, and whose words count."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.errors import BrokenRecord, NotAnEvent
from include.listing import MAX_WORD_CHARS, Listing
from include.sources.base import Reading
from include.sources.calendar.event import read_listing
from tests.sources.conftest import NOW

READING = Reading(now=NOW, area=load_area("indiranagar"))
START = "DTSTART:20260307T190000"


def listing(*lines: str, uid: str = "1@x.example", head: str = "") -> Listing:
    """The listing of an entry with a title and a start, and these lines."""
    entry = "\r\n".join(("BEGIN:VEVENT", "SUMMARY:Concert", START, *lines, "END:VEVENT"))
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{entry}\r\nEND:VCALENDAR\r\n"
    return read_listing({"uid": uid, "ics": text}, READING, {})


@pytest.mark.parametrize("text", ["", "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT", "BEGIN:VCALENDAR\r\nBEGIN:", "\x00"])
def test_what_is_no_calendar_is_set_aside_with_a_reason(text: str) -> None:
    with pytest.raises(BrokenRecord, match="not a calendar entry"):
        read_listing({"uid": "1", "ics": text}, READING, {})


def test_a_calendar_without_an_entry_or_a_title() -> None:
    with pytest.raises(BrokenRecord, match="no entry"):
        read_listing({"uid": "1", "ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"}, READING, {})
    untitled = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{START}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    with pytest.raises(BrokenRecord, match="no title"):
        read_listing({"uid": "1", "ics": untitled}, READING, {})
    with pytest.raises(NotAnEvent, match="private"):
        read_listing({"private": True}, READING, {})


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["ORGANIZER;CN=First:mailto:a@x.example", "ORGANIZER;CN=Second:mailto:b@x.example"], "First"),
        (["ORGANIZER:mailto:a@x.example"], None),
        (["ORGANIZER;CN=hidden@example.invalid:mailto:hidden@example.invalid"], None),
        (["ORGANIZER;CN=[e-mail]:mailto:a@x.example"], None),
        ([], None),
    ],
)
def test_the_first_organizer_counts_by_its_name(lines: list[str], name: str | None) -> None:
    organizer = listing(*lines).organizer
    assert (organizer.name if organizer else None) == name


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["CATEGORIES:Music,Jazz"], ["Music", "Jazz"]),
        (["CATEGORIES:Music", "CATEGORIES:Jazz,Music"], ["Music", "Jazz"]),
        (["CATEGORIES:"], []),
        ([], []),
    ],
)
def test_keywords_are_those_of_every_line_once(lines: list[str], words: list[str]) -> None:
    assert listing(*lines).keywords == words


@pytest.mark.parametrize(
    ("line", "urls"),
    [
        ("ATTACH:https://x.example/poster.JPG", ["https://x.example/poster.JPG"]),
        ("ATTACH:https://x.example/poster.png?w=9", ["https://x.example/poster.png?w=9"]),
        ("ATTACH;FMTTYPE=image/x:https://x.example/7", ["https://x.example/7"]),
        ("IMAGE:https://x.example/poster.webp", ["https://x.example/poster.webp"]),
        ("ATTACH;FMTTYPE=application/pdf:https://x.example/7", []),
        ("ATTACH:https://x.example/png", []),
        ("ATTACH:https://x.example/a b.png", []),
    ],
)
def test_pictures_by_their_kind_or_their_address(line: str, urls: list[str]) -> None:
    assert [one.url for one in listing(line, line).images] == urls


@pytest.mark.parametrize(
    ("lines", "head", "status"),
    [
        (["STATUS:CANCELLED"], "", "cancelled"),
        (["STATUS:CONFIRMED"], "METHOD:CANCEL\r\n", "cancelled"),
        (["STATUS:CONFIRMED"], "METHOD:PUBLISH\r\n", "scheduled"),
        (["STATUS:nonsense"], "", "scheduled"),
    ],
)
def test_whether_it_takes_place(lines: list[str], head: str, status: str) -> None:
    assert listing(*lines, head=head).status == status


@pytest.mark.parametrize(
    ("uid", "kept"),
    [
        ("a@x.example", True), ("a@localhost", False), ("1", False), ("", False), ("~made-up@x.example", False),
        ("0A1b2c3d-0000-4000-8000-123456789abc", True), ("0a1b2c3d000040008000123456789abc", True),
        ("0a1b2c3d-0000-4000-8000-123456789ab", False),
        ("a" * (MAX_WORD_CHARS - 10) + "@x.example", True), ("a" * (MAX_WORD_CHARS - 9) + "@x.example", False),
    ],
)  # fmt: skip
def test_a_uid_counts_where_no_other_calendar_can_have_it(uid: str, kept: bool) -> None:
    assert listing(uid=uid).uid == (uid if kept else None)


def test_the_entry_of_the_latest_sequence_is_shown_and_a_broken_sequence_is_the_first() -> None:
    versions = "\r\n".join(
        f"BEGIN:VEVENT\r\nSUMMARY:{title}\r\n{START}\r\n{number}END:VEVENT"
        for title, number in (("None", ""), ("Second", "SEQUENCE:2\r\n"), ("Odd", "SEQUENCE:x\r\n"))
    )
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{versions}\r\nEND:VCALENDAR\r\n"
    assert read_listing({"uid": "1", "ics": text}, READING, {}).title == "Second"


@pytest.mark.parametrize("name", ["", "TZNAME:HALL\r\n"])
@pytest.mark.parametrize("calendars_own", ["", "X-WR-TIMEZONE:Asia/Kolkata\r\n"])
def test_a_zone_that_a_calendar_defines_counts_with_a_name_and_without(name: str, calendars_own: str) -> None:
    summer, winter = "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0400\r\n", "TZOFFSETFROM:+0400\r\nTZOFFSETTO:+0300\r\n"
    zone = (
        f"BEGIN:VTIMEZONE\r\nTZID:Hall\r\nBEGIN:DAYLIGHT\r\nDTSTART:20000401T000000\r\n{summer}{name}"
        f"RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:20001001T000000\r\n"
        f"{winter}{name}RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    dates = [f"DTSTART;TZID=Hall:20260{month}07T190000" for month in (3, 5)]
    found = [
        read_listing(
            {"uid": "1", "ics": f"BEGIN:VCALENDAR\r\n{calendars_own}{zone}BEGIN:VEVENT\r\nSUMMARY:Concert\r\n{date}\r\n"
             "END:VEVENT\r\nEND:VCALENDAR\r\n"}, READING, {},
        )
        for date in dates
    ]  # fmt: skip
    assert [one.occurrences[0].starts_at.isoformat() for one in found] == [
        "2026-03-07T19:00:00+03:00", "2026-05-07T19:00:00+04:00"
    ]  # fmt: skip
