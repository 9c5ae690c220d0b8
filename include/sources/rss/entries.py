"""The entries of an RSS or Atom body: read as a whole, and one by one when the whole cannot be read."""

from __future__ import annotations

import calendar
import html
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser  # type: ignore[import-untyped]

from include.errors import BrokenRecord, UnreadablePayload
from include.network.urls import absolute_url, canonical_url
from include.sources.fields.places import degrees
from include.sources.gathering import MAX_RECORDS, Gathering
from include.sources.identity import clip
from include.untrusted.budget import PAYLOAD_BUDGET, RECORD_BUDGET, within_budget
from include.untrusted.cleaning import clean

STARTS = ("ev_startdate", "xcal_dtstart", "startdate", "event_start", "mec_startdate")
ENDS = ("ev_enddate", "xcal_dtend", "enddate", "event_end", "mec_enddate")
STATUSES = ("ev_status", "xcal_status", "event_status", "mec_status")
VENUES = ("ev_location", "xcal_location", "event_location", "mec_location")
_UNDECLARED = re.compile(rb"""(?<=<\?xml)(?P<rest>[^<>]{0,200}?)\sencoding=["'][\w.:-]{1,40}["']""")
SITE = re.compile(rb"<link[^<>/]{0,200}>([^<>]{1,2000})</link>", re.IGNORECASE)
ENTRY = re.compile(rb"<(?:item|entry)[\s>]")
ROOT = re.compile(rb"<(rss|feed|rdf:RDF)\b[^<>]*>", re.IGNORECASE)
REFERENCES = re.compile(rb"(?:&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,9});)+")
REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
HEAD_BYTES = 10_000
"""Where the root element stands, with its name spaces."""


@dataclass(frozen=True)
class _About:
    """How a feed is read: the address from which its links are seen, and elements by the part that they hold."""

    base: str
    fields: dict[str, str]


def read_entries(text: str, url: str, fields: Mapping[str, str]) -> Gathering:
    """The entries of the feed at `url`. One that the parser fails on, or hangs in, is set aside; the others are read.

    `fields` names the elements in which this feed has parts of an event. Raises: UnreadablePayload when it is no feed.
    """
    # one decoder for all formats (`decode`): the parser's own gives up the whole feed for one bad byte
    body = _UNDECLARED.sub(rb"\g<rest>", text.encode("utf-8", "replace"), count=1)
    whole, gathering = _without_half_characters(body), Gathering()
    about = _About(_base(whole, url), dict(fields))
    starts = [match.start() for match in ENTRY.finditer(whole)]
    kept = gathering.within(starts)
    if len(kept) < len(starts):
        whole, starts = _closed(whole, whole[: starts[MAX_RECORDS]]), list(kept)
    try:
        gathering.take_over(within_budget(_entries, whole, about, budget=PAYLOAD_BUDGET))
    except UnreadablePayload as error:
        raise UnreadablePayload(f"{url}: {error}") from error
    except Exception as error:  # whatever foreign markup can raise in the library
        if not starts:
            raise UnreadablePayload(f"{url}: {error}") from error
        _one_by_one(gathering, whole, starts, about)
    return gathering


def _one_by_one(gathering: Gathering, body: bytes, starts: list[int], about: _About) -> None:
    """Each entry as a feed of its own."""
    root = ROOT.search(body[:HEAD_BYTES])
    opening = root.group() if root else b"<rss>"
    opening += b"" if opening[1:5].lower() == b"feed" else b"<channel>"
    bounds = zip(starts, [*starts[1:], len(body)], strict=True)
    pieces = (_closed(body, opening + body[start:end]) for start, end in bounds)
    for found in gathering.each(pieces, lambda piece: within_budget(_entries, piece, about, budget=RECORD_BUDGET)):
        gathering.take_over(found)


def _closed(body: bytes, piece: bytes) -> bytes:
    """The beginning of a feed, up to the end of its last entry, with an end of its own."""
    last = max(piece.rfind(mark) for mark in (b"</item>", b"</entry>"))
    kept = piece[: piece.index(b">", last) + 1] if last >= 0 else piece
    root = ROOT.search(body[:HEAD_BYTES])
    name = root[1] if root else b"rss"
    return kept + (b"" if name.lower() == b"feed" else b"</channel>") + b"</" + name + b">"


