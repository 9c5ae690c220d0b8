"""A database that may be hurt, and everybody who works on it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg

from deploy.local.database.postgres import Cluster
from tests.conftest import copy_database
from tests.db.world import INDIRANAGAR, add_areas, add_event
from tests.faults.feed.clients import RoomClient, SseClient
from tests.faults.feed.model import LEDGER, FeedReader, Times, Verdict, judge
from tests.faults.feed.readers import Poller, until
from tests.faults.feed.replica import Replica
from tests.faults.feed.writers import Writer

CHANGES = int(os.environ.get("JATRE_FAULT_CHANGES", "1000"))
LONG = CHANGES > 10_000


@dataclass
class Scene:
    """One database of the server, with a ledger, some shared events, and everybody who works on it."""

    cluster: Cluster
    name: str
    stop: threading.Event = field(default_factory=threading.Event)
    writing_ends: threading.Event = field(default_factory=threading.Event)
    times: Times = field(default_factory=Times)
    shared: list[UUID] = field(default_factory=list)
    writers: list[Writer] = field(default_factory=list)
    pollers: list[Poller] = field(default_factory=list)
    clients: list[RoomClient] = field(default_factory=list)

    def url(self, role: str = "postgres") -> str:
        return self.cluster.url(self.name, role)

    def admin(self) -> psycopg.Connection:
        return psycopg.connect(self.url(), autocommit=True)

    def furnish(self) -> None:
        """Areas, and a few events that all writers fight over."""
        with self.admin() as admin:
            admin.execute("set search_path = jatre, public")
            add_areas(admin)
            admin.execute(LEDGER)  # type: ignore[arg-type]
            for number in range(3):
                event = add_event(admin, title=f"shared {number}", at=INDIRANAGAR)
                self.shared.append(event)
                admin.execute(
                    "insert into public.ledger (step, entity, version, rooms)"
                    " select 'start', id, version, rooms from jatre.discovered_events where id = %s",
                    [event],
                )

    def write(self, writers: int, most: int = 1_000_000_000) -> None:
        """Let some writers begin, each with at most so many transactions."""
        for number in range(writers):
            name = f"w{len(self.writers)}"
            url = self.url("jatre_pipeline")
            self.writers.append(Writer(url, name, self.times, self.shared, self.writing_ends, number, most))
            self.writers[-1].thread.start()

    def poll(self, callers: int) -> None:
        """Let some callers number and read."""
        for number in range(callers):
            self.pollers.append(Poller(self.url("jatre_service"), f"poller {number}", self.stop))
            self.pollers[-1].thread.start()

    def attach(
        self, addresses: list[str], *rooms: str, over: type[RoomClient] = SseClient, **how: Any
    ) -> list[RoomClient]:
        """Clients at the beginning of the feed, one per room."""
        return [self.join(over(addresses, room, self.stop, f"{self.epoch()}.0", **how)) for room in rooms]

    def join(self, client: RoomClient) -> RoomClient:
        """Let a client begin."""
        client.thread.start()
        self.clients.append(client)
        return client

    def epoch(self) -> str:
        """The first part of every cursor."""
        with self.admin() as admin:
            (epoch,) = admin.execute("select epoch from jatre.feed_position_v2()").fetchone() or ("",)
        return str(epoch)

    def pour(self, count: int, size: int = 40, **fields: str) -> None:
        """Many new events in one transaction, each with a description of `size` letters, and what it comes to."""
        with self.admin() as admin:
            admin.execute(_POUR, {"count": count, "size": size, "category": fields.get("category", "music")})

    def terminate(self, condition: str) -> int:
        """End the backends of this database for which a condition on pg_stat_activity holds; how many there were."""
        with self.admin() as admin:
            rows = admin.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"  # type: ignore[arg-type]
                f" where datname = current_database() and pid <> pg_backend_pid() and ({condition})"
            ).fetchall()
        return len(rows)

    def backend(self, condition: str) -> int | None:
        """The process of a backend for which a condition holds."""
        with self.admin() as admin:
            row = admin.execute(
                "select pid from pg_stat_activity"  # type: ignore[arg-type]
                f" where datname = current_database() and pid <> pg_backend_pid() and ({condition}) limit 1"
            ).fetchone()
        return None if row is None else int(row[0])

    def finish(self, patience: float = 60) -> Verdict:
        """End the writing, let everybody catch up, and judge; fails when a reader was reset or a writer broke."""
        self.writing_ends.set()
        for writer in self.writers:
            writer.thread.join(30)
        self.sequence_all()
        for reader in self.readers():
            until(lambda reader=reader: reader.seen >= self.last(reader.room), patience, f"{reader.name} caught up")
        self.end()
        assert [writer.errors for writer in self.writers if writer.errors] == []
        assert [(reader.name, reader.resets) for reader in self.readers() if reader.resets] == []
        return judge(self.url(), self.readers(), self.times)

    def end(self) -> None:
        """Send everybody home."""
        self.writing_ends.set()
        self.stop.set()
        for thread in [each.thread for each in (*self.writers, *self.pollers, *self.clients)]:
            thread.join(15)

    def readers(self) -> list[FeedReader]:
        return [each.reader for each in (*self.pollers, *self.clients)]

    def sequence_all(self) -> None:
        """Number what waits."""
        with self.admin() as admin:
            until(lambda: admin.execute("select moved from jatre.feed_sequence_v3()").fetchone() == (0,))

    def last(self, room: str) -> int:
        """The number of the room's last change of an event."""
        with self.admin() as admin:
            row = admin.execute(
                "select coalesce(max(seq), 0) from jatre.feed_changes where %s = any(rooms) and kind like 'event:%%'",
                [room],
            ).fetchone()
        return int(row[0]) if row else 0

    def public(self, room: str) -> set[str]:
        """The events that a room shows now."""
        with self.admin() as admin:
            rows = admin.execute("select id::text from jatre.event_public_v1 where %s = any(rooms)", [room]).fetchall()
        return {event for (event,) in rows}

    @contextmanager
    def service(self, url: str | None = None, **how: Any) -> Iterator[Replica]:
        """A replica of the real service, as a process."""
        replica = Replica(url or self.url("jatre_service"), **how)
        try:
            replica.start()
            yield replica
        finally:
            replica.kill()


_POUR = """
with poured as (
  insert into jatre.discovered_events (title, description, start_time, category, moderation_status, published_at)
  select 'Poured ' || n, repeat('z', %(size)s), now(), %(category)s, 'approved', now()
  from generate_series(1, %(count)s::int) as n
  returning id, version, rooms
)
insert into public.ledger (step, entity, version, rooms) select 'pour', id, version, rooms from poured
"""


def new_scene(cluster: Cluster, template: str) -> Scene:
    """A fresh, furnished database."""
    scene = Scene(cluster, f"town_{uuid4().hex[:8]}")
    with psycopg.connect(cluster.url(), autocommit=True) as admin:
        copy_database(admin, template, scene.name)
    with scene.admin() as admin:  # a copy has an epoch of its own: before anybody holds a cursor
        admin.execute("select from jatre.feed_sequence_v3()")
    scene.furnish()
    return scene
