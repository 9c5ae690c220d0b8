"""What a fetch adds to the health of its source, which `include/sql/views/source_health_v1.sql` works out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.sources.base import RawRecord

PAUSE_RUNS = 5
"""Runs that fail in a row, retries not counted, before a source is paused by itself."""
PAUSE_HOURS = 24
"""Hours from the first to the last of them, at least: an evening's outage pauses nothing."""
MAX_FIELDS = 100
"""Fields of a record that are counted, the most frequent ones."""
MAX_FIELD_CHARS = 100
PAUSED = "paused after "
"""How the reason of a pause begins."""
CREDENTIALS = "the credentials of "
"""How the note on a source begins whose credentials a person has to see to."""


def record_fields(records: Iterable[RawRecord]) -> dict[str, int]:
    """In how many records each field has a value: at the top of the record, as the source names it."""
    counted = Counter(
        name
        for one in records
        for name, value in one.data.items()
        if value not in (None, "", [], {}) and len(name) <= MAX_FIELD_CHARS
    )
    return dict(counted.most_common(MAX_FIELDS))


def pause_failing(connection: Connection, source_id: UUID) -> str | None:
    """Pause the source when it has failed for too long; why it is paused by itself, None while it is not."""
    wanted = {"source_id": source_id, "runs": PAUSE_RUNS, "hours": PAUSE_HOURS}
    reason = connection.execute(query("source_pause_failing"), wanted).scalars().first()
    return None if reason is None else str(reason)
