"""How a transport encodes changes and messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from realtime.fanout.messages import Message
from realtime.feed.change import FeedChange


def _unchanged(data: bytes) -> bytes:
    return data


@dataclass(frozen=True, eq=False)
class Encoding:
    """Encodes changes and messages, and wraps the bytes of one write. Compared by identity, used as a key.

    With `one_frame_per_write`, frames are not joined into one write.
    """

    transport: str
    encode_change: Callable[[FeedChange], bytes]
    encode_message: Callable[[Message], bytes]
    wrap: Callable[[bytes], bytes] = _unchanged
    one_frame_per_write: bool = False
