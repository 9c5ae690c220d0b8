"""Forms of dates that name a weekday, or a day of no month: "this Saturday", "Fri 6th", "16 Fri", "on the 14th"."""

from __future__ import annotations

from include.understand.text.dates import recurrences, spoken
from include.understand.text.dates.form import date_form
from include.understand.text.dates.vocabulary import (
    AND,
    BEFORE_TIME,
    CLOCK_BEHIND,
    DAY,
    FULL_WEEKDAY,
    PART_OF_DAY,
    SPELLED_DAY,
    TO,
    WEEKDAY,
    WEEKDAY_LIST,
    WEEKDAYS,
)  # fmt: skip

_WEEKDAYS = " ".join(WEEKDAYS)
_BEFORE_HOUR = r"(?:,\s|\s?[|•·@–-]\s?|\sat\s|\sfrom\s)"
_BARE_HOURS = r"\d{1,2}(?:[:.]\d\d)?\s?(?:-|–|to|till)\s?\d{1,2}(?:[:.]\d\d)?(?!\s?(?:[₹%/+k]|\w|,\d))"
"""From one hour to another that both are numbers alone."""

OF_FORTNIGHTS = (
    # once every two weeks on Sunday
    date_form(
        r"\b(?:(?:once\s+)?(?:every|in)\s+(?:two|2|other|second|alternate)\s+weeks?|fortnightly|bi-?weekly"
        rf"|(?:once\s+a|every)\s+fortnight),?\s+(?:on\s+)?(?:an?\s+)?(?P<wds>{WEEKDAY_LIST})",
        recurrences.alternate,
        vague=True,
        words="week fortnight",
    ),
)
FORMS_OF_WEEKDAYS = (
    date_form(
        rf"\b(?P<which>this|coming|upcoming|next|following|last|past|previous)\s+(?:week(?:[^\S\n]{{1,3}}|\n(?!{WEEKDAY}\s*\d)))?(?P<wd>{WEEKDAY})(?!\s*(?:&|and)\s*{WEEKDAY})",
        spoken.named_weekday,
        vague=True,
        words="this coming next following last past previous",
    ),
    date_form(rf"(?P<wd>{FULL_WEEKDAY})\s+(?P<which>next)\s+week\b", spoken.named_weekday, vague=True, words="next"),
    date_form(rf"(?<![A-Za-z])(?P<wd>{WEEKDAY})[\s,(]{{0,3}}(?:the\s+)?(?P<d>{DAY}(?<=[a-z]))", spoken.ordinal),
    date_form(rf"(?<![A-Za-z])(?P<wd>{WEEKDAY})\s*,?\s*the\s+(?P<d>{SPELLED_DAY})\b", spoken.ordinal, words="the"),
    date_form(
        rf"(?<![A-Za-z])(?P<wd>{WEEKDAY})\s+(?P<d>1[3-9]|2\d|3[01])(?!\s?[.:]\d)"
        rf"(?=\s*(?:$|[,|.;!)\n•·@]|at\b|from\b|(?:&|and|to|-)\s?{WEEKDAY}\s\d))",
        spoken.ordinal,
        words=_WEEKDAYS,
    ),
    # WED 9 | jazz; Sat 7, 9 pm: the weekday has to be that day's
    date_form(
        rf"(?<![A-Za-z])(?P<wd>{WEEKDAY})\s+(?P<d>{DAY})(?=\s?[|•·\n]|\s/\s|(?:,|\sat|,\sat)\s{CLOCK_BEHIND})",
        spoken.ordinal,
        words=_WEEKDAYS,
    ),
    # 16 Fri – jazz, in a line of its own
    date_form(
        rf"(?:(?<=\n)|(?<=[•·] ))(?P<d>{DAY})[\s,]{{1,2}}\(?(?P<wd>{WEEKDAY})\)?(?![A-Za-z])(?=\s?[:,|–—-])",
        spoken.ordinal,
        words=_WEEKDAYS,
    ),
    # 10th (Sat), 26th Saturday
    date_form(
        rf"(?<![\w.:/-])(?P<d>{DAY}(?<=[a-z]))[\s,]{{0,2}}\(?(?P<wd>{WEEKDAY})\)?(?![A-Za-z])",
        spoken.ordinal,
        words="st nd rd th",
    ),
    # not this Tuesday, the next (17th)
    date_form(rf"(?<=\()(?P<d>{DAY}(?<=[a-z]))(?=\))", spoken.ordinal, words="st nd rd th"),
    # 28th, 7 am; 14th | 11 to 2
    date_form(
        rf"(?<![\w.:/-])(?<!\b(?:the|our) )(?P<d>{DAY}(?<=[a-z]))(?={_BEFORE_HOUR}(?:{CLOCK_BEHIND}|{_BARE_HOURS}))",
        spoken.ordinal,
        words="st nd rd th",
    ),
    # the day of a program: "FRI 6: jazz", never "Fri 6 pm"
    date_form(
        rf"(?<![A-Za-z])(?P<wd>{WEEKDAY})\s+(?P<d>{DAY})(?=\s?(?:\([^()\d\n]{{1,20}}\)\s?)?[:–—-]\s?[^\w\n]{{0,3}}[^\W\d_])",
        spoken.ordinal,
        words=_WEEKDAYS,
    ),
    date_form(
        rf"(?<![A-Za-z])(?P<wds>{WEEKDAY}(?:{AND}{WEEKDAY}){{1,6}})(?![A-Za-z])",
        recurrences.several,
        vague=True,
        words=_WEEKDAYS,
    ),
    date_form(
        rf"(?<![A-Za-z])(?P<a>{WEEKDAY}){TO}(?P<b>{WEEKDAY})(?![A-Za-z])",
        recurrences.from_to,
        vague=True,
        words=_WEEKDAYS,
    ),
    date_form(rf"\b(?:on\s+)?(?P<wd>{FULL_WEEKDAY})\b", spoken.named_weekday, vague=True, words="day"),
    date_form(rf"\bon\s+(?P<wd>{WEEKDAY})", spoken.named_weekday, vague=True, words=_WEEKDAYS),
    date_form(rf"(?<![A-Za-z])(?P<wd>{WEEKDAY})\s+{PART_OF_DAY}\b", spoken.named_weekday, vague=True, words=_WEEKDAYS),
    date_form(rf"(?<![A-Za-z])(?P<wd>{WEEKDAY}){BEFORE_TIME}", spoken.named_weekday, vague=True),
    date_form(
        rf"\b(?:on|the)\s+(?:the\s+)?(?P<d>{DAY}(?<=[a-z]))(?!\s+(?:edition|anniversary|century))",
        spoken.ordinal,
        vague=True,
    ),
)
