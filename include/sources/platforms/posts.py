"""What somebody posted, as a listing: its text, where it stands and who wrote it; the stages read the rest from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from include.errors import NotAnEvent
from include.listing import Listing, Organizer, Venue
from include.sources.base import Reading
from include.sources.fields.entry import read_entry
from include.sources.fields.places import or_default
from include.sources.fields.plain_text import one_line
from include.sources.provenance import from_structure

WORD = re.compile(r"[^\W\d_]{2}")
MAX_TITLE_LINES = 50
"""Lines of a text in which its title is looked for."""
TITLE_CONFIDENCE = 0.5
"""A post has no title; its first line may be no more than a greeting."""


def read_post(text: object, url: object, author: object, reading: Reading, config: Mapping[str, Any]) -> Listing:
    """The listing of a post. Its title is the first line that has a word. Raises: NotAnEvent when there is none."""
    lines = text.splitlines()[:MAX_TITLE_LINES] if isinstance(text, str) else []
    title = next((line for line in lines if WORD.search(line)), None)
    if title is None:
        raise NotAnEvent("the post has no text")
    listing = read_entry({"title": title, "link": url}, reading.zone, description=text, status=None)
    listing.venue = or_default(Venue(), config, reading.area.words)
    listing.organizer = Organizer(name=one_line(author, limit=200))
    return from_structure(listing, {"title": TITLE_CONFIDENCE})
