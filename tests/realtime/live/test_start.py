"""Where a client starts that comes with a cursor, and the reason of its reset where that cannot be the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from realtime.errors import DatabaseAway
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.live.resume import StartPosition, resume
from realtime.service import Service, build
from realtime.settings import ServiceSettings


def change(seq: int) -> FeedChange:
    return FeedChange(Cursor("e", seq), "event:new", str(seq), 1, frozenset({"events:all"}), "{}", datetime.now(UTC))


class Database:
    """The changes that it still has, or the error with which it answers."""

    def __init__(self, kept: Sequence[int]) -> None:
        self.kept, self.error = kept, None

    async def read(self, epoch: str, after: int, max_changes: int, max_bytes: int) -> Sequence[FeedChange]:
        if self.error:
            raise self.error
        return [change(seq) for seq in self.kept if seq > after][:max_changes]


@pytest.fixture
async def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    """A service whose ring holds changes 6 to 10; the database has 4 to 10, and another replica has numbered 12."""
    found = build(ServiceSettings(service_url="postgresql://nobody@nowhere/nothing"))
    found.ring.restart("e", 5, "start")
    found.ring.extend([change(seq) for seq in range(6, 11)])
    monkeypatch.setattr(found.follower, "read", Database(range(4, 11)).read)

    async def reach(seq: int, patience: float = 1.0) -> bool:
        if seq <= 12:
            found.ring.extend([change(each) for each in range(11, seq + 1)])
        return seq <= 12

    monkeypatch.setattr(found.follower, "reach", reach)
    return found


@pytest.mark.parametrize("asked", [None, ""])
async def test_without_a_cursor_it_starts_at_the_head_without_a_reset(service: Service, asked: str | None) -> None:
    assert await resume(service, asked) == StartPosition(10, service.ring.generation, recovered=False)


@pytest.mark.parametrize("seq", [10, 7, 5, 4, 3])
async def test_it_continues_from_the_ring_or_from_the_database(service: Service, seq: int) -> None:
    assert await resume(service, f"e.{seq}") == StartPosition(seq, service.ring.generation, recovered=True)
    counted = {one: service.metrics.resumes.labels(one)._value.get() for one in ("ring", "database", "reset")}
    assert counted == {"ring": seq >= 5, "database": seq < 5, "reset": 0}


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("nonsense", "malformed"), ("f.7", "epoch"), ("d.7", "epoch"), ("e.13", "ahead"), ("e.2", "expired"),
        ("f.13", "epoch"), ("d.2", "epoch"),
    ],
)  # fmt: skip
async def test_what_cannot_be_continued_is_a_reset_at_the_head(service: Service, asked: str, reason: str) -> None:
    assert await resume(service, asked) == StartPosition(10, service.ring.generation, recovered=False, reason=reason)


async def test_a_cursor_of_a_replica_that_is_a_moment_ahead_is_waited_for(service: Service) -> None:
    assert await resume(service, "e.12") == StartPosition(12, service.ring.generation, recovered=True)


async def test_while_the_database_is_away_it_is_trusted(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    away = Database(())
    away.error = DatabaseAway("away")  # type: ignore[assignment]
    monkeypatch.setattr(service.follower, "read", away.read)
    assert (await resume(service, "e.4")).recovered
