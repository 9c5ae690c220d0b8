"""The hours that belong to dates: of all the times that a text names, those of the day and of the opening."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta

from include.understand.text.dates.mention import DateMention
from include.understand.text.dates.vocabulary import IS_ON, MONTH, OPENING, WEEKDAY
from include.understand.text.forms import standing_in
from include.understand.text.hours.ends import END_NEAR_START_CHARS, is_end
from include.understand.text.hours.ends import ended as with_ends
from include.understand.text.hours.sessions import are_sessions
from include.understand.text.patterns import bounded
from include.understand.text.times.grammar import find_times
from include.understand.text.times.mention import TimeMention
from include.understand.text.titles import words

ONE_DAY = timedelta(days=1)
TIME_NEAR_DATE_CHARS = 160
LAST_TIME_CHARS = 12
"""Characters from the last of several days to the hour at which it ends."""
LABEL_CHARS = 14
NEXT_TIME_CHARS = 12
"""Characters from a date to a time that stands right behind it."""
_BESIDE = bounded(r"^\s*(?:,|on|\()?\s*(?:the\s+)?$", re.IGNORECASE)
"""Between a time and the date that follows it: "at 11 am on Thursday"."""
_RETURN = bounded(
    r"(?<!\bare )(?<!\bis )(?<!['’]re )(?<!['’]s )(?<!\bwill be )"
    rf"\b(?:back|return(?:s|ing)?)(?: home| (?:in|to) \w{{1,12}}| (?:on )?{WEEKDAY}|(?= by))(?: by| at| around)\s+\d",
    re.IGNORECASE,
)
"""How the text of a trip says when one is back."""
_NO_LONGER = bounded(
    r"\b(?:was|were|instead of|rather than|previously|originally|not)\s(?:at\s|from\s)?$", re.IGNORECASE
)
"""Before an hour that holds no more: "7.15 pm (was 6.45)"."""
_LATEST = bounded(
    r"\b(?:before|no later than|at the latest by|latest by)\s$"
    r"|\b(?:call|whats ?app|dm|message|text us|e-?mail|rsvp|reply|confirm|book|register|sign up|order|pay|inform)\b"
    r"[^.!?\n]{0,48}\b(?:by|before|between)\s$",
    re.IGNORECASE,
)
"""Before an hour until which one may call or come, and at which nothing begins where the text has another."""
LATEST_CHARS = 72
_SENTENCE_END = re.compile(r"\n|[.!?](?:\s|$)")
_LABELLED = bounded(r"\b(?:time|timings?)\s*[:–-]\s*$", re.IGNORECASE)
_SHOW = r"(?:shows?|batch(?:es)?|sessions?|slots?|seatings?|sets?|rounds?|waves?|heats?|groups?|flag[- ]?offs?)"
_NEXT_SHOW = bounded(
    r"\s*(?:,|,?\s*&|,?\s*and|/|\+|\|)\s*"
    rf"|[^\w.]{{1,4}}(?:and\s|&\s)?(?:second|third|late|next)\s{_SHOW}\b\W{{0,3}}(?:at\s|from\s)?",
    re.IGNORECASE,
)
"""Between the hours of several shows on one day: "5 PM & 8 PM"."""
_ON_VIEW = bounded(rf"\b{IS_ON}\s+(?:till|until|through|up\s?to|to|from|\d)", re.IGNORECASE)
"""Between the opening of an exhibition and its last day."""
_DAY_BY_DAY = r"(?:daily|nightly|(?:every|each)\s?(?:day|evening|night|morning))"
_EVERY_DAY = bounded(rf"\s?,?\s?(?:sharp\s)?\(?{_DAY_BY_DAY}\b", re.IGNORECASE)
_OF_DAY = bounded(r"\s?(?:[,|@(–-]\s?)?(?:(?:at|from|by)\s)?", re.IGNORECASE)
"""Between a day and its hour."""
_DAILY_AT = bounded(rf"\b{_DAY_BY_DAY}\s?(?:at|@|from|,|:)?\s?$", re.IGNORECASE)
_OPENING = bounded(OPENING, re.IGNORECASE)
FEW_DAYS = timedelta(days=5)
_LASTING = re.compile(
    r"\b(?:hackathons?|game jams?|retreats?|"
    r"treks?|trekking|hikes?|trips?|camp(?:s|ing)?|overnight|sleepovers?|getaways?|tours?"
    r"|yatras?|rides?|expeditions?|residenc(?:y|ies)|residential|marathon|non-?stop|24 hours?|check-?in|pick-?ups?"
    r"|depart(?:s|ing|ures?)?|leav(?:e|es|ing)"
    r"|back (?:by|on|in)|nights?[ /&-]{1,3}(?:\d|one|two|three) days?|exhibitions?|exhibits?|on (?:view|display))\b",
    re.IGNORECASE,
)
"""What goes on over night, or whose hour on the first day is that of its opening."""
_FIRST_ONLY = bounded(
    r"\b(?:open(?:s|ing)?|inaugura\w{1,6}|kick(?:s|ing)?[ -]?off|launch(?:es)?|first \w{2,10}|preview)\b[^.\n]{0,12}$",
    re.IGNORECASE,
)
_OF_ONE_DAY = bounded(rf"[\s,(]{{1,3}}(?:on\s)?{WEEKDAY}", re.IGNORECASE)
"""Behind an hour: "first whistle 3 pm Saturday"."""
OPENING_CHARS = 40
"""Characters from the day of an opening to its hour."""
MAX_LABEL_CHARS = 40
_CELL = re.compile(r"[\n,/|;•·.(]|:\s(?=\S)|\band\b|&")
"""What stands between what hours in a row are called."""
_NO_LABEL = bounded(rf"\b(?:days?|weeks?|{WEEKDAY}|{MONTH})\b", re.IGNORECASE)
"""Hours that are called so are not of one day."""
_OF_SHOW = bounded(rf"{_SHOW}(?:\s\w)?", re.IGNORECASE)
_NUMBERED_SHOW = bounded(rf"{_SHOW}\s(?:\d|[a-d])\b", re.IGNORECASE)
"""How hours begin that have the number of their show with them: "Batch A 9-11"."""
_IS_SHOW = bounded(rf"\s{_SHOW}\b", re.IGNORECASE)
_SHOW_BEHIND = bounded(rf"\s{_SHOW}\s?(?:[,&/+]|,?\s?and\b|,\s?&)\s?", re.IGNORECASE)
"""Between hours that have what they are behind them: "7.30 pm seating & 9 pm seating"."""
_COUNT = re.compile(r"\d+|\b(?:one|two|three|four|five|six|i{1,3}|iv|v|[a-f])\b", re.IGNORECASE)


def beside_dates(times: list[TimeMention], mentions: list[DateMention], text: str) -> list[TimeMention]:
    """The times without the number of a day: of "Jan 9 – 7.30 pm" the hour is 7.30 pm alone."""
    found: list[TimeMention] = []
    for one in times:
        cut = (m for m in mentions if not m.vague and m.position < one.position < m.end < one.stop)
        day = next((m for m in cut if text[one.position : m.end].isdigit()), None)
        own = find_times(text[day.end : one.stop]) if day else [one]
        shift = day.end if day else 0
        found += [replace(each, position=each.position + shift, stop=each.stop + shift) for each in own]
    return found


def without_others(
    times: list[TimeMention], mentions: list[DateMention], chosen: list[DateMention], text: str
) -> list[TimeMention]:
    """Those hours that stand behind no day but the chosen ones: in "till 20 March. Talk 6 March, 4 pm" none."""
    if any(one.rule for one in chosen):
        return times
    ours = {day for one in chosen for day in (one.days[:1] if one.span else one.days)}
    spans = [(one.position, one.end) for one in chosen]
    others = (m for m in mentions if not any(start <= m.position < end for start, end in spans))
    # a weekday alone may be that of a chosen day: "21 Mar Saturday, 10am"
    ends = [one.end for one in others if one.is_one_day and not one.vague and ours.isdisjoint(one.days)]
    return [t for t in times if not any(end <= t.position and _OF_DAY.fullmatch(text, end, t.position) for end in ends)]


@dataclass(frozen=True)
class Hours:
    """`slots`: the shows of each day. `opening`: the start of the first of several days. `last`: when the last ends.

    `opened`: when the opening ends, where the text says so. `daily`: the text says of them that they are each day's.
    """

    slots: tuple[TimeMention, ...] = ()
    opening: time | None = None
    last: time | None = None
    opened: time | None = None
    daily: bool = False


def hours_of(mention: DateMention, times: list[TimeMention], text: str) -> Hours:
    """The hours of the days of `mention`."""
    starts = _starts(times, text)
    inside = [t for t in starts if mention.position <= t.position < mention.end]
    if not (mention.span and inside):
        shows = _shows(_nearest(mention, starts, text), starts, text)
        whole = with_ends(shows, times, text)
        if mention.span and whole != shows and (_is_night(mention, whole[0]) or _is_of_return(shows[0], text)):
            return Hours(shows, last=whole[0].end)  # leaves on Saturday at 3 pm, back on Sunday at 8 am
        return Hours(whole, daily=bool(shows) and (_is_daily(shows, text) or _is_each_evening(mention, shows[0], text)))
    if _OPENING.search(text, inside[0].stop, mention.end):  # on view till 22 March, 11 to 7. Opening on 6 March, 6 pm
        opens = next((t for t in starts if 0 <= t.position - mention.end <= OPENING_CHARS), None)
        return Hours((inside[0],), opens.start, opened=opens.end) if opens else Hours((inside[0],))
    opened = inside[0].end
    if opened and _ON_VIEW.search(text, inside[0].stop, mention.end):
        inside[0] = replace(inside[0], end=None)  # the opening, 5 to 8 pm, is of one day
    daily = next((t for t in inside[1:] if t.end and not inside[0].end), None)
    if daily:
        return Hours((daily,), opening=inside[0].start, opened=opened)
    after = next((t for t in times if t.position >= mention.end), None)
    if after and after.end and after.position - mention.end <= TIME_NEAR_DATE_CHARS:
        return Hours((after,), opening=inside[0].start, opened=opened)
    ends = after.start if after and after.position - mention.end <= LAST_TIME_CHARS else None
    return Hours((inside[0],), last=ends)


def _is_daily(shows: tuple[TimeMention, ...], text: str) -> bool:
    before = text[max(0, shows[0].position - LABEL_CHARS) : shows[0].position]
    return _EVERY_DAY.match(text, shows[-1].stop) is not None or _DAILY_AT.search(before) is not None


def _is_each_evening(run: DateMention, first: TimeMention, text: str) -> bool:
    """Whether a show is given anew on each of a few days: what goes on over night, and an opening, begin once."""
    if not run.span or run.days[-1] - run.days[0] > FEW_DAYS or _LASTING.search(_what_is_on(run, first, text)):
        return False
    before = text[max(0, first.position - LABEL_CHARS) : first.position]
    return not (_FIRST_ONLY.search(before) or _OF_ONE_DAY.match(text, first.stop))


def _what_is_on(run: DateMention, first: TimeMention, text: str) -> str:
    """The part of a text that says it: up to the line of days and hour, below which "free rides home" is said of
    something else; all of it where nothing stands above that line and before the days."""
    end = max(run.end, first.stop)
    line = text[text.rfind("\n", 0, run.position) + 1 : end]
    named = text[: run.position].replace(line, "")  # without the line as the title, if it is that too
    return text[:end] + text[end:].partition("\n")[0] if any(map(str.isalpha, named)) else text


def _is_of_return(first: TimeMention, text: str) -> bool:
    return _RETURN.search(text, first.stop, first.stop + END_NEAR_START_CHARS) is not None


def _is_night(mention: DateMention, first: TimeMention) -> bool:
    """Whether a run is of one night alone: each of several has its own."""
    return _is_overnight(first) and mention.days[-1] - mention.days[0] == ONE_DAY


def _is_overnight(one: TimeMention) -> bool:
    return one.end is not None and one.end < one.start


def slots_in(times: list[TimeMention], start: int, end: int, text: str) -> tuple[TimeMention, ...]:
    """The shows that are named from one place of a text to another."""
    inside = _starts(standing_in(times, start, end), text)
    shows = [t for t in inside if not t.doors] or inside
    return _shows(shows[0] if shows else None, times, text)


def _starts(times: Sequence[TimeMention], text: str) -> list[TimeMention]:
    """The times but those at which something ends, and those that others have taken the place of."""
    found = [t for t in times if (t.end or not is_end(t, text)) and not _is_replaced(t, text)]
    return [t for t in found if not _is_latest(t, text)] or found


def _is_latest(one: TimeMention, text: str) -> bool:
    return _LATEST.search(text[max(0, one.position - LATEST_CHARS) : one.position]) is not None


def _is_replaced(one: TimeMention, text: str) -> bool:
    return _NO_LONGER.search(text[max(0, one.position - LABEL_CHARS) : one.position]) is not None


def _nearest(mention: DateMention, times: list[TimeMention], text: str) -> TimeMention | None:
    """The time beside the date, else the one after "Time:", behind it, before it, or any; doors only if no other is."""
    after = [t for t in times if 0 <= t.position - mention.end <= TIME_NEAR_DATE_CHARS]
    before = [t for t in reversed(times) if 0 <= mention.position - t.stop <= TIME_NEAR_DATE_CHARS // 2]
    inside = [t for t in times if mention.position <= t.position < mention.end]
    beside = [t for t in before[:1] if _BESIDE.match(text[t.stop : mention.position])]
    if after and after[0].position - mention.end <= NEXT_TIME_CHARS:
        beside = []
    near = sorted([*after, *before], key=lambda t: t.position)
    labelled = [
        t for t in near if not t.doors and _LABELLED.search(text[max(0, t.position - LABEL_CHARS) : t.position])
    ]
    for group in (inside, beside, labelled, after, before, times):
        shows = [t for t in group if not t.doors]
        if shows or group:
            found = (shows or group)[0]
            return _first_of_sentence(found, before, text) if group in (beside, before) else found
    return None


def _first_of_sentence(last: TimeMention, before: list[TimeMention], text: str) -> TimeMention:
    """Of hours one behind the other in the sentence before a date the first: "films at 3 pm and 5 pm, 14 March"."""
    first = last
    for one in before:
        if one.position >= first.position:
            continue
        unlike = one.guessed and not last.guessed  # assemble 5.45, roll out 6 am, Sunday 6 Dec
        if one.doors or unlike or one.start >= first.start or _SENTENCE_END.search(text, one.stop, first.position):
            break
        first = one
    return first


def _shows(first: TimeMention | None, times: list[TimeMention], text: str) -> tuple[TimeMention, ...]:
    """A time and those that stand beside it in a list."""
    if first is None:
        return ()
    shows = [first]
    at = bisect_left(times, first.position, key=lambda one: one.position)
    for one in (times[n] for n in range(at - 1, -1, -1)):
        if not _is_next_show(one, shows[0], text) or one.start >= shows[0].start:
            break
        shows.insert(0, one)
    for one in (times[n] for n in range(at + 1, len(times))):
        if not _is_next_show(shows[-1], one, text) or one.start <= shows[-1].start:
            break
        shows.append(one)
    return tuple(shows)


def _is_next_show(one: TimeMention, other: TimeMention, text: str) -> bool:
    """Whether hours are those of two shows: nothing else stands between them, or both are called alike.

    "10K flag off 6 am / 5K flag off 7 am" and "juniors' batch 4 pm, seniors' batch 6 pm" are; doors and a show are not.
    """
    if _NEXT_SHOW.fullmatch(text, one.stop, other.position):
        return True
    if all(_NUMBERED_SHOW.match(text, each.position, each.stop) for each in (one, other)):
        return True
    if _SHOW_BEHIND.fullmatch(text, one.stop, other.position) and _IS_SHOW.match(text, other.stop):
        return True
    if are_sessions(one, other, text):
        return True
    if one.doors or other.doors or other.position - one.stop > MAX_LABEL_CHARS:
        return False
    cells = [cell for cell in _CELL.split(text[one.stop : other.position]) if cell.strip()]
    if len(cells) != 1:
        return False
    labels = [_CELL.split(text[max(0, one.position - MAX_LABEL_CHARS) : one.position])[-1], cells[0]]
    if any(map(_NO_LABEL.search, labels)):
        return False
    ours, theirs = (words(_COUNT.sub(" ", label)) for label in labels)
    return (bool(ours) and ours == theirs) or all(_ends_as_show(label) for label in labels)


def _ends_as_show(label: str) -> bool:
    """Whether what an hour is called ends with a word for one of several: "juniors' batch", "show 2"."""
    last = list(_OF_SHOW.finditer(label))
    return bool(last) and not words(_COUNT.sub(" ", label[last[-1].end() :]))
