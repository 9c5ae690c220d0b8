"""Reading response bodies: encodings, what kind of document it is, and JSON as people write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jstyleson  # type: ignore[import-untyped]

from include.errors import UnreadablePayload

COMMENT_LINE = re.compile(r"^\s*(?://.*|<!--.*?-->)\s*$", re.MULTILINE)
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
PROLOG = re.compile(r"<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
FEEDS = ("rss", "feed", "rdf:rdf")
LONGEST_NUMBER = 1_000
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of `body`: by its byte order mark, as UTF-8, as declared, and at last as Windows-1252."""
    marked = next((codec for mark, codec in BOMS.items() if body.startswith(mark)), None)
    for codec in (marked, "utf-8", declared):
        try:
            return body.decode(codec) if codec else body.decode("utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("cp1252", errors="replace")


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
    """JSON, also with control characters, comments or trailing commas. NULs and lone surrogates are dropped.

    Raises: UnreadablePayload.
    """
    for attempt in (text, COMMENT_LINE.sub("", text)):
        for load in (json.loads, jstyleson.loads):
            try:
                return storable(load(attempt, strict=False, parse_int=_whole))
            except (ValueError, RecursionError):
                continue
    raise UnreadablePayload(f"not JSON: it begins with {text.strip()[:60]!r}")


def _whole(digits: str) -> int | None:
    """An integer; None for one that no program means (Python reads at most 4,300 digits)."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


def storable(value: Any) -> Any:
    """`value` without what a jsonb column cannot hold."""
    if isinstance(value, str):
        return LONE_SURROGATE.sub("", value).replace("\x00", "")
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(str(key)): storable(one) for key, one in value.items()}
    if (isinstance(value, float) and value != value) or value in (float("inf"), float("-inf")):
        return None
    return value


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
