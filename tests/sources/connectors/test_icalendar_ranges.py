"""Changed instances of a series that stand for all that follow them: RECURRENCE-ID;RANGE=THISANDFUTURE."""

from __future__ import annotations

from datetime import timedelta

import pytest

from include.errors import NotAnEvent
from include.listing import Listing
from tests.sources.conftest import Connect, Site
from tests.sources.connectors.test_icalendar import calendar, starts

# Thursdays of March 2026 at seven in the morning, four of them
KOLKATA = (";TZID=Asia/Kolkata", "", "")
IN_HEADER = ("", "", "X-WR-TIMEZONE:Asia/Kolkata")
IN_UTC = ("", "Z", "X-WR-TIMEZONE:Asia/Kolkata")
FROM_THEN_ON = "RANGE=THISANDFUTURE"
TIMES = {"Z": {"07": "0130", "09": "0330", "10": "0430"}, "": {"07": "0700", "09": "0900", "10": "1000"}}


@pytest.fixture
def read(site: Site, connect: Connect):  # type: ignore[no-untyped-def]
    """read(calendar text) -> the one listing in it."""

    def only(text: str) -> Listing:
        return connect("icalendar", {"url": site.put("/calendar", text, media_type="text/calendar")}).only()

    return only


def line(name: str, form: tuple[str, str, str], day: int, hour: str, *parameters: str) -> str:
    """A property with its zone, as one of the three forms writes it."""
    zone, suffix, _ = form
    return f"{name}{zone}{''.join(f';{one}' for one in parameters)}:202603{day:02}T{TIMES[suffix][hour]}00{suffix}"


def series(form: tuple[str, str, str]) -> str:
    return "\n".join(("UID:1@x", "SUMMARY:Class", line("DTSTART", form, 5, "07"), "RRULE:FREQ=WEEKLY;COUNT=4"))


def from_then_on(form: tuple[str, str, str], day: int, hour: str, *lines: str, parameter: str = FROM_THEN_ON) -> str:
    changed = line("RECURRENCE-ID", form, day, "07", parameter)
    return "\n".join(("UID:1@x", "SUMMARY:Class", changed, line("DTSTART", form, day, hour), *lines))


@pytest.mark.parametrize("form", [KOLKATA, IN_HEADER, IN_UTC], ids=["named", "of the calendar", "utc"])
@pytest.mark.parametrize(
    "parameter", [FROM_THEN_ON, "range=thisandfuture", "Range=ThisAndFuture", 'RANGE="THISANDFUTURE"']
)
def test_it_moves_all_that_follow(read, form: tuple[str, str, str], parameter: str) -> None:  # type: ignore[no-untyped-def]
    listing = read(calendar(series(form), from_then_on(form, 12, "09", parameter=parameter), header=form[2]))

    assert starts(listing) == ["05 Mar 07:00", "12 Mar 09:00", "19 Mar 09:00", "26 Mar 09:00"]


@pytest.mark.parametrize("form", [KOLKATA, IN_HEADER, IN_UTC], ids=["named", "of the calendar", "utc"])
def test_the_latest_of_several_counts(read, form: tuple[str, str, str]) -> None:  # type: ignore[no-untyped-def]
    changes = (from_then_on(form, 19, "10"), from_then_on(form, 12, "09", "DURATION:PT2H"))

    listing = read(calendar(series(form), *changes, header=form[2]))

    assert starts(listing) == ["05 Mar 07:00", "12 Mar 09:00", "19 Mar 10:00", "26 Mar 10:00"]
    assert listing.occurrences[1].ends_at == listing.occurrences[1].starts_at + timedelta(hours=2)


@pytest.mark.parametrize("header", ["", "X-WR-TIMEZONE:Europe/London"], ids=["named", "of the calendar"])
def test_it_keeps_wall_time_when_the_clocks_change(read, header: str) -> None:  # type: ignore[no-untyped-def]
    """London goes to summer time on 29 March 2026: seven in the evening there is an hour earlier here then."""
    zone = "" if header else ";TZID=Europe/London"
    weekly = f"UID:1@x\nSUMMARY:Class\nDTSTART{zone}:20260311T170000\nRRULE:FREQ=WEEKLY;COUNT=4"
    changed = (
        f"UID:1@x\nSUMMARY:Class\nRECURRENCE-ID;{FROM_THEN_ON}{zone}:20260318T170000\nDTSTART{zone}:20260318T190000"
    )

    listing = read(calendar(weekly, changed, header=header))

    assert starts(listing) == ["11 Mar 22:30", "19 Mar 00:30", "26 Mar 00:30", "01 Apr 23:30"]


@pytest.mark.parametrize("form", [KOLKATA, IN_HEADER], ids=["named", "of the calendar"])
def test_a_cancelled_one_cancels_all_that_follow(read, form: tuple[str, str, str]) -> None:  # type: ignore[no-untyped-def]
    listing = read(calendar(series(form), from_then_on(form, 19, "07", "STATUS:CANCELLED"), header=form[2]))

    assert [one.cancelled for one in listing.occurrences] == [False, False, True, True]


@pytest.mark.parametrize("form", [KOLKATA, IN_HEADER], ids=["named", "of the calendar"])
def test_from_a_private_one_on_nothing_is_shown(site: Site, connect: Connect, form: tuple[str, str, str]) -> None:
    private = from_then_on(form, 12, "09", "DESCRIPTION:With the doctor", "CLASS:PRIVATE")
    url = site.put("/calendar", calendar(series(form), private, header=form[2]), media_type="text/calendar")
    source = connect("icalendar", {"url": url})

    listing = source.only()

    assert starts(listing) == ["05 Mar 07:00"]
    assert "doctor" not in str(source.fetch().records)


def test_a_series_that_is_private_from_its_first_date_on_is_no_event(site: Site, connect: Connect) -> None:
    private = from_then_on(KOLKATA, 5, "07", "CLASS:PRIVATE")
    url = site.put("/calendar", calendar(series(KOLKATA), private), media_type="text/calendar")

    source = connect("icalendar", {"url": url})

    (record,) = source.fetch().records

    assert "Class" not in str(record)
    with pytest.raises(NotAnEvent, match="private"):
        source.source.transform(record.data, source.reading)
