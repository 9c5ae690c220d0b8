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


class Triggers:
    """A process that has imported Airflow, and runs one trigger after the other (`tools/inbox_fires.py`)."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[str] | None = None

    @contextmanager
    def watching(self, database: Database, poll: float, count: int, remind: float = 300) -> Iterator[None]:
        """The trigger at work, until it has fired `count` times; a test that fails ends the process."""
        process = self.process = self.process or subprocess.Popen(
            [sys.executable, str(TOOLS / "inbox_fires.py")], cwd=ROOT, text=True, env=self.environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdin
        given_up = threading.Timer(120, process.kill)  # or a trigger that never fires would be waited for without end
        given_up.start()
        try:
            process.stdin.write(f"{json.dumps([database.pipeline_url, poll, count, remind])}\n")
            process.stdin.flush()
            assert self._line() == "ready"
            yield
        except BaseException:
            self.end()  # it still watches the database of a test that is over
            raise
        finally:
            given_up.cancel()

    def fired(self) -> list[dict[str, Any]]:
        """Waits until the trigger fires again; all of its events."""
        return list(json.loads(self._line()))

    def end(self) -> None:
        """End the process; the next watch starts another."""
        if self.process:
            self.process.kill()
            self.process.communicate()
        self.process = None

    def _line(self) -> str:
        assert self.process
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the trigger ended"
        return line.strip()


@pytest.fixture(scope="module")
def triggers(airflow_environment: dict[str, str]) -> Iterator[Triggers]:
    made = Triggers(airflow_environment)
    yield made
    made.end()


def test_it_fires_at_once_and_once_per_delivery(
    triggers: Triggers, database: Database, push: Callable[[str], float]
) -> None:
    with triggers.watching(database, poll=600, count=2):
        time.sleep(1)
        first_at = push("d-1")
        (first,) = triggers.fired()
        second_at = push("d-2")
        _, second = triggers.fired()

    assert first["at"] - first_at < 300, "by the bell, not by looking every ten minutes"
    assert second["at"] - second_at < 300
    assert second["newest"] > first["newest"]


def test_many_that_come_in_a_moment_are_one_event_and_not_many(
    triggers: Triggers, database: Database, push: Callable[[str], float]
) -> None:
    with triggers.watching(database, poll=600, count=2):
        push("d-0")
        (first,) = triggers.fired()
        with psycopg.connect(database.service_url, autocommit=True) as service:
            pushed = []
            for number in range(1, 30):
                service.execute("select jatre.webhook_receive_v2('office', %s, '{}', now())", [f"d-{number}"])
                pushed.append(time.time())
        _, second = triggers.fired()

    assert second["at"] >= first["at"] + 0.9, "a second lies between two events"
    in_it = sum(at < first["at"] + 0.9 for at in pushed)
    assert second["newest"] >= first["newest"] + in_it, "all that came in it"


def test_what_came_before_it_listened_is_found(
    triggers: Triggers, database: Database, push: Callable[[str], float]
) -> None:
    push("d-1")

    with triggers.watching(database, poll=60, count=1):
        assert len(triggers.fired()) == 1


def test_a_lost_connection_loses_no_delivery(
    triggers: Triggers, database: Database, push: Callable[[str], float]
) -> None:
    with triggers.watching(database, poll=1, count=2):
        push("d-1")
        triggers.fired()
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            admin.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and usename = 'jatre_pipeline'"
            )
        push("d-2")
        assert len(triggers.fired()) == 2


def test_a_bell_that_did_not_ring_is_made_up_for(
    triggers: Triggers, database: Database, push: Callable[[str], float]
) -> None:
    with triggers.watching(database, poll=1, count=1):
        time.sleep(1)
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            admin.execute(
                "insert into jatre.webhook_inbox (source_id, delivery_id, body)"
                " select id, 'silent', '{}' from jatre.event_sources"
            )
        assert len(triggers.fired()) == 1


def test_what_nobody_has_taken_is_reported_again_after_a_while(
    triggers: Triggers, database: Database, push: Callable[[str], float]
) -> None:
    push("d-1")

    with triggers.watching(database, poll=0.2, count=2, remind=0.4):
        triggers.fired()
        first, again = triggers.fired()

    assert first["newest"] == again["newest"]


def test_the_dag_waits_for_the_inbox_and_is_one_task(shipped_dags: Any) -> None:
    assert shipped_dags["errors"] == []
    assert list(shipped_dags["dags"]["webhooks"]["tasks"]) == ["take"]
    assert shipped_dags["dags"]["webhooks"]["cron"] is None
