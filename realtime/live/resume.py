"""Where a client continues: never with a silent gap."""

from __future__ import annotations

from dataclasses import dataclass

from realtime.errors import BacklogLost, Unavailable
from realtime.feed.cursor import Cursor
from realtime.service import Service


@dataclass(frozen=True, slots=True)
class StartPosition:
    """The position a client starts from; `reason` is why it is not the one of its cursor."""

    position: int
    generation: int
    recovered: bool
    reason: str = ""


async def resume(service: Service, asked: str | None) -> StartPosition:
    """Where a client with this cursor, or none, starts; the ring must be ready."""
    reason = await _refusal(service, asked) if asked else ""
    ring = service.ring
    if asked is None or asked == "":
        return StartPosition(ring.head, ring.generation, recovered=False)
    if reason:
        service.metrics.resumes.labels("reset").inc()
        return StartPosition(ring.head, ring.generation, recovered=False, reason=reason)
    cursor = Cursor.parse(asked)
    assert cursor is not None
    service.metrics.resumes.labels("ring" if cursor.seq >= ring.floor else "database").inc()
    return StartPosition(cursor.seq, ring.generation, recovered=True)


async def _refusal(service: Service, asked: str) -> str:
    cursor = Cursor.parse(asked)
    if cursor is None:
        return "malformed"
    if cursor.epoch != service.ring.epoch:
        return "epoch"
    if cursor.seq > service.ring.head and not await service.follower.reach(cursor.seq):
        return "ahead"
    if cursor.seq < service.ring.floor:
        try:
            await service.backlog.check(cursor.epoch, cursor.seq)
        except BacklogLost:
            return "expired"
        except Unavailable:
            return ""  # it will be read, or found missing, once the database is back
    return ""
