"""Whether a text states that one has to register: "RSVP mandatory", "entry by prior registration", "no need to book".

A form to register ("Register: link", "registrations open") says nothing of whether one has to. Where a text states
both, for two kinds of guests, neither is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from include.understand.text.folding import fold
from include.understand.text.patterns import bounded

_ACT = (
    r"(?:pre[- ]?registrations?|registrations?|rsvps?|(?:advance |prior )?bookings?|reservations?|sign[- ]?ups?"
    r"|registering)"
)
_FIRST = r"(?:prior|advance|online|pre|mandatory|compulsory|early)"
_HAS_TO = r"(?:required|mandatory|compulsory|necessary|needed|essential|a must|obligatory|must)"
_VERB = r"(?:pre[- ]?register|register|rsvp|sign up|book(?: (?:a|your) (?:seat|spot|slot|place))?|reserve)"
_SPOT = r"(?:on[- ]?(?:the[- ])?spot|spot|on[- ]?site|onsite|walk[- ]?in|same[- ]day)"
_OTHER = r"(?<!gst )(?<!vehicle )(?<!company )(?<!voter )(?<!fssai )(?<!fee )"
_NOT = bounded(
    rf"\bno\s+(?:{_FIRST}\s+|tickets?\s*(?:or|/|,|nor)\s*|prior\s+)?{_ACT}(?:\s*(?:or|/|,|nor)\s*\w{{3,15}})?"
    rf"(?!\s+(?:fees?|charges?|cost|links?|desk|closes?|open))"
    rf"|\b{_ACT}\s+(?:is|are|was)?\s*(?:not|n't|isn't|never)\s+(?:strictly\s+)?{_HAS_TO}"
    rf"|\b{_ACT}\s+(?:isn't|aren't|isnt)\s+{_HAS_TO}"
    rf"|\b{_ACT}\s+(?:is|are)?\s*(?:optional|appreciated|recommended|encouraged|preferred)"
    rf"|\b(?:no need|not necessary|need not|don't need|do not need|don't have|do not have|needn't)"
    rf"\s+(?:to\s+)?{_VERB}\b"
    rf"|\bwithout\s+(?:any\s+)?(?:{_FIRST}\s+)?{_ACT}"
    rf"|(?<!no )(?<!not )\bwalk[- ]?ins?\s+(?:are\s+|is\s+|also\s+)?(?:welcome|allowed|accepted)",
    re.IGNORECASE,
)
_MUST = bounded(
    rf"\bno\s+{_SPOT}\s+{_ACT}|\bno\s+walk[- ]?ins?\b"
    rf"|{_OTHER}\b{_ACT}\s*(?:is|are|:|-|–)?\s*(?:strictly\s+|absolutely\s+|also\s+)?{_HAS_TO}\b(?!\s*\?)"
    rf"|\b(?:mandatory|compulsory|required)\s+(?:to\s+)?(?:{_VERB}|{_ACT})\b"
    rf"|\bmust\s+(?:be\s+)?(?:{_VERB}|registered|pre[- ]?registered)\b"
    rf"|\b(?:have|need|required)\s+to\s+{_VERB}\b"
    rf"|\b(?:entry|admission|participation|attendance|access|free)\s+(?:is\s+)?(?:only\s+)?(?:by|on|with|through|via|upon|after)\s+"
    rf"(?:{_FIRST}\s+)?{_ACT}\b"
    rf"|\b(?:open|limited|only)\s+(?:only\s+)?(?:to|for)\s+(?:pre[- ]?)?registered\b"
    rf"|\bby\s+(?:{_FIRST}\s+)?{_ACT}\s+only\b|\bprior\s+registration\b(?!\s+(?:is\s+)?not)"
    rf"|\b(?:please|kindly)\s+(?:pre[- ]?register|register\s+(?:in advance|beforehand|to attend))\b"
    rf"|\b{_VERB}\s+(?:in advance\s+)?to\s+(?:attend|enter|gain entry|get in)\b",
    re.IGNORECASE,
)
_CUE = re.compile("regist|rsvp|booking|to book|reserv|sign[- ]?up|walk[- ]?in", re.IGNORECASE)
AROUND_CHARS, MAX_CUES = 60, 20
"""How much of the text around a word of registering is read, and how many of these words."""
_ASKED = bounded(
    rf"\b(?:is|are|do (?:i|we|you)|does one)\s+[^?.!\n]{{0,40}}(?:{_ACT}|{_VERB})[^?.!\n]{{0,40}}\?"
    r"\s*(?P<answer>yes|no)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class RegistrationMention:
    """Whether one has to register, and from where to before where the text states it."""

    required: bool
    start: int
    end: int


def find_registration(text: str) -> RegistrationMention | None:
    """What a text states, None where it states nothing or both."""
    folded = fold(text).lower()
    if len(folded) != len(text):  # a letter that has two small ones: places would move
        folded = fold(text)
    negated: list[re.Match[str]] = []
    stated: list[re.Match[str]] = []
    for start, end in _stretches(folded):
        if asked := _ASKED.search(folded, start, end):
            return RegistrationMention(asked["answer"].lower() == "yes", asked.start(), asked.end())
        nots = [match for match in _NOT.finditer(folded, start, end) if not _MUST.match(folded, match.start())]
        negated += nots
        stated += [match for match in _MUST.finditer(folded, start, end) if not _inside(match, nots)]
    if bool(negated) == bool(stated):
        return None
    first = (negated or stated)[0]
    return RegistrationMention(bool(stated), first.start(), first.end())


def _stretches(text: str) -> list[tuple[int, int]]:
    """Where a text has words of registering, with what stands around them: reading all of it costs milliseconds."""
    found: list[tuple[int, int]] = []
    for cue in islice(_CUE.finditer(text), MAX_CUES):
        start, end = max(0, cue.start() - AROUND_CHARS), cue.end() + AROUND_CHARS
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _inside(match: re.Match[str], others: list[re.Match[str]]) -> bool:
    return any(other.start() < match.end() and match.start() < other.end() for other in others)
