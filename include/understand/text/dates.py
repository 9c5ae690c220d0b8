"""Calendar dates in announcements: "26-28 Sept", "this Saturday", "Sat, 5th & 6th July '25", "26/09", "every Tuesday".

A small compiled grammar in the order of how specific a form is; what one form has taken, a later one does not read
again. Day comes before month, as in India. A date without a year is the nearest one that is not long past, and a
weekday beside it decides between years.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from include.understand.text.patterns import Taken, bounded

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}

MAX_PAST = timedelta(days=60)
MAX_WEEKDAY_AHEAD = timedelta(days=300)
MAX_SPAN = timedelta(days=120)


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


_MONTH = (
    r"(?:january|february|march|april|may(?![a-z])|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|june?|july?|aug|sept?|oct|nov|dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:\s?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?:,?\s*(?:of\s+)?(?P<y>(?:19|20)\d\d\b|['’]\d\d\b))?"
_BEFORE = r"(?<!\d)(?<!\d[.:/])"  # the scraped text may run words together: "Experience14th June"
_TO = r"\s*(?:-|–|—|to|till|until|through|thru)\s*"
_AND = r"\s*(?:,\s*(?:and|&)|,|&|\+|/|and)\s*"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_FULL_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_LEAD = rf"(?:\b(?P<wd>{_WEEKDAY})\s*,?\s*(?:the\s+)?)?"
_NOT_TIME = r"(?!\s*(?:[ap]\.?m\b|:\d|\.\d|hrs))"

Build = Callable[[re.Match[str], date], DateMention | None]


def find_dates(text: str, reference: date) -> list[DateMention]:
    """Every date named in `text`, in the order of the text, read on the day `reference`.

    Raises: BrokenRecord when it names more than MAX_MENTIONS.
    """
    found: list[DateMention] = []
    taken = Taken(text, "dates")
    for pattern, build in _GRAMMAR:
        for match in pattern.finditer(text):
            if taken.overlaps(match.start(), match.end()):
                continue
            mention = _safely(build, match, reference)
            if mention is not None:
                taken.add(match.start(), match.end())
                found.append(replace(mention, vague=True) if build in _VAGUE else mention)
    return sorted(found, key=lambda mention: mention.position)


def _safely(build: Build, match: re.Match[str], reference: date) -> DateMention | None:
    try:
        return build(match, reference)
    except (ValueError, OverflowError):
        return None  # the 31st of June


def _mention(match: re.Match[str], *days: date, span: bool = False, weekday: int | None = None) -> DateMention | None:
    if span and not timedelta(0) < days[-1] - days[0] <= MAX_SPAN:
        return None
    return DateMention(days, match.start(), match.end(), span=span, weekday=weekday)


def _number(text: str) -> int:
    digits = re.match(r"\d+", text.strip())
    if digits is None:
        raise ValueError(text)
    return int(digits.group())


def _year(text: str | None) -> int | None:
    if not text:
        return None
    number = int(text.strip("'’"))
    return number + 2000 if number < 100 else number


def _month(text: str) -> int:
    return MONTHS.index(text[:3].lower()) + 1


def _weekday(text: str) -> int:
    return WEEKDAYS.index(text[:3].lower())


def _nearest(day: int, month: int, reference: date, weekday: str | None = None) -> date:
    candidates = list(_possible(day, month, reference))
    ahead = [c for c in candidates if c >= reference - MAX_PAST] or candidates[-1:]
    fitting = [c for c in ahead if weekday and c.weekday() == _weekday(weekday) and c - reference < MAX_WEEKDAY_AHEAD]
    return (fitting or ahead)[0]


def _possible(day: int, month: int, reference: date) -> Iterator[date]:
    found = False
    for year in (reference.year - 1, reference.year, reference.year + 1):
        try:
            yield date(year, month, day)
        except ValueError:
            continue
        found = True
    if not found:
        raise ValueError(f"{day}.{month}.")


def _resolve(day: str, month: str, year: str | None, reference: date, weekday: str | None = None) -> date:
    known = _year(year)
    if known is not None:
        return date(known, _month(month), _number(day))
    return _nearest(_number(day), _month(month), reference, weekday)


def _iso(match: re.Match[str], reference: date) -> DateMention | None:
    return _mention(match, date(int(match["y"]), int(match["m"]), int(match["d"])))


def _across_months(match: re.Match[str], reference: date) -> DateMention | None:
    last_year = match["y2"]
    first = _resolve(match["d1"], match["m1"], match["y"] or last_year, reference, match["wd"])
    last = _resolve(match["d2"], match["m2"], last_year, reference) if last_year else _after(match, first)
    if match["y"] is None and last < first:
        first = _resolve(match["d1"], match["m1"], str(last.year - 1), reference)
    return _mention(match, first, last, span=True)


def _after(match: re.Match[str], first: date) -> date:
    month, day = _month(match["m2"]), _number(match["d2"])
    return date(first.year + ((month, day) < (first.month, first.day)), month, day)


def _within_month(match: re.Match[str], reference: date) -> DateMention | None:
    first = _resolve(match["d1"], match["m"], match["y"], reference)
    return _mention(match, first, first.replace(day=_number(match["d2"])), span=True)


def _listed(match: re.Match[str], reference: date) -> DateMention | None:
    first = _resolve(match["d1"], match["m"], match["y"], reference)
    rest = [first.replace(day=int(d)) for d in re.findall(r"\d+", match["more"])]
    days = sorted({first, *rest})
    return _mention(match, *days)


def _single(match: re.Match[str], reference: date) -> DateMention | None:
    return _mention(match, _resolve(match["d"], match["m"], match["y"], reference, match["wd"]))


def _numeric(match: re.Match[str], reference: date) -> DateMention | None:
    first, second = int(match["a"]), int(match["b"])
    day, month = (first, second) if second <= 12 else (second, first)
    year = _year(match.groupdict().get("y"))
    return _mention(match, date(year, month, day) if year else _nearest(day, month, reference, match["wd"]))


def _relative(match: re.Match[str], reference: date) -> DateMention | None:
    word = match.group().lower()
    ahead = 2 if "after" in word else 1 if word.startswith(("tomorrow", "tmrw", "tmr")) else 0
    return _mention(match, reference + timedelta(days=ahead))


def _in_some_days(match: re.Match[str], reference: date) -> DateMention | None:
    count = int(match["n"]) if match["n"].isdigit() else NUMBERS[match["n"].lower()]
    unit = 7 if match["unit"].lower().startswith("week") else 1
    return _mention(match, reference + timedelta(days=count * unit))


def _weekend(match: re.Match[str], reference: date) -> DateMention | None:
    saturday = reference + timedelta(days=5 - reference.weekday())
    if match["which"].lower() == "next":
        saturday += timedelta(days=7)
    return _mention(match, max(saturday, reference), saturday + timedelta(days=1))


def _every(match: re.Match[str], reference: date) -> DateMention | None:
    weekday = _weekday(match["wd"])
    return _mention(match, _coming(weekday, reference), weekday=weekday)


def _coming(weekday: int, reference: date) -> date:
    return reference + timedelta(days=(weekday - reference.weekday()) % 7)


def _named_weekday(match: re.Match[str], reference: date) -> DateMention | None:
    weekday, which = _weekday(match["wd"]), match.groupdict().get("which", "").lower()
    monday = reference - timedelta(days=reference.weekday())
    if which == "next":
        return _mention(match, monday + timedelta(days=7 + weekday))
    if which in ("last", "past"):
        return _mention(match, _coming(weekday, reference) - timedelta(days=7))
    return _mention(match, _coming(weekday, reference))


def _ordinal(match: re.Match[str], reference: date) -> DateMention | None:
    day, weekday = _number(match["d"]), match.groupdict().get("wd")
    near = [reference + timedelta(days=n) for n in range(-7 if weekday else 0, 32)]
    fitting = [c for c in near if c.day == day and (weekday is None or c.weekday() == _weekday(weekday))]
    return _mention(match, fitting[0]) if fitting else None


def _form(pattern: str) -> re.Pattern[str]:
    return bounded(pattern, re.IGNORECASE)


_Y2 = _YEAR.replace("?P<y>", "?P<y2>")
_WD2 = rf"(?:{_WEEKDAY}\s*,?\s*)?"

_GRAMMAR: tuple[tuple[re.Pattern[str], Build], ...] = (
    (_form(r"\b(?P<y>(?:19|20)\d\d)[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?!\d)"), _iso),
    (
        _form(
            rf"{_LEAD}{_BEFORE}(?P<d1>{_DAY})\s*(?:of\s+)?(?P<m1>{_MONTH}){_YEAR}{_TO}{_WD2}(?P<d2>{_DAY})\s*(?:of\s+)?(?P<m2>{_MONTH}){_Y2}"
        ),
        _across_months,
    ),
    (
        _form(
            rf"{_LEAD}(?<![A-Za-z])(?P<m1>{_MONTH})\s*(?P<d1>{_DAY}){_YEAR}{_TO}{_WD2}(?P<m2>{_MONTH})\s*(?P<d2>{_DAY}){_Y2}"
        ),
        _across_months,
    ),
    (
        _form(rf"{_LEAD}{_BEFORE}(?P<d1>{_DAY}){_TO}(?P<d2>{_DAY})\s*(?:of\s+)?[,-]?\s*(?P<m>{_MONTH}){_YEAR}"),
        _within_month,
    ),
    (
        _form(rf"{_LEAD}{_BEFORE}(?P<d1>{_DAY})(?P<more>(?:{_AND}{_DAY}){{1,12}})\s*(?:of\s+)?(?P<m>{_MONTH}){_YEAR}"),
        _listed,
    ),
    (
        _form(rf"{_LEAD}(?<![A-Za-z])(?P<m>{_MONTH})\s*(?P<d1>{_DAY}){_TO}(?P<d2>{_DAY})(?!\d){_NOT_TIME}{_YEAR}"),
        _within_month,
    ),
    (
        _form(
            rf"{_LEAD}(?<![A-Za-z])(?P<m>{_MONTH})\s*(?P<d1>{_DAY})(?P<more>(?:{_AND}{_DAY}(?!\d){_NOT_TIME}){{1,12}}){_YEAR}"
        ),
        _listed,
    ),
    (_form(rf"{_LEAD}{_BEFORE}(?P<d>{_DAY})\s*(?:of\s+)?[-,/]?\s*(?P<m>{_MONTH})\s*[-/]?{_YEAR}"), _single),
    (
        _form(rf"{_LEAD}(?<![A-Za-z])(?P<m>{_MONTH})\s*[-,/]?\s*(?:the\s+)?(?P<d>{_DAY})(?!\d){_NOT_TIME}{_YEAR}"),
        _single,
    ),
    (
        _form(rf"{_LEAD}(?<![\d/.-])(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>20\d\d|\d\d)(?![\d/])"),
        _numeric,
    ),
    (
        _form(
            rf"{_LEAD}(?<![\d/.])(?!24/7|50/50)(?P<a>\d{{1,2}})/(?P<b>0[1-9]|1[0-2]|1[3-9]|2\d|3[01]|[1-9](?=\W*\d{{1,2}}(?:[:.]\d\d)?\s*[ap]m))(?![\d/])"
        ),
        _numeric,
    ),
    (
        _form(
            r"\b(?:the\s+)?day after tomorrow\b|\btomorrow\b|\btmrw?\b|\btoday\b|\btonight\b|\bthis (?:evening"
            r"|afternoon|morning)\b"
        ),
        _relative,
    ),
    (
        _form(r"\bin\s+(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight)\s+(?P<unit>days?|weeks?)\b"),
        _in_some_days,
    ),
    (_form(r"\b(?P<which>this|coming|upcoming|next|the)\s+week-?end\b"), _weekend),
    (_form(rf"\b(?:every|each)\s+(?:week\s+on\s+)?(?P<wd>{_WEEKDAY})"), _every),
    (_form(rf"\b(?P<wd>{_FULL_WEEKDAY})s\b"), _every),
    (_form(rf"\b(?P<which>this|coming|upcoming|next|last|past)\s+(?P<wd>{_WEEKDAY})"), _named_weekday),
    (_form(rf"(?P<wd>{_FULL_WEEKDAY})\s+(?P<which>next)\s+week\b"), _named_weekday),
    (_form(rf"(?P<wd>{_FULL_WEEKDAY}),?\s+(?:the\s+)?(?P<d>{_DAY}(?<=[a-z]))"), _ordinal),
    (_form(rf"\b(?:on\s+)?(?P<wd>{_FULL_WEEKDAY})\b"), _named_weekday),
    (_form(rf"\bon\s+(?P<wd>{_WEEKDAY})"), _named_weekday),
    (
        _form(rf"(?<![A-Za-z])(?P<wd>{_WEEKDAY})(?=\s*,?\s*(?:at\s+|@\s*)?\d{{1,2}}(?:[:.]\d\d)?\s*[ap]\.?m)"),
        _named_weekday,
    ),
    (
        _form(
            r"\b(?:on|the)\s+(?:the\s+)?(?P<d>(?:0?[1-9]|[12]\d|3[01])\s?(?:st|nd|rd|th))\b(?!\s+(?:main|cross|block|floor|stage|phase|edition|anniversary|street|sector|century))"
        ),
        _ordinal,
    ),
)

_VAGUE = frozenset({_relative, _in_some_days, _weekend, _every, _named_weekday, _ordinal})
