"""A listing without the names of private persons, as its contacts are masked when it is read."""

from __future__ import annotations

from collections.abc import Sequence

from include.areas.area import Area
from include.listing import MAX_DESCRIPTION_CHARS, MAX_TITLE_CHARS, Listing
from include.understand.personal.names import PersonModel, private_names
from include.understand.text.characters import Characters
from include.understand.text.marked.marks import Edit, edited, moved, moved_marks

MASK, SHORT_MASK = "[name]", "…"
"""What stands for a name, and where the text would become too long with it."""


def mask_names(listing: Listing, area: Area, model: PersonModel | None = None) -> None:
    """Mask them in title and description; what was read from these still names the characters where it stands."""
    public = listing.venue.name, listing.organizer.name
    title, description = listing.title, listing.description or ""
    in_title = private_names(title, area, model, public, title=None)
    in_text = private_names(description, area, model, public, title=masked(title, in_title))
    if not in_title and not in_text:
        return
    of_title, of_text = _edits(title, in_title, MAX_TITLE_CHARS), _edits(description, in_text, MAX_DESCRIPTION_CHARS)
    listing.title, listing.description = edited(title, of_title), edited(description, of_text)
    listing.description_marks = moved_marks(listing.description_marks, of_text)
    offset = len(title) + 1
    edits = [*of_title, *(Edit(one.start + offset, one.end + offset, one.text) for one in of_text)]
    for field, one in listing.provenance.items():
        if one.characters is not None:
            one.characters = moved(one.characters, edits)
            if one.characters is None and field == "venue":
                listing.venue.name = None  # "Meera's place"


def masked(text: str, names: Sequence[Characters], mask: str = MASK) -> str:
    """`text` with `mask` for each of the names, which are in order and apart."""
    return edited(text, (Edit(start, end, mask) for start, end in names))


def _edits(text: str, names: Sequence[Characters], limit: int) -> list[Edit]:
    """What masks the names so that the text keeps its bound."""
    mask = MASK if len(masked(text, names)) <= limit else SHORT_MASK
    return [Edit(start, end, mask) for start, end in names]
