"""Titles made comparable: what is left of "THT presents RINI | 6th Feb | Old Town" without date, city, filler."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from include.areas.local import LocalWords
from include.understand.text.dates.grammar import find_dates
from include.understand.text.patterns import VOWEL_SIGNS, bounded
from include.untrusted.cleaning import clean_text, without_accents

ANY_DAY = date(2000, 1, 1)
_SPLIT = bounded(r"\s*(?:[|•·~()\[\]]|\s[-–—]\s|:\s)\s*")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{VOWEL_SIGNS}])*(?:['’](?:[^\W_]|[{VOWEL_SIGNS}])+)*")
_NOT_EDITION = bounded(r"(?<!\d)\d+\s*[./:]\s*\d+|(?<!\d)\d+\s*(?:[ap]m\b|\+|k\b|km\b|/-)", re.IGNORECASE)
_AT = bounded(r"(?:\bat\s+|@\s*)(?:the\s+)?(\w.{1,60})", re.IGNORECASE)
"""Where a title names its place."""
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@lru_cache(maxsize=50_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded: lower case, Latin accents and apostrophes off."""
    folded = without_accents(clean_text(text)).casefold()
    return tuple(w.replace("'", "").replace("’", "") for w in _WORD.findall(folded))


FILLER = frozenset(
    words(
        """
        a an the of and in at on by with for to from x vs ft feat featuring presents present presented live event events
        edition special show this your our
        """
    )
)
GENERIC = frozenset(
    words(
        """
        open mic comedy standup stand up night nights evening workshop music gig concert quiz trivia pub yoga run
        running meetup meet book books club reading session sessions class classes party brunch jam karaoke screening
        film movie cinema pottery painting dance beginners beginner christmas new year eve halloween market flea food
        fest festival networking games game board chess poetry storytelling art craft kids family weekend sunday monday
        tuesday wednesday thursday friday saturday launch discussion talk dj set sets ladies dinner lunch high tea
        exhibition play theatre walk guided women womens mens day special sundowner bar takeover tasting masterclass
        mixer singles social acoustic celebration celebrations gala breakfast supper coaching coach beginner
        fundamentals basics intermediate advanced training level football footy basketball badminton cricket volleyball
        pickleball padel tennis zumba pilates muay thai boxing listening signing recital lecture
        """
    )
)


@lru_cache(maxsize=20_000)
def significant(title: str, local: LocalWords) -> tuple[str, ...]:
    """The words of a title that distinguish it from others, in order; all of its words when nothing else is left."""
    ignored = FILLER | local.ignored
    parts, last = [], 0
    for mention in find_dates(title, ANY_DAY):
        if not mention.vague:
            parts.append(title[last : mention.position])
            last = mention.end
    kept = tuple(w for w in words(" ".join([*parts, title[last:]])) if w not in ignored and not _YEAR.match(w))
    return kept or words(title)


def normalised(title: str, local: LocalWords) -> str:
    """The significant words as one string, for token-based similarity."""
    return " ".join(significant(title, local))


def title_key(title: str, local: LocalWords) -> str:
    """The same for every listing of a series: significant words, sorted, once each. At most 200 characters."""
    return " ".join(sorted(set(significant(title, local))))[:200]


def pieces(title: str) -> list[str]:
    """The parts of "Name | 17th April | Kitty Ko"."""
    return [piece for piece in _SPLIT.split(title) if piece]


def behind_at(title: str) -> list[str]:
    """What a title has behind "at" or "@", as far as its place can go."""
    return [match[1] for match in _AT.finditer(title)]


def is_generic(shared: Iterable[str], local: LocalWords) -> bool:
    """Whether words that two titles share could be shared by any two happenings."""
    return all(w in GENERIC or w in local.common or w.isdigit() for w in shared)


def numbers(title: str, local: LocalWords) -> frozenset[int]:
    """The numbers that distinguish editions ("Vol. 3", "Batch 2"); dates, times, years and ages are none."""
    bare = amounts(local.money).sub(" ", _NOT_EDITION.sub(" ", title))
    return frozenset(int(w) for w in significant(bare, local) if w.isdecimal() and len(w) <= 3)


@lru_cache(maxsize=8)
def amounts(signs: tuple[str, ...]) -> re.Pattern[str]:
    """A number with a sign of money before or after it."""
    sign = rf"(?:{'|'.join(map(re.escape, signs)) or '(?!)'})"
    return bounded(rf"(?<!\d)\d+\s*{sign}(?!\w)|(?<![^\W\d_]){sign}\.?\s*\d+", re.IGNORECASE)
