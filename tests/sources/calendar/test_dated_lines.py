"""Lines with dates as calendars write them, and as the standard would; the zones that they name or define."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from icalendar import Event

from include.areas.area import load_area
from include.sources.base import Reading
from include.sources.calendar.all_day import whole_days
from include.sources.calendar.dated_lines import MAX_ENTRY_DATES, ZoneNames, too_many_dates

IST = ZoneInfo("Asia/Kolkata")
READING = Reading(now=datetime(2026, 3, 4, tzinfo=UTC), area=load_area("indiranagar"))
OWN = (
    "BEGIN:VTIMEZONE\nTZID:Our zone\nBEGIN:STANDARD\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE"
)


@pytest.mark.parametrize(
    ("line", "standard"),
    [
        # what the standard has stays
        ("DTSTART:20260307T133000", "DTSTART:20260307T133000"),
        ("DTSTART:20260307T133000Z", "DTSTART:20260307T133000Z"),
        ("DTSTART;VALUE=DATE:20260307", "DTSTART;VALUE=DATE:20260307"),
        ("DTSTART;TZID=Asia/Kolkata:20260307T133000", "DTSTART;TZID=Asia/Kolkata:20260307T133000"),
        ("RDATE;VALUE=PERIOD:20260307T133000Z/PT1H", "RDATE;VALUE=PERIOD:20260307T133000Z/PT1H"),
        ("SUMMARY:2026-03-07", "SUMMARY:2026-03-07"),
        ("DTSTART:soon", "DTSTART:soon"),
        # zones by the names that programs give them
        ("DTSTART;TZID=India Standard Time:20260307T133000", "DTSTART;TZID=Asia/Calcutta:20260307T133000"),
        ('DTSTART;TZID="Asia/Kolkata":20260307T133000', "DTSTART;TZID=Asia/Kolkata:20260307T133000"),
        ('dtstart;X-A=1;TZID="Asia/Kolkata";X-B=2:20260307T133000',
         "dtstart;X-A=1;X-B=2;TZID=Asia/Kolkata:20260307T133000"),
        ("DTSTART;TZID=Asia/Kolkata;VALUE=DATE-TIME:20260307T133000",
         "DTSTART;VALUE=DATE-TIME;TZID=Asia/Kolkata:20260307T133000"),
        ("DTSTART;TZID=Asia/Kolkata:20260307T133000Z", "DTSTART:20260307T133000Z"),
        ("DTSTART;TZID=a,b:20260307T133000", "DTSTART:20260307T133000"),
        # dates as pages write them
        ("DTSTART:2026-03-07", "DTSTART;VALUE=DATE:20260307"),
        ("DTSTART;VALUE=DATE-TIME:2026-03-07", "DTSTART;VALUE=DATE:20260307"),
        ("DTSTART:2026-03-07T13:30:00", "DTSTART:20260307T133000"),
        ("DTSTART:2026-03-07 13:30", "DTSTART:20260307T133000"),
        ("DTSTART:2026-03-07T13:30:00+05:30", "DTSTART:20260307T080000Z"),
        ("DTSTART;TZID=Asia/Kolkata:2026-03-07T13:30:00", "DTSTART;TZID=Asia/Kolkata:20260307T133000"),
        ("DTSTART;TZID=Asia/Kolkata:2026-03-07T13:30:00+05:30", "DTSTART:20260307T080000Z"),
        ("DTSTART;TZID=Asia/Kolkata:2026-03-07", "DTSTART;VALUE=DATE:20260307"),
        ("DTEND:2026/03/07", "DTEND;VALUE=DATE:20260307"),
        ("EXDATE:2026-03-07,20260308", "EXDATE;VALUE=DATE:20260307,20260308"),
        ("EXDATE;TZID=Asia/Kolkata:2026-03-07T13:30,20260308T133000",
         "EXDATE;TZID=Asia/Kolkata:20260307T133000,20260308T133000"),
        ("EXDATE:2026-03-07,soon", "EXDATE;VALUE=DATE:20260307,soon"),
        # an hour that no clock has
        ("DTSTART:20260307T250000", "DTSTART:20260307T250000"),
    ],
)  # fmt: skip
def test_lines_as_the_standard_has_them(line: str, standard: str) -> None:
    assert ZoneNames({}).standard(line) == standard


@pytest.mark.parametrize(
    ("name", "text", "known", "made"),
    [
        ("Our zone", OWN, "Our zone", True),
        ("Our; zone", OWN, "Our zone", True),
        ('"Our zone"', OWN, "Our zone", True),
        (";;", OWN, "own", True),
        ("Our zone", "X-LIC-LOCATION:Asia/Kolkata\n" + OWN, "Asia/Kolkata", False),
        ("Our zone", "X-LIC-LOCATION:Nowhere/Else\n" + OWN, "Our zone", True),
        ("Our zone", "BEGIN:VTIMEZONE\nEND:VTIMEZONE", "Our zone", False),
        ("+0530", "", "UTC+0530", True),
        ("Asia/Kolkata", OWN, "Asia/Kolkata", False),
        ("a,b", "", None, False),
    ],
)
def test_a_zone_is_known_or_defined_by_the_calendar(name: str, text: str, known: str | None, made: bool) -> None:
    zones = ZoneNames({name: text} if text else {})
    assert zones.name_of(name) == known
    assert set(zones.made) == ({known} if made else set())
    assert all(f"TZID:{one}" in lines.split("\n") and "TZOFFSETTO:+0530" in lines for one, lines in zones.made.items())
    assert zones.name_of(name) == known


@pytest.mark.parametrize(("dates", "refused"), [(MAX_ENTRY_DATES, False), (MAX_ENTRY_DATES + 1, True)])
def test_an_entry_lists_so_many_dates(dates: int, refused: bool) -> None:
    lines = ["DTSTART:20260307", "rdate:" + ",".join(["20260307"] * (dates - 1)), "SUMMARY:one, two, three"]
    assert (too_many_dates(lines) is not None) is refused


@pytest.mark.parametrize(
    ("start", "end", "zone", "flag", "days"),
    [
        # from midnight to midnight, or to its last minute: of the zone as written, the area's, or UTC
        ("03-07T00:00", "03-08T00:00", IST, None, ("03-07", "03-07")),
        ("03-07T00:00", "03-07T23:59", IST, None, ("03-07", "03-07")),
        ("03-07T00:00", "03-07T23:59:59", IST, None, ("03-07", "03-07")),
        ("03-07T00:00", "03-10T00:00", IST, None, ("03-07", "03-09")),
        ("03-06T18:30", "03-07T18:30", UTC, None, ("03-07", "03-07")),
        ("03-07T05:30", "03-08T05:30", IST, None, ("03-07", "03-07")),
        ("03-07T00:00", "03-08T00:00", timezone(timedelta(hours=3)), None, ("03-07", "03-07")),
        ("03-07T00:00", "03-08T00:00", None, None, ("03-07", "03-07")),
        # what has an hour, or no end, is none unless its program says so
        ("03-07T00:00", "03-07T23:58", IST, None, None),
        ("03-07T00:01", "03-08T00:00", IST, None, None),
        ("03-07T10:00", "03-07T18:00", IST, None, None),
        ("03-07T00:00", None, IST, None, None),
        ("03-07T00:00", None, IST, "TRUE", ("03-07", None)),
        ("03-06T18:30", None, UTC, "TRUE", ("03-07", None)),
        ("03-07T10:00", "03-08T18:00", IST, "true", ("03-07", "03-08")),
        ("03-07T10:00", "03-08T00:00", IST, "1", ("03-07", "03-07")),
        ("03-07T10:00", None, IST, "1", ("03-07", None)),
        ("03-07T10:00", "03-07T09:00", IST, "1", ("03-07", None)),
        ("03-07T10:00", "03-07T10:00", IST, "1", ("03-07", None)),
        ("03-07T10:00", None, IST, "FALSE", None),
    ],
)
def test_days_that_were_written_as_times(
    start: str, end: str | None, zone: tzinfo | None, flag: str | None, days: tuple[str, str | None] | None
) -> None:
    event = Event()
    if flag:
        event.add("X-MICROSOFT-CDO-ALLDAYEVENT", flag)
    begins, ends = (datetime.fromisoformat(f"2026-{one}").replace(tzinfo=zone) if one else None for one in (start, end))
    assert begins is not None
    found = whole_days(event, begins, ends, READING)
    expected = days and tuple(date.fromisoformat(f"2026-{one}") if one else None for one in days)
    assert found == expected


def test_an_end_of_another_kind_is_none() -> None:
    event = Event()
    event.add("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE")
    start = datetime(2026, 3, 7, 10, tzinfo=IST)
    for end in (date(2026, 3, 8), datetime(2026, 3, 8, 10), None):  # noqa: DTZ001 - a floating time
        assert whole_days(event, start, end, READING) == (date(2026, 3, 7), None)
