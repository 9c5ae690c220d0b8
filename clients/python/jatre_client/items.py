"""What a feed gives, and the messages that it is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """Something happened to an entity. `data` is the event for `event:new`, `event:updated` and `event:cancelled`.

    `version` is None where the service gives none. Once the change is dealt with, `cursor` is the place to go on from.
    """

    kind: str
    data: dict[str, Any]
    entity: str | None
    version: int | None
    cursor: str


@dataclass(frozen=True, slots=True)
class Relist:
    """What was listed is void, or too much has happened at once: list again. The feed goes on meanwhile.

    `reason` is `bulk`, or why the service could not go on from the cursor; `rooms` are those concerned, all if empty.
    """

    reason: str
    rooms: tuple[str, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class FeedMessage:
    """One message of the service, the same from both transports; a sign of life has no name."""

    name: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    cursor: str | None = None
    entity: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SubscriptionRequest:
    """What to subscribe to."""

    url: str
    rooms: tuple[str, ...]
    filter: dict[str, Any]
    headers: dict[str, str]
    cursor: str | None
