"""Connections in autocommit, so that each statement of a test is a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.conftest import Database


@pytest.fixture
def owner(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def pipeline(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.pipeline_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def service(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        yield connection
