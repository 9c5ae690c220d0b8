"""Kill everything during a replay, with clients attached: the tables and what the clients heard are as if nothing had.

Saved feeds are run by Airflow, as sources of the demo. A task, the scheduler, the service and PostgreSQL get a SIGKILL,
each in the middle of a transaction; the supervisor and Airflow put things right by themselves.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg
import pytest

from deploy.local import database, processes
from deploy.local.credentials import Credentials
from deploy.local.postgres import Cluster
from include.airflow_api import AirflowApi
from include.errors import TransientError
from include.pipeline import replay
from include.sources.seed import INSTANCES
from samples.calendar import ZONE
from tests.demo.conftest import ROOT, Demo
from tests.faults.feed.clients import Client, SseClient, WsClient
from tests.faults.feed.model import Times, judge
from tests.faults.feed.readers import until
from tests.faults.feed.witness import witness
from tests.faults.natural import Tables, check_feed, tables
from tests.faults.saved import save
from tests.faults.world import HANGS, Point, World

pytestmark = [pytest.mark.airflow, pytest.mark.faults]

TURNS = 10 if int(os.environ.get("JATRE_FAULT_CHANGES", "0")) > 10_000 else 1
DAYS = 12
AIRFLOW, SERVICE = "airflow scheduler", "-m realtime"


class Saved:
    """The saved feeds, as sources of the demo that Airflow runs."""

    def __init__(self, demo: Demo, folder: Path, address: str) -> None:
        local = demo.home / ".local"
        self.demo, self.folder = demo, folder
        self.cluster = Cluster(local / "postgres", credentials=Credentials(local / "secrets.json"))
        self.world = World(self.cluster, "jatre", {})
        self.instances = replay.feeds(folder, address)
        self.archive = {"JATRE_ARCHIVE_URI": f"file://{local}/archive"}

    def store(self) -> None:
        """Make sources of the feeds; the DAGs follow from the snapshot."""
        file = self.folder.with_suffix(".sources")
        file.write_bytes(INSTANCES.dump_json(self.instances))
        snapshot = {"JATRE_SNAPSHOT_FILE": str(self.demo.home / ".local" / "sources.json")}
        self.command("jatre", "include.sources.seed", str(file), **snapshot)

    def undisturbed(self) -> Tables:
        """What `make replay` makes of the same feeds in an empty database."""
        calm = f"calm_{uuid4().hex[:8]}"
        database.prepare(self.cluster.url(), self.cluster.credentials, {calm: "jatre_owner"})
        database.migrate(self.cluster.url(calm, "jatre_owner"))
        self.command(calm, "include.areas.seed", "indiranagar")
        now = datetime.now(ZONE).isoformat()
        self.command(calm, "include.pipeline.replay", str(self.folder), "--as-of", now)
        return tables(self.cluster.url(calm))

    def command(self, name: str, *words: str, **variables: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("JATRE_")}
        own = {"PYTHONPATH": str(ROOT), "JATRE_PIPELINE_URL": self.cluster.url(name, "jatre_pipeline")}
        done = subprocess.run(
            [sys.executable, "-m", *words], env=kept | own | self.archive | variables, cwd=ROOT, text=True,
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    def tables(self) -> Tables:
        """What the demo's tables hold of the feeds."""
        ours = {instance.slug for instance in self.instances}
        seen = tables(self.world.admin_url)
        return Tables(
            {key: row for key, row in seen.listings.items() if key[0] in ours},
            {key: row for key, row in seen.events.items() if all(slug in ours for slug, _ in key)},
        )

    def process(self, command: str) -> int:
        """The process of the demo that the supervisor runs by such a command."""
        found = [pid for pid, line in processes.marked(self.demo.home).items() if command in line]
        return next(pid for pid in found if "supervisord" in " ".join(psutil.Process(pid).parent().cmdline()))

    def trapped(self) -> int | None:
        """The process whose transaction hangs in a trap."""
        with psycopg.connect(self.world.admin_url, autocommit=True) as connection:
            row = connection.execute(f"select client_port from pg_stat_activity where pid in ({HANGS})").fetchone()  # type: ignore[arg-type]
        ends = psutil.net_connections("tcp4") if row else []
        return next((end.pid for end in ends if end.laddr.port == row[0] and end.pid), None) if row else None

    def accepts(self) -> bool:
        """Whether the database has recovered."""
        with suppress(psycopg.OperationalError), psycopg.connect(self.world.admin_url):
            return True
        return False

    @contextmanager
    def caught(self, point: Point, patience: float = 120) -> Iterator[int]:
        """The process that has come to `point` and hangs there while the block runs."""
        with self.world.trap(point):
            until(self.trapped, patience, f"somebody gets to {point}")
            caught = self.trapped()
            assert caught is not None
            yield caught
        self.world.remove_tripwire()


@pytest.fixture(params=range(TURNS))
def saved(demo: Demo, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Saved]:
    first = datetime.now(ZONE).date() + timedelta(days=1 + request.param * DAYS)
    folder = save(tmp_path / "saved", first, DAYS, series=request.param)
    with replay.served(folder) as address:
        yield Saved(demo, folder, address)


def follow(demo: Demo, cursor: str, stop: threading.Event) -> list[Client]:
    """A client on each transport, from a cursor on."""
    clients = [over([demo.page], "events:all", stop, cursor) for over in (SseClient, WsClient)]
    for client in clients:
        client.thread.start()
    return clients


def start(airflow: AirflowApi, saved: Saved) -> dict[str, str]:
    """Run the source of every feed: DAG -> run."""
    wanted = [f"source_{instance.slug}" for instance in saved.instances]
    [file] = {dag["file_token"] for dag in airflow.dags() if dag["dag_id"] == "source_bflat"}
    airflow._call("PUT", f"/api/v2/parseDagFile/{file}")
    until(lambda: {dag["dag_id"] for dag in airflow.dags()}.issuperset(wanted), 120, "the DAGs of the feeds")
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
        until(saved.accepts, 60, "the supervisor starts PostgreSQL again")


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
        until(lambda: ended(airflow, runs), 300, "Airflow comes to an end by itself")
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
    """The number of the newest change that everybody hears."""
    with psycopg.connect(saved.world.admin_url) as connection:
        row = connection.execute(
            "select max(seq) from jatre.feed_changes where kind like 'event:%' and 'events:all' = any(rooms)"
        ).fetchone()
    return int(row[0]) if row else 0
