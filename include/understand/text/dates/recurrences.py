"""Readings of days that repeat: "every Tuesday", "Saturdays", "Mon, Wed & Fri", "the 2nd Saturday of every month"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from include.understand.text.dates.mention import DateMention, mention, repeating
from include.understand.text.dates.repeat_rule import RepeatRule
from include.understand.text.dates.spoken import coming
from include.understand.text.dates.vocabulary import ORDINALS, month, weekday, weekdays
from include.understand.text.dates.years import nearest


def every(match: re.Match[str], reference: date) -> DateMention | None:
    """Weekdays of every week, from today on."""
    return repeating(match, RepeatRule(weekdays(match["wds"]), reference))


def alternate(match: re.Match[str], reference: date) -> DateMention | None:
    """Every other Saturday: of every second week, from the coming one on."""
    named = weekdays(match["wds"])
    first = min(coming(one, reference) for one in named)
    return repeating(match, RepeatRule(named, first, interval=2))


def in_month(match: re.Match[str], reference: date) -> DateMention | None:
    """Weekdays of one month, from today on where it is the present one."""
    first = nearest(1, month(match["m"]), reference)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return repeating(match, RepeatRule(weekdays(match["wds"]), max(first, min(reference, last)), last))


def monthly(match: re.Match[str], reference: date) -> DateMention | None:
    """The 2nd Saturday: the next one; those of all months: every 2nd Saturday, 2nd Saturdays, 2nd of every month."""
    ordinals = tuple(ORDINALS[word.lower()] for word in re.findall(r"\w+", match["nth"]) if word.lower() in ORDINALS)
    rule = RepeatRule((weekday(match["wd"]),), reference, ordinals=ordinals)
    found = repeating(match, rule)
    several = match.group().removesuffix(match["of"] or "").lower().endswith("days")
    return found if match["every"] or match["of"] or several or not found else mention(match, *found.days)


def several(match: re.Match[str], reference: date) -> DateMention | None:
    """Sat & Sun: the next ones; three weekdays and more are those of every week."""
    named = weekdays(match["wds"])
    if len(named) > 2:
        return repeating(match, RepeatRule(named, reference))
    return mention(match, *sorted(coming(one, reference) for one in named))


def from_to(match: re.Match[str], reference: date) -> DateMention | None:
    """Mon-Fri: all weekdays between, of every week."""
    first, last = weekday(match["a"]), weekday(match["b"])
    named = sorted({(first + n) % 7 for n in range((last - first) % 7 + 1)})
    return repeating(match, RepeatRule(tuple(named), reference))
