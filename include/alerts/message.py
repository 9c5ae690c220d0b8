"""What is sent to somebody, whatever the channel, and what can come of sending it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from include.alerts.sealing import Address, ChannelKind
from include.errors import JatreError
from include.filters.shapes import Point


class ChannelGone(JatreError):
    """Nobody is at the address any more: nothing is to be sent there again."""


class SendFailed(JatreError):
    """A message did not arrive. `retry_after` is the seconds that the other side asks for, None when it names none.

    `permanent` is whether another try would fail as well.
    """

    def __init__(self, message: str, retry_after: float | None = None, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.retry_after, self.permanent = retry_after, permanent


@dataclass(frozen=True, slots=True)
class News:
    """One thing that a message tells of an event.

    `detail` holds what was `before` and `after`; `document` is the event as it is shown now, or None. Of an event
    outdoors rain is likely in the `wet_hours`, by when they begin; its reader may walk there `from_point`, longitude
    and latitude.
    """

    id: int
    alert: UUID | None
    name: str
    event: UUID
    kind: str
    version: int
    detail: Mapping[str, Any]
    document: Mapping[str, Any] | None
    wet_hours: Sequence[datetime] = ()
    from_point: Point | None = None


@dataclass(frozen=True, slots=True)
class AlertMessage:
    """What is sent at once to one channel; its `id` stays the same at each try.

    Of the kind `confirm` it has no items: it asks whether the address wants the `alert`; a program, whether any.
    """

    id: UUID
    kind: Literal["news", "confirm"]
    channel: UUID
    channel_kind: ChannelKind
    address: Address
    language: str
    zone: str
    tries: int = 0
    items: Sequence[News] = field(default=())
    alert: UUID | None = None
    name: str = ""


class Sender(Protocol):
    """One way to people."""

    def send(self, message: AlertMessage) -> None:
        """Send it, within about ten seconds. Raises: ChannelGone, SendFailed."""
