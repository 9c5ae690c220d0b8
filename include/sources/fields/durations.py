"""Lengths of time in ISO 8601: `PT1H30M`, `P1D`."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,5})M)?(?:(?P<seconds>\d{1,6})(?:\.\d{1,9})?S)?)?",
    re.IGNORECASE,
)


def read_duration(value: Any) -> timedelta | None:
    """The length that is written, None for one that is none, or nothing."""
    match = DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    return timedelta(**{unit: int(number) for unit, number in match.groupdict().items() if number}) or None
