"""What speaks for and against a name's being the place: its words, the signs around it, and where day and hour stand.

Each signal is a string; what it counts is learned (`signal_weights`). To try another one, add it and train anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from include.areas.area import Area
from include.understand.place.announced.kinds_of_places import PLACE_AT_END
from include.understand.place.announced.place_names import (
    MONEY,
    NOUN,
    is_kind_of_place,
    is_locality,
    is_name,
    is_part_of_city,
    is_road,
)
from include.understand.place.chosen.candidates import (
    CUES,
    GOES_ON,
    Tokens,
    begins_like_a_name,
    is_small,
    names_of,
    tokens_of,
)
from include.understand.place.chosen.chunks import Chunk, chunks_of, kind_of_sign
from include.understand.place.chosen.leads import signals_of_lead
from include.understand.place.venues import venue_called
from include.understand.text.patterns import bounded
from include.understand.text.posts.kinds_of_events import KINDS

_LABELS = frozenset({
    "venue", "place", "where", "location", "address", "point", "at", "meet", "where?", "sthala", "spot", "start",
    "hosted",
})  # fmt: skip
MAX_WORDS_OF_LABEL = 3
_HAS_LABEL = bounded(r"\b(?:venue|where|place|location)\b\W{0,3}[:\-–]|[📍📌]", re.IGNORECASE)
_TERMS = bounded(r"free|entry|ticket|rsvp|register|limited|book", re.IGNORECASE)
BEHIND_A_KIND = "behind a kind"
"""The signal of what a happening is called, or shows: "Film club: ..."."""
_KIND_AT_END = bounded(rf"(?<![\w-])(?:{KINDS})$", re.IGNORECASE)
MIN_CHARS, MAX_CHARS = 3, 70
"""Of a name."""
MAX_CHUNKS = 200
"""Chunks of a text that are read."""
FAR = 9


@dataclass(frozen=True)
class Candidate:
    """A name that could be the place's, where it begins in the text, and its signals."""

    name: str
    start: int
    signals: frozenset[str]


def candidates_of(text: str, area: Area) -> list[Candidate]:
    """All names of a text that could be its place's, in order."""
    around = _Around(text, area)
    return [one for number in range(len(around.chunks)) for one in _of_chunk(number, around)]


class _Around:
    """What a text has beside a name: its chunks, which lines have a day or an hour, and what each chunk is."""

    def __init__(self, text: str, area: Area) -> None:
        self.area = area
        self.chunks: list[Chunk] = chunks_of(text)[:MAX_CHUNKS]
        self.lower = text.lower()
        self.labelled = _HAS_LABEL.search(text) is not None
        self.has_capitals = any(map(str.isupper, text))
        self._kinds: dict[int, str] = {}

    @cached_property
    def dated_lines(self) -> dict[int, bool]:
        """By the number of each line with words whether it states a day or an hour."""
        found: dict[int, bool] = {}
        for one in self.chunks:
            found[one.line] = found.get(one.line, False) or one.dated
        return found

    @cached_property
    def lines(self) -> list[int]:
        """The numbers of the lines with words."""
        return list(self.dated_lines)

    @cached_property
    def dated(self) -> list[int]:
        """Which chunks state a day or an hour."""
        return [number for number, one in enumerate(self.chunks) if one.dated]

    def kind(self, number: int) -> str:
        """What a chunk is, in a word."""
        if not 0 <= number < len(self.chunks):
            return "none"
        if number not in self._kinds:
            self._kinds[number] = self._kind_of(self.chunks[number])
        return self._kinds[number]

    def _kind_of(self, chunk: Chunk) -> str:
        text = chunk.text
        if chunk.dated:
            return "date"
        if MONEY.search(text):
            return "money"
        if is_part_of_city(text, self.area):
            return "loc"
        if is_road(text):
            return "road"
        if _TERMS.match(text):
            return "free"
        return "low" if text[0].islower() else "up"

    def is_dated(self, line: int) -> bool:
        """Whether the line at that place among those with words states a day or an hour."""
        return 0 <= line < len(self.lines) and self.dated_lines[self.lines[line]]


def _of_chunk(number: int, around: _Around) -> Iterator[Candidate]:
    chunk = around.chunks[number]
    words = tokens_of(chunk)
    for first, last in names_of(words):
        begins = words.spans[first][0]
        name = chunk.text[begins : words.spans[last - 1][1]].strip(" .,'’-–&+/")
        bounds = MIN_CHARS <= len(name) <= MAX_CHARS and any(map(str.isalnum, name))
        if bounds and not all(words.when[first:last]):
            signals = frozenset((
                *_of_neighbours(number, words, first, last, around),
                *_of_name(name, words, first, last, around),
                *_of_lines(number, around),
                *signals_of_lead(around.chunks, number, begins),
            ))  # fmt: skip
            yield Candidate(name, chunk.start + begins, signals)


