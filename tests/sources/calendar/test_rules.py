"""What a calendar's rules unfold to is counted before it is unfolded; an odd rule is left out, with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from include.areas.area import load_area
from include.errors import BrokenRecord, NotAnEvent
from include.listing import MAX_OCCURRENCES, Listing
from include.sources.base import Reading
from include.sources.calendar.event import read_listing
from include.sources.calendar.parsing import parse_calendar
from tests.sources.conftest import NOW, Connect, Site

READING = Reading(now=NOW, area=load_area("indiranagar"))
START = datetime(2026, 3, 7, 19, tzinfo=READING.zone)
CLOCK = f"BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))}"
FULL = f"{CLOCK};BYSECOND={','.join(map(str, range(60)))}"


def stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def stamps(count: int) -> str:
    return ",".join(stamp(START + timedelta(minutes=number)) for number in range(count))


def entry(uid: str, *more: str, start: str = f"DTSTART:{stamp(START)}") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{uid}", start, *more, "END:VEVENT", ""))


def calendar(*entries: str, head: str = "") -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{''.join(entries)}END:VCALENDAR\r\n"


ODD = [
    (entry("bad", f"RRULE:FREQ=DAILY;{FULL}"), "86,400 times of a day .* at most 500"),
    (entry("bad", f"RRULE:FREQ=DAILY;{FULL};BYSETPOS=1"), "86,400 times of a day .* at most 500"),
    (entry("bad", f"RRULE:FREQ=YEARLY;BYMONTH=3;{CLOCK}"), "at most 500"),
    (entry("bad", "RRULE:FREQ=SECONDLY"), "RRULE, at most 500"),
    (entry("bad", "RRULE:FREQ=MINUTELY;COUNT=99999999"), "RRULE, at most 500"),
    (entry("bad", "RRULE:FREQ=HOURLY;UNTIL=99991231T000000Z"), "RRULE, at most 500"),
    (entry("bad", "RRULE:FREQ=DAILY;INTERVAL=0"), "INTERVAL in RRULE"),
    (entry("bad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=0"), "BYMONTHDAY in RRULE has a 0"),
    (entry("bad", "RRULE:FREQ=YEARLY;BYYEARDAY=1,0"), "BYYEARDAY in RRULE has a 0"),
    (entry("bad", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "RRULE names no day"),
    (entry("bad", "RRULE:FREQ=SECONDLY;BYSETPOS=96,98"), "BYSETPOS"),
    (entry("bad", "RRULE:FREQ=MINUTELY;BYSECOND=0,30;BYSETPOS=-3"), "BYSETPOS"),
    (entry("bad", "RRULE:FREQ=HOURLY;BYMINUTE=0,15,30;BYSETPOS=4"), "BYSETPOS"),
    (entry("bad", *[f"RRULE:FREQ=DAILY;INTERVAL={number}" for number in range(1, 100)]), "99 RRULEs, at most 20"),
    (entry("bad", f"RDATE:{stamps(2_000)}"), "RRULE and RDATE, at most 500"),
    (entry("bad", "RRULE:FREQ=DAILY", "EXRULE:FREQ=SECONDLY"), "dates by EXRULE, at most 50,000"),
    (entry("bad", "RRULE:FREQ=DAILY", f"EXRULE:FREQ=DAILY;{FULL}"), "86,400 times of a day .* in EXRULE"),
    (entry("bad", "RRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY;INTERVAL=0"), "INTERVAL in EXRULE"),
    (entry("bad", "RRULE:FREQ=DAILY", "EXRULE:whenever"), "EXRULE cannot be read"),
    (entry("bad", "RRULE:RSCALE=HEBREW;FREQ=YEARLY"), "'RSCALE=HEBREW' in RRULE: only dates of the Gregorian calendar"),
    (entry("bad", "RRULE:FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD"), "'SKIP=BACKWARD' in RRULE"),
    (entry("bad", "RRULE:RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=x"), "'RSCALE=CHINESE' in RRULE"),
    (entry("bad", *[f"RDATE:{stamps(2_000)}"] * 3), "6,000 RDATEs, at most 5,000"),
    (entry("bad", f"RRULE:FREQ=DAILY;COUNT={'9' * 20}"), "the number '9{20}' in RRULE, at most 2,147,483,647"),
    (entry("bad", f"RRULE:FREQ=WEEKLY;INTERVAL=1;BYSETPOS=-{'9' * 20}"), "the number '9{20}' in RRULE"),
]
"""Entries whose rules or lists of dates are odd, and why."""
REFUSED = [
    (entry("bad", "RRULE:FREQ=DAILY", *[f"EXDATE:{stamps(2_000)}"] * 3), "6,000 EXDATEs, at most 5,000"),
    (entry("bad", "RRULE:FREQ=DAILY", start="DTSTART:00010101T000000"), "DTSTART lies in the year 1,"),
    (entry("bad") + entry("bad", start="DTSTART:99991231T100000"), "DTSTART lies in the year 9999"),
    (entry("bad", start="DTSTART;VALUE=DATE:99991231"), "DTSTART lies in the year 9999"),
    (entry("bad", "DTEND:99991231T100000"), "DTEND lies in the year 9999"),
    (entry("bad", "DURATION:P999999999D"), "DURATION"),
    (entry("bad") + entry("bad", f"RECURRENCE-ID:{stamp(START)}", start="DTSTART:99991231T100000"), "DTSTART lies in"),
]


def around(bad: str, site: Site, connect: Connect) -> Callable[[], Listing]:
    """Reads the entry `bad`, whose neighbours are read whatever it is."""
    url = site.put("/calendar", calendar(entry("good-1"), bad, entry("good-2")))
    connected = connect("icalendar", {"url": url})
    records = {one.external_id: one for one in connected.fetch().records}

    assert {"good-1", "good-2"} <= records.keys()
    assert all(
        connected.source.transform(records[uid].data, connected.reading).occurrences for uid in ("good-1", "good-2")
    )
    return lambda: connected.source.transform(records["bad"].data, connected.reading)


@pytest.mark.parametrize(("bad", "reason"), ODD)
def test_odd_rules_are_left_out_and_named(site: Site, connect: Connect, bad: str, reason: str) -> None:
    listing = around(bad, site, connect)()

    assert listing.occurrences[0].starts_at == START
    assert "RDATE" in bad or len(listing.occurrences) == 1
    assert len(listing.left_out) == 1
    assert re.search(reason, listing.left_out[0])


@pytest.mark.parametrize(("bad", "reason"), REFUSED)
def test_entries_beyond_the_calendar_are_refused_and_named(site: Site, connect: Connect, bad: str, reason: str) -> None:
    read = around(bad, site, connect)
    with pytest.raises(BrokenRecord, match=reason):
        read()


@pytest.mark.parametrize("rule", ["EXRULE:whenever\r\nRRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;INTERVAL=0"])
def test_an_odd_rule_costs_the_dates_by_rule_and_not_those_given_singly(rule: str) -> None:
    """What it would take out nobody knows, so no date by rule is shown."""
    more = ("EXDATE:20260310T190000", "RDATE:20260310T190000,20260312T190000")
    listing = read_listing({"ics": calendar(entry("a", rule, *more))}, READING, {})

    assert [one.starts_at.astimezone(READING.zone).day for one in listing.occurrences] == [7, 12]
    assert listing.recurrence is None
    assert len(listing.left_out) == 1


def test_a_series_of_which_only_an_odd_rule_is_to_come_is_refused_for_that() -> None:
    past = entry("a", "RRULE:FREQ=DAILY;INTERVAL=0", start="DTSTART:20250307T190000")
    with pytest.raises(BrokenRecord, match="INTERVAL in RRULE is less than 1"):
        read_listing({"ics": calendar(past)}, READING, {})


def test_of_more_dates_than_a_listing_has_the_first_that_are_to_come_are_kept() -> None:
    listing = read_listing({"ics": calendar(entry("a", f"RDATE:{stamps(2_000)}"))}, READING, {})

    assert len(listing.occurrences) == MAX_OCCURRENCES
    assert listing.occurrences[-1].starts_at == START + timedelta(minutes=MAX_OCCURRENCES - 1)


@pytest.mark.parametrize("year", [1970, 2100])
def test_the_first_and_the_last_year_are_among_those_of_a_calendar(year: int) -> None:
    text = calendar(entry("old", start=f"DTSTART:{year}0601T100000"))
    (date,) = read_listing({"ics": text}, READING, {}).occurrences
    assert date.starts_at.year == year


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=MINUTELY;INTERVAL=30;COUNT=10", 10),
        ("FREQ=DAILY;COUNT=99999999", 115),
        ("FREQ=WEEKLY;UNTIL=99991231T235959Z", 17),
        ("FREQ=DAILY;INTERVAL=99999999999999", 1),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 1),
        ("FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=30", 2),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30,31", 2),
        ("FREQ=HOURLY;BYMINUTE=0,15,30;BYSETPOS=-3;COUNT=4", 4),
        ("FREQ=MINUTELY;INTERVAL=30;BYSECOND=0,30;BYSETPOS=-2;COUNT=6", 6),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=1", 4),
    ],
)
def test_results_count_and_not_steps(site: Site, connect: Connect, rule: str, count: int) -> None:
    url = site.put("/calendar", calendar(entry("a", f"RRULE:{rule}")))

    assert len(connect("icalendar", {"url": url}).only().occurrences) == count


@pytest.mark.slow
def test_what_hangs_costs_its_own_budget(site: Site, connect: Connect) -> None:
    odd = "".join(
        f"BEGIN:{kind}\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0500\r\nTZOFFSETTO:+0600\r\n"
        f"END:{kind}\r\n"
        for kind in ("STANDARD", "DAYLIGHT")
    )
    head = f"BEGIN:VTIMEZONE\r\nTZID:Odd\r\n{odd}END:VTIMEZONE\r\n"
    bad = entry("bad", start=f"DTSTART;TZID=Odd:{stamp(START)}")
    connected = connect("icalendar", {"url": site.put("/calendar", calendar(entry("good-1"), bad, head=head))})
    records = {one.external_id: one for one in connected.fetch().records}

    with pytest.raises(BrokenRecord, match="RRULE, RDATE and VTIMEZONE: it takes more than"):
        connected.source.transform(records["bad"].data, connected.reading)
    assert connected.source.transform(records["good-1"].data, connected.reading).occurrences


def zone(name: str, offset: str, repeat: int = 1) -> str:
    part = (
        f"BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD\r\n"
    )
    return f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{part * repeat}END:VTIMEZONE\r\n"


def test_a_zone_known_by_name_is_not_repeated_in_each_record(site: Site, connect: Connect) -> None:
    entries = [entry(f"e{number}", start=f"DTSTART;TZID=Asia/Kolkata:{stamp(START)}") for number in range(100)]
    url = site.put("/calendar", calendar(*entries, head=zone("Asia/Kolkata", "+0530", repeat=1500)))
    fetched = connect("icalendar", {"url": url}).fetch()

    assert len(fetched.records) == 100
    assert sum(len(one.data["ics"]) for one in fetched.records) < 20_000


def test_a_zone_that_is_too_long_for_every_record(site: Site, connect: Connect) -> None:
    odd = entry("bad", start=f"DTSTART;TZID=Odd:{stamp(START)}")
    url = site.put("/calendar", calendar(entry("good-1"), odd, head=zone("Odd", "+0530", repeat=500)))
    fetched = connect("icalendar", {"url": url}).fetch()

    assert [one.external_id for one in fetched.records] == ["good-1"]
    assert "characters in VTIMEZONE Odd, at most 10,000" in fetched.unreadable[0].reason
    assert fetched.kept == {"bad"}


def test_one_calendars_zone_is_nothing_to_the_next(site: Site, connect: Connect) -> None:
    """A stranger who calls his zone as another does would move the other's hours."""
    starts = []
    for offset in ("-0800", "+0530"):
        body = calendar(entry("a", start=f"DTSTART;TZID=Our Zone:{stamp(START)}"), head=zone("Our Zone", offset))
        starts.append(connect("icalendar", {"url": site.put("/calendar", body)}).only().occurrences[0].starts_at)

    assert [one.isoformat() for one in starts] == ["2026-03-07T19:00:00-08:00", "2026-03-07T19:00:00+05:30"]


