"""What a search says about time: days become a window, weekdays and hours of any day filters of their own."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import datetime, time, timedelta

from include.errors import BrokenRecord
from include.understand.text.dates.vocabulary import MONTH
from include.understand.text.expressions.extent import NO_DAY, ONE_DAY, Extent
from include.understand.text.expressions.preferences import Preferences
from include.understand.text.expressions.read import read_expression
from include.understand.text.expressions.units import COUNT
from include.understand.text.patterns import bounded
from include.understand.text.searches.rewriting import NOW, WEEKEND, rewritten
from include.understand.text.searches.vocabulary import NOT, WEEKDAYS, Reading
from include.understand.text.searches.weekdays import (
    find_day_of_month,
    find_last,
    find_next_week,
    find_weekdays,
    window,
)

MAX_EXPRESSIONS = 3
NIGHT_ENDS, LAST_MINUTE = time(4), time(23, 59)
_READING = Preferences(to_come=True, in_full=True)
_NIGHT = bounded(
    r"(?<=\w)(?<!day)(?<!tomorrow)(?<!\bthis)(?<!\bat)(?<!\blate)(?<!\bthe)(?<!\bby)(?<!\bnext)\s+nights?\b"
)
"""Of a kind: "sufi night", "quiz night"."""
_FEAST = bounded(
    r"\b(?P<then>(?:on|by|before|after|until|till|from|since|past|last)\s+(?:the\s+)?)?"
    r"(?:christmas|xmas|halloween|new\s+year)(?!(?:['’]?s)?\s+(?:day|eve)\b)(?:['’]?s)?\b"
    r"(?:\s+(?:week(?:-?end)?|holidays?|season)\b)?"
)
"""What takes place for a feast is on many days around it, and has it in its title: "christmas market"."""
_NOT_THEN = bounded(
    rf"\b{NOT}\s(?:on\s|this\s|next\s)?"
    rf"(?:{'|'.join(WEEKDAYS)}|today|tomorrow|tonight|weekends?)s?\b"
)
"""What is said of one time at which it is not to be; no filter leaves one out, and nothing is searched for by it."""
IGNORED = "ignored"
"""The name under which such words are given, so that who typed them sees that they have no effect."""
_NOT_YET = bounded(rf"\b{NOT}\s(?:on\s)?(?P<now>today|tonight|this\s(?:coming\s)?weekend)\b")
"""Then it is to be later: "jazz, not this weekend"."""
_DENIED = bounded(rf"\b{NOT}\s+(?:(?:at|in|on|the|around)\s+){{0,2}}$")
"""Before hours at which it is not to be; no filter leaves these out either."""
_NO_TIME = re.compile(
    rf"(?:\W|(?:since\s)?\d{{4}}|{MONTH}|now|nights?|lunch(?:time)?|mid ?night|day ?time"
    r"|(?:the |week-?)?(?:day|week|month|year)"
    r"|weekend|night ?time)*",
    re.IGNORECASE,
)
"""Months, years and nights alone: "april fools", "since 1924", "midnight run", "weekend brunch"."""
_LAST_MONTH = re.compile(rf"(?!may|mar){MONTH}", re.IGNORECASE)
"""At the end of a search: "beer festival april"; the other two are words beside."""
_BEFORE = re.compile(rf"(?:(?:on(?!\s+or\b)|(?:for|in)(?!\s+{COUNT})|the)\s+)+")
"""What says nothing of a time before it; of "in three days" it does."""
_OPEN_BEFORE, _OPEN_BEHIND = re.compile(r"(?:from|after)\b"), re.compile(r"\bonwards?$")
_ONWARDS = bounded(r"\s*\b(?:onwards?\b|on\s*$)")
"""Behind a day or a longer time: it and all that comes after."""
_HOUR_OF_DAY = bounded(r"\b(?P<how>after|post|before|pre|by)\s+(?:\d|noon|breakfast|lunch|dinner|work|school)")
_NEXT_DAYS = bounded(rf"\b(?:next|coming) {COUNT}\s?(?:days|weeks|fortnights|months)\b")
_WEEKEND_OF = bounded(r"\b(?P<kind>[a-z]+) (?P<when>weekend)$")
"""Of what takes place it is the coming one: "dance class weekend", but not "vampire weekend"."""
_NAMED = {"tonight": "tonight", "this weekend": "weekend", "weekend": "weekend", "tomorrow": "tomorrow"}


def find_times(text: str, now: datetime, kinds: Container[str] = ()) -> list[Reading]:
    """The filters on time in a text of small letters, read at the local wall time `now`; `kinds`: words for what takes
    place."""
    found: list[Reading] = []
    said = text
    if one := find_day_of_month(text, now):
        found.append(one)
        text = _blank(text, *one[3])
    for weekdays in find_weekdays(text):
        found.append(weekdays)
        text = _blank(text, *weekdays[3])
    text = _FEAST.sub(lambda match: match.group() if match["then"] else "\x00" * len(match.group()), text)
    if not_yet := _NOT_YET.search(text):
        found.append(_later(not_yet, now))
        text = _blank(text, *not_yet.span())
    if (weekend := _WEEKEND_OF.search(text)) and weekend["kind"] in kinds:
        found.append(("when", weekend["when"], {"when": _NAMED[weekend["when"]]}, weekend.span("when")))
        text = _blank(text, *weekend.span("when"))
    found += [(IGNORED, not_then.group().strip(), {}, not_then.span()) for not_then in _NOT_THEN.finditer(text)]
    text = _NOT_THEN.sub(lambda match: "\x00" * len(match.group()), text)
    text = _NIGHT.sub(lambda match: "\x00" * len(match.group()), text)
    for read in (find_last, find_next_week):
        if one := read(text, now):
            found.append(one)
            text = _blank(text, *one[3])
    for _ in range(MAX_EXPRESSIONS):
        if (place := _expression(text, now, said)) is None:
            break
        text = _blank(text, *place[3])
        if place[0] and place[0] not in {one[0] for one in found}:
            found.append(place)
    return _of_one_day([one for one in found if one[0] != "timeOfDay" or not _DENIED.search(said[: one[3][0]])], now)


def _later(found: re.Match[str], now: datetime) -> Reading:
    """From tomorrow on, or from the Monday behind the weekend that is meant."""
    days = 7 - now.weekday() if found["now"].endswith("weekend") else 1
    begins = datetime.combine(now.date(), time(0)) + days * ONE_DAY
    return window(found.group(), begins, None, found.span())


def _of_one_day(found: list[Reading], now: datetime) -> list[Reading]:
    """Hours that are said apart from their day as one window, of the words of both: "friday comedy after 8"."""
    when, hours = (next((one for one in found if one[0] == name), None) for name in ("when", "timeOfDay"))
    day = when and _day_of(when, now)
    if not (when and hours and day):
        return found
    first, last = (_minutes(clock) for clock in str(hours[2]["timeOfDay"]).split("-"))
    until = day + last + (ONE_DAY if last <= first else timedelta(0))
    if when[2].get("when") == "tonight" and last == ONE_DAY:
        until += _minutes(f"{NIGHT_ENDS:%H:%M}")
    as_one = [window(one[1], day + first, until, one[3]) for one in (when, hours)]
    return [*(one for one in found if one not in (when, hours)), *sorted(as_one, key=lambda one: one[3])]


def _day_of(when: Reading, now: datetime) -> datetime | None:
    """The day that a window is; None of a longer or a shorter one."""
    today = datetime.combine(now.date(), time(0))
    if named := {"tonight": today, "tomorrow": today + ONE_DAY}.get(str(when[2].get("when"))):
        return named
    starts, ends = (datetime.fromisoformat(str(when[2].get(name, now))) for name in ("startDate", "endDate"))
    return starts if starts.time() == time(0) and ends == starts + ONE_DAY else None


def _minutes(clock: str) -> timedelta:
    hours, minutes = map(int, clock.split(":"))
    return timedelta(hours=hours, minutes=minutes)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\x00" * (end - start) + text[end:]


def _expression(text: str, now: datetime, said: str) -> Reading | None:
    """The longest expression that is left of what was `said`; without a name where it is none of time after all."""
    written = rewritten(text, now, said)
    try:
        found = read_expression(written.text, now, _READING)
    except BrokenRecord:  # more dates than a text may name
        return None
    if found is None:
        return None
    where = written.before(found.position, found.stop)
    onwards = _ONWARDS.match(text, where[1]) if found.dated else None
    where = where[0], onwards.end() if onwards else where[1]
    shown = text[slice(*where)].strip(" \x00")
    before = _BEFORE.match(shown)
    words = shown[before.end() :] if before else shown
    meant = written.text[found.position : found.stop]
    is_past = found.dated and found.has_year and found.end is not None and found.end < now
    is_month = bool(_LAST_MONTH.fullmatch(shown)) and not text[where[1] :].strip()
    if (_NO_TIME.fullmatch(shown) and meant.strip() not in (NOW, WEEKEND) and not is_month) or is_past:
        return "", "", {}, where
    is_open = bool(_OPEN_BEFORE.match(meant.strip()) or _OPEN_BEHIND.search(meant.strip()))
    if onwards and found.start:
        return window(words, found.start, None, where)
    hour = _HOUR_OF_DAY.search(meant) if found.timed else None
    return _days(words, found, now, where, hour, is_open=is_open) if found.dated else _hours(words, found, where)


def _hours(words: str, found: Extent, where: tuple[int, int]) -> Reading:
    starts, ends = _whole_minutes(found.start or datetime.combine(NO_DAY, time(0))), found.end
    if ends is None or ends == found.start or ends >= datetime.combine(NO_DAY, LAST_MINUTE):
        hours = f"{starts:%H:%M}-24:00"
    else:
        hours = f"{starts:%H:%M}-{ends:%H:%M}"
    return "timeOfDay", words, {"timeOfDay": hours}, where


def _whole_minutes(starts: datetime) -> datetime:
    """Half of a night is short of the half hour."""
    return starts + timedelta(seconds=-starts.second % 60)


def _days(
    words: str, found: Extent, now: datetime, where: tuple[int, int], hour: re.Match[str] | None, *, is_open: bool
) -> Reading:
    if name := _NAMED.get(words):
        return "when", words, {"when": name}, where
    ends = None if is_open and found.is_point and not found.timed else found.end
    starts = found.start and _whole_minutes(found.start)
    if hour and hour["how"] in ("before", "pre", "by") and ends and not starts:  # of that day, not of all before it
        starts = datetime.combine(ends.date(), time(0))
    if hour and hour["how"] in ("after", "post") and starts and not ends and not _OPEN_BEHIND.search(words):
        ends = datetime.combine(starts.date() + ONE_DAY, time(0))
    if _NEXT_DAYS.search(words):  # what is on today is one of them
        starts = None
    is_until = found.timed and not found.is_point and found.end and found.end.time() < LAST_MINUTE
    if "tonight" in words.split() and not is_until:
        ends = datetime.combine(now.date() + ONE_DAY, NIGHT_ENDS)
    elif ends and ((found.timed and found.is_point) or ends.time() >= LAST_MINUTE):
        ends = datetime.combine(ends.date() + ONE_DAY, time(0))
    return window(words, starts, ends, where)
