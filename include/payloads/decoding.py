"""Response bodies as text: their encoding, and what kind of document it is. Media types are often wrong."""

from __future__ import annotations

import codecs
import re

PROLOG = re.compile(r"<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)|<!doctype[^>]*>?", re.DOTALL | re.IGNORECASE)
XML_ROOTS = ("rss", "feed", "rdf:rdf", "urlset", "sitemapindex")
"""Root elements of feeds and sitemaps, which are XML also without a declaration."""
BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}  # fmt: skip
"""The longer marks first: that of UTF-32 begins as that of UTF-16 does."""
NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
"""Codecs of Python's that encode no documents; some are slow, or give what is no text."""
DECLARED = re.compile(
    rb"""<(?:\?xml[^<>]{1,200}?encoding|meta[^<>]{1,200}?charset)=["']?([A-Za-z][\w.:-]{1,40})""", re.IGNORECASE
)
HEAD_BYTES = 4_096
"""Where a document says how it is encoded."""
SEVEN_BITS = frozenset({"iso2022_jp", "iso2022_kr", "hz"})
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of `body`: by its byte order mark or its zeros, as UTF-8, as declared by the server (`declared`) or by
    the document itself, and at last as Windows-1252.

    A few bad bytes in what is UTF-8 otherwise become U+FFFD and cost the rest nothing. Never raises.
    """
    marked = next((codec for mark, codec in BOMS.items() if body.startswith(mark)), None) or _by_zeros(body)
    # a code of seven bits, such as ISO-2022-JP, looks like ASCII
    own = _charset(_declared_within(body))
    own = None if own and own.startswith(("utf-16", "utf-32")) else own  # it could not be read as ASCII then
    for codec in (marked, own if own in SEVEN_BITS else None, "utf-8"):
        text = _decoded(body, codec)
        if text is not None:
            return text
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    if bad <= sum(map(len, BEYOND_ASCII.findall(text))) - bad:
        return text
    found = (_decoded(body, codec) for codec in (_charset(declared), own))
    return next((text for text in found if text is not None), body.decode("cp1252", errors="replace"))


def _by_zeros(body: bytes) -> str | None:
    """UTF-16 without a mark: its first letter is one of ASCII beside a zero."""
    head = body[:2]
    if len(head) < 2 or not any(head):
        return None
    return "utf-16-le" if head[1] == 0 else "utf-16-be" if head[0] == 0 else None


def _declared_within(body: bytes) -> str | None:
    """The character set that an XML declaration or a page's head names."""
    match = DECLARED.search(body[:HEAD_BYTES])
    return match[1].decode("ascii") if match else None


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
    return "xml" if name in XML_ROOTS or (head.startswith("<?xml") and name != "html") else "html"
