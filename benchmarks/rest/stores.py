"""Databases of one private server that differ in how many events they hold, and in nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql

from benchmarks.rest.fill import STATEMENTS, fill
from benchmarks.scratch import scratch_server
from benchmarks.serving import ROOT, environment, served
from deploy.local.database import setup
from deploy.local.database.postgres import Cluster
from deploy.local.system import placement, ports

_EMPTY = "events_none"
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "16GB"}
"""Of what is filled again when the machine fails, nothing need be safe; nothing of it is read faster."""
NOW = datetime(2026, 3, 14, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
"""The clock of all measurements."""


@dataclass(frozen=True)
class Stores:
    """A running server with a database of each size."""

    cluster: Cluster
    sizes: tuple[int, ...]

    def url(self, size: int, role: str = "jatre_service") -> str:
        """`postgresql://role:password@host:port/database`."""
        return self.cluster.url(f"events_{size}", role)

    @contextmanager
    def connected(self) -> Iterator[Mapping[int, psycopg.Connection]]:
        """A connection to each, as the service has them."""
        found = {size: psycopg.connect(self.url(size), autocommit=True) for size in self.sizes}
        try:
            for connection in found.values():
                connection.execute("select set_config('jatre.now', %s, false)", [NOW.isoformat()])
            yield found
        finally:
            for connection in found.values():
                connection.close()

    def program(self, name: str) -> str:
        """The path of a program that belongs to the server."""
        version = (self.cluster.data / "PG_VERSION").read_text(encoding="ascii").strip()
        return str(placement.binaries(version) / name)


@contextmanager
def stores(folder: Path, sizes: tuple[int, ...], is_kept: bool = False) -> Iterator[Stores]:
    """Set up under `folder`, which is emptied first and removed at the end.

    With `is_kept` it stays, and a store that an earlier run has filled in the same way is used as it is, with the
    functions of today.
    """
    with scratch_server(folder, _SETTINGS, is_kept) as cluster:
        made = Stores(cluster, sizes)
        setup.prepare(cluster.url(), cluster.credentials, {_EMPTY: "jatre_owner"})
        setup.migrate(cluster.url(_EMPTY, "jatre_owner"))
        with psycopg.connect(cluster.url(), autocommit=True) as admin:
            for size in sizes:
                if _content(admin, size) == _fingerprint():
                    setup.migrate(made.url(size, "jatre_owner"))
                else:
                    _fill(admin, made, size)
                print(f"{size:>9} events are there", flush=True)
        yield made


def _fill(admin: psycopg.Connection, made: Stores, size: int) -> None:
    """Make the store, whatever was there, and note what it holds once all of it is there."""
    name = sql.Identifier(f"events_{size}")
    admin.execute(sql.SQL("drop database if exists {} with (force)").format(name))
    admin.execute(sql.SQL("create database {} owner jatre_owner template {}").format(name, sql.Identifier(_EMPTY)))
    with psycopg.connect(made.url(size, "postgres"), autocommit=True) as connection:
        fill(connection, size, NOW)
    admin.execute(sql.SQL("comment on database {} is {}").format(name, _fingerprint()))


def _content(admin: psycopg.Connection, size: int) -> str | None:
    """The fingerprint of what a store was filled with; None where there is none, or only a part of it."""
    found = admin.execute(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [f"events_{size}"]
    ).fetchone()
    return found[0] if found else None


def _fingerprint() -> str:
    """Differs when a store would be filled with something else: by another table, statement or function of searches."""
    schema = ROOT / "include/sql"
    sources = [Path(__file__).with_name("fill.py"), *STATEMENTS.glob("*.sql"), *schema.glob("migrations/versions/*")]
    sources += [*schema.glob("functions/search_*.sql"), *schema.glob("functions/event_*.sql")]
    digest = sha256(NOW.isoformat().encode())
    for source in sorted(source for source in sources if source.is_file()):
        digest.update(f"{source.name}\0{source.read_text(encoding='utf-8')}\0".encode())
    return digest.hexdigest()


@contextmanager
def service(made: Stores, size: int, keeps_lists: bool = False) -> Iterator[str]:
    """The real service over the database of a size, which reads each list anew unless it `keeps_lists`; its address."""
    port = ports.any_free()
    settings = {"JATRE_AS_OF": NOW.isoformat(), "JATRE_SEARCHES_PER_MINUTE": "1000000"}
    settings |= {} if keeps_lists else {"JATRE_ANSWER_SECONDS": "0"}
    with served(environment(made.url(size), port) | settings, port) as url:
        yield url
