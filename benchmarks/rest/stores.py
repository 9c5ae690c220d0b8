"""Databases of one private server that differ in how many events they hold, and in nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import psycopg

from benchmarks.rest.fill import fill
from benchmarks.scratch import scratch_server
from benchmarks.serving import environment, served
from deploy.local.database import setup
from deploy.local.database.postgres import Cluster
from deploy.local.system import placement, ports

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
def stores(folder: Path, sizes: tuple[int, ...]) -> Iterator[Stores]:
    """Set up under `folder`, which is emptied first; all of it is removed at the end."""
    with scratch_server(folder) as cluster:
        made = Stores(cluster, sizes)
        for size in sizes:
            setup.prepare(cluster.url(), cluster.credentials, {f"events_{size}": "jatre_owner"})
            setup.migrate(made.url(size, "jatre_owner"))
            with psycopg.connect(made.url(size, "postgres"), autocommit=True) as admin:
                fill(admin, size, NOW)
            print(f"{size:>9} events are there", flush=True)
        yield made


@contextmanager
def service(made: Stores, size: int, keeps_lists: bool = False) -> Iterator[str]:
    """The real service over the database of a size, which reads each list anew unless it `keeps_lists`; its address."""
    port = ports.any_free()
    settings = {"JATRE_AS_OF": NOW.isoformat(), "JATRE_SEARCHES_PER_MINUTE": "1000000"}
    settings |= {} if keeps_lists else {"JATRE_ANSWER_SECONDS": "0"}
    with served(environment(made.url(size), port) | settings, port) as url:
        yield url
