"""From the text of an announcement to occurrences: its dates, each with its hours.

The first line of a text is its title.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from include.listing import Occurrence, Recurrence
from include.understand.text.certainty import OF_A_PROGRAM, SHARE_RIGHT, evidence_of
from include.understand.text.choosing import choose, is_excepted, is_moved
from include.understand.text.dates.closed_days import closed_beside, closed_weekdays
from include.understand.text.dates.counted import ended
from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.mention import DateMention
from include.understand.text.folding import in_english
from include.understand.text.hours.by_weekday import extra_shows, hours_by_weekday
from include.understand.text.hours.counted_shows import with_counted
from include.understand.text.hours.likely.choice import likely_shows
from include.understand.text.hours.of_dates import Hours, beside_dates, hours_of, without_others
from include.understand.text.joining import join
from include.understand.text.program import Item, happenings, program
from include.understand.text.times.gatherings import with_gatherings
from include.understand.text.times.grammar import find_times
from include.understand.text.times.halves import in_their_halves
from include.understand.text.times.mention import TimeMention

MAX_LISTED_DAYS = 31
"""Days of a run of which each is a date of its own."""
MOST_WEEKDAYS = 3
"""Weekdays from which on what is on every week is mostly open then, and no happening."""
LAST_MINUTE = time(23, 59)
NEAR_CHARS = 40
"""Characters between a date and its hours that are shown with them."""


@dataclass(frozen=True)
class AnnouncedDates:
    """The dates that a text announces; `happenings` how many different ones it announces.

    `certainty`: how sure it is, 0 to 1, that the start is right. `characters`: where in the text they stand with their
    hours; None where it had to be translated. `stated`: the first date is written out, and no more than "Sunday".
    `open_ended`: it is on nearly all days of every week, without an end.
    """

    occurrences: list[Occurrence]
    recurrence: Recurrence | None
    certainty: float
    happenings: int = 1
    characters: tuple[int, int] | None = None
    stated: bool = True
    open_ended: bool = False


def read_when(
    text: str, posted: datetime, zone: ZoneInfo, horizon: timedelta, *, month_first: bool = False
) -> AnnouncedDates | None:
    """The occurrences that `text`, published at `posted`, announces; None when it names no date of its own.

    With `month_first`, "03/07" is the seventh of March.
    """
    written, today = text, posted.astimezone(zone).date()
    text = in_english(written)
    moved = len(text) != len(written)
    named = find_dates(text, today, month_first=month_first)
    excepted = [one for one in named if is_excepted(one, text)]
    mentions = join([one for one in named if not is_excepted(one, text)], text)
    chosen = [ended(one, text, today) for one in choose(mentions, text, today)]
    if not chosen:
        return None
    times = in_their_halves(with_gatherings(beside_dates(find_times(text), named, text), text), text)
    items = program(mentions, times, text, today) or program(mentions, times, text, today, in_prose=True)
    if items and not (len(items) == 2 and is_moved(chosen[0], text)):  # not the old date and the new one
        return _program(items, zone)
    if by_weekday := _by_weekday(chosen, times, text):
        certainty = SHARE_RIGHT[evidence_of(chosen[0], text, today, timed=True)]
        return AnnouncedDates(_sorted(_each(by_weekday, zone)), None, certainty)
    own = without_others(times, mentions, chosen, text)
    hours = hours_of(replace(chosen[0], end=chosen[-1].end), own, text)
    if not hours.slots:
        hours = replace(hours, slots=tuple(in_their_halves(likely_shows(text, named, times), text)))
    if hours.last is None and hours.opening is None:
        hours = replace(hours, slots=with_counted(hours.slots, own, text))
    last = (posted + horizon).astimezone(zone).date()
    closed = closed_weekdays(text)
    if not closed and chosen[0].span and hours.opening:
        closed = closed_beside(text[chosen[0].position : chosen[0].end + NEAR_CHARS])
    skipped = _Skipped(frozenset(day for one in excepted for day in one.days), closed)
    rule = chosen[0].rule
    found = _sorted(_dates(chosen, hours, skipped, last, zone))
    recurrence = Recurrence(rrule=rule.rrule, expanded_until=datetime.combine(last, time(0), zone)) if rule else None
    certainty = SHARE_RIGHT[evidence_of(chosen[0], text, today, timed=bool(hours.slots))]
    characters = None if moved else _characters(chosen, hours)
    open_ended = rule is not None and len(rule.weekdays) >= MOST_WEEKDAYS and rule.until is None
    if not found:
        return None
    return AnnouncedDates(
        found, recurrence, certainty, characters=characters, stated=not chosen[0].vague, open_ended=open_ended
    )


def _by_weekday(chosen: list[DateMention], times: list[TimeMention], text: str) -> dict[date, tuple[TimeMention, ...]]:
    """The shows of each of several days, where the text states them by weekday; else empty."""
    days = [day for one in chosen for day in (_days_of(one) if one.span else one.days)]
    if any(one.rule for one in chosen) or not 1 < len(days) <= MAX_LISTED_DAYS:
        return {}
    shows = hours_by_weekday({day.weekday() for day in days}, chosen[-1].end, times, text)
    if shows:
        return {day: shows[day.weekday()] for day in days}
    extra = extra_shows(chosen[-1].end, times, text)
    of_all = replace(chosen[0], end=chosen[-1].end, span=False)
    usual = hours_of(of_all, times, text).slots if any(day.weekday() in extra for day in days) else ()
    return {day: (*usual, *extra.get(day.weekday(), ())) for day in days} if usual else {}


def _each(shows: dict[date, tuple[TimeMention, ...]], zone: ZoneInfo) -> Iterable[Occurrence]:
    return (one for day, slots in shows.items() for one in _on(day, slots, zone))


def _days_of(run: DateMention) -> list[date]:
    first, last = run.days[0], run.days[-1]
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _characters(chosen: list[DateMention], hours: Hours) -> tuple[int, int]:
    """From the first of the dates and hours to the last of them, as far as they stand together."""
    near = [t for t in hours.slots if chosen[0].position - NEAR_CHARS <= t.position <= chosen[-1].end + NEAR_CHARS]
    starts = [chosen[0].position, *(t.position for t in near)]
    return min(starts), max([chosen[-1].end, *(t.stop for t in near)])


@dataclass(frozen=True)
class _Skipped:
    """Days, and weekdays of a run of days, on which it is not."""

    days: frozenset[date]
    weekdays: frozenset[int]

    def of(self, days: Iterable[date]) -> list[date]:
        """The days that are left."""
        return [day for day in days if day not in self.days and day.weekday() not in self.weekdays]


def _dates(
    chosen: list[DateMention], hours: Hours, skipped: _Skipped, last: date, zone: ZoneInfo
) -> Iterable[Occurrence]:
    for mention in chosen:
        if mention.rule:
            days = skipped.of(mention.rule.days(last))
            yield from (one for day in days for one in _on(day, hours.slots, zone))
        elif mention.span:
            yield from _run(mention, hours, skipped, zone)
        else:
            yield from (one for day in mention.days for one in _on(day, hours.slots, zone))


def _run(mention: DateMention, hours: Hours, skipped: _Skipped, zone: ZoneInfo) -> Iterable[Occurrence]:
    """Each day of a run that has hours from and to, or several shows; else all of it as one."""
    days = _days_of(mention)
    first, last = days[0], days[-1]
    slot = hours.slots[0] if hours.slots else None
    daily = slot is not None and (slot.end is not None or len(hours.slots) > 1 or hours.daily)
    daily = daily and hours.last is None
    if not daily or len(days) > MAX_LISTED_DAYS:
        start = _at(first, replace(slot, start=hours.opening or slot.start) if slot else None, zone)
        end = hours.last or (slot.end if slot else None) or LAST_MINUTE
        yield start.model_copy(update={"ends_at": datetime.combine(last, end, zone)})
        return
    on = skipped.of(days)
    for day in dict.fromkeys([first, *on]) if hours.opening else on:  # opens on a Sunday, then Tuesday to Saturday
        for show in hours.slots:
            opening = hours.opening if day == first else None
            yield _at(day, _opened(show, opening, hours.opened) if opening else show, zone)


def _opened(show: TimeMention, opening: time, opened: time | None) -> TimeMention:
    """A day that begins with an opening, and ends with it or, if nothing says when, with the day's hours behind it."""
    return replace(show, start=opening, end=opened or (show.end if show.end and show.end > opening else None))


def _on(day: date, slots: tuple[TimeMention, ...], zone: ZoneInfo) -> list[Occurrence]:
    return [_at(day, slot, zone) for slot in slots] or [_at(day, None, zone)]


def _at(day: date, slot: TimeMention | None, zone: ZoneInfo) -> Occurrence:
    if slot is None:
        return Occurrence(starts_at=datetime.combine(day, time(0), zone), date_only=True)
    start = datetime.combine(day, slot.start, zone)
    if slot.end is None:
        return Occurrence(starts_at=start)
    overnight = timedelta(days=slot.end <= slot.start)
    return Occurrence(starts_at=start, ends_at=datetime.combine(day + overnight, slot.end, zone))


def _sorted(dates: Iterable[Occurrence]) -> list[Occurrence]:
    """In the order of time, each start once."""
    found: dict[datetime, Occurrence] = {}
    for one in dates:
        found.setdefault(one.starts_at, one)
    return [found[start] for start in sorted(found)]


def _program(items: list[Item], zone: ZoneInfo) -> AnnouncedDates:
    dates = (one for item in items for day in item.mention.days for one in _on(day, item.slots, zone))
    return AnnouncedDates(_sorted(dates), None, OF_A_PROGRAM, happenings(items))
