"""How alike two titles are, and what else says that both name one happening.

Words that tell something are those that not any two happenings could share, and that are not the venue's own name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from include.understand.match.match_record import CREDITS, MatchRecord
from include.understand.text.titles import is_generic, pieces, words

MIN_SPELLING_LIKENESS = 85
"""Likeness (0 to 100) of two spellings of one word: "changine" and "changing", "khan" and "khans"."""
MIN_SPELLED_LETTERS = 4
MIN_NAME_LETTERS = 4
MIN_PLACELESS_NAME_LETTERS = 8
TELLING_WORDS = 3
"""Telling words that two titles share from which on they name one happening, whatever else they say."""
MAX_OTHER_PART_LIKENESS = 60
"""Likeness (0 to 100) up to which what follows a common heading is another part of the programme."""
_EMPTY_WORDS = frozenset({"lets", "let", "us"})


def title_score(a: MatchRecord, b: MatchRecord) -> float:
    """Token-set similarity of the significant words, less when one title has few words; the venue's own left out."""
    ours, theirs = _bare(a, b), _bare(b, a)
    ours, theirs = _as_written_by(ours, theirs), _as_written_by(theirs, ours)
    contained = fuzz.token_set_ratio(ours, theirs) / 100
    whole = fuzz.token_sort_ratio(ours, theirs) / 100
    run = fuzz.ratio(ours.replace(" ", ""), theirs.replace(" ", "")) / 100
    return max(0.85 * contained + 0.15 * whole, run, 0.8 if len(telling(a, b)) >= 2 else 0.0)


def _bare(record: MatchRecord, other: MatchRecord) -> str:
    """The significant words of its title, without the names of both venues where others are left."""
    names = record.venue_names | other.venue_names
    if names.isdisjoint(record.title_words):
        return record.normal
    return " ".join(word for word in record.normal.split() if word not in names) or record.normal


def _as_written_by(ours: str, theirs: str) -> str:
    """Our words, where two in a row are one of theirs as that one: "mid week" for "midweek"."""
    known, kept = set(theirs.split()), []
    for word in ours.split():
        if kept and kept[-1] + word in known:
            kept[-1] += word
        else:
            kept.append(word)
    return " ".join(kept)


def telling(a: MatchRecord, b: MatchRecord) -> set[str]:
    """The telling words of `a` that `b` has too, in one spelling or the other."""
    names = a.venue_names | b.venue_names
    ours, theirs = a.telling_words - names, b.telling_words - names
    return (ours & theirs) | _respelled(ours - theirs, theirs - ours) | (a.joined_words & theirs)


def _respelled(ours: Collection[str], theirs: Collection[str]) -> set[str]:
    """Those of ours that are a word of theirs spelled otherwise."""
    return {word for word in ours if len(word) >= MIN_SPELLED_LETTERS and any(_is_spelling(word, one) for one in theirs)}


def _is_spelling(word: str, other: str) -> bool:
    return other[0] == word[0] and len(other) >= MIN_SPELLED_LETTERS and fuzz.ratio(word, other) >= MIN_SPELLING_LIKENESS


def shares_nothing_telling(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the words that both titles have could be shared by any two happenings."""
    shared = a.title_words & b.title_words
    return is_generic(shared, a.local) and is_generic(shared, b.local) and not telling(a, b)


def is_same_title(a: MatchRecord, b: MatchRecord, title: float | None) -> bool:
    """Whether both have the same long name; the venue's may be in it."""
    return (title or 0) >= 0.95 and len(a.telling_words & b.telling_words) >= 2


def is_telling(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the titles share so much that they name one happening."""
    return len(telling(a, b)) >= TELLING_WORDS


def has_common_part(a: MatchRecord, b: MatchRecord, location: float | None) -> bool:
    """Whether a telling part of one title is a part of the other: "Screening: Yi Yi", "Film club recap: Yi Yi".

    A short name proves nothing where no common place is known.
    """
    names = a.telling_parts & b.telling_parts
    least = MIN_NAME_LETTERS if location is not None else MIN_PLACELESS_NAME_LETTERS
    return any(len(name.replace(" ", "")) >= least for name in names)


def is_mentioned(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the text of one names the other: by its title, by what is telling in it, or as what its host holds."""
    return any(_names(x, y) for x, y in ((a, b), (b, a)))


def _names(named: MatchRecord, by: MatchRecord) -> bool:
    text = f" {by.text} "
    if is_called(named, by):
        return True
    if not by.has_generic_title:
        return False
    said = named.telling_words - named.venue_names - by.venue_names
    return bool(said) and all(f" {word} " in text for word in said)


def is_called(named: MatchRecord, by: MatchRecord) -> bool:
    """Whether the text of `by` has the name of the other, of two words or more."""
    return " " in named.name and f" {named.name} " in f" {by.text} "


def is_one_kind(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether one title is generic and both name one kind: "Pub Quiz", and "The Big Bang Theory Quiz"."""
    return (a.has_generic_title or b.has_generic_title) and not a.kinds.isdisjoint(b.kinds)


def has_one_host(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether one listing has a generic title and both have one host: "Pub Quiz", and what Quiz Friends hold there."""
    if not (a.has_generic_title or b.has_generic_title):
        return False
    return any(_hosts(x, y) for x, y in ((a, b), (b, a)))


def _hosts(host: MatchRecord, of: MatchRecord) -> bool:
    text = f" {of.text} {of.organizer} "
    if len(host.organizer) >= MIN_SPELLED_LETTERS * 2 and f" {host.organizer} " in text:
        return True
    return len(host.source_name) >= MIN_SPELLED_LETTERS * 2 and host.source_name in text.replace(" ", "")


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
    venues, shared = a.venue_names | b.venue_names, telling(a, b)
    known = f" {b.text} ", b.normal.replace(" ", "")
    parts = (a.telling_words.intersection(part.split()) - venues for part in a.own_parts)
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
