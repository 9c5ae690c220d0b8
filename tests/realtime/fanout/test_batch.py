"""One write: what is wanted of some changes, up to a bound, and of a place or the weather the newest state alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from realtime.fanout.batch import WriteBatch, collect
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.live import sse
from realtime.live import ws_encoding as ws

FIRST = datetime(2026, 3, 6, tzinfo=UTC)


def change(seq: int, kind: str = "event:new", entity: str | None = None) -> FeedChange:
    at = FIRST + timedelta(seconds=seq)
    return FeedChange(Cursor("e", seq), kind, entity or str(seq), seq, frozenset({"r"}), '{"n":1}', at)


def collected(*changes: FeedChange, max_bytes: int = 10_000, start: int = 0) -> WriteBatch:
    return collect(changes, lambda one: one if one.entity != "unwanted" else None, sse.PLAIN, start, max_bytes)


def frames(*changes: FeedChange) -> tuple[bytes, ...]:
    return tuple(one.frame(sse.encode) for one in changes)


def test_what_is_not_wanted_moves_the_position_alone() -> None:
    batch = collected(change(1, entity="unwanted"), change(2), change(3, entity="unwanted"))
    assert (batch.frames, batch.start, batch.position) == (frames(change(2)), 0, 3)
    assert batch.oldest == change(2).changed_at
    nothing = collected(change(8, entity="unwanted"), start=7)
    assert (nothing.frames, nothing.position, nothing.oldest, nothing.writes) == ((), 8, None, ())
    assert nothing.age() == 0


def test_it_ends_with_the_change_that_reaches_the_bound() -> None:
    one = len(frames(change(1))[0])
    assert collected(*map(change, range(1, 6)), max_bytes=one).position == 1
    assert collected(*map(change, range(1, 6)), max_bytes=one + 1).position == 2


def test_the_newest_state_of_an_entity_replaces_those_before_it_and_stands_in_its_own_place() -> None:
    """So that the cursors that a client is sent never go back."""
    states = change(1, "place:status", "p"), change(3, "place:status", "p")
    batch = collected(states[0], change(2), states[1])
    assert batch.frames == frames(change(2), states[1])
    others = change(1, "place:status", "p"), change(2, "place:status", "q"), change(3, "weather:update", "p")
    assert collected(*others).frames == frames(*others)


def test_changes_of_an_event_are_all_sent() -> None:
    changes = change(1, "event:new", "x"), change(2, "event:updated", "x")
    assert collected(*changes).frames == frames(*changes)


def test_frames_are_joined_where_the_transport_allows_it() -> None:
    some = [change(1), change(2)]
    assert collected(*some).writes == (b"".join(frames(*some)),)
    apart = collect(some, lambda one: one, ws.PLAIN, 0, 10_000)
    assert apart.writes == apart.frames