def test_an_offset_that_no_clock_has(site: Site, connect: Connect) -> None:
    odd = entry("bad", start=f"DTSTART;TZID=Odd:{stamp(START)}")
    url = site.put("/calendar", calendar(entry("good-1"), odd, head=zone("Odd", "+2359")))
    connected = connect("icalendar", {"url": url})
    fetched = connected.fetch()

    assert fetched.window is not None
    assert connected.source.transform(fetched.records[0].data, connected.reading).occurrences
    with pytest.raises(BrokenRecord, match="DTSTART is more than 14 hours from UTC"):
        connected.source.transform(fetched.records[1].data, connected.reading)


@pytest.mark.parametrize("until", ["2026-01-01T00:00:00+23:59", "nonsense", 5, ["x"]])
def test_a_state_that_cannot_be_read_claims_nothing(site: Site, connect: Connect, until: Any) -> None:
    site.put("/calendar", calendar(entry("a")), tagged=True)
    config = {"url": f"{site.base}/calendar"}
    tag = connect("icalendar", config).fetch().state["etag"]

    fetched = connect("icalendar", config, {"etag": tag, "until": until, "complete": True}).fetch()

    assert (fetched.unchanged, fetched.complete) == (True, False)


def test_lines_are_joined_in_linear_time() -> None:
    """A megabyte of lines that were folded without a space: 200 times of it cost minutes when each was copied anew."""
    text = calendar(entry("a", "DESCRIPTION:x" + "\r\nno property" * 200_000))

    (found,) = parse_calendar(text).entries

    assert len(found.value("DESCRIPTION") or "") < 100_001


