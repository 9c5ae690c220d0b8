"""Of several processes one follows the feed; the others stand by, and one goes on when that one is gone."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from threading import Event, Thread
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import Engine

from include import metrics
from include.alerts import election
from include.alerts.__main__ import follow
from include.alerts.election import LeaderElection
from include.alerts.listening import FeedListener
from include.alerts.matching.matcher import FeedMatcher
from include.alerts.waking import Waking
from tests.alerts.people import Person, add_coming
from tests.conftest import Database

LEAD = """
import sys
from include.alerts.election import LeaderElection
election = LeaderElection(sys.argv[1])
print(election.is_leader(), flush=True)
sys.stdin.read()
"""


SPEAK = LEAD.replace("sys.stdin.read()", "while sys.stdin.readline(): print(election.is_leader(), flush=True)")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(election, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(election, "AGAIN_SECONDS", 0.0)


@pytest.fixture
def other(shared: Database) -> Iterator[LeaderElection]:
    made = LeaderElection(shared.pipeline_url)
    yield made
    made.resign()


def test_another_process_leads_when_the_one_that_did_is_killed(shared: Database, other: LeaderElection) -> None:
    leader = subprocess.Popen(
        [sys.executable, "-c", LEAD, shared.pipeline_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert leader.stdout is not None
        assert leader.stdout.readline() == b"True\n"
        assert not other.is_leader()
    finally:
        leader.kill()
        leader.communicate()
    _wait_until(other.is_leader)


def test_another_process_leads_when_the_one_that_did_hangs(
    shared: Database, other: LeaderElection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(election, "JUDGE_SECONDS", 0.0)
    leader = subprocess.Popen(
        [sys.executable, "-c", SPEAK, shared.pipeline_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert leader.stdin is not None
        assert leader.stdout is not None
        assert leader.stdout.readline() == "True\n"
        assert not other.is_leader(), "one that speaks is left alone"
        leader.send_signal(signal.SIGSTOP)
        monkeypatch.setattr(election, "SILENT_SECONDS", 0.2)
        _wait_until(other.is_leader)
        leader.send_signal(signal.SIGCONT)

        def follows() -> bool:
            print(file=leader.stdin, flush=True)
            return leader.stdout.readline() == "False\n"

        _wait_until(follows)
        assert other.is_leader(), "one that wakes up takes nothing back"
    finally:
        leader.kill()
        leader.communicate()


def test_who_has_lost_the_connection_leads_no_more_and_says_so(
    shared: Database, other: LeaderElection, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    faults: list[str] = []
    monkeypatch.setattr(metrics, "count", faults.append)
    leader = LeaderElection(shared.pipeline_url)
    assert leader.is_leader()
    with psycopg.connect(shared.pipeline_url) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_locks, pg_database"
            " where (classid, objid) = (7391, 2) and database = pg_database.oid and datname = current_database()"
        )
    _wait_until(other.is_leader)
    assert not leader.is_leader()
    assert faults == ["alerts.faults.election"]
    assert "it cannot be seen which process follows the feed" in caplog.text
    assert other.is_leader()
    leader.resign()


def test_who_stands_by_reads_nothing_and_goes_on_from_there(
    shared: Database,
    service: psycopg.Connection,
    owner: psycopg.Connection,
    pipeline: Engine,
    other: LeaderElection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stood_by, ended, stand_by = Event(), Event(), FeedMatcher.stand_by
    monkeypatch.setattr(FeedMatcher, "stand_by", lambda matcher: (stand_by(matcher), stood_by.set()))
    assert other.is_leader()
    matcher = FeedMatcher(pipeline, ZoneInfo("Asia/Kolkata"))
    matcher.step()  # what is there at first is news to nobody
    tag, person = uuid4().hex, Person(service, "page")
    person.wants({"filter": {"tags": [tag]}})
    add_coming(owner, tags=[tag])
    url = shared.pipeline_url
    following = (matcher, LeaderElection(url), FeedListener(url), ended, Waking())
    thread = Thread(target=follow, args=following)
    thread.start()
    try:
        assert stood_by.wait(60)
        assert _told(person) == []
        other.resign()
        _wait_until(lambda: _told(person) == ["new"])
    finally:
        ended.set()
        thread.join()


def _told(person: Person) -> list[str]:
    return [one["kind"] for one in person.asks("alerts_told_v1", 0, 100)["told"]]


def _wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError
