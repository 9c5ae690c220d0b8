"""A date as a text names it: which days, and where in the text they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MAX_SPAN = timedelta(days=120)
"""From the first to the last day of a run of days; what is longer is a period, or no date at all."""


@dataclass(frozen=True)
class DateMention:
    """Dates named at one place of a text: `days` in order; `span` when they are first and last of a run of days.

    `weekday` (Monday is 0) is set for "every Tuesday"; `vague` for all that depends on today ("Sunday", "tomorrow").
    `position` and `end` are offsets into the text.
    """

    days: tuple[date, ...]
    position: int
    end: int
    span: bool = False
    weekday: int | None = None
    vague: bool = False


def mention(match: re.Match[str], *days: date, weekday: int | None = None) -> DateMention:
    """The days that stand where `match` is; with `weekday`, the first of every week."""
    return DateMention(days, match.start(), match.end(), weekday=weekday)


def run_of_days(match: re.Match[str], first: date, last: date) -> DateMention | None:
    """All days from `first` to `last`; None when they are in the wrong order or more than MAX_SPAN apart."""
    if not timedelta(0) < last - first <= MAX_SPAN:
        return None
    return DateMention((first, last), match.start(), match.end(), span=True)
