"""Each role may do what its part needs, and no more."""

from __future__ import annotations

import psycopg
import pytest

from tests.conftest import Database
from tests.db.world import add_event, feed, listed


def test_the_service_works_through_functions_alone(service: psycopg.Connection, pipeline: psycopg.Connection) -> None:
    add_event(pipeline, dates=1)
    assert [told.kind for told in feed(service)] == ["event:new", "event:updated"]
    assert listed(service, **{"from": "2026-01-01T00:00:00Z"})["total"] == 1
    for table in ("discovered_events", "events_staging", "event_sources", "feed_outbox", "feed_changes", "feed_head"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            service.execute(f"select from jatre.{table}")


@pytest.mark.parametrize("table", ["feed_outbox", "feed_changes", "feed_head"])
def test_the_pipeline_reaches_the_feed_through_triggers_alone(pipeline: psycopg.Connection, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        pipeline.execute(f"delete from jatre.{table}")


def test_the_analyst_reads_what_is_public_and_writes_nothing(database: Database, pipeline: psycopg.Connection) -> None:
    add_event(pipeline)
    add_event(pipeline, moderation_status="pending")
    with psycopg.connect(database.analyst_url, autocommit=True) as analyst:
        assert analyst.execute("select count(*) from event_public_v1").fetchone() == (1,)
        for forbidden in (
            "select config from event_sources",
            "select from events_staging",
            "select from event_decisions",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                analyst.execute(forbidden)
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            analyst.execute("create temporary table mine ()")


def test_a_caller_of_the_sequencer_is_bounded_in_time(service: psycopg.Connection) -> None:
    assert service.execute("show statement_timeout").fetchone() == ("30s",)
    assert service.execute("show idle_in_transaction_session_timeout").fetchone() == ("10s",)


def test_business_time_can_be_set_for_a_session(service: psycopg.Connection) -> None:
    service.execute("set jatre.now = '2025-09-26 08:00:00+05:30'")
    assert service.execute("select jatre.now_v1() = timestamptz '2025-09-26 02:30:00Z'").fetchone() == (True,)
    service.execute("set jatre.now = ''")
    assert service.execute("select jatre.now_v1() = now()").fetchone() == (True,)
