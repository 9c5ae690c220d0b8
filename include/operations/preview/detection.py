"""Which kind of connector reads an address, and with what configuration, from one look at it.

A calendar, a feed, a table and a page with events in a structured form need no more than their address, and neither
does a sitemap. A page may also name a calendar, a feed or a table, or link to pages of single events; where it does
not, the sitemap that the site's robots.txt names is looked at. Platforms are known by their addresses. For other JSON
the paths of an event's parts are guessed from the names of its keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from parsel import Selector

from include.errors import BrokenRecord, JatreError, UnreadablePayload
from include.network.http import HttpClient, WebResponse
from include.network.urls import absolute_url
from include.payloads.decoding import looks_like
from include.payloads.lenient_json import read_json
from include.redaction import errors_redacted
from include.sources.platforms.by_address import platform_at
from include.sources.sitemaps.entries import is_sitemap
from include.sources.sitemaps.robots import sitemaps_named
from include.sources.structured.extraction import base_of, find_events
from include.sources.tables.rows import is_table
from include.sources.tables.workbooks import is_workbook
from include.understand.text.patterns import bounded
from include.untrusted.budget import PAYLOAD_BUDGET, within_budget

REQUESTS_PER_HOUR = 3600
ALTERNATE_KINDS = {
    "text/calendar": "icalendar",
    "application/rss+xml": "rss",
    "application/atom+xml": "rss",
    "text/csv": "spreadsheet",
}
"""Kinds of connector by the media types under which a page names its calendars and feeds."""
LINKED_FILES = {
    "text/calendar": "a[href*='.ics'], a[href^='webcal:']",
    "text/csv": "a[href$='.csv'], a[href$='.xlsx'], a[href$='.ods']",
}
"""Links to calendars and tables, by the media type that they are taken for."""
MAX_ALTERNATES = 6
EVENT_LINKS = "a[href*='event']"
"""Where the links to pages of single events usually lead."""
MIN_EVENT_LINKS = 2
_TIME_SUFFIX = r"(?:_?(?:at|date|time|on|datetime)){0,3}"
FIELD_PATTERNS = {
    name: bounded(written, re.IGNORECASE)
    for name, written in {
        "title": r"(?:^|\.)(?:title|name|summary|full_name)(?:\.(?:text|plain|en|rendered))?$",
        "start": rf"(?:^|[._])(?:starts?{_TIME_SUFFIX}|begins?{_TIME_SUFFIX}|date|when)(?:\.(?:iso|local|utc))?$",
        "end": rf"(?:^|[._])(?:ends?{_TIME_SUFFIX}|until)(?:\.(?:iso|local|utc))?$",
        "id": r"^(?:id|uid|slug)$",
        "venue": r"(?:^|\.)(?:venue|place|location)(?:\.(?:name|title|addressTitle))?$",
        "address": r"(?:address|street)(?:\.\w{0,40}(?:display|line1|street)\w{0,40})?$",
        "url": r"^(?:url|link|href|permalink|fullUrl|contentUrl|event_?url)$",
        "description": r"^(?:description|body|text|content|excerpt|details)(?:\.(?:text|html))?$",
        "status": r"^(?:status|state|event_?status|is_?cancell?ed)$",
    }.items()
}
"""Keys under which an event's parts stand, as dotted paths; the first that fits, in the document's order, is taken."""
REQUIRED_FIELDS = ("title", "start")
MAX_PATHS = 300
"""Paths of one event that are looked at."""


@dataclass(frozen=True)
class Detected:
    """A kind of connector and what its `config` takes beside what is the same for all of a source."""

    kind: str
    config: dict[str, Any] = field(default_factory=dict)


def candidates(url: str) -> list[Detected]:
    """How the address could be read, the likeliest first; each `config` with the address that is then read.

    A platform that is known by its address comes first, also where the page itself cannot be read.
    Raises: the errors of a fetch; UnreadablePayload when there is nothing of the kind.
    """
    platform = platform_at(url)
    if platform is None:
        return _looked_at(url)
    named = Detected(platform[0].kind, platform[1])
    try:
        return [named, *(one for one in _looked_at(url) if one != named)]
    except JatreError:
        return [named]


def _looked_at(url: str) -> list[Detected]:
    with errors_redacted(), HttpClient(REQUESTS_PER_HOUR) as http:
        answer = http.get(url)
        if (packed := detect_file(answer.body, answer.url)) is not None:
            return [Detected(packed.kind, {"url": url})]
        text = answer.text()
        if looks_like(text) != "html":
            found = detect(text, answer.url)
            return [Detected(found.kind, {"url": url, **found.config})]
        return _of_page(url, answer, text, http)


def _of_page(url: str, answer: WebResponse, text: str, http: HttpClient) -> list[Detected]:
    named = within_budget(_named_by_page, text, answer.url, budget=PAYLOAD_BUDGET)
    if find_events(text, answer.url).events:
        named.insert(0, Detected("schema_org", {"url": url}))
    if not named:
        named = [Detected("schema_org", {"url": one}) for one in sitemaps_named(http, answer.url)[:1]]
    if not named:
        raise UnreadablePayload(
            "the page has no events in a structured form (schema.org, microformats), and it and its site name no"
            " calendar, no feed, no table and no sitemap"
        )
    return named


def detect_file(body: bytes, url: str) -> Detected | None:
    """The connector that reads a body which is no text to begin with, or a sitemap; None for any other.

    Raises: UnreadablePayload for a workbook without events, or one that cannot be read.
    """
    if is_sitemap(body):
        return Detected("schema_org")
    if not is_workbook(body):
        return None
    if not _has_table(body, "", url):
        raise UnreadablePayload(f"{url}: no row of the workbook names the columns of a title and a date")
    return Detected("spreadsheet")


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
        if _has_table(b"", text, url):
            return Detected("spreadsheet")
        raise UnreadablePayload(f"no calendar, feed, page, table or JSON: {text.strip()[:60]!r}")
    return Detected("schema_org") if find_events(text, url).events else Detected("json_api", guessed(read_json(text)))


def _has_table(body: bytes, text: str, url: str) -> bool:
    try:
        return within_budget(is_table, body, text, budget=PAYLOAD_BUDGET)
    except BrokenRecord as error:
        raise UnreadablePayload(f"{url}: {error}") from error


def _named_by_page(text: str, url: str) -> list[Detected]:
    """The calendars, feeds and tables that a page names, and the links to its events."""
    page, base = Selector(text=text, type="html"), base_of(text, url)
    typed = [
        (one.attrib.get("type", "").lower(), one.attrib.get("href", "")) for one in page.css("link[rel~=alternate]")
    ]
    linked = [
        (media_type, href)
        for media_type, css in LINKED_FILES.items()
        for href in page.css(css).css("::attr(href)").getall()
    ]
    found: dict[str, str] = {}
    for media_type, href in [*typed, *linked]:
        kind = ALTERNATE_KINDS.get(media_type.partition(";")[0].strip())
        address = absolute_url(base, re.sub(r"^webcals?:", "https:", href.strip())) if kind else None
        if kind and address:
            found.setdefault(address, kind)
    kinds = sorted(found.items(), key=lambda one: one[1])  # calendars know when an event is, feeds often do not
    named = [Detected(kind, {"url": address}) for address, kind in kinds[:MAX_ALTERNATES]]
    if len(set(page.css(EVENT_LINKS).css("::attr(href)").getall())) >= MIN_EVENT_LINKS:
        named.append(Detected("schema_org", {"url": url, "links": EVENT_LINKS}))
    return named


def guessed(document: Any) -> dict[str, Any]:
    """`items` and `fields` of a JSON API that answers with `document`. Raises: UnreadablePayload without any events."""
    for items, one in sorted(_lists(document, ""), key=lambda found: len(found[0])):
        paths = list(_paths(one, ""))[:MAX_PATHS]
        fields = {name: path for name in FIELD_PATTERNS if (path := _fitting(FIELD_PATTERNS[name], paths))}
        if all(name in fields for name in REQUIRED_FIELDS):
            return {"items": items, "fields": fields}
    raise UnreadablePayload("JSON without a list of objects that have a title and a start")


def _fitting(pattern: re.Pattern[str], paths: list[str]) -> str | None:
    return next((path for path in paths if pattern.search(path)), None)


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
