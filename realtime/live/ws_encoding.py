"""How the feed is encoded for a WebSocket."""

from __future__ import annotations

import json

from realtime.fanout.encoding import Encoding
from realtime.fanout.messages import Message
from realtime.feed.change import RESET, FeedChange

_TEXT, _SHORT, _MEDIUM = b"\x81", 126, 1 << 16


def frame(message: Message) -> bytes:
    """A message as a JSON object with its name as `type`."""
    cursor = {"cursor": str(message.cursor)} if message.cursor else {}
    return json.dumps({"type": message.name, **message.data, **cursor}, separators=(",", ":")).encode()


def encode(change: FeedChange) -> bytes:
    """A change as a JSON object of type `event`, its payload as `data`; but a reset is the message of that name."""
    if change.kind == RESET:
        return frame(Message(RESET, json.loads(change.payload), change.cursor))
    head = {"type": "event", "kind": change.kind, "entity": change.entity, "version": change.version}
    opening = json.dumps(head | {"cursor": str(change.cursor)}, separators=(",", ":"))
    return f'{opening[:-1]},"data":{change.payload}}}'.encode()


def framed(text: bytes) -> bytes:
    """A text message of a server: final, without a mask, so that the bytes are the same for all (RFC 6455, 5.2)."""
    size = len(text)
    if size < _SHORT:
        return b"%b%c%b" % (_TEXT, size, text)
    if size < _MEDIUM:
        return b"%b\x7e%b%b" % (_TEXT, size.to_bytes(2, "big"), text)
    return b"%b\x7f%b%b" % (_TEXT, size.to_bytes(8, "big"), text)


def _encode_framed(change: FeedChange) -> bytes:
    return framed(encode(change))


PLAIN = Encoding("ws", encode, frame, one_frame_per_write=True)
"""For `send`: the server makes the frames."""

FRAMED = Encoding("ws", _encode_framed, lambda message: framed(frame(message)))
"""For a borrowed transport."""
