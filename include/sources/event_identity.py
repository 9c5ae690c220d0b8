"""External ids of schema.org events (the derivation is documented in `identity`)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from include.sources.identity import canonical_url, clip, derived, normalised
from include.sources.places import place
from include.sources.times import is_stamp


def identified(
    nodes: list[tuple[str, dict[str, Any]]], entrances: Iterable[Any], shared: Iterable[str] = ()
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(external id, page, node) of every node.

    An id that several happenings share (one page, many sessions) is followed by `#` and the start of each; `shared`
    are those known from before, so that a session left alone keeps its id.
    """
    useless = {canonical_url(url) for url in entrances}
    keyed = [(own_key(node, useless) or derived_key(node), session(node), page, node) for page, node in nodes]
    several = set(shared) | several_sessions((key, start) for key, start, _, _ in keyed)
    titles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, start, _, node in keyed:
        titles[key, start].add(normalised(_text(node.get("name")) or ""))
    for key, start, page, node in keyed:
        if key in several or len(titles[key, start]) > 1:
            title = f" {normalised(_text(node.get('name')) or '')}" if len(titles[key, start]) > 1 else ""
            yield clip(f"{key}#{start}{title}"), page, node
        else:
            yield key, page, node


def several_sessions(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The ids that stand beside more than one start."""
    return {key for key, count in Counter(key for key, _ in set(pairs)).items() if count > 1}


def session(node: Mapping[str, Any]) -> str:
    """The start as written, to the minute, without punctuation; empty for a program's time stamp."""
    starts = node.get("startDate")
    start = starts[0] if isinstance(starts, list) and starts else starts
    return "" if is_stamp(start) else re.sub(r"\D", "", str(start or ""))[:12]


def own_key(node: Mapping[str, Any], useless: set[str | None]) -> str | None:
    """`@id`, `identifier` or `url` of a node; addresses of the listing page itself say nothing."""
    for value in (node.get("@id"), _identifier(node.get("identifier")), canonical_url(_text(node.get("url")))):
        if isinstance(value, str) and value.strip() and not value.startswith(("_:", "#")):
            canonical = canonical_url(value)
            if canonical is None or canonical not in useless:
                return clip(canonical or value)
    return None


def derived_key(node: Mapping[str, Any]) -> str:
    """Normalised title, venue and local date."""
    venue = place(node.get("location"))
    return derived(_text(node.get("name")) or "", venue.name or venue.address, session(node))


def _identifier(value: Any) -> str | None:
    if isinstance(value, list):
        return next((one for one in map(_identifier, value) if one), None)
    if isinstance(value, Mapping):
        return _identifier(value.get("value") or value.get("@id"))
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _text(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else None
