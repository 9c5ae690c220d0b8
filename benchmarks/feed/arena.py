"""Two databases of one private server that hold the same events: with the feed's triggers, and without any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from benchmarks import serving
from benchmarks.scratch import scratch_server
from deploy.local.database import setup
from deploy.local.database.postgres import Cluster
from deploy.local.system import placement, ports

ROOT = Path(__file__).resolve().parents[2]
SETUP = (Path(__file__).with_name("setup.sql")).read_text(encoding="utf-8")
SEARCH = """
drop view jatre.event_public_v1 cascade;
drop view jatre.event_payload cascade;
alter table jatre.discovered_events drop search;
alter table jatre.discovered_events add search tsvector
generated always as (jatre.event_search(title, venue_name, description)) stored;
create index discovered_events_search_idx on jatre.discovered_events using gin (search) where is_public;
"""
TRIGGERS = """
select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
where not t.tgisinternal and c.relname in ('discovered_events', 'event_occurrences', 'event_images')
"""
WITH, WITHOUT = "triggers", "plain"


@dataclass(frozen=True)
class Arena:
    """A running server with both databases filled."""

    cluster: Cluster
    folder: Path
    events: int

    def url(self, database: str, role: str = "jatre_pipeline") -> str:
        """`postgresql://role:password@host:port/database`."""
        return self.cluster.url(database, role)

    def connect(self, database: str, role: str = "postgres") -> psycopg.Connection:
        """A connection in autocommit, by default the administrator's."""
        return psycopg.connect(self.url(database, role), autocommit=True)

    def program(self, name: str) -> str:
        """The path of a program that belongs to the server."""
        return str(placement.binaries((self.cluster.data / "PG_VERSION").read_text(encoding="ascii").strip()) / name)

    def checkpoint(self) -> None:
        """Let no work of the last slice reach into the next."""
        with self.connect(WITH) as admin:
            admin.execute("checkpoint")


@contextmanager
def arena(folder: Path, events: int, both: bool = True) -> Iterator[Arena]:
    """Set up under `folder`, which is emptied first; the server is stopped and removed at the end.

    With `both` False there is no database without triggers.
    """
    with scratch_server(folder) as cluster:
        made = Arena(cluster, folder, events)
        _fill(made)
        if both:
            _add_plain(made)
        yield made


def _fill(made: Arena) -> None:
    setup.prepare(made.cluster.url(), made.cluster.credentials, {WITH: "jatre_owner"})
    setup.migrate(made.url(WITH, "jatre_owner"))
    with made.connect(WITH) as admin:
        for statement in SETUP.split(";\n"):
            admin.execute(statement.replace(":events", str(made.events)))
        admin.execute("vacuum analyze")


def _add_plain(made: Arena) -> None:
    with made.connect("postgres") as admin:
        admin.execute(sql.SQL("create database {} template {}").format(*map(sql.Identifier, (WITHOUT, WITH))))
    with made.connect(WITHOUT) as admin:
        # dropped, not switched off: a trigger that is only off still has the generated column computed at every update
        for table, trigger in admin.execute(TRIGGERS).fetchall():
            admin.execute(sql.SQL("drop trigger {} on jatre.{}").format(*map(sql.Identifier, (trigger, table))))
        # what the table would do by itself
        admin.execute(SEARCH)
    for database in (WITH, WITHOUT):
        with made.connect(database) as admin:
            # as full as the other: free room on the pages decides how an update goes
            admin.execute("vacuum full jatre.discovered_events")
            admin.execute("vacuum analyze")


def environment(made: Arena, port: int) -> dict[str, str]:
    """The service's settings: the database with triggers, a port, to poll as it does while clients are attached."""
    return serving.environment(made.url(WITH, "jatre_service"), port) | {"JATRE_FEED_IDLE_POLL_SECONDS": "0.25"}


@contextmanager
def service(made: Arena) -> Iterator[str]:
    """The real service over the database with triggers; its address."""
    port = ports.any_free()
    with serving.served(environment(made, port), port) as url:
        yield url
