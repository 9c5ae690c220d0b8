"""The words around published dates."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Announcement:
    """What an announcement contains beside its dates. `text` begins with the title; `zone` is the area's."""

    title: str
    keywords: tuple[str, ...]
    text: str
    zone: ZoneInfo
