"""From the text of an announcement to occurrences: which of the dates and times it names are those of the happening.

The first line of a text is its title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from include.listing import Occurrence, Recurrence
from include.understand.text.clock import TimeMention, find_times
from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.mention import DateMention
from include.understand.text.dates.vocabulary import WEEKDAYS
from include.understand.text.patterns import bounded

LABELLED = bounded(
    r"(?:\b(?:dates?|when|day|timings?|schedule|starts?|starting)\b\W{0,6}(?:on\s+)?|[🗓📅📆]\W{0,40})$", re.IGNORECASE
)
DEADLINE = bounded(
    r"(?:deadline|last date|last day|clos(?:es|ing)|register by|rsvps?\b[^.\n]{0,40}|apply by|on or before|\bbefore"
    r"|\bsince|\bby"
    r"|until|till|came into|born|anniversary|early bird[^.\n]{0,40}|tickets? (?:live|on sale)[^.\n]{0,40}|entries (?:by"
    r"|till))\W{0,40}(?:on\s+)?$",
    re.IGNORECASE,
)
MAX_LISTED_DAYS = 31
TIME_NEAR_DATE_CHARS = 160
DATES_IN_A_ROW_CHARS = 5
"""Characters between dates in a row."""


@dataclass(frozen=True)
class When:
    """The dates that a text announces; `certainty` is 0 to 1."""

    occurrences: list[Occurrence]
    recurrence: Recurrence | None
    certainty: float


def read_when(text: str, posted: datetime, zone: ZoneInfo, horizon: timedelta) -> When | None:
    """The occurrences that `text`, published at `posted`, announces; None when it names no date."""
    mentions = find_dates(text, posted.astimezone(zone).date())
    if not mentions:
        return None
    best = min(mentions, key=lambda m: _rank(m, text, posted.astimezone(zone).date()))
    clock = _time_of(best, text)
    chosen = _row(mentions, best)
    if best.weekday is not None:
        return _weekly(best, clock, posted, zone, horizon)
    occurrences: dict[datetime, Occurrence] = {}
    for mention in chosen:
        for one in _occurrences(mention, clock, zone):
            occurrences.setdefault(one.starts_at, one)
    return When([occurrences[key] for key in sorted(occurrences)], None, 0.8 if clock else 0.6)


def _rank(mention: DateMention, text: str, posted: date) -> tuple[int, int]:
    lead = text[max(0, mention.position - 40) : mention.position]
    if DEADLINE.search(lead) or not -60 <= (mention.days[-1] - posted).days <= 500:
        return 3, mention.position
    if mention.vague:
        return 2, mention.position
    titled = mention.position < text.find("\n")
    return (0 if titled or LABELLED.search(lead) else 1), mention.position


def _row(mentions: list[DateMention], best: DateMention) -> list[DateMention]:
    """Dates in a row ("1st Oct, 2nd Oct & 3rd Oct") are one announcement: `best` and its close neighbours."""
    at = mentions.index(best)
    first = last = at
    while first > 0 and _close(mentions[first - 1], mentions[first]):
        first -= 1
    while last + 1 < len(mentions) and _close(mentions[last], mentions[last + 1]):
        last += 1
    return mentions[first : last + 1]


def _close(one: DateMention, other: DateMention) -> bool:
    alone = not any(m.span or m.weekday is not None or m.vague for m in (one, other))
    return alone and other.position - one.end <= DATES_IN_A_ROW_CHARS


def _time_of(mention: DateMention, text: str) -> TimeMention | None:
    times = find_times(text)
    after = [t for t in times if 0 <= t.position - mention.end <= TIME_NEAR_DATE_CHARS]
    before = [t for t in reversed(times) if 0 <= mention.position - t.stop <= TIME_NEAR_DATE_CHARS // 2]
    for group in (after, before, times):
        shows = [t for t in group if not t.doors]
        if shows or group:
            return (shows or group)[0]
    return None


def _occurrences(mention: DateMention, clock: TimeMention | None, zone: ZoneInfo) -> list[Occurrence]:
    if not mention.span:
        return [_occurrence(day, clock, zone) for day in mention.days]
    first, last = mention.days[0], mention.days[-1]
    count = (last - first).days + 1
    if clock and clock.end and count <= MAX_LISTED_DAYS:
        return [_occurrence(first + timedelta(days=n), clock, zone) for n in range(count)]
    start = _occurrence(first, clock, zone)
    end = datetime.combine(last, clock.end if clock and clock.end else time(23, 59), zone)
    return [start.model_copy(update={"ends_at": end})]


def _occurrence(day: date, clock: TimeMention | None, zone: ZoneInfo) -> Occurrence:
    if clock is None:
        return Occurrence(starts_at=datetime.combine(day, time(0), zone), date_only=True)
    start = datetime.combine(day, clock.start, zone)
    if clock.end is None:
        return Occurrence(starts_at=start)
    overnight = timedelta(days=clock.end <= clock.start)
    return Occurrence(starts_at=start, ends_at=datetime.combine(day + overnight, clock.end, zone))


def _weekly(
    mention: DateMention, clock: TimeMention | None, posted: datetime, zone: ZoneInfo, horizon: timedelta
) -> When:
    last = (posted + horizon).astimezone(zone).date()
    days = [mention.days[0] + timedelta(days=7 * n) for n in range(max(0, (last - mention.days[0]).days // 7) + 1)]
    rule = f"FREQ=WEEKLY;BYDAY={WEEKDAYS[mention.weekday or 0][:2].upper()}"
    until = datetime.combine(last, time(0), zone)
    return When([_occurrence(day, clock, zone) for day in days], Recurrence(rrule=rule, expanded_until=until), 0.6)
