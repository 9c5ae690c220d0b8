"""Phrases about time, read at one moment and written as short as they can be."""

from __future__ import annotations

from datetime import datetime

from include.understand.text.expressions.preferences import Preferences
from include.understand.text.expressions.read import read_expression

NOW = datetime(2026, 3, 4, 10)  # noqa: DTZ001
"""A Wednesday."""


def read(text: str, now: datetime = NOW, **preferences: bool) -> str:
    """From when until when, each as short as it can be written."""
    found = read_expression(text, now, Preferences(**preferences))
    if found is None:
        return "nothing"
    day, hour = ("%Y-%m-%d " if found.dated else ""), ("%H:%M" if found.timed else "")
    ends = [found.start] if found.is_point else [found.start, found.end]
    return " to ".join(one.strftime(day + hour).strip() if one else "" for one in ends).strip()
