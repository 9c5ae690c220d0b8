"""What stands elsewhere in a document and belongs to an event: parts named by `@id`, what a larger event states of its
sub-events, and the page's address before relative ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from include.network.urls import absolute_url
from include.payloads.lenient_json import walk
from include.untrusted.bounds import at_most

FOLLOWED_KEYS = frozenset(
    {"location", "address", "geo", "organizer", "performer", "image", "offers", "priceSpecification", "eventSchedule"}
)
"""Keys under which a node may be named by its `@id` alone."""
ADDRESS_KEYS = frozenset({"url", "image", "contentUrl", "thumbnailUrl", "photo"})
INHERITED_KEYS = ("location", "organizer", "eventStatus")
"""What a larger event states for those sub-events that do not."""
RELATIVE = re.compile(
    r"(?:/|\.{1,2}/|\?)\S*|(?!n/a\b)[\w~%+-]{1,200}(?:/[\w~%.+-]{1,200}){1,20}(?:[?#]\S*)?", re.IGNORECASE
)
HOST = re.compile(r"www\.[\w-]+\.\S+", re.IGNORECASE)
MAX_DEPTH = 4
"""Nodes that are named inside one another."""
MAX_FOLLOWED = 2_000
"""Nodes that one event takes from elsewhere in its document."""
MAX_FOLLOWED_CHARS = 1_000_000
"""Their characters, as JSON: as many as a record has."""


class References:
    """The nodes of one document (or of all scripts of a page) by `@id`, at the address `base`."""

    def __init__(self, documents: Iterable[Any], base: str) -> None:
        self.base = base
        self.nodes: dict[str, dict[str, Any]] = {}
        self.sizes: dict[str, int] = {}
        for document in documents:
            for node in walk(document):
                self._note(node)

    def _note(self, node: dict[str, Any]) -> None:
        """A node that holds more than its name; of several with one name the first word on each key stands."""
        name = node.get("@id")
        if isinstance(name, str) and not is_stub(node):
            full = absolute_url(self.base, name) or name
            self.nodes[full] = {**node, **self.nodes[full]} if full in self.nodes else node

    def find(self, value: Any) -> dict[str, Any] | None:
        """The node that a value names: `{"@id": "#place"}`, or the bare id."""
        name = value.get("@id") if isinstance(value, Mapping) else value
        if not isinstance(name, str) or not name:
            return None
        return self.nodes.get(absolute_url(self.base, name) or name)

    def complete(self, node: dict[str, Any], within: Mapping[str, Any] | None) -> None:
        """Write into an event what it only names; `within` is the larger event in which it was found.

        Raises: BrokenRecord when it names more than MAX_FOLLOWED nodes or MAX_FOLLOWED_CHARS characters.
        """
        larger = within or self.find(node.get("superEvent")) or node.get("superEvent")
        if isinstance(larger, Mapping):
            node.update({key: larger[key] for key in INHERITED_KEYS if larger.get(key) and not node.get(key)})
        spent = [0, 0]
        for key in FOLLOWED_KEYS & node.keys():
            node[key] = self._followed(node[key], spent, 0)
        for key, value in node.items():
            node[key] = self._absolute(key, value, 0)

    def _followed(self, value: Any, spent: list[int], depth: int) -> Any:
        if isinstance(value, list):
            return [self._followed(one, spent, depth) for one in value]
        found = self.find(value) if depth < MAX_DEPTH else None
        if found is not None and found is not value:
            self._pay(found, spent)
            value = {**found, **value} if isinstance(value, Mapping) else found
        if not isinstance(value, Mapping):
            return value
        return {k: self._followed(one, spent, depth + 1) if k in FOLLOWED_KEYS else one for k, one in value.items()}

    def _pay(self, found: dict[str, Any], spent: list[int]) -> None:
        name = str(found.get("@id"))
        if name not in self.sizes:
            self.sizes[name] = len(json.dumps(found, default=str))
        spent[0], spent[1] = spent[0] + 1, spent[1] + self.sizes[name]
        at_most(MAX_FOLLOWED, spent[0], "or more parts of an event that are named by @id")
        at_most(MAX_FOLLOWED_CHARS, spent[1], "or more characters in parts of an event that are named by @id")

    def _absolute(self, key: str, value: Any, depth: int) -> Any:
        """A value with the addresses in it as seen from the document."""
        if depth > MAX_DEPTH:
            return value
        if isinstance(value, list):
            return [self._absolute(key, one, depth + 1) for one in value]
        if isinstance(value, Mapping):
            return {name: self._absolute(name, one, depth + 1) for name, one in value.items()}
        return self.address(value) if key in ADDRESS_KEYS and isinstance(value, str) else value

    def address(self, text: str) -> str:
        """An address as seen from the document; what is none (`tba`) stays as it is."""
        bare = text.strip()
        if HOST.fullmatch(bare):
            return f"https://{bare}"
        return (absolute_url(self.base, bare) or text) if RELATIVE.fullmatch(bare) else text


def is_stub(node: Mapping[str, Any]) -> bool:
    """Whether a node does no more than name another."""
    return node.keys() <= {"@id", "@type", "@context"}


def link_parts(events: Iterable[dict[str, Any]], references: References) -> dict[int, dict[str, Any]]:
    """Put sub-events that are named by `@id` into the events that name them, unless they have some themselves.

    Returns the larger event of every sub-event, by the sub-event's identity in memory.
    """
    larger: dict[int, dict[str, Any]] = {}
    for event in events:
        inside = event.get("subEvent") or event.get("subEvents") or []
        parts = [_part(one, references) for one in (inside if isinstance(inside, list) else [inside])]
        if inside:
            event["subEvent"] = parts
        larger |= {id(one): event for one in parts if isinstance(one, dict) and one is not event}
    return larger


def _part(value: Any, references: References) -> Any:
    found = references.find(value) if isinstance(value, Mapping) and is_stub(value) else None
    return value if found is None or found.get("subEvent") or found.get("subEvents") else found
