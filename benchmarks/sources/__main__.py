"""`python -m benchmarks.sources [--evenings 40] [--scratch FOLDER]`: the runs of all DAGs at once, with 25 sources.

Twenty-five made-up sources of every kind are served on loopback, and Jatre runs as `make demo` starts it: PostgreSQL,
the service, and Airflow with its four tasks at a time. Every DAG is started at once: those of the sources, and what is
done at night. Meanwhile a reader asks Airflow each second for what its pages load. Reported are the seconds from the
first start to the last end, the most memory that all processes had (what they share counts once), how long Airflow took
to answer, and what came of it. Prints one JSON object; exits with 1 when a run failed or a bar is missed. The logs
stay in the folder.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import psycopg

from benchmarks.pushing import Pusher, client
from benchmarks.sources.airflow_pages import Pages, asking
from benchmarks.sources.evenings import evening
from benchmarks.sources.sites import SECRETS, instances, sites, slugs
from benchmarks.whole import Whole, whole
from include.airflow_api import FINAL_STATES

MAX_SECONDS, MAX_MEGABYTES, MAX_ANSWER_SECONDS = 300, 6 * 1024, 2.0
"""The bars: of all runs, of all processes, and of 95 in 100 of Airflow's answers."""
PATIENCE_SECONDS = 1_200
DELIVERIES = 20
"""What is pushed to the source that is pushed to."""


@dataclass
class Seen:
    """What was measured while the runs went on; `states` of each DAG's run."""

    megabytes: float = 0.0
    seconds: float = 0.0
    states: dict[str, str] = field(default_factory=dict)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sources", description=__doc__)
    parser.add_argument("--evenings", type=int, default=40, help="that each source publishes")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-sources-{os.getuid()}")
    asked = parser.parse_args()
    with (
        sites(asked.evenings) as address,
        whole(asked.scratch, instances(address), address.removeprefix("http://"), SECRETS) as made,
    ):
        dags = _dags(made)
        asyncio.run(_push(made))
        with asking(made) as pages:
            seen = run_all(made, dags)
        found = report(made, seen, pages)
    print(json.dumps(found))
    return 0 if found["bars_met"] else 1


def run_all(made: Whole, dags: Sequence[str]) -> Seen:
    """Start every DAG, and watch until all have ended."""
    seen = Seen()
    with made.airflow() as airflow:
        for dag in dags:
            airflow.unpause(dag)
        began = time.monotonic()
        runs = {dag: airflow.start_run(dag) for dag in dags}
        while seen.seconds < PATIENCE_SECONDS and (not seen.states or set(seen.states.values()) - FINAL_STATES):
            time.sleep(1)
            seen.megabytes = max(seen.megabytes, made.megabytes())
            seen.states = _states(made, runs)
            seen.seconds = time.monotonic() - began
    return seen


def report(made: Whole, seen: Seen, pages: Pages) -> dict[str, object]:
    """The figures, and whether the bars are met."""
    with made.connect() as connection:
        listings, events = connection.execute(
            "select (select count(*) from jatre.events_staging),"
            " (select count(*) from jatre.discovered_events where is_public)"
        ).fetchone() or (0, 0)
    failed = sorted(dag for dag, state in seen.states.items() if state != "success")
    slow, waiting = quantiles(pages.seconds, n=20)[-1], made.waiting()
    met = seen.seconds <= MAX_SECONDS and seen.megabytes <= MAX_MEGABYTES and slow <= MAX_ANSWER_SECONDS
    return {
        "cores": os.cpu_count(), "load": os.getloadavg(), "sources": len(slugs()), "runs": len(seen.states),
        "failed": failed, "seconds": round(seen.seconds, 1), "megabytes": round(seen.megabytes),
        "airflow_answers": len(pages.seconds), "airflow_p50_ms": round(1000 * median(pages.seconds)),
        "airflow_p95_ms": round(1000 * slow), "airflow_unanswered": pages.failed, "listings": listings,
        "waiting": waiting, "public_events": events,
        "bars_met": met and not failed and not waiting and not pages.failed,
    }  # fmt: skip


def _states(made: Whole, runs: Mapping[str, str]) -> dict[str, str]:
    """The state of each DAG's run, from Airflow's own database: asking its API would be part of what is measured."""
    with psycopg.connect(made.url("airflow", "airflow")) as metadata:
        rows = metadata.execute("select dag_id, run_id, state from dag_run").fetchall()
    states = {(dag, run): str(state) for dag, run, state in rows}
    return {dag: states[dag, run] for dag, run in runs.items()}


async def _push(made: Whole) -> None:
    secrets = {slug: made.credentials.get(f"webhook_{slug}") for slug, kind in slugs().items() if kind == "webhook"}
    async with client(made.page_url, 4) as connections:
        pusher = Pusher(connections, secrets)
        for slug in secrets:
            for number in range(DELIVERIES):
                await pusher.push(slug, f"delivery-{number}", evening(100_000 + number).node())


def _dags(made: Whole) -> list[str]:
    """Every DAG, once Airflow knows those of all sources."""
    wanted = {f"source_{slug}" for slug in slugs()}
    deadline = time.monotonic() + 120
    with made.airflow() as airflow:
        while not wanted <= {dag["dag_id"] for dag in airflow.dags()}:
            assert time.monotonic() < deadline, airflow.import_errors()
            time.sleep(1)
        return sorted(dag["dag_id"] for dag in airflow.dags())


if __name__ == "__main__":
    sys.exit(main())
