"""The names of private persons in an announcement: of those whom one is to contact, to pay, or to visit at home.

The names of performers, speakers and hosts are what an announcement is there to publish, and stay. Directly beside a
contact or behind a request ("call", "DM") a name with capitals is a person's unless something speaks against it: a word
that labels or organizations have, a known venue, or a name that the text or the listing uses of a place. Elsewhere in
the sentence of a contact only a model's word makes it one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

from include.areas.area import Area
from include.understand.personal import grammar
from include.understand.personal.vocabulary import NO_NAMES, ORGANIZATION, REQUESTS
from include.understand.place.venues import mentioned
from include.understand.text.characters import Characters
from include.understand.text.patterns import has_any
from include.understand.text.titles import words

MIN_NAME_LETTERS = 2
"""Of the longest word of a name."""
_LABELS = NO_NAMES | REQUESTS
_AT_HOME = (grammar.AT_HOME, grammar.CARE_OF)
_CERTAIN = (grammar.SMALL, *_AT_HOME)
"""What is of a person whatever the name."""


class PersonModel(Protocol):
    """Recognises persons in sentences."""

    def persons(self, sentence: str) -> Sequence[Characters]:
        """From where to before where the names of persons stand."""


def private_names(
    text: str,
    area: Area,
    model: PersonModel | None = None,
    public: Iterable[str | None] = (),
    title: str | None = "",
) -> list[Characters]:
    """Where the names stand in a text whose contacts are masked, in order.

    `public` are the names of a venue or a host; what stands in the `title` is public too. None says that the text is a
    title itself, where "Call" and "Ping" begin names of events.
    """
    reader = _Reader(text, area, public, title)
    found = [*reader.beside_contacts()]
    if model is not None:
        found += reader.recognised(model)
    return _apart(found)


class _Reader:
    """One text, and which names in it are known to be no private person's."""

    def __init__(self, text: str, area: Area, public: Iterable[str | None], title: str | None) -> None:
        self._is_title = title is None
        self._text = text
        self._area = area
        self._given = [name for name in public if name]
        self._title_words = frozenset(words(title or ""))

    @cached_property
    def _public(self) -> set[str]:
        """What the text uses of a place, and the names that were given as public; folded."""
        places = [match["name"] for match in grammar.PLACE.finditer(self._text)]
        return {" ".join(words(name)) for name in (*places, *self._given)}

    def beside_contacts(self) -> Iterator[Characters]:
        """Directly beside a contact, or behind a request."""
        for match in self._matches():
            start, end = match.span("names")
            if grammar.PUBLIC_ROLE.search(self._text, max(0, start - grammar.MAX_ROLE_CHARS), start):
                continue
            if match.re in _CERTAIN:
                begin = start + _behind(_LABELS, match["names"])
                yield from [(begin, end)] if begin < end and _LABELS.isdisjoint(words(self._text[begin:end])) else []
            else:
                yield from self._each(start, end)

    def _matches(self) -> Iterator[re.Match[str]]:
        yield from (one for one in grammar.ASKED.finditer(self._text) if self._is_request(one))
        if has_any(self._text, grammar.HOMES) and not self._is_title:
            yield from (one for pattern in _AT_HOME for one in pattern.finditer(self._text))
        marks = list(grammar.MARK.finditer(self._text))
        if marks:
            yield from (one for pattern in (grammar.SMALL, grammar.PRONOUN) for one in pattern.finditer(self._text))
        for mark in marks:
            begin = max(0, mark.start() - grammar.MAX_LEAD_CHARS)
            found = grammar.BEFORE.search(self._text, begin, mark.start()), grammar.BEHIND.match(self._text, mark.end())
            yield from (one for one in found if one)

    def _is_request(self, asked: re.Match[str]) -> bool:
        """Whether somebody is asked for: a call may be a noun too, and headings begin with "Ping Pong"."""
        if grammar.NOUN.search(self._text, max(0, asked.start() - 5), asked.start()):
            return False
        if grammar.HEADED.match(asked.group()) and not grammar.MARKED.match(self._text, asked.end()):
            return not self._is_title and grammar.GOES_ON.match(self._text, asked.end()) is not None
        return True

    def recognised(self, model: PersonModel) -> Iterator[Characters]:
        """In the sentence of a contact, or before a lone one, what a model takes for a person."""
        sentences = list(grammar.SENTENCE.finditer(self._text))
        for one, behind in zip(sentences, [*sentences[1:], None], strict=True):
            alone = behind is not None and grammar.ALONE.match(behind.group())
            possible = [*self._inside(*one.span())] if alone or grammar.MARK.search(one.group()) else []
            if possible:
                ends = {one.start() + end for _, end in model.persons(one.group())}
                yield from (name for name in possible if name[1] in ends)

    def _inside(self, start: int, end: int) -> Iterator[Characters]:
        for match in grammar.ONE_NAME.finditer(self._text, start, end):
            if not grammar.NO_ROLE.search(self._text[start : match.start()]):
                yield from self._each(*match.span())

    def _each(self, start: int, end: int) -> Iterator[Characters]:
        """The single names of a list, without the words before them that ask for a contact."""
        for match in grammar.ONE_NAME.finditer(self._text, start, end):
            begin = match.start() + _behind(REQUESTS, match.group())
            name = self._text[begin : match.end()]
            if name and (grammar.TITLED.match(name) or self._may_be_person(name)):
                yield begin, match.end()

    def _may_be_person(self, name: str) -> bool:
        own, folded = set(words(name)), " ".join(words(name))
        if max(map(len, own), default=0) < MIN_NAME_LETTERS or not own.isdisjoint(_LABELS | ORGANIZATION):
            return False
        if (
            own <= self._title_words
            or not own.isdisjoint(self._area.words.ignored)
            or folded in self._area.localities
            or folded in self._public
        ):
            return False
        return folded.replace(" ", "") not in self._area.words.sellers and not mentioned(
            name, self._area, needs_cue=False
        )


def _behind(labels: frozenset[str], text: str) -> int:
    """Where a name begins behind words like "Call" and "At" that stand before it with a capital too."""
    for word in re.finditer(r"\S+", text):
        if not labels.issuperset(words(word.group())):
            return word.start()
    return len(text)


def _apart(found: Iterable[Characters]) -> list[Characters]:
    """In order, without those that begin within another one."""
    kept: list[Characters] = []
    for start, end in sorted(set(found), key=lambda one: (one[0], -one[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
