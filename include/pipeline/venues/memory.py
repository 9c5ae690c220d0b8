"""What is known of the venues that a batch of listings names: by what sources state and by what persons decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any

from pydantic import ValidationError
from rapidfuzz import fuzz
from sqlalchemy import Connection

from include.areas.area import Area
from include.db import query
from include.listing import Listing, Venue
from include.understand.memory.branches import Branch, DecidedPlace, SourcedStatement, branch_for, branches_of
from include.understand.memory.statements import NamedVenue, VenueStatement, named_venue
from include.understand.place.venues import MIN_SPELLING_LIKENESS, folded, site_of
from include.understand.record.sourced import SourcedListing

MAX_SOURCE_STATEMENTS, MAX_NAME_STATEMENTS = 8, 100
"""Of one name that are read: a source's newest, and all sources' together."""
MAX_RENAMES = 5
"""That are followed from one name to another."""
MIN_NEAR_CHARS = 6
"""Of a name; shorter ones have no near spelling."""


@dataclass
class VenueMemory:
    """What sources state and persons decided of some venues of an area, by the keys of their names."""

    area: Area
    statements: dict[str, list[SourcedStatement]] = field(default_factory=dict)
    near: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, list[DecidedPlace]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    several: set[str] = field(default_factory=set)
    read: frozenset[str] = frozenset()
    """The keys that were asked for."""

    def name_of(self, name: str | None) -> str | None:
        """The name under which persons put a venue together with another, else its own."""
        for _ in range(MAX_RENAMES):
            named = named_venue(name, self.area)
            other = self.renamed.get(named.key) if named else None
            if other is None:
                break
            name = other
        return name

    def keys_renamed_to(self, keys: Iterable[str]) -> dict[str, str]:
        """The keys of names that persons put together with one of these, and with which."""
        wanted, targets = set(keys), {}
        for key, other in self.renamed.items():
            named = named_venue(self.name_of(other), self.area)
            if named and named.key in wanted:
                targets[key] = named.key
        return targets

    def find(self, venue: NamedVenue, part: str | None, source: str) -> Branch | None:
        """Where a venue is, as far as a listing of `source` can know that names the part of the city, or none (None).

        By its own name, else with what is stated of names that are spelled nearly so.
        """
        if part is None and (venue.is_branch or venue.key in self.several):
            return None
        exactly, nearly = (self.branches(venue.key, source, nearly) for nearly in (False, True))
        return branch_for(exactly, part) or branch_for(nearly, part)

    def branches(self, key: str, source: str, nearly: bool = False) -> tuple[Branch, ...]:
        """The places of a name, with those of near spellings where that is asked for."""
        keys = [key, *self.near.get(key, ())] if nearly else [key]
        stated = [one for each in keys for one in self.statements.get(each, ())]
        decided = [one for each in keys for one in self.places.get(each, ())]
        return branches_of(stated, decided, source, self.area)


def read_decisions(connection: Connection, area: Area) -> VenueMemory:
    """What persons decided of an area's venues, and nothing else yet."""
    memory = VenueMemory(area)
    for row in connection.execute(query("venue_decisions_read"), {"area": area.code}):
        if row.kind == "same":
            memory.renamed[row.name_key] = row.other_name
        elif row.kind == "several":
            memory.several.add(row.name_key)
        else:
            decided = DecidedPlace(_statement(row, NamedVenue(row.name, row.name_key)))
            memory.places.setdefault(row.name_key, []).append(decided)
    return memory


def read_memory(connection: Connection, decided: VenueMemory, keys: Iterable[str]) -> VenueMemory:
    """What is known of the venues of these keys, and of those that are spelled nearly so, beside what was decided."""
    asked = sorted(set(keys))
    near = near_names(connection, decided.area, asked)
    wanted = sorted({*asked, *(one for names in near.values() for one in names)})
    statements = _statements(connection, decided.area, wanted) if wanted else {}
    return replace(decided, near=near, statements=statements, read=frozenset(asked))


def near_names(connection: Connection, area: Area, keys: Sequence[str]) -> dict[str, list[str]]:
    """For each key the known names that differ in a letter or a blank, and in no number."""
    found: dict[str, list[str]] = defaultdict(list)
    wanted = [key for key in keys if len(key) >= MIN_NEAR_CHARS]
    if wanted:
        for row in connection.execute(query("venue_names_near"), {"area": area.code, "keys": wanted}):
            if _is_near(row.key, row.near):
                found[row.key].append(row.near)
    return dict(found)


def _is_near(one: str, other: str) -> bool:
    joined = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    likeness = max(joined, fuzz.token_sort_ratio(one, other))
    return _numbers(one) == _numbers(other) and bool(likeness >= MIN_SPELLING_LIKENESS)


def _numbers(key: str) -> list[str]:
    return sorted(word for word in key.split() if any(map(str.isdigit, word)))


def _statements(connection: Connection, area: Area, keys: Sequence[str]) -> dict[str, list[SourcedStatement]]:
    found: dict[str, list[SourcedStatement]] = defaultdict(list)
    bounds = {"each": MAX_SOURCE_STATEMENTS, "most": MAX_NAME_STATEMENTS}
    for row in connection.execute(query("venue_statements_read"), {"area": area.code, "keys": list(keys), **bounds}):
        statement = _statement(row, NamedVenue(row.name, row.name_key, is_branch=row.is_branch))
        is_own = row.official and _is_site_of(row, area)
        found[row.name_key].append(SourcedStatement(statement, row.slug, row.official, is_own, _listing(row)))
    return dict(found)


def _is_site_of(row: Any, area: Area) -> bool:
    """Whether an official source is the venue's own: it is called so, or its site is."""
    key: str = row.name_key
    return key == folded(row.source_name, area) or key.replace(" ", "") == site_of(row.site)


def _statement(row: Any, venue: NamedVenue) -> VenueStatement:
    point = None if row.latitude is None else (row.latitude, row.longitude)
    return VenueStatement(venue, row.part, row.address, point)


def _listing(row: Any) -> SourcedListing | None:
    """The listing that states it, to be compared with others; None where it cannot be read any more."""
    try:
        listing = Listing.model_validate(row.processed_data)
    except ValidationError:
        return None
    return SourcedListing(
        row.listing_id, row.source_id, row.slug, row.source_name, row.external_id, row.priority, row.official,
        row.gone_at is not None, listing, row.first_seen_at.astimezone(UTC).date(), row.site,
    )  # fmt: skip


def renamed(venue: Venue, memory: VenueMemory) -> Venue:
    """The venue under the name that persons gave it, if they did."""
    name = memory.name_of(venue.name)
    return venue if name == venue.name else venue.model_copy(update={"name": name})
