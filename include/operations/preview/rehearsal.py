"""What records would come to if they were added now: the real stages, in a transaction that is always taken back.

The events are those that the page would show, with their dates, venue, category and area, and they meet the events that
stand, because the stages themselves decide it. Nobody else sees any of it, and it takes none of the locks by which runs
agree: what is taken back makes no second event. What it holds to its end are the rows of events that its listings meet;
so it is few listings and few dates at once, and has its time.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from include.db import query
from include.errors import ConfigurationError, TransientError
from include.pipeline.failures import OutOfTime, describe, is_ours, is_passing, is_timeout, reason_of
from include.pipeline.fetching.recording import write_listings
from include.pipeline.ledger import Batch, as_json, set_limits, work_on, write_aside
from include.pipeline.processor_time import processor_time
from include.pipeline.runs import STAGES
from include.sources import registry
from include.sources.base import RawRecord, Unreadable
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored

MAX_ATTEMPTS = 3
"""Of a rehearsal that met a deadlock or a lost connection, as far as its time goes."""
MAX_DATES = 50
"""Of a listing, the first ones to come; without those beyond, a listing a day for a year costs what fifty others do."""
REHEARSAL_SECONDS = 60.0
"""For all attempts together, reading and the loading of models included."""
MEETING_SECONDS = 20.0
"""From the first stage that meets what others have listed. What is not done then is answered as not done."""
PROCESSOR_SECONDS = 120.0
"""In this process; loading a model is a part of it."""
STATEMENT_SECONDS = 30.0
LOCK_SECONDS = 5.0
"""How long it waits for what a run holds."""
MEETING = "geocode"
"""The first stage that meets what others have listed."""
RESULTS = ("rehearsal_listings", "rehearsal_events")


@dataclass(frozen=True)
class Rehearsal:
    """What the records came to: rows of `rehearsal_listings` and `rehearsal_events`.

    `refused` were not written; of `shortened` listings the first `MAX_DATES` dates alone were looked at.
    """

    listings: list[dict[str, Any]]
    events: list[dict[str, Any]]
    refused: list[Unreadable]
    shortened: int = 0


class TimeIsUp(Exception):
    """A stage could not be ended in time: what it did is taken back, and the result is read as it stands."""


def rehearse(engine: Engine, instance: SourceInstance, records: list[RawRecord]) -> Rehearsal:
    """Take `records` of `instance`, whether it is stored or not, through all stages, and take all of it back.

    What there was no time for is answered so, by listing. Raises: TransientError when it cannot be done now;
    ConfigurationError when the instance is none.
    """
    ends = time.monotonic() + REHEARSAL_SECONDS
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            with processor_time(PROCESSOR_SECONDS):
                return _rehearsed(engine, instance, records, ends)
        except OutOfTime as error:
            raise TransientError(f"the preview is given up: {error}") from None
        except Exception as error:
            if not is_passing(error):
                raise
            if attempt == MAX_ATTEMPTS or time.monotonic() > ends:
                raise TransientError(f"the preview has to wait for other runs: {reason_of(error)}") from error
    raise AssertionError("unreachable")


def _rehearsed(engine: Engine, instance: SourceInstance, records: list[RawRecord], ends: float) -> Rehearsal:
    with engine.connect() as connection:
        taken_back = connection.begin()
        try:
            connection.execute(query("doorbell_off"))
            set_limits(connection, STATEMENT_SECONDS, LOCK_SECONDS)
            found = _stored(connection, instance)
            written = write_listings(connection, found.id, registry.reader(found.instance), records, None)
            which = {"source_id": found.id, "external_ids": [one.external_id for one in records]}
            ids = list(connection.execute(query("rehearsal_begin"), which).scalars())
            shortened = _through_the_stages(connection, ids, ends)
            set_limits(connection, STATEMENT_SECONDS, LOCK_SECONDS)
            listings, events = (_rows(connection, name, which) for name in RESULTS)
            return Rehearsal(listings, events, written.refused, shortened)
        finally:
            taken_back.rollback()


def _stored(connection: Connection, instance: SourceInstance) -> stored.StoredInstance:
    """The instance as it is stored; it is stored first where it is not, so a run of a stored one is not held up."""
    try:
        found = stored.one(connection, instance.slug)
    except ConfigurationError:
        pass
    else:
        if found.instance == instance:
            return found
    stored.store(connection, instance)
    return stored.one(connection, instance.slug)


def _through_the_stages(connection: Connection, ids: Sequence[UUID], ends: float) -> int:
    """As far as the time goes; returns how many listings were shortened."""
    shortened = 0
    for stage in STAGES:
        if stage == MEETING:
            ends = min(ends, time.monotonic() + MEETING_SECONDS)
        try:
            take_through(connection, stage, ids, ends)
        except TimeIsUp:
            break
        if stage == "extract":
            wanted = {"ids": list(ids), "most": MAX_DATES}
            shortened = len(connection.execute(query("rehearsal_shorten"), wanted).all())
    return shortened


def _rows(connection: Connection, name: str, which: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(query(name), which).mappings()]


def take_through(
    connection: Connection, stage: str, ids: Sequence[UUID], ends: float, *, is_rehearsal: bool = True
) -> None:
    """Those that wait for `stage` through it, in halves where a batch fails, until the one at fault stands alone.

    Raises: TimeIsUp.
    """
    work = import_module(f"include.pipeline.stages.{stage}").work
    parts = [list(ids)]
    while parts:
        part = parts.pop()
        if (left := ends - time.monotonic()) <= 0:
            raise TimeIsUp
        try:
            with connection.begin_nested():
                set_limits(connection, min(STATEMENT_SECONDS, left), LOCK_SECONDS)
                batch = Batch(ends_at=ends, is_rehearsal=is_rehearsal)
                work_on(connection, stage, work, part, batch)
                write_aside(connection, batch)
        except Exception as error:  # whatever one listing does to a statement
            if (is_timeout(error) or isinstance(error, TransientError)) and time.monotonic() > ends:
                raise TimeIsUp from error
            if is_passing(error) or is_ours(error):
                raise
            if len(part) > 1:
                parts += [part[len(part) // 2 :], part[: len(part) // 2]]
            else:
                aside = {"id": part[0], "reason": reason_of(error), "error": describe(error)}
                connection.execute(query("listings_set_aside"), {"rows": as_json([aside])})
