"""Models and migrations agree; every migration can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from include.db import engine
from include.models.tables import METADATA
from tests.conftest import Database

ROOT = Path(__file__).resolve().parents[2]
FEED = {
    "feed_outbox",
    "feed_changes",
    "feed_head",
    "feed_large",
    "feed_large_rooms",
    "repeatables",
}  # SQL functions alone: no model


def _alembic(database: Database) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database.owner_url
    return config


@contextmanager
def closing(made: Engine) -> Iterator[Engine]:
    yield made
    made.dispose()


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    # indexes with expressions, opclasses and predicates stand in the SQL alone
    return {"schema": name == "jatre", "table": name not in FEED, "index": False}.get(kind, True)


def test_models_and_migrations_agree(database: Database) -> None:
    # the path of a role that has none of ours: else the schema would be taken for the default one
    with closing(engine(database.admin_url)) as made, made.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": _is_ours,
                "compare_type": True,
            },
        )
        found = compare_metadata(context, METADATA)
    assert found == []


def test_there_is_one_linear_head() -> None:
    script = ScriptDirectory.from_config(Config(ROOT / "alembic.ini"))
    assert len(script.get_heads()) == 1
    assert all(not isinstance(revision.down_revision, tuple) for revision in script.walk_revisions())


def _objects(database: Database) -> list[Any]:
    with psycopg.connect(database.admin_url) as connection:
        return connection.execute(
            """
            select 'relation', relname::text, relkind::text from pg_class where relnamespace = 'jatre'::regnamespace
            union all
            select 'function', proname, md5(prosrc) from pg_proc where pronamespace = 'jatre'::regnamespace
            union all
            select 'trigger', tgname, tgrelid::regclass::text from pg_trigger where not tgisinternal
            order by 1, 2, 3
            """
        ).fetchall()


def test_down_and_up_again_gives_the_same_schema(database: Database) -> None:
    before = _objects(database)
    command.downgrade(_alembic(database), "base")
    with psycopg.connect(database.admin_url) as connection:
        assert connection.execute("select to_regnamespace('jatre')").fetchone() == (None,)
    command.upgrade(_alembic(database), "head")
    assert _objects(database) == before


def test_each_single_step_down_and_up_again_gives_the_same_schema(database: Database) -> None:
    before = _objects(database)
    revisions = list(ScriptDirectory.from_config(_alembic(database)).walk_revisions())
    for _ in revisions:
        command.downgrade(_alembic(database), "-1")
    with psycopg.connect(database.admin_url) as connection:
        assert connection.execute("select to_regnamespace('jatre')").fetchone() == (None,)
    for _ in revisions:
        command.upgrade(_alembic(database), "+1")
    assert _objects(database) == before


def test_a_database_from_before_the_baseline_is_refused_with_what_to_do(database: Database) -> None:
    before = _objects(database)
    with psycopg.connect(database.admin_url) as connection:
        connection.execute("update public.alembic_version set version_num = '0042'")

    with pytest.raises(Exception, match=r"at revision 0042, which .* not have\. .* `make down`, remove .* `make demo`"):
        command.upgrade(_alembic(database), "head")
    assert _objects(database) == before


def test_every_file_of_a_migration_is_run_by_one() -> None:
    versions = ROOT / "include/sql/migrations/versions"
    run = "".join(path.read_text(encoding="utf-8") for path in versions.glob("*.py"))

    assert [path.name for path in versions.glob("*.sql") if f'"{path.name}"' not in run] == []
