"""The schema as people read it, `include/sql/schema.sql`, is the schema as it is; and everything in it is explained."""

from __future__ import annotations

import re

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


def test_an_explanation_that_names_values_names_all_that_are_allowed(database: Database) -> None:
    with psycopg.connect(database.admin_url) as connection:
        rows = connection.execute(
            """
            select c.relname, a.attname, col_description(c.oid, a.attnum), pg_get_constraintdef(k.oid)
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join pg_attribute a on a.attrelid = c.oid and array[a.attnum] = k.conkey
            where k.contype = 'c' and c.relnamespace = 'jatre'::regnamespace
              and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY[%'
            """
        ).fetchall()
    assert rows
    for table, column, explained, constraint in rows:
        allowed = set(re.findall(r"'(\w+)'::", constraint))
        named = {value for value in allowed if re.search(rf"\b{value}\b", explained)}
        assert len(named) < 2 or named == allowed, f"{table}.{column} does not explain {allowed - named}"
