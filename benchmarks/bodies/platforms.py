"""Whether JSON is an answer of a platform's API, by the shape of the first of its items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from include.sources.json.paths import list_at, look_up

TOKEN = "a-token-of-nobody"


@dataclass(frozen=True)
class Detected:
    """A kind of connector and what its `config` takes beside the address."""

    kind: str
    config: dict[str, Any] = field(default_factory=dict)


def platform_of(document: Any) -> Detected | None:
    """The platform that answers so; None when it is none that is known."""
    if not isinstance(document, Mapping):
        return None
    event = _first(document, "events")
    if look_up(event, "start.utc") or look_up(event, "start.local"):
        return Detected("eventbrite", {"token": TOKEN, "organizers": ["1"]})
    return None


def _first(document: Any, path: str) -> Any:
    items = list_at(document, path)
    return items[0] if items and isinstance(items[0], Mapping) else None
