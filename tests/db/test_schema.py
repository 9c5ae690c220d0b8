"""The schema as people read it, `include/sql/schema.sql`, is the schema as it is; and everything in it is explained."""

from __future__ import annotations

import psycopg
import pytest

from deploy.local.database import columns, schema
from tests.conftest import Database


def test_the_written_schema_is_the_one_that_the_migrations_make(database: Database) -> None:
    written, made = schema.FILE.read_text(encoding="utf-8"), schema.dump(database.admin_url)
    if written.partition("\n")[0] != made.partition("\n")[0]:
        pytest.skip("it was written by another version of PostgreSQL, which puts it into other words")

    assert made == written, "run `make schema`"


def test_the_api_states_of_columns_what_the_database_states(database: Database) -> None:
    made = columns.text(database.admin_url, columns.DOCUMENT.read_text(encoding="utf-8"))

    assert made == columns.FILE.read_text(encoding="utf-8"), "run `make schema`"


def test_every_table_and_column_is_explained(database: Database) -> None:
    with psycopg.connect(database.admin_url) as connection:
        silent = connection.execute(
            """
            select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'jatre'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
              and a.attnum > 0 and not a.attisdropped
              and (col_description(c.oid, a.attnum) is null or obj_description(c.oid, 'pg_class') is null)
            """
        ).fetchall()
    assert silent == []
