"""What one write to a client carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from realtime.change import Change, Encoder


@dataclass(frozen=True)
class Batch:
    """Encoded changes, and the position that a client has reached once it has them."""

    frames: tuple[bytes, ...]
    position: int
    oldest: datetime | None

    @property
    def count(self) -> int:
        """How many changes it carries."""
        return len(self.frames)

    @cached_property
    def data(self) -> bytes:
        """The frames in one piece, joined once for all who share the batch."""
        return b"".join(self.frames)

    def age(self) -> float:
        """Seconds since the oldest change in it was written to the database."""
        return (datetime.now(UTC) - self.oldest).total_seconds() if self.oldest else 0.0


def collect(
    changes: Iterable[Change], wants: Callable[[Change], bool], encode: Encoder, position: int, most_bytes: int
) -> Batch:
    """Put the wanted ones of consecutive changes after `position` together, until there are about `most_bytes`."""
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
    return Batch(tuple(frames), position, oldest)
