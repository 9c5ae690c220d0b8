"""What may stand in a field of an area's files: folded words, degrees, forms of postal codes, each with its bound."""

from __future__ import annotations

import re
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from include.untrusted.cleaning import clean_text, without_accents

CODE = r"^[a-z][a-z0-9-]{1,40}$"
MAX_NAMES = 5_000
"""Names or words in one list: each list becomes one pattern."""
MAX_FORMS = 50
"""Postal codes' forms, and signs of money: each is tried at every place of a text."""
MAX_WEIGHT = 5
MIN_RING_POINTS = 4
"""Of a polygon's ring, whose last point is its first one."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone; write one such as Europe/Berlin") from None
    return name


def _folded(name: str) -> str:
    bare = without_accents(name).casefold()
    if name != " ".join(re.findall(r"[^\W_]+", bare)):
        raise ValueError(f"{name!r} is compared with folded words; write it in small letters without accents and signs")
    return name


def _folded_beginning(name: str) -> str:
    _folded(re.sub(r"(?<=\w)\*(?= |$)", "", name))
    return name


def _single(word: str) -> str:
    if " " in word:
        raise ValueError(f"{word!r} is compared with single words; write each of its words alone")
    return word


def _small(word: str) -> str:
    if word != " ".join(word.split()).lower():
        raise ValueError(f"{word!r} is compared with small letters; write it in them, with one blank between words")
    return word


def _storable(text: str) -> str:
    if clean_text(text) != text:
        raise ValueError(f"{text!r} has characters that cannot be seen; write it without them")
    return text


Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Radius = Annotated[int, Field(gt=0, le=20_000)]
"""In metres."""
Text = Annotated[str, Field(max_length=200), AfterValidator(_storable)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\w"), AfterValidator(_storable)]
Word = Annotated[Name, AfterValidator(_single)]
Sign = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[^\s\d](?:\D*[^\s\d])?$")]
Zone = Annotated[str, Field(max_length=64), AfterValidator(_zone)]
Folded = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_folded)]
"""One or more words as `titles.words` folds them."""
Names = Annotated[list[Folded], Field(max_length=MAX_NAMES)]
Words = Annotated[list[Annotated[Folded, AfterValidator(_single)]], Field(max_length=MAX_NAMES)]
Beginning = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_folded_beginning)]
"""Such words, of which each may end with `*`."""
Beginnings = Annotated[list[Beginning], Field(max_length=MAX_NAMES)]
Form = Annotated[str, Field(min_length=2, max_length=20, pattern=r"^[A-Z0-9#@][A-Z0-9#@ -]*[A-Z0-9#@]$")]
"""A postal code with `#` for any digit and `@` for any letter."""
Postcode = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[A-Z0-9][A-Z0-9 -]*$")]
Weight = Annotated[int, Field(ge=1, le=MAX_WEIGHT)]
CategoryWord = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_storable), AfterValidator(_small)]

AbuseWord = Annotated[
    str, Field(max_length=100, pattern=r"^[^*]{2,}\*?$"), AfterValidator(_storable), AfterValidator(_small)
]
"""In any script; an ending `*` is the rest of a word."""

Position = tuple[Longitude, Latitude]


def _closed(ring: list[Position]) -> list[Position]:
    if ring[0] != ring[-1]:
        raise ValueError("the last point of a ring is not its first one")
    return ring


Ring = Annotated[list[Position], Field(min_length=MIN_RING_POINTS), AfterValidator(_closed)]
Polygon = Annotated[list[Ring], Field(min_length=1)]
