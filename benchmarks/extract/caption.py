"""Texts with the values that are right: JSON lines, a text each.

`{"id", "text", "posted", "is_event", "start", "end", "starts", "events", "venue", "price_min", "price_max",
"category"}`: times are local in the area's zone, to the minute, or the day alone; `end` that of the first date or, of
several, of the last; `venue` the names that count as right (none: no place is named); `events` how many happenings it
announces, or a list of them; `category` one or the several that can be defended. None where the text says nothing; a
field that is absent is not measured.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FIELDS = ("is_event", "start", "end", "starts", "events", "venue", "price_min", "price_max", "category")


@dataclass(frozen=True)
class Caption:
    """One text, when it was posted, and its right values by field."""

    id: str
    text: str
    posted: datetime
    gold: Mapping[str, Any]


def read_captions(path: Path, zone: ZoneInfo) -> list[Caption]:
    """The texts of a file."""
    return [_caption(json.loads(line), zone) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _caption(written: Mapping[str, Any], zone: ZoneInfo) -> Caption:
    posted = datetime.fromisoformat(written["posted"])
    return Caption(
        id=str(written["id"]),
        text=written["text"],
        posted=posted if posted.tzinfo else posted.replace(tzinfo=zone),
        gold={field: written[field] for field in FIELDS if field in written},
    )
