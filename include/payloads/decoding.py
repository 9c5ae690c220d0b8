"""Response bodies as text: their encoding, and what kind of document it is. Media types are often wrong."""

from __future__ import annotations

import codecs
import re

PROLOG = re.compile(r"<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)|<!doctype[^>]*>?", re.DOTALL | re.IGNORECASE)
FEEDS = ("rss", "feed", "rdf:rdf")
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
"""Codecs of Python's that encode no documents; some are slow, or give what is no text."""
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of `body`: by its byte order mark, as UTF-8, as declared, and at last as Windows-1252.

    A few bad bytes in what is UTF-8 otherwise become U+FFFD and cost the rest nothing. Never raises.
    """
    marked = next((codec for mark, codec in BOMS.items() if body.startswith(mark)), None)
    for codec in (marked, "utf-8"):
        text = _decoded(body, codec)
        if text is not None:
            return text
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    if bad <= sum(map(len, BEYOND_ASCII.findall(text))) - bad:
        return text
    text = _decoded(body, _charset(declared))
    return text if text is not None else body.decode("cp1252", errors="replace")


def _decoded(body: bytes, codec: str | None) -> str | None:
    try:
        return body.decode(codec) if codec else None
    except (UnicodeError, LookupError, ValueError):
        return None


def _charset(name: str | None) -> str | None:
    """A declared character set by Python's name for it, None when it is none."""
    try:
        codec = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    return None if codec.replace("_", "-") in NO_CHARSETS else codec


def looks_like(text: str) -> str:
    """`ical`, `xml`, `html`, `json` or `other`, from how the document begins: media types lie."""
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if re.match(r"begin:v", head, re.IGNORECASE) or "BEGIN:VCALENDAR" in head:
        return "ical"
    if head[:1] in ("[", "{"):
        return "json"
    if not head.startswith("<"):
        return "other"
    root = re.search(r"<([a-zA-Z][\w:.-]*)", PROLOG.sub("", head))
    name = root[1].lower() if root else ""
    return "xml" if name in FEEDS or (head.startswith("<?xml") and name != "html") else "html"
