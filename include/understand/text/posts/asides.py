"""What an announcement says beside its happening: that it is on whatever comes, that the kitchen closes early.

Such words are those of notices ("power cut", "closes early"), and are no reason to take an announcement for one.
"""

from __future__ import annotations

import re

from include.areas.local import LocalWords
from include.understand.text.dates.vocabulary import DAY, FULL_WEEKDAY, MONTH
from include.understand.text.patterns import bounded
from include.understand.text.posts.kinds_of_events import names_a_kind

_WHATEVER_COMES = bounded(
    r"\b(?:despite|in spite of|regardless of|irrespective of|no matter (?:what|how|if|the)|even (?:if|with|without)"
    r"|come (?=rain|hail|sun|heat))\b[^.,;:!?\n–—]{0,40}"
    r"|(?:(?<=[.,;:!?\n(–—]\s)|(?<![^\n(]))[^.,;:!?\n–—()]{1,40}\bor (?:not|shine|no [a-z]{3,12})\b",
    re.IGNORECASE,
)
"""Rain or shine; power cut or not, we play; despite the metro closure."""
_PART_OF_HOUSE = bounded(
    r"\b(?:kitchen|bar|food|counters?|parking|car park|cloak ?room|ticket window|box office|valet|lifts?|elevators?"
    r"|(?:(?:main|front|back|north|south|east|west) )?(?:gates?|entrance)|washrooms?|toilets?"
    r"|(?:the|this|that|our) (?:road|lane|street)"
    r"|metro(?: station)?|fly-?over|service road)\b",
    re.IGNORECASE,
)
_OUT_OF_USE = bounded(
    r"\b(?:clos(?:e[sd]?|ing)|shut(?:s|ting)?|under (?:maintenance|repairs?|renovation)|out of (?:order|service)"
    r"|take-?\s?aways? only|only take-?\s?aways?)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[\w)!?\"”’])[.!?]{1,3}\s|\n|;\s")
_DAY = bounded(
    rf"\b(?:to(?:day|night|morrow)|tmrw|{FULL_WEEKDAY})\b|\b{DAY}\s?(?:of\s)?{MONTH}|\b{MONTH}\s?{DAY}", re.IGNORECASE
)
_HOUR = bounded(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\b\d{1,2}[:.]\d\d\b", re.IGNORECASE)


def without_asides(text: str, local: LocalWords) -> str:
    """`text` without what it says of whatever may come, and of a part of the house that is out of use.

    The latter only where the rest announces by itself: with a day, an hour and a word for what is on.
    """
    text = _WHATEVER_COMES.sub("", text)
    sentences = _SENTENCE.split(text) if _OUT_OF_USE.search(text) else []
    kept = [one for one in sentences if not (_PART_OF_HOUSE.search(one) and _OUT_OF_USE.search(one))]
    if len(kept) == len(sentences):
        return text
    rest = "\n".join(kept)
    announces = _DAY.search(rest) and _HOUR.search(rest) and names_a_kind(rest, local, other_scripts=False)
    return rest if announces else text
