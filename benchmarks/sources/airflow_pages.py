"""Somebody who looks at Airflow's pages while the runs go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from benchmarks.whole import Whole
from deploy.local.installation import AIRFLOW_USER

PATHS = ("/", "/ui/config", "/ui/dags?limit=50", "/api/v2/dags/~/dagRuns?limit=50", "/api/v2/monitor/health")
"""What the list of DAGs and that of runs load."""
PAUSE = 1.0
UNANSWERED_SECONDS = 30.0


@dataclass
class Pages:
    """`seconds` of each answer; how many requests `failed`."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0


@contextmanager
def asking(made: Whole) -> Iterator[Pages]:
    """Ask for each of `PATHS`, one after the other and with a pause between rounds, while the block runs."""
    pages, over = Pages(), threading.Event()
    thread = threading.Thread(target=_ask, args=(made, pages, over))
    thread.start()
    try:
        yield pages
    finally:
        over.set()
        thread.join()


def _ask(made: Whole, pages: Pages, over: threading.Event) -> None:
    with httpx.Client(base_url=made.airflow_url, timeout=UNANSWERED_SECONDS) as reader:
        login = {"username": AIRFLOW_USER, "password": made.airflow_password}
        token = reader.post("/auth/token", json=login).raise_for_status().json()["access_token"]
        reader.headers["Authorization"] = f"Bearer {token}"
        while not over.wait(PAUSE):
            for path in PATHS:
                began = time.monotonic()
                try:
                    reader.get(path).raise_for_status()
                except httpx.HTTPError:
                    pages.failed += 1
                pages.seconds.append(time.monotonic() - began)
