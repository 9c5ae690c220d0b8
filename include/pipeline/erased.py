"""What was erased by a legal demand does not come back: a fetch leaves it out, and keeps no body that holds it.

Nothing but hashes is kept of it, of its id and of what it is recognised by where ids change, each erasure with a key of
its own.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.sources.base import FetchResult, Source

WITHHELD = "it could not be read; what it quotes is not kept, since listings of this source were erased"
REPORTED = "erased listings are left out, and what brought or may hold them is not archived"


def digests(salt: bytes, external_id: str, likeness: str | None) -> list[bytes]:
    """By what a listing is recognised as erased, under the key of an erasure."""
    known = [f"id\0{external_id}", *([f"likeness\0{likeness}"] if likeness else [])]
    return [hmac.digest(salt, one.encode(), hashlib.sha256) for one in known]


def likeness_of(source: Source, raw: Mapping[str, Any] | None) -> str | None:
    """What a record is recognised by; None for one that cannot be read."""
    try:
        return source.likeness(raw or {})
    except Exception:  # whatever foreign input can raise: its id is recognised all the same
        return None


def has_erasures(connection: Connection, source_id: UUID) -> bool:
    """Whether anything of the source was ever erased: what it brings and nobody can read may hold that."""
    return connection.execute(query("erased_of_source"), {"source_id": source_id}).first() is not None


def leave_erased_out(connection: Connection, source_id: UUID, source: Source, result: FetchResult) -> bool:
    """Take what was erased out of the records of `result`; returns whether its bodies hold, or may hold, any of it.

    So may what could not be read, and bodies in which nothing was found: nothing of that is quoted. Bodies that were
    pushed are emptied: call it in the transaction that writes.
    """
    known = connection.execute(query("erased_of_source"), {"source_id": source_id}).all()
    if not known:
        return False
    by_salt = [(bytes(row.salt), {bytes(one) for one in row.digests}) for row in known]
    kept = [one for one in result.records if not _is_erased(source, one.external_id, one.data, by_salt)]
    if len(kept) < len(result.records):
        result.records[:] = kept
        result.state.clear()  # connectors remember ids, and whatever else was there
    elif not result.unreadable and (result.records or result.kept or not result.payloads):
        return False
    result.unreadable[:] = [replace(one, reason=WITHHELD, excerpt="") for one in result.unreadable]
    connection.execute(query("inbox_erase"), {"ids": list(result.taken)})
    return True


def remove_later(connection: Connection, uris: Iterable[str]) -> None:
    """List payloads to be removed from the archive once this transaction has ended."""
    connection.execute(query("archive_removals_write"), {"uris": sorted(set(uris))})


def _is_erased(source: Source, external_id: str, raw: Any, by_salt: Iterable[tuple[bytes, set[bytes]]]) -> bool:
    likeness = likeness_of(source, raw)
    return any(not found.isdisjoint(digests(salt, external_id, likeness)) for salt, found in by_salt)
