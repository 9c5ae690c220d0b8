"""RSS and Atom feeds.

`config`: `url`; `venue` and `address` when all events of the feed are at one place; `fields`, the elements in which it
has parts of an event (`start`, `end`, `venue`, `price`, `status`): `{"start": "mec:startDate"}`, or, for a feed that
puts the start there, `{"start": "published"}`.

A feed shows the newest entries only, so a fetch is never complete and an absence means nothing. What an entry states
about times, venue and price is prose, unless the feed carries an event extension (`ev:`, `xcal:`, `georss:`). Without
one the listing comes without occurrences. The date of publication is no start unless `fields` says so; it stays in the
record as `published` (ISO 8601), against which "this Saturday" can be read. Links are seen from the feed's own site.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from include.areas.local import LocalWords
from include.errors import UnreadablePayload
from include.listing import MAX_IMAGES, MAX_KEYWORDS, Image, Listing, Venue
from include.network.http import conditional_headers, validators
from include.network.urls import canonical_url
from include.payloads.decoding import looks_like
from include.sources.base import FetchResult, Reading, Source, SourceType
from include.sources.configuration.config import ConfigModel, FeedConfig
from include.sources.fields.entry import read_entry
from include.sources.fields.places import or_default, venue_of
from include.sources.fields.plain_text import one_line
from include.sources.fields.prices import read_price_field
from include.sources.fields.times import read_span
from include.sources.provenance import from_structure
from include.sources.rss.entries import read_entries
from include.untrusted.bounds import refusals_explained
from include.untrusted.left_out import distinct, each, optional


class Rss(Source):
    """A feed published at one address."""

    kind: ClassVar[str] = "rss"
    type: ClassVar[SourceType] = "rss"
    prose: ClassVar[bool] = True
    config_model: ClassVar[ConfigModel] = FeedConfig

    def fetch(self, now: datetime) -> FetchResult:
        """The entries that the feed shows; nothing when it is not modified."""
        answer = self.http.get(self.instance.config["url"], headers=conditional_headers(self.state))
        if answer.status == 304:
            return FetchResult([], complete=False, unchanged=True, state=self.state)
        text = answer.text()
        kind = looks_like(text)
        if kind in ("html", "json", "ical", "other"):
            raise UnreadablePayload(f"{answer.url}: expected a feed, got {kind}: {text.strip()[:80]!r}")
        gathering = read_entries(text, answer.url, self.instance.config.get("fields") or {})
        return gathering.result(complete=False, payloads=[answer.payload()], state=dict(validators(answer.headers)))

    @refusals_explained()
    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one entry. Raises: BrokenRecord when it has no title."""
        listing = read_entry(raw, reading.zone, description=raw.get("text"), status=raw.get("status"))
        listing.has_own_id = bool(raw.get("guid"))
        left_out = listing.left_out
        with optional(left_out, "keywords"):
            words = (one_line(one, 80) for one in raw.get("tags") or [])
            listing.keywords = distinct(left_out, "keywords", filter(None, words), MAX_KEYWORDS)
        with optional(left_out, "images"):
            found = distinct(left_out, "images", filter(None, map(canonical_url, raw.get("images") or [])), MAX_IMAGES)
            listing.images = list(each(left_out, "images", found, lambda url: Image(url=url)))
        with optional(left_out, "venue"):
            listing.venue = _venue(raw, self.instance.config, reading.area.words)
        occurrence = read_span(raw.get("start"), raw.get("end"), reading.zone, ignore_zones=reading.ignore_zones)
        listing.occurrences = [occurrence] if occurrence else []
        with optional(left_out, "price"):
            listing.price = read_price_field(str(raw.get("price") or ""), reading.area.money)
        return from_structure(listing)


def _venue(raw: Mapping[str, Any], config: Mapping[str, Any], local: LocalWords) -> Venue:
    found = or_default(venue_of(raw.get("venue"), local), config, local)
    found.latitude, found.longitude = raw.get("point") or (None, None)
    return found
