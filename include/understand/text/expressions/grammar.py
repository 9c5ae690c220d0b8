"""The forms of periods, relative days and parts of the day that make up time expressions.

Dates and clock times are read by their own grammars (`dates/`, `times/`); what stands here are the forms that those
leave, because announcements rarely mean them: "next week", "2019 Q1", "the last 3 months". To read another form, add a
line to the list whose forms come before dates and times, or after.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from include.understand.text.dates.vocabulary import DAY, MONTH, NO_DAY_OF_MONTH, ORDINAL, WEEKDAY
from include.understand.text.expressions import days, parts, periods
from include.understand.text.expressions.extent import Extent
from include.understand.text.expressions.preferences import Preferences
from include.understand.text.expressions.units import AMOUNT, COUNT, UNIT
from include.understand.text.forms import Form
from include.understand.text.patterns import bounded

Reading = Callable[[re.Match[str], datetime, Preferences], Extent | None]
WHICH = r"(?P<which>this|current|same|next|coming|upcoming|following|last|past|previous)"
_YEAR = r"(?P<y>(?:1[5-9]|20|21)\d\d)"
_PART = r"(?P<part>mornings?|afternoons?|evenings?|night[\s-]?time|nights?|lunch(?:\s?time)?|day\s?time)"


@dataclass(frozen=True, kw_only=True)
class ExpressionForm(Form):
    """How a part of a time expression may be written, and how it is read."""

    read: Reading


def _form(pattern: str, read: Reading, words: str = "") -> ExpressionForm:
    return ExpressionForm(pattern=bounded(pattern, re.IGNORECASE), words=tuple(words.split()), read=read)


BEFORE_DATES = (
    _form(rf"\bwithin\s+(?:the\s+next\s+)?(?P<amount>{AMOUNT})", days.within, "within"),
    _form(rf"\bin\s+(?P<amount>{AMOUNT})(?!\s+(?:from|after|before|since))", days.shifted, "in"),
    _form(rf"\b(?P<amount>{AMOUNT})\s+(?:later|from\s+now|hence|(?P<back>ago|earlier|back))\b", days.shifted),
    _form(r"\b(?:right\s+now|now|at\s+present|at\s+this\s+(?:time|moment)|currently)\b", days.now),
    _form(r"\b(?:the\s+)?(?:eod|end\s+of\s+(?:the\s+)?day)\b", days.end_of_day),
    _form(r"\b(?:the\s+)?(?:current\s+date|otd|todays?\s+date)\b", days.today),
    _form(r"\bthe\s+day\s+before\s+yesterday\b", days.before_yesterday, "yesterday"),
    _form(r"\b(?:yesterday|the\s+day\s+before(?!\s+\w))\b", days.yesterday, "yesterday before"),
    _form(r"\b(?:tonight|tonite|this\s+night)\b", days.tonight, "tonight tonite night"),
    _form(rf"\b{WHICH}\s+(?P<part>night|evening|morning|afternoon)\b", days.named_part, "night evening noon morning"),
    _form(
        rf"\b(?:(?P<which>this|next|last|past|previous|the|coming|upcoming|following)\s+)?(?P<holiday>{days.HOLIDAY_NAMES})\b(?!\s+(?:day|week-?end))"
        rf"(?:,?\s+(?:of\s+)?{_YEAR})?",
        days.holiday,
    ),
    _form(
        rf"\b(?:(?:from|between)\s+)?(?P<d>{DAY})\s*(?:to|-|–|till|until|and)\s*(?P<last>{DAY})\s+(?:of\s+)?(?P<which>this|next|last)\s+month\b",
        periods.days_of_month,
        "month",
    ),
    _form(
        rf"\b(?:the\s+)?(?P<d>{DAY})(?:\s+day)?\s+of\s+(?:(?P<which>this|next|last|the)\s+)month\b",
        periods.days_of_month,
        "month",
    ),
    _form(rf"(?<![A-Za-z])(?P<m>{MONTH})\s+(?:of\s+)?{WHICH}\s+year\b", periods.month_of_year, "year"),
    _form(r"\b(?:(?P<which>this|next|last|past|coming|upcoming|that|the)\s+)?week-?end\b(?!\s*s)", days.weekend, "end"),
    _form(r"\b(?P<unit>year|month|week|quarter)[\s-]to[\s-]date\b", periods.to_date, "date"),
    _form(
        r"\b(?:the|my|our)\s+(?P<unit>day|week|month|quarter|year)\s+after\s+(?:the\s+)?next\b",
        periods.after_next,
        "after",
    ),
    _form(rf"\b(?:the\s+)?{WHICH}\s+(?:{COUNT}\s+)?(?P<unit>(?:working|business)\s+week)\b", periods.period, "week"),
    _form(
        rf"\b(?:the\s+)?(?P<which>next|coming|upcoming|following|last|past|previous)\s+(?P<amount>{AMOUNT})(?!\s+of\b)",
        periods.counted,
    ),
    _form(
        rf"\b(?P<count>{COUNT})\s+(?P<which>next|coming|upcoming|following|last|past|previous)\s+(?P<unit>{UNIT})",
        periods.counted,
    ),
    _form(rf"\b(?:the\s+)?{WHICH}\s+(?:calendar\s+)?(?P<unit>{UNIT})(?!\s+{WEEKDAY}\b)(?!\s*['’]s)", periods.period),
    _form(rf"\b(?:the\s+)?{WHICH}\s+(?P<unit>week)(?=\s+{WEEKDAY}\b)", periods.period, "week"),
    _form(rf"\b(?:the\s+)?{WHICH}\s+(?:calendar\s+)?(?P<unit>{UNIT})(?=['’]s)", periods.period),
    _form(rf"\bweek\s+(?P<n>\d{{1,2}})(?:\s+(?:of|in)\s+{_YEAR})?\b", periods.week_number, "week"),
    _form(rf"\b(?P<nth>{ORDINAL})\s+quarter\s+of\s+{_YEAR}\b", periods.part_of_year, "quarter"),
    _form(rf"\b{_YEAR}[\s-]?(?P<q>[qh])(?P<n>[1-4])\b", periods.part_of_year),
    _form(rf"\b(?P<q>[qh])(?P<n>[1-4])(?:[\s,-]{{0,2}}(?:of\s+)?{_YEAR})?\b", periods.part_of_year),
    _form(r"\b(?:the\s+)?(?P<y>(?:1[5-9]|20)\d0|[2-9]0)['’]?\s?s\b", periods.decade),
    _form(r"\b(?:the\s+)?(?P<n>\d{1,2})(?:st|nd|rd|th)\s+century\b", periods.century, "century"),
    _form(r"(?<![\d/.-])(?P<n>1[0-2]|0?[1-9])\s?[-/]\s?(?P<y>(?:19|20)\d\d)(?![\d/-])", periods.month_number),
    _form(rf"(?<!\d )(?<!\d, )\b{_YEAR}[-/\s](?P<m>{MONTH})[-/\s](?P<d>\d{{1,2}})\b", days.year_first),
    _form(rf"\b{_YEAR}[-/\s](?P<d>\d{{1,2}})[-/\s](?P<m>{MONTH})", days.year_first),
    _form(rf"\b(?P<m>{MONTH})-(?P<d>\d{{1,2}})-{_YEAR}\b", days.year_first),
    _form(r"\b(?P<y>(?:19|20)\d\d)[ /](?P<mn>\d\d?)[ /](?P<d>\d\d?)\b", days.year_first),
    _form(rf"\b{_YEAR}\s?[./-]\s?(?P<n>1[0-2]|0?[1-9])(?![\d/.:-])", periods.month_number),
    _form(rf"\b{_YEAR}\s?,?\s?(?P<m>{MONTH})(?![a-z])(?!\s*\d)", periods.month_number),
    _form(
        r"(?<![\d/])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?!\d|:|[/.]\d)",
        days.numeric,
    ),
    _form(
        rf"(?<![\d/.]){NO_DAY_OF_MONTH}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:,\s*(?P<y>(?:19|20)\d\d))?(?![\d/:])",
        days.numeric,
    ),
)
"""Forms that are read before dates and clock times are."""

AFTER_DATES = (
    _form(r"\bmid[\s-]?night\b", days.mid_night, "mid"),
    _form(
        r"(?:(?<=end\sof\s)|(?<=start\sof\s)|(?<=middle\sof\s)|(?<=beginning\sof\s)|(?<=rest\sof\s))"
        r"(?P<unit>week|month|quarter|year)\b",
        periods.period,
        "of",
    ),
    _form(r"\b(?P<part>early|late|later)\s+in\s+the\s+day\b", parts.half_of_day, "day"),
    _form(
        rf"\b{WHICH}\s+(?P<m>{MONTH})(?:,?\s+{_YEAR})?(?![a-z])",
        periods.month,
    ),
    _form(
        rf"(?<![A-Za-z])(?P<m>{MONTH})(?:[\s,'’/-]{{0,3}}(?:(?:of|in)\s+(?:the\s+year\s+)?)?['’]?"
        r"(?P<y>(?:19|20)\d\d\b|(?<=of )\d\d\b|(?<=['’])\d\d\b))?(?![a-z\d])",
        periods.month,
    ),
    _form(rf"\b{_PART}\b", parts.of_day_part),
    _form(r"\b(?:noonish|noon|mid[\s-]?day)\b", days.noonish, "noon mid"),
    _form(r"\bcy\s?(?P<y>(?:20)?\d\d)\b", periods.year, "cy"),
    _form(rf"(?<![\d.,:/$₹])(?:\b(?:the\s+)?year\s+(?:of\s+)?)?{_YEAR}(?![\d/:]|[.,]\d|\s*%)\b", periods.year),
    _form(r"\bthe\s+(?P<unit>day|week|month|quarter|year|fortnight|decade)\b(?!\s+of\b)", periods.period, "the"),
)
"""Forms that are read in what dates and clock times leave."""
