"""The parts of a schema.org event, in each of the shapes in which sites write them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from include.areas.area import load_area
from include.listing import Listing
from include.settings import Settings
from include.sources.base import Reading
from include.sources.fields import contacts
from include.sources.structured.event_node import read_listing

READING = Reading(now=datetime(2026, 3, 2, 6, 30, tzinfo=UTC), area=load_area("indiranagar"))
START = "2026-03-14T19:00:00+05:30"


def listing(**more: Any) -> Listing:
    return read_listing({"@type": "Event", "name": "Quiz", "startDate": START, **more}, READING, {})


@pytest.mark.parametrize(
    ("more", "end"),
    [
        ({}, None),
        ({"endDate": "2026-03-14T21:00:00+05:30"}, "15:30"),
        ({"endDate": ["2026-03-14T21:00:00+05:30"]}, "15:30"),
        ({"endDate": [f"2026-03-14T{hour}:00:00+05:30" for hour in (20, 21, 22)]}, "16:30"),
        ({"endDate": []}, None),
        ({"duration": "PT2H"}, "15:30"),
        ({"endDate": "2026-03-14T22:00:00+05:30", "duration": "PT2H"}, "16:30"),
        ({"endDate": {"@value": "2026-03-14T21:00:00+05:30"}}, "15:30"),
        ({"startDate": "2026-03-14", "duration": "PT2H"}, None),
    ],
)
def test_when_an_event_ends(more: dict[str, Any], end: str | None) -> None:
    (found,) = listing(**more).occurrences
    assert (found.ends_at and f"{found.ends_at.astimezone(UTC):%H:%M}") == end


@pytest.mark.parametrize(
    ("organizer", "name", "kind", "url"),
    [
        ("Lamp Circle", "Lamp Circle", None, None),
        ([{"name": ""}, {"name": "Lamp Circle"}], "Lamp Circle", None, None),
        ({"name": ["Lamp Circle", "Other"]}, "Lamp Circle", None, None),
        ({"@type": "NGO", "name": "A", "url": "https://a.example/"}, "A", "community", "https://a.example/"),
        ({"@type": "Person", "name": "A", "url": "https://a.example/"}, "A", "individual", None),
        ({"@type": ["Organization", "Brewery"], "name": "A"}, "A", "business", None),
        ({"name": "A", "url": "https://wa.me/919812345678"}, "A", None, None),
        ({"name": "write to meena@circle.example"}, None, None, None),
        (None, None, None, None),
    ],
)
def test_who_organizes_it(organizer: Any, name: str | None, kind: str | None, url: str | None) -> None:
    found = listing(organizer=organizer).organizer
    assert (found.name, found.type, found.url) == (name, kind, url)


def test_the_first_address_of_an_organizer_is_kept_as_a_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "settings", lambda: Settings(contact_key="a key"))

    def hashed(**about: Any) -> str | None:
        return listing(organizer={"name": "A", **about}).organizer.email_hash

    own = hashed(email="meena@circle.example")
    assert own is not None
    assert "meena" not in own
    assert hashed(contactPoint={"email": "meena@circle.example"}) == own
    assert hashed(contactPoint=[{"telephone": "1"}, {"email": "meena@circle.example"}]) == own
    assert hashed(email="meena@circle.example", contactPoint={"email": "other@circle.example"}) == own
    assert hashed(contactPoint="meena@circle.example") is None


@pytest.mark.parametrize(
    ("image", "urls"),
    [
        ("https://a.example/1.jpg", ["https://a.example/1.jpg"]),
        (["https://a.example/1.jpg", {"url": "https://a.example/2.jpg"}],
         ["https://a.example/1.jpg", "https://a.example/2.jpg"]),
        ({"contentUrl": "https://a.example/1.jpg", "url": "https://a.example/page"}, ["https://a.example/1.jpg"]),
        ({"url": [{"contentUrl": "https://a.example/1.jpg"}]}, ["https://a.example/1.jpg"]),
        (["no address", None, {}], []),
    ],
)  # fmt: skip
def test_its_pictures(image: Any, urls: list[str]) -> None:
    assert [one.url for one in listing(image=image).images] == urls


@pytest.mark.parametrize(
    ("capacity", "number"),
    [("80", 80), (80, 80), ([None, "80"], 80), ("0", None), ("-5", None), ("many", None), (None, None)],
)
def test_how_many_it_has_room_for(capacity: Any, number: int | None) -> None:
    assert listing(maximumAttendeeCapacity=capacity).capacity == number


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-14T10:21:33.123456", ("2026-03-14", True)),
        ("2026-03-03T10:21:33.123456", ("2026-03-03", True)),
        ("2026-03-02T10:21:33.123456", None),
        ("2026-03-01T10:21:33.123456", None),
    ],
    ids=["ahead", "tomorrow", "today", "yesterday"],
)
def test_a_programs_time_stamp_is_a_day_where_that_is_still_to_come(
    start: str, expected: tuple[str, bool] | None
) -> None:
    found = listing(startDate=start).occurrences
    days = [(f"{one.starts_at.astimezone(READING.zone):%Y-%m-%d}", one.date_only) for one in found]
    assert days == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("https://schema.org/EventCancelled", "cancelled"), ("EventPostponed", "postponed"), (None, "scheduled"),
        (["https://schema.org/EventCancelled"], "cancelled"), ("EventScheduled", "scheduled"), ("odd", "scheduled"),
    ],
)  # fmt: skip
def test_its_status(status: Any, expected: str) -> None:
    assert listing(eventStatus=status).status == expected
