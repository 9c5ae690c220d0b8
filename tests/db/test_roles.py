"""Each role may do what its part needs, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from deploy.local.database import setup
from tests.conftest import Database
from tests.db.world import add_event, assert_forbidden, feed, listed


def test_the_service_works_through_functions_alone(service: psycopg.Connection, pipeline: psycopg.Connection) -> None:
    add_event(pipeline, dates=1)
    assert [change.kind for change in feed(service)] == ["event:new", "event:updated"]
    assert listed(service, **{"from": "2026-01-01T00:00:00Z"})["total"] == 1
    for table in ("discovered_events", "events_staging", "event_sources", "feed_outbox", "feed_changes", "feed_head"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            service.execute(f"select from jatre.{table}")


@pytest.mark.parametrize("table", ["feed_outbox", "feed_changes", "feed_head"])
def test_the_pipeline_reaches_the_feed_through_triggers_alone(pipeline: psycopg.Connection, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        pipeline.execute(f"delete from jatre.{table}")


def test_the_analyst_reads_what_is_public_and_writes_nothing(
    database: Database, pipeline: psycopg.Connection, owner: psycopg.Connection
) -> None:
    add_event(pipeline)
    add_event(pipeline, moderation_status="pending")
    with psycopg.connect(database.analyst_url, autocommit=True) as analyst:
        assert analyst.execute("select count(*) from event_public_v1").fetchone() == (1,)
        assert_forbidden(
            analyst, "select config from event_sources", "select from events_staging", "select from event_decisions",
            "select error_details from fetch_history",
        )  # fmt: skip
        everything_else = owner.execute(
            "select string_agg(attname, ', ') from pg_attribute where attrelid = 'jatre.fetch_history'::regclass"
            " and attnum > 0 and not attisdropped and attname <> 'error_details'"
        ).fetchone()
        assert everything_else
        analyst.execute(f"select {everything_else[0]} from fetch_history")
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


MAY_CALL = {
    "jatre_service": {
        "area_get_v1", "area_search_v1", "area_synonyms_v1", "weather_get_v1", "weather_state_v1",
        "decision_revoke_v1", "decision_write_v1", "decisions_get_v1",
        "event_count_v1", "event_get_v2", "event_history_v1", "event_similar_v2", "event_vectors_v1",
        "events_calendar_v1", "events_map_v1",
        "events_facets_v1", "events_list_v3", "events_trending_v1", "feed_outbox_v1", "feed_position_v2",
        "place_report_v2", "place_report_remove_v2", "place_report_restore_v2", "place_reports_v1",
        "places_reported_v1", "place_state_v1", "place_states_v1",
        "feed_read_v2", "feed_sequence_v3", "image_get_v1", "now_v1", "organizer_get_v1",
        "organizers_list_v1", "place_get_v1", "place_status_v1", "places_list_v2",
        "request_get_v1", "request_write_v1", "source_report_v1",
        "submission_receive_v1", "venue_get_v1", "venues_list_v1", "visit_salt_v1", "webhook_receive_v2",
        # the moderators' console
        "decision_write_many_v1", "decisions_recent_v1", "moderation_charts_v1",
        "moderation_event_v1", "moderation_queue_v1", "removals_confirm_v1",
        "address_preview_v1", "source_add_v1", "request_consequences_v1",
        "source_pause_v1", "source_resume_v1", "sources_board_v1",
        # alerts
        "alert_add_v1", "alert_change_v1", "alert_confirm_v1", "alert_create_v2", "alert_remove_v1", "alerts_erase_v1",
        "alerts_export_v1", "alerts_list_v1", "alerts_resubscribe_v1", "alerts_settings_v1", "alerts_told_v1",
        "alerts_unsubscribe_v1",
        # tokens and the control channel
        "access_log_v1", "control_publish_v1", "session_begin_v1", "token_find_v1", "token_revoke_v1",
        "token_write_v1", "tokens_ended_v1", "tokens_list_v1",
    },
    "jatre_pipeline": {
        "place_origins", "place_states_renew",
        "now_v1", "access_log_retain", "analytics_refresh", "feed_retain", "trending_refresh", "search_tiers_renew",
        # the feed, which alerts follow
        "feed_position_v2", "feed_read_v2", "feed_sequence_v3", "alert_awake", "alert_due", "within_hours",
        "alert_leader_end", "alert_changes_read", "alert_event_words",
        # what the triggers on events ask with the writer's rights
        "event_areas", "event_has_moved", "event_is_public", "event_rooms", "event_search",
        "search_fold", "search_pairs", "search_plain", "search_romanised", "search_skeletons", "search_words_add",
        "event_search_tier", "search_synonyms",
        # whose limits and failures workers share
        "host_admit", "request_reserve",
        # what an operator asks
        "listing_reason", "feed_erase", "statistics_renew", "decision_reopen", "decision_revoke_v1",
        "decision_write_v1", "decisions_get_v1", "removals_confirm_v1", "source_resume_v1",
        # what the view of public events calls with the reader's rights
        "event_document", "event_area_codes",
        # how an address is previewed and added, in Airflow's view and by commands, where persons are known
        "address_preview_v1", "request_get_v1", "source_add_v1",
        # tokens by a command
        "access_log_v1", "token_revoke_v1", "token_write_v1", "tokens_list_v1",
    },
    "jatre_analyst": {"now_v1", "event_document", "event_area_codes", "source_reason_public"},
}  # fmt: skip


def test_the_data_model_names_what_the_service_may_call() -> None:
    page = (Path(__file__).parents[2] / "docs" / "data-model.md").read_text("utf-8")
    section = page.partition("\n## Functions for the service\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"`(\w+_v\d+)`", section)) == MAY_CALL["jatre_service"]


@pytest.mark.parametrize("role", MAY_CALL)
def test_a_role_calls_the_functions_that_are_listed_and_no_other(owner: psycopg.Connection, role: str) -> None:
    found = owner.execute(
        "select proname from pg_proc where pronamespace = 'jatre'::regnamespace"
        " and has_function_privilege(%s, oid, 'execute')",
        [role],
    ).fetchall()
    assert {name for (name,) in found} == MAY_CALL[role]


def test_functions_that_run_with_the_owner_s_rights_have_a_fixed_path(owner: psycopg.Connection) -> None:
    loose = owner.execute(
        "select proname from pg_proc where pronamespace = 'jatre'::regnamespace and prosecdef"
        " and not coalesce(array_to_string(proconfig, ','), '') ~ 'search_path='"
    ).fetchall()
    assert loose == []


@pytest.mark.parametrize("role", ["jatre_analyst", "jatre_service"])
@pytest.mark.parametrize(
    "statement",
    [
        "select pg_advisory_lock(7391, 1)",
        "select pg_advisory_xact_lock(1)",
        "select pg_try_advisory_lock(1)",
        "select pg_advisory_lock_shared(1)",
        "select pg_notify('jatre_webhooks', 'x')",
        "create temporary table mine ()",
        "select lo_create(0)",
        "select lo_creat(-1)",
        "select lo_from_bytea(0, 'kept for ever')",
        "create table public.mine ()",
        "create schema mine",
        "begin; lock table jatre.areas in share mode",
        "select from jatre.pipeline_requests",
    ],
)
def test_who_only_reads_cannot_hold_others_up(database: Database, role: str, statement: str) -> None:
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        # as the setup does: a copy of a database has the functions' rights and not the database's own
        setup.keep_from_public(admin)
    with psycopg.connect(database.url(role), autocommit=True) as connection:
        connection.execute("set default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_every_role_is_bounded_in_time(database: Database) -> None:
    bounds = {
        "jatre_analyst": ("5min", "1min", "5s"),
        "jatre_service": ("30s", "10s", "5s"),
        "jatre_pipeline": ("0", "10min", "2min"),
    }
    for role, expected in bounds.items():
        with psycopg.connect(database.url(role)) as connection:
            names = ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout")
            found = tuple(connection.execute(f"show {name}").fetchone()[0] for name in names)  # type: ignore[index]
        assert found == expected, role
