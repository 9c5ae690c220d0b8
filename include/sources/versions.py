"""Which of two records of one listing is the newer word, and by what a listing is recognised whose id has changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from include.sources.text.moments import read_time

STAMP_KEYS = ("dateModified", "modified")
"""When a record was written last: as schema.org has it, and as the connectors note it."""
FRACTION = re.compile(r"(?<=:\d\d)\.\d+")


def is_older(record: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """Whether `record` was written before `known`, which came earlier: a late delivery, a copy out of a cache.

    By SEQUENCE where both have one, unless the stamp contradicts it, else by the stamp; without either it is not.
    """
    mine, theirs = _stamp(record), _stamp(known)
    before = mine is not None and theirs is not None and mine < theirs
    steps = (record.get("sequence"), known.get("sequence"))
    if isinstance(steps[0], int) and isinstance(steps[1], int) and steps[0] != steps[1]:
        after = mine is not None and theirs is not None and mine > theirs
        return steps[0] < steps[1] and not after and mine is not None
    return before


def _stamp(record: Mapping[str, Any]) -> datetime | None:
    value = next((record[key] for key in STAMP_KEYS if record.get(key)), None)
    text = FRACTION.sub("", value) if isinstance(value, str) else value
    found = read_time(text, UTC)
    return found.at if found else None
