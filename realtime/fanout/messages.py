"""The messages that the service sends to live clients beside the changes; the same on every transport."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from realtime.fanout.subscription import Subscription
from realtime.feed.cursor import Cursor
from realtime.settings import ServiceSettings

PROTOCOL = 1
BEHIND_REASONS = ("stalled", "lag")


@dataclass(frozen=True, slots=True)
class Message:
    """A name and its data; a client that receives a cursor is at that position."""

    name: str
    data: dict[str, Any]
    cursor: Cursor | None = None


def hello(settings: ServiceSettings) -> Message:
    """The first message: the protocol version, the longest silence, the delay before reconnecting."""
    data = {"protocol": PROTOCOL, "keepaliveSeconds": settings.keepalive_seconds, "retryMs": _retry(settings)}
    return Message("hello", data)


def subscribed(subscription: Subscription, cursor: Cursor, recovered: bool) -> Message:
    """What the client is subscribed to; `recovered` when no change is missing since the cursor that it sent."""
    data: dict[str, Any] = {"rooms": sorted(subscription.rooms)}
    if subscription.filter:
        data["filter"] = subscription.filter.as_json()
    return Message("subscribed", data | {"recovered": recovered, "cursor": str(cursor)}, cursor)


def reset(reason: str, cursor: Cursor) -> Message:
    """What the client has listed is void; it has to list again."""
    return Message("reset", {"reason": reason}, cursor)


def position(cursor: Cursor) -> Message:
    """No change for this client up to this cursor, which replaces its older one."""
    return Message("position", {"cursor": str(cursor)}, cursor)


def farewell(reason: str, cursor: Cursor, settings: ServiceSettings) -> Message:
    """Why the connection ends: the client was too slow, or has to reconnect later or with a valid token."""
    if reason in BEHIND_REASONS:
        return Message("behind", {"reason": reason, "cursor": str(cursor)})
    return Message("closing", {"reason": reason, "retryMs": _retry(settings)})


def _retry(settings: ServiceSettings) -> int:
    """A random delay, so that clients that lost the same server do not reconnect at once."""
    return random.randint(settings.retry_milliseconds, 2 * settings.retry_milliseconds)  # noqa: S311
