"""Whether a source instance can be read at all, so that it never gets as far as a scheduler.

Everything that stores an instance or makes a DAG of it asks here, and an error names what to write instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from include.areas.area import load_area
from include.errors import ConfigurationError
from include.sources import registry
from include.sources.configuration import secrets
from include.sources.configuration.config import invalid_fields
from include.sources.configuration.cron import checked_cron
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.plain_secrets import refuse_plain


def read_instance(document: Any) -> SourceInstance:
    """The instance in a document, checked as far as no connector is needed for it.

    Raises: ConfigurationError, which names the field.
    """
    try:
        instance = SourceInstance.model_validate(document)
    except ValidationError as error:
        raise ConfigurationError(invalid_fields(error)) from None
    check_fields(instance)
    return instance


def check_fields(instance: SourceInstance) -> None:
    """Check the instance itself: kind, area, schedule, no secret as it is. Raises: ConfigurationError."""
    registry.type_of(instance.kind)
    try:
        load_area(instance.area)
    except ConfigurationError as error:
        raise ConfigurationError(f"area: {error}") from None
    if instance.schedule is not None:
        try:
            checked_cron(instance.schedule)
        except ValueError as error:
            raise ConfigurationError(f"schedule: {error}") from None
    secrets.names_in(instance.config)
    refuse_plain(instance.config, instance.slug)


def check(instance: SourceInstance) -> None:
    """Check the instance with what its connector wants of the configuration. Raises: ConfigurationError."""
    check_fields(instance)
    registry.connector(instance.kind).check(secrets.covered(instance.config))


def slug_of(document: Any) -> str:
    """What a document that is no instance calls itself, for people; `?` when it does not."""
    slug = document.get("slug") if isinstance(document, Mapping) else None
    return slug[:60] if isinstance(slug, str) and slug else "?"
