"""Each test has a database of its own, made by the real migrations, with each role's rights."""

from __future__ import annotations

import psycopg
import pytest

from tests.conftest import Database


def test_the_schema_is_there_and_belongs_to_the_owner(database: Database) -> None:
    with psycopg.connect(database.owner_url) as connection:
        owners = connection.execute("select distinct tableowner from pg_tables where schemaname = 'jatre'").fetchall()
    assert owners == [("jatre_owner",)]


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_see(database: Database, turn: str) -> None:
    with psycopg.connect(database.owner_url) as connection:
        assert connection.execute("select to_regclass('public.left_behind')").fetchone() == (None,)
        connection.execute("create table public.left_behind ()")


def test_the_service_cannot_read_the_ledger(database: Database) -> None:
    with psycopg.connect(database.service_url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("select from jatre.events_staging")
