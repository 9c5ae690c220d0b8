"""One moment in every form that publishers write it in: ISO 8601 and what resembles it, epoch seconds, words.

A year at the beginning decides the order: what follows it are month and day, never the reverse. A naive time is read in
the zone that the caller gives (the area's, or the source's own). A date-only time is local midnight.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

from dateutil import parser as dateutil_parser

from include.sources.fields.zones import ABBREVIATIONS, known_zone
from include.understand.text.patterns import bounded
from include.untrusted import bounds
from include.untrusted.bounds import MAX_OFFSET

PUBLICATION_KEYS = ("published", "pubDate", "updated", "created_time", "timestamp", "date_published")
"""Where a record says when it was published, the surest first."""
ISO = bounded(
    r"""^\s*(?:[^\W\d_]{2,9}\.?,?\s+)?
    (?P<year>\d{4})(?:(?P<mark>\s?[-/.]\s?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})|(?P<mm>\d{2})(?P<dd>\d{2}))
    (?:(?:[T\s,]{1,3}(?:at\s)?|(?<=\d{8}))\(?
       (?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?(?::\d{2})?(?:[.,](?P<fraction>\d{1,20}))?)?
       \s*(?P<half>[ap]\.?m\b\.?)?
       \s*(?P<offset>Z|(?:UTC|GMT)?\s?[+-][\d.:]{1,12}|UTC|GMT)?\)?
       (?:\s?(?:h|hrs?|hours|uhr)\b\.?)?(?:\s*[\[(]?!?(?P<zone>[A-Za-z][\w+/-]{1,60})[\])]?)?
       (?:\[[^\[\]]{1,40}\]){0,3}
    )?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"(?<!\d)\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)")
OFFSET = re.compile(r"^(?P<sign>[+-])(?P<hours>\d{1,2}?)(?P<part>\.\d+)?(?::?(?P<minutes>\d{2}))?(?::?\d{2})?$")
AHEAD = bounded(r"\b(?:UTC|GMT)\s*(?=[+-]\d)", re.IGNORECASE)
REMARK = bounded(r"\s*\([^()]{0,60}\)\s*$")
EPOCH = re.compile(r"^\s*(?:/Date\()?(?P<number>1\d{9}|1\d{12})(?:[+-]\d{4})?(?:\)/)?\s*$")
WEEK = re.compile(r"^\d{4}-?W\d{2}")
STAMP = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}\.(?!(?:0+|9+)(?:\D|$))\d{4,}")
DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2212", "-----")
MAX_TIME_CHARS = 200
"""What is longer is no time but a text, with or without times in it."""
PLAUSIBLE_YEARS = range(2000, 2101)
CLOCK_ERROR = timedelta(hours=12)
"""By how much a publisher's clock may be ahead of ours, or its zone be wrong."""


@dataclass(frozen=True)
class PublishedTime:
    """A point in time: an aware `at`; `date_only` when only the local date is known."""

    at: datetime
    date_only: bool = False


def is_stamp(value: object) -> bool:
    """Whether `value` carries a fraction of a second: the clock of the publisher's program, not a start time.

    The last instant of a day, `23:59:59.999999`, is none.
    """
    return isinstance(value, str) and STAMP.match(value) is not None


def read_time(value: Any, zone: tzinfo) -> PublishedTime | None:
    """The time that `value` (ISO 8601 in the wild, epoch seconds, date, datetime, or prose with a year) stands for.

    Returns None for what is empty, absurd (the year 1, an offset of 23 hours), longer than MAX_TIME_CHARS or a
    program's time stamp.
    """
    found = as_written(value, zone)
    return found if found and found.at.year in PLAUSIBLE_YEARS and real_offset(found.at) else None


def real_offset(moment: datetime) -> bool:
    """Whether a time is as far from UTC as a clock can be."""
    try:
        return abs(moment.utcoffset() or timedelta()) <= MAX_OFFSET
    except ValueError:  # a day or more
        return False


def as_written(value: Any, zone: tzinfo) -> PublishedTime | None:
    """The time as written, in any year and with any offset."""
    if isinstance(value, datetime):
        return PublishedTime(value if value.tzinfo else value.replace(tzinfo=zone))
    if isinstance(value, date):
        return PublishedTime(datetime.combine(value, time.min, tzinfo=zone), date_only=True)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(value)
    if not isinstance(value, str) or len(value) > MAX_TIME_CHARS or is_stamp(value):
        return None
    text = value.translate(DASHES)
    if (number := EPOCH.match(text)) is not None:
        return _epoch(int(number["number"]))
    if WEEK.match(text.strip()):
        return _week(text.strip(), zone)
    match = ISO.match(text)
    return _iso(match, zone) if match else _prose(text, zone)


