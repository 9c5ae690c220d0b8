"""The stages as a scheduler calls them: one engine per call, counts out, figures to statsd.

Stage modules are imported when they run and not before: some of them bring heavy libraries, and whoever only wants to
know the stages' names (a DAG file) must not pay for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import Engine

from include import db, metrics
from include.pipeline.fetching.dates import ArchivedDay, Dates
from include.settings import settings
from include.sources.configuration.secrets import Resolver

STAGES = ("extract", "nlp", "geocode", "dedup", "enrich", "publish")
"""The stages after the fetch, in the order in which a listing meets them; each drains what waits, of all sources."""

Report = dict[str, Any]
"""Ids and counts, as JSON."""


def run_fetch(
    slug: str,
    run: str | None,
    *,
    force: bool = False,
    dates: Dates | None = None,
    reread: ArchivedDay | None = None,
    secrets: Resolver | None = None,
) -> Report:
    """Bring what one source lists into the ledger, for the fetch history as `run`; with `force` all of it anew.

    With `dates` only what it lists from the first of these days to the last one. With `reread` nothing is asked: what
    its fetch of that day has archived is read again. `secrets` is asked first for the secrets that the source's
    configuration names.

    Raises what the connector raises.
    """
    fetch = import_module("include.pipeline.stages.fetch" if reread is None else "include.pipeline.stages.reread")

    def fetched(engine: Engine) -> Any:
        if reread is not None:
            return fetch.run(engine, slug, run, settings(), reread, secrets=secrets)
        return fetch.run(engine, slug, run, settings(), force=force, dates=dates, secrets=secrets)

    return _measured("fetch", fetched)


def run_stage(name: str) -> Report:
    """Take everything that waits for the stage `name` (one of `STAGES`) one step further."""
    stage = import_module(f"include.pipeline.stages.{name}")
    return _measured(name, stage.run)


@contextmanager
def pipeline_engine() -> Iterator[Engine]:
    """An engine for one piece of work as the pipeline's role; its connections are closed afterwards.

    The engine itself is kept: what it has learned of the server and compiled of the statements is not learned again.
    """
    engine = _engine(settings().pipeline_url, settings().as_of)
    try:
        yield engine
    finally:
        engine.dispose()


@lru_cache(maxsize=8)
def _engine(url: str, _as_of: datetime | None) -> Engine:
    """One for each address and business time: the connections of an engine keep the clock that it was made with."""
    return db.engine(url)


def _measured(name: str, work: Callable[[Engine], Any]) -> Report:
    with metrics.timed(f"stage.{name}.seconds"), pipeline_engine() as engine:
        report: Report = asdict(work(engine))
    for figure, value in report.items():
        if isinstance(value, int):
            metrics.count(f"stage.{name}.{figure}", value)
    return report
