"""What else than likeness says that two titles name one happening, or two parts of one programme."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, dropwhile

from rapidfuzz import fuzz

from include.understand.match.evidence.title_likeness import shared_distinctive
from include.understand.match.match_record import CREDITS, MatchRecord
from include.understand.text.titles import is_generic, pieces, words

MIN_NAME_LETTERS = 4
MIN_PLACELESS_NAME_LETTERS = 8
MIN_HOST_LETTERS = 8
OPENING_CHARS = 80
"""Of a text, by which it is known as the same one. Shorter ones may be a source's formula ("Tickets at the door")."""
MIN_BESIDE_CREDIT = 2
MAX_OTHER_PART_LIKENESS = 60
"""Likeness (0 to 100) up to which what follows a common heading is another part of the programme."""
_EMPTY_WORDS = frozenset({"lets", "let", "us"})


def has_common_part(a: MatchRecord, b: MatchRecord, location: float | None) -> bool:
    """Whether a distinctive part of one title is a part of the other: "Screening: Yi Yi", "Film club recap: Yi Yi".

    A short name proves nothing where no common place is known.
    """
    names = a.distinctive_parts & b.distinctive_parts
    least = MIN_NAME_LETTERS if location is not None else MIN_PLACELESS_NAME_LETTERS
    return any(len(name.replace(" ", "")) >= least for name in names)


def is_mentioned(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the text of one names the other: by its title, by its distinctive words, or as what its host holds."""
    return any(_names(x, y) for x, y in ((a, b), (b, a)))


def _names(named: MatchRecord, by: MatchRecord) -> bool:
    text = f" {by.text} "
    if is_called(named, by):
        return True
    if not by.has_generic_title:
        return False
    distinctive = named.distinctive_words - named.venue_names - by.venue_names
    return bool(distinctive) and all(f" {word} " in text for word in distinctive)


def is_called(named: MatchRecord, by: MatchRecord) -> bool:
    """Whether the text of `by` has the name of the other, of two words or more."""
    return " " in named.name and f" {named.name} " in f" {by.text} "


def has_one_text(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether two sources describe both in the same words: the one's text opens with words that the other's has.

    Not where these are a venue's words on itself, nor where each text goes on to name its own happening alone.
    """
    alike = a.source != b.source and (_opens_like(a, b) or _opens_like(b, a))
    return alike and not (_names_alone(a, b) and _names_alone(b, a))


def _opens_like(one: MatchRecord, other: MatchRecord) -> bool:
    opening = one.text[:OPENING_CHARS]
    if len(opening) < OPENING_CHARS or opening not in other.text:
        return False
    return not any(names and names.issubset(opening.split()) for names in (one.venue_names, other.venue_names))


def _names_alone(named: MatchRecord, other: MatchRecord) -> bool:
    """Whether the text of one has a distinctive word of its title that the other's has not."""
    own = named.distinctive_words - named.venue_names - other.venue_names
    return bool(own.intersection(named.text.split()) - set(other.text.split()))


def credits_one(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether both titles credit one name, and have MIN_BESIDE_CREDIT more distinctive words in common."""
    named = _credited(a.title) & _credited(b.title)
    beside = shared_distinctive(a, b) - named
    return bool(named & (a.distinctive_words - a.venue_names - b.venue_names)) and len(beside) >= MIN_BESIDE_CREDIT


@lru_cache(maxsize=20_000)
def _credited(title: str) -> frozenset[str]:
    """The words that follow the first credit of a part of the title, to the part's end."""
    behind = (dropwhile(lambda word: word not in CREDITS, words(piece)) for piece in pieces(title))
    return frozenset(chain.from_iterable(behind)) - CREDITS


def is_one_kind(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether one title is generic and both name one kind: "Pub Quiz", and "The Big Bang Theory Quiz"."""
    return (a.has_generic_title or b.has_generic_title) and not a.kinds.isdisjoint(b.kinds)


def is_only_kind(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether one says no more than its kind, the other names no other, and both are on from one moment to another.

    "Pub Quiz", and the "Sitcoms of the Nineties" that the host of quizzes lists.
    """
    named = any(x.has_generic_title and x.kinds and not y.kinds and _may_be(x, y) for x, y in ((a, b), (b, a)))
    return named and a.source != b.source and not a.timetable.lengths.isdisjoint(b.timetable.lengths)


def _may_be(kind: MatchRecord, other: MatchRecord) -> bool:
    """Whether the text of the other names that kind of event too, or none."""
    return not other.kinds_in_text or not kind.kinds.isdisjoint(other.kinds_in_text)


def has_one_host(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether one listing has a generic title and both have one host: "Pub Quiz", and what Quiz Friends hold there."""
    if not (a.has_generic_title or b.has_generic_title):
        return False
    return any(_hosts(x, y) for x, y in ((a, b), (b, a)))


def _hosts(host: MatchRecord, of: MatchRecord) -> bool:
    text = f" {of.text} {of.organizer} "
    if len(host.organizer) >= MIN_HOST_LETTERS and f" {host.organizer} " in text:
        return True
    return len(host.source_name) >= MIN_HOST_LETTERS and host.source_name in text.replace(" ", "")


def is_other_part(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether two titles have one heading and go on differently: two parts of one programme."""
    rests = _rests(a.title, b.title)
    if rests is None:
        return False
    ignored = _EMPTY_WORDS | a.venue_names | b.venue_names
    ours, theirs = (
        {word for word in one.title_words.intersection(words(rest)) if not word.isdigit()} - ignored
        for one, rest in zip((a, b), rests, strict=True)
    )
    if not ours or not theirs or ours & theirs or is_generic(ours | theirs, a.local):
        return False
    return fuzz.token_set_ratio(" ".join(sorted(ours)), " ".join(sorted(theirs))) <= MAX_OTHER_PART_LIKENESS


def has_own_parts(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether each title has a part of which the other listing says nothing: two films of one retrospective."""
    return _has_own_part(a, b) and _has_own_part(b, a)


def _has_own_part(a: MatchRecord, b: MatchRecord) -> bool:
    venues, shared = a.venue_names | b.venue_names, shared_distinctive(a, b)
    known = f" {b.text} ", b.normal.replace(" ", "")
    parts = (a.distinctive_words.intersection(part.split()) - venues for part in a.own_parts)
    own = (part for part in parts if part and part.isdisjoint(shared))
    return any(not any(f" {word} " in known[0] or word in known[1] for word in part) for part in own)


@lru_cache(maxsize=20_000)
def _rests(ours: str, theirs: str) -> tuple[str, str] | None:
    """What both titles say after their common parts, credits left out; None without a common part."""
    mine, yours = ({" ".join(words(piece)): piece for piece in pieces(title)} for title in (ours, theirs))
    common = mine.keys() & yours.keys()
    rests = tuple(" ".join(_without_credits(part for part in one if part not in common)) for one in (mine, yours))
    return (rests[0], rests[1]) if common and all(rests) else None


def _without_credits(parts: Iterable[str]) -> Iterable[str]:
    return (part for part in parts if part and part.split()[0] not in CREDITS)
