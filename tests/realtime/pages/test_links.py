"""Where pages lead: calendars, directions, and the list in other forms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from realtime.pages.links import calendar_links, direction_links, subscriptions

ORIGIN = "https://jatre.example"
NOW = datetime(2026, 3, 6, 14, 30, tzinfo=UTC)


def date(starts: str, ends: str | None = None, date_only: bool = False, cancelled: bool = False) -> dict[str, Any]:
    return {"startsAt": starts, "endsAt": ends, "dateOnly": date_only, "cancelled": cancelled}


def event(*dates: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "e1", "title": "Jazz & more", "status": "scheduled", "timezone": "Asia/Kolkata",
        "occurrences": list(dates),
        "venue": {"name": "Toit", "address": "100 Feet Road", "latitude": 12.97, "longitude": 77.64},
    } | more  # fmt: skip


def _asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_googles_form_is_filled_in_with_the_next_date() -> None:
    past, coming = date("2026-03-01T14:30:00Z"), date("2026-03-08T14:30:00Z", "2026-03-08T16:30:00Z")
    links = calendar_links(event(past, coming), ORIGIN, NOW)
    assert links is not None
    assert links["file"] == "/api/events/e1.ics"
    assert _asked(links["google"]) == {
        "action": "TEMPLATE", "text": "Jazz & more", "dates": "20260308T143000Z/20260308T163000Z",
        "ctz": "Asia/Kolkata", "details": f"{ORIGIN}/e/e1", "location": "Toit, 100 Feet Road",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("occurrence", "dates"),
    [
        (date("2026-03-08T14:30:00Z"), "20260308T143000Z/20260308T143000Z"),
        (date("2026-03-07T18:30:00Z", date_only=True), "20260308/20260309"),
        (date("2026-03-07T18:30:00Z", "2026-03-09T18:30:00Z", date_only=True), "20260308/20260310"),
    ],
)
def test_no_length_is_made_up(occurrence: dict[str, Any], dates: str) -> None:
    links = calendar_links(event(occurrence), ORIGIN, NOW)
    assert links is not None
    assert _asked(links["google"])["dates"] == dates


def test_nobody_adds_what_is_over_or_off() -> None:
    coming = date("2026-03-08T14:30:00Z")
    assert calendar_links(event(date("2026-03-01T14:30:00Z")), ORIGIN, NOW) is None
    assert calendar_links(event(coming, status="cancelled"), ORIGIN, NOW) is None
    assert calendar_links(event(coming | {"cancelled": True}), ORIGIN, NOW) is None
    assert calendar_links(event(), ORIGIN, NOW) is None
    assert calendar_links(event(coming | {"cancelled": True}, date("2026-03-15T14:30:00Z")), ORIGIN, NOW) is not None


def test_there_are_directions_to_a_point_alone() -> None:
    links = direction_links({"latitude": 12.97, "longitude": 77.64})
    assert links is not None
    assert _asked(links["openstreetmap"]) == {"to": "12.97000,77.64000"}
    assert _asked(links["google"])["destination"] == "12.97000,77.64000"
    assert direction_links({"latitude": None, "longitude": None}) is None


def test_subscriptions_are_of_the_list_in_view() -> None:
    asked = {"when": "weekend", "category": "music", "q": "a&b"}
    links = subscriptions([*asked.items()], "old-town", ORIGIN)
    assert links["calendar"].startswith("webcal://jatre.example/api/events/discovered.ics?")
    shown = {"area": "old-town"} | asked
    for form in ("calendar", "rss", "csv", "geojson"):
        assert _asked(links[form]) == shown
    assert _asked(links["google"]) == {"cid": links["calendar"]}
    assert _asked(subscriptions([], "old-town", ORIGIN)["rss"]) == {"area": "old-town"}
