"""Readings of days that are named by their number and month: "Sat 14 March 2026", "5th & 6th July", "26/09"."""

from __future__ import annotations

import re
from datetime import date

from include.understand.text.dates.mention import DateMention, mention
from include.understand.text.dates.vocabulary import year
from include.understand.text.dates.years import nearest, resolve


def iso(match: re.Match[str], reference: date) -> DateMention:
    """2026-03-14."""
    return mention(match, date(int(match["y"]), int(match["m"]), int(match["d"])))


def single(match: re.Match[str], reference: date) -> DateMention:
    """14 March, March 14."""
    return mention(match, resolve(match["d"], match["m"], match["y"], reference, match["wd"]))


def listed(match: re.Match[str], reference: date) -> DateMention:
    """Several days of one month: "5th, 6th & 8th July"."""
    first = resolve(match["d1"], match["m"], match["y"], reference)
    rest = [first.replace(day=int(d)) for d in re.findall(r"\d+", match["more"])]
    return mention(match, *sorted({first, *rest}))


def numeric(match: re.Match[str], reference: date) -> DateMention:
    """26/09, 26.09.2025: the day first, as in India, unless the second number is no month."""
    first, second = int(match["a"]), int(match["b"])
    day, month = (first, second) if second <= 12 else (second, first)
    known = year(match.groupdict().get("y"))
    return mention(match, date(known, month, day) if known else nearest(day, month, reference, match["wd"]))
