"""What a subscriber wants: rooms, and of their events those that a filter lets through."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from realtime.feed.change import NEW, RESET, SHOWN, Change
from realtime.feed.rooms import MODERATION

_log = logging.getLogger(__name__)

_USUAL_LENGTH = timedelta(hours=3)
"""How long an event lasts that does not say when it ends, as the lists have it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on an event, of which those that are set must all hold; the lists understand the same ones."""

    categories: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    cost: str | None = None
    most: float | None = None
    starts: datetime | None = None
    ends: datetime | None = None

    def __bool__(self) -> bool:
        return self != _EVERYTHING

    def as_json(self) -> dict[str, Any]:
        """The conditions that are set, by the names that requests give them."""
        times = {"startDate": self.starts, "endDate": self.ends}
        said = {
            "category": sorted(self.categories),
            "area": sorted(self.areas),
            "cost": self.cost,
            "maxPrice": self.most,
        }
        return {name: value for name, value in said.items() if value not in (None, [])} | {
            name: moment.isoformat() for name, moment in times.items() if moment
        }

    def matches(self, event: Mapping[str, Any]) -> bool:
        """Whether an event, as its JSON shows it, passes; one that cannot be read does, so that nothing is lost."""
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
        return self.most is None or kind == "free" or (least is not None and least <= self.most)

    def _within(self, event: Mapping[str, Any]) -> bool:
        if self.starts is None and self.ends is None:
            return True
        return any(self._overlaps(date, event["timezone"]) for date in event["occurrences"])

    def _overlaps(self, date: Mapping[str, Any], zone: str) -> bool:
        begins = datetime.fromisoformat(date["startsAt"])
        return (self.ends is None or begins < self.ends) and (self.starts is None or _over(date, zone) > self.starts)


_EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Interest:
    """Rooms and a filter; equal for subscribers who are to hear the same."""

    rooms: frozenset[str]
    filter: Filter = _EVERYTHING

    def told(self, change: Change) -> Change | None:
        """What to tell of a change, or None. What moderators see never leaves their room, however it is labelled.

        An update by which an event no longer passes, or of one that never did, is told as its removal: nobody keeps
        an event that the filter would not let through, and nobody has to remember what each subscriber was told.
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
        return begins + _USUAL_LENGTH
    day = begins.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return datetime.combine(day, time(0), ZoneInfo(zone))
