"""`python -m benchmarks.pipeline.past [--past 10000 1000000] [--listings 20]`: a new listing beside many past events.

For each number of past events a database of its own: so many copies of a listing that went through all stages, each
with its event, spread over the five years before and over the sources. Then each source lists one new event, which is
fetched and taken through all stages by itself. Prints one JSON object: for each number the seconds of a new
listing by the clock, of this process and of the database, and `ratio`, the last to the first in processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from importlib import resources
from pathlib import Path

import psycopg

from benchmarks.pipeline.floods import AS_OF, event
from benchmarks.pipeline.server_time import server_seconds
from benchmarks.pipeline.sites import sites
from benchmarks.pipeline.town import server, town
from deploy.local.database.postgres import Cluster
from include.pipeline.runs import STAGES, run_fetch, run_stage

Seconds = dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pipeline.past", description=__doc__)
    parser.add_argument("--past", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--listings", type=int, default=20)
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-past-{os.getuid()}")
    asked = parser.parse_args()
    found = {}
    with server(asked.scratch) as cluster:
        for past in asked.past:
            with town(cluster, f"past_{past}", AS_OF):
                found[past] = _beside(cluster, past, asked.listings, asked.scratch / str(past))
    used = [one["processor_s"] + one["server_s"] for one in found.values()]
    print(json.dumps({"listings": asked.listings, "past": found, "ratio": round(used[-1] / used[0], 2)}))


def _beside(cluster: Cluster, past: int, listings: int, folder: Path) -> Seconds:
    """Mean seconds of one new listing beside `past` events."""
    folder.mkdir(parents=True)
    _list(folder, listings, "The first night", day=2)
    with sites(folder) as found:
        slugs = [one.slug for one in found]
        for slug in slugs:
            run_fetch(slug, "first")
        for stage in STAGES:
            run_stage(stage)
        statement = resources.files("benchmarks.pipeline").joinpath("past.sql").read_text("utf-8")
        with psycopg.connect(cluster.url(f"past_{past}"), autocommit=True) as admin:
            admin.execute(statement.replace(":past", str(past)))
            admin.execute("vacuum analyze")
            loading = Path(f"/proc/{admin.info.backend_pid}")
        while loading.exists():  # or its time would count among that of the listings
            time.sleep(0.1)
        _list(folder, listings, "The second night", day=9)
        began, used, served = time.perf_counter(), time.process_time(), server_seconds(cluster) or 0.0
        for slug in slugs:
            run_fetch(slug, "second")
            for stage in STAGES:
                run_stage(stage)
        taken = time.perf_counter() - began, time.process_time() - used, (server_seconds(cluster) or 0.0) - served
    return dict(zip(("s", "processor_s", "server_s"), (round(one / listings, 4) for one in taken), strict=True))


def _list(folder: Path, listings: int, name: str, day: int) -> None:
    """A feed of one event for each source."""
    for number in range(listings):
        listed = [event(1000 * day + number, f"{name} of band {number}", day, 8 + number % 14)]
        (folder / f"site_{number}.json").write_text(json.dumps(listed), encoding="utf-8")


if __name__ == "__main__":
    main()