FREQUENCIES = st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
PARTS = st.fixed_dictionaries(
    {},
    optional={
        "INTERVAL": st.integers(1, 40).map(str),
        "COUNT": st.integers(1, 60).map(str),
        "BYDAY": st.lists(st.sampled_from(["MO", "TU", "WE", "SA", "SU"]), min_size=1, max_size=3).map(",".join),
        "BYMONTH": st.integers(1, 12).map(str),
        "BYHOUR": st.lists(st.integers(0, 23).map(str), min_size=1, max_size=2).map(",".join),
        "UNTIL": st.sampled_from(["20260601T000000Z", "20300101T000000Z", "99991231T000000Z"]),
    },
)


@settings(max_examples=25)
@given(FREQUENCIES, PARTS, st.integers(-900, 60))
def test_what_is_accepted_equals_the_librarys_own_dates(frequency: str, parts: dict[str, str], days: int) -> None:
    if "COUNT" in parts:
        parts.pop("UNTIL", None)
    rule = ";".join((f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts.items())))
    start = f"DTSTART;TZID=Asia/Kolkata:{stamp(START + timedelta(days=days))}"
    text = calendar(entry("a", f"RRULE:{rule}", start=start))
    query = recurring_ical_events.of(Calendar.from_ical(text), skip_bad_series=True)
    begin, end = NOW - timedelta(days=7), NOW + READING.horizon
    expected = {one["DTSTART"].dt for one in query.between(begin, end)}

    found = {one.starts_at for one in read_listing({"ics": text}, READING, {}).occurrences}

    assert found == expected or (not expected and len(found) == 1), "a series that is over keeps its first date"


