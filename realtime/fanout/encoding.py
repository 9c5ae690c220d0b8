"""How a transport puts things into bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from realtime.fanout.messages import Message
from realtime.feed.change import Change


def _as_it_is(data: bytes) -> bytes:
    return data


@dataclass(frozen=True, eq=False)
class Dialect:
    """`encode` a change, `word` a message, `seal` what goes out in one write. Compared by identity, used as a key.

    Frames that are `apart` each go out in a write of their own.
    """

    transport: str
    encode: Callable[[Change], bytes]
    word: Callable[[Message], bytes]
    seal: Callable[[bytes], bytes] = _as_it_is
    apart: bool = False
