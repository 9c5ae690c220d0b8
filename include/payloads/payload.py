"""A response body as it came: what a fetch brings, the archive keeps and a replay reads again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RawPayload:
    """One response body, for the archive."""

    url: str
    media_type: str
    body: bytes
