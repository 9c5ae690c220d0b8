"""The lines with a day in a text, and where each is: "11 Sept - Mumbai, Antidote Hall".

The names of a line can be those of people. So a name is a venue's only where the line leaves no doubt: it is known or
stands behind "at", alone, or behind a city with which the line begins. Of a text that speaks of a tour less is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from include.areas.area import Area
from include.understand.place.announced.place_names import ends_as_a_kind, is_name
from include.understand.place.venues import find_venue
from include.understand.text.choosing import is_announced
from include.understand.text.dates.mention import DateMention
from include.understand.text.dates.vocabulary import WEEKDAY
from include.understand.text.patterns import any_of, bounded
from include.understand.text.posts.segments import spans_of_lines
from include.understand.text.posts.states import off_in, without_states
from include.understand.text.times.mention import TimeMention
from include.understand.text.titles import words

MAX_STOP_CHARS = 160
"""Characters of the line of a stop."""
MAX_MARK_CHARS = 8
"""Characters before a piece in which "at" is looked for."""
_PIECES = bounded(r"\s*(?:[|•·,;:()\[\]\n]|\s[-–—/]|[-–—/]\s|@|\bat\b|📍)\s*", re.IGNORECASE)
_AT = bounded(r"(?:@|\bat\b|📍)\s*$", re.IGNORECASE)
_EDGE = " ,.:|-–—"
_SIGNS = re.compile(r"^[^\w\"'“‘(₹$€£¥]{1,20}")
"""Emoji and the like before a name."""
_DAY = bounded(WEEKDAY, re.IGNORECASE)
_ASIDE = bounded(
    r"(?:venue|where|place|location|time|date|when)s?$|tickets?\b|sold out\b|doors?\b|onwards\b|free\b|"
    r"entry\b|book(?:ings?| now)?\b|rsvp|from\b|link\b|limited|[₹$€£]",
    re.IGNORECASE,
)
"""How a piece begins that says something else than where it is."""


@dataclass(frozen=True)
class DatedLine:
    """From where to before where a line with a day stands, where it is, and what it says besides.

    `city` and `venue` are None where it names something else than a place. `begins`: with its day; `hour`: it has one.
    `off`: "cancelled", "postponed" or empty. `lone`: the one capitalised word that it has besides.
    """

    start: int
    stop: int
    days: tuple[str, ...]
    begins: bool
    hour: bool
    off: str = ""
    city: str | None = None
    venue: str | None = None
    lone: str | None = None

    @property
    def placed(self) -> bool:
        """Whether it says where it is."""
        return bool(self.city or self.venue)


@dataclass(frozen=True)
class _Piece:
    """A piece of a line that can be a name, whether "at" stands before it, and whether it is a city or part of one."""

    text: str
    marked: bool
    city: bool


def dated_lines(
    text: str,
    stretches: Iterable[tuple[int, int]],
    mentions: Sequence[DateMention],
    times: Sequence[TimeMention],
    posted: date,
    area: Area,
    *,
    tour: bool,
) -> Iterator[DatedLine]:
    """The stretches of a text (lines, blocks) with a day in their order; `tour`: the text speaks of one."""
    for start, end in stretches:
        dates = [one for one in mentions if start <= one.position < end and is_announced(one, text, posted)]
        if dates and end - start <= MAX_STOP_CHARS:
            hours = [one for one in times if start <= one.position < end]
            cut = [*((one.position, one.end) for one in dates), *((one.position, one.stop) for one in hours)]
            days = tuple(text[one.position : one.end].strip(_EDGE) for one in dates)
            begins = not words(without_states(text[start : dates[0].position]))
            pieces = [*_pieces(_without(text, start, end, cut), area)]
            city, venue = _where(pieces, area, tour=tour)
            if any(one.rule for one in dates) or (
                any(one.span for one in dates) and not (city and venue and len(dates) == 1)
            ):
                city = venue = None
            off = off_in(text[start:end])
            lone = pieces[0].text if len(pieces) == 1 and _is_word(pieces[0].text) else None
            yield DatedLine(start, end, days, begins, bool(hours), off, city, venue, lone)


def _without(text: str, start: int, end: int, cut: list[tuple[int, int]]) -> str:
    """A line with separators in the place of its dates and hours."""
    line, last = "", start
    for position, stop in sorted(cut):
        line += f"{text[last : max(last, position)]} | "
        last = max(last, stop)
    return line + text[last:end]


def _is_word(piece: str) -> bool:
    return piece[0].isupper() and len(piece.split()) == 1


def blocks_of_towns(text: str, area: Area) -> Iterator[tuple[int, int]]:
    """From where to before where the blocks stand that begin with a line of nothing but a town."""
    lines = list(spans_of_lines(text))
    towns = [number for number, (start, end) in enumerate(lines) if _is_town(text[start:end], area)]
    if len(towns) < 2:
        return
    for number, following in pairwise([*towns, len(lines)]):
        inside = lines[number:following]
        blank = next((n for n, (start, end) in enumerate(inside) if n > 1 and not text[start:end].strip()), len(inside))
        yield inside[0][0], inside[blank - 1][1]


def _where(pieces: Sequence[_Piece], area: Area, *, tour: bool) -> tuple[str | None, str | None]:
    """The city, or part of one, and the venue of a line; neither where one of its names is no place's."""
    pieces = [one for one in pieces if not any_of(area.words.money).match(one.text)]
    cities = ", ".join(one.text for one in pieces if one.city) or None
    names = [one for one in pieces if not one.city]
    if not names:
        return cities, None
    behind_city = pieces[0].city and _is_town(pieces[0].text, area)
    first, *others = names
    sure = _is_sure(first, area) or (behind_city and is_name(first.text, area))
    if tour and not sure and not any(_is_sure(one, area) for one in others):
        sure = is_name(first.text, area) and (cities is not None or ends_as_a_kind(first.text))
    return (cities, first.text) if sure and (tour or not others) else (None, None)


def _pieces(line: str, area: Area) -> Iterator[_Piece]:
    """The pieces of a line that can be names."""
    last = 0
    for cut in [*_PIECES.finditer(line), None]:
        piece = without_states(line[last : cut.start() if cut else len(line)])
        piece = _SIGNS.sub("", piece).strip(" .!*-–—")
        if words(piece) and not _DAY.fullmatch(piece) and not _ASIDE.match(piece):
            marked = _AT.search(line[max(0, last - MAX_MARK_CHARS) : last]) is not None
            yield _Piece(piece, marked, _is_town(piece, area) or " ".join(words(piece)) in area.localities)
        last = cut.end() if cut else last


def _is_town(piece: str, area: Area) -> bool:
    folded = " ".join(words(piece))
    return folded in area.beyond or folded in area.words.city


def _is_sure(piece: _Piece, area: Area) -> bool:
    """Whether a name is a venue's whatever the text speaks of: it stands behind "at", or it is known."""
    return is_name(piece.text, area) and (piece.marked or find_venue(piece.text, None, area) is not None)
