"""The stops of a tour: "11 Sept - Mumbai, Antidote Hall" and "18 Sept - Bengaluru, Fandom Hall" are two listings.

A stop is a line with a day of its own that names where it is: a city, or a venue with its part of the city; or the
lines below a town's name, or a block between blank lines, with one day. All lines of a tour name places alone, and not
all the same one; what they announce is called as the post is. A text that states one place for all is none, and in
doubt a text is none: its lines then are happenings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from include.areas.area import Area
from include.understand.place.announced.named_places import SURE
from include.understand.place.announced.venue_text import venue_in_text
from include.understand.place.tours.lines import DatedLine, blocks_of_towns, dated_lines
from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.mention import DateMention
from include.understand.text.folding import fold
from include.understand.text.patterns import any_of, bounded
from include.understand.text.posts.happenings import MAX_PARTS, key_of, undated_lines
from include.understand.text.posts.part import Part
from include.understand.text.posts.segments import spans_of_blocks, spans_of_lines
from include.understand.text.times.grammar import find_times
from include.untrusted.bounds import at_most

_TOUR = bounded(
    r"\b(?:tours?|road\s?shows?|on the (?:road|move)|(?:travell?ing|touring) (?:show|exhibition)|cities|auditions?)\b",
    re.IGNORECASE,
)


def tour_stops(title: str, description: str, posted: date, area: Area) -> list[Part]:
    """The stops of a tour in the order of its text, each with the title of all; empty where the text is none.

    Stops at one place are the dates of one.
    """
    whole = f"{title}\n{description}"
    text = fold(whole)
    mentions = find_dates(text, posted)
    if len(mentions) < 2:
        return []
    tour = _TOUR.search(text) is not None
    times = find_times(text)
    below = ((max(start, len(title) + 1), end) for start, end in spans_of_blocks(text) if tour and end > len(title))
    for stretches in (blocks_of_towns(text, area), spans_of_lines(text), below):
        lines = list(dated_lines(text, stretches, mentions, times, posted, area, tour=tour))
        stops = [one for one in lines if one.placed]
        if tour and len(stops) > 1:
            lines = [replace(one, city=one.lone) if one.lone and not one.placed else one for one in lines]
            stops = [one for one in lines if one.placed]
        if not _is_tour(lines, stops, area, tour=tour):
            continue
        named = title if stops[0].start > 0 else ""  # a title that is a stop itself names no other one
        if not _has_one_place(named, whole, stops, area, tour=tour):
            at_most(MAX_PARTS, len(stops), "announcements in one text")
            return _parts(stops, mentions, named, whole, area)
    return []


def _is_tour(lines: Sequence[DatedLine], stops: Sequence[DatedLine], area: Area, *, tour: bool) -> bool:
    """Whether the lines with a day are at places, not all the same, and all name a city or part of one, or a venue."""
    if len({_key(one, area) for one in stops}) < 2:
        return False
    row = range(stops[0].start, stops[-1].start)
    if any(not one.placed and _announces(one, one.start in row, tour=tour) for one in lines):
        return False
    if all(one.venue for one in stops):
        return True
    towns = any_of(area.words.city)
    return all(one.city for one in stops) and (tour or any(towns.search(f"{one.city}".lower()) for one in stops))


def _announces(line: DatedLine, in_row: bool, *, tour: bool) -> bool:
    """Whether a line without a place announces something of its own, so that the others are not all there is."""
    if in_row or not tour:
        return line.begins or line.hour
    return line.begins and line.hour


def _has_one_place(title: str, text: str, stops: Sequence[DatedLine], area: Area, *, tour: bool) -> bool:
    """Whether what stands around the stops names a venue; of a tour, one that is known or labelled."""
    around = f"{text[len(title) + 1 : stops[0].start]}\n{text[stops[-1].stop :]}"
    found = venue_in_text(title, around, area)
    return found is not None and (not tour or found[1] > SURE)


def _key(stop: DatedLine, area: Area) -> str:
    """What a stop is known by; a city has one name in it."""
    city = " ".join((stop.city or "").lower().split())
    own = any_of(area.words.city).sub(area.words.city[0], city) if area.words.city else city
    present = any_of(tuple(area.renamed)).sub(lambda found: area.renamed[found.group()], own)
    return key_of(f"{present} {stop.venue or ''}")


def _parts(stops: Sequence[DatedLine], mentions: list[DateMention], title: str, text: str, area: Area) -> list[Part]:
    before, after = text[: stops[0].start], text[stops[-1].stop :]
    shared = [*undated_lines(before, 0, mentions), *undated_lines(after, stops[-1].stop, mentions)]
    found: dict[str, list[DatedLine]] = defaultdict(list)
    for one in stops:
        found[_key(one, area)].append(one)
    return [_part(key, several, title, text, shared) for key, several in found.items()]


def _part(key: str, lines: list[DatedLine], title: str, text: str, shared: list[str]) -> Part:
    """One stop, with the dates that are not off; all of them where all are."""
    on = [one for one in lines if not one.off] or lines
    own = [text[one.start : one.stop].strip() for one in on]
    if len(on) > 1 and not any(one.hour for one in on):
        own.insert(0, ", ".join(day for one in on for day in one.days))  # dates in a row are read as one's own
    words_of_all = "\n".join([*own, *shared]).strip()
    return Part(
        key,
        title or on[0].venue or on[0].city or "",
        words_of_all,
        venue=on[0].venue,
        city=on[0].city,
        status=on[0].off,
    )
