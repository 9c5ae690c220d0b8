"""Readings of days that are named by their number and month: "Sat 14 March 2026", "5th & 6th July", "26/09"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from include.understand.text.dates.mention import DateMention, mention
from include.understand.text.dates.vocabulary import FEASTS, weekday, year
from include.understand.text.dates.years import nearest, resolve
from include.understand.text.patterns import bounded

COUNT_CHARS = 24
"""Characters before a number in which it may be shown to count people."""
_COUNTED = bounded(
    r"\b(?:(?:teams?|groups?|pairs?|batch(?:es)?|tables?|part(?:y|ies)|couples?|famil(?:y|ies)|packs?|sets?|up\s?to|maximum)\sof"
    r"|max(?:imum)?|up\s?to|ages?|grades?|class|under|above|level|no|vol|volume|edition|season|episode|ep|part|chapter"
    r"|at|doors?|gates?|halls?|rooms?|stages?|courts?|tables?|platform|phase|block|floor|batch|slot|round|module)\.?\s$",
    re.IGNORECASE,
)
"""Before a number that is no day: "Teams of 4, Tuesday 24 March"."""
_NEXT_IS_APART = re.compile(r"\d{1,2}\s?,")
"""Such a number has no ending of an ordinal, and no "and" behind it: "Part 4th & 5th"."""


def iso(match: re.Match[str], reference: date) -> DateMention:
    """2026-03-14."""
    return mention(match, date(int(match["y"]), int(match["m"]), int(match["d"])))


def single(match: re.Match[str], reference: date) -> DateMention:
    """14 March, March 14, 14 March (Sat)."""
    groups = match.groupdict()
    named = groups.get("wd") or groups.get("behind")
    return mention(match, resolve(match["d"], match["m"], match["y"], reference, named))


def feast(match: re.Match[str], reference: date) -> DateMention:
    """On Valentine's Day: the nearest one."""
    day, month = FEASTS[match["feast"].lower().replace("’", "'")]
    return mention(match, nearest(day, month, reference))


def listed(match: re.Match[str], reference: date) -> DateMention | None:
    """Several days of one month: "5th, 6th & 8th July"."""
    first = resolve(match["d1"], match["m"], match["y"], reference, match["wd"])
    days = [first, *(first.replace(day=int(d)) for d in re.findall(r"\d+", match["more"]))]
    before = match.string[max(0, match.start() - COUNT_CHARS) : match.start()]
    if not match["wd"] and _NEXT_IS_APART.match(match.string, match.start("d1")) and _COUNTED.search(before):
        days = days[1:]
    return mention(match, *days) if days == sorted(set(days)) else None


def dashed(match: re.Match[str], reference: date) -> DateMention:
    """12-Dec-27."""
    return mention(match, resolve(match["d"], match["m"], f"'{match['y'][-2:]}", reference))


def numeric(match: re.Match[str], reference: date) -> DateMention | None:
    """26/09, 26.09.2025: the day first, as in India, unless the second number is no month or the weekday decides."""
    first, second = int(match["a"]), int(match["b"])
    known, named = year(match.groupdict().get("y")), match.groupdict().get("wd")
    orders = [(day, month) for day, month in ((first, second), (second, first)) if month <= 12]
    if not orders:
        return None
    days = [date(known, month, day) if known else nearest(day, month, reference, named) for day, month in orders]
    if named and len(days) > 1 and weekday(named) == days[1].weekday() != days[0].weekday():
        days.reverse()
    return replace(mention(match, days[0]), other=days[1] if len(days) > 1 else None)
