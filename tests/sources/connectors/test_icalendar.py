"""Calendars as they are found in the wild."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from include.errors import BrokenRecord, NotAnEvent, TransientError, UnreadablePayload
from include.listing import Listing
from include.sources.identity import content_hash
from tests.sources.conftest import NOW, Connect, Site

KOLKATA = ZoneInfo("Asia/Kolkata")
ALWAYS = ("BEGIN:VCALENDAR", "VERSION:2.0")


def calendar(*entries: str, header: str = "") -> str:
    """A calendar of entries written without the lines that all of them have."""
    body = "\n".join(f"BEGIN:VEVENT\n{entry.strip()}\nEND:VEVENT" for entry in entries)
    return "\n".join(filter(None, (*ALWAYS, header, body, "END:VCALENDAR", ""))).replace("\n", "\r\n")


CONCERT = "UID:1@x\nSUMMARY:Concert\nDTSTART;TZID=Asia/Kolkata:20260307T190000\nDTEND;TZID=Asia/Kolkata:20260307T210000"
WEEKLY = "UID:1@x\nSUMMARY:Class\nDTSTART;TZID=Asia/Kolkata:20260305T070000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"


@pytest.fixture
def read(site: Site, connect: Connect):  # type: ignore[no-untyped-def]
    """read(calendar text) -> the one listing in it."""

    def only(text: str, **config: str) -> Listing:
        url = site.put("/calendar", text, media_type="text/calendar")
        return connect("icalendar", {"url": url, **config}).only()

    return only


def starts(listing: Listing) -> list[str]:
    return [
        f"{one.starts_at.astimezone(NOW.tzinfo) + timedelta(minutes=330):%d %b %H:%M}" for one in listing.occurrences
    ]


def test_an_entry_becomes_a_listing(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(
        calendar(
            f"{CONCERT}\nDESCRIPTION:Two sets\\, one break.\\nFree.\nLOCATION:Toit\\, 298\\, 100 Feet Road\n"
            "GEO:12.979426;77.640617\nCATEGORIES:Music,Jazz\nURL:https://example.com/concert?utm_source=ics\n"
            'ORGANIZER;CN="The Band":mailto:band@example.com\nATTACH;FMTTYPE=image/png:https://example.com/p\n'
            "X-COST:₹499"
        )
    )

    assert (listing.title, listing.description) == ("Concert", "Two sets, one break.\nFree.")
    assert starts(listing) == ["07 Mar 19:00"]
    assert (listing.venue.name, listing.venue.address) == ("Toit", "298, 100 Feet Road")
    assert (listing.venue.latitude, listing.venue.longitude) == (12.979426, 77.640617)
    assert listing.keywords == ["Music", "Jazz"]
    assert listing.url == "https://example.com/concert"
    assert listing.organizer.name == "The Band"
    assert listing.images[0].url == "https://example.com/p"
    assert listing.price.minimum == 499
    assert {"title", "occurrences", "venue", "price"} <= set(listing.provenance)
    assert {one.origin for one in listing.provenance.values()} == {"structure"}


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART;TZID=Asia/Kolkata:20260307T190000", "07 Mar 19:00"),
        ("DTSTART;TZID=Asia/Calcutta:20260307T190000", "07 Mar 19:00"),
        ('DTSTART;TZID="India Standard Time":20260307T190000', "07 Mar 19:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Kolkata:20260307T190000", "07 Mar 19:00"),
        ("DTSTART;TZID=Europe/London:20260307T133000", "07 Mar 19:00"),
        ("DTSTART:20260307T133000Z", "07 Mar 19:00"),
        ("DTSTART:20260307T190000", "07 Mar 19:00"),
        ("DTSTART;VALUE=DATE-TIME:20260307T190000", "07 Mar 19:00"),
        ("DTSTART;TZID=Nowhere/At-All:20260307T190000", "07 Mar 19:00"),
        ('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern":20260307T143000', "07 Mar 19:00"),
        ('DTSTART;VALUE=DATE-TIME;TZID="W. Europe Standard Time":20260307T143000', "07 Mar 19:00"),
        ("DTSTART;TZID=w. europe standard time;VALUE=DATE-TIME:20260307T143000", "07 Mar 19:00"),
        ("DTSTART;TZID=UTC+02:00:20260307T153000", "07 Mar 19:00"),
        ("DTSTART;TZID=GMT-0330:20260307T100000", "07 Mar 19:00"),
        ("DTSTART;TZID=America/New York:20260307T083000", "07 Mar 19:00"),
        ("DTSTART;TZID=Nowhere: at all:20260307T190000", "07 Mar 19:00"),
        ("DTSTART:2026-03-07T19:00:00", "07 Mar 19:00"),
        ("DTSTART;TZID=Europe/Berlin:2026-03-07T14:30:00", "07 Mar 19:00"),
        ("DTSTART:2026-03-07T14:30:00+01:00", "07 Mar 19:00"),
        ("DTSTART;TZID=Europe/Berlin:20260307T133000Z", "07 Mar 19:00"),
        ("DTSTART:20260307T190000+0530", "07 Mar 19:00"),
        ("DTSTART:20260307T1900", "07 Mar 19:00"),
        ("DTSTART:2026/03/07 19:00", "07 Mar 19:00"),
    ],
)
def test_zones(read, start: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert starts(read(calendar(f"UID:1\nSUMMARY:Concert\n{start}"))) == [expected]


def test_floating_times_are_read_in_the_calendars_own_zone(read) -> None:  # type: ignore[no-untyped-def]
    text = calendar("UID:1\nSUMMARY:Concert\nDTSTART:20260307T133000", header="X-WR-TIMEZONE:Europe/London")

    assert starts(read(text)) == ["07 Mar 19:00"]


def test_a_zone_that_the_calendar_defines_itself(read) -> None:  # type: ignore[no-untyped-def]
    zone = (
        "BEGIN:VTIMEZONE\nTZID:House time\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0400\n"
        "TZOFFSETTO:+0400\nEND:STANDARD\nEND:VTIMEZONE"
    )

    text = calendar("UID:1\nSUMMARY:Concert\nDTSTART;TZID=House time:20260307T173000", header=zone)

    assert starts(read(text)) == ["07 Mar 19:00"]


def test_a_series_with_an_exception_a_moved_and_a_cancelled_date(read) -> None:  # type: ignore[no-untyped-def]
    zone = ";TZID=Asia/Kolkata:"
    listing = read(
        calendar(
            f"{WEEKLY};COUNT=6\nEXDATE{zone}20260312T070000\nRDATE{zone}20260314T090000",
            f"UID:1@x\nSUMMARY:Class\nRECURRENCE-ID{zone}20260319T070000\nDTSTART{zone}20260319T083000",
            f"UID:1@x\nSUMMARY:Class\nRECURRENCE-ID{zone}20260326T070000\nDTSTART{zone}20260326T070000\nSTATUS:CANCELLED",
        )
    )

    assert starts(listing) == [
        "05 Mar 07:00",
        "14 Mar 09:00",
        "19 Mar 08:30",
        "26 Mar 07:00",
        "02 Apr 07:00",
        "09 Apr 07:00",
    ]
    assert [one.cancelled for one in listing.occurrences] == [False, False, False, True, False, False]
    assert listing.status == "scheduled"
    assert listing.recurrence is not None
    assert "FREQ=WEEKLY" in listing.recurrence.rrule


def test_of_two_rules_the_first_is_kept_as_its_rule(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(calendar(f"{WEEKLY};COUNT=2\nRRULE:FREQ=MONTHLY;COUNT=2"))

    assert listing.recurrence is not None
    assert listing.recurrence.rrule == "FREQ=WEEKLY;COUNT=2"


def test_an_endless_series_is_expanded_to_the_horizon(read, reading) -> None:  # type: ignore[no-untyped-def]
    listing = read(calendar(WEEKLY.replace("20260305", "20200102")))

    assert starts(listing)[0] == "26 Feb 07:00", "a week back"
    assert listing.occurrences[-1].starts_at <= NOW + reading.horizon
    assert len(listing.occurrences) == 18


def test_a_series_that_is_over_keeps_its_first_date(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(calendar(WEEKLY.replace("20260305", "20200102") + ";COUNT=3"))

    assert starts(listing) == ["02 Jan 07:00"]


def test_the_first_date_of_a_series_that_is_over_is_not_that_of_a_moved_instance(read) -> None:  # type: ignore[no-untyped-def]
    zone = ";TZID=Asia/Kolkata:"
    moved = f"UID:1@x\nSUMMARY:Class\nRECURRENCE-ID{zone}20200109T070000\nDTSTART{zone}20200109T110000"

    listing = read(calendar(WEEKLY.replace("20260305", "20200102") + ";COUNT=3", moved))

    assert starts(listing) == ["02 Jan 07:00"]


def test_an_instance_without_its_series_is_read_in_the_calendars_own_zone(read) -> None:  # type: ignore[no-untyped-def]
    instance = "UID:1@x\nSUMMARY:Class\nRECURRENCE-ID:20200109T070000\nDTSTART:20200109T110000"

    assert starts(read(calendar(instance, header="X-WR-TIMEZONE:Europe/London"))) == ["09 Jan 16:30"]


def test_wall_time_is_kept_when_the_clocks_change(read) -> None:  # type: ignore[no-untyped-def]
    """London goes to summer time on 29 March 2026: five in the evening there is another hour here."""
    entry = "UID:1\nSUMMARY:Call\nDTSTART;TZID=Europe/London:20260325T170000\nRRULE:FREQ=WEEKLY;COUNT=2"

    assert starts(read(calendar(entry))) == ["25 Mar 22:30", "01 Apr 21:30"]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ("DTSTART;VALUE=DATE:20260307", None),
        ("DTSTART;VALUE=DATE:20260307\nDTEND;VALUE=DATE:20260308", None),
        ("DTSTART;VALUE=DATE:20260307\nDTEND;VALUE=DATE:20260307", None),
        ("DTSTART;VALUE=DATE:20260307\nDTEND;VALUE=DATE:20260310", "2026-03-09T23:59:00+05:30"),
        ("DTSTART;VALUE=DATE:20260307\nDURATION:P3D", "2026-03-09T23:59:00+05:30"),
    ],
)
def test_whole_days(read, lines: str, last: str | None) -> None:  # type: ignore[no-untyped-def]
    (found,) = read(calendar(f"UID:1\nSUMMARY:Fair\n{lines}")).occurrences

    assert (found.starts_at.isoformat(), found.date_only) == ("2026-03-07T00:00:00+05:30", True)
    assert (found.ends_at.isoformat() if found.ends_at else None) == last


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("DURATION:PT90M", 90),
        ("DURATION:-PT90M", None),
        ("DURATION:P9999999999999999W", None),
        ("DTEND:20260307T110000Z", None),
    ],
)
def test_ends(read, line: str, minutes: int | None) -> None:  # type: ignore[no-untyped-def]
    (found,) = read(calendar(f"UID:1\nSUMMARY:Concert\nDTSTART:20260307T133000Z\n{line}")).occurrences

    assert found.ends_at == (found.starts_at + timedelta(minutes=minutes) if minutes else None)


@pytest.mark.parametrize(
    ("entry", "header", "status"),
    [
        (f"{CONCERT}\nSTATUS:CANCELLED", "", "cancelled"),
        (f"{CONCERT}\nSTATUS:CONFIRMED", "", "scheduled"),
        (f"{CONCERT}\nSTATUS:TENTATIVE", "", "scheduled"),
        (CONCERT, "METHOD:CANCEL", "cancelled"),
        (CONCERT, "METHOD:PUBLISH", "scheduled"),
        (CONCERT.replace("Concert", "[CANCELLED] Concert"), "", "cancelled"),
        (CONCERT.replace("Concert", "Concert (postponed)"), "", "postponed"),
    ],
)
def test_what_is_called_off(read, entry: str, header: str, status: str) -> None:  # type: ignore[no-untyped-def]
    listing = read(calendar(entry, header=header))

    assert (listing.title, listing.status) == ("Concert", status)


def test_one_broken_entry_spoils_no_other(site: Site, connect: Connect) -> None:
    url = site.put("/c", calendar(CONCERT, "UID:2\nSUMMARY:Bad\nDTSTART:tomorrow", "UID:3\nDTSTART:20260307T133000Z"))
    connected = connect("icalendar", {"url": url})
    fetched = connected.fetch()

    good, bad, nameless = fetched.records
    assert connected.source.transform(good.data, connected.reading).title == "Concert"
    with pytest.raises(BrokenRecord, match="no readable start"):
        connected.source.transform(bad.data, connected.reading)
    with pytest.raises(BrokenRecord, match="no title"):
        connected.source.transform(nameless.data, connected.reading)


def test_a_calendar_cut_short_is_not_complete(site: Site, connect: Connect) -> None:
    url = site.put("/c", calendar(CONCERT, CONCERT.replace("1@x", "2@x"))[:-60])

    fetched = connect("icalendar", {"url": url}).fetch()

    assert [one.external_id for one in fetched.records] == ["1@x"]
    assert len(fetched.unreadable) == 1
    assert not fetched.complete


def test_a_calendar_with_an_entry_that_does_not_end_is_not_complete(site: Site, connect: Connect) -> None:
    open_entry = calendar(CONCERT, CONCERT.replace("1@x", "2@x")).replace("END:VEVENT\r\n", "", 1)

    fetched = connect("icalendar", {"url": site.put("/c", open_entry)}).fetch()

    assert [one.external_id for one in fetched.records] == ["2@x"]
    assert [one.reason for one in fetched.unreadable] == ["the entry does not end"]
    assert not fetched.complete


def test_a_calendar_that_does_not_end_is_not_complete(site: Site, connect: Connect) -> None:
    """It ends between two entries, so that no entry shows it."""
    fetched = connect("icalendar", {"url": site.put("/c", calendar(CONCERT).replace("END:VCALENDAR", ""))}).fetch()

    assert [one.external_id for one in fetched.records] == ["1@x"]
    assert fetched.unreadable == []
    assert not fetched.complete


@pytest.mark.parametrize(
    "text",
    [
        calendar(CONCERT).replace("SUMMARY:Concert", "SUMMARY:Con\r\n cert"),
        calendar(CONCERT).replace("\r\n", "\n"),
        calendar(CONCERT).replace("\r\n", "\r\n\r\n"),
        "\ufeff" + calendar(CONCERT),
        calendar(CONCERT).replace("SUMMARY", "summary"),
        calendar(f"{CONCERT}\nBEGIN:VALARM\nSUMMARY:Wake up\nTRIGGER:-PT1H\nEND:VALARM"),
        calendar(f"{CONCERT}\nDESCRIPTION:first line\nsecond line without a fold"),
    ],
)
def test_careless_writing(read, text: str) -> None:  # type: ignore[no-untyped-def]
    listing = read(text)

    assert (listing.title, starts(listing)) == ("Concert", ["07 Mar 19:00"])


@pytest.mark.parametrize("entry", ["{alarm}\n{concert}", "{concert}\n{alarm}"], ids=["before", "after"])
def test_the_words_of_an_alarm_are_not_those_of_its_entry(read, entry: str) -> None:  # type: ignore[no-untyped-def]
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nSUMMARY:Wake up\nDESCRIPTION:Reminder\nTRIGGER:-PT1H\nEND:VALARM"
    listing = read(calendar(entry.format(alarm=alarm, concert=CONCERT)))
    assert (listing.title, listing.description) == ("Concert", None)


def test_other_encodings(site: Site, connect: Connect) -> None:
    text = calendar(CONCERT.replace("Concert", "Soirée"))
    for body in (text.encode("utf-8"), text.encode("latin-1"), text.encode("utf-16"), text.encode("utf-8-sig")):
        assert connect("icalendar", {"url": site.put("/c", body)}).only().title == "Soirée"


@pytest.mark.parametrize(
    "body", ["<!doctype html><html><input type=password></html>", '{"message": "no"}', "", "sorry"]
)
def test_what_is_no_calendar_is_unreadable(site: Site, connect: Connect, body: str) -> None:
    with pytest.raises(UnreadablePayload, match="expected a calendar"):
        connect("icalendar", {"url": site.put("/c", body, media_type="text/calendar")}).fetch()


def test_one_listing_per_uid(site: Site, connect: Connect) -> None:
    other = CONCERT.replace("0307", "0314")
    talk = other.replace("SUMMARY:Concert", "SUMMARY:Talk")
    nameless = CONCERT.replace("UID:1@x\n", "") + "\nLOCATION:Toit"

    def ids(*entries: str) -> list[str]:
        url = site.put("/c", calendar(*entries))
        return [one.external_id for one in connect("icalendar", {"url": url}).fetch().records]

    assert ids(CONCERT, other) == ["1@x"]
    assert ids(CONCERT, talk) == ["1@x#20260307T190000", "1@x#20260314T190000"]
    assert ids(nameless) == ["~concert|toit|20260307"]


def test_entries_of_one_uid_are_dates_of_one_listing(read) -> None:  # type: ignore[no-untyped-def]
    assert starts(read(calendar(CONCERT, CONCERT.replace("0307", "0314")))) == ["07 Mar 19:00", "14 Mar 19:00"]


def test_bookkeeping_is_no_change(site: Site, connect: Connect) -> None:
    def fingerprint(entry: str) -> bytes:
        connected = connect("icalendar", {"url": site.put("/c", calendar(entry))})
        return content_hash(connected.fetch().records[0].data, connected.source.volatile)

    before = fingerprint(f"{CONCERT}\nDTSTAMP:20260101T000000Z\nATTENDEE:mailto:a@example.com")

    assert fingerprint(f"{CONCERT}\nDTSTAMP:20260302T000000Z\nLAST-MODIFIED:20260302T000000Z") == before
    assert fingerprint(CONCERT.replace("Concert", "Recital")) != before


def test_people_stay_out_of_the_record(site: Site, connect: Connect) -> None:
    entry = f"{CONCERT}\nORGANIZER;CN=Asha:mailto:asha@example.com\nATTENDEE;CN=Ravi:mailto:ravi@example.com"
    (record,) = connect("icalendar", {"url": site.put("/c", calendar(entry))}).fetch().records

    assert "asha@" not in record.data["ics"]
    assert "ravi" not in record.data["ics"].lower()


def test_what_a_fetch_covers(site: Site, connect: Connect) -> None:
    url = site.put("/c", calendar(CONCERT), tagged=True)

    listed = connect("icalendar", {"url": url}).fetch()
    everything = connect("icalendar", {"url": url, "coverage": "all"}).fetch()
    again = connect("icalendar", {"url": url}, listed.state).fetch()

    assert listed.complete
    assert listed.window is not None
    assert listed.window.end is not None
    assert listed.window.end.isoformat() == "2026-03-07T19:00:00+05:30"
    assert everything.window is not None
    assert everything.window.end is None
    assert (again.unchanged, again.complete, again.records, again.window) == (True, True, [], listed.window)


def test_a_calendar_of_one_place(read) -> None:  # type: ignore[no-untyped-def]
    assert read(calendar(CONCERT), venue="Toit").venue.name == "Toit"
    assert read(calendar(f"{CONCERT}\nLOCATION:Maraa"), venue="Toit").venue.name == "Maraa"


def test_a_rule_by_the_minute_is_left_out_and_not_cut(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(calendar(WEEKLY.replace("WEEKLY", "MINUTELY")))
    assert len(listing.occurrences) == 1
    assert listing.left_out == ["occurrences: 501 or more dates by RRULE, at most 500"]


def test_a_calendar_address_with_a_scheme_of_its_own(site: Site, connect: Connect) -> None:
    """`webcal:` is https under another name; nobody speaks TLS here, which is how far it gets."""
    with pytest.raises(TransientError, match="https://"):
        connect("icalendar", {"url": site.base.replace("http:", "webcal:") + "/c"}).fetch()


CEST = (
    "BEGIN:STANDARD\nDTSTART:16011028T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nTZOFFSETFROM:+0200\n"
    "TZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T020000\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\n"
)


@pytest.mark.parametrize(
    ("name", "reference", "rules"),
    [
        ("(UTC+01:00) Amsterdam\\, Berlin\\, Bern", '"(UTC+01:00) Amsterdam, Berlin, Bern"', CEST),
        ("W. Europe Standard Time", '"W. Europe Standard Time"', CEST),
        ("W. Europe Standard Time", "W. Europe Standard Time", ""),
        ("Our house: time\\, own", '"Our house: time, own"', CEST),
        ("Customized Time Zone", "Customized Time Zone", CEST),
        ("tz1", "tz1", "X-LIC-LOCATION:Europe/Berlin\n"),
    ],
)
def test_a_zone_beside_its_own_definition(read, name: str, reference: str, rules: str) -> None:  # type: ignore[no-untyped-def]
    zone = f"BEGIN:VTIMEZONE\nTZID:{name}\n{rules}END:VTIMEZONE"
    tail = f";TZID={reference}:20260319T"
    entry = f"UID:a\nSUMMARY:Dawn row\nDTSTART{tail}060000\nDTEND{tail}120000"

    for text in (calendar(entry, header=zone), calendar(entry).replace("END:VCALENDAR", f"{zone}\nEND:VCALENDAR")):
        listing = read(text)
        assert starts(listing) == ["19 Mar 10:30"]
        assert listing.occurrences[0].ends_at - listing.occurrences[0].starts_at == timedelta(hours=6)


def test_a_calendars_zone_by_its_windows_name(read) -> None:  # type: ignore[no-untyped-def]
    text = calendar("UID:1\nSUMMARY:Concert\nDTSTART:20260307T133000", header="X-WR-TIMEZONE:GMT Standard Time")

    assert starts(read(text)) == ["07 Mar 19:00"]


@pytest.mark.parametrize(
    "end", ["DTEND:20260306T133000Z", "DTEND:20260307T123000Z", "DURATION:-PT1H", "DTEND:19700101T000000Z"]
)
@pytest.mark.parametrize("rule", ["", "\nRRULE:FREQ=WEEKLY;COUNT=2"])
def test_an_end_before_the_start_is_none(read, end: str, rule: str) -> None:  # type: ignore[no-untyped-def]
    listing = read(calendar(f"UID:a\nSUMMARY:Open house\nDTSTART:20260307T133000Z\n{end}{rule}"))

    assert starts(listing) == (["07 Mar 19:00", "14 Mar 19:00"] if rule else ["07 Mar 19:00"])
    assert {one.ends_at for one in listing.occurrences} == {None}


BERLIN = ";TZID=Europe/Berlin:"


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ("DTSTART;TZID=India Standard Time:20260307T000000\nDTEND;TZID=India Standard Time:20260308T000000\n{flag}", 1),
        ("DTSTART:20260307T000000Z\nDTEND:20260308T000000Z\n{flag}", 1),
        ("DTSTART:20260306T183000Z\nDTEND:20260307T183000Z\n{flag}", 1),
        ("DTSTART:20260307T000000\nDTEND:20260309T000000\n{flag}", 2),
        (f"DTSTART{BERLIN}20260307T000000\nDTEND{BERLIN}20260309T000000\n{{flag}}", 2),
        (f"DTSTART{BERLIN}20260307T000000\nDURATION:P1D\n{{flag}}", 1),
        ("DTSTART:20260307T000000\n{flag}", 1),
        ("DTSTART:20260307T000000Z\nDTEND:20260308T000000Z", 1),
        ("DTSTART;TZID=Asia/Kolkata:20260307T000000\nDTEND;TZID=Asia/Kolkata:20260307T235900", 1),
        ("DTSTART:20260307T000000Z\nDTEND:20260308T235959Z", 2),
    ],
)
@pytest.mark.parametrize("mark", ["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:true"])
def test_days_that_are_written_as_times(read, lines: str, days: int, mark: str) -> None:  # type: ignore[no-untyped-def]
    (occurrence,) = read(calendar(f"UID:a\nSUMMARY:Book fair\n{lines.format(flag=mark)}")).occurrences

    assert (occurrence.date_only, occurrence.starts_at.isoformat()) == (True, "2026-03-07T00:00:00+05:30")
    assert (occurrence.ends_at.day if occurrence.ends_at else 7) == 6 + days


BLOCKS = ("Busy", "busy", "[Busy]", "Free", "Out of office", "Private appointment", "Tentative", "Blocked", "Occupé",
          "Beschäftigt", "(No title)")  # fmt: skip


@pytest.mark.parametrize("title", BLOCKS)
def test_a_block_of_time_is_no_event(read, title: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAnEvent, match="busy"):
        read(calendar(CONCERT.replace("Concert", title)))


@pytest.mark.parametrize("title", ["Busy bees: a craft morning", "Free yoga", "The Private Life of Plants"])
def test_a_title_with_such_a_word_is_an_event(read, title: str) -> None:  # type: ignore[no-untyped-def]
    assert read(calendar(CONCERT.replace("Concert", title))).title == title


@pytest.mark.parametrize("mark", ["PRIVATE", "CONFIDENTIAL", "private", "X-PERSONAL"])
def test_what_is_private_leaves_neither_title_nor_text(site: Site, connect: Connect, mark: str) -> None:
    secret = CONCERT.replace("1@x", "2@x").replace("Concert", "Doctor") + f"\nCLASS:{mark}\nDESCRIPTION:Knee"
    nameless = secret.replace("UID:2@x\n", "")
    url = site.put("/calendar", calendar(CONCERT + "\nCLASS:PUBLIC", secret, nameless), media_type="text/calendar")
    source = connect("icalendar", {"url": url})

    fetched = source.fetch()

    assert [one.external_id for one in fetched.records] == ["1@x", "2@x"]
    assert fetched.complete
    kept = str((fetched.records, fetched.unreadable)).lower()
    assert "doctor" not in kept
    assert "knee" not in kept
    with pytest.raises(NotAnEvent, match="private"):
        source.source.transform(fetched.records[1].data, source.reading)


ZONE = ";TZID=Asia/Kolkata:"


def instance(day: str, start: str, *lines: str) -> str:
    return "\n".join(("UID:1@x", f"RECURRENCE-ID{ZONE}{day}T070000", f"DTSTART{ZONE}{day}T{start}", *lines))


def test_an_instance_with_its_own_title_or_place_is_a_listing_of_its_own(site: Site, connect: Connect) -> None:
    series = f"{WEEKLY};COUNT=4\nLOCATION:Toit\nURL:https://a.example/class"
    titled = instance("20260312", "190000", "SUMMARY:Class: guest night")
    placed = instance("20260319", "070000", "SUMMARY:Class", "LOCATION:Champaca")
    moved = instance("20260326", "080000", "SUMMARY:Class", "LOCATION:Toit")
    url = site.put("/calendar", calendar(series, titled, placed, moved), media_type="text/calendar")

    listings = connect("icalendar", {"url": url}).listings()

    address = "https://a.example/class"
    assert {key: (one.title, one.venue.name, one.url, starts(one)) for key, one in listings.items()} == {
        "1@x": ("Class", "Toit", address, ["05 Mar 07:00", "26 Mar 08:00"]),
        "1@x#20260312T190000": ("Class: guest night", "Toit", address, ["12 Mar 19:00"]),
        "1@x#20260319T070000": ("Class", "Champaca", address, ["19 Mar 07:00"]),
    }


def test_a_private_or_cancelled_instance_is_no_listing_of_its_own(site: Site, connect: Connect) -> None:
    private = instance("20260312", "070000", "SUMMARY:Doctor", "CLASS:PRIVATE")
    off = instance("20260319", "070000", "SUMMARY:Class off", "STATUS:CANCELLED")
    url = site.put("/calendar", calendar(f"{WEEKLY};COUNT=3", private, off), media_type="text/calendar")
    source = connect("icalendar", {"url": url})

    (listing,) = source.listings().values()

    assert starts(listing) == ["05 Mar 07:00", "19 Mar 07:00"]
    assert [one.cancelled for one in listing.occurrences] == [False, True]
    assert "Doctor" not in str(source.fetch().records)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("SEQUENCE:0", "SEQUENCE:1\nSTATUS:CANCELLED"),
        ("LAST-MODIFIED:20260301T090000Z", "LAST-MODIFIED:20260301T120000Z\nSTATUS:CANCELLED"),
        ("SEQUENCE:9", "SEQUENCE:10\nSTATUS:CANCELLED"),
    ],
)
def test_of_two_versions_the_newer_stands_wherever_it_is(read, older: str, newer: str) -> None:  # type: ignore[no-untyped-def]
    first, second = f"{CONCERT}\n{older}", f"{CONCERT}\n{newer}"

    assert read(calendar(first, second)).status == "cancelled"
    assert read(calendar(second, first)).status == "cancelled"


def test_a_moved_entry_is_listed_once(read) -> None:  # type: ignore[no-untyped-def]
    moved = CONCERT.replace("0307", "0314") + "\nSEQUENCE:1"

    assert starts(read(calendar(CONCERT, moved))) == ["14 Mar 19:00"]


def test_texts_that_were_escaped_twice(read) -> None:  # type: ignore[no-untyped-def]
    more = "\nDESCRIPTION:one\\\\ntwo\nLOCATION:Toit\\\\, 298\\\\, 100 Feet Road"

    listing = read(calendar(CONCERT.replace("Concert", "Tea\\\\, coffee") + more))

    assert (listing.title, listing.description) == ("Tea, coffee", "one\ntwo")
    assert (listing.venue.name, listing.venue.address) == ("Toit", "298, 100 Feet Road")


def test_a_new_uid_is_no_change_of_an_entry(site: Site, connect: Connect) -> None:
    hashes = set()
    for uid in ("1@x", "2@x"):
        url = site.put("/calendar", calendar(CONCERT.replace("1@x", uid)), media_type="text/calendar")
        source = connect("icalendar", {"url": url})
        hashes |= {content_hash(one.data, source.source.volatile) for one in source.fetch().records}

    assert len(hashes) == 1


def test_a_fetch_covers_the_time_up_to_the_latest_start_listed(site: Site, connect: Connect) -> None:
    later = CONCERT.replace("1@x", "2@x").replace("20260307", "20260411")
    earlier = CONCERT.replace("1@x", "3@x").replace("20260307", "20260303")
    fetched = connect("icalendar", {"url": site.put("/c", calendar(CONCERT, later, earlier))}).fetch()
    assert fetched.window is not None
    assert fetched.window.end is not None
    assert fetched.window.end.isoformat() == "2026-04-11T19:00:00+05:30"


def test_not_modified_since_a_fetch_that_was_not_complete_is_not_complete(site: Site, connect: Connect) -> None:
    url = site.put("/c", calendar(CONCERT).replace("END:VCALENDAR", ""), tagged=True)
    cut = connect("icalendar", {"url": url}).fetch()
    again = connect("icalendar", {"url": url}, cut.state).fetch()
    assert (cut.complete, again.unchanged, again.complete) == (False, True, False)


def test_of_two_revisions_of_an_entry_the_later_one_is_shown(read) -> None:  # type: ignore[no-untyped-def]
    for order in (1, -1):
        revisions = (f"{CONCERT}\nSEQUENCE:1\nDESCRIPTION:Old", f"{CONCERT}\nSEQUENCE:3\nDESCRIPTION:New")[::order]
        assert read(calendar(*revisions)).description == "New"
        written = (f"{CONCERT}\nDTSTAMP:20260101T000000Z\nDESCRIPTION:Old",
                   f"{CONCERT}\nDTSTAMP:20260201T000000Z\nDESCRIPTION:New")[::order]  # fmt: skip
        assert read(calendar(*written)).description == "New"


def test_a_value_begins_behind_a_quoted_address(site: Site, connect: Connect) -> None:
    entry = CONCERT.replace("UID:1@x\nSUMMARY:", 'SUMMARY;ALTREP="http://x.example/1":')
    (record,) = connect("icalendar", {"url": site.put("/c", calendar(entry))}).fetch().records
    assert record.external_id == "~concert||20260307"


@pytest.mark.parametrize(
    ("uid", "known"),
    [
        ("same@calendar.example", True), ("0f8fad5b-d9cb-469f-a165-70867728950e", True),
        ("5@localhost", False), ("5@localhost.", False), ("17", False), ("event-1", False),
        ("two words@x", False), ("", False), ("x" * 220 + "@y.example", False),
    ],
)  # fmt: skip
def test_a_uid_that_is_unique_in_the_world_is_kept(read, uid: str, known: bool) -> None:  # type: ignore[no-untyped-def]
    assert (read(calendar(CONCERT.replace("1@x", uid))).uid == uid) is known


@pytest.mark.parametrize(
    ("line", "own"), [("UID:102\n", True), ("UID:event-103\n", True), ("UID:1@x.example\n", True), ("", False)]
)
def test_an_entry_with_a_uid_has_an_id_of_its_own(read, line: str, own: bool) -> None:  # type: ignore[no-untyped-def]
    assert read(calendar(CONCERT.replace("UID:1@x\n", line))).has_own_id is own


def test_an_endless_stamp_costs_nothing(site: Site, connect: Connect) -> None:
    entry = f"{CONCERT}\nDTSTAMP:{'2' * 1_100_000}"
    fetched = connect("icalendar", {"url": site.put("/c", calendar(entry))}).fetch()
    assert [record.data["modified"] for record in fetched.records] == [""]
    assert not fetched.unreadable


def test_an_entry_with_more_dates_than_it_may_have_is_set_aside_before_they_are_read(
    site: Site, connect: Connect
) -> None:
    many = "\n".join([f"{CONCERT}", *[f"RDATE:{','.join(['2026/3/8 at 7 pm'] * 4_000)}"] * 3])
    fetched = connect("icalendar", {"url": site.put("/c", calendar(many, CONCERT.replace("1@x", "2@x")))}).fetch()
    assert [record.external_id for record in fetched.records] == ["2@x"]
    assert fetched.unreadable[0].reason == "the entry lists 12,002 dates, at most 10,003"


def test_a_zone_whose_name_never_ends_is_not_known(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(calendar(CONCERT.replace("Asia/Kolkata", "x" * 5_000)))
    assert listing.occurrences[0].starts_at == read(calendar(CONCERT)).occurrences[0].starts_at
