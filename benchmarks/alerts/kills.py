"""What is lost or told twice when the process is killed again and again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.alerts.producer import WRITE
from benchmarks.alerts.speed import ZONE
from deploy.local.database.postgres import Cluster
from include.alerts.matching.matcher import FeedMatcher
from include.db import engine

STOPPED_EVERY, STOPPED_SECONDS = 3, 1.0
KEYS = "select channel_id, event_id, kind, version from jatre.alert_outbox"
WAITING = (
    "select (select count(*) from jatre.alert_outbox where waits) + (select count(*) from jatre.alert_findings)"
    " + (select count(*) from jatre.alert_messages where ended is null)"
    " + (select head from jatre.feed_head) - (select seq from jatre.alert_cursor)"
    " + (select count(*) from jatre.feed_outbox)"
)


def measure(
    cluster: Cluster, admin: psycopg.Connection, changes: list[list[Any]], kills: int, folder: Path
) -> dict[str, Any]:
    """Kill processes so many times while they tell of the changes; then compare with a run that nobody disturbs.

    Two run at once: one follows the feed, both send. Each time one of them, whichever it is, is killed, at every third
    time while the other one is stopped.
    """
    admin.execute("create table kept_events as select * from jatre.alert_events")
    for first in range(0, len(changes), 500):
        admin.execute(WRITE, [list(column) for column in zip(*changes[first : first + 500], strict=True)])
    url, log, chance = cluster.url("alerts", "jatre_pipeline"), folder / "sent.txt", random.Random(3)
    workers, killed, stopped = [_worker(url, log)], 0, 0
    while _waiting(admin):
        workers.append(_worker(url, log))
        patience = chance.uniform(0.5, 4) if killed < kills else float("inf")
        begun = _wait_until_it_works(admin, log)
        while time.monotonic() < begun + patience and _waiting(admin):
            time.sleep(0.05)
        if killed >= kills:
            break
        killed += 1
        victim = workers.pop(chance.randrange(2))
        if killed % STOPPED_EVERY == 0:
            stopped += 1
            workers[0].send_signal(signal.SIGSTOP)
            time.sleep(STOPPED_SECONDS)
        _kill(victim)
        workers[0].send_signal(signal.SIGCONT)
        # who takes over need not wait for the leases of the dead
        admin.execute("update jatre.alert_messages set next_try_at = clock_timestamp() where ended is null")
    for worker in workers:
        _kill(worker)
    disturbed = set(admin.execute(KEYS).fetchall())
    rows = {row[0] for row in admin.execute("select id from jatre.alert_outbox").fetchall()}
    messages = _sent(log)
    return (
        {"kills": killed, "stopped": stopped, "messages": len(messages)}
        | _compared(messages, rows)
        | _undisturbed(cluster, admin, disturbed)
    )


def _worker(url: str, log: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "benchmarks.alerts.worker", url, log])


def _kill(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def _compared(messages: dict[str, list[tuple[int, ...]]], rows: set[int]) -> dict[str, int]:
    of: defaultdict[int, set[str]] = defaultdict(set)
    for message, tries in messages.items():
        for row in tries[0]:
            of[row].add(message)
    return {
        "rows": len(rows),
        "unsent": len(rows - set(of)),
        "in_two_messages": sum(len(one) > 1 for one in of.values()),
        "repeated": sum(len(tries) - 1 for tries in messages.values()),
        "repeated_otherwise": sum(len(set(tries)) > 1 for tries in messages.values()),
    }


def _undisturbed(cluster: Cluster, admin: psycopg.Connection, disturbed: set[Any]) -> dict[str, int]:
    admin.execute("truncate jatre.alert_findings, jatre.alert_outbox, jatre.alert_messages, jatre.alert_events")
    admin.execute("insert into jatre.alert_events select * from kept_events")
    admin.execute("update jatre.alert_cursor set seq = 0")
    matcher = FeedMatcher(engine(cluster.url("alerts", "jatre_pipeline")), ZONE)
    while matcher.step():
        pass
    wanted = set(admin.execute(KEYS).fetchall())
    return {"missing": len(wanted - disturbed), "too_many": len(disturbed - wanted)}


def _sent(log: Path) -> dict[str, list[tuple[int, ...]]]:
    sent: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for line in log.read_text(encoding="ascii").splitlines():
        message, *rows = line.split()
        sent[message].append(tuple(map(int, rows)))
    return sent


def _waiting(admin: psycopg.Connection) -> int:
    row = admin.execute(WAITING).fetchone()
    assert row is not None
    return int(row[0])


def _wait_until_it_works(admin: psycopg.Connection, log: Path) -> float:
    """Reading all alerts takes it a while, in which nothing could go wrong."""
    before, begun = log.stat().st_size if log.exists() else 0, time.monotonic()
    while _waiting(admin) and time.monotonic() < begun + 60:
        if log.exists() and log.stat().st_size > before:
            break
        time.sleep(0.05)
    return time.monotonic()
