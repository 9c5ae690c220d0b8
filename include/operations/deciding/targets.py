"""What the commands of decisions name: an event, a listing, a decision, and fields with their values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.errors import ConfigurationError

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def event_id(written: str) -> UUID:
    """The id in an id or in the address of a page. Raises: ConfigurationError when there is none."""
    if (found := _ID.search(written)) is None:
        raise ConfigurationError(f"{written!r} is neither an event's id nor the address of its page, /e/<id>")
    return UUID(found[0])


def event_of(connection: Connection, written: str) -> UUID:
    """The event that an id, an address, or a listing (`source/external id`) means. Raises: ConfigurationError."""
    slug, _, external_id = written.partition("/")
    wanted = {"slug": slug, "external_id": external_id}
    found: UUID | None = connection.execute(query("listing_event"), wanted).scalar_one_or_none()
    return found or event_id(written)


def listing_keys(written: Iterable[str]) -> list[tuple[str, str]]:
    """`source/external id` each. Raises: ConfigurationError."""
    keys = []
    for one in written:
        slug, slash, external_id = one.partition("/")
        if not (slug and slash and external_id):
            raise ConfigurationError(f"{one!r} is no listing: write its source, a slash, and its id there")
        keys.append((slug, external_id))
    return keys


def patch_of(settings: Iterable[str]) -> dict[str, Any]:
    """The fields of `title=New title`, `price.cost_type=free`, `capacity=40`: a value is JSON, else a text as it is.

    Raises: ConfigurationError.
    """
    patch: dict[str, Any] = {}
    for one in settings:
        path, equals, written = one.partition("=")
        if not equals:
            raise ConfigurationError(f"{one!r} sets nothing: write field=value")
        *outer, field = path.strip().split(".")
        at: Any = patch
        for name in outer:
            at = at.setdefault(name, {})
            if not isinstance(at, dict):
                raise ConfigurationError(f"{path}: {name} is set as a whole already")
        at[field] = _value(written)
    return patch


def _value(written: str) -> Any:
    try:
        value = json.loads(written)
    except ValueError:
        return written
    return written if isinstance(value, float) and str(value) in ("nan", "inf", "-inf") else value
