"""Whether an event is under the open sky, so that the weather concerns it: by its place, or by what is said of it."""

from __future__ import annotations

from functools import lru_cache

from include.areas.area import AREAS_KEPT, Area
from include.listing import Listing
from include.understand.text import titles
from include.understand.text.patterns import any_of

MAX_READ_CHARS = 5_000
"""Of a description: what an event is stands at its beginning."""


def is_outdoors(record: Listing, area: Area) -> bool:
    """Whether it is outdoors, by the words of the area; a word that says otherwise outweighs all others.

    What is online has no weather. A word that is not there says nothing: then it is taken for indoors.
    """
    words = area.words
    said = any_of(words.outdoor)
    title, description = record.title, (record.description or "")[:MAX_READ_CHARS]
    if record.venue.online or any_of(words.indoor).search(f"{title}\n{description}"):
        return False
    return bool(
        _is_outdoor_place(record, area)
        or (any_of(words.outdoor_titles).search(title) and not any_of(words.indoor_titles).search(title))
        or said.search(title)
        or said.search(description)
    )


def _is_outdoor_place(record: Listing, area: Area) -> bool:
    """By the gazetteer's kind of place, else by the last word of its name: "Cubbon Park", but not "The Park"."""
    kind = _kinds(area).get(record.venue.place_id or "")
    if kind is not None:
        return kind in area.words.outdoor_places
    name = titles.words(record.venue.name or "")
    whole = " ".join(name)
    if any(whole == other or whole.endswith(f" {other}") for other in area.words.indoor_places):
        return False
    return len(name) > 1 and name[-1] in area.words.outdoor_places


@lru_cache(maxsize=AREAS_KEPT)
def _kinds(area: Area) -> dict[str, str]:
    return {venue.slug: venue.kind for venue in area.venues}
