"""One change of the feed, as it is kept in memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from realtime.cursor import Cursor
from realtime.rooms import PRIVATE

RESET = "reset"
"""The kind that concerns everybody: a table was truncated, so whatever was listed is void."""

BULK = "bulk"
"""The kind that stands for more changes of a room than are worth telling: list again."""

Encoder = Callable[["Change"], bytes]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one entity; `payload` is JSON text exactly as the database wrote it."""

    cursor: Cursor
    kind: str
    entity: str
    version: int
    rooms: frozenset[str]
    payload: str
    changed_at: datetime
    _frames: dict[Encoder, bytes] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, epoch: str, row: Any) -> Change:
        """The change in a row of `feed_read_v1`. A `bulk` names its rooms, but not those that are private."""
        payload = row["payload"]
        if row["kind"] == BULK:
            payload = json.dumps({"rooms": sorted(set(row["rooms"]) - PRIVATE)})
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

    def frame(self, encode: Encoder) -> bytes:
        """The change as one transport writes it, encoded the first time it is asked for."""
        if encode not in self._frames:
            self._frames[encode] = encode(self)
        return self._frames[encode]
