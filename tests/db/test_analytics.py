"""What analysts read: explained to the last column, made anew while they read, and without anything of a person."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from include.operations.upkeep import refresh_analytics
from include.settings import settings
from tests.conftest import Database
from tests.db.analyst_scene import NOW, TUESDAY, add_listing, add_source, decide, march, play
from tests.db.world import INDIRANAGAR, add_areas, add_event, assert_forbidden

PERSON = "Zelda Fernandes"
ADDRESS = "zelda@home.example"
PHONE = "98450 12345"
PLANTED = (PERSON, ADDRESS, PHONE)
ABOUT = f"{PERSON}, {PHONE}, {ADDRESS}"
"""What a record may say of a private person; no table that an analyst reads may have any of it."""

AS_OF = "select (select sum(dates_on) from daily_facts), refreshed_at from copies"
MAY_READ_OF_JATRE = {
    "area_weather", "areas", "event_counters", "event_public_v1", "event_sources", "fetch_history", "place_hours",
    "places", "trending_events_v1",
}  # fmt: skip


@pytest.fixture
def analyst(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.analyst_url, autocommit=True) as connection:
        yield connection


def readable(analyst: psycopg.Connection) -> dict[tuple[str, str], list[str]]:
    """The columns that the role may read, by schema and name of table or view."""
    rows = analyst.execute(
        """
        select n.nspname, c.relname, array_agg(a.attname::text order by a.attnum)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where n.nspname in ('jatre', 'analytics') and c.relkind in ('r', 'p', 'v', 'm')
          and has_column_privilege(c.oid, a.attnum, 'select')
        group by n.nspname, c.relname
        """
    ).fetchall()
    return {(schema, name): columns for schema, name, columns in rows}


def test_every_view_and_column_is_explained(owner: psycopg.Connection) -> None:
    silent = owner.execute(
        """
        select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'analytics'::regnamespace and c.relkind in ('v', 'm')
          and a.attnum > 0 and not a.attisdropped
          and (col_description(c.oid, a.attnum) is null or obj_description(c.oid, 'pg_class') is null)
        """
    ).fetchall()
    assert silent == []


def test_the_analyst_reads_the_schema_made_for_it_and_of_the_other_what_is_listed(
    analyst: psycopg.Connection, owner: psycopg.Connection
) -> None:
    made = {name for (name,) in owner.execute(
        "select relname from pg_class where relnamespace = 'analytics'::regnamespace and relkind in ('v', 'm')"
    )}  # fmt: skip
    found = set(readable(analyst))

    assert {name for schema, name in found if schema == "analytics"} == made
    assert {name for schema, name in found if schema == "jatre"} == MAY_READ_OF_JATRE
    assert_forbidden(
        analyst, "select from jatre.event_occurrences", "select from jatre.source_health_v1",
        "select jatre.analytics_refresh()",
    )  # fmt: skip


@pytest.mark.parametrize("role", ["jatre_service", "jatre_pipeline"])
def test_nobody_else_needs_it(database: Database, role: str) -> None:
    with psycopg.connect(database.url(role), autocommit=True) as connection:
        assert_forbidden(connection, "select from analytics.events")


def test_nothing_of_a_person_can_be_read(
    database: Database, analyst: psycopg.Connection, pipeline: psycopg.Connection, owner: psycopg.Connection
) -> None:
    add_areas(owner)
    add_source(owner, "blog", schedule="0 6 * * *")
    owner.execute("update jatre.event_sources set added_by = %s, config = %s, state = %s, credentials_reason = %s",
        [ADDRESS, Jsonb({"url": ABOUT}), Jsonb({"seen": ABOUT}), ABOUT])  # fmt: skip
    public = add_event(
        pipeline, start_time=TUESDAY, dates=1, at=INDIRANAGAR, organizer_type="individual",
        contact_info={"email_hash": ADDRESS}, moderation_notes=ABOUT, moderated_by=PERSON, moderation_reasons=[ABOUT],
        provenance={"title": ABOUT}, draft={"title": ABOUT},
    )  # fmt: skip
    # its name is public on the page, and no column of analysts
    hosted = add_event(pipeline, start_time=TUESDAY, at=INDIRANAGAR, organizer_type="individual", published_at=TUESDAY)
    hidden = add_event(
        pipeline, title=ABOUT, description=ABOUT, moderation_status="pending", start_time=TUESDAY, dates=1,
        moderation_reasons=[f"title: {ABOUT}"], organizer_name=PERSON, venue_name=f"{PERSON}'s home",
        moderated_by=PERSON, moderated_at=TUESDAY,
    )  # fmt: skip
    for day, event in ((1, public), (2, public), (3, hidden), (4, hosted)):
        add_listing(pipeline, "blog", march(day), event, external_id=f"{day}:{ADDRESS}", raw_data={"title": ABOUT})
    add_listing(pipeline, "blog", march(5), status="set_aside", set_aside_reason=f"title: {ABOUT}, at most 300")
    owner.execute("update jatre.events_staging set error = %s, processed_data = %s, title_key = %s",
        [Jsonb({"message": ABOUT}), Jsonb({"organizer": ABOUT}), PERSON])  # fmt: skip
    owner.execute(
        "insert into jatre.event_duplicates (primary_event_id, duplicate_event_id, similarity_score, match_fields)"
        " select event_id, id, 0.9, %s from jatre.events_staging where event_id is not null",
        [Jsonb({"with": {"external_id": ADDRESS}})],
    )
    for number in range(4):
        decide(pipeline, f"{number}:{ADDRESS}", f"spam of {ADDRESS}", march(6))
        decide(pipeline, f"{number}:{ADDRESS}", f"spam of {PHONE}", march(6))
    decide(pipeline, "1", ABOUT, march(6), kind="flag")
    owner.execute(
        "insert into jatre.fetch_history (source_id, started_at, status, error_details)"
        " select id, now(), 'failed', %s from jatre.event_sources",
        [Jsonb({"message": ABOUT, "unreadable": [{"reason": ABOUT}]})],
    )
    owner.execute("select jatre.analytics_refresh()")

    read = 0
    for (schema, name), columns in readable(analyst).items():
        statement = sql.SQL("select {} from {}").format(
            sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(schema, name)
        )
        rows = analyst.execute(statement).fetchall()
        read += schema == "analytics" and bool(rows)
        text = repr(rows)
        assert [one for one in PLANTED if one in text] == [], f"{schema}.{name}"
    assert read == 10, "every view but that of venues has rows"


def test_the_name_of_an_organizer_is_shown_where_it_is_no_person_s(
    analyst: psycopg.Connection, pipeline: psycopg.Connection, owner: psycopg.Connection
) -> None:
    for kind in ("business", "individual", "community", "government", None):
        add_event(pipeline, organizer_name=f"Name of {kind}", organizer_type=kind)

    shown = analyst.execute("select organizer_name from events where organizer_name is not null order by 1").fetchall()

    assert shown == [("Name of business",), ("Name of community",), ("Name of government",)]


def test_what_is_not_public_is_no_event_and_no_date(
    analyst: psycopg.Connection, pipeline: psycopg.Connection, owner: psycopg.Connection
) -> None:
    add_event(pipeline, dates=2)
    for status in ("pending", "rejected", "flagged"):
        add_event(pipeline, dates=2, moderation_status=status)

    assert analyst.execute("select (select count(*) from events), (select count(*) from occurrences)").fetchone() == (
        1,
        2,
    )


def test_a_condition_of_the_analyst_s_own_sees_nothing_that_a_view_leaves_out(
    database: Database, analyst: psycopg.Connection, pipeline: psycopg.Connection, owner: psycopg.Connection
) -> None:
    """An error quotes the value that it is about: a condition must come after the view's own, whatever the plan is."""
    add_event(pipeline, dates=2, moderation_status="pending", title="hidden title", venue_name="hidden venue")
    readable_views = owner.execute(
        "select c.oid::regclass::text, c.reloptions @> '{security_barrier=true}' from pg_class as c"
        " where c.relnamespace in ('jatre'::regnamespace, 'analytics'::regnamespace) and c.relkind = 'v'"
        " and has_any_column_privilege('jatre_analyst', c.oid, 'select')"
    ).fetchall()
    assert len(readable_views) > 5
    assert [view for view, is_guarded in readable_views if not is_guarded] == []
    quoted = []
    for view, _ in readable_views:
        columns = analyst.execute(f"select * from {view} limit 0").description or ()
        for column in columns:
            try:
                analyst.execute(f"select from {view} where ({column.name}::text)::integer = 1")
            except psycopg.errors.DataError as error:
                quoted.append(str(error))
    assert [error for error in quoted if "hidden" in error] == []


