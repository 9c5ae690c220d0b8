"""Records of a fetch into the ledger: what is new, what has changed, and what an older copy must not undo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.pipeline.failures import is_ours, is_passing, reason_of
from include.sources.base import RawRecord, Source, Unreadable
from include.sources.fields.moments import MAX_TIME_CHARS
from include.sources.identity import content_hash
from include.sources.parts import is_part, post_ids
from include.sources.versions import SIGNED_KEY, VERSION_KEYS, is_older

MAX_STATEMENT_RECORDS = 500
"""Records in one statement."""
OLDER = "it was written before what is known of it (dateModified, SEQUENCE)"
CHANGED_SINCE = "it has changed since the fetch that was read again"


@dataclass(frozen=True, slots=True)
class RecordedListings:
    """Counts of listings; `refused` were not written, and of a post in `stale` an old copy came: nothing of it was."""

    new: int
    changed: int
    unchanged: int
    refused: list[Unreadable]
    stale: set[str]


def write_listings(
    connection: Connection,
    source_id: UUID,
    source: Source,
    records: list[RawRecord],
    uri: str | None,
    as_of: datetime | None = None,
) -> RecordedListings:
    """New and changed listings; an unchanged one costs its part of one look-up and writes nothing.

    With `as_of` they are read again, of a fetch that ended then: what has changed since is left as it is.
    """
    hashes = {one.external_id: content_hash(one.data, source.volatile) for one in records}
    found = connection.execute(query("listings_known"), {"source_id": source_id, "external_ids": sorted(hashes)})
    known = {row.external_id: bytes(row.content_hash) for row in found}
    changed = [one for one in records if known.get(one.external_id) != hashes[one.external_id]]
    parts = [one for one in records if is_part(one) and known.get(one.external_id) == hashes[one.external_id]]
    newer, refused = _without_older(connection, source_id, [*changed, *parts], known, as_of)
    late = {one.excerpt for one in refused}
    stale = {key for one in records if one.external_id in late and is_part(one) for key in post_ids(one)}
    repeated = {one.external_id for one in parts}
    fresh = [one for one in newer if one.external_id not in repeated and stale.isdisjoint(post_ids(one))]
    new = sum(one.external_id not in known for one in fresh)
    _restamp(connection, source_id, [one for one in records if known.get(one.external_id) == hashes[one.external_id]])
    rows = [
        {
            "external_id": one.external_id,
            "content_hash": hashes[one.external_id].hex(),
            "raw_data": one.data,
            "archive_uri": uri,
        }
        for one in fresh
    ]
    refused += write_halving(connection, source_id, rows, as_of)
    return RecordedListings(new, len(fresh) - new, len(records) - len(fresh), refused, stale)


def write_popularity(connection: Connection, source_id: UUID, source: Source, records: list[RawRecord]) -> None:
    """How many people go to each listing, where the source states it: beside the ledger, for it moves all the time."""
    going = ((one.external_id, source.attending(one.data)) for one in records)
    rows = [{"external_id": key, "attending": count} for key, count in going if count is not None]
    if rows:
        connection.execute(query("popularity_write"), {"source_id": source_id, "rows": json.dumps(rows)})


def _restamp(connection: Connection, source_id: UUID, unchanged: list[RawRecord]) -> None:
    """Keep when deliveries that repeat what is known were signed."""
    signed = [
        {"external_id": one.external_id, "signed": one.data[SIGNED_KEY]} for one in unchanged if SIGNED_KEY in one.data
    ]
    if signed:
        wanted = {"source_id": source_id, "key": SIGNED_KEY, "rows": json.dumps(signed)}
        connection.execute(query("listings_restamp"), wanted)


def _without_older(
    connection: Connection,
    source_id: UUID,
    changed: list[RawRecord],
    known: Mapping[str, bytes],
    as_of: datetime | None,
) -> tuple[list[RawRecord], list[Unreadable]]:
    """The records that are news, and those that were written before what the ledger has."""
    now = connection.execute(query("business_now")).scalar_one()
    ids = [one.external_id for one in changed if one.external_id in known]
    wanted = {"source_id": source_id, "external_ids": ids, "keys": list(VERSION_KEYS), "chars": MAX_TIME_CHARS}
    rows = {row.external_id: row for row in connection.execute(query("listings_versions"), wanted)}
    reasons: dict[str, str] = {}
    for one in changed:
        before = rows.get(one.external_id)
        if before and is_older(one.data, before.version or {}, now):
            reasons[one.external_id] = OLDER
        elif before and as_of and before.fetched_at > as_of:
            reasons[one.external_id] = CHANGED_SINCE
    return (
        [one for one in changed if one.external_id not in reasons],
        [Unreadable(reason, external_id) for external_id, reason in reasons.items()],
    )


def write_halving(
    connection: Connection, source_id: UUID, rows: list[dict[str, Any]], as_of: datetime | None = None
) -> list[Unreadable]:
    """Write in pieces; a piece that is refused is halved until the record at fault stands alone."""
    refused: list[Unreadable] = []
    parts = [rows[start : start + MAX_STATEMENT_RECORDS] for start in range(0, len(rows), MAX_STATEMENT_RECORDS)]
    while parts:
        part = parts.pop()
        try:
            with connection.begin_nested():
                document = json.dumps(part, ensure_ascii=False)
                about = {"source_id": source_id, "records": document, "as_of": as_of}
                connection.execute(query("listings_write"), about)
        except Exception as error:  # whatever one record does to a statement
            if is_passing(error) or is_ours(error):
                raise
            if len(part) == 1:
                refused.append(Unreadable(reason_of(error), part[0]["external_id"]))
            else:
                parts += [part[len(part) // 2 :], part[: len(part) // 2]]
    return refused
