"""Which kind of connector reads a document, and with what configuration, from one look at it.

A calendar, a feed and a page with schema.org events need no more than their address, the answers of a platform a token
beside it. For other JSON the paths of an event's parts are guessed from the names of its keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.bodies.platforms import Detected, platform_of
from include.errors import UnreadablePayload
from include.payloads.decoding import looks_like
from include.payloads.lenient_json import read_json
from include.sources.structured.extraction import find_events

_TIME_SUFFIX = r"(?:_?(?:at|date|time|on|datetime)){0,3}"
FIELD_PATTERNS = {
    "title": r"(?:^|\.)(?:title|name|summary|full_name)(?:\.(?:text|plain|en|rendered))?$",
    "start": rf"(?:^|[._])(?:starts?{_TIME_SUFFIX}|begins?{_TIME_SUFFIX}|date|when)(?:\.(?:iso|local|utc))?$",
    "end": rf"(?:^|[._])(?:ends?{_TIME_SUFFIX}|until)(?:\.(?:iso|local|utc))?$",
    "id": r"^(?:id|uid|slug)$",
    "venue": r"(?:^|\.)(?:venue|place|location)(?:\.(?:name|title|addressTitle))?$",
    "address": r"(?:address|street)(?:\.\w*(?:display|line1|street)\w*)?$",
    "url": r"^(?:url|link|href|permalink|fullUrl|contentUrl|event_?url)$",
    "description": r"^(?:description|body|text|content|excerpt|details)(?:\.(?:text|html))?$",
    "status": r"^(?:status|state|event_?status|is_?cancell?ed)$",
}
"""Keys under which an event's parts stand, as dotted paths; the first that fits, in the document's order, is taken."""
REQUIRED_FIELDS = ("title", "start")
MAX_PATHS = 300
"""Paths of one event that are looked at."""


def detect(text: str, url: str) -> Detected:
    """The connector that reads the document `text` from `url`. Raises: UnreadablePayload, with the reason, for none."""
    form = looks_like(text)
    if form == "ical":
        return Detected("icalendar")
    if form == "xml":
        return Detected("rss")
    if form == "html":
        return Detected("schema_org")
    if form != "json":
        raise UnreadablePayload(f"no calendar, feed, page or JSON: {text.strip()[:60]!r}")
    if found := platform_of(read_json(text)):
        return found
    return Detected("schema_org") if find_events(text, url).events else Detected("json_api", guessed(read_json(text)))


def guessed(document: Any) -> dict[str, Any]:
    """`items` and `fields` of a JSON API that answers with `document`. Raises: UnreadablePayload without any events."""
    for items, one in sorted(_lists(document, ""), key=lambda found: len(found[0])):
        paths = list(_paths(one, ""))[:MAX_PATHS]
        fields = {name: path for name in FIELD_PATTERNS if (path := _fitting(FIELD_PATTERNS[name], paths))}
        if all(name in fields for name in REQUIRED_FIELDS):
            return {"items": items, "fields": fields}
    raise UnreadablePayload("JSON without a list of objects that have a title and a start")


def _fitting(pattern: str, paths: list[str]) -> str | None:
    return next((path for path in paths if re.search(pattern, path, re.IGNORECASE)), None)


def _lists(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Path and first object of every list of objects that a dotted path leads to."""
    if isinstance(value, list):
        if value and isinstance(value[0], Mapping):
            yield path, value[0]
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _lists(one, f"{path}.{key}" if path else key)


def _paths(value: Any, path: str) -> Iterator[str]:
    """Dotted paths to every plain value inside an object, its own before those of its parts."""
    if isinstance(value, Mapping):
        for key, one in sorted(value.items(), key=lambda pair: isinstance(pair[1], Mapping)):
            yield from _paths(one, f"{path}.{key}" if path else key)
    elif isinstance(value, str | int | float) and path:
        yield path
