"""The ring: dense, bounded, shared."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from realtime.fanout.group import Group
from realtime.fanout.messages import position
from realtime.fanout.subscription import Subscription
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.live.sse import PLAIN, encode, frame


def _change(seq: int, *rooms: str, kind: str = "event:new", payload: str = "{}") -> FeedChange:
    return FeedChange(
        Cursor("e", seq), kind, str(seq), 1, frozenset(rooms or ["events:all"]), payload, datetime.now(UTC)
    )


def _ring(changes: int = 100, size: int = 1_000) -> Ring:
    ring = Ring(changes, size)
    ring.restart("e", 0, "start")
    return ring


def test_it_keeps_the_newest_within_its_bounds() -> None:
    ring = _ring(changes=3)
    ring.extend([_change(seq) for seq in range(1, 6)])
    assert (ring.floor, ring.head) == (2, 5)
    assert [change.seq for change in ring.after(3, 10)] == [4, 5]


def test_it_is_bounded_in_bytes_too() -> None:
    ring = _ring(size=250)
    ring.extend([_change(seq, payload="x" * 100) for seq in range(1, 6)])
    assert (ring.floor, ring.head, ring.bytes) == (3, 5, 200)
    ring.extend([_change(6, payload="x" * 1_000)])
    assert (ring.floor, ring.head, ring.bytes) == (6, 6, 0)


@pytest.mark.parametrize("numbers", [[2], [1, 3], [1, 1]])
def test_it_takes_no_gaps(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="without a gap"):
        _ring().extend([_change(seq) for seq in numbers])


def test_a_change_is_encoded_once_for_all() -> None:
    change = _change(1, payload='{"a":\n1}')
    frame = change.frame(encode)
    assert frame == b'id: e.1\nevent: event:new\ndata: {"a": 1}\n\n'
    assert change.frame(encode) is frame


def test_members_at_one_position_share_one_batch() -> None:
    ring = _ring()
    group = Group(Subscription(frozenset({"events:music"})), ring, 1_000)
    changes = [_change(1, "events:music"), _change(2, "events:market"), _change(3, "events:music", "events:all")]
    ring.extend(changes)
    group.publish(changes)
    batch = group.batch(0, PLAIN)
    assert group.batch(0, PLAIN) is batch
    assert (len(batch.frames), batch.position, group.last_wanted) == (2, 3, 3)


def test_moderation_does_not_leave_its_room_however_it_is_labelled() -> None:
    subscription = Subscription(frozenset({"events:all"}))
    assert subscription.select(_change(1, "events:all", kind="moderation")) is None
    assert subscription.select(_change(1, "moderation")) is None
    assert subscription.select(_change(1, "nobody", kind="reset")) is not None


def test_a_bulk_does_not_name_private_rooms() -> None:
    row = {"seq": 1, "kind": "bulk", "entity": "1", "version": 0, "rooms": ["events:all", "moderation"],
           "payload": '{"rooms": ["events:all", "moderation"]}', "changed_at": datetime.now(UTC)}  # fmt: skip
    assert FeedChange.of("e", row).payload == '{"rooms": ["events:all"]}'


def test_a_word_carries_the_position() -> None:
    assert frame(position(Cursor("e", 7))) == b': keepalive\nid: e.7\nevent: position\ndata: {"cursor":"e.7"}\n\n'


@pytest.mark.parametrize("text", ["", "e", "e.", ".1", "e.01", "e.-1", "e.1.2", "e 1", "é.1", "e." + "9" * 19])
def test_what_is_not_a_cursor_is_none(text: str) -> None:
    assert Cursor.parse(text) is None


def test_a_cursor_reads_as_it_is_written() -> None:
    assert Cursor.parse(str(Cursor("7c373489c0", 14))) == Cursor("7c373489c0", 14)