def test_the_copies_are_made_anew_by_the_pipeline_and_state_as_of_when_they_are(
    database: Database,
    analyst: psycopg.Connection,
    pipeline: psycopg.Connection,
    owner: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    play(pipeline, owner)
    before = analyst.execute(AS_OF).fetchone()
    assert before is not None
    add_event(pipeline, dates=3, start_time=NOW)
    assert analyst.execute(AS_OF).fetchone() == before
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    settings.cache_clear()

    rows = refresh_analytics()

    settings.cache_clear()
    after = analyst.execute(AS_OF).fetchone()
    assert after is not None
    assert (after[0] - before[0], after[1] > before[1]) == (3, True)
    assert rows["duplicates"] == 5


def test_who_reads_the_copies_does_not_hold_up_who_makes_them(
    database: Database, pipeline: psycopg.Connection, owner: psycopg.Connection
) -> None:
    play(pipeline, owner)
    with psycopg.connect(database.analyst_url) as reading:
        reading.execute("select from daily_facts cross join duplicates")
        pipeline.execute("select jatre.analytics_refresh()")


def test_making_the_copies_anew_writes_only_what_differs(
    pipeline: psycopg.Connection, owner: psycopg.Connection
) -> None:
    play(pipeline, owner)
    # where each row lies: one that is written again lies elsewhere
    places = "select (select array_agg(ctid) from analytics.{}), (select array_agg(ctid) from analytics.{})"
    places = places.format("duplicates", "daily_facts")
    before = owner.execute(places.encode()).fetchall()
    pipeline.execute("select jatre.analytics_refresh()")

    assert owner.execute(places.encode()).fetchall() == before
