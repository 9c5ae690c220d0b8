"""A response body as it came: what a fetch brings, the archive keeps and a re-read reads again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RawPayload:
    """One response body, for the archive; `about` is what its connector has to know of it to read it again."""

    url: str
    media_type: str
    body: bytes
    about: Mapping[str, str] = field(default_factory=dict)
