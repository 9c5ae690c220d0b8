"""How soon after a change was written it is written whom it concerns, and how soon each of them has a row."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any
from zoneinfo import ZoneInfo

import psutil
import psycopg

from deploy.local.database.postgres import Cluster
from include.alerts.__main__ import follow, tell
from include.alerts.election import LeaderElection
from include.alerts.listening import FeedListener
from include.alerts.matching.batch import FeedBatch
from include.alerts.matching.matcher import FeedMatcher
from include.alerts.matching.outbox import OutboxWriter
from include.alerts.waking import Waking
from include.db import engine

ZONE = ZoneInfo("Asia/Kolkata")
LAST_SECONDS = 120.0


class Timed(FeedMatcher):
    """Notes how many changes were written when."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.read = 0
        self.steps: list[tuple[int, float]] = []

    def _write(self, batch: FeedBatch) -> bool:
        done = super()._write(batch)
        if done:
            self.read += len(batch.rows)
            self.steps.append((self.read, time.time()))
        return done


def measure(cluster: Cluster, admin: psycopg.Connection, changes: Path, per_second: float, warm: int) -> dict[str, Any]:
    """Milliseconds from writing to found, of the changes after the first `warm` ones, and to a row for each person."""
    count = sum(1 for _ in changes.open(encoding="utf-8"))
    url = cluster.url("alerts", "jatre_pipeline")
    made, ended = engine(url), Event()
    matcher = Timed(made, ZONE, writer=ThreadPoolExecutor(1))
    matcher.step()  # reads all alerts, which takes seconds once
    threads = [
        Thread(target=follow, args=(matcher, LeaderElection(url), FeedListener(url), ended, Waking())),
        Thread(target=tell, args=(made, OutboxWriter(made), ended, Waking())),
    ]
    begun, producer = time.monotonic(), _child_seconds()
    processor, server = time.process_time(), _server_seconds(cluster)
    for thread in threads:
        thread.start()
    program = [sys.executable, "-m", "benchmarks.alerts.producer"]
    subprocess.run([*program, cluster.url("alerts"), str(changes), str(per_second)], check=True)
    written, producer = time.monotonic() - begun, _child_seconds() - producer
    while _behind(admin, matcher.read) and time.monotonic() < begun + written + LAST_SECONDS:
        time.sleep(0.05)
    found, found_server = time.process_time() - processor, _server_seconds(cluster) - server
    while _untold(admin) and time.monotonic() < begun + written + LAST_SECONDS:
        time.sleep(0.25)
    told = time.monotonic() - begun - written
    ended.set()
    for thread in threads:
        thread.join()
    processor, server = time.process_time() - processor, _server_seconds(cluster) - server
    rows = admin.execute("select extract(epoch from changed_at)::float from jatre.feed_changes order by seq").fetchall()
    waits = sorted(_waits([at for (at,) in rows], matcher.steps)[warm:])
    return {
        "p50_ms": round(1000 * waits[len(waits) // 2], 1),
        "p99_ms": round(1000 * waits[int(len(waits) * 0.99)], 1),
        "changes": count,
        "per_second": round(count / written),
        "unread": _behind(admin, matcher.read),
        "untold": _untold(admin),
        "told_after_s": round(told, 1),
        "finding_ms_per_change": round(1000 * found / count, 2),
        "finding_database_ms_per_change": round(1000 * found_server / count, 2),
        "producer_ms_per_change": round(1000 * producer / count, 2),
        "processor_ms_per_change": round(1000 * processor / count, 2),
        "database_ms_per_change": round(1000 * server / count, 2),
    } | _rows(admin, count)


def _rows(admin: psycopg.Connection, changes: int) -> dict[str, float]:
    """How many rows there are of each change, and how long after it was found each was written."""
    row = admin.execute(
        "select count(*)::float, percentile_cont(0.5) within group (order by w.waited),"
        " percentile_cont(0.99) within group (order by w.waited)"
        " from (select 1000 * extract(epoch from due_at - created_at)::float as waited from jatre.alert_outbox) as w"
    ).fetchone()
    assert row is not None
    found = {"matches_per_change": row[0] / changes, "rows_p50_ms": row[1], "rows_p99_ms": row[2]}
    return {name: round(value, 1) for name, value in found.items()}


def _server_seconds(cluster: Cluster) -> float:
    """Of the processor, in all processes of the server, also those that have ended."""
    server = psutil.Process(cluster.pid())
    seconds: float = sum(server.cpu_times()[:4])  # with those that have ended
    for one in server.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            seconds += sum(one.cpu_times()[:2])
    return seconds


def _child_seconds() -> float:
    """Of the processor, in programs that this one has started and that have ended."""
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return float(of_children.ru_utime + of_children.ru_stime)


def _behind(admin: psycopg.Connection, read: int) -> int:
    """Changes of one event in one transaction are one: there are fewer than were written."""
    row = admin.execute("select head - %s + (select count(*) from jatre.feed_outbox) from jatre.feed_head", [read])
    (behind,) = row.fetchone() or (0,)
    return int(behind)


def _untold(admin: psycopg.Connection) -> int:
    (found,) = admin.execute("select count(*) from jatre.alert_findings").fetchone() or (0,)
    return int(found)


def _waits(written: list[float], steps: list[tuple[int, float]]) -> list[float]:
    waits, number = [], 0
    for read, at in steps:
        waits += [at - one for one in written[number:read]]
        number = max(number, read)
    return waits
