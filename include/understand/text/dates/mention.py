"""A date as a text names it: which days, and where in the text they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from include.understand.text.dates.repeat_rule import RepeatRule

MAX_SPAN = timedelta(days=120)
"""From the first to the last day of a run of days; what is longer is a period, or no date at all."""


@dataclass(frozen=True)
class DateMention:
    """Dates named at one place of a text: `days` in order; `span` when they are first and last of a run of days.

    `rule` is set for "every Tuesday", of which `days` is the first; `vague` for all that depends on today ("Sunday",
    "tomorrow"); `other` is what "3/12" is where the month comes first. `position` and `end` are offsets into the text.
    """

    days: tuple[date, ...]
    position: int
    end: int
    span: bool = False
    rule: RepeatRule | None = None
    vague: bool = False
    other: date | None = None

    @property
    def is_one_day(self) -> bool:
        """Whether it names one day, and no run of days or rule."""
        return len(self.days) == 1 and not self.span and not self.rule


def mention(match: re.Match[str], *days: date) -> DateMention:
    """The days that stand where `match` is."""
    return DateMention(days, match.start(), match.end())


def repeating(match: re.Match[str], rule: RepeatRule) -> DateMention | None:
    """The days of a rule, of which there must be one within MAX_SPAN."""
    days = rule.days(rule.first + MAX_SPAN)
    return DateMention(days[:1], match.start(), match.end(), rule=rule) if days else None


def run_of_days(match: re.Match[str], first: date, last: date) -> DateMention | None:
    """All days from `first` to `last`; None when they are in the wrong order or more than MAX_SPAN apart."""
    if not timedelta(0) < last - first <= MAX_SPAN:
        return None
    return DateMention((first, last), match.start(), match.end(), span=True)