@pytest.mark.parametrize(
    ("start", "exclusion", "days"),
    [
        ("DTSTART:20260306T190000", "EXRULE:FREQ=DAILY;INTERVAL=2", [7, 9]),
        ("DTSTART:20260306T190000Z", "EXRULE:FREQ=WEEKLY;BYDAY=SA,SU", [7, 10, 11]),
        (
            "DTSTART;TZID=Asia/Kolkata:20260306T190000",
            "EXRULE:FREQ=DAILY;COUNT=2\r\nEXRULE:FREQ=DAILY;INTERVAL=4",
            [8, 9],
        ),
        ("DTSTART;VALUE=DATE:20260306", "EXRULE:FREQ=DAILY;UNTIL=20260307\r\nEXDATE;VALUE=DATE:20260309", [8, 10]),
    ],
)
def test_a_rule_of_exception_takes_dates_out(start: str, exclusion: str, days: list[int]) -> None:
    text = calendar(entry("a", "RRULE:FREQ=DAILY;COUNT=5", exclusion, start=start))

    found = read_listing({"ics": text}, READING, {}).occurrences

    assert [one.starts_at.astimezone(READING.zone).day for one in found] == days


@pytest.mark.parametrize("exclusion", ["EXDATE:20260306T100000,20260307T100000", "EXRULE:FREQ=DAILY;COUNT=2"])
def test_a_series_of_which_no_date_is_left_is_no_event(exclusion: str) -> None:
    text = calendar(entry("a", "RRULE:FREQ=DAILY;COUNT=2", exclusion, start="DTSTART:20260306T100000"))

    with pytest.raises(NotAnEvent, match="every date of the series is taken out"):
        read_listing({"ics": text}, READING, {})


