"""How sure the venue is that an announcement names.

The shares are those that were right of the texts of 660 real listings whose structure names the venue, read without it
(`python -m benchmarks.calibration`). A venue that nobody has listed, named in a long text, is often a partner's, a
host's or a performer's; sources differ most in how long their texts are, so that the shares hold on sources that they
were not taken from.
"""

from __future__ import annotations

from dataclasses import dataclass

from include.understand.place.named_places import SURE

LABELLED = 0.6
"""How surely a venue that nobody has listed is chosen behind "Venue:"."""
BRIEF_CHARS = 1_200
"""Of title and text together, below which a text is brief."""


@dataclass(frozen=True)
class VenueEvidence:
    """What the venue stands on: how it was `chosen` (`venue_in_text`); `brief` of an unlisted one in such a text."""

    chosen: float
    brief: bool = False


VENUE_SHARE_RIGHT = {
    VenueEvidence(SURE, brief=True): 0.78,
    VenueEvidence(SURE): 0.35,
    VenueEvidence(LABELLED): 0.56,
    VenueEvidence(0.7): 0.91,
    VenueEvidence(0.85): 0.94,
}
"""How often the venue is right, by what it stands on. What stands behind "Venue:" may be a room, or where to meet; the
last two are places of the gazetteer, without and with a cue before them."""


def share_right(chosen: float, text: str) -> float:
    """How probably a venue is the event's that `venue_in_text` found in `text`, title and all, as sure as `chosen`."""
    brief = chosen == SURE and len(text) < BRIEF_CHARS
    return VENUE_SHARE_RIGHT.get(VenueEvidence(chosen, brief), chosen)
