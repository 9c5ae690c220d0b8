"""What is known of the venues that a batch of listings names: by what sources state and by what persons decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from include.areas.area import Area
from include.db import query
from include.listing import Listing, Venue
from include.understand.memory.agreement import SourcedStatement
from include.understand.memory.branches import Branch, DecidedPlace, StatedPlace, branch_for, places_of
from include.understand.memory.statements import NamedVenue, VenueStatement, key_of, named_venue
from include.understand.place.venues import folded, site_of
from include.understand.record.sourced import SourcedListing

MAX_SOURCE_STATEMENTS, MAX_NAME_SOURCES = 8, 16
"""Of one name that are read: a source's newest statements, and the most believed sources."""
MAX_RENAMES = 5
"""That are followed from one name to another."""


@dataclass
class VenueMemory:
    """What sources state and persons decided of some venues of an area, by the keys of their names."""

    area: Area
    statements: dict[str, list[SourcedStatement]] = field(default_factory=dict)
    places: dict[str, list[DecidedPlace]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    several: set[str] = field(default_factory=set)
    read: frozenset[str] = frozenset()
    """The keys that were asked for."""
    _found: dict[str, tuple[StatedPlace, ...]] = field(default_factory=dict, init=False)

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
        """Where a venue is, as far as a listing of `source` can know that names the part of the city, or None."""
        if part is None and (venue.is_branch or venue.key in self.several):
            return None
        return branch_for(self.branches(venue.key, source), part)

    def branches(self, key: str, source: str) -> tuple[Branch, ...]:
        """The places of a name as a listing of `source` may use them; they are found once for all sources."""
        if key not in self._found:
            self._found[key] = places_of(self.statements.get(key, ()), self.places.get(key, ()), self.area)
        return tuple(one.for_source(source) for one in self._found[key])


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
    """What is known of the venues of these keys, beside what was decided."""
    asked = sorted(set(keys))
    statements = _statements(connection, decided.area, asked) if asked else {}
    return replace(decided, statements=statements, read=frozenset(asked))


def _statements(connection: Connection, area: Area, keys: Sequence[str]) -> dict[str, list[SourcedStatement]]:
    found: dict[str, list[SourcedStatement]] = defaultdict(list)
    bounds = {"each": MAX_SOURCE_STATEMENTS, "most": MAX_NAME_SOURCES}
    for row in connection.execute(query("venue_statements_read"), {"area": area.code, "keys": list(keys), **bounds}):
        statement = _statement(row, NamedVenue(row.name, row.name_key, is_branch=row.is_branch))
        is_own = row.official and _is_site_of(row, area)
        found[row.name_key].append(SourcedStatement(statement, row.slug, row.official, is_own, _listing(row)))
    return dict(found)


def _is_site_of(row: Any, area: Area) -> bool:
    """Whether an official source is the venue's own: it is called so, or its site is."""
    key: str = row.name_key
    return key in (key_of(folded(row.source_name, area)), key_of(site_of(row.site)))


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