def _epoch(value: float) -> PublishedTime | None:
    seconds = value / 1000 if 1e11 < value < 1e14 else value
    return PublishedTime(datetime.fromtimestamp(seconds, UTC)) if 946_684_800 <= seconds < 4_102_444_800 else None


def _week(text: str, zone: tzinfo) -> PublishedTime | None:
    """`2026-W10-6`, with or without a time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return PublishedTime(found if found.tzinfo else found.replace(tzinfo=zone), date_only="T" not in text.upper())


def _iso(match: re.Match[str], zone: tzinfo) -> PublishedTime | None:
    part = match.groupdict()
    try:
        day = date(int(part["year"]), int(part["month"] or part["mm"]), int(part["day"] or part["dd"]))
        if part["hour"] is None:
            return PublishedTime(datetime.combine(day, time.min, tzinfo=zone), date_only=True)
        hour = _hour(int(part["hour"]), part["half"])
        clock = time(0 if hour == 24 else hour, int(part["minute"] or 0), min(int(part["second"] or 0), 59))
        offset = _offset(part["offset"], _named(part["zone"], zone))
        overflow = timedelta(days=1 if hour == 24 else 0)
        return PublishedTime(datetime.combine(day, clock, tzinfo=offset) + overflow)
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day; one past twelve needs no half."""
    if half is None or hour > 12:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _named(name: str | None, zone: tzinfo) -> tzinfo:
    """The zone of a name behind a time (`[Asia/Kolkata]`, `PST`), else `zone`. Raises: ValueError when it is none."""
    if name is None:
        return zone
    found = ABBREVIATIONS.get(name.upper()) or known_zone(name)
    if found is None:
        raise ValueError(name)
    return found


def _offset(text: str | None, zone: tzinfo) -> tzinfo:
    """The zone of an offset: `+0530`, `+05:30`, `Z`, `GMT+5:30`, but also `+0` and `+5.5:00`."""
    if text is None:
        return zone
    digits = text.upper().removeprefix("UTC").removeprefix("GMT").strip()
    if digits in ("", "Z"):
        return UTC
    match = OFFSET.match(digits)
    if match is None:
        raise ValueError(text)
    hours = int(match["hours"]) + float(match["part"] or 0)
    ahead = min(timedelta(hours=hours, minutes=int(match["minutes"] or 0)), timedelta(hours=23, minutes=59))
    if not ahead:
        return UTC
    return timezone(-ahead if match["sign"] == "-" else ahead)


def _prose(value: str, zone: tzinfo) -> PublishedTime | None:
    """A written-out time, only when nothing of the date has to be guessed."""
    if not re.search(r"\b\d{4}\b", value) or not re.search(r"\d{1,2}\D+\d{4}|\d{4}\D+\d", value):
        return None
    year_first = YEAR_FIRST.search(value) is not None
    # the library reads `GMT+5` as five hours behind
    text = AHEAD.sub("", REMARK.sub("", value))
    try:
        # read twice with different defaults: what differs was not in the text
        one, two = (
            dateutil_parser.parse(
                text,
                dayfirst=not year_first,
                yearfirst=year_first,
                tzinfos=ABBREVIATIONS,
                default=datetime(2000, guess, guess),  # noqa: DTZ001
            )
            for guess in (1, 2)
        )
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError, ArithmeticError):
        return None
    if one.date() != two.date():
        return None
    dated = not re.search(r"\d:\d{2}|\d\s*[ap]\.?m", value, re.IGNORECASE)
    return PublishedTime(one if one.tzinfo else one.replace(tzinfo=zone), date_only=dated)


def published_at(raw: Mapping[str, Any], now: datetime, *, unknown: datetime | None = None) -> datetime:
    """When a record was published, by its own date, else `unknown`, else now; never later than now."""
    return min(own_publication(raw) or unknown or now, now)


def own_publication(raw: Mapping[str, Any]) -> datetime | None:
    """When a record says that it was published; None where it does not say."""
    for key in PUBLICATION_KEYS:
        value = raw.get(key)
        if isinstance(value, str):
            try:
                stamp = bounds.real_offset(bounds.sane_year(datetime.fromisoformat(value.replace("Z", "+00:00"))))
            except ValueError:  # no time, or none of our calendar: it has no local day here
                continue
            return stamp if stamp.tzinfo else stamp.astimezone()
    return None
