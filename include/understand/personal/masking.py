"""A listing without the names of private persons, as its contacts are masked when it is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from include.areas.area import Area
from include.listing import MAX_DESCRIPTION_CHARS, MAX_TITLE_CHARS, Listing
from include.understand.personal.names import PersonModel, private_names
from include.understand.text.characters import Characters

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
    marks = _mask(title, in_title, MAX_TITLE_CHARS), _mask(description, in_text, MAX_DESCRIPTION_CHARS)
    listing.title, listing.description = masked(title, in_title, marks[0]), masked(description, in_text, marks[1])
    offset = len(title) + 1
    edits = [(start, end, len(marks[0])) for start, end in in_title]
    edits += [(start + offset, end + offset, len(marks[1])) for start, end in in_text]
    for field, one in listing.provenance.items():
        if one.characters is not None:
            one.characters = _moved(one.characters, edits)
            if one.characters is None and field == "venue":
                listing.venue.name = None  # "Meera's place"


def masked(text: str, names: Sequence[Characters], mask: str = MASK) -> str:
    """`text` with `mask` for each of the names, which are in order and apart."""
    parts, last = [], 0
    for start, end in names:
        parts += [text[last:start], mask]
        last = end
    return "".join([*parts, text[last:]])


def _mask(text: str, names: Sequence[Characters], limit: int) -> str:
    return MASK if len(masked(text, names)) <= limit else SHORT_MASK


def _moved(characters: Characters, edits: Sequence[tuple[int, int, int]]) -> Characters | None:
    """The same characters behind the edits (start, end, new length); None where a name was among them."""
    start, end = characters
    if any(begin < end and start < until for begin, until, _ in edits):
        return None
    before = edits[: bisect_right([begin for begin, *_ in edits], start)]
    shift = sum(length - (until - begin) for begin, until, length in before)
    return start + shift, end + shift
