"""The index finds each alert whose filter an event passes, as trying them all would."""

from __future__ import annotations

import json
import math
import random
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from include import metrics
from include.alerts.matching import keys
from include.alerts.matching.index import AlertIndex, StoredAlert
from include.alerts.matching.match import EventChange, match
from include.alerts.matching.states import KINDS, State, news, state_of
from include.alerts.matching.stored import at_moment, stored_filter
from include.filters import fields
from include.filters.field import Field
from include.filters.fields import CATEGORIES
from include.filters.reading import read

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Kolkata")


def _event(chance: random.Random) -> State:
    at = f"2026-03-{chance.randrange(2, 28):02}T{chance.randrange(24):02}:00:00+00:00"
    price = chance.choice((None, 0, 100, 500))
    known = chance.random() > 0.1
    return state_of({
        "id": str(uuid4()), "category": chance.choice(CATEGORIES), "tags": chance.sample(("a", "b", "c", "d"), 2),
        "status": "scheduled", "area": "town", "areas": ["town", *chance.sample(("east", "west"), 1)],
        "timezone": "Asia/Kolkata", "verificationStatus": "unverified", "updatedAt": at, "availability": None,
        "occurrences": [{"startsAt": at, "endsAt": None, "dateOnly": False, "cancelled": False}],
        "pricing": {"type": {None: None, 0: "free"}.get(price, "paid"), "minimum": price, "maximum": price},
        "venue": {
            "name": chance.choice(("Hall", "Barn", None)), "address": None, "placeId": None,
            "latitude": chance.uniform(12.8, 13.1) if known else None,
            "longitude": chance.uniform(77.5, 77.8) if known else None,
        },
        "organizer": {"name": chance.choice(("Friends", None))}, "links": [{"source": chance.choice(("one", "two"))}],
    })  # fmt: skip


def _filter(chance: random.Random) -> dict[str, Any]:
    x, y, half = chance.uniform(77.5, 77.8), chance.uniform(12.8, 13.1), chance.choice((0.001, 0.02, 0.2, 30))
    corners = f"{x - half} {y - half}, {x + half} {y - half}, {x} {y + half}, {x - half} {y - half}"
    fields: list[dict[str, Any]] = [
        {"category": chance.sample(CATEGORIES, chance.choice((1, 4)))}, {"tags": chance.sample("abcde", 2)},
        {"area": [chance.choice(("town", "east", "north"))]}, {"venue": [chance.choice(("hall", "barn", "shed"))]},
        {"organizer": ["friends"]}, {"source": ["one"]}, {"cost": chance.choice(("free", "paid"))},
        {"lat": y, "lng": x, "radius": chance.choice((0.1, 3.0, 20.0, 100.0))}, {"weekday": ["sat", "sun"]},
        {"bbox": [x - half, y - half, x + half, y + half]}, {"polygon": f"POLYGON(({corners}))"},
        {"maxPrice": 100.0}, {"timeOfDay": ["18:00", "02:00"]}, {"when": "weekend"},
        {"startDate": "2026-03-14T00:00:00Z"},
    ]  # fmt: skip
    drawn = chance.sample(fields, chance.choice((0, 1, 2, 3)))
    asked = {name: value for one in drawn for name, value in one.items()}
    if "when" in asked:
        asked.pop("startDate", None)  # nobody may ask for both
    return asked


def _changed(chance: random.Random, before: State) -> State:
    """The same event after a change of some of it, or of nothing but when it was looked at."""
    other = _event(chance)
    kept = {name: other[name] for name in chance.sample(sorted(other), chance.choice((0, 1, 2, len(other))))}
    said = {
        "status": chance.choice(("scheduled", "scheduled", "cancelled", "postponed")),
        "availability": chance.choice((None, "sold_out")), "movedAt": chance.choice((None, None, other["updatedAt"])),
    }  # fmt: skip
    told = chance.sample(sorted(said), chance.choice((0, 0, 1, 2)))
    return {**before, **kept, "updatedAt": other["updatedAt"], **{name: said[name] for name in told}}


