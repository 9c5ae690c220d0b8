"""Models and migrations say the same; every migration can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from include.db import engine
from include.models import Base
from tests.conftest import Database
from tests.db.world import EVENING, add_areas, add_date, add_event, change, feed

ROOT = Path(__file__).resolve().parents[2]
FEED = {"feed_outbox", "feed_changes", "feed_head", "feed_large", "feed_large_rooms"}  # SQL functions alone: no model


def _alembic(database: Database) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database.owner_url
    return config


@contextmanager
def closing(made: Engine) -> Iterator[Engine]:
    yield made
    made.dispose()


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    # indexes with expressions, opclasses and predicates are told by the SQL alone
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
        assert compare_metadata(context, Base.metadata) == []


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


def test_every_sql_file_is_used_by_a_migration() -> None:
    versions = "".join(path.read_text() for path in (ROOT / "include/sql/migrations/versions").glob("*.py"))
    folders = ("tables", "functions", "views", "triggers")
    files = {f"{folder}/{path.stem}" for folder in folders for path in (ROOT / "include/sql" / folder).glob("*.sql")}
    assert {name for name in files if f'"{name}"' not in versions} == set()


def test_what_is_there_when_details_move_to_the_row_is_shown_as_before(database: Database) -> None:
    command.downgrade(_alembic(database), "0005")
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        event = add_event(owner, title="Here before")
        add_date(owner, event, EVENING)
        owner.execute(
            "insert into jatre.event_images (event_id, url) values (%s, 'https://example.org/a.jpg')", [event]
        )
    command.upgrade(_alembic(database), "head")
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        before = feed(owner)
        change(owner, event, title="Here still")
        (told,) = feed(owner, after=before[-1].seq)
        assert (told.version, told.payload["title"]) == (before[-1].version + 1, "Here still")
        assert (len(told.payload["occurrences"]), len(told.payload["images"])) == (1, 1)


def test_on_the_way_back_what_only_words_placed_is_placed_no_more(database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        add_areas(owner)
        event = add_event(owner, named_area="indiranagar")
    command.downgrade(_alembic(database), "0006")
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        shown = owner.execute("select area_code, rooms from jatre.discovered_events where id = %s", [event]).fetchone()
    assert shown == (None, ["events:all", "events:music"])
