"""Ids that change from fetch to fetch: a listing is recognised by its title, place and start, and takes the new id.

Some calendars make new UIDs at every export. Without this each fetch would bring all of their events as new ones and
count all of the old ones as absent, so that the guard of absences holds for ever and nothing is ever gone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.sources.base import RawRecord, Source
from include.sources.gathering import MAX_RECORDS


def rename_listings(
    connection: Connection, source_id: UUID, source: Source, records: Iterable[RawRecord], seen: list[str]
) -> int:
    """Give listings of the source that a complete fetch shows under other ids those ids; returns how many.

    `seen` are all ids of the fetch. What resembles more than one listing is left alone. Call it before the records are
    written, in the same transaction.
    """
    ids = {"source_id": source_id, "external_ids": seen}
    known = {row.external_id for row in connection.execute(query("listings_known"), ids)}
    fresh = {one.external_id: _likeness(source, one.data) for one in records if one.external_id not in known}
    if not any(fresh.values()):
        return 0
    found = connection.execute(query("listings_unseen"), {"source_id": source_id, "seen": seen, "size": MAX_RECORDS})
    unseen = {row.external_id: _likeness(source, row.raw_data) for row in found}
    pairs = _pairs(unseen, fresh)
    if pairs:
        document = json.dumps(pairs)
        connection.execute(query("listings_rename"), {"source_id": source_id, "pairs": document})
        connection.execute(query("decisions_rename"), {"slug": source.instance.slug, "pairs": document})
    return len(pairs)


def _likeness(source: Source, raw: Mapping[str, Any]) -> str | None:
    """What a record is recognised by; None for one that cannot be read, which costs the others nothing."""
    try:
        return source.likeness(raw)
    except Exception:  # whatever foreign input can raise; why it cannot be read is reported when it is extracted
        return None


def _pairs(unseen: dict[str, str | None], fresh: dict[str, str | None]) -> list[dict[str, str]]:
    """Old and new ids of what resembles one another and nothing else."""
    before, after = Counter(unseen.values()), Counter(fresh.values())
    olds = {likeness: key for key, likeness in unseen.items() if likeness and before[likeness] == 1}
    return [
        {"old": olds[likeness], "new": key}
        for key, likeness in sorted(fresh.items())
        if likeness in olds and after[likeness] == 1 and likeness
    ]
