"""Readings of days that depend on today: "tomorrow", "this Saturday", "next weekend", "in two weeks", "on the 14th"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from include.understand.text.dates import vocabulary
from include.understand.text.dates.mention import DateMention, mention
from include.understand.text.dates.repeat_rule import RepeatRule
from include.understand.text.dates.years import resolve


def relative(match: re.Match[str], reference: date) -> DateMention:
    """Today, tomorrow, the day after."""
    ahead = 2 if match["after"] else 1 if match["next"] else 0
    return mention(match, reference + timedelta(days=ahead))


def in_some_days(match: re.Match[str], reference: date) -> DateMention:
    """In three days, in a week, two weeks from tomorrow."""
    count = int(match["n"]) if match["n"].isdigit() else vocabulary.NUMBERS[match["n"].lower()]
    unit = 7 if match["unit"].lower().startswith("week") else 1
    later = (match.groupdict().get("base") or "").lower() == "tomorrow"
    return mention(match, reference + timedelta(days=count * unit + later))


def of_month(match: re.Match[str], reference: date) -> DateMention:
    """The 10th of this month, the 3rd of next month."""
    first = reference.replace(day=1)
    if match["which"].lower() == "next":
        first = (first + timedelta(days=31)).replace(day=1)
    return mention(match, first.replace(day=vocabulary.number(match["d"])))


def nth_weekday(match: re.Match[str], reference: date) -> DateMention | None:
    """The last Friday of July, the first Monday of next month."""
    if match["m"]:
        first = resolve("1", match["m"], match["y"], reference.replace(day=1))
    else:
        first = reference.replace(day=1)
        if match["which"].lower() == "next":
            first = (first + timedelta(days=31)).replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    rule = RepeatRule((vocabulary.weekday(match["wd"]),), first, ordinals=(vocabulary.ORDINALS[match["nth"].lower()],))
    days = rule.days(last)
    return mention(match, *days) if days else None


def weekend(match: re.Match[str], reference: date) -> DateMention:
    """What is left of this week's Saturday and Sunday, or those of the next week."""
    saturday = reference + timedelta(days=5 - reference.weekday())
    if match["which"].lower() == "next":
        saturday += timedelta(days=7)
    return mention(match, *sorted({max(saturday, reference), saturday + timedelta(days=1)}))


def named_weekday(match: re.Match[str], reference: date) -> DateMention:
    """Saturday, this Saturday: the first from today on; "next" and "last Saturday" are in the next and last week."""
    weekday, which = vocabulary.weekday(match["wd"]), match.groupdict().get("which", "").lower()
    monday = reference - timedelta(days=reference.weekday())
    if which in ("next", "following"):
        return mention(match, monday + timedelta(days=7 + weekday))
    if which in ("last", "previous"):
        return mention(match, monday + timedelta(days=weekday - 7))
    if which == "past":
        return mention(match, coming(weekday, reference) - timedelta(days=7))
    return mention(match, coming(weekday, reference))


def ordinal(match: re.Match[str], reference: date) -> DateMention | None:
    """On the 14th; a weekday beside it must be that day's."""
    day, weekday = vocabulary.number(match["d"]), match.groupdict().get("wd")
    near = [reference + timedelta(days=n) for n in range(-7 if weekday else 0, 62 if weekday else 32)]
    fitting = [c for c in near if c.day == day and (weekday is None or c.weekday() == vocabulary.weekday(weekday))]
    ahead = next((one for one in fitting if one >= reference), None)
    return mention(match, ahead or fitting[0]) if fitting else None


def coming(weekday: int, reference: date) -> date:
    """The first such weekday from `reference` on."""
    return reference + timedelta(days=(weekday - reference.weekday()) % 7)
