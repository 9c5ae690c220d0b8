"""Kill everything during a replay, with clients attached: the tables and what clients received are as if nothing had.

Saved feeds are run by Airflow, as sources of the demo. A task, the scheduler, the service and PostgreSQL get a SIGKILL,
each in the middle of a transaction; the supervisor and Airflow put things right by themselves.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from include.airflow_api import AirflowApi
from include.errors import TransientError
from include.operations import replay
from samples.calendar import ZONE
from tests.demo.conftest import Demo, read_again
from tests.demo.replayed import Saved
from tests.faults.feed.clients import RoomClient, SseClient, WsClient
from tests.faults.feed.model import Times, judge
from tests.faults.feed.readers import until
from tests.faults.feed.witness import witness
from tests.faults.natural import check_feed
from tests.faults.saved import save
from tests.faults.world import Point

pytestmark = [pytest.mark.airflow, pytest.mark.faults]

TURNS = 10 if int(os.environ.get("JATRE_FAULT_CHANGES", "0")) > 10_000 else 1
DAYS = 12
AIRFLOW, SERVICE = "airflow scheduler", "-m realtime"


@pytest.fixture(params=range(TURNS))
def saved(demo: Demo, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Saved]:
    first = datetime.now(ZONE).date() + timedelta(days=1 + request.param * DAYS)
    folder = save(tmp_path / "saved", first, DAYS, series=request.param)
    with replay.served(folder, demo.feeds_port) as address:
        yield Saved(demo, folder, address)


def follow(demo: Demo, cursor: str, stop: threading.Event) -> list[RoomClient]:
    """A client on each transport, from a cursor on."""
    clients = [over([demo.page], "events:all", stop, cursor) for over in (SseClient, WsClient)]
    for client in clients:
        client.thread.start()
    return clients


def start(airflow: AirflowApi, saved: Saved) -> dict[str, str]:
    """Run the source of every feed: DAG -> run."""
    wanted = [f"source_{instance.slug}" for instance in saved.instances]
    read_again(airflow, "source_bflat")
    until(lambda: {dag["dag_id"] for dag in airflow.dags()}.issuperset(wanted), 120, "the DAGs", every=1)
    for dag in wanted:
        airflow.unpause(dag)
    return {dag: airflow.start_run(dag) for dag in wanted}


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def disturb(saved: Saved) -> None:
    """Kill everything once, each in the middle of somebody's transaction."""
    with psycopg.connect(saved.world.admin_url) as connection:
        (recitals,) = connection.execute(_RECITALS).fetchone() or (None,)
    with saved.caught(Point("events_staging", f"new.stage = 'extract' and new.source_id = '{recitals}'", 4)) as task:
        kill(task)
    with saved.caught(Point("event_occurrences", "true", 3)):
        kill(saved.process(AIRFLOW))
    with saved.caught(Point("feed_outbox", "true", 2)):
        kill(saved.process(SERVICE))
        saved.cluster.kill()
        until(saved.accepts, 60, "the supervisor starts PostgreSQL again", every=0.3)


_RECITALS = "select id from jatre.event_sources where slug like 'replay_recitals%' order by created_at desc limit 1"


def ended(airflow: AirflowApi, runs: dict[str, str]) -> bool:
    """Whether every run has come to an end; not while Airflow does not answer."""
    try:
        return all(airflow.run_state(dag, run) in ("success", "failed") for dag, run in runs.items())
    except TransientError:
        return False


def test_a_replay_during_which_everything_is_killed_is_as_if_nothing_had_happened(demo: Demo, saved: Saved) -> None:
    stop = threading.Event()
    saved.store()
    with (
        witness(saved.world.admin_url) as cursor,
        AirflowApi(demo.airflow, "admin", demo.password) as airflow,
    ):
        clients = follow(demo, cursor, stop)
        runs = start(airflow, saved)
        disturb(saved)
        undisturbed = saved.undisturbed()
        until(lambda: ended(airflow, runs), 300, "Airflow comes to an end by itself", every=2)
        assert {airflow.run_state(dag, run) for dag, run in runs.items()} == {"success"}
        check_feed(saved.world.admin_url)
        last = head(saved)
        until(lambda: all(client.reader.seen >= last for client in clients), 30, "the clients caught up")
        stop.set()
        verdict = judge(saved.world.admin_url, [client.reader for client in clients], Times())
    assert any(len(met) > 1 for met in undisturbed.events), "no two listings meet, so nothing could be doubled"
    seen = saved.tables()
    assert seen.listings == undisturbed.listings
    assert seen.events == undisturbed.events
    assert verdict.clean(), verdict
    assert verdict.changes >= sum(event["is_public"] for event in undisturbed.events.values()) > DAYS
    assert all(client.reader.resumes and not client.reader.resets for client in clients)


def head(saved: Saved) -> int:
    """The number of the newest change that everybody receives."""
    with psycopg.connect(saved.world.admin_url) as connection:
        row = connection.execute(
            "select max(seq) from jatre.feed_changes where kind like 'event:%' and 'events:all' = any(rooms)"
        ).fetchone()
    return int(row[0]) if row else 0
