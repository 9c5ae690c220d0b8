"""Readings of clock times: what each form of the grammar means, as a start and perhaps an end."""

from __future__ import annotations

import re
from datetime import time

from include.understand.text.times.vocabulary import COUNTED, MEALS, MORNING_HOURS, NAMED, PARTS, SPOKEN_MINUTES

MOST_MINUTES = 12 * 60
"""Of what takes so long."""
NOON = 12
Span = tuple[time | None, time | None]


def span(match: re.Match[str]) -> Span:
    """7-9 pm, 10 AM to 6 PM, 7pm till midnight, 12 noon - 8 pm."""
    if match["ah"] and int(match["ah"]) > 12 and match["bap"] and not match["am"]:
        return None, None  # Jan 13 – 7.30 pm: a number over twelve without minutes is no hour beside one of twelve
    end = _named(match["bword"]) or _clock(match["bh"], match["bm"], match["bap"])
    half = match["bap"] or ("p" if (match["bword"] or "").lower() == "midnight" else "a")
    if match["aword"]:
        return _named(match["aword"]), end
    start = _clock(match["ah"], match["am"], match["aap"] or half)
    # "11-1 pm" begins in the morning; "7-9 pm" in the evening
    if not match["aap"] and start and end and start >= end and (match["bap"] or "").lower() == "p":
        start = _clock(match["ah"], match["am"], "a")
    # "10-2 am" begins in the evening
    if not match["aap"] and start and end and end <= start < time(12) and (match["bap"] or "").lower() == "a":
        start = _clock(match["ah"], match["am"], "p")
    return start, end


def without_sign(match: re.Match[str]) -> Span:
    """430pm-7pm, 630 to 830 pm: minutes without a sign before them."""
    start, end = (
        _clock(match["ah"], match["am"], match["aap"] or match["bap"]),
        _clock(match["bh"], match["bm"], match["bap"]),
    )
    if not match["aap"] and start and end and start >= end:
        start = start.replace(hour=(start.hour + NOON) % 24)
    return start, end


def of_letters(match: re.Match[str]) -> Span:
    """10.30a–1p: the halves of the day by their first letters."""
    return without_sign(match)


def lasting(match: re.Match[str]) -> Span:
    """11 am (45 mins), 7 pm, 2 hours: the end follows from how long it takes."""
    start = _clock(match["ah"], match["am"], match["aap"])
    minutes = round(float(match["long"]) * (1 if match["unit"].lower().startswith("min") else 60))
    if start is None or not minutes or minutes > MOST_MINUTES:
        return None, None
    return start, time(*divmod((60 * start.hour + start.minute + minutes) % (24 * 60), 60))


def span_24(match: re.Match[str]) -> Span:
    """19:30-21:00, 1930 to 2100 hrs."""
    if not re.search(r"[:.h]", match.group(), re.IGNORECASE):
        return None, None  # the years 1942-2000
    start, end = _face(match["ah"], match["am"], match), _face(match["bh"], match["bm"], match)
    if end < start and not is_as_written(start, match) and end.hour < 12:
        end = end.replace(hour=end.hour + 12)  # 7:00 to 9:30
    return start, end


def bare_span(match: re.Match[str]) -> Span:
    """From 10 until 1, between 6 and 8: the end follows the start within twelve hours.

    A part of the day behind them is the end's: "10 to 2 in the afternoon"; of a night it is the start's.
    """
    minute = match["am"] or match.groupdict().get("dotted") or 0
    first, last = (_number(match["ah"]), int(minute)), (_number(match["bh"]), int(match["bm"] or 0))
    part = match.groupdict().get("part")
    if part and "night" not in part.lower():
        end = hour_of_day(*last, _part(match))
        return min(_halves(*first), key=lambda one: _wait(one, end)), end
    start = hour_of_day(*first, _part(match))
    return start, _next(start, *last)


def open_span(match: re.Match[str]) -> Span:
    """7 pm to 9: the end follows the start within twelve hours."""
    start = _clock(match["ah"], match["am"], match["aap"])
    return start, _next(start, int(match["bh"]), int(match["bm"] or 0)) if start else None


def from_named(match: re.Match[str]) -> Span:
    """12 noon to 3.30: the end follows within twelve hours."""
    start, end = NAMED[match["aword"].lower()], time(int(match["bh"]) % 12, int(match["bm"] or 0))
    return start, min(end, end.replace(hour=end.hour + 12), key=lambda one: _wait(start, one))


def of_parts(match: re.Match[str]) -> Span:
    """Morning 10 to evening 5, evening 7 to 9: without a part of its own the end follows within twelve hours."""
    start = hour_of_day(int(match["ah"]), int(match["am"] or 0), _part(match))
    hour, minute, part = int(match["bh"]), int(match["bm"] or 0), match["bpart"]
    return start, hour_of_day(hour, minute, PARTS[part.lower()]) if part else _next(start, hour, minute)


