"""External ids of schema.org events (the derivation is documented in `identity`)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from include.areas.local import LocalWords
from include.network.urls import canonical_url
from include.sources.base import RawRecord
from include.sources.fields.moments import is_stamp
from include.sources.fields.places import place
from include.sources.gathering import Gathering, chars_of
from include.sources.identity import clip, derived, normalised

T = TypeVar("T")
NO_WORDS = LocalWords()
"""Ids are derived without the words of an area, so that none changes when somebody adds a word."""


def identified(
    gathering: Gathering, nodes: list[tuple[T, dict[str, Any]]], entrances: Iterable[Any], shared: Iterable[str] = ()
) -> Iterator[tuple[str, T, dict[str, Any]]]:
    """(external id, what stands beside the node, node) of every node that can be recognised.

    An id that several happenings share (one page, many sessions) is followed by `#` and the start of each; `shared`
    are those known from before, so that a session left alone keeps its id.
    """
    useless = {canonical_url(url) for url in entrances}

    def keyed(pair: tuple[T, dict[str, Any]]) -> _Keyed[T]:
        record = RawRecord("", dict(pair[1]))
        chars_of(record)
        beside, node = pair[0], record.data
        return _Keyed(own_key(node, useless) or derived_key(node), session(node), title_of(node), beside, node)

    every = list(gathering.each(gathering.within(nodes), keyed))
    several = set(shared) | several_sessions((one.key, one.session) for one in every)
    titles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in every:
        titles[one.key, one.session].add(one.title)
    for one in every:
        ambiguous = len(titles[one.key, one.session]) > 1
        tail = f"#{one.session} {one.title}" if ambiguous else f"#{one.session}" if one.key in several else ""
        yield clip(one.key + tail), one.beside, one.node


@dataclass(frozen=True)
class _Keyed(Generic[T]):
    """A node with what it is recognised by."""

    key: str
    session: str
    title: str
    beside: T
    node: dict[str, Any]


def several_sessions(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The ids that stand beside more than one start."""
    return {key for key, count in Counter(key for key, _ in set(pairs)).items() if count > 1}


def session(node: Mapping[str, Any]) -> str:
    """The start as written, to the minute, without punctuation; empty for a program's time stamp."""
    starts = node.get("startDate")
    start = starts[0] if isinstance(starts, list) and starts else starts
    return "" if is_stamp(start) else re.sub(r"\D", "", str(start or ""))[:12]


def own_key(node: Mapping[str, Any], useless: set[str | None]) -> str | None:
    """`@id`, `identifier` or `url` of a node; addresses of the listing page itself do not count."""
    for value in (node.get("@id"), _identifier(node.get("identifier")), canonical_url(_text(node.get("url")))):
        if isinstance(value, str) and value.strip() and not value.startswith(("_:", "#")):
            canonical = canonical_url(value)
            if canonical is None or canonical not in useless:
                return clip(canonical or value)
    return None


def has_own_id(node: Mapping[str, Any]) -> bool:
    """Whether its source gives the entry an id of its own: `identifier`, or an `@id` that is no page's address."""
    found = (node.get("@id"), _identifier(node.get("identifier")))
    ids = (value.strip() for value in found if isinstance(value, str))
    return any(value and not value.startswith(("_:", "#")) and canonical_url(value) is None for value in ids)


def title_of(node: Mapping[str, Any]) -> str:
    """The name, normalised; empty when there is none."""
    return normalised(_text(node.get("name")) or "")


def derived_key(node: Mapping[str, Any]) -> str:
    """Normalised title, venue and local date."""
    venue = place(node.get("location"), NO_WORDS)
    return derived(_text(node.get("name")) or "", venue.name or venue.address, session(node))


def likeness(node: Mapping[str, Any]) -> str | None:
    """Title, place and start of a node in one text, None without a title or a start."""
    if not title_of(node) or not session(node):
        return None
    venue = place(node.get("location"), NO_WORDS)
    return clip(f"{title_of(node)}|{normalised(venue.name or venue.address or '')}|{session(node)}")


def _identifier(value: Any) -> str | None:
    if isinstance(value, list):
        return next((one for one in map(_identifier, value) if one), None)
    if isinstance(value, Mapping):
        return _identifier(value.get("value") or value.get("@id"))
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _text(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else None
