"""How alike two titles are, by their significant words.

Distinctive words are those that not any two happenings could share, and that are not the venue's own name.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import pairwise

from rapidfuzz import fuzz

from include.understand.match.match_record import MatchRecord
from include.understand.text.titles import is_generic, words

MIN_SPELLING_LIKENESS = 85
"""Likeness (0 to 100) of two spellings of one word: "changine" and "changing", "khan" and "khans"."""
MIN_SPELLED_LETTERS = 4
MIN_SAME_NAME_WORDS = 2
"""Distinctive words that two equal titles have at least where they are one long name."""
SHARED_WORDS_SCORE = 0.8
"""The score at least of two titles that share two distinctive words."""
TELLING_WORDS = 3
"""Distinctive words that two titles share from which on they name one happening, whatever else they say."""
_OPENINGS = frozenset(
    words("introduction intro how learn make create build discover explore experience celebrate world story stories")
)
"""Words with which any title may begin."""


def title_score(a: MatchRecord, b: MatchRecord) -> float:
    """Token-set similarity of the significant words, less when one title has few words; the venue's own left out."""
    ours, theirs = _bare(a, b), _bare(b, a)
    ours, theirs = _as_written_by(ours, theirs), _as_written_by(theirs, ours)
    contained = fuzz.token_set_ratio(ours, theirs) / 100
    whole = fuzz.token_sort_ratio(ours, theirs) / 100
    run = fuzz.ratio(ours.replace(" ", ""), theirs.replace(" ", "")) / 100
    spelled = max(0.85 * contained + 0.15 * whole, run)
    return SHARED_WORDS_SCORE if spelled < SHARED_WORDS_SCORE and _shared(a, b) >= 2 else spelled


def _bare(record: MatchRecord, other: MatchRecord) -> str:
    """The significant words of its title, without the names of both venues where others are left."""
    names = record.venue_names | other.venue_names
    if names.isdisjoint(record.title_words):
        return record.normal
    return " ".join(word for word in record.normal.split() if word not in names) or record.normal


def _as_written_by(ours: str, theirs: str) -> str:
    """Our words, where two in a row are one of theirs as that one: "mid week" for "midweek"."""
    known: set[str] = set(theirs.split())
    kept: list[str] = []
    for word in ours.split():
        if kept and kept[-1] + word in known:
            kept[-1] += word
        else:
            kept.append(word)
    return " ".join(kept)


def shared_distinctive(a: MatchRecord, b: MatchRecord) -> AbstractSet[str]:
    """The distinctive words of `a` that `b` has too: in another spelling, or as two words that are one of the other."""
    names = a.venue_names | b.venue_names
    ours, theirs = a.distinctive_words - names, b.distinctive_words - names
    joined = (a.joined_words & theirs) | (b.joined_words & ours)
    return (ours & theirs) | _respelled(ours - theirs, theirs - ours) | joined


def _shared(a: MatchRecord, b: MatchRecord) -> int:
    """How many distinctive words both titles have, as the one counts them that has fewer."""
    return min(len(shared_distinctive(a, b)), len(shared_distinctive(b, a)))


def _respelled(ours: AbstractSet[str], theirs: AbstractSet[str]) -> set[str]:
    """Those of ours that are a word of theirs spelled otherwise."""
    known = [one for one in theirs if len(one) >= MIN_SPELLED_LETTERS]
    found = set()
    for word in ours if known else ():  # asked of each pair of titles, so no function is called for each pair of words
        if len(word) >= MIN_SPELLED_LETTERS:
            for one in known:
                if one[0] == word[0] and fuzz.ratio(word, one) >= MIN_SPELLING_LIKENESS:
                    found.add(word)
                    break
    return found


def shares_nothing_distinctive(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the words that both titles have could be shared by any two happenings."""
    shared = a.title_words & b.title_words
    return is_generic(shared, a.local) and is_generic(shared, b.local) and not shared_distinctive(a, b)


def is_same_title(a: MatchRecord, b: MatchRecord, title: float | None) -> bool:
    """Whether both have the same long name; the venue's may be in it."""
    return (title or 0) >= 0.95 and len(a.distinctive_words & b.distinctive_words) >= MIN_SAME_NAME_WORDS


def is_distinctive(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the titles share so much that they name one happening."""
    return _shared(a, b) >= TELLING_WORDS


def begins_alike(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether a distinctive word with which one source's title begins is in the other's: "Drift", "Supper by Drift".

    A name leads and a form follows: two quartets may play at one place. Nor may they name two kinds of event, or go
    on with two names behind the word: "Rahul Iyer", "Ghazals by Rahul Rao". A language or a style is no name.
    """
    if a.source == b.source or (a.kinds and b.kinds and a.kinds.isdisjoint(b.kinds)):
        return False
    shared = (shared_distinctive(a, b) | shared_distinctive(b, a)) - _OPENINGS - {value for _, value in a.contrasts}
    starts = (start for one in (a, b) for start in _starts(one))
    return any(one in shared and not one.endswith("ing") and not _goes_on_apart(one, a, b) for one in starts)


def _goes_on_apart(start: str, a: MatchRecord, b: MatchRecord) -> bool:
    """Whether a distinctive word stands right behind `start` in both titles, and not the same one in two spellings."""
    ours, theirs = ({word[0] for word in _behind(start, one)} for one in (a, b))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _behind(start: str, record: MatchRecord) -> AbstractSet[str]:
    return {behind for word, behind in pairwise(words(record.title)) if word == start} & record.distinctive_words


def _starts(record: MatchRecord) -> tuple[str, str]:
    """The first significant word of its title, and the first two as one."""
    listed = record.normal.split()
    return "".join(listed[:1]), "".join(listed[:2])


def is_within(part: MatchRecord, whole: MatchRecord) -> bool:
    """Whether the title of the one, which has a distinctive word, says nothing that the other's does not say too."""
    return bool(part.distinctive_words - part.venue_names) and part.title_words <= whole.title_words
