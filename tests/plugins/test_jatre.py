"""What Jatre adds to Airflow: a failure is reported, every try is measured, a run leads to the page."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from types import ModuleType, SimpleNamespace
from typing import Any

import psycopg
import pytest
import structlog

from include.errors import SourceRefused
from include.operations.credentials.watch import CredentialsEnding
from include.settings import settings
from tests.conftest import Database
from tests.dags.support import ROOT, InAirflow
from tests.plugins.modules import plugin
from tests.statsd import forget_client

FETCH = SimpleNamespace(
    dag_id="source_toit",
    run_id="manual__1",
    task_id="fetch",
    try_number=2,
    start_date=datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC),
    end_date=datetime(2026, 3, 1, 12, 0, 3, tzinfo=UTC),
)


@pytest.fixture
def notifier() -> ModuleType:
    """Imported before logs are captured: Airflow sets them up."""
    return plugin("notifier")


@pytest.fixture
def statsd(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        monkeypatch.setenv("JATRE_STATSD_PORT", str(server.getsockname()[1]))
        forget_client()
        yield server
    forget_client()


def test_a_failure_is_reported_with_all_that_finds_it_again(statsd: socket.socket, notifier: ModuleType) -> None:
    context: dict[str, Any] = {"ti": FETCH, "exception": SourceRefused("403 Forbidden: look at the site")}

    with structlog.testing.capture_logs() as logged:
        notifier.FailureNotifier().notify(context)

    assert logged == [
        {
            "event": "task failed",
            "log_level": "error",
            "dag_id": "source_toit",
            "run_id": "manual__1",
            "task_id": "fetch",
            "try_number": 2,
            "error_type": "SourceRefused",
            "error": "403 Forbidden: look at the site",
        }
    ]
    assert statsd.recv(200) == b"jatre.failed.source_toit.fetch:1|c"


def test_a_pause_is_reported_once_with_its_reason(
    statsd: socket.socket, notifier: ModuleType, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not again by the next look at all sources, nor by a run that somebody starts of the paused source."""
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    settings.cache_clear()
    reason = "paused after 5 runs that failed in a row since 2026-03-01 06:00 UTC: 404"
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(
            "insert into jatre.event_sources (slug, name, kind, type, is_active, paused_at, paused_reason)"
            " values ('toit', 'Toit', 'rss', 'rss', false, now(), %s)",
            [reason],
        )
    error = SourceRefused("404")
    error.add_note(reason)

    with structlog.testing.capture_logs() as logged:
        for notify in (
            notifier.FailureNotifier(),
            notifier.HealthNotifier(),
            notifier.FailureNotifier(),
        ):
            notify.notify({"ti": FETCH, "exception": error})

    settings.cache_clear()
    paused = {
        "event": "source paused",
        "log_level": "error",
        "dag_id": "source_toit",
        "run_id": "manual__1",
        "reason": reason,
    }
    assert [one["event"] for one in logged] == ["task failed", "source paused", "task failed"]
    assert logged[1] == paused
    assert [statsd.recv(200) for _ in range(3)][1:] == [b"jatre.health.paused:1|c", b"jatre.paused.source_toit:1|c"]


@pytest.mark.parametrize(("state", "level"), [("healthy", "info"), ("failing", "error"), ("paused", "error")])
def test_that_a_source_is_well_again_is_no_error(
    state: str, level: str, statsd: socket.socket, notifier: ModuleType
) -> None:
    change = {"slug": "toit", "before": "stale", "state": state, "reasons": ["because"], "of_no_interest": 1}

    with structlog.testing.capture_logs() as logged:
        notifier.HealthNotifier.alert(change)

    del change["of_no_interest"]
    assert logged == [{"event": "source health changed", "log_level": level, **change}]
    assert statsd.recv(200) == f"jatre.health.{state}:1|c".encode()


def test_credentials_that_end_are_reported_source_by_source(statsd: socket.socket, notifier: ModuleType) -> None:
    error = CredentialsEnding("2 of 9 sources: pages, tickets")
    for slug in ("pages", "tickets"):
        error.add_note(f"the credentials of {slug}: its credentials end on 2026-03-12: make new ones")
    context: dict[str, Any] = {"ti": FETCH, "exception": error}

    with structlog.testing.capture_logs() as logged:
        notifier.FailureNotifier().notify(context)

    assert [one["event"] for one in logged] == ["task failed", "credentials end", "credentials end"]
    assert "credentials of tickets: its credentials end on 2026-03-12" in logged[2]["reason"]
    assert [statsd.recv(200) for _ in range(3)][1:] == [b"jatre.credentials.ending:1|c"] * 2


def test_every_try_is_counted_and_timed(statsd: socket.socket) -> None:
    plugin("listener").on_task_instance_running(None, FETCH)
    plugin("listener").on_task_instance_failed(None, FETCH, SourceRefused("403"))

    assert [statsd.recv(200) for _ in range(3)] == [
        b"jatre.task.fetch.started:1|c",
        b"jatre.task.fetch.failed:1|c",
        b"jatre.task.fetch.seconds:3000.000000|ms",
    ]


def test_a_task_without_times_is_counted_all_the_same(statsd: socket.socket) -> None:
    plugin("listener").on_task_instance_success(None, SimpleNamespace(task_id="nlp", start_date=None, end_date=None))
    plugin("listener").on_dag_run_failed(SimpleNamespace(dag_id="source_toit"), msg="")

    assert [statsd.recv(200) for _ in range(2)] == [b"jatre.task.nlp.success:1|c", b"jatre.run.source_toit.failed:1|c"]


def test_a_task_leads_to_the_page_to_what_its_run_brought_and_to_its_sources_history() -> None:
    run = SimpleNamespace(dag_id="source_toit", run_id="manual__2026-03-01T12:00:00+00:00")
    ways = {link.name: link.get_link(None, ti_key=run) for link in plugin("links").LINKS}

    assert ways["What's on"] == settings().page_url
    assert ways["Fetch history"].endswith("/dags/source_toit/plugin/fetches")
    assert ways["What it brought"].endswith(
        "/dags/source_toit/runs/manual__2026-03-01T12%3A00%3A00%2B00%3A00/plugin/listings"
    )


@pytest.mark.airflow
def test_airflow_finds_the_plugin_and_nothing_else_in_the_folder(in_airflow: InAirflow) -> None:
    seen = in_airflow("plugins_seen", environment={"JATRE_PAGE_URL": "http://page.test:8000/"}, imported=False)

    assert seen["errors"] == {}
    assert seen["names"].count("jatre") == 1
    assert seen["listeners"] == ["plugins.listener"]
    assert [view["href"] for view in seen["views"]] == ["http://page.test:8000/", "http://page.test:8000/admin"]
    assert seen["links"] == ["What's on", "What it brought", "Fetch history"]
    assert seen["apps"] == ["/jatre"]
    assert [(view["name"], view["destination"]) for view in seen["drawn"]] == [
        ("Sources", "nav"),
        ("Moderation", "nav"),
        ("Fetches", "dag"),
        ("Listings", "dag_run"),
    ]
    script = (ROOT / "plugins" / "static" / "views.js").read_text(encoding="utf-8")
    assert all(f"function {view['name']}(" in script for view in seen["drawn"])
    assert not {"fastapi", "sqlalchemy.orm"} & set(seen["brought"]), "every task's process loads the plugin"
