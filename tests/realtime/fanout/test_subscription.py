"""Filters on a room: who asks for free music tonight gets nothing else, and keeps nothing that no longer is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from include.filters import reading
from include.filters.filter import Filter
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from tests.realtime.running import Running, SseStream
from tests.realtime.scene import AREA, ZONE, Scene
from tests.realtime.websocket import websocket

ALL = frozenset({"events:all"})
EVENING = {"startsAt": "2026-03-14T14:00:00Z", "endsAt": "2026-03-14T17:00:00Z", "dateOnly": False}


def event(**fields: Any) -> dict[str, Any]:
    usual = {"id": "e1", "category": "music", "area": AREA, "timezone": "Asia/Kolkata", "occurrences": [EVENING],
             "pricing": {"type": "paid", "minimum": 300}}  # fmt: skip
    return usual | fields


def change(kind: str, shown: dict[str, Any], *rooms: str, version: int = 1) -> FeedChange:
    seen = frozenset(rooms or ALL)
    return FeedChange(Cursor("e", version), kind, "e1", version, seen, json.dumps(shown), datetime.now(UTC))


def asks(**params: str) -> Filter:
    """The filter of these parameters."""
    return reading.read(lambda name: [params[name]] if name in params else [], ZONE)


def _cases() -> Iterator[tuple[str, Filter, dict[str, Any], bool]]:
    yield "its category", asks(category="music,market"), {}, True
    yield "another category", asks(category="market"), {}, False
    yield "another area", asks(area="koramangala"), {}, False
    yield "no area known", asks(area=AREA), {"area": None, "areas": []}, False
    yield "a larger area that holds it", asks(area="bengaluru"), {"areas": [AREA, "bengaluru"]}, True
    yield "as an older version wrote it", asks(area=AREA), {}, True
    free, unknown = {"type": "free", "minimum": None}, {"type": None, "minimum": None}
    yield "paid is not free", asks(cost="free"), {}, False
    yield "free is free", asks(cost="free"), {"pricing": free}, True
    yield "what states no price is neither", asks(cost="paid"), {"pricing": unknown}, False
    yield "within the purse", asks(maxPrice="300"), {}, True
    yield "beyond it", asks(maxPrice="299"), {}, False
    yield "free is within any", asks(maxPrice="0"), {"pricing": free}, True
    yield "who knows", asks(maxPrice="500"), {"pricing": unknown}, False
    yield "over by then", asks(startDate="2026-03-14T17:00:00+00:00"), {}, False
    yield "still on", asks(startDate="2026-03-14T16:59:00+00:00"), {}, True
    yield "not yet begun", asks(endDate="2026-03-14T14:00:00+00:00"), {}, False
    second = {"startsAt": "2026-03-21T14:00:00Z", "endsAt": None, "dateOnly": False}
    yield "another date of it", asks(startDate="2026-03-20"), {"occurrences": [EVENING, second]}, True
    yield "no end means three hours", asks(startDate="2026-03-21T17:00Z"), {"occurrences": [second]}, False
    day = {"startsAt": "2026-03-20T18:30:00Z", "endsAt": None, "dateOnly": True}
    yield "a day lasts until midnight there", asks(startDate="2026-03-21T18:29Z"), {"occurrences": [day]}, True
    yield "and no longer", asks(startDate="2026-03-21T18:30Z"), {"occurrences": [day]}, False
    both = {"occurrences": [EVENING, {**second, "startsAt": "2026-03-22T04:00:00Z"}]}
    yield "one date has to meet all that is asked of dates", asks(weekday="sun", timeOfDay="18:00-23:00"), both, False
    yield "as each of the two does of something", asks(weekday="sun", timeOfDay="08:00-12:00"), both, True


@pytest.mark.parametrize(("why", "asked", "fields", "passes"), [*_cases()])
def test_a_filter_lets_through_what_the_list_would_show(
    why: str, asked: Filter, fields: dict[str, Any], passes: bool
) -> None:
    assert asked.matches(event(**fields)) is passes, why


def test_an_event_that_cannot_be_read_is_sent_all_the_same() -> None:
    assert asks(cost="free").matches({"id": "e1"})


def test_an_event_that_no_longer_passes_is_removed_for_who_asked() -> None:
    subscription = Subscription(ALL, asks(cost="free"))
    select = subscription.select(change("event:updated", event(), version=4))
    assert select is not None
    assert (select.kind, json.loads(select.payload)) == (
        "event:removed",
        {"id": "e1", "version": 4, "mergedInto": None},
    )
    assert subscription.select(change("event:new", event())) is None


@pytest.mark.parametrize("kind", ["event:removed", "bulk", "place:status", "reset"])
def test_what_is_no_event_is_not_filtered(kind: str) -> None:
    select = change(kind, {})
    assert Subscription(ALL, asks(cost="free")).select(select) is select


async def test_a_stream_of_free_events(jatre: Running, scene: Scene) -> None:
    async with jatre.client.stream("GET", "/api/events/live", params={"cost": "free"}) as response:
        stream = SseStream(response)
        assert (await stream.next("subscribed")).data["filter"] == {"cost": "free"}
        scene.open("Dear", scene.at(1, 20), cost_type="paid")
        free = scene.open("Free", scene.at(1, 21), cost_type="free")
        assert (await stream.next("event:new")).data["id"] == free
        scene.change(free, cost_type="paid")
        assert (await stream.next()).data["id"] == free
        assert stream.last_id


async def test_a_filter_may_be_changed_on_the_way(jatre: Running, scene: Scene) -> None:
    async with websocket(jatre) as client:
        wanted = {"category": ["music"], "maxPrice": 500, "startDate": scene.at(0, 0).date().isoformat()}
        await client.send(type="subscribe", rooms=["events:all"], filter=wanted)
        subscribed = (await client.receive("subscribed"))["filter"]
        assert (subscribed["category"], subscribed["maxPrice"]) == (["music"], 500)
        assert subscribed["startDate"].endswith("T00:00:00+05:30")
        scene.open("Flea market", scene.at(1, 11), category="market", cost_type="free")
        music = scene.open("Jazz night", scene.at(1, 20), category="music", cost_type="free")
        assert (await client.receive("event"))["entity"] == music
        await client.send(type="subscribe", rooms=[], filter={})
        assert "filter" not in await client.receive("subscribed")
        market = scene.open("Flea market again", scene.at(1, 11), category="market")
        assert (await client.receive("event"))["entity"] == market


async def test_a_filter_that_makes_no_sense_is_refused_by_name(jatre: Running) -> None:
    for asked, field in [
        ({"category": "opera"}, "category"),
        ({"cost": "cheap"}, "cost"),
        ({"maxPrice": "-1"}, "maxPrice"),
        ({"area": "Nowhere at all"}, "area"),
        ({"startDate": "soon"}, "startDate"),
        ({"startDate": "2026-03-14", "endDate": "2026-03-01"}, "endDate"),
        ({"colour": "red"}, "colour"),
    ]:
        refused = await jatre.get("/api/events/live", **asked)
        assert (refused.status_code, refused.json()["error"]["field"]) == (400, field), (asked, field)
        async with websocket(jatre) as client:
            await client.send(type="subscribe", rooms=["events:all"], filter=asked)
            assert (await client.receive("error"))["field"] in (field, "filter"), (asked, field)


async def test_a_filter_of_another_shape_is_refused(jatre: Running) -> None:
    for asked in [7, ["music"], {"category": {"a": 1}}, {"category": [None]}, {"category": ["x"] * 51}]:
        async with websocket(jatre) as client:
            await client.send(type="subscribe", rooms=["events:all"], filter=asked)
            assert (await client.receive("error"))["field"] in ("filter", "category"), asked
