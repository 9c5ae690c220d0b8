"""The words around published dates."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from include.areas.area import Area


@dataclass(frozen=True)
class Announcement:
    """What an announcement contains beside its dates. `text` begins with the title; `area` is where it is held."""

    title: str
    keywords: tuple[str, ...]
    text: str
    area: Area

    @property
    def zone(self) -> ZoneInfo:
        """The area's zone."""
        return self.area.zone
