"""One migrated database for a module's tests, which tell their people apart by their addresses."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine

from deploy.local.database.postgres import Cluster
from include.db import engine
from tests.conftest import Database, empty_database
from tests.db.world import add_areas


@pytest.fixture(scope="module")
def shared(cluster: Cluster, template: str) -> Iterator[Database]:
    with empty_database(cluster, template) as made:
        with psycopg.connect(made.owner_url, autocommit=True) as owner:
            add_areas(owner)
        yield made


@pytest.fixture
def owner(shared: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(shared.owner_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def service(shared: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(shared.service_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def pipeline(shared: Database) -> Iterator[Engine]:
    made = engine(shared.pipeline_url)
    yield made
    made.dispose()
