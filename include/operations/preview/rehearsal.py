"""What records would come to if they were added now: the real stages, in a transaction that is always taken back.

The events are those that the page would show, with their dates, venue, category and area, and they meet the events that
stand, because the stages themselves decide it. Nobody else sees any of it. Runs that match events of the same days wait
meanwhile, as they wait for each other; so it is few listings at once, and has its time.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from include.db import query
from include.errors import TransientError
from include.pipeline.failures import OutOfTime, describe, is_ours, is_passing, reason_of
from include.pipeline.fetching.recording import write_listings
from include.pipeline.ledger import Batch, as_json, work_on, write_aside
from include.pipeline.processor_time import processor_time
from include.pipeline.runs import STAGES
from include.sources import registry
from include.sources.base import RawRecord, Unreadable
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored

MAX_ATTEMPTS = 3
"""Of a rehearsal that met a deadlock or a lost connection."""
REHEARSAL_SECONDS = 60.0
"""After which no further stage is begun."""
PROCESSOR_SECONDS = 120.0
"""In this process; loading a model is a part of it."""
STATEMENT_SECONDS = 30
RESULTS = ("rehearsal_listings", "rehearsal_events")
LOCK_SECONDS = 20
"""How long it waits for runs that match events of the same days."""


@dataclass(frozen=True)
class Rehearsal:
    """What the records came to: rows of `rehearsal_listings` and `rehearsal_events`; `refused` were not written."""

    listings: list[dict[str, Any]]
    events: list[dict[str, Any]]
    refused: list[Unreadable]


def rehearse(engine: Engine, instance: SourceInstance, records: list[RawRecord]) -> Rehearsal:
    """Take `records` of `instance`, whether it is stored or not, through all stages, and take all of it back.

    Raises: TransientError when it cannot be done now; ConfigurationError when the instance is none.
    """
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            with processor_time(PROCESSOR_SECONDS):
                return _rehearsed(engine, instance, records)
        except OutOfTime as error:
            raise TransientError(f"the preview is given up: {error}") from None
        except Exception as error:
            if not is_passing(error):
                raise
            if attempt == MAX_ATTEMPTS:
                raise TransientError(f"the preview has to wait for other runs: {reason_of(error)}") from error
    raise AssertionError("unreachable")


def _rehearsed(engine: Engine, instance: SourceInstance, records: list[RawRecord]) -> Rehearsal:
    ends = time.monotonic() + REHEARSAL_SECONDS
    with engine.connect() as connection:
        taken_back = connection.begin()
        try:
            connection.execute(
                text(
                    "select set_config('jatre.doorbell', 'off', true),"
                    f" set_config('statement_timeout', '{STATEMENT_SECONDS}s', true),"
                    f" set_config('lock_timeout', '{LOCK_SECONDS}s', true)"
                )
            )
            stored.store(connection, instance)
            found = stored.one(connection, instance.slug)
            written = write_listings(connection, found.id, registry.reader(found.instance), records, None)
            which = {"source_id": found.id, "external_ids": [one.external_id for one in records]}
            ids = list(connection.execute(query("rehearsal_begin"), which).scalars())
            for stage in STAGES:
                if time.monotonic() > ends:
                    raise TransientError(f"the preview took more than {REHEARSAL_SECONDS:g} s")
                _take(connection, stage, ids)
            listings, events = (_rows(connection, name, which) for name in RESULTS)
            return Rehearsal(listings, events, written.refused)
        finally:
            taken_back.rollback()


def _rows(connection: Connection, name: str, which: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query(name), which).mappings()]


def _take(connection: Connection, stage: str, ids: Sequence[UUID]) -> None:
    """Those that wait for `stage` through it, in halves where a batch fails, until the one at fault stands alone."""
    work = import_module(f"include.pipeline.stages.{stage}").work
    parts = [list(ids)]
    while parts:
        part = parts.pop()
        try:
            with connection.begin_nested():
                batch = Batch()
                work_on(connection, stage, work, part, batch)
                write_aside(connection, batch)
        except Exception as error:  # whatever one listing does to a statement
            if is_passing(error) or is_ours(error):
                raise
            if len(part) > 1:
                parts += [part[len(part) // 2 :], part[: len(part) // 2]]
            else:
                aside = {"id": part[0], "reason": reason_of(error), "error": describe(error)}
                connection.execute(query("listings_set_aside"), {"rows": as_json([aside])})
