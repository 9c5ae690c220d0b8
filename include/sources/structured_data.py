"""Finding schema.org events in a document: JSON-LD and microdata in a page, or bare JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extruct.w3cmicrodata import MicrodataExtractor  # type: ignore[import-untyped]
from parsel import Selector

from include.cleaning import clean
from include.errors import UnreadablePayload
from include.sources.base import Unreadable
from include.sources.identity import canonical_url, normalised
from include.sources.payloads import MAX_DOCUMENT_DEPTH, looks_like, read_json, walk

OTHER_TYPES = frozenset({"Festival", "Hackathon", "EventSeries", "CourseInstance"})
ELSEWHERE = frozenset({"superEvent", "recordedAt", "workFeatured", "workPerformed", "potentialAction", "memberOf"})
"""Keys under which an event is mentioned, not listed."""


@dataclass
class Found:
    """The event nodes of a document, and the parts of it that could not be read."""

    events: list[dict[str, Any]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


def find_events(text: str, url: str) -> Found:
    """The events in `text`, the document at `url`.

    A bare JSON document counts as events when its objects have a name and a start, whatever their type.
    Raises: UnreadablePayload when it is neither a page nor JSON.
    """
    kind = looks_like(text)
    if kind == "json":
        nodes = [node for node in walk(read_json(text), ELSEWHERE) if is_event(node) or _event_like(node)]
        return Found(_without_parts(nodes))
    if kind not in ("html", "xml"):
        raise UnreadablePayload(f"{url}: expected a page or JSON, got {text.strip()[:80]!r}")
    found = Found()
    page = Selector(text=text)
    for script in page.xpath('//script[contains(@type, "ld+json")]/text()').getall():
        try:
            found.events += [node for node in walk(read_json(script), ELSEWHERE) if is_event(node)]
        except UnreadablePayload as error:
            found.unreadable.append(Unreadable(str(error), script.strip()[:300]))
    said = {_again(node) for node in found.events}
    found.events = _without_parts(
        [*found.events, *(node for node in _microdata(text, url) if _again(node) not in said)]
    )
    return found


def _again(node: dict[str, Any]) -> tuple[str, str]:
    """By what an event is recognised that a page describes twice, as JSON-LD and as microdata."""
    return normalised(str(node.get("name"))), canonical_url(node.get("url")) or str(node.get("startDate"))[:10]


def links(text: str, css: str) -> list[str]:
    """The addresses that a listing page links to, in order; relative ones as written."""
    return list(dict.fromkeys(Selector(text=text, type="html").css(css).xpath("./@href").getall()))


def types_of(node: Any) -> list[str]:
    """The bare type names of a node: `MusicEvent`, whatever stands before it."""
    kind = node.get("@type") or node.get("type") if isinstance(node, dict) else None
    every = kind if isinstance(kind, list) else [kind]
    return [str(one).rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] for one in every if one]


def is_event(node: dict[str, Any]) -> bool:
    """Whether a node is an event of any kind."""
    return any(name.endswith("Event") or name in OTHER_TYPES for name in types_of(node))


def _event_like(node: dict[str, Any]) -> bool:
    return not types_of(node) and "startDate" in node and "name" in node


def _without_parts(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Dates of a series stand for themselves only when they have a name of their own."""
    parts = {
        id(part)
        for node in nodes
        for part in parts_of(node)
        if str(part.get("name") or node.get("name")).strip().casefold() == str(node.get("name")).strip().casefold()
    }
    return [node for node in nodes if id(node) not in parts]


def parts_of(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The sub-events written inside a node."""
    inside = node.get("subEvent") or node.get("subEvents") or []
    return [one for one in (inside if isinstance(inside, list) else [inside]) if isinstance(one, dict)]


def _microdata(text: str, url: str) -> Iterator[dict[str, Any]]:
    if "itemscope" not in text:
        return
    try:
        items = MicrodataExtractor().extract(text, base_url=url)
    except (ValueError, TypeError, KeyError, AttributeError):
        return
    for node in walk(clean([_flat(item) for item in items], MAX_DOCUMENT_DEPTH), ELSEWHERE):
        if is_event(node):
            yield node


def _flat(item: Any) -> Any:
    """Microdata in the shape of JSON-LD."""
    if isinstance(item, list):
        return [_flat(one) for one in item]
    if isinstance(item, dict) and "type" in item:
        inside = {key: _flat(one) for key, one in item.get("properties", {}).items()}
        return {"@type": item["type"], **({"@id": item["id"]} if item.get("id") else {}), **inside}
    if isinstance(item, dict) and "value" in item:
        return item["value"]
    return item
