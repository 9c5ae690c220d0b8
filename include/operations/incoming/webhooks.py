"""Webhook deliveries, from the inbox to what the public sees, in one task."""

from __future__ import annotations

import time

from sqlalchemy import Engine

from include.db import query
from include.pipeline.runs import STAGES, Report, pipeline_engine, run_fetch, run_stage

RUN_SECONDS = 600.0
"""After which no further fetch or stage is started here: what waits is taken by the next run."""
MAX_ROUNDS = 10
"""Fetches of one source before what came is taken through the stages: events show while more deliveries wait."""


LOOK_SECONDS = 0.1
"""Between two looks into the inbox, while a run waits for more."""


def take_deliveries(run: str, linger: float = 0.0) -> Report:
    """Fetch for every source that was pushed to and take what came through all stages, until nothing waits.

    In one process, because a task's start costs more than the work; and for that reason it then waits `linger` seconds
    for more. Sources take turns. What fails, for whatever reason, does not hold up the others: its error is raised at
    the end, for which no run waits. Raises what the first that failed raised.
    """
    failed: dict[str, Exception] = {}
    took, ends_at, goes_on = 0, time.monotonic() + RUN_SECONDS, True
    while goes_on and time.monotonic() < ends_at:
        found, waits = _fetch_in_turns(run, failed, ends_at)
        took += found
        for name in STAGES:
            if time.monotonic() < ends_at:
                run_stage(name)
        goes_on = waits or (not failed and _more_comes(min(ends_at, time.monotonic() + linger)))
    for first in failed.values():
        raise first
    return {"found": took}


def _fetch_in_turns(run: str, failed: dict[str, Exception], ends_at: float) -> tuple[int, bool]:
    """One fetch of each source in each round; returns how much was found, and whether more may wait."""
    took = 0
    for _ in range(MAX_ROUNDS):
        waits = [slug for slug in _sources() if slug not in failed]
        if not waits:
            return took, False
        for slug in waits:
            if time.monotonic() > ends_at:
                return took, True
            try:
                took += int(run_fetch(slug, run)["found"])
            except Exception as error:  # one partner's trouble is none of the others'
                failed[slug] = error
    return took, True


def _sources() -> list[str]:
    with pipeline_engine() as engine:
        return _waiting_in(engine)


def _more_comes(until: float) -> bool:
    """Whether anything is pushed before that moment."""
    with pipeline_engine() as engine:
        while time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
            if _waiting_in(engine):
                return True
    return False


def _waiting_in(engine: Engine) -> list[str]:
    with engine.begin() as connection:
        return list(connection.execute(query("inbox_sources")).scalars())
