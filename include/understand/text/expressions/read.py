"""From a phrase about time to what it covers: "next weekend", "from 2 to 5 pm on 3 May", "the last week of July".

People type such phrases to search. Announcements are read by `when.py`, which knows what a happening's own date is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.mention import DateMention
from include.understand.text.dates.spoken import coming
from include.understand.text.dates.vocabulary import WEEKDAY, WEEKDAY_BEGINNING, weekday
from include.understand.text.expressions import rules
from include.understand.text.expressions.extent import (
    ONE_DAY,
    Extent,
    midnight,
    of_day,
    of_days,
    of_hour,
    of_hours,
)
from include.understand.text.expressions.grammar import AFTER_DATES, BEFORE_DATES, ExpressionForm
from include.understand.text.expressions.preferences import Preferences
from include.understand.text.folding import in_english
from include.understand.text.forms import read_forms
from include.understand.text.times.grammar import find_times
from include.understand.text.times.mention import TimeMention

MAX_EXPRESSION_CHARS = 400
"""Characters of a phrase that are read; a reader refuses a longer one."""
LEAD_CHARS = 60
_YEAR = re.compile(r"\b(?:1[5-9]|20|21)\d\d\b|['’]\d\d\b")
_WEEKDAY_ALONE = re.compile(rf"^(?:on )?(?:this |coming |next )?{WEEKDAY_BEGINNING}[a-z]*$", re.IGNORECASE)
_UNTIL = re.compile(r"(?:by|till|until)\s+", re.IGNORECASE)
"""What a clock time may begin with, and a rule of joining reads."""
_FROM_TO = re.compile(r"-|–|\b(?:to|till|until|through)\b", re.IGNORECASE)


def read_expression(text: str, now: datetime, preferences: Preferences | None = None) -> Extent | None:
    """What the longest time expression in `text` covers, read at the local wall time `now`; None where there is none.

    Raises: BrokenRecord when the text names more than MAX_MENTIONS.
    """
    folded, chosen = in_english(text), preferences or Preferences()
    parts = _parts(folded[:MAX_EXPRESSION_CHARS], now, chosen)
    parts = _around(parts, folded, rules.TIGHT, now)
    parts = _around(parts, folded, rules.BEHIND, now, behind=True)
    parts = _joined(parts, folded, rules.JOINTS, now)
    parts = _joined(parts, folded, rules.JOINTS, now)
    parts = _joined(parts, folded, rules.RUNS, now)
    parts = _joined(parts, folded, rules.LISTED_RUNS, now, opened=True)
    parts = _joined(parts, folded, rules.JOINTS, now)
    parts = _around(parts, folded, rules.WIDE, now)
    parts = _around(parts, folded, rules.WIDE_BEHIND, now, behind=True)
    found = max(parts, key=lambda one: (one.stop - one.position, -one.position), default=None)
    if found and chosen.in_full and found.through:
        found = replace(found, end=found.through)
    return _to_come(found, now) if found and chosen.to_come else found


def _to_come(found: Extent, now: datetime) -> Extent:
    """What is over and has no year written, a year later."""
    if found.has_year or not found.dated or found.end is None or found.end > now:
        return found
    return _safely(lambda: found.moved(timedelta(0), years=1)) or found


def _parts(text: str, now: datetime, preferences: Preferences) -> list[Extent]:
    found = _read(BEFORE_DATES, text, now, preferences)
    rest = _blank(text, found)
    named = find_dates(rest, now.date(), month_first=preferences.month_first)
    days = [_days(each, text, now) for each in named]
    hours = [_hours(each, text) for each in find_times(_blank(rest, days))]
    found = [*found, *days, *hours]
    found += _read(AFTER_DATES, _blank(text, found), now, preferences)
    return sorted(found, key=lambda one: one.position)


def _read(grammar: Sequence[ExpressionForm], text: str, now: datetime, preferences: Preferences) -> list[Extent]:
    def read(form: ExpressionForm, match: re.Match[str]) -> Sequence[Extent]:
        try:
            found = form.read(match, now, preferences)
        except (ValueError, OverflowError):
            return ()  # the 13th month, the year 0
        return (found,) if found else ()

    return read_forms(grammar, text, "times", read)


def _blank(text: str, found: Iterable[Extent]) -> str:
    """`text` with what is read already made signs that no form has."""
    for one in found:
        text = text[: one.position] + "\x00" * (one.stop - one.position) + text[one.stop :]
    return text


def _days(mention: DateMention, text: str, now: datetime) -> Extent:
    at, words = (mention.position, mention.end), text[mention.position : mention.end]
    if mention.rule and _FROM_TO.search(words):
        return _guessed(_weekdays(mention.rule.weekdays, now, *at))
    has_year = mention.vague or bool(_YEAR.search(words))
    if mention.span:
        run = of_days(mention.days[0], mention.days[-1], *at, has_year=has_year)
        return replace(run, through=run.end and run.end + ONE_DAY)
    if len(mention.days) > 1:
        opened = rules.OPENS_RUN.search(text[max(0, mention.position - 20) : mention.position])
        if opened and (weekdays := _between(words)):
            return _guessed(_weekdays(weekdays, now, *at))
        run = of_days(mention.days[0], mention.days[-1] + (timedelta(0) if opened else ONE_DAY), *at, has_year=has_year)
        return replace(run, through=midnight(mention.days[-1]) + ONE_DAY)
    found = of_day(mention.days[0], *at, has_year=has_year)
    return _guessed(found) if _WEEKDAY_ALONE.match(words.strip()) else found


def _hours(mention: TimeMention, text: str) -> Extent:
    lead = _UNTIL.match(text, mention.position, mention.stop)
    at = lead.end() if lead else mention.position, mention.stop
    found = of_hours(mention.start, mention.end, *at) if mention.end is not None else of_hour(mention.start, *at)
    return _guessed(found) if mention.guessed and mention.start != time(0) else found


def _between(words: str) -> tuple[int, ...]:
    """The weekdays from the first that is named to the last, where nothing else is: of "Monday and Wednesday" three."""
    named = [weekday(one) for one in re.findall(WEEKDAY, words, re.IGNORECASE)]
    if not named or any(map(str.isdigit, words)):
        return ()
    return tuple((named[0] + n) % 7 for n in range((named[-1] - named[0]) % 7 + 1))


def _weekdays(weekdays: tuple[int, ...], now: datetime, position: int, stop: int) -> Extent:
    """From the first to the last of weekdays that follow each other: the next ones."""
    first = next((one for one in weekdays if (one - 1) % 7 not in weekdays), weekdays[0])
    start = coming(first, now.date())
    last = start + timedelta(days=len(weekdays) - 1)
    return replace(of_days(start, last, position, stop), through=midnight(last) + ONE_DAY)


def _guessed(found: Extent) -> Extent:
    return replace(found, is_guessed=True)


def _around(
    parts: list[Extent], text: str, around: Sequence[rules.Modifier], now: datetime, *, behind: bool = False
) -> list[Extent]:
    return [_widened(one, text, around, now, behind=behind) for one in parts]


def _widened(part: Extent, text: str, around: Sequence[rules.Modifier], now: datetime, *, behind: bool) -> Extent:
    for rule in around:
        if behind:
            match = rule.pattern.search(text[part.stop : part.stop + LEAD_CHARS])
            reach = (part.position, part.stop + match.end()) if match else (0, 0)
        else:
            start = max(0, part.position - LEAD_CHARS)
            match = rule.pattern.search(text[start : part.position])
            reach = (start + match.start(), part.stop) if match else (0, 0)
        made = _safely(lambda one=rule, at=match: one.read(part, at, now) if at else None)  # type: ignore[misc]
        if made is not None:
            return made.at(*reach)
    return part


def _joined(
    parts: list[Extent], text: str, between: Sequence[rules.ExpressionJoint], now: datetime, *, opened: bool = False
) -> list[Extent]:
    joined: list[Extent] = []
    for part in parts:
        before = joined[-1] if joined else None
        made = _pair(before, part, text, between, now, opened=opened) if before else None
        joined[-1:] = [made] if made else [*joined[-1:], part]
    return joined


def _pair(
    a: Extent, b: Extent, text: str, between: Sequence[rules.ExpressionJoint], now: datetime, *, opened: bool
) -> Extent | None:
    if opened and not rules.OPENS_RUN.search(text[max(0, a.position - 20) : a.position]):
        return None
    gap = text[a.stop : b.position]
    for rule in between:
        if rule.pattern.match(gap):
            made = _safely(lambda one=rule: one.read(a, b, now))  # type: ignore[misc]
            if made is not None:
                return made.at(a.position, b.stop)
    return None


def _safely(make: Callable[[], Extent | None]) -> Extent | None:
    try:
        return make()
    except (ValueError, OverflowError):
        return None  # a day that no calendar has
