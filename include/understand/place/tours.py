"""The stops of a tour: "11 Sept - Mumbai, Antidote Hall" and "18 Sept - Bengaluru, Fandom Hall" are two listings.

A stop is a line with a day of its own that names where it is: a city, or a venue with its part of the city. All lines
of a tour name places alone, and not all the same one; what they announce is called as the post is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from include.areas.area import Area
from include.understand.place.named_places import is_name, names_a_kind
from include.understand.place.venues import find_venue
from include.understand.text.choosing import is_announced
from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.mention import DateMention
from include.understand.text.folding import fold
from include.understand.text.patterns import any_of, bounded
from include.understand.text.posts.happenings import MAX_PARTS, Part, key_of, undated_lines
from include.understand.text.posts.segments import spans_of_lines
from include.understand.text.times.grammar import find_times
from include.understand.text.times.mention import TimeMention
from include.understand.text.titles import words
from include.untrusted.bounds import at_most

MAX_STOP_CHARS = 160
"""Characters of the line of a stop."""
MAX_MARK_CHARS = 8
"""Characters before a piece in which "at" is looked for."""
_PIECES = bounded(r"\s*(?:[|•·,;:()\[\]\n]|\s[-–—/]|[-–—/]\s|@|\bat\b|📍)\s*", re.IGNORECASE)
_AT = bounded(r"(?:@|\bat\b|📍)\s*$", re.IGNORECASE)
_ASIDE = bounded(
    r"tickets?\b|sold out\b|doors?\b|onwards\b|free\b|"
    r"entry\b|book(?:ings?| now)?\b|rsvp|from\b|link\b|limited|[₹$€£]",
    re.IGNORECASE,
)
"""How a piece begins that says something else than where it is."""


@dataclass(frozen=True)
class _Stop:
    """Where the line of a stop stands, its city or part of one, and its venue."""

    start: int
    stop: int
    city: str | None
    venue: str | None


def tour_stops(title: str, description: str, posted: date, area: Area) -> list[Part]:
    """The stops of a tour in the order of its text, each with the title of all; empty where the text is none.

    Stops at one place are the dates of one.
    """
    text = fold(f"{title}\n{description}")
    mentions = find_dates(text, posted)
    if len(mentions) < 2:
        return []
    stops = list(_stops(text, mentions, find_times(text), posted, area))
    if not _is_tour(stops, title, area):
        return []
    at_most(MAX_PARTS, len(stops), "announcements in one text")
    return _parts(stops, mentions, title, f"{title}\n{description}")


def _stops(
    text: str, mentions: list[DateMention], times: list[TimeMention], posted: date, area: Area
) -> Iterator[_Stop | None]:
    """The lines with a day; None for one that names something else than a place."""
    for start, end in spans_of_lines(text):
        dates = [one for one in mentions if start <= one.position < end and is_announced(one, text, posted)]
        if len(dates) == 1 and not dates[0].span and not dates[0].rule and end - start <= MAX_STOP_CHARS:
            hours = [one for one in times if start <= one.position < end]
            cut = [(dates[0].position, dates[0].end), *((one.position, one.stop) for one in hours)]
            yield _stop(start, end, _without(text, start, end, cut), area)


def _without(text: str, start: int, end: int, cut: list[tuple[int, int]]) -> str:
    """A line with separators in the place of its dates and hours."""
    line, last = "", start
    for position, stop in sorted(cut):
        line += f"{text[last : max(last, position)]} | "
        last = max(last, stop)
    return line + text[last:end]


def _stop(start: int, end: int, line: str, area: Area) -> _Stop | None:
    """Where the stop of a line is; None where its first name is no place's."""
    pieces = [one for one in _pieces(line) if not any_of(area.words.money).match(one[0])]
    cities = [piece for piece, _ in pieces if _is_city(piece, area)]
    names = [one for one in pieces if one[0] not in cities]
    venue, marked = names[0] if names else (None, False)
    if (venue is None and not cities) or (venue and not _is_place(venue, marked or bool(cities), area)):
        return None
    return _Stop(start, end, ", ".join(cities) or None, venue)


def _pieces(line: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a line that can be names, and whether "at" stands before them."""
    last = 0
    for cut in [*_PIECES.finditer(line), None]:
        piece = line[last : cut.start() if cut else len(line)].strip(" .!*-–—")
        if words(piece) and not _ASIDE.match(piece):
            yield piece, _AT.search(line[max(0, last - MAX_MARK_CHARS) : last]) is not None
        last = cut.end() if cut else last


def _is_city(piece: str, area: Area) -> bool:
    folded = " ".join(words(piece))
    return folded in area.beyond or folded in area.localities or folded in area.words.city


def _is_place(piece: str, marked: bool, area: Area) -> bool:
    """Whether a name is a venue's: it is `marked` by "at" or by its city, is of a kind of places, or is known."""
    return is_name(piece, area) and (marked or names_a_kind(piece) or find_venue(piece, None, area) is not None)


def _is_tour(stops: Sequence[_Stop | None], title: str, area: Area) -> bool:
    """Whether all are places, not all the same, and either all name a city or part of one, or all a venue."""
    places = [one for one in stops if one]
    if len(places) < 2 or len(places) < len(stops):
        return False
    different = len({_key(one) for one in places}) > 1
    return different and (all(one.city for one in places) or all(one.venue for one in places))


def _key(stop: _Stop) -> str:
    return key_of(f"{stop.city or ''} {stop.venue or ''}")


def _parts(stops: Sequence[_Stop | None], mentions: list[DateMention], title: str, text: str) -> list[Part]:
    places = [one for one in stops if one]
    before, after = text[: places[0].start], text[places[-1].stop :]
    shared = "\n".join([*undated_lines(before, 0, mentions), *undated_lines(after, places[-1].stop, mentions)])
    found: dict[str, list[_Stop]] = defaultdict(list)
    for one in places:
        found[_key(one)].append(one)
    return [
        Part(
            key,
            title,
            "\n".join([*(text[one.start : one.stop].strip() for one in several), shared]).strip(),
            venue=several[0].venue,
            city=several[0].city,
        )
        for key, several in found.items()
    ]
