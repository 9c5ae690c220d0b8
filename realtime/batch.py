"""What one write to a client carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from realtime.change import Change, Encoder


@dataclass(frozen=True, slots=True)
class Batch:
    """Encoded changes, and the position that a client has reached once it has them."""

    data: bytes
    position: int
    count: int
    oldest: datetime | None

    def age(self) -> float:
        """Seconds since the oldest change in it was written to the database."""
        return (datetime.now(UTC) - self.oldest).total_seconds() if self.oldest else 0.0


def collect(
    changes: Iterable[Change], wants: Callable[[Change], bool], encode: Encoder, position: int, most_bytes: int
) -> Batch:
    """Join the wanted ones of consecutive changes after `position` until about `most_bytes` are together."""
    frames: list[bytes] = []
    size, oldest = 0, None
    for change in changes:
        if size >= most_bytes:
            break
        position = change.seq
        if wants(change):
            frames.append(change.frame(encode))
            size += len(frames[-1])
            oldest = oldest or change.changed_at
    return Batch(b"".join(frames), position, len(frames), oldest)
