"""What rules a match out, whatever the score: another time, place, edition, class, session, or part of a programme."""

from __future__ import annotations

from include.understand.match.contrasts import excluded, lesson_beside_other_form, other_form
from include.understand.match.evidence.places import branches
from include.understand.match.evidence.title_likeness import is_distinctive, shares_nothing_distinctive
from include.understand.match.evidence.titles import (
    has_one_host,
    has_own_parts,
    is_mentioned,
    is_other_part,
)
from include.understand.match.match_record import MatchRecord
from include.understand.text.titles import words

GENERIC_TITLE = "generic title without a common venue"
OTHER_PART = "another part of one programme"
UNSTATED_PLACE = "another hour, and no common venue"
OTHER_TIME = "other time"
OTHER_SESSION = "another session of the same source"
HARD_VETOES = frozenset(
    {
        OTHER_TIME,
        "other venue",
        "other edition",
        "other class",
        "part of a festival",
        "another listing of the same source",
        OTHER_SESSION,
    }
)
DOUBTS = frozenset({GENERIC_TITLE, OTHER_PART, UNSTATED_PLACE})
"""Vetoes that may err: a person decides on what they keep apart and the score takes for one."""
MIN_PLACE_SCORE = 0.45
"""The location's score below which two listings are at two venues."""
MIN_SAME_TITLE_SCORE = 0.9
"""The title's score from which on nothing is made of parts that only one of them has."""
MIN_OTHER_HOUR_SCORE = 0.9
"""The time's score below which two listings without a common venue are two sessions."""


def veto_of(a: MatchRecord, b: MatchRecord, known: dict[str, float]) -> str | None:
    """The first reason against a match, given the score's known parts."""
    location, time = known.get("location"), known.get("time")
    if time == 0.0:
        return OTHER_TIME
    if location is not None and location < MIN_PLACE_SCORE:
        return "other venue"
    if _editions_differ(a, b):
        return "other edition"
    if excluded(a.contrasts, b.contrasts):
        return "other class"
    if (location is None or location < 0.8) and _is_generic(a, b, location):
        return GENERIC_TITLE
    if a.source == b.source:
        return _within_source(a, b)
    if _part(a, b):
        return "part of a festival"
    return _doubt(a, b, known["title"], location, time)


def _is_generic(a: MatchRecord, b: MatchRecord, location: float | None) -> bool:
    """Whether the titles share nothing distinctive, where the place does not make up for it."""
    if not shares_nothing_distinctive(a, b) or (location is not None and a.normal == b.normal):
        return False
    return location is None or not (is_mentioned(a, b) or has_one_host(a, b))


def _doubt(a: MatchRecord, b: MatchRecord, title: float, location: float | None, time: float | None) -> str | None:
    if title < MIN_SAME_TITLE_SCORE and has_own_parts(a, b):
        return OTHER_PART
    if title < MIN_SAME_TITLE_SCORE and lesson_beside_other_form(words(a.title), words(b.title)):
        return OTHER_PART
    if time is None or time == 1.0 or a.timetable.is_shifted(b.timetable):
        return None
    if is_other_part(a, b) or other_form(a.title_words, b.title_words):
        return OTHER_PART
    return UNSTATED_PLACE if location is None and time < MIN_OTHER_HOUR_SCORE and not is_distinctive(a, b) else None


def _editions_differ(a: MatchRecord, b: MatchRecord) -> bool:
    return bool(a.editions and b.editions and a.editions.isdisjoint(b.editions))


def _within_source(a: MatchRecord, b: MatchRecord) -> str | None:
    """A source lists a happening once per date: what differs in title, place or clock time is another one."""
    if a.title_words != b.title_words or branches(a, b):
        return "another listing of the same source"
    if a.timetable.clocks.isdisjoint(b.timetable.clocks):
        return OTHER_SESSION
    return None


def _part(a: MatchRecord, b: MatchRecord) -> bool:
    """A long happening and a short one inside it whose title has more words: a festival and one of its shows."""
    return any(
        not part.title_words.issubset(whole.title_words) and whole.timetable.contains(part.timetable)
        for whole, part in ((a, b), (b, a))
    )
