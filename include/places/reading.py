"""Opening hours as sites and people write them, brought to one canonical form, or refused with the reason."""

from __future__ import annotations

import re

from opening_hours import OpeningHours

from include.places.days import check_days
from include.places.spoken import rules_spoken
from include.places.unreadable import UnreadableHours
from include.untrusted.cleaning import clean_text

MAX_HOURS_CHARS = 1_000
MAX_RULES = 60
_TIMES = re.compile(r"\d\d:\d\d|24/7|closed|off|sunrise|sunset|dawn|dusk|unknown", re.IGNORECASE)
_ONE_DIGIT_HOUR = re.compile(r"(?<![\d:])\d:\d\d")
_COMMENT = re.compile(r'"[^"]*"')


def read_hours(text: str) -> str:
    """The hours in OpenStreetMap's form (`Mo-Fr 10:00-18:00; PH closed`), as the library writes them.

    Taken as that form where they are in it, and else as people write. Raises: UnreadableHours, with the reason.
    """
    if len(text) > MAX_HOURS_CHARS:
        raise UnreadableHours(f"{len(text):,} characters, at most {MAX_HOURS_CHARS:,}")
    cleaned = clean_text(text).strip()
    if not cleaned:
        raise UnreadableHours("no hours are given")
    # "9:00-5:00" is in that form, where it would mean until five in the morning
    has_times = _TIMES.search(_COMMENT.sub("", cleaned)) and not _ONE_DIGIT_HOUR.search(cleaned)
    canonical = _canonical(cleaned) if has_times else None
    return canonical or checked(rules_spoken(cleaned))


def checked(hours: str) -> str:
    """Hours that our own code has written, in canonical form. Raises: UnreadableHours."""
    canonical = _canonical(hours)
    if canonical is None:
        raise UnreadableHours(f"{hours[:60]!r} is no form of opening hours")
    return canonical


def _canonical(text: str) -> str | None:
    try:
        canonical = str(OpeningHours(text, auto_country=False, auto_timezone=False))
    # a SyntaxError by its documentation, an Exception of its own in truth
    except Exception:
        return None
    _check_kinds(_COMMENT.sub("", canonical), _COMMENT.sub("", text))
    try:
        check_days(canonical)
    except Exception as error:
        raise UnreadableHours("a rule that cannot be read by itself") from error
    return canonical


def _check_kinds(canonical: str, given: str) -> None:
    if re.search(r"\bSH\b", canonical):
        raise UnreadableHours("school holidays are not known")
    # the library writes "PH +1 day" as "PH 1 days", which it does not read itself
    if re.search(r"\bPH (?:[+-]|\d+ day)|\bPH\[", canonical):
        raise UnreadableHours("days counted from holidays are not read")
    if re.search(r"\bPH\s+(?:Mo|Tu|We|Th|Fr|Sa|Su)\b", given, re.IGNORECASE):
        raise UnreadableHours("a holiday and a weekday at once are not read")
    if canonical.count(";") + canonical.count(", ") >= MAX_RULES:
        raise UnreadableHours(f"more than {MAX_RULES} rules")
