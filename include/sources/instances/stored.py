"""The source instances in the database."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, RowMapping, select

from include.db import query
from include.errors import ConfigurationError
from include.models.sources import EventSource
from include.sources.configuration.instance import SUBMISSIONS, SourceInstance
from include.sources.instances import snapshot
from include.sources.instances.checks import check, read_instance
from include.sources.instances.snapshot import MAX_REASON_CHARS, RefusedInstance
from include.sources.registry import type_of

log = logging.getLogger(__name__)
_INSTANCES = select(
    EventSource.area_code.label("area"),
    *(getattr(EventSource, name) for name in SourceInstance.model_fields if name != "area"),
)
"""A row has the fields of an instance, by their names."""


@dataclass(frozen=True)
class StoredInstance:
    """An instance as the database holds it: its row's id and what its connector wants to know next time."""

    id: UUID
    instance: SourceInstance
    state: Mapping[str, Any]


def every(connection: Connection) -> tuple[list[SourceInstance], list[RefusedInstance]]:
    """All instances, paused ones included, by slug; and apart those that cannot be read."""
    good: list[SourceInstance] = []
    refused: list[RefusedInstance] = []
    for row in connection.execute(_INSTANCES.order_by(EventSource.slug)).mappings():
        try:
            instance = _instance(row)
            check(instance)
            good.append(instance)
        except ConfigurationError as error:
            refused.append(RefusedInstance(row["slug"], str(error)[:MAX_REASON_CHARS]))
    return good, refused


def write_snapshot(engine: Engine, path: Path) -> snapshot.Snapshot:
    """Rewrite the snapshot from the database; returns what it holds now.

    Raises what the database raises; the snapshot then stays as it is. So it does when no instance can be read.
    """
    with engine.connect() as connection:
        good, refused = every(connection)
    for one in refused:
        log.error("the source %s is left out of the snapshot: %s", one.slug, one.reason)
    if good:
        snapshot.save(path, good, refused)
    return snapshot.Snapshot(good, refused)


def one(connection: Connection, slug: str) -> StoredInstance:
    """The instance called `slug`. Raises: ConfigurationError when there is none, or none that can be read."""
    wanted = _INSTANCES.add_columns(EventSource.id, EventSource.state).where(EventSource.slug == slug)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise ConfigurationError(f"there is no source {slug!r}; seed it, or look at jatre.event_sources")
    return StoredInstance(row["id"], _instance(row), row["state"])


def store(connection: Connection, instance: SourceInstance) -> None:
    """Insert the instance or bring its row up to date.

    Not so `is_active` and `on_trial`: a pause is an administrator's decision, and a trial is passed once.

    Raises: ConfigurationError when it cannot be read as it is; the message names what to write instead.
    """
    try:
        check(instance)
    except ConfigurationError as error:
        raise ConfigurationError(f"the source {instance.slug!r} is not stored: {error}") from None
    if instance.slug == SUBMISSIONS and not (instance.kind == "webhook" and instance.config.get("moderated") is True):
        raise ConfigurationError(f"the source {SUBMISSIONS!r} is not stored: so is called what readers send in")
    document = instance.model_dump_json()
    connection.execute(query("source_upsert"), {"instance": document, "type": type_of(instance.kind)})


def passed(connection: Connection, slug: str) -> bool:
    """Make a source on trial active; False when it is on trial no more."""
    return connection.execute(query("source_passed"), {"slug": slug}).one_or_none() is not None


def failed_trial(connection: Connection, slug: str, reason: str) -> None:
    """Keep why a source on trial could not be read."""
    connection.execute(query("source_failed_trial"), {"slug": slug, "reason": reason})


def _instance(row: RowMapping) -> SourceInstance:
    """Raises: ConfigurationError."""
    return read_instance({name: row[name] for name in SourceInstance.model_fields})
