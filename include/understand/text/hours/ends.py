"""When a happening ends, by an hour further on or by how long it takes: "music till 10", "wraps by 5", "2 hours"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from include.understand.text.dates.vocabulary import WEEKDAY
from include.understand.text.patterns import bounded, has_any, lowered
from include.understand.text.times.endings import ENDS
from include.understand.text.times.mention import TimeMention
from include.understand.text.times.vocabulary import COUNTED

ENDS_CHARS = 36
"""Characters before an hour in which it may be said that something ends then."""
OURS_CHARS = 60
"""Characters before an hour in which it may be said of the happening itself that it ends then."""
END_NEAR_START_CHARS = 140
"""Characters from the hour at which a happening begins to the one at which it ends, or to how long it takes."""
BESIDE_CHARS = 6
"""Characters from an hour to the minutes that it takes."""
LEAST_MINUTES, MOST_MINUTES = 40, 10 * 60
"""A happening that takes less is a part of one, and one that takes more has breaks."""
_ENDS = bounded(
    r"\b(?:(?:until|till)(?: about| around)?|through|up\s?to"
    r"|(?<!\bare )(?<!\bis )(?<!['’]re )(?<!['’]s )(?:back|return(?:ing|s)?)"
    rf"(?: home| (?:in|to) \w{{1,12}})?(?: (?:on )?{WEEKDAY})?(?: by| at| around)?"
    rf"|{ENDS}|(?:is|are|be|gets?|all|['’]s)\s+over(?:\s+(?:at|by|around))?)[\s:–-]{{0,3}}$"
    r"|(?:^|\n)\W{0,3}ends?(?: time)?[^\w\n][^\n]{0,24}$",
    re.IGNORECASE,
)
"""Before the hour at which something ends."""
_ENDS_ELSE = re.compile(
    r"\b(?:free|offers?|early|birds?|ladies|women|entry|happy|bookings?|registrations?|sale|kitchen|orders?|reserv\w+|rsvp"
    r"|tickets?|bar|buffet|open|combos?|closed|parking|traffic|deal|discount)\b|[₹$€£%]|\b\d\s?\+\s?\d\b",
    re.IGNORECASE,
)
"""In the same clause: what ends then is not the happening."""
_DIGIT = re.compile(r"\d")
_CLAUSE = re.compile(r"[\n.,;|•·(](?!\d)")
_NUMBER = r"\d{1,3}(?:\.5)?|an?|one(?: and a half)?|two(?: and a half)?|three|four|five|six|half an?"
_LASTS = bounded(
    r"(?:(?:^|[\n(,|•·.;:!–—~-])\s?|\b(?:an?|our|this)\s(?=\d)"
    r"|\b(?:duration|run(?:ning)?[ -]?time|lasts?|goes on|runs?|takes?)\W{1,3})"
    rf"(?:~\s?|a\s(?=\d)|(?:about|approx(?:imately|\.)?|around|roughly|for|of)\s){{0,2}}(?P<count>{_NUMBER})[\s-]?"
    r"(?P<unit>hours?|hrs?|minutes?|mins?)\b\.?(?P<half>\s(?:and|&|n)\sa\shalf)?"
    r"(?:\s(?:long|in total|total|approx|sessions?|shows?|set|workshop|class|walk|run time|run-?time))?"
    r"(?:(?=\s?(?:$|[\n,;)|•·!–—(]|\.(?!\d)|[^\w\s]))"
    r"|(?<=[ru])(?:\s\w{3,14})?\s(?:breathwork|workshop|class|masterclass|session|walk|ride|hike|intensive|immersion"
    r"|experience|jam|set|tour|trail|bootcamp|circle|practice|tasting)\b)",
    re.IGNORECASE,
)
"""How long it takes, as a piece of its own: ", ~2 hours,"; never "30 mins before" nor "2 hours of parking"."""
_OURS_ENDS = bounded(
    r"\b(?:we|we['’]ll|it|it['’]ll|all|everything"
    r"|(?:the |this )?(?:meeting|meet-?up|session|event|evening|show|workshop|walk))"
    r"\s(?:(?:should|will|would|hope|plan|aim|expect|intend|is|are|likely|to|be|all)\s){1,4}"
    r"(?:done|over|finished|finish|wrapp?(?:ed|ing)?(?: up)?|end|close|out)\s(?:by|at|around|before)\s$",
    re.IGNORECASE,
)
"""Before the hour of the end, wherever the text says so: "We should be done by 5:30"."""
_UNITS = ("hour", "hr", "min")
_ELSE_LASTS = re.compile(
    r"\b(?:drive|ride from|away|break|interval|parking|notice|early|before|every|slots? of)\b",
    re.IGNORECASE,
)
"""In the same sentence: that is how long something else takes."""
_FRACTIONS = {"half": 0.5, "a": 1.0, "an": 1.0}
_SENTENCE = re.compile(r"[\n!?]|[.](?!\d)")


def is_end(one: TimeMention, text: str) -> bool:
    """Whether it is said of an hour that something ends then."""
    digit = _DIGIT.search(text, one.position, one.stop)
    return _ENDS.search(text[max(0, one.position - ENDS_CHARS) : digit.start() if digit else one.position]) is not None


def ended(shows: tuple[TimeMention, ...], times: Sequence[TimeMention], text: str) -> tuple[TimeMention, ...]:
    """Shows with the time of their end.

    A show alone has the hour at which, further on in its paragraph, it ends: "gates 4 pm, music till 10". Shows without
    one have what the text says of how long they take.
    """
    if not shows or any(one.end for one in shows):
        return shows
    if len(shows) == 1:
        behind = text[shows[0].stop : shows[0].stop + END_NEAR_START_CHARS].partition("\n\n")[0]
        for one in (t for t in times if shows[0].stop <= t.position < shows[0].stop + len(behind)):
            clause = _CLAUSE.split(text[max(0, one.position - END_NEAR_START_CHARS) : one.position])[-1]
            if one.end is None and is_end(one, text) and not _ENDS_ELSE.search(clause):
                return (replace(shows[0], end=_after(shows[0].start, one)),)
        for one in (t for t in times if t.position >= shows[0].stop and not t.end):
            if _OURS_ENDS.search(text[max(0, one.position - OURS_CHARS) : one.position]):
                return (replace(shows[0], end=_after(shows[0].start, one)),)
    minutes = _lasting(shows, text) if has_any(lowered(text), _UNITS) else 0
    return tuple(replace(one, end=_later(one.start, minutes)) for one in shows) if minutes else shows


def _lasting(shows: tuple[TimeMention, ...], text: str) -> int:
    """The minutes that the text says that shows take; 0 where it says nothing, or of several things.

    Minutes count beside the hours alone: elsewhere they are the length of the film or play, before or behind which the
    evening goes on.
    """
    begin, stop = max(0, shows[0].position - END_NEAR_START_CHARS), shows[-1].stop + END_NEAR_START_CHARS
    found = [
        one
        for one in _LASTS.finditer(text, begin, stop)
        if (one["unit"].lower().startswith("h") or 0 <= one.start("count") - shows[-1].stop <= BESIDE_CHARS)
        and not _ELSE_LASTS.search(_sentence(one, text))
    ]
    minutes = {_minutes(one) for one in found}
    taken = minutes.pop() if len(minutes) == 1 else 0
    return taken if LEAST_MINUTES <= taken <= MOST_MINUTES else 0


def _sentence(found: re.Match[str], text: str) -> str:
    before = _SENTENCE.split(text[max(0, found.start() - ENDS_CHARS) : found.start() + 1])[-1]
    return before + _SENTENCE.split(text[found.end() : found.end() + ENDS_CHARS])[0]


def _minutes(found: re.Match[str]) -> int:
    written = found["count"].lower()
    half = found["half"] is not None or written.endswith("and a half")
    first = written.split()[0]
    count = _FRACTIONS.get(first) or float(COUNTED.get(first) or first)
    return round((count + half / 2) * (60 if found["unit"].lower().startswith("h") else 1))


def _later(start: time, minutes: int) -> time:
    return time(*divmod((60 * start.hour + start.minute + minutes) % (24 * 60), 60))


def _after(start: time, last: TimeMention) -> time:
    """When it ends; where the text leaves open in which half of the day, in the twelve hours behind the start."""
    halves = [last.start, last.start.replace(hour=(last.start.hour + 12) % 24)] if last.guessed else [last.start]
    return min(halves, key=lambda end: (60 * (end.hour - start.hour) + end.minute - start.minute) % (24 * 60))
