"""A span that stands in one field: `2026-03-07/2026-03-09`, `2026-03-07T19:00/PT2H`, `2026-03-07 to 2026-03-09`.

The end may leave out what it shares with the start (`2026-03-07/09`, `2026-03-07T19:00/22:00`), as ISO 8601 has it.
"""

from __future__ import annotations

import re
from datetime import tzinfo
from typing import Any

from include.sources.fields.durations import read_duration
from include.sources.fields.moments import MAX_TIME_CHARS, read_time
from include.understand.text.patterns import bounded

_DAY = r"\d{4}-\d{1,2}-\d{1,2}|\d{8}"
_CLOCK = r"[T\s]?\d{1,2}(?::?\d{2}){0,2}(?:[.,]\d{1,9})?"
_OFFSET = r"\s?(?:Z|[+-]\d{2}:?\d{2})"
_START = rf"(?P<start>(?P<local>(?:{_DAY})(?:{_CLOCK})?)(?P<offset>(?<=:\d\d){_OFFSET}|(?<=\d{{6}}){_OFFSET})?)"
INTERVAL = bounded(
    rf"\s*{_START}(?:\s?(?:/|--|[–—])\s?|\s(?:-|to|till|until)\s)(?P<end>[^/]{{0,40}}?)\s*", re.IGNORECASE
)
_WHOLE = re.compile(rf"(?:{_DAY})(?!\d)", re.IGNORECASE)
_OPEN = ("", "..")


def read_interval(value: Any, zone: tzinfo) -> tuple[Any, Any] | None:
    """Start and end of a span in one field, to be read as if they stood in two; None where it is none.

    The end is None where it is left open. `zone`: that of a naive start, from which a duration counts.
    """
    if not isinstance(value, str) or len(value) > MAX_TIME_CHARS:
        return None
    match = INTERVAL.fullmatch(value)
    begins = read_time(match["start"], zone) if match else None
    if match is None or begins is None:
        return None
    end = match["end"]
    if end in _OPEN:
        return match["start"], None
    if length := read_duration(end):
        return match["start"], begins.at + length
    whole = end if _WHOLE.match(end) else _completed(end, match)
    return (match["start"], whole) if whole and read_time(whole, zone) else None


def _completed(end: str, match: re.Match[str]) -> str | None:
    """The end with what it shares with the start; None where it is not written as the end of the start is."""
    local, offset = match["local"], match["offset"] or ""
    end = end.removesuffix(offset)
    before, replaced = local[: len(local) - len(end)], local[len(local) - len(end) :]
    return before + end + offset if before and _shape(replaced) == _shape(end) else None


def _shape(text: str) -> str:
    return re.sub(r"\d", "0", text)
