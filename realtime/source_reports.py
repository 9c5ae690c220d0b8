"""What became of each source's listings, for its publisher: read of the database at most once a minute each."""

from __future__ import annotations

import json
import re
import time
from typing import Any

from include.listing import SOURCE_SLUG
from realtime import contract
from realtime.database import ServiceDatabase
from realtime.limits.shared_reads import SharedReads

_CACHE_SECONDS = 60.0
_MAX_KEPT = 1_000


class SourceReports:
    """The reports of the database, each kept for a minute."""

    def __init__(self, database: ServiceDatabase) -> None:
        self._database = database
        self._reads: SharedReads[str, dict[str, Any] | None] = SharedReads()
        self._known: dict[str, tuple[float, dict[str, Any]]] = {}

    async def get(self, slug: str) -> dict[str, Any] | None:
        """The report on a source, None for one that the public is not shown. Raises: DatabaseAway."""
        if not re.fullmatch(SOURCE_SLUG, slug):
            return None
        kept = self._known.get(slug)
        if kept and time.monotonic() - kept[0] < _CACHE_SECONDS:
            return kept[1]
        while others := self._reads.under_way(slug):
            if await self._reads.ended(others):
                return others.result()
        return await self._reads.lead(slug, lambda: self._read(slug))

    async def _read(self, slug: str) -> dict[str, Any] | None:
        async with self._database.connection() as connection:
            text = await contract.source_report(connection, slug)
        if text is None:
            return None
        report: dict[str, Any] = json.loads(text)
        if len(self._known) >= _MAX_KEPT:
            self._known.clear()
        self._known[slug] = (time.monotonic(), report)
        return report
