"""The zone of the machine means nothing: times without an offset are the area's, wherever the pipeline runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from include.untrusted import budget
from tests.sources.conftest import Connect, Site

SEVEN_PM_IN_BENGALURU = datetime(2026, 3, 7, 13, 30, tzinfo=UTC)

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1@x
SUMMARY:Concert
DTSTART:20260307T190000
END:VEVENT
END:VCALENDAR
"""
FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:ev="http://purl.org/rss/1.0/modules/event/"><channel><title>What</title>
<item><title>Concert</title><guid>c-1</guid><pubDate>Mon, 02 Mar 2026 09:00:00 +0530</pubDate>
<ev:startdate>2026-03-07T19:00:00</ev:startdate></item></channel></rss>
"""
PAGE = """<script type="application/ld+json">
{"@type": "Event", "name": "Concert", "startDate": "2026-03-07T19:00"}</script>
"""


@pytest.fixture(autouse=True, scope="module")
def machine_in_auckland() -> Iterator[None]:
    """This process and the worker that reads bodies, 7.5 hours east of the area."""
    budget.close()
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        yield
    time.tzset()
    budget.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "body", "media_type"),
    [
        ("icalendar", CALENDAR, "text/calendar"),
        ("rss", FEED, "text/xml"),
        ("schema_org", PAGE, "text/html"),
    ],
)
def test_a_time_without_an_offset_is_in_the_zone_of_the_area(
    kind: str, body: str, media_type: str, site: Site, connect: Connect
) -> None:
    listing = connect(kind, {"url": site.put("/events", body, media_type=media_type)}).only()

    assert [one.starts_at for one in listing.occurrences] == [SEVEN_PM_IN_BENGALURU]


@pytest.mark.slow
def test_when_an_entry_was_published_is_an_instant(site: Site, connect: Connect) -> None:
    (record,) = connect("rss", {"url": site.put("/feed", FEED, media_type="text/xml")}).fetch().records

    assert record.data["published"] == "2026-03-02T03:30:00+00:00"
