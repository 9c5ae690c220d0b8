"""Platforms that are known by the addresses of their pages, and how their events are read: `by_address.json`.

One entry a platform: its `name`, a pattern of the whole `address` that somebody may paste (a page for people, or the
API behind it), the `kind` of connector, and its `config`, in which `{name}` stands for a group of the pattern.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from include.network.urls import MAX_URL_CHARS
from include.understand.text.patterns import bounded

FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class KnownPlatform:
    """A platform, and the configuration with which its events are read."""

    name: str
    address: re.Pattern[str]
    kind: str
    config: dict[str, Any]

    def config_of(self, url: str) -> dict[str, Any] | None:
        """The configuration for what stands at `url`; None when that is no address of the platform."""
        found = self.address.fullmatch(url.strip()) if len(url) <= MAX_URL_CHARS else None
        filled: dict[str, Any] | None = _filled(self.config, found.groupdict()) if found else None
        return filled


@cache
def known_platforms() -> tuple[KnownPlatform, ...]:
    """All platforms of the file, in its order."""
    entries = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(KnownPlatform(one["name"], bounded(one["address"]), one["kind"], one["config"]) for one in entries)


def platform_at(url: str) -> tuple[KnownPlatform, dict[str, Any]] | None:
    """The first platform to which an address belongs, with its configuration; None for any other address."""
    found = ((one, config) for one in known_platforms() if (config := one.config_of(url)) is not None)
    return next(found, None)


def _filled(value: Any, parts: dict[str, str]) -> Any:
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda match: parts.get(match[1], match[0]), value)
    if isinstance(value, dict):
        return {key: _filled(one, parts) for key, one in value.items()}
    return [_filled(one, parts) for one in value] if isinstance(value, list) else value
