"""What a client subscribes to: rooms, and a filter on their events."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from realtime.feed.change import NEW, RESET, SHOWN, FeedChange
from realtime.feed.rooms import MODERATION

_log = logging.getLogger(__name__)

_USUAL_EVENT_LENGTH = timedelta(hours=3)
"""Assumed duration of an event without an end; lists assume the same."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on an event; all that are set must hold. Lists take the same ones."""

    categories: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    cost: str | None = None
    max_price: float | None = None
    starts: datetime | None = None
    ends: datetime | None = None

    def __bool__(self) -> bool:
        return self != _EVERYTHING

    def as_json(self) -> dict[str, Any]:
        """The conditions that are set, by their names in requests."""
        times = {"startDate": self.starts, "endDate": self.ends}
        conditions = {
            "category": sorted(self.categories),
            "area": sorted(self.areas),
            "cost": self.cost,
            "maxPrice": self.max_price,
        }
        return {name: value for name, value in conditions.items() if value not in (None, [])} | {
            name: moment.isoformat() for name, moment in times.items() if moment
        }

    def matches(self, event: Mapping[str, Any]) -> bool:
        """Whether an event, as its JSON shows it, passes; one that cannot be read passes, so that nothing is lost."""
        try:
            return (
                (not self.categories or event["category"] in self.categories)
                and (not self.areas or event["area"] in self.areas)
                and self._affordable(event["pricing"])
                and self._within(event)
            )
        except (KeyError, TypeError, ValueError):
            _log.exception("a filter cannot read the event %s", event.get("id"))
            return True

    def _affordable(self, pricing: Mapping[str, Any]) -> bool:
        kind, least = pricing["type"], pricing["minimum"]
        if self.cost is not None and (kind is None or (self.cost == "free") != (kind == "free")):
            return False
        return self.max_price is None or kind == "free" or (least is not None and least <= self.max_price)

    def _within(self, event: Mapping[str, Any]) -> bool:
        if self.starts is None and self.ends is None:
            return True
        return any(self._overlaps(date, event["timezone"]) for date in event["occurrences"])

    def _overlaps(self, date: Mapping[str, Any], zone: str) -> bool:
        begins = datetime.fromisoformat(date["startsAt"])
        return (self.ends is None or begins < self.ends) and (self.starts is None or _over(date, zone) > self.starts)


_EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Subscription:
    """Rooms and a filter; equal for clients that are sent the same changes."""

    rooms: frozenset[str]
    filter: Filter = _EVERYTHING

    def select(self, change: FeedChange) -> FeedChange | None:
        """What to send for a change, or None. A change for moderators is sent in their room only, whatever its rooms.

        An update of an event that does not pass the filter is sent as its removal: no client keeps an event that the
        filter would refuse, and the service need not remember what each client was sent.
        """
        if change.kind == MODERATION and MODERATION not in self.rooms:
            return None
        if change.kind == RESET:
            return change
        if self.rooms.isdisjoint(change.rooms):
            return None
        if not self.filter or change.kind not in SHOWN or self.filter.matches(change.event):
            return change
        return None if change.kind == NEW else change.departure


def _over(date: Mapping[str, Any], zone: str) -> datetime:
    if date["endsAt"]:
        return datetime.fromisoformat(date["endsAt"])
    begins = datetime.fromisoformat(date["startsAt"])
    if not date["dateOnly"]:
        return begins + _USUAL_EVENT_LENGTH
    day = begins.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return datetime.combine(day, time(0), ZoneInfo(zone))
