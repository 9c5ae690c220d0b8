"""What categorising reads of a listing, and what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import get_args

from include.listing import Category
from include.understand.text.folding import fold
from include.understand.text.patterns import bounded

CATEGORIES: tuple[Category, ...] = get_args(Category)
MIN_WEIGHT = 0.05
"""Of a category beside the first one; what has less is not kept."""
SURE_CLAIM = 0.8
"""From which on a source's type names what it is ("MusicEvent"), and not what a site calls all it lists."""
MAX_SENTENCE_CHARS, MAX_READ_CHARS = 200, 400
"""Of a description, in what the model reads; of it, before what says when and how much is left out."""
_WHEN = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?"
    r"|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|am|pm"
)
_NOT_WHAT = bounded(
    r"(?:[₹@]|\brs\.?\s?)?\b\d[\d.,:/+-]{0,12}(?:\s?(?:am|pm|st|nd|rd|th|hrs?|onwards)\b)?"
    rf"|\b(?:{_WHEN})\b|[^\w\s&',.!?-]{{1,40}}",
    re.IGNORECASE,
)
"""Numbers, names of days and months, signs: they say when and how much, not what, and the model reads few words."""
_MEAL = (
    r"(?:breakfast|lunch|dinner|brunch|snacks?|high tea|tea|coffee|chai|meals?|food"
    r"|refreshments|drinks?|transport|beer)"
)
_EXTRAS = bounded(
    rf"\b(?:incl(?:\.|udes|uding|usive of|uded)?|with|plus) (?:(?:a|free|light|complimentary|some|welcome) ){{0,2}}"
    rf"{_MEAL}(?: (?:buffet|box))?(?=[.;!?)]|$| (?:and|&|\+) )"
    rf"|\b{_MEAL} (?:buckets?\b|at \d|(?:is |will be |are )?(?:after(?:wards)?(?=[.!]|$)|provided|included))"
    r"|(?:[₹$€£]|\b(?:rs\.?|cover|entry|couples?|stags?|fees?|tickets?)(?: charge)?)[ :–-]{0,3}\d{1,2}k\b(?! run)"
    r"|\b\d{1,2}k (?:per|each|redeemable|cover)\b"
    rf"|(?<=, ){_MEAL} \d{{1,2}}(?:[:.]\d\d)?(?: ?[ap]\.?m\b|(?=\s*(?:$|[,.;(])))"
    r"|(?<!\ba )(?<!\bthe )(?<!\bthis )\b(?:pre-?)?book (?:now|your|an?|tickets?|tables?|seats?|slots?"
    r"|spots?|pass(?:es)?|here|online|via|early|in advance|yours|soon"
    r"|fast|ahead|by (?:phone|dm|call\w{0,3}))\b|\b(?:to|must|please|pls|can|and) book(?= (?:now|the|your"
    r"|via|on|at|in|by|here)\b|\s*(?:$|[.,;!:)]))",
    re.IGNORECASE | re.MULTILINE,
)
"""What comes with an event and is not what it is: "₹1,400 incl. breakfast", "high tea at 5", "book now"."""
OTHER_LETTERS = re.compile("[\u0370-\u1dff\u2c00-\ud7ff]+")
"""Letters and signs of scripts other than the Latin one."""


def is_latin(text: str) -> bool:
    """Whether all of its letters are Latin."""
    return OTHER_LETTERS.search(text) is None


def without_extras(text: str) -> str:
    """`text` without the meals and rides that come with an event."""
    return _EXTRAS.sub(" ", text)


@dataclass(frozen=True)
class CategoryText:
    """What categorising reads of a listing. `claim`: what the source itself calls it, and how far that is believed."""

    title: str
    keywords: tuple[str, ...]
    description: str
    claim: tuple[Category, float] | None = None

    @property
    def sentence(self) -> str:
        """What the model reads: plain letters, without dates and prices."""
        described = _what(self.description[:MAX_READ_CHARS])[:MAX_SENTENCE_CHARS]
        return f"{_what(self.title)}. {', '.join(self.keywords[:4])} {described}".strip()


def _what(text: str) -> str:
    return " ".join(_NOT_WHAT.sub(" ", without_extras(fold(text))).split()).strip(" .,-")


@dataclass(frozen=True)
class Kind:
    """The category, how sure we are (0 to 1), and the words found for it.

    `weights`: the probability of each category that has at least MIN_WEIGHT, where the head computed them.
    """

    category: Category
    confidence: float
    words: tuple[str, ...]
    by_model: bool = False
    weights: dict[Category, float] = field(default_factory=dict, compare=False)
