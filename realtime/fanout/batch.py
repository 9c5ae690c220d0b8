"""What one write to a client carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from realtime.fanout.encoding import Dialect
from realtime.feed.change import STATES, Change


@dataclass(frozen=True)
class Batch:
    """Encoded changes that follow `start`, and the position that a client has reached once it has them."""

    dialect: Dialect
    frames: tuple[bytes, ...]
    start: int
    position: int
    oldest: datetime | None

    @cached_property
    def writes(self) -> tuple[bytes, ...]:
        """The frames, if possible in one piece, put together once for all who share the batch."""
        if self.dialect.apart or not self.frames:
            return self.frames
        return (self.dialect.seal(b"".join(self.frames)),)

    def age(self) -> float:
        """Seconds since the oldest change in it was written to the database."""
        return (datetime.now(UTC) - self.oldest).total_seconds() if self.oldest else 0.0


def collect(
    changes: Iterable[Change],
    told: Callable[[Change], Change | None],
    dialect: Dialect,
    start: int,
    most_bytes: int,
) -> Batch:
    """Put what is told of consecutive changes after `start` together, until there are about `most_bytes`.

    Of several states of a place or of the weather only the newest is told: it replaces those before it.
    """
    frames: dict[object, bytes] = {}
    size, position, oldest = 0, start, None
    for change in changes:
        if size >= most_bytes:
            break
        position = change.seq
        said = told(change)
        if said is None:
            continue
        key = (said.kind, said.entity) if said.kind in STATES else said.seq
        frames.pop(key, None)
        frames[key] = said.frame(dialect.encode)
        size += len(frames[key])
        oldest = oldest or change.changed_at
    return Batch(dialect, tuple(frames.values()), start, position, oldest)
