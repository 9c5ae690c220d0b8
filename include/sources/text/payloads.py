"""Reading response bodies: encodings, what kind of document it is, and JSON as people write it."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from include.cleaning import MAX_DEPTH, clean
from include.errors import BrokenRecord, UnreadablePayload

PROLOG = re.compile(r"<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)|<!doctype[^>]*>?", re.DOTALL | re.IGNORECASE)
STRING = r'"(?:[^"\\]|\\.)*+"?'
"""A string of JSON; one without an end is one all the same: else the rest is read again from each quote in it."""
COMMENT = re.compile(rf"({STRING})|//[^\n]*|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
LAST_COMMA = re.compile(rf"({STRING})|,(?=\s*[\]}}])", re.DOTALL)
BRACKETS = re.compile(rf"{STRING}|(?P<open>[\[{{]+)|(?P<close>[\]}}]+)", re.DOTALL)
MAX_DOCUMENT_DEPTH = 2 * MAX_DEPTH
"""Lists and objects inside one another in a document, which holds records."""
FEEDS = ("rss", "feed", "rdf:rdf")
LONGEST_NUMBER = 1_000
MAX_CONTAINERS = 1_000_000
"""Lists and objects of one document."""
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


def read_json(text: str) -> Any:
    """JSON, also with control characters, comments or trailing commas, cleaned.

    What is nested deeper than MAX_DOCUMENT_DEPTH is left out: its record is too deep to be taken (`RawRecord`), and the
    others can be read. Raises: UnreadablePayload.
    """
    containers = text.count("[") + text.count("{")
    if containers > MAX_CONTAINERS:
        raise UnreadablePayload(f"the document holds {containers:,} lists and objects, at most {MAX_CONTAINERS:,}")
    try:
        return _loaded(text)
    except ValueError:  # comments, perhaps
        pass
    try:
        return _loaded(LAST_COMMA.sub(r"\1", COMMENT.sub(r"\1", text)))
    except ValueError as error:
        raise UnreadablePayload(f"not JSON: it begins with {text.strip()[:60]!r}") from error


def _loaded(text: str) -> Any:
    try:
        return clean(json.loads(text, strict=False, parse_int=_whole), MAX_DOCUMENT_DEPTH)
    except (RecursionError, BrokenRecord):
        return clean(json.loads(_shallow(text), strict=False, parse_int=_whole), MAX_DOCUMENT_DEPTH)


def _shallow(text: str) -> str:
    """JSON with `null` for what is nested too deep."""
    parts: list[str] = []
    depth = last = 0
    for match in BRACKETS.finditer(text):
        if match["open"]:
            before, depth = depth, depth + len(match["open"])
            if before <= MAX_DOCUMENT_DEPTH < depth:
                parts.append(f"{text[last : match.start() + MAX_DOCUMENT_DEPTH - before]}null")
        elif match["close"]:
            before, depth = depth, depth - len(match["close"])
            if depth <= MAX_DOCUMENT_DEPTH < before:
                last = match.end() - (MAX_DOCUMENT_DEPTH - depth)
    return "".join([*parts, text[last:]])


def _whole(digits: str) -> int | None:
    """An integer; None for one that no program means (Python reads at most 4,300 digits)."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


def walk(value: Any, skip: frozenset[str] = frozenset()) -> Iterator[dict[str, Any]]:
    """Every object inside `value`, outermost first, without going into the keys in `skip`."""
    if isinstance(value, dict):
        yield value
        for key, one in value.items():
            if key not in skip:
                yield from walk(one, skip)
    elif isinstance(value, list):
        for one in value:
            yield from walk(one, skip)
