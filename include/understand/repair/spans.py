"""Rules for one long span, as published: its end corrected, or each of its evenings or weekdays as a date of its own.

Sites with one field for the start and one for the end put "18 to 23 o'clock from Friday to Wednesday" into them, and
whoever fills them in takes the wrong half of the day or the wrong month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from include.listing import Occurrence
from include.understand.repair.announcement import Announcement
from include.understand.repair.implausible_hours import HALF_DAY
from include.understand.repair.zone_shift import zone_offset
from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.vocabulary import FULL_WEEKDAY, weekday
from include.understand.text.patterns import any_of, bounded

WEEKLY_RUN_DAYS = range(7, 200)
"""Days from the first to the last date of what may be weekly."""
DAILY_RUN_DAYS = range(1, 15)
"""Days from the first to the last date of what is on every day."""
MAX_WEEKLY_DURATION = timedelta(hours=6)
"""How long a weekly happening lasts at most."""
MIN_DAILY_DURATION = timedelta(minutes=90)
"""How long each day of several lasts at least; a shorter one has a wrong end."""
MORNING_TIME = time(6)
NAMED_DAY = bounded(rf"\b(?P<wd>{FULL_WEEKDAY})s?\b", re.IGNORECASE)
EACH_WEEKDAY = bounded(rf"\b(?:every|each)\s+(?P<wd>{FULL_WEEKDAY})\b|\b(?P<more>{FULL_WEEKDAY})s\b", re.IGNORECASE)
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
LEAD_CHARS = 200
"""Characters before a weekday in which these words are looked for."""
SEASON = bounded(
    r"\b(?:festival|expo|week|exhibition|exhibit|retrospective|sale|fair|show|course|workshop)\b", re.IGNORECASE
)
"""What is on day after day, beside the festivals of the area."""


@dataclass(frozen=True)
class _Span:
    """The only date of a listing, with its local start and end."""

    one: Occurrence
    start: datetime
    end: datetime

    @property
    def days(self) -> int:
        """Days from the first to the last."""
        return (self.end.date() - self.start.date()).days

    @property
    def sitting(self) -> timedelta:
        """From the clock time of the start to that of the end."""
        return datetime.combine(self.start.date(), self.end.timetz()) - self.start


def _span(dates: list[Occurrence], announced: Announcement) -> _Span | None:
    """The span that the dates are, or None when they are several or have no hour or no end."""
    if len(dates) != 1 or dates[0].date_only or dates[0].ends_at is None:
        return None
    return _Span(dates[0], dates[0].starts_at.astimezone(announced.zone), dates[0].ends_at.astimezone(announced.zone))


def correct_zone_of_start(dates: list[Occurrence], announced: Announcement) -> list[Occurrence]:
    """A night that "begins" in the small hours after the date in its title was read in UTC: move it back."""
    if len(dates) != 1 or dates[0].date_only:
        return dates
    one = dates[0]
    start = one.starts_at.astimezone(announced.zone)
    offset = zone_offset(start)
    before = start - offset
    if start.time() >= MORNING_TIME or before.date() == start.date():
        return dates
    days = {day for mention in find_dates(announced.title, start.date()) for day in mention.days}
    if start.date() in days or before.date() not in days:
        return dates
    return [one.model_copy(update={"starts_at": before, "ends_at": one.ends_at - offset if one.ends_at else None})]


def correct_half_day_of_end(dates: list[Occurrence], announced: Announcement) -> list[Occurrence]:
    """Move the end by half a day: "7 pm to 1 pm" of a night, "10 am to 6 am" of an expo."""
    span = _span(dates, announced)
    if span is None or AWAY.search(announced.title):
        return dates
    start, end = span.start, span.end
    if start.hour >= 17 and span.days == 1 and 11 <= end.hour <= 14 and end - HALF_DAY > start:
        return [span.one.model_copy(update={"ends_at": end - HALF_DAY})]
    if BY_DAY.search(announced.title) and 9 <= start.hour <= 12 and 3 <= end.hour <= 8 and 0 < span.days <= 14:
        return [span.one.model_copy(update={"ends_at": end + HALF_DAY})]
    return dates


def correct_month_of_end(dates: list[Occurrence], announced: Announcement) -> list[Occurrence]:
    """End a night on the next morning, where the end is that morning of the next month."""
    span = _span(dates, announced)
    if span is None or AWAY.search(announced.title):
        return dates
    if not (span.days > 25 and span.end.day == span.start.day + 1 and span.end.time() <= MORNING_TIME):
        return dates
    ends = datetime.combine(span.start.date() + timedelta(days=1), span.end.timetz())
    return [span.one.model_copy(update={"ends_at": ends})]


def expand_to_weekdays(dates: list[Occurrence], announced: Announcement) -> list[Occurrence]:
    """Make a date of each weekday that the title ("Trending Thursday") or the text ("every Friday") names."""
    span = _span(dates, announced)
    wanted = _weekdays(announced) if span and span.days in WEEKLY_RUN_DAYS else set()
    if span is None or not wanted:
        return dates
    return [one for one in _dates(span, 1) if one.starts_at.weekday() in wanted] or dates


def expand_to_weeks(dates: list[Occurrence], announced: Announcement) -> list[Occurrence]:
    """Make a date of every seventh day, where whole weeks of one short sitting are published."""
    span = _span(dates, announced)
    if span is None or span.end.time() <= span.start.time() or AWAY.search(announced.title):
        return dates
    weekly = span.days in WEEKLY_RUN_DAYS and span.days % 7 == 0 and span.sitting <= MAX_WEEKLY_DURATION
    return _dates(span, 7) if weekly and not _is_season(announced) else dates


def expand_to_days(dates: list[Occurrence], announced: Announcement) -> list[Occurrence]:
    """Make a date of each day, where a few days with the same hours are published."""
    span = _span(dates, announced)
    if span is None or span.end.time() <= span.start.time() or AWAY.search(announced.title):
        return dates
    return _dates(span, 1) if span.days in DAILY_RUN_DAYS and span.sitting >= MIN_DAILY_DURATION else dates


def write_end_in_local_time(dates: list[Occurrence], announced: Announcement) -> list[Occurrence]:
    """Write the end of a lone date in the area's zone, as the ends of expanded dates are."""
    span = _span(dates, announced)
    return [span.one.model_copy(update={"ends_at": span.end})] if span else dates


def _is_season(announced: Announcement) -> bool:
    return bool(SEASON.search(announced.title) or any_of(announced.area.words.festivals).search(announced.title))


def _weekdays(announced: Announcement) -> set[int]:
    named = [match["wd"] for match in NAMED_DAY.finditer(announced.title)]
    if not named and not _is_season(announced):
        named = [match["wd"] or match["more"] for match in EACH_WEEKDAY.finditer(announced.text) if _is_on(match)]
    return {weekday(name) for name in named}


def _is_on(match: re.Match[str]) -> bool:
    """Whether the words before a weekday let it be the day on which it is on."""
    lead = match.string[max(0, match.start() - LEAD_CHARS) : match.start()]
    return not SHUT.search(lead) and not DAILY_WORDS.search(lead)


def _dates(span: _Span, step: int) -> list[Occurrence]:
    """Every `step`-th day of the span, from the clock time of its start to that of its end."""
    start, end = span.start, span.end
    overnight = timedelta(days=end.time() <= start.time())
    days = [start + timedelta(days=n) for n in range(0, span.days + 1, step)]
    return [
        span.one.model_copy(
            update={"starts_at": day, "ends_at": datetime.combine(day.date() + overnight, end.timetz())}
        )
        for day in days
    ]
