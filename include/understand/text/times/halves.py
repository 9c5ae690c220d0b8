"""In which half of the day an hour is that says neither am nor pm, by what is on then: a run at 6, a gig at 9."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from include.understand.text.times.likely_halves import probability_of_afternoon
from include.understand.text.times.mention import TimeMention

_EARLY = re.compile(
    r"\b(?:runs?(?! by\b)|running|runners|jog(?:ging)?|marathon"
    r"|(?<![.\d])(?:[35]|1[05]|21|42)k\b(?! (?:per|for|each|onwards)\b)"
    r"|yoga|bird(?:ing|watching|ers?)"
    r"|(?:bird|nature|tree|lake|heritage|history|market|flower) walks?"
    r"|cycling|cyclists?|ride|trek(?:king)?|hike|hiking|sunrise|breakfast"
    r"|plogging|bootcamp|swim|kalari|suprabhata)\b",
    re.IGNORECASE,
)
"""What begins between five and nine in the morning."""
_OF_MORNING = re.compile(r"(?:day|\bsat|\bsun|\btomorrow|\bthis|\bearly)\s?mornings?\b", re.IGNORECASE)
"""What says of the day itself that it is its morning."""
_NIGHT = re.compile(
    r"\b(?:techno|clubbing|nightlife|after-?party|disco|rave|star-?gazing|ghost|moonlight|midnight(?!['’]s)"
    r"|late[- ]night|drum (?:&|and|n) bass|dnb|pub crawl"
    r"|night (?:ride|walk|trek|hike|run|cycling|drive|safari|club|out))\b",
    re.IGNORECASE,
)
"""What is of the night by its own name: no other word of the text outweighs it."""
_LATE = re.compile(
    r"\b(?:dj|party|stand-?up|comedy|gig|karaoke|concert|qawwali|cocktails?|countdown|nye|new year(?:['’]s)? eve|jazz"
    r"|live music|pub|brewery|taproom|drag|open mic|bonfire|(?:season|grand) finale)\b",
    re.IGNORECASE,
)
"""What begins between nine and eleven in the evening."""
_INDOORS = re.compile(
    r"\b(?:films?|movies?|screenings?|plays?|theatre|talks?|lectures?|history|class(?:es)?|courses?|tours?|training"
    r"|meet-?ups?|exhibitions?|art|tournaments?|birthdays?|planning|concert hall)\b",
    re.IGNORECASE,
)
"""What is on is this, and no run or party: its title has that word, or it is only spoken of."""
_NIGHT_SHOW = re.compile(
    r"\b(?:midnight|late[- ]night|night)\s(?:films?|movies?|screenings?|premiere|plays?|shows?|tours?|matinee)\b",
    re.IGNORECASE,
)
"""What is this, and of the night by its name."""
_OTHER_HALF = re.compile(
    r"\b(?:evenings?|nights?|midnight|tonight|sunset|dusk|moon\w{0,5}|dinner|afternoon)\b", re.IGNORECASE
)
_MORNING = re.compile(
    r"\b(?:mornings?|brunch|breakfast|kids|children|workshop|sunrise|afternoon|paint(?:ing)?|pottery|crafts?|baking)\b",
    re.IGNORECASE,
)
NOON = 12
SOON_CHARS = 24
"""Characters from the hour of the doors to that of what begins soon behind."""
SURE, SURER, SURELY = 0.7, 0.9, 1.0
"""From which probability on the words of a text outweigh the usual half, and what is on; measured on sets left out.

A night is never outweighed.
"""
_EARLY_HOURS, _LATE_HOURS = range(17, 21), range(9, 12)
"""Hours as they are guessed without knowing what is on."""


def in_their_halves(times: Sequence[TimeMention], text: str) -> list[TimeMention]:
    """The times of a text, those that leave their half of the day open as what is on asks for."""
    if not any(one.guessed for one in times):
        return list(times)
    night = _NIGHT.search(text) is not None
    late = night or _LATE.search(text) is not None
    early = _EARLY.search(text) is not None and not _OTHER_HALF.search(text) and not late
    late = late and not _MORNING.search(text)
    if _INDOORS.search(text):
        early, late = False, _NIGHT_SHOW.search(text) is not None
    early = early or (_OF_MORNING.search(text) is not None and not _OTHER_HALF.search(text))
    moved = [
        _moved(one, early, late, SURELY if night and late else SURER, text) if one.guessed else one for one in times
    ]
    doors = max((one for one in moved if one.doors), key=lambda one: one.start, default=None)
    return [_behind_doors(one, doors) if one.guessed and doors else one for one in moved]


def _behind_doors(one: TimeMention, doors: TimeMention) -> TimeMention:
    """Nothing begins before the doors open: "doors 8, band at 9.15"; nor half a day later: "report 7.30 am, toss 8"."""
    later = _other_half(one.start)
    if one.doors:
        return one
    soon = not doors.guessed and 0 <= one.position - doors.stop <= SOON_CHARS and doors.start <= later < one.start
    return replace(one, start=later) if soon or one.start < doors.start <= later else one


def _moved(one: TimeMention, early: bool, late: bool, sure: float, text: str) -> TimeMention:
    """In the half that what is on asks for, or that the words of the text speak for with less doubt."""
    if not early and not late:
        return _in_likely_half(one, SURE, text)
    if (early and one.start.hour in _EARLY_HOURS) or (late and one.start.hour in _LATE_HOURS):
        end = _other_half(one.end) if one.end else None
        one = replace(one, start=_other_half(one.start), end=end)
    return _in_likely_half(one, sure, text)


def _in_likely_half(one: TimeMention, sure: float, text: str) -> TimeMention:
    """In the other half of the day where the words of a text are so sure of it; but not past midnight."""
    probable = probability_of_afternoon(one.start, text)
    if probable is None or (probable <= sure if one.start.hour < NOON else probable >= 1 - sure):
        return one
    start, end = _other_half(one.start), _other_half(one.end) if one.end else None
    return one if end and end < start else replace(one, start=start, end=end)


def _other_half(clock: time) -> time:
    return clock.replace(hour=(clock.hour + 12) % 24)
