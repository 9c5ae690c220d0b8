"""A transaction of any size is numbered in small steps, each of them well within the sequencer's time.

JATRE_FAULT_CHANGES sets how many changes it makes; `make faults` sets a million.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.conftest import Database
from tests.faults.feed.scene import CHANGES

STATEMENTS = max(5_000, CHANGES)
LIMIT, BULK, COUNTED = 500, 1_000, 10_000

OPEN_PLACES = """
do $$ declare place uuid; begin
  for place in select id from jatre.places loop
    insert into jatre.place_live_status (place_id, is_open) values (place, true);
  end loop;
end $$
"""
OPEN_EVENTS = """
do $$ begin
  for n in 1..{size} loop
    insert into jatre.discovered_events (title, start_time, category, moderation_status, published_at)
    values ('Show ' || n, now(), case when n % 100 = 0 then 'sports' end, 'approved', now());
  end loop;
end $$
"""


@pytest.fixture
def writer(database: Database) -> Iterator[psycopg.Connection]:
    """One transaction of the pipeline, which may take its time."""
    with psycopg.connect(database.pipeline_url) as connection:
        connection.execute("set statement_timeout = 0")
        yield connection


@pytest.fixture
def sequencer(database: Database) -> Iterator[psycopg.Connection]:
    """The service's connection, as patient as the service is."""
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        connection.execute("set statement_timeout = '5s'")
        yield connection


def _step(sequencer: psycopg.Connection) -> tuple[int, int]:
    """What one call took from the outbox or counted, and the head of the feed after it."""
    moved, head = sequencer.execute("select moved, head from jatre.feed_sequence_v3(%s)", [LIMIT]).fetchone() or (0, 0)
    return moved, head


def _steps(sequencer: psycopg.Connection) -> list[int]:
    """Number everything; how many each step numbered."""
    numbered, before = list[int](), _step(sequencer)[1]
    numbered.append(before)
    while True:
        moved, head = _step(sequencer)
        if moved == 0:
            return numbered
        numbered.append(head - before)
        before = head


def _sent(owner: psycopg.Connection) -> list[tuple[str, int]]:
    return owner.execute("select kind, count(*) from jatre.feed_changes group by kind order by kind").fetchall()


def test_a_million_statements_of_one_transaction_are_numbered_step_by_step(
    database: Database, writer: psycopg.Connection, sequencer: psycopg.Connection
) -> None:
    """No room has more than 1,000 of them, so each is sent; what comes after it waits for its end and no longer."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(
            "insert into jatre.places (slug, name) select 'place-' || n, 'A place' from generate_series(0, %s) n",
            [STATEMENTS],
        )
        (last,) = owner.execute("select id from jatre.places where slug = 'place-0'").fetchone() or ("",)
        owner.execute("delete from jatre.places where slug = 'place-0'")
        writer.execute(OPEN_PLACES)
        writer.commit()
        owner.execute("insert into jatre.places (id, slug, name) values (%s, 'place-0', 'A place')", [last])
        owner.execute("insert into jatre.place_live_status (place_id, is_open) values (%s, true)", [last])

        numbered = _steps(sequencer)

        assert max(numbered) <= LIMIT, "no step takes more than its share"
        assert _sent(owner) == [("place:status", STATEMENTS + 1)], "each is sent, once"
        dense = owner.execute("select count(distinct seq), min(seq), max(seq) from jatre.feed_changes").fetchone()
        assert dense == (STATEMENTS + 1, 1, STATEMENTS + 1)
        newest = owner.execute("select entity from jatre.feed_changes order by seq desc limit 1").fetchone()
        assert newest == (str(last),), "who began after it comes after it"
        assert owner.execute("select count(*) from jatre.feed_large_rooms").fetchone() == (0,), "nothing is left"


def test_rooms_that_are_flooded_get_one_bulk_and_the_others_each_change(
    database: Database, writer: psycopg.Connection, sequencer: psycopg.Connection
) -> None:
    """Deciding that takes steps, too: a hundredth of the events are of a room of its own, with few enough of them."""
    size = COUNTED + 2 * BULK
    writer.execute(OPEN_EVENTS.format(size=size))
    writer.commit()

    numbered = _steps(sequencer)

    assert max(numbered) <= LIMIT
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        assert _sent(owner) == [("bulk", 1), ("event:new", size // 100)]
        rooms = owner.execute("select rooms from jatre.feed_changes where kind = 'bulk'").fetchone()
        assert rooms == (["events:all"],)
        sent = owner.execute("select distinct rooms from jatre.feed_changes where kind = 'event:new'").fetchall()
        assert sent == [(["events:sports"],)]


def test_what_others_commit_meanwhile_finds_its_place(
    database: Database, writer: psycopg.Connection, sequencer: psycopg.Connection
) -> None:
    """Two changes of one event keep their order though a large transaction lies between them in the outbox."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        (event,) = owner.execute(
            "insert into jatre.discovered_events (title, start_time, moderation_status, published_at)"
            " values ('Before', now(), 'approved', now()) returning id"
        ).fetchone() or ("",)
        writer.execute(OPEN_EVENTS.format(size=3 * BULK + 1))
        writer.commit()
        first, _ = _step(sequencer)
        owner.execute("update jatre.discovered_events set title = 'After' where id = %s", [event])
        assert first > 0
        _steps(sequencer)
        versions = owner.execute(
            "select version from jatre.feed_changes where entity = %s order by seq", [str(event)]
        ).fetchall()
        assert versions == [(1,), (2,)]
        kinds = owner.execute("select kind from jatre.feed_changes order by seq desc limit 2").fetchall()
        assert kinds == [("event:updated",), ("bulk",)]
