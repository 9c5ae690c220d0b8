"""How Alembic reaches the database: as its owner, one transaction for the migrations and what is repeatable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from alembic import context
from sqlalchemy import Engine, text

from include.db import engine
from include.models.tables import METADATA
from include.settings import settings
from include.sql.migrations import repeatable


@contextmanager
def closing_engine(url: str) -> Iterator[Engine]:
    """An engine that leaves no connection behind."""
    made = engine(url)
    try:
        yield made
    finally:
        made.dispose()


def run() -> None:
    """Bring the database named by JATRE_OWNER_URL to the wanted revision, and its functions to their present form."""
    url = context.config.attributes.get("url") or settings().owner_url
    with closing_engine(url) as database, database.connect() as connection:
        # not an ordinary table of the schema: a downgrade to nothing drops the schema, and must keep its own book
        context.configure(connection=connection, target_metadata=METADATA, version_table_schema="public")
        with context.begin_transaction():
            # two installations at once wait for each other
            connection.execute(text("select pg_advisory_xact_lock(7391, 0)"))
            driver = connection.connection.driver_connection
            assert isinstance(driver, psycopg.Connection)
            _refuse_unknown(driver)
            if _exists(driver) and _moves():
                repeatable.drop(driver)
            context.run_migrations()
            if _exists(driver) and _at_head():
                repeatable.apply(driver)


class UnknownRevisionError(Exception):
    """The database is at a revision that this checkout does not have."""


def _refuse_unknown(connection: psycopg.Connection) -> None:
    """Raises: UnknownRevisionError for a database from before the baseline, or of a newer checkout."""
    known = {one.revision for one in context.script.walk_revisions()}
    unknown = sorted(set(context.get_context().get_current_heads()) - known)
    if unknown:
        raise UnknownRevisionError(
            f"the database {connection.info.dbname} is at revision {', '.join(unknown)}, which this checkout does not "
            "have. If a newer checkout made it, use that one. If it is from before the baseline (2026), it cannot be "
            "carried on: on this machine `make down`, remove .local/postgres, `make demo`; elsewhere drop the "
            "database, let the next start make it anew, and seed it"
        )


def _exists(connection: psycopg.Connection) -> bool:
    return connection.execute("select to_regnamespace('jatre')").fetchone() != (None,)


def _at_head() -> bool:
    """Whether the tables are those that the functions and views are written for: an older table lacks their columns."""
    return context.get_context().get_current_heads() == (context.script.get_current_head(),)


def _moves() -> bool:
    """Whether a migration is about to run, up or down."""
    return context.get_context().get_current_heads() != (context.get_head_revision(),) or (
        context.get_revision_argument() != context.get_head_revision()
    )


run()
