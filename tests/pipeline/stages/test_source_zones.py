"""What a source states of its times: the zone of those that name none, and that the named ones are wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from include.errors import ConfigurationError, NotAnEvent
from include.listing import Listing
from include.pipeline.reading.raw_listing import RawListing, understand
from include.sources import registry
from include.sources.configuration.instance import SourceInstance

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def read(kind: str, raw: dict[str, Any], first_seen_at: datetime = NOW, **config: Any) -> Listing:
    instance = SourceInstance(
        slug="a_source", name="A source", kind=kind, config={"url": "https://a.example/", **config}
    )
    return understand(RawListing.of(instance, raw, NOW, first_seen_at=first_seen_at))


def starts(listing: Listing) -> list[str]:
    """Local days and times; of a date-only start the day."""
    every = ((one, one.starts_at.astimezone(UTC) + timedelta(hours=5.5)) for one in listing.occurrences)
    return [f"{local:%d}" if one.date_only else f"{local:%d %H:%M}" for one, local in every]


@pytest.mark.parametrize(
    ("start", "config", "local"),
    [
        ("2026-03-07T14:00", {}, "07 14:00"),
        ("2026-03-07T14:00", {"zone": "Europe/London"}, "07 19:30"),
        ("2026-03-07", {"zone": "America/New_York"}, "07"),
        ("2026-03-07T14:00Z", {"zone": "Europe/Berlin"}, "07 19:30"),
        ("2026-03-07T18:30:00Z", {"ignore_zones": True}, "07 18:30"),
        ("2026-03-07T18:30:00+01:00", {"ignore_zones": True}, "07 18:30"),
        ("2026-03-07T14:00Z", {"ignore_zones": True, "zone": "Europe/London"}, "07 19:30"),
    ],
)
def test_a_source_states_its_zone(start: str, config: dict[str, Any], local: str) -> None:
    listing = read("schema_org", {"@type": "Event", "name": "Jazz evening", "startDate": start}, **config)

    assert starts(listing) == [local]
    assert listing.timezone == "Asia/Kolkata"


def test_a_calendars_named_zone_can_be_wrong() -> None:
    lines = "UID:1\nSUMMARY:Jazz\nDTSTART;TZID=Europe/Berlin:20260307T183000\nRRULE:FREQ=WEEKLY;COUNT=2"
    raw = {"uid": "1", "ics": f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n"}

    assert starts(read("icalendar", raw, ignore_zones=True)) == ["07 18:30", "14 18:30"]


def test_a_date_of_publication_that_lies_ahead_is_the_start() -> None:
    raw = {"title": "Open mic at the library", "published": "2026-03-07T13:30:00+00:00"}

    assert starts(read("rss", raw)) == ["07 19:00"]
    with pytest.raises(NotAnEvent):
        read("rss", raw, first_seen_at=NOW + timedelta(days=7))
    assert starts(read("rss", raw | {"title": "Open mic, Sunday 8 March, 6 pm"})) == ["08 18:00"]


@pytest.mark.parametrize("kind", sorted(registry.KINDS))
def test_every_kind_takes_a_zone_and_refuses_what_is_none(kind: str) -> None:
    usual: dict[str, Any] = {"url": "https://a.example/"} if kind != "webhook" else {}
    usual |= {"token": "a-token-of-tests"} if kind in ("eventbrite", "facebook", "instagram", "google_places") else {}
    usual |= {"handles": ["lamprooms"]} if kind == "instagram" else {}
    usual |= {"places": ["ChIJ_lamprooms"]} if kind == "google_places" else {}
    usual |= {"json_api": {"fields": {"title": "t", "start": "s"}}, "selectors": {"selectors": BOARD}}.get(kind, {})

    registry.connector(kind).check(usual | {"zone": "Europe/London", "ignore_zones": True})
    with pytest.raises(ConfigurationError, match="zone"):
        registry.connector(kind).check(usual | {"zone": "Mars/Olympus"})
    with pytest.raises(ConfigurationError, match="ignore_zones"):  # as a text it would count as true
        registry.connector(kind).check(usual | {"ignore_zones": "false"})


BOARD = {"container": "li", "title": "h2", "date": "time"}


@pytest.mark.parametrize(
    ("config", "month"), [({}, 7), ({"day_order": "day_first"}, 7), ({"day_order": "month_first"}, 3)]
)
def test_a_source_may_write_the_month_first(config: dict[str, Any], month: int) -> None:
    registry.connector("rss").check({"url": "https://a.example/", **config})
    raw = {"title": "Open mic", "text": "Join us on 03/07/2026, 7 pm", "link": "https://a.example/1"}
    assert [one.starts_at.month for one in read("rss", raw, **config).occurrences] == [month]


def test_another_order_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="day_order"):
        registry.connector("rss").check({"url": "https://a.example/", "day_order": "year_first"})
