"""Tokens of the database, made as the command makes them."""

from __future__ import annotations

from uuid import UUID

import psycopg

from include.access_tokens import digest, new_token
from tests.conftest import Database


def hold(database: Database, scope: str = "moderator", name: str = "meena", about: str | None = None) -> str:
    """A new token, good for an hour; `about` is the one source or place that it is for."""
    made = new_token()
    with psycopg.connect(database.pipeline_url, autocommit=True) as connection:
        (answer,) = connection.execute(
            "select jatre.token_write_v1(%s, %s, %s, %s, 3600, 'the test')", [digest(made), name, scope, about]
        ).fetchone() or ({},)
    assert "id" in answer, answer
    return made


def id_of(database: Database, token: str) -> UUID:
    """The id under which a token is taken back."""
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        row = connection.execute("select id from jatre.access_tokens where digest = %s", [digest(token)]).fetchone()
    assert row is not None
    found: UUID = row[0]
    return found


def take_back(database: Database, token: str) -> None:
    """Revoke it, as another process would."""
    with psycopg.connect(database.pipeline_url, autocommit=True) as connection:
        connection.execute("select jatre.token_revoke_v1(%s, 'the test')", [id_of(database, token)])


def let_expire(database: Database, token: str) -> None:
    """As if its time were over."""
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        connection.execute(
            "update jatre.access_tokens set expires_at = clock_timestamp() - interval '1 second' where digest = %s",
            [digest(token)],
        )
