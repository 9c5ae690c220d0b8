"""The bytes that all WebSocket clients are sent alike (RFC 6455, 5.2)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from realtime.fanout.messages import Message
from realtime.feed.change import NEW, RESET, FeedChange
from realtime.feed.cursor import Cursor
from realtime.live.ws_encoding import FRAMED, PLAIN, framed

CURSOR = Cursor("e", 7)


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (0, "8100"),
        (1, "8101"),
        (125, "817d"),
        (126, "817e007e"),
        (127, "817e007f"),
        (0xFFFF, "817effff"),
        (0x1_0000, "817f0000000000010000"),
    ],
)
def test_a_frame_states_its_length_in_as_few_bytes_as_it_can(size: int, head: str) -> None:
    text = b"x" * size
    assert framed(text) == bytes.fromhex(head) + text


@pytest.mark.parametrize(
    ("kind", "payload", "text"),
    [
        (
            NEW,
            '{"id":"1"}',
            {"type": "event", "kind": NEW, "entity": "1", "version": 3, "cursor": "e.7", "data": {"id": "1"}},
        ),
        (RESET, '{"reason":"truncated"}', {"type": RESET, "reason": "truncated", "cursor": "e.7"}),
    ],
)
def test_both_ways_of_sending_say_the_same_of_a_change(kind: str, payload: str, text: dict[str, Any]) -> None:
    change = FeedChange(CURSOR, kind, "1", 3, frozenset(), payload, datetime(2026, 3, 2, tzinfo=UTC))
    plain = PLAIN.encode_change(change)
    assert json.loads(plain) == text
    assert FRAMED.encode_change(change) == framed(plain)


@pytest.mark.parametrize("cursor", [CURSOR, None])
def test_both_ways_of_sending_say_the_same_of_a_message(cursor: Cursor | None) -> None:
    message = Message("position", {"reason": "lag"}, cursor)
    plain = PLAIN.encode_message(message)
    assert json.loads(plain) == {"type": "position", "reason": "lag"} | ({"cursor": "e.7"} if cursor else {})
    assert FRAMED.encode_message(message) == framed(plain)
