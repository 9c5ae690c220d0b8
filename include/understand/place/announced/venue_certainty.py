"""How sure the venue is that an announcement names.

The shares are those that were right of the texts of 650 real listings whose structure names the venue, read without it
(`python -m benchmarks.calibration`). A venue that nobody has listed, named in a long text, is often a partner's, a
host's or a performer's, wherever in the text it stands.
"""

from __future__ import annotations

from enum import Enum

from include.understand.place.announced.named_places import SURE

LABELLED = 0.6
"""How surely a venue that nobody has listed is chosen behind "Venue:"."""
UNLISTED = (SURE, LABELLED)
BRIEF_CHARS = 1_200
"""Of title and text together, below which a text is brief."""


class VenueEvidence(Enum):
    """What the venue stands on."""

    LISTED = "a place of the gazetteer"
    NAMED_IN_A_BRIEF_TEXT = "nobody has listed it, and the text has little room for others"
    NAMED = "nobody has listed it"


VENUE_SHARE_RIGHT = {
    VenueEvidence.LISTED: 0.92,
    VenueEvidence.NAMED_IN_A_BRIEF_TEXT: 0.75,
    VenueEvidence.NAMED: 0.34,
}
"""How often the venue is right, by what it stands on."""


def evidence_of(chosen: float, text: str) -> VenueEvidence:
    """What the venue stands on that `venue_in_text` found in `text`, title and all, as sure as `chosen`."""
    if chosen not in UNLISTED:
        return VenueEvidence.LISTED
    return VenueEvidence.NAMED_IN_A_BRIEF_TEXT if len(text) < BRIEF_CHARS else VenueEvidence.NAMED


def share_right(chosen: float, text: str) -> float:
    """How probably that venue is the event's."""
    return VENUE_SHARE_RIGHT[evidence_of(chosen, text)]
