"""A source that was looked at becomes one of the pipeline's: stored, read at once, and given a DAG without a deploy."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine

from include.errors import ConfigurationError
from include.operations.preview.address import free_slug
from include.settings import settings
from include.sources.configuration.config import invalid_fields
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored


def add_source(engine: Engine, document: Any, *, name: str, official: bool, by: str) -> SourceInstance:
    """Store the source of a preview (its `source`) as `name`, and write the snapshot from which it gets its DAG.

    Raises: ConfigurationError when the preview has none, when it is read already, or when the name is none.
    """
    if not document:
        raise ConfigurationError("the preview found nothing that could be added")
    with engine.begin() as connection:
        instance = _named(connection, document, name, official, by)
        stored.store(connection, instance)
    stored.write_snapshot(engine, settings().snapshot_file)
    return instance


def _named(connection: Connection, document: dict[str, Any], name: str, official: bool, by: str) -> SourceInstance:
    known, refused = stored.every(connection)
    for one in known:
        if (one.kind, one.config) == (document["kind"], document["config"]):
            raise ConfigurationError(f"the source {one.slug!r} reads this address already")
    taken = {*(one.slug for one in known), *(one.slug for one in refused)}
    name = name.strip() or document["name"]
    slug = free_slug(name, taken)
    try:
        return SourceInstance.model_validate(
            {**document, "slug": slug, "name": name, "official": official, "added_by": by}
        )
    except ValidationError as error:
        raise ConfigurationError(invalid_fields(error)) from None
