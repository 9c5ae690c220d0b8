"""Ids that change from fetch to fetch: a listing is recognised by its title, place and start, and takes the new id.

Some calendars make new UIDs at every export. Without this each fetch would bring all of their events as new ones and
count all of the old ones as absent, so that the guard of absences holds for ever and nothing is ever gone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.sources.base import RawRecord, Source
from include.sources.gathering import MAX_FETCH_CHARS, MAX_RECORDS

PIECE_RECORDS = 50
"""Records in memory at a time, each of up to a million characters."""


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
    unseen = {key: _likeness(source, raw) for key, raw in _unseen(connection, source_id, seen)}
    pairs = _pairs(unseen, fresh)
    if pairs:
        document = json.dumps(pairs)
        connection.execute(query("listings_rename"), {"source_id": source_id, "pairs": document})
        connection.execute(query("decisions_rename"), {"slug": source.instance.slug, "pairs": document})
    return len(pairs)


def _unseen(connection: Connection, source_id: UUID, seen: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Id and record of what the fetch did not show, as much as one fetch may bring.

    Read piece by piece: the unseen records of many fetches may be more than memory holds.
    """
    wanted = {"source_id": source_id, "seen": seen, "size": MAX_RECORDS}
    chars = 0
    with connection.execute(query("listings_unseen"), wanted, execution_options={"yield_per": PIECE_RECORDS}) as found:
        for row in found:
            chars += len(json.dumps(row.raw_data, ensure_ascii=False))
            if chars > MAX_FETCH_CHARS:
                return
            yield row.external_id, row.raw_data


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
