"""Which of two records of one listing is the newer word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from include.sources.fields.moments import CLOCK_ERROR, read_time

STAMP_KEYS = ("dateModified", "modified")
"""When a record was written last: as schema.org has it, and as the connectors note it."""
SIGNED_KEY = "signedAt"
"""When the sender of a delivery signed it, noted by the connector: for records that carry no stamp of their own."""
VERSION_KEYS = (*STAMP_KEYS, SIGNED_KEY, "sequence")
"""All of a record that `is_older` looks at."""
FRACTION = re.compile(r"(?<=:\d\d)\.\d+")


def is_older(record: Mapping[str, Any], known: Mapping[str, Any], now: datetime) -> bool:
    """Whether `record` was written before `known`, which came earlier: a late delivery, a copy out of a cache.

    By SEQUENCE where both have one, unless the stamp contradicts it, else by the stamp: the records' own where both
    have one, else those of their deliveries. Without two stamps it is not: a stamp that lies ahead of `now` is none,
    else one wrong stamp would keep out all that its source writes later.
    """
    mine, theirs = _stamp(record, STAMP_KEYS, now), _stamp(known, STAMP_KEYS, now)
    if mine is None or theirs is None:
        mine, theirs = _stamp(record, (SIGNED_KEY,), now), _stamp(known, (SIGNED_KEY,), now)
    if mine is None or theirs is None or mine > theirs:
        return False
    steps = (record.get("sequence"), known.get("sequence"))
    if isinstance(steps[0], int) and isinstance(steps[1], int) and steps[0] != steps[1]:
        return steps[0] < steps[1]
    return mine < theirs


def _stamp(record: Mapping[str, Any], keys: tuple[str, ...], now: datetime) -> datetime | None:
    value = next((record[key] for key in keys if record.get(key)), None)
    text = FRACTION.sub("", value) if isinstance(value, str) else value
    found = read_time(text, UTC)
    return found.at if found and found.at <= now + CLOCK_ERROR else None
