"""A record whose text announces several happenings becomes a record for each of them.

A part's external id is `<id of the record>#part:<words of its name>`: an edit of one part leaves the ids of the others.
The part stands in the record, under PART_KEY, so that it is read again later as it was split. A post without a date of
its own is not split: its days would be other days at each fetch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from include.areas.area import area_in, folder_of
from include.errors import BrokenRecord, NotAnEvent
from include.listing import MAX_DESCRIPTION_CHARS, Listing, Venue
from include.sources.base import FetchResult, RawRecord, Reading, Source
from include.sources.configuration.instance import SourceInstance
from include.sources.fields.moments import own_publication, published_at
from include.sources.fields.status import status_of, title_and_status
from include.sources.gathering import MAX_FETCH_CHARS, MAX_RECORDS, Gathering, chars_of
from include.sources.identity import MAX_EXTERNAL_ID_CHARS, clip
from include.sources.registry import OfflineHttp
from include.understand.text.availability import title_and_availability
from include.understand.text.patterns import TooManyMentions
from include.understand.text.posts.part import MAX_KEY_CHARS, Part
from include.untrusted.bounds import at_most
from include.untrusted.budget import within_budget

PART_KEY = "jatre:part"
PART_MARK = "#part:"
STOP_CONFIDENCE = 0.7
"""How far the place is believed that the line of a tour's stop names."""
MAX_SPLIT_CHARS = MAX_DESCRIPTION_CHARS
"""Characters of a description in which several announcements are looked for: all that it may have."""
MAX_WHOLE_CHARS = MAX_EXTERNAL_ID_CHARS - len(PART_MARK) - MAX_KEY_CHARS
"""Characters that a part's id keeps of its post's."""


def split(fetched: FetchResult, reader: Source, now: datetime) -> FetchResult:
    """The fetch with each post that announces several happenings as its parts; only kinds that bring prose are read.

    `reader` is the connector without its secrets: each post is read within a budget, in a process of its own. A post
    whose parts cannot be looked for, or are more than one fetch may bring, is set aside with all of them; the fetch is
    not complete then, because what is absent might be one of them.
    """
    if not reader.prose:
        return fetched
    records: list[RawRecord] = []
    aside = Gathering()
    chars = 0
    for record in fetched.records:
        try:
            parts, size = _within_bounds(_records(record, reader, now, aside), len(records), chars)
        except Exception as error:  # whatever foreign input can raise
            aside.set_aside(error, record.external_id)
            if len(records) >= MAX_RECORDS or chars >= MAX_FETCH_CHARS:
                break
        else:
            records += parts
            chars += size
    listed = aside.still_listed - {one.external_id for one in records}
    return replace(
        fetched, records=records, complete=fetched.complete and aside.whole,
        unreadable=[*fetched.unreadable, *aside.unreadable], kept=fetched.kept | listed,
    )  # fmt: skip


def is_part(record: RawRecord) -> bool:
    """Whether a record is one of several of its post."""
    return isinstance(record.data.get(PART_KEY), Mapping)


def post_ids(record: RawRecord) -> set[str]:
    """Under what a record's post is known: its own id, and what its parts' ids keep of it."""
    part = record.data.get(PART_KEY)
    own = str(part["of"]) if isinstance(part, Mapping) else record.external_id
    return {own, clip(own, MAX_WHOLE_CHARS)}


def narrow(listing: Listing, raw: Mapping[str, Any]) -> Listing:
    """`listing`, read from the whole record, as the part that `raw` is; itself where it is none."""
    part = raw.get(PART_KEY)
    if not isinstance(part, Mapping):
        return listing
    title, status = title_and_status(str(part["title"]))
    listing.title, listing.availability = title_and_availability(title)
    listing.status = status or status_of(part.get("status", "")) or listing.status
    listing.description, listing.description_marks = str(part["text"]), []
    listing.note("title", "text", 0.8)
    venue, city = part.get("venue"), part.get("city")
    if venue or city:  # a stop of a tour is where its line places it, and nowhere else
        listing.venue = Venue(name=venue, address=city)
        listing.note("venue", "text", STOP_CONFIDENCE)
    return listing


def _within_bounds(parts: Iterable[RawRecord], count: int, chars: int) -> tuple[list[RawRecord], int]:
    """The parts of a record, and their characters, behind `count` records of `chars` characters.

    Raises: BrokenRecord when there is no room for all of them.
    """
    at_most(MAX_RECORDS, count + 1, "records in one fetch")
    found: list[RawRecord] = []
    size = 0
    for one in parts:
        at_most(MAX_RECORDS, count + len(found) + 1, "records in one fetch")
        size += chars_of(one)
        at_most(MAX_FETCH_CHARS, chars + size, "characters in all records of one fetch")
        found.append(one)
    return found, size


def _records(record: RawRecord, reader: Source, now: datetime, aside: Gathering) -> Iterator[RawRecord]:
    """The record, or each of its parts; one that cannot be taken is set aside, and still is listed where it was."""
    data = {name: value for name, value in record.data.items() if name != PART_KEY}
    area = folder_of(reader.instance.area)
    parts = within_budget(_parts, type(reader), reader.instance, area, data, now)
    if not parts:
        yield record if len(data) == len(record.data) else RawRecord(record.external_id, data)
    for part in parts:
        external_id = f"{clip(record.external_id, MAX_WHOLE_CHARS)}{PART_MARK}{part.key}"
        if part.reason:
            aside.set_aside(BrokenRecord(part.reason), part.text, external_id if part.key else None)
        else:
            yield RawRecord(external_id, {**data, PART_KEY: _of_part(part, record.external_id)})


def _of_part(part: Part, post: str) -> dict[str, str]:
    """What stands of a part in its record."""
    more = {"venue": part.venue, "city": part.city, "status": part.status}
    return {"of": post, "title": part.title, "text": part.text, **{name: one for name, one in more.items() if one}}


def _parts(
    connector: type[Source], instance: SourceInstance, folder: Path, data: dict[str, Any], now: datetime
) -> list[Part]:
    """The announcements of one post; none of a record that has dates of its own, or that is refused as a whole."""
    # heavy, so imported where posts are read: a fifth of what a fetch imports, and most sources list no posts
    from include.understand.place.tours.stops import tour_stops  # noqa: PLC0415
    from include.understand.text.posts.happenings import parts_of  # noqa: PLC0415

    if own_publication(data) is None:
        return []
    area = area_in(folder)
    try:
        listing = connector(instance, OfflineHttp()).transform(data, Reading(now=now, area=area))
    except (BrokenRecord, NotAnEvent, ValidationError):  # it is set aside with its reason where it is understood
        return []
    if listing.occurrences:
        return []
    posted = published_at(data, now).astimezone(area.zone).date()
    title, text = listing.title, (listing.description or "")[:MAX_SPLIT_CHARS]
    try:
        return tour_stops(title, text, posted, area) or parts_of(title, text, posted, area.words)
    except TooManyMentions:  # it stays one post, of which the beginning is read
        return []
