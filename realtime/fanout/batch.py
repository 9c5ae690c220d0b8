"""The bytes of one write to a client."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from realtime.fanout.encoding import Encoding
from realtime.feed.change import STATES, FeedChange


@dataclass(frozen=True)
class WriteBatch:
    """Encoded changes after `start`, and the position of a client that has received them."""

    encoding: Encoding
    frames: tuple[bytes, ...]
    start: int
    position: int
    oldest: datetime | None

    @cached_property
    def writes(self) -> tuple[bytes, ...]:
        """The frames, joined if the encoding allows it, once for all clients that share the batch."""
        if self.encoding.one_frame_per_write or not self.frames:
            return self.frames
        return (self.encoding.wrap(b"".join(self.frames)),)

    def age(self) -> float:
        """Seconds since the oldest change in it was written to the database."""
        return (datetime.now(UTC) - self.oldest).total_seconds() if self.oldest else 0.0


def collect(
    changes: Iterable[FeedChange],
    select: Callable[[FeedChange], FeedChange | None],
    encoding: Encoding,
    start: int,
    max_bytes: int,
) -> WriteBatch:
    """Encode what `select` returns for consecutive changes after `start`, until there are about `max_bytes`.

    Of several states of a place or of the weather only the newest is kept: it replaces those before it.
    """
    frames: dict[object, bytes] = {}
    size, position, oldest = 0, start, None
    for change in changes:
        if size >= max_bytes:
            break
        position = change.seq
        selected = select(change)
        if selected is None:
            continue
        key = (selected.kind, selected.entity) if selected.kind in STATES else selected.seq
        frames.pop(key, None)
        frames[key] = selected.frame(encoding.encode_change)
        size += len(frames[key])
        oldest = oldest or change.changed_at
    return WriteBatch(encoding, tuple(frames.values()), start, position, oldest)