def _of_neighbours(number: int, words: Tokens, first: int, last: int, around: _Around) -> Iterator[str]:
    """What stands right before and behind it, in its chunk and beyond."""
    chunk, count = around.chunks[number], len(words.written)
    before, behind = kind_of_sign(chunk.before), kind_of_sign(chunk.behind)
    lead, following = _lead(words, first), _following(words, last)
    kind = _kind(words, first, last)
    yield f"p:{lead}"
    yield f"n:{following}"
    if words.lower[max(0, first - 1) : first] == ["the"]:
        yield "the"
    if first == 0:
        yield f"b:{before}"
        yield f"pv:{around.kind(number - 1)}" + ("/nl" if "\n" in chunk.before else "")
        yield f"{before}&{kind}"
        yield f"{before}&{around.kind(number - 1)}&{following}"
    else:
        yield f"pw={words.lower[first - 1]}"
    if first == 0 and before == "colon" and number and _KIND_AT_END.search(around.chunks[number - 1].text):
        yield BEHIND_A_KIND
    if (label := _label(number, around)) and first == 0:
        yield from ("label", f"label={label}")
    elif around.labelled:
        yield "nolabel"
    if last == count:
        next_kind = around.kind(number + 1)
        yield f"a:{behind}"
        yield f"nx:{next_kind}" + ("/nl" if "\n" in chunk.behind else "")
        yield f"{lead}&nx{next_kind}&{behind}"
        yield f"{kind}&nx{next_kind}"
        if behind == "comma":
            yield f"cx:{next_kind}"
    else:
        yield f"nx={words.lower[last]}"
    if chunk.dated:
        yield from ("behind date",) if any(words.when[:first]) else ()
        yield from ("before date",) if any(words.when[last:]) else ()
    if first == 0 and last == count:
        yield from _of_whole(number, kind, _shape(words, first, last), around)


def _of_whole(number: int, kind: str, shape: str, around: _Around) -> Iterator[str]:
    """A name that is all of its chunk, or of its line."""
    chunk = around.chunks[number]
    titled = "title" if chunk.line == around.lines[0] else "body"
    yield "whole"
    yield f"whole&{kind}&{around.kind(number - 1)}"
    yield f"whole&{shape}&{around.kind(number + 1)}&{titled}"
    begins = "\n" in chunk.before or number == 0
    if begins and ("\n" in chunk.behind or number == len(around.chunks) - 1):
        yield "wholeline"


def _of_name(name: str, words: Tokens, first: int, last: int, around: _Around) -> Iterator[str]:
    """What the name itself looks like."""
    area, lead = around.area, _lead(words, first)
    kind, shape = _kind(words, first, last), _shape(words, first, last)
    yield from (f"words {min(last - first, 6)}", f"k:{kind}", f"{lead}&{kind}", f"{lead}&{shape}")
    yield f"sh:{shape}" + ("" if around.has_capitals else "/lc")
    yield from (f"fw={words.lower[first]}", f"lw={words.lower[last - 1]}")
    tests = (
        ("digit", any(map(str.isdigit, name))),
        ("road", is_road(name)),
        ("listed", venue_called(name, area) is not None),
        ("handle", words.written[first].startswith("@")),
        ("hash", any(one.startswith("#") for one in words.written[max(0, first - 1) : first + 1])),
        ("again", around.lower.count(name.lower()) > 1),
    )
    yield from (signal for signal, holds in tests if holds)
    if is_name(name, area):
        yield "name"
    else:
        yield "kind alone" if is_kind_of_place(name) else "no name"
    if is_locality(name, area):
        yield "locality"
    elif is_part_of_city(name, area):
        yield "part of city"


def _of_lines(number: int, around: _Around) -> Iterator[str]:
    """In which line it stands, and where days and hours do."""
    chunk = around.chunks[number]
    line = around.lines.index(chunk.line)
    titled = "title" if line == 0 else "body"
    yield f"line {min(line, 4)}"
    if len(around.lines) == 1:
        yield "only line"
    elif line == len(around.lines) - 1:
        yield "last line"
    if around.is_dated(line):
        yield f"dated&{titled}"
    else:
        beside = [side for side, at in (("above", line - 1), ("below", line + 1)) if around.is_dated(at)]
        yield from (f"dated {side}" for side in beside) if beside else ("dated nowhere near",)
    distance = min((number - one for one in around.dated), key=abs, default=FAR)
    yield f"d{min(abs(distance), 4)}"
    yield "behind" if distance > 0 else "before" if distance < 0 else "within"
    if number == 0 or "\n" in chunk.before:
        yield "leads"


def _lead(words: Tokens, first: int) -> str:
    """What stands before it in its chunk."""
    if first == 0:
        return "start"
    before = words.lower[first - 1]
    if before == "the" and first > 1 and words.lower[first - 2] in CUES:
        before = words.lower[first - 2]
    if before in CUES:
        return f"cue={before}"
    if words.when[first - 1]:
        return "when"
    return "upper" if words.upper[first - 1] else "lower"


def _following(words: Tokens, last: int) -> str:
    """What stands behind it in its chunk."""
    if last == len(words.written):
        return "end"
    if words.when[last]:
        return "when"
    if words.upper[last]:
        return "upper"
    behind = words.lower[last]
    return f"word={behind}" if behind in CUES or behind in GOES_ON else "lower"


def _kind(words: Tokens, first: int, last: int) -> str:
    """Whether it ends with a kind of place, or has one."""
    name = " ".join(words.written[first:last]).strip(" .,'’-–&+/")
    if PLACE_AT_END.search(name):
        return "end"
    return "in" if NOUN.search(name) else "no"


def _shape(words: Tokens, first: int, last: int) -> str:
    """How its words are written."""
    own = [one for one in words.written[first:last] if not is_small(one)]
    if all(map(str.isupper, own)) and sum(map(len, own)) > MIN_CHARS:
        return "capitals"
    named = sum(map(begins_like_a_name, own))
    return "title" if named == len(own) else "mixed" if named else "lower"


def _label(number: int, around: _Around) -> str | None:
    """The label before a chunk, in its line: "Venue"."""
    before = around.chunks[number - 1] if number else None
    if before is None or before.line != around.chunks[number].line:
        return None
    known = re.split(r"\s", before.text.lower())
    last = known[-1].strip("-")
    return last if last in _LABELS and len(known) <= MAX_WORDS_OF_LABEL else None
