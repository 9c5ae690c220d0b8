"""A response body as it came: what a fetch brings and the archive keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RawPayload:
    """One response body, for the archive."""

    url: str
    media_type: str
    body: bytes