def _without_half_characters(body: bytes) -> bytes:
    """`&#55357;&#56832;` is one character written in two halves, which the parser fails on; `&#0;` is none."""
    return REFERENCES.sub(_joined, body)


def _joined(match: re.Match[bytes]) -> bytes:
    points = [int(one[1], 16) if one[1] else int(one[2]) for one in REFERENCE.finditer(match.group())]
    if not any(point < 9 or 0xD800 <= point < 0xE000 or point > 0x10FFFF for point in points):
        return match.group()
    text = "".join(map(chr, (point for point in points if 9 <= point <= 0x10FFFF)))
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    # as references again, so that a sign written as one does not become markup
    return b"".join(b"&#%d;" % ord(letter) for letter in joined)


def _base(body: bytes, url: str) -> str:
    """The address from which the feed's links are seen: its own site's, which a feed's address need not be on."""
    entry = ENTRY.search(body)
    head = body[: min(entry.start() if entry else HEAD_BYTES, HEAD_BYTES)]
    site = SITE.search(head)
    link = html.unescape(site[1].decode("utf-8", "replace")).strip() if site else ""
    return canonical_url(absolute_url(url, link)) or url


def _entries(body: bytes, about: _About) -> Gathering:
    """The entries of a feed. Raises: UnreadablePayload when it is none."""
    # as a stream: bytes could be the name of a file, which it would open
    feed = feedparser.parse(BytesIO(body), response_headers={"content-type": "application/xml; charset=utf-8"})
    if not feed.version and not feed.entries:
        raise UnreadablePayload(f"neither RSS nor Atom: {feed.get('bozo_exception')}")
    gathering = Gathering()
    for key, data in gathering.each(gathering.within(feed.entries), lambda entry: _identified(entry, about)):
        taken = gathering.records.get(key)
        if taken is None:
            gathering.add(key, data)
        elif taken.data != clean(data):
            gathering.set_aside(BrokenRecord("another entry of the feed has the same id"), data, key)
    return gathering


def _identified(entry: Mapping[str, Any], about: _About) -> tuple[str, dict[str, Any]]:
    """An entry's external id and what is read of it. Raises: BrokenRecord, and whatever an odd entry brings about."""
    key = clip(_text(entry.get("id")) or canonical_url(absolute_url(about.base, entry.get("link"))) or "")
    if not key:
        raise BrokenRecord("the entry has neither id nor link")
    return key, _data(entry, about)


def _own_id(entry: Mapping[str, Any]) -> str:
    """The id that the feed gives to the entry; empty where that is a page's address, which several may share."""
    found = _text(entry.get("id")).strip()
    return "" if canonical_url(found) else clip(found)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _data(entry: Mapping[str, Any], about: _About) -> dict[str, Any]:
    """The parts of an entry that are read, as JSON. The longest text is the text: summaries repeat it."""
    # feedparser's own look-up answers for one of the two dates with the other, and warns of it
    stamps = dict(entry)
    texts = [entry.get("summary") or "", *(part.get("value") or "" for part in entry.get("content", []))]
    found = {
        "title": entry.get("title"),
        "guid": _own_id(entry),
        "link": absolute_url(about.base, entry.get("link")),
        "text": max(texts, key=len) or None,
        "published": _moment(stamps.get("published_parsed") or stamps.get("updated_parsed")),
        "tags": [tag["term"] for tag in entry.get("tags", []) if tag.get("term")],
        "images": list(dict.fromkeys(absolute_url(about.base, one) for one in _images(entry))),
        "start": _any(entry, STARTS),
        "end": _any(entry, ENDS),
        "venue": _any(entry, VENUES),
        "status": _any(entry, STATUSES),
        "point": _point(entry),
    }
    found |= {part: one for part, element in about.fields.items() if (one := _element(entry, found, element))}
    return {key: value for key, value in found.items() if value}


def _element(entry: Mapping[str, Any], found: Mapping[str, Any], name: str) -> Any:
    """What an entry has under the name of an element: `ev:startdate`, or a part that is read anyway (`published`)."""
    value = found.get(name) or entry.get(name.replace(":", "_").lower())
    return value if isinstance(value, str) else None


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


def _moment(parsed: time.struct_time | None) -> str | None:
    """When it was published; None when no such day exists (`0000-00-00`): an entry is no worse for it."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
