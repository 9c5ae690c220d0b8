"""All repairs of published dates, in the order in which they are applied.

A rule takes the dates as its predecessors left them and the words around them, and returns the dates as repaired; it
returns the very same list where it recognises nothing. What a rule recognises and what it does stands at the rule:
`hours` repairs the hour of a start, `spans` the one long span that sites with two date fields publish.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from include.areas.area import Area
from include.listing import Listing, Occurrence, Origin
from include.understand.repair import implausible_hours, spans
from include.understand.repair.announcement import Announcement


@dataclass(frozen=True)
class RepairRule:
    """One repair; `origin` and `confidence` are what the listing's provenance notes of dates that it changed."""

    repair: Callable[[list[Occurrence], Announcement], list[Occurrence]]
    origin: Origin | None = None
    confidence: float = 0.0


RULES = (
    RepairRule(implausible_hours.drop_implausible_hours, "structure", 0.4),
    RepairRule(implausible_hours.correct_half_day, "text", 0.7),
    RepairRule(spans.correct_zone_of_start),
    RepairRule(spans.correct_half_day_of_end),
    RepairRule(spans.correct_month_of_end),
    RepairRule(spans.expand_to_weekdays),
    RepairRule(spans.expand_to_weeks),
    RepairRule(spans.expand_to_days),
    RepairRule(spans.write_end_in_local_time),
)


def repair(listing: Listing, text: str, area: Area) -> None:
    """Apply every rule to the dates of a listing; `text` is its title and the beginning of its description."""
    words = Announcement(listing.title, tuple(listing.keywords), text, area)
    for rule in RULES:
        repaired = rule.repair(listing.occurrences, words) if listing.occurrences else listing.occurrences
        if repaired is not listing.occurrences:
            listing.occurrences = repaired
            if rule.origin:
                listing.note("occurrences", rule.origin, rule.confidence)
