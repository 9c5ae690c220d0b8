"""A sitemap as its site publishes it: the addresses of pages, or of further sitemaps (sitemaps.org)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree  # type: ignore[import-untyped]

from include.errors import BrokenRecord, UnreadablePayload
from include.network.http import MAX_BODY_BYTES
from include.network.urls import MAX_URL_CHARS, absolute_url, canonical_url
from include.payloads.decoding import decode
from include.untrusted.bounds import at_most
from include.untrusted.budget import PAYLOAD_BUDGET, within_budget

ROOT = re.compile(rb"<(?:[A-Za-z][\w-]{0,20}:)?(?:urlset|sitemapindex)[\s/>]")
EMPTY = re.compile(rb"<(?:[A-Za-z][\w-]{0,20}:)?(?:urlset|sitemapindex)(?:\s[^<>]{0,2000})?/>")
END = re.compile(rb"</(?:[A-Za-z][\w-]{0,20}:)?(?:urlset|sitemapindex)\s{0,3}>")
DECLARATION = re.compile(rb"<\?xml[^<>]{0,200}\?>")
HEAD_BYTES = 4_000
"""Where the root element stands."""
TAIL_BYTES = 1_000
"""Where it ends; a remark of the program that wrote it may follow."""
GZIP = b"\x1f\x8b"
MAX_ENTRIES = 50_000
"""Addresses of one sitemap, as the protocol has it."""


@dataclass(frozen=True)
class MapEntry:
    """One address, and when what stands there has changed last, as written."""

    url: str
    modified: str | None = None


@dataclass
class SitemapEntries:
    """What one sitemap lists."""

    pages: list[MapEntry] = field(default_factory=list)
    maps: list[MapEntry] = field(default_factory=list)


def is_sitemap(body: bytes) -> bool:
    """Whether a body is a sitemap or an index of some, packed by gzip or not."""
    head = body[:HEAD_BYTES]
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, HEAD_BYTES)
        except zlib.error:
            return False
    return ROOT.search(_as_utf8(head)) is not None


def read_sitemap(body: bytes, url: str) -> SitemapEntries:
    """What the sitemap at `url` lists. Raises: UnreadablePayload when it is broken, cut off or beyond a bound."""
    try:
        return within_budget(_read, unpacked(body, url), url, budget=PAYLOAD_BUDGET)
    except BrokenRecord as error:
        raise UnreadablePayload(f"{url}: {error}") from error


def unpacked(body: bytes, url: str) -> bytes:
    """A body without the gzip in which it was published as a file. Raises: UnreadablePayload."""
    if not body.startswith(GZIP):
        return body
    try:
        packed = zlib.decompressobj(31)
        found = packed.decompress(body, MAX_BODY_BYTES + 1)
    except zlib.error as error:
        raise UnreadablePayload(f"{url}: {error}") from error
    if len(found) > MAX_BODY_BYTES:
        raise UnreadablePayload(f"{url} unpacks to more than {MAX_BODY_BYTES:,} bytes")
    if not packed.eof:
        raise UnreadablePayload(f"{url} ends in the middle")
    return found


def _as_utf8(body: bytes) -> bytes:
    """A body in the encoding that the patterns and the parser are for, without the declaration of another."""
    return DECLARATION.sub(b"", decode(body).encode("utf-8", "replace"), count=1)


def _read(packed: bytes, url: str) -> SitemapEntries:
    body = _as_utf8(packed)
    if not END.search(body[-TAIL_BYTES:]) and not EMPTY.search(body[:HEAD_BYTES]):
        raise BrokenRecord("the sitemap ends in the middle")
    found = SitemapEntries()
    for number, (name, entry) in enumerate(_entries(body, url)):
        at_most(MAX_ENTRIES, number + 1, "addresses in one sitemap")
        (found.pages if name == "url" else found.maps).append(entry)
    return found


def _entries(body: bytes, url: str) -> Iterator[tuple[str, MapEntry]]:
    """Every address with the name of its element; what is none is left out."""
    parts = etree.iterparse(
        BytesIO(body), recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    for _, element in parts:
        name = _name(element)
        if name not in ("url", "sitemap"):
            continue
        texts = {_name(one): (one.text or "").strip() for one in element}
        element.clear()
        address = canonical_url(absolute_url(url, texts.get("loc")))
        if address and len(address) <= MAX_URL_CHARS:
            yield name, MapEntry(address, (texts.get("lastmod") or "")[:40] or None)


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
