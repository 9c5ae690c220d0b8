"""A record whose text announces several happenings becomes a record for each of them.

A part's external id is `<id of the record>#part:<words of its name>`: an edit of one part leaves the ids of the others.
The part stands in the record, under PART_KEY, so that it is read again later as it was split.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from include.listing import Listing
from include.sources.base import FetchResult, RawRecord, Reading, Source
from include.sources.identity import clip
from include.sources.text.moments import published_at
from include.understand.text.happenings import parts_of

PART_KEY = "jatre:part"
PART_MARK = "#part:"
MAX_SPLIT_CHARS = 6_000
"""Characters of a description in which several announcements are looked for."""


def split(fetched: FetchResult, source: Source, reading: Reading) -> FetchResult:
    """The fetch with each post that announces several happenings as its parts; only kinds that bring prose are read."""
    if not source.prose:
        return fetched
    records = [part for record in fetched.records for part in _records(record, source, reading)]
    return replace(fetched, records=records)


def whole_id(external_id: str) -> str:
    """The id of the record of which `external_id` is a part, or itself."""
    return external_id.partition(PART_MARK)[0]


def narrow(listing: Listing, raw: Mapping[str, Any]) -> Listing:
    """`listing`, read from the whole record, as the part that `raw` is; itself where it is none."""
    part = raw.get(PART_KEY)
    if not isinstance(part, Mapping):
        return listing
    listing.title, listing.description = str(part["title"]), str(part["text"])
    listing.note("title", "text", 0.8)
    return listing


def _records(record: RawRecord, source: Source, reading: Reading) -> Iterator[RawRecord]:
    data = {name: value for name, value in record.data.items() if name != PART_KEY}
    try:
        listing = source.transform(data, reading)
        posted = published_at(data, reading.now).astimezone(reading.zone).date()
        text = (listing.description or "")[:MAX_SPLIT_CHARS]
        parts = [] if listing.occurrences else parts_of(listing.title, text, posted, reading.area.words)
    except Exception:  # whatever foreign input can raise: what cannot be read is set aside where it is understood
        parts = []
    if not parts:
        yield record if len(data) == len(record.data) else RawRecord(record.external_id, data)
    for part in parts:
        yield RawRecord(
            clip(f"{record.external_id}{PART_MARK}{part.key}"),
            {**data, PART_KEY: {"title": part.title, "text": part.text}},
        )
