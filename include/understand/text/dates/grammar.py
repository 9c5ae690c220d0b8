"""Calendar dates in announcements: "26-28 Sept", "this Saturday", "Sat, 5th & 6th July '25", "26/09", "every Tuesday".

Forms stand in the order of how specific they are; what one has taken, a later one does not read. Day comes before
month, as in India. To read another form, add a line to the grammar, and a reading beside its relatives if none fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from include.understand.text.dates import calendar_days, recurrences, spans, spoken
from include.understand.text.dates.form import DateForm, date_form
from include.understand.text.dates.forms_of_weekdays import FORMS_OF_WEEKDAYS, OF_FORTNIGHTS
from include.understand.text.dates.mention import DateMention
from include.understand.text.dates.vocabulary import (
    ALL_WITH_WEEKDAY,
    AND,
    AND_OR,
    BEFORE_DAY,
    BEFORE_MONTH,
    BEFORE_TIME,
    BEHIND,
    DAY,
    DAY_STARTS,
    FEASTS,
    FULL_WEEKDAY,
    FULL_WEEKDAYS,
    ISO_CLOCK,
    ISO_DAY,
    ISO_TO,
    LAST_LEAD,
    LAST_YEAR,
    LEAD,
    LONE_DAY,
    MONTH,
    MONTH_STARTS,
    MONTHS,
    NO_DAY_BEFORE,
    NO_DAY_OF_MONTH,
    NO_HOUR_BEFORE,
    NO_NUMBER_BEFORE,
    NO_PART_BEFORE,
    NOT_HOURS,
    NOT_ITS_DAY,
    NOT_TIME,
    NOT_WITHIN_MONTH,
    OF,
    ORDINAL,
    PART,
    SPELLED_DAY,
    TO,
    WEEKDAY,
    WEEKDAY_LIST,
    WEEKDAYS,
    YEAR,
)  # fmt: skip
from include.understand.text.forms import TEXTS_KEPT, read_forms

_WEEKDAYS = " ".join(WEEKDAYS)
_MONTHS = " ".join(MONTHS)
_SPELLED = "first second third fourth fifth sixth seventh eighth ninth tenth elevent twelfth teenth twent thirti"
_FEAST = "|".join(sorted(FEASTS, key=len, reverse=True)).replace("'", "['’]")
_GOES_ON = rf"(?:at|in|on|with|from|for|and|by|to|till|until|only|this|{WEEKDAY})\b"
"""Behind a day as two numbers: "on 9/5 at the club", and not "on 7/8 rhythms"."""

GRAMMAR = (
    # behind a stroke it is a part of an address
    date_form(rf"(?<![\w/]){ISO_DAY.format('a')}(?:{ISO_CLOCK})?{ISO_TO}{ISO_DAY.format('b')}", spans.iso),
    date_form(rf"(?<![\w/]){ISO_DAY.format('a')}/(?P<bd>\d\d)(?![\w:.-])", spans.iso),
    date_form(r"\b(?P<y>(?:19|20)\d\d)[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?!\d)", calendar_days.iso),
    date_form(
        rf"{BEFORE_DAY}(?P<d>{DAY})[-/.]\s?(?P<m>{MONTH})[-/.]?\s?(?<=[-/. ])(?P<y>(?:20)?\d\d)\b(?!:)",
        calendar_days.dashed,
        words=_MONTHS,
    ),
    # runs of days
    date_form(
        rf"{DAY_STARTS}{LEAD}{BEFORE_DAY}(?P<d1>{DAY}){OF}(?P<m1>{MONTH}){YEAR}{TO}{LAST_LEAD}(?P<d2>{DAY}){OF}(?P<m2>{MONTH}){LAST_YEAR}",
        spans.across_months,
        words=_MONTHS,
    ),
    date_form(
        rf"{MONTH_STARTS}{LEAD}{BEFORE_MONTH}(?P<m1>{MONTH})\s*(?P<d1>{DAY}){YEAR}{TO}{LAST_LEAD}(?P<m2>{MONTH})\s*(?P<d2>{DAY}){LAST_YEAR}",
        spans.across_months,
        words=_MONTHS,
    ),
    date_form(
        rf"{DAY_STARTS}{LEAD}{BEFORE_DAY}{NO_NUMBER_BEFORE}{NO_PART_BEFORE}"
        rf"(?P<d1>{DAY}){TO}{LAST_LEAD}(?P<d2>{DAY}){NOT_ITS_DAY}{OF}[,-]?\s*(?P<m>{MONTH}){YEAR}",
        spans.within_month,
        words=_MONTHS,
    ),
    # Thu 19/3 – Sun 22/3
    date_form(
        rf"{DAY_STARTS}{LEAD}(?<![\d/.-])(?P<d1>{DAY})/(?P<m1>0?[1-9]|1[0-2])(?:/(?P<y>(?:20)?\d\d))?{TO}{LAST_LEAD}"
        r"(?P<d2>(?:0?[1-9]|[12]\d|3[01]))/(?P<m2>0?[1-9]|1[0-2])(?:/(?P<y2>(?:20)?\d\d))?(?![\d/])",
        spans.numeric,
        words="/",
    ),
    # 9 days from 30 Sept
    date_form(
        rf"\b(?P<n>\d{{1,2}})\s?days\s(?:from|starting(?:\s(?:on|from))?)\s(?:the\s)?(?P<d>{DAY}){OF}(?P<m>{MONTH}){YEAR}",
        spans.counted,
        words="days",
    ),
    # days of a month
    date_form(
        rf"{DAY_STARTS}{LEAD}{BEFORE_DAY}{NO_NUMBER_BEFORE}{NO_HOUR_BEFORE}(?P<d1>{DAY}){ALL_WITH_WEEKDAY}"
        rf"(?P<more>(?:{AND_OR}{LAST_LEAD}{DAY}){{1,12}}){OF}(?P<m>{MONTH}){YEAR}",
        calendar_days.listed,
        words=_MONTHS,
    ),
    date_form(
        rf"{MONTH_STARTS}{LEAD}{BEFORE_MONTH}{NO_DAY_BEFORE}"
        rf"(?P<m>{MONTH})\s*(?P<d1>{DAY}){TO}{LAST_LEAD}(?P<d2>{DAY})(?!\d){NOT_TIME}{YEAR}",
        spans.within_month,
        words=_MONTHS,
    ),
    date_form(
        rf"{MONTH_STARTS}{LEAD}{BEFORE_MONTH}{NO_DAY_BEFORE}"
        rf"(?P<m>{MONTH})\s*(?P<d1>{DAY})(?P<more>(?:{AND_OR}{LAST_LEAD}{DAY}(?!\d){NOT_TIME}{NOT_HOURS}){{1,12}}){YEAR}",
        calendar_days.listed,
        words=_MONTHS,
    ),
    # Oct 8 9 10
    date_form(
        rf"{MONTH_STARTS}{LEAD}{BEFORE_MONTH}{NO_DAY_BEFORE}"
        rf"(?P<m>{MONTH})\s(?P<d1>{DAY})(?P<more>(?:\s{DAY}){{2,6}})(?=\s?(?:[,|•·;)@\n–-]|$)){NOT_TIME}{YEAR}",
        calendar_days.listed,
        words=_MONTHS,
    ),
    date_form(
        rf"{DAY_STARTS}{LEAD}{BEFORE_DAY}{NO_NUMBER_BEFORE}(?P<d>{DAY}){NOT_ITS_DAY}{OF}[-,/.]?\s*(?P<m>{MONTH})\s*[-/]?{YEAR}"
        rf"(?:,?\s?\((?P<behind>{WEEKDAY})\)|{BEHIND})?",
        calendar_days.single,
        words=_MONTHS,
    ),
    date_form(
        rf"{MONTH_STARTS}{LEAD}{BEFORE_MONTH}{NOT_WITHIN_MONTH}"
        rf"(?P<m>{MONTH})\s*[-,/]?\s*(?:the\s+)?(?P<d>{LONE_DAY}){YEAR}{BEHIND}?",
        calendar_days.single,
        words=_MONTHS,
    ),
    date_form(rf"\b(?P<d>{SPELLED_DAY})\s+(?:day\s+)?of\s+(?P<m>{MONTH}){YEAR}", calendar_days.single, words="of"),
    date_form(
        rf"\b(?:(?P<wd>{WEEKDAY})\s*,?|on)\s+(?:the\s+)?(?P<d>{SPELLED_DAY})\s+(?P<m>{MONTH}){YEAR}",
        calendar_days.single,
        words=_SPELLED,
    ),
    date_form(
        rf"(?:\b(?P<wd>{WEEKDAY})\s*,?\s*(?:the\s+)?)?{BEFORE_MONTH}(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{SPELLED_DAY})\b{YEAR}",
        calendar_days.single,
        words=_SPELLED,
    ),
    # days as numbers
    date_form(
        rf"{DAY_STARTS}{LEAD}(?<![\d/.-])(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>20\d\d|\d\d)(?![\d/])",
        calendar_days.numeric,
    ),
    date_form(rf"\b(?P<wd>{WEEKDAY})\s*,?\s*(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?![\d/])", calendar_days.numeric),
    date_form(
        rf"(?<![\d/.]){NO_DAY_OF_MONTH}(?P<a>\d{{1,2}})/(?P<b>0[1-9]|1[0-2]|1[3-9]|2\d|3[01]|[1-9]{BEFORE_TIME})(?![\d/]|\s?[ap]\.?m\b)",
        calendar_days.numeric,
        words="/",
    ),
    # on 9/5; 9/5, that's Saturday; 9/5 (Sat)
    date_form(
        rf"(?<![\d/.]){NO_DAY_OF_MONTH}"
        rf"(?:(?<=\bon )|(?<=\bdate: )|(?=\d{{1,2}}/\d[,\s(]{{1,3}}(?:that['’]?s\s)?(?:a\s)?{WEEKDAY}))"
        rf"(?P<a>\d{{1,2}})/(?P<b>[1-9])(?![\d/]|\s?[ap]\.?m\b|\s(?!{_GOES_ON})[^\W\d_])",
        calendar_days.numeric,
        words="/",
    ),
    date_form(
        r"(?<![\w.,:/₹$-])(?<!rs )(?<!at )(?P<a>0[1-9]|[12]\d|3[01])\.(?P<b>0[1-9]|1[0-2])(?=[\s,|–-])"
        r"(?!\s*(?:[ap]\.?m\b|hrs?\b|h\b|k?m\b|kg\b|l\b|%|lakh|cr|to\b|-))",
        calendar_days.numeric,
    ),
    # on Valentine's Day
    date_form(
        rf"\bon\s+(?:the\s+)?(?:(?:international|world)\s+)?(?P<feast>{_FEAST})\b(?!['’])",
        calendar_days.feast,
        vague=True,
        words="day jayanti halloween rajyotsava eve nye",
    ),
    # days that depend on today
    date_form(
        r"\b(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight)\s+(?P<unit>days?|weeks?)\s+from\s+"
        r"(?P<base>now|today|tomorrow)\b",
        spoken.in_some_days,
        vague=True,
        words="from",
    ),
    date_form(
        r"\b(?:(?P<after>(?:the\s+)?day after tomorrow)|(?P<next>tomorrow|tmrw?|tmw|tomo|tmro|2moro)|today|tonight"
        r"|happening (?:right )?now"
        r"|this (?:evening|afternoon|morning))\b",
        spoken.relative,
        vague=True,
        words="tomorrow tmr tmw tomo 2moro today tonight this now",
    ),
    date_form(
        r"\bin\s+(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight)\s+(?P<unit>days?|weeks?)\b",
        spoken.in_some_days,
        vague=True,
        words="day week",
    ),
    date_form(
        rf"\b(?P<d>{DAY})(?:\s+day)?\s+of\s+(?P<which>this|next)\s+month\b", spoken.of_month, vague=True, words="month"
    ),
    date_form(r"\b(?P<which>this|coming|upcoming|next|the)\s+week-?end\b", spoken.weekend, vague=True, words="end"),
    date_form(
        rf"\b(?P<nth>{ORDINAL})\s+(?P<wd>{WEEKDAY})\s+(?:of|in)\s+(?:(?P<which>this|next)\s+month|(?P<m>{MONTH}){YEAR})",
        spoken.nth_weekday,
        words="1st first 2nd second 3rd third 4th fourth last",
    ),
    # days that repeat
    date_form(
        rf"\b(?:(?P<every>every|each)\s+|(?!(?<!\bthe )last\s+{WEEKDAY}(?!\s+of\b)))"
        rf"(?P<nth>{ORDINAL}(?:{AND}{ORDINAL}){{0,3}})\s+(?P<wd>{FULL_WEEKDAY}|{WEEKDAY}(?!\s*\d))s?\b"
        r"(?P<of>\s+of\s+(?:every|each|the)\s+month)?",
        recurrences.monthly,
        vague=True,
        words="1st first 2nd second 3rd third 4th fourth last",
    ),
    date_form(
        rf"\b(?:every|each)\s+(?P<wds>{WEEKDAY_LIST}){PART}\s+(?:in|of|through(?:out)?)\s+(?P<m>{MONTH})",
        recurrences.in_month,
        vague=True,
        words="every each",
    ),
    date_form(
        rf"\b(?P<wds>{FULL_WEEKDAYS}|{FULL_WEEKDAY}\s+(?:mornings|evenings|nights))\s+(?:in|of|through(?:out)?)\s+(?P<m>{MONTH})",
        recurrences.in_month,
        vague=True,
        words="days mornings evenings nights",
    ),
    date_form(
        rf"(?<![A-Za-z])(?P<wds>{WEEKDAY}(?:{AND}{WEEKDAY}){{1,6}}){PART}\s+(?:in|of|through(?:out)?)\s+(?P<m>{MONTH})(?!\s*\d)",
        recurrences.in_month,
        vague=True,
        words=_WEEKDAYS,
    ),
    # every other Saturday, alternate Sundays
    date_form(
        rf"\b(?:(?:every|each)\s+(?:alternate|other)|alternate)\s+(?P<wds>{WEEKDAY_LIST})",
        recurrences.alternate,
        vague=True,
        words="alternate other",
    ),
    *OF_FORTNIGHTS,
    date_form(
        rf"\b(?:every|each)\s+(?:week\s+on\s+)?(?P<wds>{WEEKDAY_LIST})",
        recurrences.every,
        vague=True,
        words="every each",
    ),
    date_form(rf"\b(?P<wds>{FULL_WEEKDAYS})\b", recurrences.every, vague=True, words="days"),
    *FORMS_OF_WEEKDAYS,
)


def find_dates(text: str, reference: date, *, month_first: bool = False) -> list[DateMention]:
    """Every date named in `text`, in the order of the text, read on the day `reference`.

    With `month_first`, "3/12" is the twelfth of March wherever it can be.
    Raises: BrokenRecord when it names more than MAX_MENTIONS.
    """
    found = _found(text, reference)
    if month_first:
        return [replace(one, days=(one.other,), other=one.days[0]) if one.other else one for one in found]
    return _month_first(found)


@lru_cache(maxsize=TEXTS_KEPT)
def _found(text: str, reference: date) -> tuple[DateMention, ...]:
    return tuple(read_forms(GRAMMAR, text, "dates", lambda form, match: _read(form, match, reference)))


def _month_first(found: tuple[DateMention, ...]) -> list[DateMention]:
    """ "3/12" is the twelfth of March where the text has that day in words, too."""
    written = {day for mention in found if mention.other is None for day in mention.days}
    return [
        replace(one, days=(one.other,)) if one.other in written and written.isdisjoint(one.days) else one
        for one in found
    ]


def _read(form: DateForm, match: re.Match[str], reference: date) -> Sequence[DateMention]:
    try:
        mention = form.read(match, reference)
    except (ValueError, OverflowError):
        return ()  # the 31st of June
    return (replace(mention, vague=form.vague),) if mention else ()
