"""A record whose text announces several happenings becomes a record for each of them.

A part's external id is `<id of the record>#part:<words of its name>`: an edit of one part leaves the ids of the others.
The part stands in the record, under PART_KEY, so that it is read again later as it was split.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from include.areas.area import area_in, folder_of
from include.listing import Listing
from include.sources.base import FetchResult, RawRecord, Reading, Source
from include.sources.configuration.instance import SourceInstance
from include.sources.identity import clip
from include.sources.registry import OfflineHttp
from include.sources.text.moments import published_at
from include.understand.text.happenings import Part, parts_of
from include.untrusted.budget import within_budget

PART_KEY = "jatre:part"
PART_MARK = "#part:"
MAX_SPLIT_CHARS = 6_000
"""Characters of a description in which several announcements are looked for."""


def split(fetched: FetchResult, reader: Source, now: datetime) -> FetchResult:
    """The fetch with each post that announces several happenings as its parts; only kinds that bring prose are read.

    `reader` is the connector without its secrets: each post is read within a budget, in a process of its own.
    """
    if not reader.prose:
        return fetched
    records = [part for record in fetched.records for part in _records(record, reader, now)]
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


def _records(record: RawRecord, reader: Source, now: datetime) -> Iterator[RawRecord]:
    data = {name: value for name, value in record.data.items() if name != PART_KEY}
    area = folder_of(reader.instance.area)
    try:
        parts = within_budget(_parts, type(reader), reader.instance, area, data, now)
    except Exception:  # whatever foreign input can raise: what cannot be read is set aside where it is understood
        parts = []
    if not parts:
        yield record if len(data) == len(record.data) else RawRecord(record.external_id, data)
    for part in parts:
        yield RawRecord(
            clip(f"{record.external_id}{PART_MARK}{part.key}"),
            {**data, PART_KEY: {"title": part.title, "text": part.text}},
        )


def _parts(
    connector: type[Source], instance: SourceInstance, folder: Path, data: dict[str, Any], now: datetime
) -> list[Part]:
    """The announcements of one post; none of a record that has dates of its own."""
    area = area_in(folder)
    listing = connector(instance, OfflineHttp()).transform(data, Reading(now=now, area=area))
    if listing.occurrences:
        return []
    posted = published_at(data, now).astimezone(area.zone).date()
    return parts_of(listing.title, (listing.description or "")[:MAX_SPLIT_CHARS], posted, area.words)