def of_meal(match: re.Match[str]) -> Span:
    """Lunch 12.30-3, dinner 7 to 10: the meal tells the half of the day."""
    start = hour_of_day(int(match["ah"]), int(match["am"] or 0), MEALS[match["meal"].lower()])
    return start, _next(start, int(match["bh"]), int(match["bm"] or 0))


def _next(start: time, hour: int, minute: int) -> time:
    """The first such hour of twelve behind a time."""
    return min(_halves(hour, minute), key=lambda one: _wait(start, one))


def _halves(hour: int, minute: int) -> list[time]:
    return [hour_of_day(hour, minute, half) for half in "ap"]


def _wait(start: time, end: time) -> int:
    """Minutes from one time to the next other one."""
    return (60 * (end.hour - start.hour) + end.minute - start.minute - 1) % (24 * 60)


def arrival(match: re.Match[str]) -> Span:
    """8 for 8.30: people come at the one and it begins at the other."""
    if match["aap"]:
        return _clock(match["ah"], match["am"], match["aap"]), None
    return hour_of_day(int(match["ah"]), int(match["am"]), None), None


def spoken(match: re.Match[str]) -> Span:
    """Seven thirty, five-fifteen, seven pm."""
    minute = SPOKEN_MINUTES[" ".join(re.split(r"[\s-]+", match["minutes"].lower()))] if match["minutes"] else 0
    if half := match.groupdict().get("aap"):
        return _clock(str(COUNTED[match["ah"].lower()]), str(minute), half), None
    return hour_of_day(COUNTED[match["ah"].lower()], minute, _part(match)), None


def twelve(match: re.Match[str]) -> Span:
    """7 pm, 7.30 pm, 1030pm."""
    return _clock(match["ah"], match["am"], match["aap"]), None


def twenty_four(match: re.Match[str]) -> Span:
    """19:30, 1930 hrs; a clock face such as 7:30 is an evening's."""
    return _face(match["ah"], match["am"], match), None


def bare(match: re.Match[str]) -> Span:
    """At 7, 7 o'clock; a part of the day beside it decides between the halves."""
    groups = match.groupdict()
    hour = _number(groups["ah"])
    return hour_of_day(hour, int(groups.get("am") or 0), _part(match)), None


def half_past(match: re.Match[str]) -> Span:
    """Half past six, quarter to 8."""
    return _half_past(match), None


def _half_past(match: re.Match[str]) -> time:
    hour, part = _number(match["ah"]), _part(match)
    start = hour_of_day(hour, 0, (match.groupdict().get("aap") or part or "").lower() or None)
    words = match["how"].lower().split()
    if words[0].isdigit():
        minutes = int(words[0])
    else:
        minutes = {"half": 30, "quarter": 15}.get(words[0]) or SPOKEN_MINUTES[words[0]]
    minutes = -minutes if words[-1] == "to" else minutes
    total = (60 * start.hour + minutes) % (24 * 60)
    return time(total // 60, total % 60)


def half_past_span(match: re.Match[str]) -> Span:
    """Half past ten to two: the end follows the start within twelve hours."""
    start = _half_past(match)
    return start, _next(start, _number(match["bh"]), int(match["bm"] or 0))


def named(match: re.Match[str]) -> Span:
    """Noon, midnight."""
    return _named(match["word"]), None


def is_as_written(start: time, match: re.Match[str]) -> bool:
    """Whether a clock face is read as it stands, so that nothing about it is guessed."""
    return start == time(int(match["ah"]), int(match["am"]))


def _named(word: str | None) -> time | None:
    return NAMED[word.lower()] if word else None


def _number(hour: str) -> int:
    """An hour as a number or word."""
    return COUNTED.get(hour.lower()) or int(hour)


def _part(match: re.Match[str]) -> str | None:
    """The half of the day that a part of it beside the hour names."""
    word = match.groupdict().get("part") or match.groupdict().get("tonight")
    return PARTS[word.lower()] if word else None


def hour_of_day(hour: int, minute: int, half: str | None) -> time:
    """An hour of which the half of the day may be unknown."""
    morning = half == "a" or (half is None and hour in MORNING_HOURS)
    return time(hour % 12 + (0 if morning else 12), minute)


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    number = int(hour)
    if half is None:
        return time(number, int(minute or 0))
    if not 1 <= number <= 12:
        return time(number, int(minute or 0)) if number < 24 and number != 0 else None
    return time(number % 12 + (12 if half.lower() == "p" else 0), int(minute or 0))


def _face(hour: str, minute: str, match: re.Match[str]) -> time:
    """A clock face without half of day: "7:30" is an evening's, "07:30" and "7:30 hrs" are of 24 hours."""
    part = _part(match)
    if part is not None and 1 <= int(hour) <= 12:
        return hour_of_day(int(hour), int(minute), part)
    afternoon = len(hour) == 1 and 1 <= int(hour) <= 8 and "h" not in match.group().lower()
    return time(int(hour) + (12 if afternoon else 0), int(minute))
