"""What changes how a source stands, or has changed: a pause ended, and states that nobody was alerted to yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Engine

from include.db import query
from include.errors import ConfigurationError


def resume(engine: Engine, slug: str, by: str = "an operator") -> None:
    """Let a paused source be read again. Raises: ConfigurationError when there is no such source that is paused."""
    with engine.begin() as connection:
        done = connection.execute(query("source_resume"), {"slug": slug, "by": by}).scalar_one_or_none()
    if done is None:
        raise ConfigurationError(f"there is no paused source {slug!r}: see jatre.source_health_v1")


def report_changes(engine: Engine, alert: Callable[[Mapping[str, Any]], None], state: str | None = None) -> int:
    """Alert once to each source whose state is another than was reported last; returns how many there were.

    With `state` to those alone that are in this state now. `alert` gets `slug`, `name`, `state`, `before` and
    `reasons`. A change is kept as reported after that: when the process dies between the two it is reported again.
    """
    with engine.connect() as connection:
        changes = [dict(row) for row in connection.execute(query("health_changes"), {"state": state}).mappings()]
    for change in changes:
        alert(change)
        with engine.begin() as connection:
            connection.execute(query("health_reported"), {"slug": change["slug"], "state": change["state"]})
    return len(changes)
