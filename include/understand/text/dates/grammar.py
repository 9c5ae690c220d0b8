"""Calendar dates in announcements: "26-28 Sept", "this Saturday", "Sat, 5th & 6th July '25", "26/09", "every Tuesday".

A small compiled grammar in the order of how specific a form is; what one form has taken, a later one does not read
again. Day comes before month, as in India. To read another form, add a line to the grammar, and a reading beside its
relatives where none of the present ones fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from include.understand.text.dates import calendar_days, recurrences, spans, spoken
from include.understand.text.dates.mention import DateMention
from include.understand.text.dates.vocabulary import (
    AND,
    BEFORE_DAY,
    BEFORE_MONTH,
    DAY,
    FULL_WEEKDAY,
    LAST_LEAD,
    LAST_YEAR,
    LEAD,
    MONTH,
    NOT_TIME,
    OF,
    TO,
    WEEKDAY,
    YEAR,
)  # fmt: skip
from include.understand.text.patterns import Taken, bounded

Reading = Callable[[re.Match[str], date], DateMention | None]


@dataclass(frozen=True)
class Form:
    """How a date may be written, and how it is read; `vague` when that depends on today."""

    pattern: re.Pattern[str]
    read: Reading
    vague: bool = False


def _form(pattern: str, read: Reading, *, vague: bool = False) -> Form:
    return Form(bounded(pattern, re.IGNORECASE), read, vague)


GRAMMAR = (
    _form(r"\b(?P<y>(?:19|20)\d\d)[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?!\d)", calendar_days.iso),
    _form(
        rf"{LEAD}{BEFORE_DAY}(?P<d1>{DAY}){OF}(?P<m1>{MONTH}){YEAR}{TO}{LAST_LEAD}(?P<d2>{DAY}){OF}(?P<m2>{MONTH}){LAST_YEAR}",
        spans.across_months,
    ),
    _form(
        rf"{LEAD}{BEFORE_MONTH}(?P<m1>{MONTH})\s*(?P<d1>{DAY}){YEAR}{TO}{LAST_LEAD}(?P<m2>{MONTH})\s*(?P<d2>{DAY}){LAST_YEAR}",
        spans.across_months,
    ),
    _form(rf"{LEAD}{BEFORE_DAY}(?P<d1>{DAY}){TO}(?P<d2>{DAY}){OF}[,-]?\s*(?P<m>{MONTH}){YEAR}", spans.within_month),
    _form(
        rf"{LEAD}{BEFORE_DAY}(?P<d1>{DAY})(?P<more>(?:{AND}{DAY}){{1,12}}){OF}(?P<m>{MONTH}){YEAR}",
        calendar_days.listed,
    ),
    _form(
        rf"{LEAD}{BEFORE_MONTH}(?P<m>{MONTH})\s*(?P<d1>{DAY}){TO}(?P<d2>{DAY})(?!\d){NOT_TIME}{YEAR}",
        spans.within_month,
    ),
    _form(
        rf"{LEAD}{BEFORE_MONTH}(?P<m>{MONTH})\s*(?P<d1>{DAY})(?P<more>(?:{AND}{DAY}(?!\d){NOT_TIME}){{1,12}}){YEAR}",
        calendar_days.listed,
    ),
    _form(rf"{LEAD}{BEFORE_DAY}(?P<d>{DAY}){OF}[-,/]?\s*(?P<m>{MONTH})\s*[-/]?{YEAR}", calendar_days.single),
    _form(
        rf"{LEAD}{BEFORE_MONTH}(?P<m>{MONTH})\s*[-,/]?\s*(?:the\s+)?(?P<d>{DAY})(?!\d){NOT_TIME}{YEAR}",
        calendar_days.single,
    ),
    _form(
        rf"{LEAD}(?<![\d/.-])(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>20\d\d|\d\d)(?![\d/])",
        calendar_days.numeric,
    ),
    _form(
        rf"{LEAD}(?<![\d/.])(?!24/7|50/50)(?P<a>\d{{1,2}})/(?P<b>0[1-9]|1[0-2]|1[3-9]|2\d|3[01]"
        r"|[1-9](?=\W*\d{1,2}(?:[:.]\d\d)?\s*[ap]m))(?![\d/])",
        calendar_days.numeric,
    ),
    _form(
        r"\b(?:the\s+)?day after tomorrow\b|\btomorrow\b|\btmrw?\b|\btoday\b|\btonight\b"
        r"|\bthis (?:evening|afternoon|morning)\b",
        spoken.relative,
        vague=True,
    ),
    _form(
        r"\bin\s+(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight)\s+(?P<unit>days?|weeks?)\b",
        spoken.in_some_days,
        vague=True,
    ),
    _form(r"\b(?P<which>this|coming|upcoming|next|the)\s+week-?end\b", spoken.weekend, vague=True),
    _form(rf"\b(?:every|each)\s+(?:week\s+on\s+)?(?P<wd>{WEEKDAY})", recurrences.every, vague=True),
    _form(rf"\b(?P<wd>{FULL_WEEKDAY})s\b", recurrences.every, vague=True),
    _form(rf"\b(?P<which>this|coming|upcoming|next|last|past)\s+(?P<wd>{WEEKDAY})", spoken.named_weekday, vague=True),
    _form(rf"(?P<wd>{FULL_WEEKDAY})\s+(?P<which>next)\s+week\b", spoken.named_weekday, vague=True),
    _form(rf"(?P<wd>{FULL_WEEKDAY}),?\s+(?:the\s+)?(?P<d>{DAY}(?<=[a-z]))", spoken.ordinal, vague=True),
    _form(rf"\b(?:on\s+)?(?P<wd>{FULL_WEEKDAY})\b", spoken.named_weekday, vague=True),
    _form(rf"\bon\s+(?P<wd>{WEEKDAY})", spoken.named_weekday, vague=True),
    _form(
        rf"(?<![A-Za-z])(?P<wd>{WEEKDAY})(?=\s*,?\s*(?:at\s+|@\s*)?\d{{1,2}}(?:[:.]\d\d)?\s*[ap]\.?m)",
        spoken.named_weekday,
        vague=True,
    ),
    _form(
        r"\b(?:on|the)\s+(?:the\s+)?(?P<d>(?:0?[1-9]|[12]\d|3[01])\s?(?:st|nd|rd|th))\b"
        r"(?!\s+(?:main|cross|block|floor|stage|phase|edition|anniversary|street|sector|century))",
        spoken.ordinal,
        vague=True,
    ),
)


def find_dates(text: str, reference: date) -> list[DateMention]:
    """Every date named in `text`, in the order of the text, read on the day `reference`.

    Raises: BrokenRecord when it names more than MAX_MENTIONS.
    """
    found: list[DateMention] = []
    taken = Taken(text, "dates")
    for form in GRAMMAR:
        for match in form.pattern.finditer(text):
            if taken.overlaps(match.start(), match.end()):
                continue
            mention = _read(form, match, reference)
            if mention is not None:
                taken.add(match.start(), match.end())
                found.append(mention)
    return sorted(found, key=lambda mention: mention.position)


def _read(form: Form, match: re.Match[str], reference: date) -> DateMention | None:
    try:
        mention = form.read(match, reference)
    except (ValueError, OverflowError):
        return None  # the 31st of June
    return replace(mention, vague=form.vague) if mention else None
