"""Servers that may be killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.database import setup
from deploy.local.database.postgres import Cluster


@contextmanager
def durable_server(folder: Path, database: str) -> Iterator[Cluster]:
    """A server of its own, with the durability of a real one, and a migrated database of that name in it."""
    cluster = Cluster(folder / "postgres")
    cluster.start()
    try:
        setup.prepare(cluster.url(), cluster.credentials, {database: "jatre_owner"})
        setup.migrate(cluster.url(database, "jatre_owner"))
        yield cluster
    finally:
        cluster.destroy()
