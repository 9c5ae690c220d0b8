"""Servers that may be killed, each a copy of one that was made and migrated once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.local.database import setup
from deploy.local.database.postgres import Cluster
from deploy.local.system import placement
from tests.conftest import HOME, alone, schema_fingerprint
from tests.server import server_root

NAME = "jatre"


@contextmanager
def durable_server(folder: Path, database: str) -> Iterator[Cluster]:
    """A server of its own, with the durability of a real one, and a migrated database of that name in it."""
    cluster = Cluster(folder / "postgres")
    try:
        _copy(_made_once(), cluster)
        cluster.start()
        if database != NAME:
            with psycopg.connect(cluster.url(), autocommit=True) as admin:
                admin.execute(sql.SQL("alter database {} rename to {}").format(*map(sql.Identifier, (NAME, database))))
        yield cluster
    finally:
        cluster.destroy()


def _made_once() -> Cluster:
    """A stopped server with a migrated database; made anew when the schema's files have changed."""
    home = server_root(HOME)
    made = Cluster(home / f"made_{schema_fingerprint()}")
    with alone():
        if not (made.root / "complete").exists():
            for stale in home.glob("made_*"):
                Cluster(stale).destroy()
                shutil.rmtree(stale)
            made.start()
            setup.prepare(made.url(), made.credentials, {NAME: "jatre_owner"})
            setup.migrate(made.url(NAME, "jatre_owner"))
            made.stop()
            (made.root / "complete").touch()
    return made


def _copy(made: Cluster, cluster: Cluster) -> None:
    """The files of `made` as those of `cluster`, which has its passwords, and a port and settings of its own."""
    cluster.root.mkdir(parents=True)
    shutil.copy2(made.credentials.path, cluster.credentials.path)
    cluster.data.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made.data, cluster.data)
    for path in (cluster.data, *cluster.data.rglob("*")):
        placement.own(path, cluster.user)
