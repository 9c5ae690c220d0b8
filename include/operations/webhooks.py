"""Webhook deliveries, from the inbox to what the public sees, in one task."""

from __future__ import annotations

import time

from include.db import query
from include.pipeline.runs import STAGES, Report, pipeline_engine, run_fetch, run_stage

STAGES_SECONDS = 600.0
"""After which no further stage is started here: what waits is taken by the next run of any source."""
MAX_ROUNDS = 10
"""Fetches of one source in one run."""


def take_deliveries(run: str) -> Report:
    """Fetch for every source that was pushed to, then take what came through all stages.

    In one process, because a task's start costs more than the work. What fails, for whatever reason, does not hold up
    the others: its error is raised at the end. A source that pushes without a pause is left for the next run. Raises
    what the first that failed raised.
    """
    failed: dict[str, Exception] = {}
    took = 0
    for _ in range(MAX_ROUNDS):
        waits = [slug for slug in _sources() if slug not in failed]
        if not waits:
            break
        for slug in waits:
            try:
                took += int(run_fetch(slug, run)["found"])
            except Exception as error:  # one partner's trouble is none of the others'
                failed[slug] = error
    ends_at = time.monotonic() + STAGES_SECONDS
    for name in STAGES:
        if time.monotonic() < ends_at:
            run_stage(name)
    for first in failed.values():
        raise first
    return {"found": took}


def _sources() -> list[str]:
    with pipeline_engine() as engine, engine.begin() as connection:
        return list(connection.execute(query("inbox_sources")).scalars())
