"""Which events to come are alike in meaning: the cosine of the vectors that the pipeline made of what they say.

The vectors are read when somebody first asks and kept; from then on only those that were made since. Nobody waits for
another's read: until it ends, what is known is compared. An event that has changed is compared by its old vector
until the pipeline has made a new one. The database has the last word: it leaves out what is over, or no longer public.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from realtime import contract
from realtime.database import Connection

MAX_VECTORS = 20_000
"""Events to come that are compared, those that are over first: 31 MB."""
REFRESH_SECONDS = 30.0
"""From one read to the next, also where the database was too slow for it."""
WHOLE_SECONDS = 3_600.0
"""After which all are read again, so that what is over goes."""
_OVERLAP = timedelta(minutes=1)
"""What was made shortly before is read again: transactions do not end in the order of their times."""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class EventVectors:
    """The vectors of the events to come, each of length 1."""

    def __init__(self) -> None:
        self._packed: dict[UUID, bytes] = {}
        self._ids: list[UUID] = []
        self._rows: dict[UUID, int] = {}
        self._matrix: Any = None
        self._model = ("", 0)
        self._newest = _EVER
        self._read_at = self._whole_at = float("-inf")
        self._reading = asyncio.Lock()

    async def near(self, connection: Connection, event: UUID, most: int) -> dict[UUID, float]:
        """The cosines of the events that are nearest to one, at most `most`; none where its vector is not known."""
        if not self._reading.locked() and time.monotonic() - self._read_at > REFRESH_SECONDS:
            async with self._reading:
                await self._refresh(connection)
        if event not in self._rows:
            return {}
        cosines = self._matrix @ self._matrix[self._rows[event]]
        nearest = cosines.argsort()[::-1][: most + 1]
        return {self._ids[i]: float(cosines[i]) for i in nearest if self._ids[i] != event}

    async def _refresh(self, connection: Connection) -> None:
        self._read_at = now = time.monotonic()
        is_whole = now - self._whole_at > WHOLE_SECONDS
        rows = await contract.event_vectors(connection, _EVER if is_whole else self._newest - _OVERLAP, MAX_VECTORS)
        if not is_whole and any(_model_of(row) != self._model for row in rows):
            is_whole, rows = True, await contract.event_vectors(connection, _EVER, MAX_VECTORS)
        kept = {} if is_whole else self._packed
        found = kept | {row["event_id"]: row["vector"] for row in rows}
        if found != self._packed:
            packed = dict(islice(found.items(), MAX_VECTORS))
            # a tenth of a second and more, in which the live connections would stand still
            self._matrix = await asyncio.to_thread(_unit_vectors, packed) if packed else None
            self._packed, self._ids = packed, [*packed]
            self._rows = {event: row for row, event in enumerate(packed)}
        if rows:
            self._model, self._newest = _model_of(rows[0]), max(row["made_at"] for row in rows)
        if is_whole:
            self._whole_at = now


def _model_of(row: Any) -> tuple[str, int]:
    """By its name and the length of its vectors: another model may be put in the place of one, under its name."""
    return row["model"], len(row["vector"])


def _unit_vectors(packed: dict[UUID, bytes]) -> Any:
    # half as large as all else that the service imports, and for this alone
    import numpy as np  # noqa: PLC0415

    matrix = np.frombuffer(b"".join(packed.values()), dtype=np.int8).reshape(len(packed), -1).astype(np.float32)
    return matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1)
