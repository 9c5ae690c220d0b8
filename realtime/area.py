"""Areas, as the service needs them to read times and to render a page."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from include.filters.fields import AREA_CODE
from include.understand.text.searches.vocabulary import SearchVocabulary
from realtime import contract
from realtime.database import ServiceDatabase

_CACHE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class ServedArea:
    """One area; `text` is its JSON as the database wrote it, `vocabulary` what searches are understood with."""

    code: str
    name: str
    zone: ZoneInfo
    text: str
    vocabulary: SearchVocabulary = field(default_factory=SearchVocabulary)

    @classmethod
    def unseeded(cls, code: str) -> ServedArea:
        """A stand-in until the area of the installation is in the database."""
        return cls(code, code.replace("-", " ").title(), ZoneInfo("UTC"), "")


class Areas:
    """The areas of the database, cached for five minutes."""

    def __init__(self, database: ServiceDatabase) -> None:
        self._database = database
        self._known: dict[str, tuple[float, ServedArea]] = {}

    async def get(self, code: str) -> ServedArea | None:
        """The area with this code, or None; raises DatabaseAway when it is not cached and cannot be read."""
        if not re.fullmatch(AREA_CODE, code):
            return None
        kept = self._known.get(code)
        if kept and time.monotonic() - kept[0] < _CACHE_SECONDS:
            return kept[1]
        async with self._database.connection() as connection:
            text = await contract.area_get(connection, code)
            search = await contract.area_search(connection, code)
        if text is None:
            return None
        read = json.loads(text)
        vocabulary = SearchVocabulary.read(json.loads(search or "{}"))
        area = ServedArea(read["code"], read["name"], ZoneInfo(read["timezone"]), text, vocabulary)
        self._known[code] = (time.monotonic(), area)
        return area
