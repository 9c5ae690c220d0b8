"""What erasures listed leaves the archive, after their transactions; apart from erasing, so that retention is light."""

from __future__ import annotations

from sqlalchemy import Engine

from include.db import query
from include.payloads.archive import Archive

MAX_REMOVED_AT_ONCE = 500
"""Payloads that go in one transaction."""


def remove_archived(engine: Engine, archive: Archive) -> int:
    """Remove from the archive what erasures listed, each off the list once it is gone; returns how many.

    Raises: TransientError when the archive cannot be reached; what is left stays listed.
    """
    removed = 0
    while True:
        with engine.begin() as connection:
            uris = connection.execute(query("archive_removals"), {"size": MAX_REMOVED_AT_ONCE}).scalars().all()
            if not uris:
                return removed
            archive.remove(uris)
            connection.execute(query("archive_removed"), {"uris": list(uris)})
        removed += len(uris)