@pytest.mark.slow
def test_what_is_found_by_keys_is_what_passes() -> None:
    """News to whoever asks for what an event is or was, as new where it was not; by one look at each alert."""
    chance = random.Random(11)
    index, wanted, said = AlertIndex(), {}, set()
    for number in range(900):
        words = tuple(chance.sample(("jazz", "quiz", "run"), chance.choice((0, 0, 0, 1, 2))))
        asked = _filter(chance) | ({"q": " ".join(words)} if words else {})
        index.put(UUID(int=number), StoredAlert(asked, words, kinds=KINDS))
        wanted[UUID(int=number)] = (stored_filter(asked), set(words))
    for event in (UUID(int=number) for number in range(60)):
        follower = UUID(int=10_000 + event.int)
        index.put(follower, StoredAlert(None, event=event))
        before = _event(chance)
        after, words = _changed(chance, before), set(chance.sample(("jazz", "quiz", "talk"), 2))

        def passes(alert: UUID, state: State, has: set[str] = words) -> bool:
            asked, needed = wanted[alert]
            found = at_moment(asked, NOW, ZONE)
            return found is not None and found.matches(state) and (not needed or bool(needed & has))

        now, once = ({alert for alert in wanted if passes(alert, state)} for state in (after, before))
        expected = {kind: (now | once) | {follower} for kind, _ in news(before, after)}
        searches = {alert for alert, (_, needed) in wanted.items() if needed}
        found = match(EventChange(event, 2, before, after, words), index, NOW, ZONE)
        told = {one.kind: one.told() for one in found if one.kind != "new"}
        new = {one.passed: one.told() for one in found if one.kind == "new"}
        # what a search finds anew the database says, which has the words from before
        assert (told, new.get(False, set()), new.get(True, set())) == (expected, now - once, now & once & searches)
        said |= set(told) | {f"new {passed}" for passed in new}
    assert said == set(KINDS) - {"new", "soon"} | {"new False", "new True"}


@pytest.mark.parametrize("latitude", [0.0, 12.97, -60.0, 80.0])
@pytest.mark.parametrize("radius", [0.3, 5.0, 60.0])
def test_whatever_lies_in_a_circle_is_found_by_its_cells(latitude: float, radius: float) -> None:
    """Also at its edges, which lie further apart in degrees the nearer it is to a pole."""
    chance, inside = random.Random(7), 0
    event = _event(chance)
    for _ in range(200):
        longitude, high = chance.uniform(-170, 170), radius / 112
        asked = stored_filter({"lat": latitude, "lng": longitude, "radius": radius})
        wide = high / math.cos(math.radians(latitude))
        angle = chance.uniform(0, 2 * math.pi)
        there = {"latitude": latitude + high * math.sin(angle), "longitude": longitude + wide * math.cos(angle)}
        here: State = {**event, "venue": {**event["venue"], **there}}
        wanted = keys.of_filter(asked, ())
        has = keys.of_event(here, (), [int(name.removeprefix(keys.PLACE)) for name in wanted])
        if asked.matches(here):
            inside += 1
            assert all(wanted[name] & has[name] for name in wanted)
    assert inside > 20


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    counted: list[str] = []
    monkeypatch.setattr(metrics, "count", counted.append)
    return counted


def _told(index: AlertIndex, event: State) -> set[UUID]:
    found = match(EventChange(uuid4(), 1, None, event, ()), index, NOW, ZONE)
    return {alert for one in found for alert in one.told()}


