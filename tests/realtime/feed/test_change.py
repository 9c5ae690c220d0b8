"""A row of the feed as it is held: what its payload is given, and what filters see of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from realtime.errors import BadParameter, PrivateRoom
from realtime.feed.change import FeedChange
from realtime.feed.ring import Ring
from realtime.feed.rooms import parse_rooms


def change(seq: int = 1, kind: str = "event:new", payload: str = "{}", **more: Any) -> FeedChange:
    row = {"seq": seq, "kind": kind, "entity": "x", "version": 7, "rooms": ["events:all"], "payload": payload,
           "changed_at": datetime.now(UTC)} | more  # fmt: skip
    return FeedChange.of("e", row)


def test_the_payload_of_an_event_is_kept_as_it_is_and_a_state_is_given_its_version() -> None:
    assert change(payload='{"id":  "x"}').payload == '{"id":  "x"}'
    assert json.loads(change(kind="place:status", payload='{"isOpen": true}').payload) == {"isOpen": True, "version": 7}
    assert json.loads(change(kind="weather:update", payload='{"rain": "ನೀರು"}').payload)["rain"] == "ನೀರು"


def test_filters_see_what_they_read_and_no_more() -> None:
    payload = json.dumps({"id": "x", "title": "Jazz", "category": "music", "description": "x" * 1_000})
    assert change(payload=payload).event == {"id": "x", "category": "music"}


def test_a_departure_is_a_removal_at_the_same_position() -> None:
    one = change(kind="event:updated", payload='{"id": "x"}')
    gone = one.departure
    assert (gone.kind, gone.cursor, gone.version) == ("event:removed", one.cursor, 7)
    assert json.loads(gone.payload) == {"id": "x", "version": 7, "mergedInto": None}
    assert one.departure is gone
    assert gone.frame(lambda each: each.kind.encode()) == b"event:removed"


def test_a_change_counts_its_payload_several_times() -> None:
    assert change(payload="x" * 1_000).size - change(payload="").size == 4_000


def test_the_ring_begins_anew_with_a_reason_and_knows_no_position_before() -> None:
    ring = Ring(10, 1_000)
    assert not ring.ready
    ring.restart("e", 5, "start")
    ring.extend([change(6), change(7)])
    assert (ring.ready, ring.floor, ring.head, str(ring.cursor), ring.bytes) == (True, 5, 7, "e.7", 4)
    assert [one.seq for one in ring.after(5, 1)] == [6]
    assert [one.seq for one in ring.after(6, 10)] == [7]
    before = ring.generation
    ring.restart("f", 2, "epoch")
    assert (ring.floor, ring.head, ring.bytes, ring.reason) == (2, 2, 0, "epoch")
    assert ring.generation == before + 1


def test_the_ring_goes_on_within_its_bytes_after_it_was_full() -> None:
    ring = Ring(10, 8)
    ring.restart("e", 0, "start")
    for seq in range(1, 10):
        ring.extend([change(seq)])
    assert (ring.floor, ring.bytes) == (5, 8)


def test_rooms_by_name_up_to_a_number_and_private_ones_by_leave() -> None:
    assert parse_rooms([], 2) == {"events:all"}
    assert parse_rooms(["events:music, weather:indiranagar"], 2) == {"events:music", "weather:indiranagar"}
    assert parse_rooms(["moderation"], 2, frozenset({"moderation"})) == {"moderation"}
    with pytest.raises(BadParameter, match="3 rooms are too many"):
        parse_rooms(["events:music,events:market,events:all"], 2)
    with pytest.raises(PrivateRoom):
        parse_rooms(["moderation"], 2)
    with pytest.raises(BadParameter, match="no room 'events:opera'"):
        parse_rooms(["events:opera"], 2)
