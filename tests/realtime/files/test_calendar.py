"""Lists and events as calendars: what programs that subscribe get, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from realtime.api.files import calendar
from realtime.api.files.contents import Contents
from tests.realtime.files.strict_calendar import faults
from tests.realtime.running import Running
from tests.realtime.scene import AREA, Scene

LIST = "/api/events/discovered.ics"
LENGTH = timedelta(hours=2)


async def _subscribed(jatre: Running, path: str = LIST, **params: Any) -> dict[str, Any]:
    """The dates of a valid calendar by UID."""
    answer = await jatre.get(path, **params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert faults(answer.content) == []
    events = Calendar.from_ical(answer.content).events
    assert all(not event.errors for event in events)
    return {str(event["UID"]): event for event in events}


def _at(event: Any, name: str = "DTSTART") -> Any:
    return event[name].dt


@pytest.fixture
def fair(scene: Scene) -> dict[str, str]:
    """One date with everything, a series, and a day without an hour."""
    return {
        "jazz": scene.open(
            "Jazz, and more; \\ night", scene.at(1, 20), category="music", tags=["live, loud"], cost_type="paid",
            venue_name="The Humming Tree", venue_address="12th Main, Indiranagar", description="One\nTwo",
            images=["https://example.org/jazz.jpg"], organizer_name="Friends of Jazz",
            price_range={"minimum": 299.5, "maximum": 499, "currency": "INR"}, external_url="https://example.org/jazz",
        ),
        "pottery": scene.open("Pottery", [scene.at(3, 10), scene.at(3, 16), scene.at(10, 10)], category="workshop"),
        "fair": scene.open("Street fair", scene.at(5, 0), 48, date_only=True, at=None),
    }  # fmt: skip


async def test_a_calendar_has_every_date_at_its_instant(jatre: Running, scene: Scene, fair: dict[str, str]) -> None:
    found = await _subscribed(jatre)
    days = f"{scene.at(3, 0):%Y%m%d}", f"{scene.at(10, 0):%Y%m%d}"
    series = [f"{fair['pottery']}-{days[0]}", f"{fair['pottery']}-{days[0]}-2", f"{fair['pottery']}-{days[1]}"]
    assert set(found) == {fair["jazz"], *series, fair["fair"]}
    assert [_at(found[uid]) for uid in series] == [scene.at(3, 10), scene.at(3, 16), scene.at(10, 10)]
    jazz = found[fair["jazz"]]
    assert (_at(jazz), _at(jazz, "DTEND")) == (scene.at(1, 20), scene.at(1, 22))
    assert jazz["DTSTART"].params["TZID"] == "Asia/Kolkata"
    fair_days = found[fair["fair"]]
    assert (_at(fair_days), _at(fair_days, "DTEND")) == (scene.at(5, 0).date(), scene.at(7, 0).date())


async def test_a_date_says_all_that_is_known(jatre: Running, fair: dict[str, str]) -> None:
    event = (await _subscribed(jatre))[fair["jazz"]]
    assert str(event["SUMMARY"]) == "Jazz, and more; \\ night"
    assert str(event["LOCATION"]) == "The Humming Tree, 12th Main, Indiranagar"
    assert (event["GEO"].latitude, event["GEO"].longitude) == (12.9784, 77.6408)
    assert event["CATEGORIES"].cats == ["music", "live, loud"]
    assert str(event["URL"]) == f"{jatre.url}/e/{fair['jazz']}"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["IMAGE"]) == "https://example.org/jazz.jpg"
    assert str(event["DESCRIPTION"]).split("\n") == [
        "One", "Two", "", "INR 299.50 to 499", "By Friends of Jazz", "", str(event["URL"]), "https://example.org/jazz",
    ]  # fmt: skip
    answer = await jatre.get(f"/api/events/{fair['jazz']}")
    assert event["LAST-MODIFIED"].dt == datetime.fromisoformat(answer.json()["updatedAt"]).replace(microsecond=0)
    assert event["SEQUENCE"] == answer.json()["version"]


async def test_a_calendar_asks_to_be_read_again(jatre: Running, fair: dict[str, str]) -> None:
    answer = await jatre.get(LIST, category="music", area=AREA)
    read = Calendar.from_ical(answer.content)
    assert read.calendar_name == "What’s on in Indiranagar, music"
    assert read.refresh_interval == timedelta(hours=1)
    assert str(read["SOURCE"]) == str(answer.url)
    assert str(read["URL"]) == f"{jatre.url}/?category=music"


async def test_a_subscriber_sees_what_moves_is_cancelled_and_goes(
    jatre: Running, scene: Scene, fair: dict[str, str]
) -> None:
    jazz, before = fair["jazz"], await _subscribed(jatre)
    scene.run(
        "update event_occurrences set starts_at = %s, ends_at = %s where event_id = %s",
        scene.at(2, 21), scene.at(2, 23), jazz,
    )  # fmt: skip
    scene.change(jazz, start_time=scene.at(2, 21), end_time=scene.at(2, 23))
    moved = await _subscribed(jatre)
    assert set(moved) == set(before)
    assert _at(moved[jazz]) == scene.at(2, 21)
    assert moved[jazz]["SEQUENCE"] > before[jazz]["SEQUENCE"]

    scene.change(jazz, status="cancelled")
    scene.run(
        "update event_occurrences set cancelled = true where event_id = %s and starts_at = %s",
        fair["pottery"], scene.at(10, 10),
    )  # fmt: skip
    cancelled = await _subscribed(jatre)
    assert set(cancelled) == set(before)
    assert (str(cancelled[jazz]["STATUS"]), str(cancelled[jazz]["SUMMARY"])[:11]) == ("CANCELLED", "Cancelled: ")
    assert cancelled[jazz]["SEQUENCE"] > moved[jazz]["SEQUENCE"]
    pottery = [str(event["STATUS"]) for uid, event in sorted(cancelled.items()) if uid.startswith(fair["pottery"])]
    assert pottery == ["CONFIRMED", "CONFIRMED", "CANCELLED"]

    scene.take_down(jazz)
    assert set(await _subscribed(jatre)) == set(before) - {jazz}


async def test_the_hour_of_a_date_in_a_series_moves_under_its_uid(
    jatre: Running, scene: Scene, fair: dict[str, str]
) -> None:
    uid = f"{fair['pottery']}-{scene.at(10, 0):%Y%m%d}"
    scene.run(
        "update event_occurrences set starts_at = %s, ends_at = null where event_id = %s and starts_at = %s",
        scene.at(10, 12), fair["pottery"], scene.at(10, 10),
    )  # fmt: skip
    assert _at((await _subscribed(jatre))[uid]) == scene.at(10, 12)


async def test_the_window_bounds_the_dates_of_a_series(jatre: Running, scene: Scene, fair: dict[str, str]) -> None:
    day = f"{scene.at(3, 0):%Y-%m-%d}"
    found = await _subscribed(jatre, startDate=day, endDate=day)
    assert [_at(event) for event in found.values()] == [scene.at(3, 10), scene.at(3, 16)]
    assert set(await _subscribed(jatre, when="tomorrow")) == {fair["jazz"]}


async def test_one_event_has_all_its_dates_and_its_whole_text(jatre: Running, scene: Scene) -> None:
    event_id = scene.open("Walk", [scene.at(-7, 8), scene.at(7, 8)], description="Long " * 1000)
    one, listed = await _subscribed(jatre, f"/api/events/{event_id}.ics"), await _subscribed(jatre)
    assert [_at(event) for event in one.values()] == [scene.at(-7, 8), scene.at(7, 8)]
    assert [_at(event) for event in listed.values()] == [scene.at(7, 8)]
    assert str(next(iter(one.values()))["DESCRIPTION"]).startswith(("Long " * 1000).strip())
    assert str(next(iter(listed.values()))["DESCRIPTION"]).startswith("Long Long")
    assert "…" in str(next(iter(listed.values()))["DESCRIPTION"])


async def test_a_merged_event_leads_to_the_other_ones_calendar(jatre: Running, scene: Scene) -> None:
    kept, gone = scene.open("Jazz night", scene.at(1, 20)), scene.open("Jazz nite", scene.at(1, 20))
    scene.merge(gone, kept)
    answer = await jatre.get(f"/api/events/{gone}.ics")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/api/events/{kept}.ics")
    for path in (f"/api/events/{AREA}.ics", "/api/events/00000000-0000-4000-8000-000000000000.ics"):
        assert (await jatre.get(path)).json()["error"]["field"] == "id"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"])
def test_times_are_the_same_in_any_zone_and_season(zone: str) -> None:
    starts = [datetime(2026, month, 25, 1, 30, tzinfo=ZoneInfo(zone)) for month in range(1, 13)]
    body = calendar.render(_contents(zone, starts)).body
    assert faults(body) == []
    assert [event.start.astimezone(ZoneInfo("UTC")) for event in Calendar.from_ical(body).events] == [
        one.astimezone(ZoneInfo("UTC")) for one in starts
    ]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
@pytest.mark.parametrize("days", [1, 200, 500, 732])
def test_the_rules_in_the_file_hold_from_the_first_start_to_the_last_end(zone: str, days: int) -> None:
    starts = datetime(2026, 3, 1, 20, tzinfo=ZoneInfo(zone))
    read = Calendar.from_ical(calendar.render(_contents(zone, [starts], timedelta(days=days))).body)
    (event,), (stated,) = read.events, read.timezones
    rules = stated.to_tz(lookup_tzid=False)
    for time in (event.start, event.end):
        assert time.replace(tzinfo=rules).utcoffset() == time.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def test_what_has_too_many_dates_is_cut_off_at_its_end_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = [datetime(2026, 3, day, 20, tzinfo=ZoneInfo("UTC")) for day in range(1, 6)]
    monkeypatch.setattr(calendar, "MAX_FILE_DATES", 3)
    rendered = calendar.render(_contents("UTC", starts))
    assert rendered.is_cut_off
    read = Calendar.from_ical(rendered.body)
    assert [event.start for event in read.events] == starts[:3]
    assert "it has 1 events, this file 3 dates" in str(read["X-WR-CALDESC"])
    assert read["DESCRIPTION"] == read["X-WR-CALDESC"]


def test_an_event_is_in_its_part_however_many_dates_the_series_before_it_have(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [datetime(2026, 3, day, 20, tzinfo=ZoneInfo("UTC")) for day in range(1, 7)]
    daily = _contents("UTC", days[:5])
    last = {**_contents("UTC", days[3:]).events[0], "id": "e2"}
    last["occurrences"][0]["cancelled"] = True
    monkeypatch.setattr(calendar, "MAX_FILE_DATES", 3)
    read = Calendar.from_ical(calendar.render(replace(daily, events=[*daily.events, last])).body)
    assert [(str(event["UID"])[:2], event.start) for event in read.events] == [
        ("e1", days[0]), ("e1", days[1]), ("e2", days[4]),
    ]  # fmt: skip


def _contents(zone: str, starts: list[datetime], length: timedelta = LENGTH) -> Contents:
    dates = [
        {"startsAt": one.isoformat(), "endsAt": (one + length).isoformat(), "dateOnly": False, "cancelled": False}
        for one in starts
    ]
    event = {
        "id": "e1", "version": 2, "title": "Jazz", "description": None, "category": None, "tags": [], "timezone": zone,
        "status": "scheduled", "occurrences": dates, "images": [], "links": [], "organizer": {"name": None},
        "venue": {"name": None, "address": None, "latitude": None, "longitude": None}, "source": {"url": None},
        "pricing": {"type": None, "minimum": None, "maximum": None, "currency": None},
        "publishedAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    home = "https://jatre.example"
    return Contents("Jazz", home, f"{home}/x.ics", f"{home}/", [event], 1)


async def test_of_a_calendar_that_is_asked_for_again_only_what_has_changed_is_written(
    jatre: Running, scene: Scene, fair: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await _subscribed(jatre)
    written: list[str] = []
    write = calendar._event

    def noted(name: str, *more: Any) -> Any:
        written.append(name)
        return write(name, *more)

    monkeypatch.setattr(calendar, "_event", noted)
    scene.change(fair["jazz"], title="Jazz until late")
    after = await _subscribed(jatre, category="music,workshop", sort="time")
    assert written == [fair["jazz"]]
    assert {name: str(one["SUMMARY"]) for name, one in after.items()} == {
        name: "Jazz until late" if name == fair["jazz"] else str(one["SUMMARY"])
        for name, one in before.items()
        if name != fair["fair"]
    }
