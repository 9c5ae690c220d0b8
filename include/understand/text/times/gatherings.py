"""Hours at which people come together for what begins soon after: "assemble 5.30, roll out 5.45", "arrive 9.45"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from include.understand.text.patterns import bounded, has_any, lowered
from include.understand.text.times import readings
from include.understand.text.times.endings import ENDS
from include.understand.text.times.form import clock_form
from include.understand.text.times.mention import TimeMention
from include.understand.text.times.vocabulary import BARE

_WORDS = (
    "meet", "assembl", "gather", "arriv", "report", "check", "regist", "welcome", "be there", "reach", "sign",
)  # fmt: skip
_COMES = r"(?:meet(?!-?\s?ups?\b)(?:ing)?|assembl(?:e|y|ing)|gather(?:ing)?|arriv(?:e|al|ing)|be there|reach)"
_BEFORE = bounded(
    rf"\b{_COMES}\b(?:(?!\b(?:show|starts?|begins?|play|till|until)\b)[^.;|·•\n]){{0,36}}$", re.IGNORECASE
)
_BEHIND = bounded(
    r"\s?[:–-]?\s?(?:for\s|is\s)?(?:check-?in|sign-?in|registrations?|reporting|assembly|arrivals?|gathering"
    rf"|welcome (?:tea|coffee|drinks?)|{_COMES}(?=\s(?:at|in|near|outside|by)\b))\b(?!\s?[:@]\s?\d|\s(?:at|from)\s\d)",
    re.IGNORECASE,
)
_ELSE = bounded(
    rf"(?:\b(?:breakfast|brunch|lunch|dinner|tea|coffee|chai|snacks|idlis?|dosas?|home)\b[^\n.;]{{0,14}}|{ENDS}\W{{0,3}})$",
    re.IGNORECASE,
)
"""Before the hour of what comes behind the happening, or of its end."""
HOURS_OF_GATHERINGS = (
    # we meet 6.45 outside the market
    clock_form(
        r"\b(?:meet(?:ing)?|assembl(?:e|ing)|report(?:ing)?|gather|we (?:roll|start)|wheels roll)\s"
        rf"{BARE.format('a')}(?<=[:.]\d\d)"
        r"(?=\s*(?:$|[,.;)\n–—-]|(?:sharp|outside|inside|near|at|in|by|under|below|behind|opposite|and|for)\b))(?!\.\d)",
        readings.bare,
        guessed=True,
        words="meet assembl report gather roll start",
    ),
)
LEAD_CHARS = 48
NEAR_CHARS = 140
"""Characters from the hour of a gathering to that of what begins."""
MOST_MINUTES = 75
"""From a gathering to what it is for; what comes later is the next thing to do."""
_HALF_DAY = 12 * 60


def with_gatherings(times: Sequence[TimeMention], text: str) -> list[TimeMention]:
    """The times, those as doors at which people only gather, because an hour of a start soon after stands near."""
    if len(times) < 2 or not has_any(lowered(text), _WORDS):
        return list(times)
    behind = [_BEHIND.match(text, one.stop) for one in times]
    begins = [0, *(said.end() if said else one.stop for said, one in zip(behind, times, strict=True))]
    leads = [text[max(at, one.position - LEAD_CHARS) : one.position] for at, one in zip(begins, times, strict=False)]
    called = [bool(said or _BEFORE.search(lead)) for said, lead in zip(behind, leads, strict=True)]
    starts = [
        one
        for one, lead, is_gathering in zip(times, leads, called, strict=True)
        if not (one.doors or is_gathering or _ELSE.search(lead))
    ]
    return [
        replace(one, doors=True) if is_gathering and not one.end and _begins_soon(one, starts) else one
        for one, is_gathering in zip(times, called, strict=True)
    ]


def _begins_soon(one: TimeMention, starts: Iterable[TimeMention]) -> bool:
    near = (other for other in starts if abs(other.position - one.stop) <= NEAR_CHARS)
    return any(0 < _wait(one, other) <= MOST_MINUTES for other in near)


def _wait(one: TimeMention, other: TimeMention) -> int:
    """Minutes from one hour of twelve to the next other one: which half of the day may still be open."""
    minutes = 60 * (other.start.hour - one.start.hour) + other.start.minute - one.start.minute
    return minutes % (_HALF_DAY if one.guessed or other.guessed else 2 * _HALF_DAY)
