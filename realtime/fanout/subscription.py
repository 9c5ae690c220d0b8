"""What a client subscribes to: rooms, and a filter on their events."""

from __future__ import annotations

from dataclasses import dataclass

from include.filters.filter import Filter
from realtime.feed.change import NEW, RESET, SHOWN, FeedChange
from realtime.feed.rooms import MODERATION

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
