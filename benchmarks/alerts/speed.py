"""How soon after a change was written it is written who is to be told."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from deploy.local.database.postgres import Cluster
from include.alerts.__main__ import follow
from include.alerts.listening import FeedListener
from include.alerts.matching.batch import FeedBatch
from include.alerts.matching.matcher import FeedMatcher
from include.db import engine

ZONE = ZoneInfo("Asia/Kolkata")
LAST_SECONDS = 120.0


class Timed(FeedMatcher):
    """Notes how many changes were written when."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.read = 0
        self.processor_seconds = 0.0
        self.steps: list[tuple[int, float]] = []

    def step(self) -> int | None:
        """See `FeedMatcher`."""
        begun = time.thread_time()
        done = super().step()
        self.processor_seconds += time.thread_time() - begun
        return done

    def _write(self, batch: FeedBatch) -> bool:
        begun = time.thread_time()
        done = super()._write(batch)
        self.processor_seconds += time.thread_time() - begun
        if done:
            self.read += len(batch.rows)
            self.steps.append((self.read, time.time()))
        return done


def measure(cluster: Cluster, admin: psycopg.Connection, changes: Path, per_second: float, warm: int) -> dict[str, Any]:
    """Milliseconds from writing to told, of the changes after the first `warm` ones."""
    count = sum(1 for _ in changes.open(encoding="utf-8"))
    url = cluster.url("alerts", "jatre_pipeline")
    made, ended = engine(url), Event()
    matcher = Timed(made, ZONE, writer=ThreadPoolExecutor(1))
    thread = Thread(target=follow, args=(made, matcher, FeedListener(url), ended))
    thread.start()
    begun = time.monotonic()
    program = [sys.executable, "-m", "benchmarks.alerts.producer"]
    subprocess.run([*program, cluster.url("alerts"), str(changes), str(per_second)], check=True)
    written = time.monotonic() - begun
    while _behind(admin, matcher.read) and time.monotonic() < begun + written + LAST_SECONDS:
        time.sleep(0.05)
    ended.set()
    thread.join()
    rows = admin.execute("select extract(epoch from changed_at)::float from jatre.feed_changes order by seq").fetchall()
    told = admin.execute("select count(*) from jatre.alert_outbox").fetchone()
    assert told is not None
    waits = sorted(_waits([at for (at,) in rows], matcher.steps)[warm:])
    return {
        "p50_ms": round(1000 * waits[len(waits) // 2], 1),
        "p99_ms": round(1000 * waits[int(len(waits) * 0.99)], 1),
        "changes": count,
        "per_second": round(count / written),
        "matches_per_change": round(told[0] / count, 1),
        "unread": _behind(admin, matcher.read),
        "processor_ms_per_change": round(1000 * matcher.processor_seconds / max(matcher.read, 1), 2),
    }


def _behind(admin: psycopg.Connection, read: int) -> int:
    """Changes of one event in one transaction are one: there are fewer than were written."""
    row = admin.execute("select head - %s + (select count(*) from jatre.feed_outbox) from jatre.feed_head", [read])
    (behind,) = row.fetchone() or (0,)
    return int(behind)


def _waits(written: list[float], steps: list[tuple[int, float]]) -> list[float]:
    waits, number = [], 0
    for read, at in steps:
        waits += [at - one for one in written[number:read]]
        number = max(number, read)
    return waits
