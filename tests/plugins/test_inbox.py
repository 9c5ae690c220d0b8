"""The trigger that wakes a DAG for what was pushed: at once by the bell, and also when the bell was missed."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.conftest import Database
from tests.dags.support import ROOT, TOOLS

pytestmark = pytest.mark.airflow


@pytest.fixture
def push(database: Database) -> Callable[[str], float]:
    """Store a delivery as the service does; returns when."""
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute(
            "insert into jatre.event_sources (slug, name, kind, type) values ('office', 'Office', 'webhook', 'webhook')"
        )

    def stored(delivery: str) -> float:
        with psycopg.connect(database.service_url, autocommit=True) as service:
            service.execute("select jatre.webhook_receive_v2('office', %s, '{}', now())", [delivery])
        return time.time()

    return stored


@contextmanager
def watching(
    environment: dict[str, str], database: Database, poll: float, count: int, remind: float = 300
) -> Iterator[subprocess.Popen[str]]:
    """The trigger at work, until it has fired `count` times."""
    process = subprocess.Popen(
        [sys.executable, str(TOOLS / "inbox_fires.py"), str(poll), str(count), str(remind)], cwd=ROOT, text=True,
        env=environment | {"JATRE_PIPELINE_URL": database.pipeline_url}, stdout=subprocess.PIPE,
    )  # fmt: skip
    given_up = threading.Timer(120, process.kill)  # or a trigger that never fires would be waited for without end
    given_up.start()
    try:
        assert process.stdout is not None
        while process.stdout.readline().strip() != "ready":
            assert process.poll() is None
        yield process
    finally:
        given_up.cancel()
        process.kill()
        process.communicate()


def fired(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the trigger ended"
    return list(json.loads(line))


def test_it_fires_at_once_and_once_per_delivery(
    airflow_environment: dict[str, str], database: Database, push: Callable[[str], float]
) -> None:
    with watching(airflow_environment, database, poll=600, count=2) as process:
        time.sleep(1)
        first_at = push("d-1")
        (first,) = fired(process)
        second_at = push("d-2")
        _, second = fired(process)

    assert first["at"] - first_at < 300, "by the bell, not by looking every ten minutes"
    assert second["at"] - second_at < 300
    assert second["newest"] > first["newest"]


def test_many_that_come_in_a_moment_are_one_event_and_not_many(
    airflow_environment: dict[str, str], database: Database, push: Callable[[str], float]
) -> None:
    with watching(airflow_environment, database, poll=600, count=2) as process:
        push("d-0")
        (first,) = fired(process)
        with psycopg.connect(database.service_url, autocommit=True) as service:
            for number in range(1, 30):
                service.execute("select jatre.webhook_receive_v2('office', %s, '{}', now())", [f"d-{number}"])
        _, second = fired(process)

    assert second["newest"] == first["newest"] + 29


def test_what_came_before_it_listened_is_found(
    airflow_environment: dict[str, str], database: Database, push: Callable[[str], float]
) -> None:
    push("d-1")

    with watching(airflow_environment, database, poll=60, count=1) as process:
        assert len(fired(process)) == 1


def test_a_lost_connection_loses_no_delivery(
    airflow_environment: dict[str, str], database: Database, push: Callable[[str], float]
) -> None:
    with watching(airflow_environment, database, poll=1, count=2) as process:
        push("d-1")
        fired(process)
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            admin.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and usename = 'jatre_pipeline'"
            )
        push("d-2")
        assert len(fired(process)) == 2


def test_a_bell_that_did_not_ring_is_made_up_for(
    airflow_environment: dict[str, str], database: Database, push: Callable[[str], float]
) -> None:
    with watching(airflow_environment, database, poll=1, count=1) as process:
        time.sleep(1)
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            admin.execute(
                "insert into jatre.webhook_inbox (source_id, delivery_id, body)"
                " select id, 'silent', '{}' from jatre.event_sources"
            )
        assert len(fired(process)) == 1


def test_what_nobody_has_taken_is_reported_again_after_a_while(
    airflow_environment: dict[str, str], database: Database, push: Callable[[str], float]
) -> None:
    push("d-1")

    with watching(airflow_environment, database, poll=0.2, count=2, remind=0.4) as process:
        fired(process)
        first, again = fired(process)

    assert first["newest"] == again["newest"]


def test_the_dag_waits_for_the_inbox_and_is_one_task(shipped_dags: Any) -> None:
    assert shipped_dags["errors"] == []
    assert list(shipped_dags["dags"]["webhooks"]["tasks"]) == ["take"]
    assert shipped_dags["dags"]["webhooks"]["cron"] is None
