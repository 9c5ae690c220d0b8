"""What stands elsewhere in a document and belongs to an event: parts named by `@id`, what a larger event states of its
sub-events, and the page's address before relative ones."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
        named: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for node in (node for document in documents for node in walk(document)):
            name = node.get("@id")
            if isinstance(name, str) and not is_stub(node):
                named[absolute_url(base, name) or name].append(node)
        self.nodes = {name: _merged(nodes) for name, nodes in named.items()}

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
            pay(found, spent)
            value = {**found, **value} if isinstance(value, Mapping) else found
        if not isinstance(value, Mapping):
            return value
        return {k: self._followed(one, spent, depth + 1) if k in FOLLOWED_KEYS else one for k, one in value.items()}

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


def pay(found: dict[str, Any], spent: list[int]) -> None:
    """Count a node that an event takes, in `spent` (nodes, characters). Raises: BrokenRecord beyond a bound.

    Its size is taken each time: an event that was completed before is larger than it was.
    """
    spent[0], spent[1] = spent[0] + 1, spent[1] + len(json.dumps(found, default=str))
    at_most(MAX_FOLLOWED, spent[0], "or more parts of an event that are named by @id")
    at_most(MAX_FOLLOWED_CHARS, spent[1], "or more characters in parts of an event that are named by @id")


def _merged(nodes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One node of several with one name: the first word on each key stands."""
    if len(nodes) == 1:
        return nodes[0]
    merged: dict[str, Any] = {}
    for node in reversed(nodes):
        merged |= node
    return merged


def is_stub(node: Mapping[str, Any]) -> bool:
    """Whether a node does no more than name another."""
    return node.keys() <= {"@id", "@type", "@context"}


def link_parts(event: dict[str, Any], references: References) -> dict[int, dict[str, Any]]:
    """Put sub-events that are named by `@id` into the event that names them, unless they have some themselves.

    Returns the larger event, which is `event`, by the identity in memory of each sub-event. Raises: BrokenRecord when
    it names more than MAX_FOLLOWED sub-events or MAX_FOLLOWED_CHARS characters.
    """
    inside, spent = event.get("subEvent") or event.get("subEvents") or [], [0, 0]
    parts = [_part(one, references, spent) for one in (inside if isinstance(inside, list) else [inside])]
    if inside:
        event["subEvent"] = parts
    return {id(one): event for one in parts if isinstance(one, dict) and one is not event}


def _part(value: Any, references: References, spent: list[int]) -> Any:
    found = references.find(value) if isinstance(value, Mapping) and is_stub(value) else None
    if found is None or found.get("subEvent") or found.get("subEvents"):
        return value
    pay(found, spent)
    return found
