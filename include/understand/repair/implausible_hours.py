"""Rules for the hour of a start that cannot be right."""

from __future__ import annotations

import re
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from include.areas.local import LocalWords
from include.listing import Occurrence
from include.understand.repair.announcement import Announcement
from include.understand.text.patterns import any_of, bounded
from include.understand.text.times.grammar import stated_times

HALF_DAY = timedelta(hours=12)
MAX_PLACEHOLDER = timedelta(hours=3)
"""What a program lets last at most that knows neither hour nor end."""
MIDNIGHT = bounded(r"\bmid-?night|\b12(?::00)?\s?a\.?m\b|\b00:00|\bafter-?\s?(?:hours|party)", re.IGNORECASE)
AT_NIGHT = bounded(r"\b(?:nights?|dj|comedy|stand-?up|open mic|quiz|trivia|karaoke|techno|club gigs?)\b", re.IGNORECASE)
"""Kinds of what begins in the evening, in titles and keywords, unless they also are of the day."""
BY_DAY = bounded(
    r"\b(?:kids?|children|yoga|breakfast|brunch|morning|dawn|sunrise|runs?|runners|\w*marathon|cyclothon|cycling"
    r"|swim\w*|zumba|health|coffee|trek|walk|ride|camp|matinee)\b",
    re.IGNORECASE,
)
AFTERNOON = bounded(r"\bafternoons?\b|\bhigh tea\b|\blunch\b|\bmatin[eé]e\b", re.IGNORECASE)
OF_AFTERNOON = bounded(
    r"\b(?:readings?|reads?|book(?:s| club)|library|workshops?|class(?:es)?|kids?|children|storytelling|talks?|craft\w*"
    r"|pottery|painting|tea)\b",
    re.IGNORECASE,
)
"""Kinds of what nobody holds at two in the night."""


def drop_implausible_hours(dates: list[Occurrence], announced: Announcement) -> list[Occurrence]:
    """Keep the day and drop the hour of a machine's time stamp, and of midnight where the text names another hour.

    A start with seconds is a time stamp. Programs write a short date at midnight where they have no hour.
    """
    doubted = [_is_stamp(one) or _is_placeholder(one, announced) for one in dates]
    if not any(doubted):
        return dates
    return [_day_of(one, announced.zone) if doubt else one for one, doubt in zip(dates, doubted, strict=True)]


def _is_stamp(one: Occurrence) -> bool:
    return not one.date_only and bool(one.starts_at.second or one.starts_at.microsecond)


def _is_placeholder(one: Occurrence, announced: Announcement) -> bool:
    short = one.ends_at is not None and one.ends_at - one.starts_at <= MAX_PLACEHOLDER
    midnight = one.starts_at.astimezone(announced.zone).time() == time.min
    undecided = not one.date_only and short and midnight and not MIDNIGHT.search(announced.text)
    return undecided and bool(stated_times(announced.text))


def _day_of(one: Occurrence, zone: ZoneInfo) -> Occurrence:
    day = one.starts_at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Occurrence(starts_at=day, date_only=True, cancelled=one.cancelled)


def correct_half_day(dates: list[Occurrence], announced: Announcement) -> list[Occurrence]:
    """Move starts from morning to evening where the text has "8 PM" and never "8 AM", or where it is a party.

    From the small hours to the afternoon, too, where the text has "afternoon" or it is a reading, a class, a talk.
    """
    clocks = {one.starts_at.astimezone(announced.zone).time() for one in dates}
    if not all(1 <= clock.hour <= 8 for clock in clocks):
        return dates
    stated = stated_times(announced.text)
    named = stated.issuperset(clock.replace(hour=clock.hour + 12) for clock in clocks)
    kind = f"{announced.title} {' '.join(announced.keywords)}"
    late = all(clock.hour >= 6 for clock in clocks) and _is_at_night(kind, announced.area.words)
    quiet = all(clock.hour < 6 for clock in clocks) and _is_of_afternoon(kind, announced.text, announced.area.words)
    return [_later(one) for one in dates] if stated.isdisjoint(clocks) and (named or late or quiet) else dates


def _is_of_afternoon(kind: str, text: str, local: LocalWords) -> bool:
    """Whether what is published at two in the night is held at two in the afternoon, by what it is."""
    if AT_NIGHT.search(kind) or any_of(local.night).search(kind) or MIDNIGHT.search(text):
        return False
    return bool(AFTERNOON.search(text) or OF_AFTERNOON.search(kind))


def _is_at_night(kind: str, local: LocalWords) -> bool:
    by_day = BY_DAY.search(kind) or any_of(local.day).search(kind)
    return not by_day and bool(AT_NIGHT.search(kind) or any_of(local.night).search(kind))


def _later(one: Occurrence) -> Occurrence:
    ends = one.ends_at + HALF_DAY if one.ends_at and one.ends_at <= one.starts_at + HALF_DAY else one.ends_at
    return one.model_copy(update={"starts_at": one.starts_at + HALF_DAY, "ends_at": ends})
