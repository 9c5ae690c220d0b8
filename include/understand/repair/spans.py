"""One long span as published, as the dates that were meant: each of its evenings, one weekday of each week, one night.

Sites with one field for the start and one for the end put "18 to 23 o'clock from Friday to Wednesday" into them, and
whoever fills them in takes the wrong half of the day or the wrong month.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from include.listing import Occurrence
from include.understand.match.timetable import SHIFT
from include.understand.repair.hours import HALF_DAY
from include.understand.text.dates import WEEKDAYS, find_dates
from include.understand.text.patterns import bounded

RUN = range(7, 200)
"""Days from the first to the last date of what may be weekly."""
DAYS = range(1, 15)
"""Days from the first to the last date of what is on every day."""
SITTING = timedelta(hours=6)
"""What a weekly happening lasts at most."""
SHOW = timedelta(minutes=90)
"""What a day of several lasts at least; below that the end is some slip."""
MORNING = time(6)
_DAY = r"(?P<wd>mon|tues|wednes|thurs|fri|satur|sun)day"
NAMED_DAY = bounded(rf"\b{_DAY}s?\b", re.IGNORECASE)
EACH_WEEKDAY = bounded(rf"\b(?:every|each)\s+{_DAY}\b|\b{_DAY.replace('?P<wd>', '?P<more>')}s\b", re.IGNORECASE)
AWAY = bounded(
    r"\b(?:treks?|trekking|camp(?:s|ing)?|trips?|getaways?|retreats?|overnight|residency|hackathon|stargazing"
    r"|road\s?trip|ride to|stay|sleep\w*|expedition|safari|backpacking|startup weekend|game jam|marathon|astro"
    r"|\d+[- ]?h(?:ou)?rs?|all[- ]nighter)\b",
    re.IGNORECASE,
)
"""What goes on through the nights between."""
BY_DAY = bounded(r"\b(?:expo|conference|summit|convention|fair|exhibition|workshop|course|class|bootcamp)\b", re.I)
"""What ends before the night."""
SHUT = bounded(r"\b(?:clos(?:ed|es)|except|holiday|off)\b[^.\n]{0,25}$", re.IGNORECASE)
"""Before a weekday on which it is not."""
DAILY_WORDS = bounded(r"\b(?:daily|every ?day|all days)\b", re.IGNORECASE)
LEAD = 200
"""Characters before a weekday in which these words are looked for."""
SEASON = bounded(
    r"\b(?:navarath?ri|navratri|dandiya|garba|festival|mela|mahotsav|utsav|expo|week"
    r"|exhibition|exhibit|retrospective|sale|fair|show|course|workshop)\b",
    re.IGNORECASE,
)
"""What is on day after day."""


def meant(title: str, text: str, found: list[Occurrence], zone: ZoneInfo) -> list[Occurrence]:
    """The dates that the one date in `found` stands for; `found` itself when it is no span or several."""
    if len(found) != 1 or found[0].date_only:
        return found
    one = _shifted(title, found[0], zone)
    if one.ends_at is None:
        return [one]
    start, end = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    away = AWAY.search(title) is not None
    if not away:
        end = _end(title, start, end)
    days = (end.date() - start.date()).days
    wanted = _weekdays(title, text)
    if days in RUN and wanted:
        return [d for d in _dates(one, start, end, 1) if d.starts_at.weekday() in wanted] or [one]
    if end.time() > start.time() and not away:
        sitting = _sitting(start, end)
        if days in RUN and days % 7 == 0 and sitting <= SITTING and not SEASON.search(title):
            return _dates(one, start, end, 7)
        if days in DAYS and sitting >= SHOW:
            return _dates(one, start, end, 1)
    return [one.model_copy(update={"ends_at": end})]


def _weekdays(title: str, text: str) -> set[int]:
    named = [match["wd"] for match in NAMED_DAY.finditer(title)]
    if not named and not SEASON.search(title):
        named = [match["wd"] or match["more"] for match in EACH_WEEKDAY.finditer(text) if _is_on(match)]
    return {WEEKDAYS.index(name[:3].lower()) for name in named}


def _is_on(weekday: re.Match[str]) -> bool:
    """Whether the words before a weekday let it be the day on which it is on."""
    lead = weekday.string[max(0, weekday.start() - LEAD) : weekday.start()]
    return not SHUT.search(lead) and not DAILY_WORDS.search(lead)


def _shifted(title: str, one: Occurrence, zone: ZoneInfo) -> Occurrence:
    """A night that "begins" in the small hours after the date in its title: UTC read as local time."""
    start = one.starts_at.astimezone(zone)
    before = start - SHIFT
    if start.time() >= MORNING or before.date() == start.date():
        return one
    days = {day for mention in find_dates(title, start.date()) for day in mention.days}
    if start.date() in days or before.date() not in days:
        return one
    return one.model_copy(update={"starts_at": before, "ends_at": one.ends_at - SHIFT if one.ends_at else None})


def _end(title: str, start: datetime, end: datetime) -> datetime:
    """The end as it was meant: not a night of a month, nor a day that ends before sunrise."""
    nights = (end.date() - start.date()).days
    if nights > 25 and end.day == start.day + 1 and end.time() <= MORNING:
        return datetime.combine(start.date() + timedelta(days=1), end.timetz())
    if nights == 0:
        return end
    slipped = end - HALF_DAY if start.hour >= 17 else end + HALF_DAY
    if start.hour >= 17 and nights == 1 and 11 <= end.hour <= 14:  # "7 pm to 1 pm"
        return slipped
    if BY_DAY.search(title) and 9 <= start.hour <= 12 and 3 <= end.hour <= 8 and nights <= 14:  # "10 am to 6 am"
        return slipped
    return end


def _sitting(start: datetime, end: datetime) -> timedelta:
    return datetime.combine(start.date(), end.timetz()) - start


def _dates(one: Occurrence, start: datetime, end: datetime, step: int) -> list[Occurrence]:
    """Every `step`-th day of the span, from the clock time of its start to that of its end."""
    overnight = timedelta(days=end.time() <= start.time())
    count = (end.date() - start.date()).days + 1
    days = [start + timedelta(days=n) for n in range(0, count, step)]
    return [
        one.model_copy(update={"starts_at": day, "ends_at": datetime.combine(day.date() + overnight, end.timetz())})
        for day in days
    ]
