"""The line of the weather, and rain beside an event, as a page says them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from realtime.pages.weather import rain_note, weather_line, weather_matters
from tests.realtime.pages.test_rows import NOW, ZONE, at, event, text

CREDIT = {
    "text": "Weather by Example",
    "url": "https://example.org/",
    "licence": "CC BY 4.0",
    "licenceUrl": "https://example.org/by",
}


def weather(minutes_ago: float = 10, minutes: float = 90, **present: Any) -> dict[str, Any]:
    """Observed so many minutes ago, counting for `minutes`; rain from 20:30 to 21:30 of the area."""
    observed = NOW - timedelta(minutes=minutes_ago)
    now = {
        "observedAt": text(observed),
        "validUntil": text(observed + timedelta(minutes=minutes)),
        "temperature": 26.5,
        "condition": "cloudy",
    }
    hours = [{"startsAt": text(NOW + timedelta(minutes=30 + 60 * each)), "rainLikely": each == 0} for each in range(3)]
    return {"present": now | present, "hours": hours, "attribution": CREDIT}


def line(**about: Any) -> Any:
    return weather_line(weather(**about), NOW)


def test_the_line_says_how_it_is_how_old_that_is_and_whose() -> None:
    assert line() == {"words": "27°, cloudy", "age": "as of 10 min ago", "attribution": CREDIT}


@pytest.mark.parametrize(
    ("minutes", "age"),
    [(0, "0 min"), (59.9, "59 min"), (60, "an hour"), (119, "an hour"), (120, "2 hours"), (-5, "0 min")],
)
def test_its_age_is_in_minutes_then_in_hours(minutes: float, age: str) -> None:
    assert line(minutes_ago=minutes, minutes=300)["age"] == f"as of {age} ago"


@pytest.mark.parametrize(
    ("temperature", "condition", "words"),
    [(None, "rain", "rain"), (26.4, "unknown", "26°"), (-0.4, "snow", "0°, snow"), (-1.5, "fog", "-1°, fog")],
)
def test_what_is_unknown_is_left_out(temperature: float | None, condition: str, words: str) -> None:
    assert line(temperature=temperature, condition=condition)["words"] == words


def test_there_is_no_line_of_what_has_expired_or_is_not_known() -> None:
    assert line(minutes_ago=90) is None
    assert line(temperature=None, condition="unknown") is None
    assert weather_line(None, NOW) is None
    assert weather_line(weather() | {"present": None}, NOW) is None


ONLINE = {"name": "Online", "address": None, "latitude": None, "longitude": None}


@pytest.mark.parametrize(
    ("about", "matters"),
    [
        (event(1, at(6, 22)), True),
        (event(1, at(5, 10, 72)), True),
        (event(1, at(6, 8)), False),
        (event(1, at(7, 10)), False),
        (event(1, at(6, 22, cancelled=True), at(7, 10)), False),
        (event(1, at(6, 22), status="cancelled"), False),
        (event(1, at(6, 22), venue=ONLINE), False),
    ],
    ids=["tonight", "on now", "over", "tomorrow", "its date is off", "cancelled", "online"],
)
def test_the_present_weather_is_for_what_people_go_to_today(about: dict[str, Any], matters: bool) -> None:
    assert weather_matters(about, NOW, ZONE) == matters


def note(occurrence: dict[str, Any], **more: Any) -> str:
    return rain_note(event(1, occurrence, **({"outdoors": True} | more)), occurrence, weather(), ZONE)


def test_rain_is_said_of_the_first_hour_of_an_event_that_has_it() -> None:
    assert note(at(6, 20)) == "rain likely at 20:30"
    assert note(at(6, 21)) == "rain likely at 21:00"


@pytest.mark.parametrize(
    "occurrence",
    [at(6, 22), at(6, 18), at(7, 20), at(6, 20, cancelled=True), at(6, 20, dateOnly=True)],
    ids=["after it", "before it", "another day", "cancelled", "of no hour"],
)
def test_rain_at_another_time_is_not_said(occurrence: dict[str, Any]) -> None:
    assert note(occurrence) == ""


def test_an_event_without_an_end_is_taken_to_last_three_hours() -> None:
    assert note(at(6, 18, None)) == "rain likely at 20:30"


@pytest.mark.parametrize("outdoors", [False, None])
def test_an_event_under_a_roof_has_no_rain(outdoors: bool | None) -> None:
    assert note(at(6, 20), outdoors=outdoors) == ""
