"""A private server with one migrated, empty database per round."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from benchmarks.scratch import scratch_server
from deploy.local.database import setup
from deploy.local.database.postgres import Cluster
from include.areas import seed
from include.areas.area import load_area
from include.pipeline.runs import pipeline_engine
from include.settings import settings

EMPTY = "empty"


@contextmanager
def server(folder: Path) -> Iterator[Cluster]:
    """A server under `folder`, which is emptied first, with the empty database; it is removed at the end."""
    with scratch_server(folder) as cluster:
        setup.prepare(cluster.url(), cluster.credentials, {EMPTY: "jatre_owner"})
        setup.migrate(cluster.url(EMPTY, "jatre_owner"))
        yield cluster


@contextmanager
def town(cluster: Cluster, name: str, as_of: str) -> Iterator[None]:
    """A fresh database with the area in it, to which the settings point while the block runs."""
    with psycopg.connect(cluster.url(), autocommit=True) as admin:
        admin.execute(sql.SQL("create database {} template {}").format(*map(sql.Identifier, (name, EMPTY))))
    os.environ.update(
        JATRE_PIPELINE_URL=cluster.url(name, "jatre_pipeline"),
        JATRE_AS_OF=as_of,
        JATRE_ARCHIVE_URI=(cluster.root / "archive" / name).as_uri(),
    )
    settings.cache_clear()
    with pipeline_engine() as engine, engine.begin() as connection:
        seed.store(connection, load_area(settings().area))
    yield
