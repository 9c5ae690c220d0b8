"""Finding events in a document: JSON-LD, microdata, RDFa and microformats of a page, or bare JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from extruct.utils import parse_html  # type: ignore[import-untyped]
from parsel import Selector

from include.errors import BrokenRecord, UnreadablePayload
from include.network.urls import absolute_url, canonical_url
from include.payloads.decoding import looks_like
from include.payloads.lenient_json import MAX_DOCUMENT_DEPTH, read_json, walk
from include.sources.base import Unreadable
from include.sources.gathering import MAX_RECORDS, excerpt_of
from include.sources.identity import normalised
from include.sources.structured.items import ItemReader
from include.sources.structured.microformats import MARKS, microformat_events
from include.sources.structured.rdfa import with_rdfa_as_microdata
from include.sources.structured.references import References, is_stub, link_parts
from include.sources.structured.scripts import read_script, scripts
from include.untrusted.bounds import reason_of
from include.untrusted.budget import PAYLOAD_BUDGET, Budget, OverBudget, within_budget
from include.untrusted.cleaning import clean

OTHER_TYPES = frozenset({"Festival", "Hackathon", "EventSeries", "CourseInstance"})
ELSEWHERE = frozenset({"superEvent", "recordedAt", "workFeatured", "workPerformed", "potentialAction", "memberOf"})
"""Keys under which an event is mentioned, not listed."""
NAMES_EVENT = re.compile(r"Event|Festival|Hackathon|CourseInstance")
BASE = re.compile(r"""<base\b[^<>]{0,200}?\bhref\s?=\s?["']?([^"'<>\s]{1,2000})""", re.IGNORECASE)
HEAD_CHARS = 50_000
"""Where a page states from which address its links are seen."""
ITEM_MARKS = ("itemscope", "typeof=")
"""Attributes without one of which a page holds neither microdata nor RDFa."""
MAX_MARKUP_DEPTH = 250
"""Elements inside one another: what comes after a deeper one is lost to the parser of microdata."""
MAX_NODES = 10 * MAX_RECORDS
"""Event nodes of one document that are looked at; dates of a series are among them."""


@dataclass
class ExtractedEvents:
    """The event nodes of a document, and the parts of it that could not be read: `whole` when none held events."""

    events: list[dict[str, Any]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    whole: bool = True
    lists: bool = True
    """False for JSON without events that holds no empty list either: an error, or a shape that has changed."""

    def add(self, nodes: Iterator[dict[str, Any]]) -> None:
        """Take event nodes, MAX_NODES at most; more are lost, and reported."""
        self.events += islice(nodes, MAX_NODES - len(self.events))
        if (one := next(nodes, None)) is not None:
            error = BrokenRecord(f"more than {MAX_NODES:,} event nodes in one document")
            self.lose(error, excerpt_of(one), names_event=True)

    def lose(self, error: Exception, part: str, *, names_event: bool) -> None:
        """Note a part that could not be read."""
        self.unreadable.append(Unreadable(reason_of(error), excerpt_of(part.strip())))
        self.whole &= not names_event


def find_events(text: str, url: str, budget: Budget = PAYLOAD_BUDGET) -> ExtractedEvents:
    """The events in `text`, the document at `url`, read within `budget`.

    A bare JSON document counts as events when its objects have a name and a start, whatever their type.
    Raises: UnreadablePayload when it is neither a page nor JSON, or costs more than its budget.
    """
    kind = looks_like(text)
    if kind not in ("json", "html", "xml"):
        raise UnreadablePayload(f"{url}: expected a page or JSON, got {text.strip()[:80]!r}")
    try:
        found = within_budget(_in_json if kind == "json" else _in_scripts, text, base_of(text, url), budget=budget)
    except OverBudget as error:
        raise UnreadablePayload(f"{url}: {error}") from error
    if kind != "json":
        for marks, read in ((ITEM_MARKS, _in_markup), (MARKS, _in_microformats)):
            if any(mark in text for mark in marks):
                _add_markup(found, read, text, url, budget)
    return found


def base_of(text: str, url: str) -> str:
    """The address from which the links of the page at `url` are seen."""
    match = BASE.search(text[:HEAD_CHARS])
    return (absolute_url(url, match[1]) if match else None) or url


def _in_json(text: str, base: str) -> ExtractedEvents:
    found, document = ExtractedEvents(), read_json(text)
    found.add(node for node in walk(document, ELSEWHERE) if is_event(node) or _event_like(node))
    found.lists = bool(found.events) or _is_empty(document)
    _complete(found, [document], base)
    return found


def _is_empty(document: Any) -> bool:
    """Whether JSON is an empty list, or an object that holds one."""
    values = list(document.values()) if isinstance(document, dict) else []
    return document == [] or any(map(_is_empty, values))


def _in_scripts(text: str, base: str) -> ExtractedEvents:
    """What a page holds in JSON-LD."""
    found, documents = ExtractedEvents(), []
    for script in scripts(text):
        try:
            document, rest = read_script(script)
        except UnreadablePayload as error:
            found.lose(error, script, names_event=NAMES_EVENT.search(script) is not None)
            continue
        documents.append(document)
        if rest:
            after = UnreadablePayload(f"only the first documents of the script were read, up to {rest[:60]!r}")
            found.lose(after, rest, names_event=NAMES_EVENT.search(rest) is not None)
    found.add(node for document in documents for node in walk(document, ELSEWHERE) if is_event(node))
    _complete(found, documents, base)
    return found


def _complete(found: ExtractedEvents, documents: list[Any], base: str) -> None:
    """Give each event what it only names; dates of a series, and mere names of events, stand for no event."""
    references = References(documents, base)
    larger: dict[int, dict[str, Any]] = {}
    linked = list(_those_done(found, found.events, lambda node: larger.update(link_parts(node, references))))
    every = _without_parts(linked)[: MAX_RECORDS + 1]
    named = [node for node in every if not (is_stub(node) and references.find(node))]
    found.events = list(_those_done(found, named, lambda node: references.complete(node, larger.get(id(node)))))


def _those_done(
    found: ExtractedEvents, nodes: list[dict[str, Any]], work: Callable[[dict[str, Any]], None]
) -> Iterator[dict[str, Any]]:
    """The nodes on which `work` was done; one that it refuses is set aside."""
    for node in nodes:
        try:
            work(node)
        except BrokenRecord as error:
            found.lose(error, excerpt_of(node), names_event=True)
        else:
            yield node


def _add_markup(
    found: ExtractedEvents, read: Callable[[str, str], ExtractedEvents], text: str, url: str, budget: Budget
) -> None:
    """What a page holds in its markup and not in JSON-LD; markup that cannot be read costs the scripts nothing."""
    try:
        more = within_budget(read, text, base_of(text, url), budget=budget)
    except Exception as error:  # whatever foreign markup can raise in the libraries
        found.lose(error, text, names_event=True)
        return
    known = {mark for node in found.events for mark in _marks(node)}
    found.events += [node for node in more.events if known.isdisjoint(_marks(node))]
    found.unreadable += more.unreadable
    found.whole &= more.whole


def _parsed(text: str, found: ExtractedEvents) -> Any:
    """The tree of a page; what is lost behind elements that are nested too deep is noted."""
    page = parse_html(text, "UTF-8")
    if page.xpath(f"boolean(//*[count(ancestor::*) >= {MAX_MARKUP_DEPTH}])"):
        error = BrokenRecord(f"elements are nested more than {MAX_MARKUP_DEPTH} deep: what follows was not read")
        found.lose(error, text, names_event=True)
    return page


def _in_microformats(text: str, url: str) -> ExtractedEvents:
    """The microformats of a page; `url` is that from which its links are seen."""
    found = ExtractedEvents()
    page = _parsed(text, found)
    found.add(microformat_events(page, url, lambda error, part: found.lose(error, part, names_event=True)))
    found.events = clean(found.events, MAX_DOCUMENT_DEPTH)
    return found


def _in_markup(text: str, url: str) -> ExtractedEvents:
    """The event items of a page, each read on its own; `url` is that from which its links are seen."""
    found, seen, every = ExtractedEvents(), set[Any](), list[Any]()
    page, markup = _parsed(text, found), ItemReader()
    if ITEM_MARKS[1] in text:
        with_rdfa_as_microdata(page)
    scopes = page.xpath("descendant-or-self::*[@itemscope]")
    numbers = {scope: number for number, scope in enumerate(scopes)}
    for scope in scopes:
        try:
            item = markup._extract_item(scope, items_seen=seen, base_url=url, itemids=numbers)
            nodes = list(walk(clean(_flat(item), MAX_DOCUMENT_DEPTH), ELSEWHERE))
        except Exception as error:  # whatever foreign markup can raise in the libraries
            kind = scope.get("itemtype", "")
            found.lose(error, kind, names_event=NAMES_EVENT.search(kind) is not None)
        else:
            every += nodes
            found.events += [node for node in nodes if is_event(node)]
    _complete(found, every, url)
    return found


def _marks(node: dict[str, Any]) -> set[tuple[str, str]]:
    """By what an event is recognised that a page describes twice: its name with its address, or with its day."""
    name, url = normalised(str(node.get("name"))), canonical_url(node.get("url"))
    day = str(node.get("startDate"))[:10]
    return {(name, one) for one in (url, day) if one}


def links(text: str, css: str) -> list[str]:
    """The addresses that a listing page links to, in order; relative ones as written. Raises: UnreadablePayload."""
    try:
        return within_budget(_links, text, css, budget=PAYLOAD_BUDGET)
    except OverBudget as error:
        raise UnreadablePayload(f"its links could not be read: {error}") from error


def _links(text: str, css: str) -> list[str]:
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
    parts = {id(part) for node in nodes for part in dates_of(node)}
    return [node for node in nodes if id(node) not in parts]


def dates_of(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The sub-events without a name of their own: dates of what `node` is."""
    name = _name(node)
    return [part for part in parts_of(node) if not part.get("name") or _name(part) == name]


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name")).strip().casefold()


def parts_of(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The sub-events written inside a node."""
    inside = node.get("subEvent") or node.get("subEvents") or []
    return [one for one in (inside if isinstance(inside, list) else [inside]) if isinstance(one, dict)]


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
