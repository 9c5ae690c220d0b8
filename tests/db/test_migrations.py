"""Models and migrations agree; every migration can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from deploy.local.database import schema
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
    "alert_channels",
    "alerts",
    "alert_messages",
    "alert_findings",
    "alert_outbox",
    "alert_events",
    "alert_cursor",
}  # functions and named queries alone: no model


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


STRUCTURE = """
select
  concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, c.oid))
from pg_attribute as a
inner join pg_class as c on c.oid = a.attrelid and c.relkind in ('r', 'p') and c.relnamespace = 'jatre'::regnamespace
left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped and c.relname <> 'repeatables'
union all
select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
where connamespace = 'jatre'::regnamespace and conrelid <> 0
union all
select indexdef from pg_indexes where schemaname = 'jatre'
"""
"""Columns in any order, constraints and indexes: what migrations make, without the repeatable files."""


@pytest.mark.parametrize("steps", [10, pytest.param(None, marks=pytest.mark.long)], ids=["the newest", "all"])
def test_each_step_down_gives_what_the_steps_up_have_made(database: Database, steps: int | None) -> None:
    """Each of the newest by itself; older ones do not change any more, and are gone through in one."""
    whole = schema.dump(database.admin_url)
    revisions = list(ScriptDirectory.from_config(_alembic(database)).walk_revisions())[:steps]
    before = {}
    for revision in revisions:
        before[revision.revision] = _structure(database)
        command.downgrade(_alembic(database), "-1")
    command.downgrade(_alembic(database), "base")
    with psycopg.connect(database.admin_url) as connection:
        assert connection.execute("select to_regnamespace('jatre')").fetchone() == (None,)
    for revision in reversed(revisions):
        command.upgrade(_alembic(database), revision.revision)
        assert _structure(database) ^ before[revision.revision] == set(), f"after {revision.revision}"
    assert schema.dump(database.admin_url) == whole


def _structure(database: Database) -> set[str]:
    with psycopg.connect(database.admin_url) as connection:
        return {line for (line,) in connection.execute(STRUCTURE)}


FILLED = """
insert into jatre.event_sources (slug, name, kind, type, added_by, reported_state, credentials_end_at, trial_reason)
values ('feed', 'Feed', 'rss', 'rss', 'meena', 'degraded', now(), 'no event to come');
insert into jatre.events_staging (source_id, external_id, content_hash, raw_data)
select id, '1', sha256('1'), '{"title": "Jazz"}' from jatre.event_sources where slug = 'feed';
insert into jatre.fetch_history (source_id, started_at, status, backfill_start, backfill_end)
select id, now(), 'success', now(), now() + interval '1 day' from jatre.event_sources where slug = 'feed';
insert into jatre.pipeline_requests (kind, target, asked_by, options)
values
('fetch', 'feed', 'meena', '{}'),
('preview_address', 'https://feed.example/' || repeat('x', 400), 'meena', '{"a": 1}');
"""
KEPT = """
select s.slug, l.external_id, (select count(*) from jatre.fetch_history) as fetches, r.kind, r.target
from jatre.event_sources as s
join jatre.events_staging as l on l.source_id = s.id
cross join jatre.pipeline_requests as r
where r.kind = 'fetch'
"""


def test_a_database_with_data_goes_down_to_0010_and_up_again(database: Database) -> None:
    """To before sources were added by address, and back: rows stay, what their columns held of the new is gone."""
    before = schema.dump(database.admin_url)
    with psycopg.connect(database.admin_url) as connection:
        connection.execute(FILLED)
        rows = connection.execute(KEPT).fetchall()
    assert rows == [("feed", "1", 1, "fetch", "feed")]

    command.downgrade(_alembic(database), "0010")
    command.upgrade(_alembic(database), "head")

    assert schema.dump(database.admin_url) == before, "comments, constraints and the order of columns included"
    with psycopg.connect(database.admin_url) as connection:
        assert connection.execute(KEPT).fetchall() == rows
        held = connection.execute("select added_by, reported_state, trial_reason from jatre.event_sources").fetchall()
    assert set(held) == {(None, None, None)}


PICTURED = """
with event as (
  insert into jatre.discovered_events (title, start_time, moderation_status, published_at)
  values ('Lantern walk', now(), 'approved', now()) returning id
)
insert into jatre.event_images (event_id, url, thumbnail_url, alt_text, is_primary)
select event.id, shown.* from event
cross join (
  values
  ('https://a.example/b.jpg', '/images/b.webp', 'A lamp', true), ('https://a.example/a.jpg', null, null, false)
) as shown;
"""
STALE = "select count(*) from jatre.discovered_events where images::text <> jatre.event_images_json(id)::text"


def test_thumbnails_go_with_their_table_and_events_show_the_pictures_themselves(database: Database) -> None:
    with psycopg.connect(database.admin_url) as connection:
        connection.execute(PICTURED)

    command.downgrade(_alembic(database), "0020")
    command.upgrade(_alembic(database), "head")

    with psycopg.connect(database.admin_url) as connection:
        (images,) = connection.execute("select images from jatre.discovered_events").fetchone() or ()
        assert [(one["url"], one["thumbnailUrl"], one["alt"]) for one in images] == [
            ("https://a.example/b.jpg", None, "A lamp"), ("https://a.example/a.jpg", None, None),
        ]  # fmt: skip
        assert connection.execute(STALE).fetchone() == (0,)


KNOWN_PLACE = """
with place as (
  insert into jatre.places (slug, name, location) values ('toit', 'Toit', 'point(77.64 12.97)') returning id
)
insert into jatre.place_live_status (place_id, is_open, source) select place.id, true, 'hours' from place;
delete from jatre.place_states;
"""


def test_what_was_known_of_places_before_their_states_had_numbers_is_sent_to_who_comes(database: Database) -> None:
    with psycopg.connect(database.admin_url) as connection:
        connection.execute(KNOWN_PLACE)
    command.downgrade(_alembic(database), "0054")
    command.upgrade(_alembic(database), "head")

    with psycopg.connect(database.admin_url) as connection:
        asked = "select (s.payload::jsonb ->> 'isOpen') from jatre.places as p, jatre.place_state_v1(p.id) as s"
        assert connection.execute(asked).fetchall() == [("true",)]


FOUND = """
with here as (
  select wall, extract(hour from wall + interval '2 hours')::int as later
  from (select now() at time zone 'UTC' as wall) as n
),
channels as (
  insert into jatre.alert_channels
  (kind, digest, token_digest, zone, confirmed_at, quiet_from, quiet_until, digest_hour, unsubscribed_at)
  select
    'page', sha256(name::bytea), sha256(name::bytea), 'UTC', now(), quiet_from::time, quiet_until::time, digest_hour,
    unsubscribed_at
  from here, lateral (
    values
    ('at once', null, null, null, null),
    ('quiet', wall - interval '2 hours', wall + interval '2 hours', null, null),
    ('not now', wall + interval '2 hours', wall + interval '4 hours', null, null),
    ('digest', null, null, later, null),
    ('both', wall + interval '1 hour', wall + interval '4 hours', later, null),
    ('gone', null, null, null, now())
  ) as c (name, quiet_from, quiet_until, digest_hour, unsubscribed_at)
  returning id
),
alerts as (
  insert into jatre.alerts (channel_id, name, filter, kinds, confirmed_at)
  select id, 'Jazz', '{}', '{new}', now() from channels
  returning id
)
insert into jatre.alert_findings (event_id, kind, version, alerts)
select gen_random_uuid(), 'new', 0, array_agg(id) from alerts
"""
DUE = """
select c.id, jatre.alert_due(c, 'new', now())
from jatre.alert_channels as c where unsubscribed_at is null
"""
TOLD = "select channel_id, due_at from jatre.alert_outbox"


def test_what_was_found_and_not_told_is_told_by_the_version_before_and_in_nobodys_quiet_hours(
    database: Database,
) -> None:
    with psycopg.connect(database.admin_url) as connection:
        connection.execute(FOUND)
        due = dict(connection.execute(DUE).fetchall())
    command.downgrade(_alembic(database), "0059")
    with psycopg.connect(database.admin_url) as connection:
        told = dict(connection.execute(TOLD).fetchall())
    assert told.keys() == due.keys()
    assert all(abs(told[one] - due[one]) < timedelta(minutes=2) for one in due)


def test_a_database_from_before_the_baseline_is_refused_with_what_to_do(database: Database) -> None:
    before = schema.dump(database.admin_url)
    with psycopg.connect(database.admin_url) as connection:
        connection.execute("update public.alembic_version set version_num = '9999'")

    with pytest.raises(Exception, match=r"at revision 9999, which .* not have\. .* `make down`, remove .* `make demo`"):
        command.upgrade(_alembic(database), "head")
    assert schema.dump(database.admin_url) == before


def test_every_file_of_a_migration_is_run_by_one() -> None:
    versions = ROOT / "include/sql/migrations/versions"
    run = "".join(path.read_text(encoding="utf-8") for path in versions.glob("*.py"))

    assert [path.name for path in versions.glob("*.sql") if f'"{path.name}"' not in run] == []
