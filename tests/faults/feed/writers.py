"""Writers of known changes: everything that a pipeline and a moderator do to events, in transactions of every kind."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import psycopg

from tests.db.world import DELHI, EVENING, INDIRANAGAR
from tests.faults.feed.model import Times

CATEGORIES = ("music", "workshop", "market")
HERE, OUTSKIRTS, AWAY = INDIRANAGAR, (12.85, 77.55), DELHI


@dataclass
class Writer:
    """One connection that writes until a test stops it, and connects again when it is cut off."""

    url: str
    name: str
    times: Times
    shared: list[UUID]
    stop: threading.Event
    seed: int = 0
    most: int = 1_000_000_000
    steps: int = 0
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.seed}/{self.name}")
        self.own: list[UUID] = []
        self.thread = threading.Thread(target=self._run, name=self.name, daemon=True)

    def _run(self) -> None:
        while not self.stop.is_set() and self.steps < self.most:
            try:
                with psycopg.connect(self.url, autocommit=True, connect_timeout=5) as connection:
                    connection.execute("set statement_timeout = '20s'")
                    while not self.stop.is_set() and self.steps < self.most:
                        self._step(connection)
            except psycopg.OperationalError:
                time.sleep(0.05)
            except psycopg.Error as error:
                self.errors.append(repr(error))
                return

    def _step(self, connection: psycopg.Connection) -> None:
        self.steps += 1
        step = f"{self.name}/{self.steps}"
        if self.chance.random() < 0.1:
            connection.execute("select set_config('jatre.doorbell', %s, false)", [self.chance.choice(("on", "off"))])
        self.times.began[step] = time.monotonic()
        with connection.transaction(force_rollback=self.chance.random() < 0.05):
            self._act(connection, step)
        self.times.committed[step] = time.monotonic()

    def _act(self, connection: psycopg.Connection, step: str) -> None:
        roll = self.chance.random()
        if roll < 0.35 or not self.own:
            self.own.append(self._insert(connection, step))
        elif roll < 0.75:
            target = self.chance.choice(self.shared if roll < 0.5 else self.own[-20:])
            self._update(connection, step, target)
        elif roll < 0.85:
            with connection.transaction(force_rollback=True):  # a savepoint that never was
                self._insert(connection, "", write_down=False)
            self._update(connection, step, self.chance.choice(self.own[-20:]))
        else:  # several events in one transaction, in one order so that writers do not wait for each other
            for target in sorted(self.chance.sample(self.own, min(3, len(self.own)))):
                self._update(connection, step, target)

    def _insert(self, connection: psycopg.Connection, step: str, write_down: bool = True) -> UUID:
        event = uuid4()
        size = self.chance.choice((40, 40, 40, 40, 7_999, 8_000, 9_000))
        row = connection.execute(
            "insert into jatre.discovered_events (id, title, description, category, start_time, location,"
            " moderation_status, published_at) values (%s, %s, %s, %s, %s, %s, 'approved', %s)"
            " returning version, rooms, is_public",
            [event, step or "never", "x" * size, self.chance.choice(CATEGORIES), EVENING, point(HERE), EVENING],
        ).fetchone()
        if write_down:
            assert row is not None
            write_ledger(connection, step, event, row[0], row[1])
        return event

    def _update(self, connection: psycopg.Connection, step: str, event: UUID) -> None:
        """One change; the ledger gets the rooms that must get it, none when there is nothing to see."""
        before = connection.execute(
            "select version, rooms, is_public from jatre.discovered_events where id = %s for no key update", [event]
        ).fetchone()
        if before is None:  # its insert was rolled back
            return
        column, value = self._change(step, event)
        after = connection.execute(
            f"update jatre.discovered_events set {column} = %s where id = %s returning version, rooms, is_public",
            [value, event],
        ).fetchone()
        assert after is not None
        rooms = set(before[1] if before[2] else ()) | set(after[1] if after[2] else ())
        if rooms and after[0] != before[0]:
            write_ledger(connection, step, event, after[0], sorted(rooms))

    def _change(self, step: str, event: UUID) -> tuple[str, object]:
        pick = self.chance.choice
        return pick(
            [
                ("title", step),
                ("ticket_url", f"https://example.org/{step}"),
                ("moderation_notes", step),  # nobody sees it
                ("category", pick(CATEGORIES)),
                ("location", point(pick((HERE, OUTSKIRTS, AWAY)))),
                ("moderation_status", pick(("approved", "approved", "rejected"))),
                ("status", pick(("scheduled", "cancelled"))),
                ("merged_into", None if event == self.shared[0] else pick((None, None, self.shared[0]))),
            ]
        )


def write_ledger(connection: psycopg.Connection, step: str, event: UUID, version: int, rooms: list[str]) -> None:
    """Put down a change in the transaction that makes it."""
    connection.execute(
        "insert into public.ledger (step, entity, version, rooms) values (%s, %s, %s, %s)",
        [step, str(event), version, rooms],
    )


def point(place: tuple[float, float]) -> str:
    """A place as the database reads it."""
    return f"SRID=4326;POINT({place[1]} {place[0]})"
