"""The numbers of a text that could be hours: more than are, for a choice among them.

"Done by 7.30", "slots: 10-11.30", "six thirty" and "teams of 4" are all taken; which are hours of the happening is
told by their signals (`signals.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from include.understand.text.dates.mention import DateMention
from include.understand.text.times.readings import hour_of_day
from include.understand.text.times.vocabulary import COUNTED, NAMED, PARTS, SPOKEN_MINUTES

_HOUR = re.compile(
    rf"(?:(?<![\d.,:₹$#])(?<!\d/)(?P<hour>2[0-3]|[01]?\d)(?:\s?[:.]\s?(?P<minute>[0-5]\d))?(?!\d|[:.,]\d|%)"
    r"|(?<![\d.,:₹$#])(?<!\d/)(?P<digits>(?:0?[1-9]|1\d|2[0-3])[0-5]\d)(?=\s?(?:hrs|h\b|[ap]\.?m))"
    rf"|\b(?P<word>{'|'.join(COUNTED)})(?:[\s-](?P<minutes>thirty|fifteen|forty))?\b"
    rf"|\b(?P<named>{'|'.join(NAMED)})\b)"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?|\s?(?P<unit>o'?\s?clock|hrs?\b|hours\b|h\b)|(?P<about>ish)\b)?",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(rf"\b({'|'.join(PARTS)})\s(?:at\s|@\s?|from\s|by\s)?$", re.IGNORECASE)
_PART_BEHIND = re.compile(rf"\s(?:in\sthe\s|at\s|o'?\s?clock\s)?({'|'.join(PARTS)})\b", re.IGNORECASE)
_PART_CHARS = 20
MAX_POSSIBLE = 40
"""Numbers of a text that are looked at."""


@dataclass(frozen=True)
class PossibleHour:
    """A number that could be an hour, and where it stands.

    `half` is "a" or "p" where the text says in which half of the day it is, else empty. `form` is how it is written.
    """

    clock: time
    half: str
    form: str
    position: int
    stop: int

    @property
    def is_sure(self) -> bool:
        """Whether it looks like an hour by itself: with minutes, a half of the day or a name."""
        return self.form not in {"number", "word"}


def possible_hours(text: str, days: Sequence[DateMention]) -> list[PossibleHour]:
    """The first MAX_POSSIBLE numbers of a text that could be hours, in order; those of its `days` are none."""
    found: list[PossibleHour] = []
    for match in _HOUR.finditer(text):
        one = _read(match, text)
        if one is not None and (one.is_sure or not any(day.position <= one.position < day.end for day in days)):
            found.append(one)
        if len(found) == MAX_POSSIBLE:
            break
    return found


def _read(match: re.Match[str], text: str) -> PossibleHour | None:
    span = match.span()
    if name := match["named"]:
        clock = NAMED[name.lower()]
        return PossibleHour(clock, "p" if clock.hour else "a", "named", *span)
    if word := match["word"]:
        hour, minute = COUNTED[word.lower()], SPOKEN_MINUTES[match["minutes"].lower()] if match["minutes"] else 0
    elif digits := match["digits"]:
        hour, minute = int(digits[:-2]), int(digits[-2:])
    else:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour == 0 and match["minute"] is None:
        return None
    half = (match["half"] or "").lower() or _half_by_itself(hour, match) or _half_by_part(span, text)
    clock = time(hour, minute) if hour > 12 or hour == 0 else hour_of_day(hour, minute, half or None)
    return PossibleHour(clock, half, _form(match), *span)


def _half_by_itself(hour: int, match: re.Match[str]) -> str:
    """Of an hour of twenty-four: 13 and later, "06:30", "9.00 hrs"."""
    of_day = hour > 12 or hour == 0 or (match["hour"] or match["digits"] or "").startswith("0")
    of_day = of_day or (match["unit"] or "").lower().startswith("h")
    return ("p" if hour >= 12 else "a") if of_day else ""


def _half_by_part(span: tuple[int, int], text: str) -> str:
    """By "evening" or "morning" beside it."""
    before = _PART_BEFORE.search(text[max(0, span[0] - _PART_CHARS) : span[0]])
    part = before or _PART_BEHIND.match(text, span[1])
    return PARTS[part[1].lower()] if part else ""


def _form(match: re.Match[str]) -> str:
    if match["word"] and not match["minutes"]:
        written = "word"
    else:
        written = "number" if match["hour"] and match["minute"] is None else "clock"
    behind = "half" if match["half"] else "unit" if match["unit"] else "about" if match["about"] else ""
    return f"{written} {behind}".strip()