def test_a_stored_filter_that_is_none_tells_nobody_and_stops_no_other(
    caplog: pytest.LogCaptureFixture, faults: list[str]
) -> None:
    index, good, event = AlertIndex(), uuid4(), _event(random.Random(1))
    unreadable: list[Any] = [
        {"no such field": 1}, {"tags": 5}, {"tags": [["a"]]}, {"tags": [5]}, {"startDate": 5}, {"lat": 1}, {"when": 5},
        {"maxPrice": "cheap"}, {"maxPrice": None}, {"cost": "cheap"}, {"weekday": ["someday"]}, {"bbox": [1, 2]},
        {"timeOfDay": ["18:00"]}, {"online": "perhaps"}, {"radius": 1e9}, {"polygon": "POLYGON((0 0))"},
    ]  # fmt: skip
    for asked in unreadable:
        index.put(uuid4(), StoredAlert(asked))
    index.put(good, StoredAlert({"tags": event["tags"]}))
    assert _told(index, event) == {good}
    assert faults == ["alerts.faults.alert"] * len(unreadable)
    assert caplog.text.count("cannot be read") == len(unreadable)


def test_a_filter_that_cannot_be_asked_of_an_event_tells_nobody_and_stops_no_other(
    caplog: pytest.LogCaptureFixture, faults: list[str]
) -> None:
    index, good, event = AlertIndex(), uuid4(), _event(random.Random(1))
    for asked in ({"weekday": ["mon"]}, {"when": "all"}):
        index.put(uuid4(), StoredAlert(asked))
    index.put(good, StoredAlert({"tags": event["tags"]}))
    for _ in range(2):
        assert _told(index, {**event, "occurrences": [{"startsAt": "soon"}]}) == {good}
    assert faults == ["alerts.faults.filter"] * 4
    assert caplog.text.count("cannot be asked") == 2


HARD: dict[str, tuple[str, ...]] = {
    "startDate": ("1900-01-01", "2026-10-25T02:30:00.123456+02:00"), "endDate": ("9998-12-31", "2026-03-14 18:30"),
    "timeOfDay": ("00:00-24:00", "23:59-00:00"), "minDuration": ("0.1",), "maxPrice": ("0", "0.000001", "10000000"),
    "lat": ("-90", "12.978412345678901", "0.0000123456789012345"), "lng": ("-180", "0.1", "-5e-05"),
    "radius": ("0.01", "0.30000000000000004", "100"),
    "bbox": ("-180,-90,180,90", "-0.00005,51.4,0.000000000000001,51.5", "0.1,0.2,0.300000000000001,0.7"),
    "polygon": ("polygon ((-0.00005 51.4, 0.1 51.4, 0.000000000000001 51.5, -0.00005 51.4))",),
    "venue": ("a, b - c", "İstanbul", "ಚಿತ್ರಕಲಾ ಪರಿಷತ್"), "tags": ("ß,İ",), "online": ("false",), "verified": ("false",),
    "q": ('"two words" -not or',), "when": ("12 to 14 June", "ನಾಳೆ"),
}  # fmt: skip


@pytest.mark.parametrize("field", fields.FIELDS, ids=lambda field: str(field.name))
def test_each_field_is_read_again_as_it_was_asked(field: Field) -> None:
    for example in (*field.examples, *HARD.get(field.name, ())):
        sent = {field.name: [example]} | ({"lng": ["77.6"]} if field.name == "lat" else {})
        sent |= {"lat": ["12.9"]} if field.name == "lng" else {}
        asked = read(lambda name, sent=sent: sent.get(name, []), ZONE)  # type: ignore[misc]
        assert stored_filter(json.loads(json.dumps(asked.as_json()))) == asked


def test_an_alert_has_one_place(caplog: pytest.LogCaptureFixture) -> None:
    index, alert, event = AlertIndex(), UUID(int=1), UUID(int=2)
    index.put(alert, StoredAlert({"tags": ["a"]}))
    index.put(alert, StoredAlert(None, event=event))
    assert [*index.followers(event)] == [alert]
    index.put(alert, StoredAlert({"no such field": 1}))
    assert [*index.followers(event)] == []
    assert len(index) == 0
    assert "cannot be read" in caplog.text
    index.put(alert, StoredAlert({"tags": ["a"]}))
    index.drop(alert)
    index.drop(alert)
    assert len(index) == 0
