"""Clock times in announcements: "doors 7pm, show at 8", "7.30 pm onwards", "7-9 pm", "19:00", "10 AM to 6 PM"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from include.understand.text.patterns import Taken, bounded


@dataclass(frozen=True)
class TimeMention:
    """A start and perhaps an end, at one place of a text.

    `doors`: only the doors open then. `guessed`: the text leaves open which half of the day it is.
    """

    start: time
    end: time | None
    position: int
    stop: int
    doors: bool = False
    guessed: bool = False


_HALF = r"(?P<{0}ap>[ap])\.?\s?m(?-i:(?![a-z]|[A-Z][A-Z]))\.?"  # scraped text runs words together: "9 PMVenue"
_CLOCK = r"(?P<{0}h>[01]?\d|2[0-3])(?:\s?[:.]\s?(?P<{0}m>[0-5]\d))?"
_TO = r"\s*(?:-|–|—|to|till|til|until|upto|up to)\s*"
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def _form(pattern: str) -> re.Pattern[str]:
    return bounded(pattern, re.IGNORECASE)


_RANGE = _form(
    rf"(?<![\d.:/₹]){_CLOCK.format('a')}\s*(?:{_HALF.format('a')})?{_TO}"
    rf"(?:(?P<word>noon|midnight)|{_CLOCK.format('b')}\s*{_HALF.format('b')})"
)
_RANGE_24 = _form(
    r"(?<![\d.:/₹])(?P<ah>[01]?\d|2[0-3])[:.]?(?P<am>[0-5]\d)(?:\s*(?:hrs?|hours|h))?"
    + _TO
    + r"(?P<bh>[01]?\d|2[0-3])[:.]?(?P<bm>[0-5]\d)(?!\d)(?:\s*(?:hrs?|hours|h)\b)?(?!\s*[ap]\.?m)"
)
_TWELVE = _form(rf"(?<![\d.:/₹]){_CLOCK.format('a')}\s*{_HALF.format('a')}")
_COLON_24 = _form(r"(?<![\d.:/₹])(?P<ah>[01]?\d|2[0-3]):(?P<am>[0-5]\d)(?!\d)(?:\s*(?:hrs?|hours)\b)?")
_HOURS_24 = _form(r"(?<![\d.:/₹])(?P<ah>[01]\d|2[0-3])[.:]?(?P<am>[0-5]\d)\s*(?:hrs?|hours)\b")
_OCLOCK = _form(
    r"\b(?P<ah>1[0-2]|[1-9])\s*o['’]?\s?clock\b(?:\s*(?:in the\s+)?(?P<part>morning|evening|night|afternoon))?"
)
_BARE = _form(
    r"(?:\bat|\bfrom|@)\s*(?P<ah>1[0-2]|[1-9])(?:[:.](?P<am>[0-5]\d))?\b(?!\s*(?:st|nd|rd|th|,?\s*\d|%|/|\w))"
)
_WORD = _form(r"(?:\b(?:at|by|from|till|until|around|12)|@|[-–—])\s*(?P<word>noon|midday|midnight)\b")
_DOORS = _form(r"\b(?:doors?|gates?|entry|entries|registration|reporting|check-?in)\b[^.,;|\n]{0,20}$")


def find_times(text: str) -> list[TimeMention]:
    """Every clock time in `text`, in order. A bare "at 7" is read as evening, "at 9" to "at 11" as morning.

    Raises: BrokenRecord when it names more than MAX_MENTIONS.
    """
    found: list[TimeMention] = []
    taken = Taken(text, "times")
    for pattern, read in _GRAMMAR:
        for match in pattern.finditer(text):
            if taken.overlaps(match.start(), match.end()):
                continue
            start, end = read(match)
            if start is not None:
                doors = _DOORS.search(text[max(0, match.start() - 40) : match.start()]) is not None
                guessed = read is _bare or (read in (_range_24, _twenty_four) and start != _written(match))
                taken.add(match.start(), match.end())
                found.append(TimeMention(start, end, match.start(), match.end(), doors, guessed))
    return sorted(found, key=lambda mention: mention.position)


def stated_times(text: str) -> set[time]:
    """The starts of which `text` leaves no doubt which half of the day they are in."""
    return {mention.start for mention in find_times(text) if not mention.guessed}


Span = tuple[time | None, time | None]


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    number = int(hour)
    if half is None:
        return time(number, int(minute or 0))
    if not 1 <= number <= 12:
        return time(number, int(minute or 0)) if number < 24 and number != 0 else None
    return time(number % 12 + (12 if half.lower() == "p" else 0), int(minute or 0))


def _range(match: re.Match[str]) -> Span:
    if match["word"]:
        end: time | None = _WORDS[match["word"].lower()]
        half = match["aap"] or ("p" if match["word"].lower() == "midnight" else "a")
        return _clock(match["ah"], match["am"], half), end
    end = _clock(match["bh"], match["bm"], match["bap"])
    start = _clock(match["ah"], match["am"], match["aap"] or match["bap"])
    # "11-1 pm" begins in the morning; "7-9 pm" in the evening
    if not match["aap"] and start and end and start >= end and match["bap"].lower() == "p":
        start = _clock(match["ah"], match["am"], "a")
    return start, end


def _range_24(match: re.Match[str]) -> Span:
    if not re.search(r"[:.h]", match.group(), re.IGNORECASE):
        return None, None  # the years 1942-2000
    return _face(match["ah"], match["am"], match), _face(match["bh"], match["bm"], match)


def _twelve(match: re.Match[str]) -> Span:
    return _clock(match["ah"], match["am"], match["aap"]), None


def _twenty_four(match: re.Match[str]) -> Span:
    return _face(match["ah"], match["am"], match), None


def _face(hour: str, minute: str, match: re.Match[str]) -> time:
    """A clock face without half of day: "7:30" is an evening's, "07:30" and "7:30 hrs" are of 24 hours."""
    afternoon = len(hour) == 1 and 1 <= int(hour) <= 8 and "h" not in match.group().lower()
    return time(int(hour) + (12 if afternoon else 0), int(minute))


def _written(match: re.Match[str]) -> time:
    return time(int(match["ah"]), int(match["am"]))


def _bare(match: re.Match[str]) -> Span:
    groups = match.groupdict()
    hour, part = int(groups["ah"]), (groups.get("part") or "").lower()
    morning = part == "morning" or (not part and 9 <= hour <= 11)
    return time(hour % 12 + (0 if morning else 12), int(groups.get("am") or 0)), None


def _word(match: re.Match[str]) -> Span:
    return _WORDS[match["word"].lower()], None


_GRAMMAR = (
    (_RANGE, _range),
    (_RANGE_24, _range_24),
    (_TWELVE, _twelve),
    (_HOURS_24, _twenty_four),
    (_COLON_24, _twenty_four),
    (_OCLOCK, _bare),
    (_BARE, _bare),
    (_WORD, _word),
)
