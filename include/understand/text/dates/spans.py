"""Readings of runs of days: "26-28 Sept", "Dec 30 - Jan 2"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from include.understand.text.dates.mention import DateMention, mention, repeating, run_of_days
from include.understand.text.dates.repeat_rule import RepeatRule
from include.understand.text.dates.vocabulary import month, number, weekday, year
from include.understand.text.dates.years import nearest, resolve
from include.understand.text.patterns import bounded

EVERY = bounded(r"\b(?:every|each)\s+$", re.IGNORECASE)


def iso(match: re.Match[str], _reference: date) -> DateMention | None:
    """2026-03-07/2026-03-09, 2026-03-07/09; from an hour of one day to one of the next, the night of the first."""
    found = match.groupdict()
    first = date(int(found["ay"]), int(found["am"]), int(found["ad"]))
    last = date(int(found.get("by") or first.year), int(found.get("bm") or first.month), int(found["bd"]))
    timed = ":" in match.group()
    if first == last or (timed and last - first == timedelta(days=1)):
        return mention(match, first)
    return run_of_days(match, first, last)


def within_month(match: re.Match[str], reference: date) -> DateMention | None:
    """26-28 Sept."""
    first = resolve(match["d1"], match["m"], match["y"], reference)
    return _run(match, first, first.replace(day=number(match["d2"])))


def numeric(match: re.Match[str], reference: date) -> DateMention | None:
    """19/3 – 22/3, the day first."""
    known = year(match["y"] or match["y2"])
    day, first_month, last_month = number(match["d1"]), int(match["m1"]), int(match["m2"])
    first = date(known, first_month, day) if known else nearest(day, first_month, reference, match["wd"])
    last = date(first.year + (last_month < first_month), last_month, number(match["d2"]))
    return run_of_days(match, first, last) if first < last else None


def counted(match: re.Match[str], reference: date) -> DateMention | None:
    """9 days from 30 Sept."""
    first, days = resolve(match["d"], match["m"], match["y"], reference), int(match["n"])
    return run_of_days(match, first, first + timedelta(days=days - 1)) if days > 1 else None


def across_months(match: re.Match[str], reference: date) -> DateMention | None:
    """30 Dec - 2 Jan; a year beside the second date holds for both, as far as it can."""
    last_year = match["y2"]
    first = resolve(match["d1"], match["m1"], match["y"] or last_year, reference, match["wd"])
    last = resolve(match["d2"], match["m2"], last_year, reference) if last_year else _after(match, first)
    if match["y"] is None and last < first:
        first = resolve(match["d1"], match["m1"], str(last.year - 1), reference)
    return _run(match, first, last)


def _run(match: re.Match[str], first: date, last: date) -> DateMention | None:
    """All days of it or, behind "Thursdays" and "every Thu", that weekday of each week."""
    named = match["wd"]
    lead = match.string[max(0, match.start() - 8) : match.start()]
    if named and (named.lower().endswith("days") or EVERY.search(lead)):
        return repeating(match, RepeatRule((weekday(named),), first, last))
    return run_of_days(match, first, last)


def _after(match: re.Match[str], first: date) -> date:
    last = month(match["m2"]), number(match["d2"])
    return date(first.year + (last < (first.month, first.day)), *last)
