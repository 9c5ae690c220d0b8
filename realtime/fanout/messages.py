"""What the service says to a live client beside the changes, the same on every transport."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from realtime.fanout.subscription import Interest
from realtime.feed.cursor import Cursor
from realtime.settings import ServiceSettings

PROTOCOL = 1
BEHIND = ("stalled", "lag")


@dataclass(frozen=True, slots=True)
class Message:
    """A name and what belongs to it; with a cursor, the client takes that for its position."""

    name: str
    data: dict[str, Any]
    cursor: Cursor | None = None


def hello(settings: ServiceSettings) -> Message:
    """The first word: which protocol, how long a silence may be, when to come back after a break."""
    said = {"protocol": PROTOCOL, "keepaliveSeconds": settings.keepalive_seconds, "retryMs": _retry(settings)}
    return Message("hello", said)


def subscribed(interest: Interest, cursor: Cursor, recovered: bool) -> Message:
    """From here on this is told; `recovered` when nothing is missing since the cursor that was brought."""
    said: dict[str, Any] = {"rooms": sorted(interest.rooms)}
    if interest.filter:
        said["filter"] = interest.filter.as_json()
    return Message("subscribed", said | {"recovered": recovered, "cursor": str(cursor)}, cursor)


def reset(reason: str, cursor: Cursor) -> Message:
    """What was listed before is void; list again."""
    return Message("reset", {"reason": reason}, cursor)


def position(cursor: Cursor) -> Message:
    """Nothing happened that concerns this client; it may forget its older cursor."""
    return Message("position", {"cursor": str(cursor)}, cursor)


def farewell(reason: str, cursor: Cursor, settings: ServiceSettings) -> Message:
    """Why the connection ends: the client was behind, or has to come back later, or with better papers."""
    if reason in BEHIND:
        return Message("behind", {"reason": reason, "cursor": str(cursor)})
    return Message("closing", {"reason": reason, "retryMs": _retry(settings)})


def _retry(settings: ServiceSettings) -> int:
    """Spread over twice the time, so that those who lost the same server do not come back at once."""
    return random.randint(settings.retry_milliseconds, 2 * settings.retry_milliseconds)  # noqa: S311
