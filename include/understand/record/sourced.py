"""The listings of an event with their sources, in the order in which their values are believed.

The operator sets the standing of a source: the venue's or organizer's own (`official`) come before all others, then
the better priority. Within one standing the surer value comes first (see `Listing.provenance`), then the listing that
was seen on an earlier day, then the natural key. Nothing in the order depends on a value itself or on its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal
from uuid import UUID

from include.listing import Listing

Who = Literal["owner", "best", "anyone"]
"""Which listings may give a field.

`owner`: official ones where there is one, else all. `best`: official ones where there is one, else those of the best
priority. `anyone`: all, the best first.
"""
LOWEST_PRIORITY = 10
MODERATED_STANDING = 2 * LOWEST_PRIORITY + 1
"""Of sources that are moderated, below all others whatever their priority."""


def standing(official: bool, priority: int, moderated: bool) -> int:
    """1 to 21, smaller is better: 1 to 10 official, 11 to 20 all others, 21 moderated."""
    if moderated:
        return MODERATED_STANDING
    return priority if official else LOWEST_PRIORITY + priority


@dataclass(frozen=True)
class SourcedListing:
    """One listing with its source. `address` is the URL that the source reads; `first_seen` a day (UTC).

    `moderated`: nothing of its source is shown that a person has not approved.
    """

    id: UUID
    source_id: UUID
    slug: str
    source_name: str
    external_id: str
    priority: int
    official: bool
    gone: bool
    listing: Listing
    first_seen: date = date.min
    address: str | None = None
    moderated: bool = False

    @property
    def standing(self) -> int:
        """1 (the best) to 21."""
        return standing(self.official, self.priority, self.moderated)

    def sure(self, field: str) -> float:
        """The confidence in a field, 0 to 1."""
        noted = self.listing.provenance.get(field)
        return noted.confidence if noted else 0.5

    def place(self, field: str) -> tuple[int, float, date, str, str]:
        """The place in the order for a field; smaller is believed first."""
        return self.standing, -self.sure(field), self.first_seen, self.slug, self.external_id


def admitted(listings: Sequence[SourcedListing]) -> list[SourcedListing]:
    """Those that an event may be made of: none of a moderated source beside others, and of such ones alone the first.

    A person approves the event as it was then; what is sent in later changes nothing of it.
    """
    own = [v for v in listings if not v.moderated]
    return own or sorted(listings, key=lambda v: (v.first_seen, v.external_id))[:1]


@dataclass(frozen=True)
class Contributors:
    """The listings that may give values to the golden record.

    A listing that is gone counts only when no other is left. An official one counts longer, until another official one
    lists the event: a source that still lists it does not take it over.
    """

    listings: Sequence[SourcedListing]

    @cached_property
    def eligible(self) -> list[SourcedListing]:
        """Those that may give values, in any order."""
        present = [v for v in self.listings if not v.gone]
        official = [v for v in present if v.official] or [v for v in self.listings if v.official]
        return [*official, *(v for v in present if not v.official)] or list(self.listings)

    @cached_property
    def official(self) -> bool:
        """Whether one of them is official."""
        return any(v.official for v in self.eligible)

    @cached_property
    def primary(self) -> SourcedListing:
        """The most believed of all."""
        return min(self.eligible, key=lambda v: v.place("title"))

    def ranked(self, who: Who, field: str) -> list[SourcedListing]:
        """The listings that may give a field, the most believed first."""
        best = min(v.standing for v in self.eligible)
        may = {
            "owner": [v for v in self.eligible if v.official or not self.official],
            "best": [v for v in self.eligible if v.official or v.standing == best],
            "anyone": self.eligible,
        }
        return sorted(may[who], key=lambda v: v.place(field))
