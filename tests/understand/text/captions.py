"""Captions read as posted on one day, their dates and hours written as short as they can be."""

from __future__ import annotations

from datetime import datetime, timedelta

from include.areas.area import load_area
from include.understand.text.when import read_when

AREA = load_area("indiranagar")
POSTED = datetime(2026, 3, 3, 10, tzinfo=AREA.zone)
"""A Tuesday."""


def times(text: str) -> list[str]:
    """Day of the month and hour at which each date of a caption begins and, where that is stated, ends."""
    found = read_when(f"A post\n{text}", POSTED, AREA.zone, timedelta(days=60))
    dates = found.occurrences if found else []
    return [_local(one.starts_at) + (f"-{_local(one.ends_at)}" if one.ends_at else "") for one in dates]


def _local(moment: datetime) -> str:
    return moment.astimezone(AREA.zone).strftime("%d %H:%M")
