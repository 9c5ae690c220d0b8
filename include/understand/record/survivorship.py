"""Which listing's value an event shows: a row per field, read by `golden.merge` and shown in the documentation.

Fields of one row travel together from one listing, so that a link never stands beside another source's ticket link.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from include.areas.area import Area
from include.understand.content.checks import are_doubtful_marks, is_doubtful_text
from include.understand.record.quality import is_unusually_high
from include.understand.record.sourced import Who

How = Literal[
    "one listing", "one source", "all of them", "the dates agreed on", "stated by all of them", "the best of one source"
]  # fmt: skip


def _harmless(_: Any, _area: Area) -> bool:
    return True


def _is_unsuspicious(value: Any, area: Area) -> bool:
    if isinstance(value, str):
        return not is_doubtful_text(value, area)
    return not are_doubtful_marks(value or (), area)


@dataclass(frozen=True)
class Rule:
    """Which listings may give some fields of a `Listing`, and how one value is made of theirs.

    `sure` names the entry of `Listing.provenance` that breaks ties. A value of another source than
    the primary one must be `addable`: one that would hold the event back for a moderator is not added.
    """

    fields: tuple[str, ...]
    who: Who
    how: How = "one listing"
    sure: str = ""
    addable: Callable[[Any, Area], bool] = _harmless

    @property
    def confidence(self) -> str:
        """The provenance entry that breaks ties."""
        return self.sure or self.fields[0]


SURVIVORSHIP = (
    Rule(("title",), "owner"),
    Rule(("url", "ticket_url"), "owner"),
    Rule(("images",), "owner", "one source"),
    Rule(("venue",), "owner", sure="location"),
    Rule(("organizer",), "owner"),
    Rule(("capacity",), "owner"),
    Rule(("registration_required",), "owner"),
    Rule(("availability",), "owner", "the best of one source"),
    Rule(("occurrences", "recurrence", "timezone"), "best", "the dates agreed on"),
    Rule(("status",), "best", "stated by all of them"),
    Rule(("description", "description_marks"), "anyone", addable=_is_unsuspicious),
    Rule(("price",), "anyone", addable=lambda price, area: not is_unusually_high(price, area)),
    Rule(("category", "subcategory"), "anyone"),
    Rule(("tags",), "best", "all of them"),
)
NOT_SHOWN = frozenset(
    {"has_own_id", "keywords", "left_out", "provenance", "source_category", "stated_venue", "uid", "venue_hours"}
)
"""Fields of a listing that no event has."""
