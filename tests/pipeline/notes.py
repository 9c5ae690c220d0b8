"""A connector for tests: a raw record is a listing's document, or a text to be understood, or broken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from include.errors import BrokenRecord
from include.listing import Listing
from include.sources.base import FetchResult, Reading, Source, SourceType
from include.sources.provenance import from_structure


class Notes(Source):
    kind: ClassVar[str] = "notes"
    type: ClassVar[SourceType] = "replay"

    def fetch(self, now: datetime) -> FetchResult:
        return FetchResult([], complete=False)

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        if "broken" in raw:
            raise BrokenRecord(raw["broken"])
        if "crash" in raw:
            raise ZeroDivisionError(raw["crash"])
        document = {key: value for key, value in raw.items() if key != "published"}
        return from_structure(Listing.model_validate(document))
