"""RSS and Atom feeds.

`config`: `url`; `venue` and `address` when all that the feed tells of is at one place.

A feed shows the newest entries only, so a fetch is never complete and an absence means nothing. What an entry says
about times, venue and price is prose, unless the feed carries an event extension (`ev:`, `xcal:`, `georss:`). Without
one the listing comes without occurrences. The date of publication is never a start; it stays in the record as
`published` (ISO 8601), against which "this Saturday" can be read.
"""

from __future__ import annotations

import calendar
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, ClassVar

import feedparser  # type: ignore[import-untyped]

from include.errors import BrokenRecord, UnreadablePayload
from include.http import conditional_headers, validators
from include.listing import Image, Listing, Venue
from include.sources.base import FetchResult, RawRecord, Reading, Source, SourceType, Unreadable
from include.sources.identity import canonical_url, clip
from include.sources.payloads import looks_like
from include.sources.places import degrees, or_default, venue_of
from include.sources.provenance import from_structure
from include.sources.status import title_and_status
from include.sources.text import one_line, plain_text
from include.sources.times import read_span

STARTS = ("ev_startdate", "xcal_dtstart", "startdate", "event_start", "mec_startdate")
ENDS = ("ev_enddate", "xcal_dtend", "enddate", "event_end", "mec_enddate")
VENUES = ("ev_location", "xcal_location", "event_location", "mec_location")


class Rss(Source):
    """A feed published at one address."""

    kind: ClassVar[str] = "rss"
    type: ClassVar[SourceType] = "rss"

    def fetch(self, now: datetime) -> FetchResult:
        """The entries that the feed shows; nothing when it is not modified."""
        answer = self.http.get(self.instance.config["url"], headers=conditional_headers(self.state))
        if answer.status == 304:
            return FetchResult([], complete=False, unchanged=True, state=self.state)
        text = answer.text()
        kind = looks_like(text)
        if kind in ("html", "json", "ical", "other"):
            raise UnreadablePayload(f"{answer.url}: expected a feed, got {kind}: {text.strip()[:80]!r}")
        # as a stream: bytes could be the name of a file, which it would open
        stream = BytesIO(answer.body)
        feed = feedparser.parse(stream, response_headers={"content-type": answer.media_type or "application/xml"})
        if not feed.version and not feed.entries:
            raise UnreadablePayload(f"{answer.url}: neither RSS nor Atom: {feed.get('bozo_exception')}")
        records: dict[str, RawRecord] = {}
        nameless: list[Unreadable] = []
        for entry in feed.entries:
            key = clip(entry.get("id") or canonical_url(entry.get("link")) or "")
            if key:
                records.setdefault(key, RawRecord(key, _data(entry)))
            else:
                nameless.append(Unreadable("the entry has neither id nor link", str(dict(entry))[:300]))
        return FetchResult(
            records=list(records.values()), complete=False, payloads=[answer.payload()], unreadable=nameless,
            state=dict(validators(answer.headers)),
        )  # fmt: skip

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one entry. Raises: BrokenRecord when it has no title."""
        title = one_line(raw.get("title"))
        if title is None:
            raise BrokenRecord("the entry has no title")
        title, status = title_and_status(title)
        listing = Listing(title=title, description=plain_text(raw.get("text")), timezone=reading.zone.key)
        listing.status = status or "scheduled"
        listing.url = canonical_url(raw.get("link"))
        listing.keywords = [word for word in (one_line(one, 80) for one in raw.get("tags", [])) if word]
        listing.images = [Image(url=url) for url in map(canonical_url, raw.get("images", [])) if url]
        listing.venue = _venue(raw, self.instance.config)
        occurrence = read_span(raw.get("start"), raw.get("end"), reading.zone)
        listing.occurrences = [occurrence] if occurrence else []
        return from_structure(listing)


def _data(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an entry that are read, as JSON. The longest text is the text: summaries repeat it."""
    # feedparser's own look-up answers for one of the two dates with the other, and warns of it
    stamps = dict(entry)
    texts = [entry.get("summary") or "", *(part.get("value") or "" for part in entry.get("content", []))]
    found = {
        "title": entry.get("title"),
        "link": entry.get("link"),
        "text": max(texts, key=len) or None,
        "published": _moment(stamps.get("published_parsed") or stamps.get("updated_parsed")),
        "tags": [tag["term"] for tag in entry.get("tags", []) if tag.get("term")],
        "images": list(dict.fromkeys(_images(entry))),
        "start": _any(entry, STARTS),
        "end": _any(entry, ENDS),
        "venue": _any(entry, VENUES),
        "point": _point(entry),
    }
    return {key: value for key, value in found.items() if value}


def _images(entry: Mapping[str, Any]) -> Iterator[str]:
    for one in [*entry.get("media_content", []), *entry.get("media_thumbnail", []), *entry.get("enclosures", [])]:
        url, kind = one.get("url") or one.get("href"), str(one.get("type") or one.get("medium") or "image")
        if url and kind.startswith("image"):
            yield url


def _any(entry: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((str(entry[key]) for key in keys if entry.get(key)), None)


def _point(entry: Mapping[str, Any]) -> list[float] | None:
    """Latitude and longitude, from the point of GeoRSS or the W3C geo vocabulary."""
    where = entry.get("where") or {}
    east_north = where.get("coordinates") if where.get("type") == "Point" else None
    pair = (east_north[1], east_north[0]) if east_north else (entry.get("geo_lat"), entry.get("geo_long"))
    north, east = degrees(*pair)
    return [north, east] if north is not None and east is not None else None


def _venue(raw: Mapping[str, Any], config: Mapping[str, Any]) -> Venue:
    found = or_default(venue_of(raw.get("venue")), config)
    found.latitude, found.longitude = raw.get("point") or (None, None)
    return found


def _moment(parsed: time.struct_time | None) -> str | None:
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else None
