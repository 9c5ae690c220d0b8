"""Who speaks for an event: its listings in the order in which they are believed.

Standing is what the operator says of a source: the venue's or organizer's own (`official`) come before all others, then
the better priority. Within one standing the surer value comes first (see `Listing.provenance`), then the listing that
was seen on an earlier day, then the natural key. Nothing in the order depends on what a value says or on its length.
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
"""Whom a field is asked of.

`owner`: official voices where there is one, else anyone. `best`: official voices where there is one, else those of the
best priority. `anyone`: everyone, the best first.
"""
LOWEST_PRIORITY = 10


def standing(official: bool, priority: int) -> int:
    """1 to 20, smaller is better: 1 to 10 official, 11 to 20 all others."""
    return priority if official else LOWEST_PRIORITY + priority


@dataclass(frozen=True)
class Voice:
    """One listing with who says it. `address` is what its source reads; `first_seen` a day (UTC)."""

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

    @property
    def standing(self) -> int:
        """1 (the best) to 20."""
        return standing(self.official, self.priority)

    def sure(self, field: str) -> float:
        """The confidence in a field, 0 to 1."""
        noted = self.listing.provenance.get(field)
        return noted.confidence if noted else 0.5

    def place(self, field: str) -> tuple[int, float, date, str, str]:
        """The place in the order for a field; smaller is believed first."""
        return self.standing, -self.sure(field), self.first_seen, self.slug, self.external_id


@dataclass(frozen=True)
class Panel:
    """The voices that are heard.

    A listing that is gone speaks when no other does. An official one is heard beyond that, until another official one
    speaks: whoever still lists the event does not inherit it.
    """

    voices: Sequence[Voice]

    @cached_property
    def heard(self) -> list[Voice]:
        """Those that speak, in any order."""
        present = [v for v in self.voices if not v.gone]
        official = [v for v in present if v.official] or [v for v in self.voices if v.official]
        return [*official, *(v for v in present if not v.official)] or list(self.voices)

    @cached_property
    def official(self) -> bool:
        """Whether an official voice is heard."""
        return any(v.official for v in self.heard)

    @cached_property
    def primary(self) -> Voice:
        """The first of all."""
        return min(self.heard, key=lambda v: v.place("title"))

    def asked(self, who: Who, field: str) -> list[Voice]:
        """The voices that may give a field, the most believed first."""
        best = min(v.standing for v in self.heard)
        may = {
            "owner": [v for v in self.heard if v.official or not self.official],
            "best": [v for v in self.heard if v.official or v.standing == best],
            "anyone": self.heard,
        }
        return sorted(may[who], key=lambda v: v.place(field))
