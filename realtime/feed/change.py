"""One change of the feed, as it is held in memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from include.filters.document import readable
from realtime.feed.cursor import Cursor
from realtime.feed.rooms import PRIVATE

RESET = "reset"
"""The kind that is for all clients: a table was truncated, so whatever was listed is void."""

BULK = "bulk"
"""The kind that stands for too many changes of a room to send one by one: list again."""

NEW, UPDATED, CANCELLED, REMOVED = "event:new", "event:updated", "event:cancelled", "event:removed"
SHOWN = frozenset({NEW, UPDATED, CANCELLED})
"""The kinds whose payload is an event."""

WEATHER = "weather:update"
PLACE_STATUS = "place:status"

STATES = frozenset({PLACE_STATUS, WEATHER})
"""The kinds of which a client that is behind needs only the newest per entity."""

_PAYLOAD_COPIES = 4
"""A change takes at most so many times its payload: the payload, a frame per transport, the fields for filters."""

_OBJECT_BYTES = 2_048
"""Memory of its Python objects beside that."""

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
        """The change in a row of `feed_read`. A `bulk` names its rooms, but not those that are private.

        The payload of an event has its version already; that of a state is given it here.
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
        return _PAYLOAD_COPIES * sys.getsizeof(self.payload) + _OBJECT_BYTES

    @property
    def event(self) -> dict[str, Any]:
        """The fields that filters read, decoded once; the whole event would take ten times its text."""
        if "event" not in self._derived:
            self._derived["event"] = readable(json.loads(self.payload))
        event: dict[str, Any] = self._derived["event"]
        return event

    @property
    def departure(self) -> FeedChange:
        """The same change as a removal, for clients whose filter the event no longer passes."""
        if "departure" not in self._derived:
            payload = json.dumps({"id": self.entity, "version": self.version, "mergedInto": None})
            self._derived["departure"] = replace(self, kind=REMOVED, payload=payload, _frames={}, _derived={})
        departure: FeedChange = self._derived["departure"]
        return departure

    def frame(self, encode: Encoder) -> bytes:
        """The change as one transport writes it, encoded once."""
        if encode not in self._frames:
            self._frames[encode] = encode(self)
        return self._frames[encode]