def test_the_gregorian_calendar_may_be_named() -> None:
    text = calendar(entry("a", "RRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=OMIT;COUNT=3"))

    assert len(read_listing({"ics": text}, READING, {}).occurrences) == 3


@pytest.mark.parametrize(
    "line", ["EXDATE:20260305T1000 00", "EXDATE:", "RDATE:soon", "RRULE:whenever", "EXDATE;TZID=X:x"]
)
def test_a_list_of_dates_that_cannot_be_read_leaves_the_start(site: Site, connect: Connect, line: str) -> None:
    url = site.put("/calendar", calendar(entry("a", "RDATE:20260314T100000", line)))

    assert START in [one.starts_at for one in connect("icalendar", {"url": url}).only().occurrences]


@pytest.mark.parametrize(
    ("start", "until", "days"),
    [
        ("DTSTART;TZID=Asia/Kolkata:20260307T190000", "20260314", [7, 14]),
        ("DTSTART;TZID=Asia/Kolkata:20260307T233000", "20260314", [7, 14]),
        ("DTSTART;TZID=America/New_York:20260306T220000", "20260313", [7, 14]),
        ("DTSTART:20260307T190000", "20260314;WKST=SU", [7, 14]),
        ("DTSTART:20260307T133000Z", "20260314", [7, 14]),
        ("DTSTART;VALUE=DATE:20260307", "20260314", [7, 14]),
        ("DTSTART:20260307T190000", "20260307", [7]),
        # a day before, or a moment, is what it was
        ("DTSTART;TZID=Asia/Kolkata:20260307T190000", "20260313", [7]),
        ("DTSTART;TZID=Asia/Kolkata:20260307T003000", "20260313", [7]),
        ("DTSTART;TZID=Asia/Kolkata:20260307T190000", "20260314T000000Z", [7]),
        ("DTSTART:20260307T190000", "20260314T180000", [7]),
    ],
)
def test_a_rule_until_a_day_goes_on_to_its_end(start: str, until: str, days: list[int]) -> None:
    text = calendar(entry("a", f"RRULE:FREQ=WEEKLY;UNTIL={until}", start=start))

    found = read_listing({"ics": text}, READING, {})

    assert [one.starts_at.astimezone(READING.zone).day for one in found.occurrences] == days
    assert found.recurrence is not None
    assert f"UNTIL={until[:8]}" in (found.recurrence.rrule or ""), "it is kept as it is written"
