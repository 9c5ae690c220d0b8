"""One change of the feed, as it is kept in memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from realtime.feed.cursor import Cursor
from realtime.feed.rooms import PRIVATE

RESET = "reset"
"""The kind that concerns everybody: a table was truncated, so whatever was listed is void."""

BULK = "bulk"
"""The kind that stands for more changes of a room than are worth telling: list again."""

NEW, UPDATED, CANCELLED, REMOVED = "event:new", "event:updated", "event:cancelled", "event:removed"
SHOWN = frozenset({NEW, UPDATED, CANCELLED})
"""The kinds whose payload is an event."""

FILTERED = ("id", "category", "area", "pricing", "timezone", "occurrences")
"""The parts of an event that filters look at."""

STATES = frozenset({"place:status", "weather:update"})
"""The kinds of which only the newest per entity is of use to who has fallen behind."""

_FRAMES_AND_FACTS = 4
"""A change keeps in memory at most so many times its payload: that, a frame per transport, what filters read."""

_OBJECT_BYTES = 2_048
"""And what its objects take beside."""

Encoder = Callable[["FeedChange"], bytes]


@dataclass(frozen=True, slots=True)
class FeedChange:
    """What happened to one entity; `payload` is JSON text."""

    cursor: Cursor
    kind: str
    entity: str
    version: int
    rooms: frozenset[str]
    payload: str
    changed_at: datetime
    _frames: dict[Encoder, bytes] = field(default_factory=dict, compare=False, repr=False)
    _derived: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, epoch: str, row: Any) -> FeedChange:
        """The change in a row of `feed_read_v2`. A `bulk` names its rooms, but not those that are private.

        An event's payload names its version; a state's is given it, so that who hears payloads alone can tell, too.
        """
        payload = row["payload"]
        if row["kind"] == BULK:
            payload = json.dumps({"rooms": sorted(set(row["rooms"]) - PRIVATE)})
        elif row["kind"] in STATES:
            payload = json.dumps({**json.loads(payload), "version": row["version"]}, ensure_ascii=False)
        return cls(
            cursor=Cursor(epoch, row["seq"]),
            kind=row["kind"],
            entity=row["entity"],
            version=row["version"],
            rooms=frozenset(row["rooms"]),
            payload=payload,
            changed_at=row["changed_at"],
        )

    @property
    def seq(self) -> int:
        """Its number in the feed."""
        return self.cursor.seq

    @property
    def size(self) -> int:
        """About the bytes of memory that it takes, once it is encoded for every transport and read by filters."""
        return _FRAMES_AND_FACTS * sys.getsizeof(self.payload) + _OBJECT_BYTES

    @property
    def event(self) -> dict[str, Any]:
        """What filters read of a change that shows an event, decoded once; the whole would take ten times the text."""
        if "event" not in self._derived:
            read = json.loads(self.payload)
            self._derived["event"] = {name: read[name] for name in FILTERED if name in read}
        event: dict[str, Any] = self._derived["event"]
        return event

    @property
    def departure(self) -> FeedChange:
        """The same change for those whom the event no longer concerns: to them it is removed."""
        if "departure" not in self._derived:
            payload = json.dumps({"id": self.entity, "version": self.version, "mergedInto": None})
            self._derived["departure"] = replace(self, kind=REMOVED, payload=payload, _frames={}, _derived={})
        departure: FeedChange = self._derived["departure"]
        return departure

    def frame(self, encode: Encoder) -> bytes:
        """The change as one transport writes it, encoded the first time it is asked for."""
        if encode not in self._frames:
            self._frames[encode] = encode(self)
        return self._frames[encode]
