"""The words of dates, as parts of patterns and as numbers: months, weekdays, days, years, and what joins them."""

from __future__ import annotations

import re
from calendar import month_name

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_BEGINNING = rf"(?:{'|'.join(WEEKDAYS)})"
"""The first letters of a weekday; the rest of its name may follow."""
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}

MONTH = (
    r"(?:january|february|march|april|may(?![a-z])|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|june?|july?|aug|sept?|oct|nov|dec)\b\.?)"
)
FULL_MONTHS = tuple(name.lower() for name in month_name[1:])
MONTH_BEGINNING = rf"(?:{'|'.join(MONTHS)})"
"""The first letters of a month; the rest of its name may follow."""
IN_ADDRESS = (
    r"(?:[a-z]\s)?(?:main\b(?!\s(?:event|stage|show|draw))"
    r"|cross|block|floor|flr|level|stage|phase|street|sector|avenue)\b"
)
"""What follows an ordinal that is a part of an address: "12th Main", "4th T Block"."""
DAY = rf"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?!\s?(?:st|nd|rd|th)\s{IN_ADDRESS})(?:\s?(?:st|nd|rd|th)\b)?"
YEAR = r"(?:\s?,?\s*(?:(?:of|in)\s+)?(?P<y>(?:19|20)\d\d\b|['’]\d\d\b))?"
LAST_YEAR = YEAR.replace("?P<y>", "?P<y2>")
"""The year of the second date of two."""
BEFORE_DAY = r"(?<!\d)(?<!\d[.:/])"  # the scraped text may run words together: "Experience14th June"
_TO_HOUR = "".join(rf"(?<![\dn]{sign})" for sign in ("-", "–", " - ", " – ", " to ", " till ", " until "))
NO_HOUR_BEFORE = rf"(?:(?=(?:1[3-9]|2\d|3[01])(?!\d))|{_TO_HOUR})"
"""Before the first of several days: "11 to 6, 14 March" and "ages 5-12, 14 March" name one day; "noon to 6" none."""
ALL_WITH_WEEKDAY = r"(?(wd)|(?!(?:(?<=\d)|(?<=[a-z]))\s?,\s?(?:mon|tue|wed|thu|fri|sat|sun)))"
"""Behind the first of several days: where a weekday stands before the next alone, it is none: "9, Sat 14 March"."""
BEFORE_MONTH = r"(?<![A-Za-z])"
ISO_DAY = r"(?P<{0}y>(?:19|20)\d\d)-(?P<{0}m>\d\d)-(?P<{0}d>\d\d)(?!\d)"
ISO_CLOCK = r"[T\s]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?"
ISO_TO = r"(?:\s?(?:/|--|[-–—])\s?|\s(?:to|till|until)\s)"
TO = r"\s*(?:-|–|—|to|till|until|through|thru)\s*"
AND = r"\s*(?:,\s*(?:and|&)|,|&|\+|/|and)\s*"
AND_OR = AND.replace("|and)", "|and|or)")
"""Between days of which one may choose, too: "11, 12, 18 or 19 July"."""
OF = r"\s*(?:of\s+)?"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
FULL_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
DAY_STARTS = r"(?=\d|\b[fmstw])"
MONTH_STARTS = rf"{BEFORE_MONTH}(?=[adfjmnostw])"
"""Looks ahead whether a day or a month, or the weekday before it, can begin here: elsewhere a form ends at once."""
LEAD = rf"(?:\b(?P<wd>{WEEKDAY})\s*,?\s*(?:the\s+)?)?"
BEHIND = rf"(?:,\s?{WEEKDAY}(?<!s)(?=\s*(?:$|[,|•·\n]|at\b|from\b|@)))"
"""The weekday behind a date, which is one with it: "3 Dec, Thu, 6.30 pm"."""
LAST_LEAD = rf"(?:{WEEKDAY}\s*,?\s*)?"
"""The weekday before the second date of two."""
_HOUR = r"\d{1,2}(?:[:.]\d\d)?"
NOT_TIME = rf"(?!\s*(?:[ap]\.?m\b|:\d|\.\d|hrs|(?:-|–|—|to|till)\s*{_HOUR}\s*(?:[ap]\.?m\b|noon)))"
"""A number that is a day is followed by no hour: "March 14, 7-9 pm" names one day."""
NOT_HOURS = rf"(?!\s?noon\b|{TO}\d{{1,2}}[:.]\d\d|{TO}(?:1[0-2]|[1-9])(?!\d|st\b|nd\b|rd\b|th\b))"
"""Nor is the last number of a list by hours alone: "Aug 26 & 27, 12 to 3.30", "Aug 9, 11-3"."""
FEASTS = {
    "new year's day": (1, 1), "republic day": (26, 1), "valentine's day": (14, 2), "valentines day": (14, 2),
    "women's day": (8, 3), "earth day": (22, 4), "may day": (1, 5), "environment day": (5, 6), "yoga day": (21, 6),
    "independence day": (15, 8), "teachers' day": (5, 9), "teachers day": (5, 9), "gandhi jayanti": (2, 10),
    "halloween": (31, 10), "karnataka rajyotsava": (1, 11), "kannada rajyotsava": (1, 11), "rajyotsava": (1, 11),
    "children's day": (14, 11), "christmas eve": (24, 12), "christmas day": (25, 12), "boxing day": (26, 12),
    "new year's eve": (31, 12), "new years eve": (31, 12), "nye": (31, 12),
}  # fmt: skip
"""Day and month of feasts that are on the same day each year."""
NOT_WITHIN_MONTH = r"(?!(?:(?<=\bof )|(?<=\bin ))[a-z]{3,9}\.?\s?,)"
"""Before a month that says within when, and whose day does not follow: "every Sunday of March, 11 to 12"."""
LONE_DAY = (
    r"(?:(?:1[3-9]|2\d|3[01])(?:\s?(?:st|nd|rd|th)\b)?(?!\d|\s*(?:[ap]\.?m\b|:\d|\.\d|hrs))"
    rf"|{DAY}(?!\d){NOT_TIME}|{DAY}(?=\s[–—-]\s\d{{1,2}}[:.]\d\d\s?[ap]\.?m\b))"
)
"""A day behind its month: over twelve it is no hour, so that in "Jan 30 – 7 pm" it is a day, in "March 7-9 pm" none."""
NO_DAY_OF_MONTH = r"(?!24/7|50/50)"
"""Two numbers with a slash that are called so by everybody, and are no day."""
BEFORE_TIME = (
    rf"(?=[\s,|•·]{{0,4}}(?:at\s+|@\s*|from\s+)?{_HOUR}\s*(?:[ap]\.?m\b|(?:-|–|—|to|till)\s*{_HOUR}\s*[ap]\.?m)"
    rf"|\s*@\s*{_HOUR}\s?[ap]\b)"
)
CLOCK_BEHIND = rf"{_HOUR}(?:\s?[ap]\.?m\b|\s?(?:-|–|to)\s?{_HOUR}\s?[ap]\.?m\b)"
"""An hour that leaves no doubt that it is one."""
FULL_WEEKDAYS = rf"{FULL_WEEKDAY}s(?:{AND}{FULL_WEEKDAY}s){{0,6}}"
WEEKDAY_LIST = rf"{WEEKDAY}(?:{AND}(?:every\s+)?{WEEKDAY}){{0,6}}"
ORDINALS = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "last": -1}
ORDINAL = rf"(?:{'|'.join(ORDINALS)})"
SPELLED_DAYS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty first", "twenty second", "twenty third", "twenty fourth", "twenty fifth", "twenty sixth",
    "twenty seventh", "twenty eighth", "twenty ninth", "thirtieth", "thirty first",
)  # fmt: skip
"""The 1st to the 31st."""
SPELLED_DAY = "|".join(day.replace(" ", r"[\s-]") for day in sorted(SPELLED_DAYS, key=len, reverse=True))
NOT_ITS_DAY = (
    rf"(?!\s?(?:\n\W{{0,4}}|[,|•·–—]\s|\s[|•·–—-]\s){MONTH}\s(?:the\s)?\d{{1,2}}(?!\d|[.:]\d|\s?[ap]\.?m){NOT_TIME})"
)
"""Behind a number that a line or a sign parts from a day of the calendar: "ages 6 to 12", "March 21"."""
NO_NUMBER_BEFORE = r"(?<!#)(?<!# )(?<!№)(?<!№ )"
"""Before the first of several numbers that is no day: "Open mic #14, 3 & 4 March"."""
_PIECE_STARTS = r"(?:(?<![^\n])|(?<=[.,:;!?|•·–—-]\s)|(?<=\())"
_PARTS = (
    "day", "week", "batch", "session", "round", "part", "show", "slot", "level", "season", "episode", "chapter",
    "edition", "volume", "vol", "module",
)  # fmt: skip
NO_PART_BEFORE = (
    "".join(rf"(?<!\b{word} )" for word in ("morning", "evening", "night"))
    + rf"(?!(?:{'|'.join(rf'(?<={_PIECE_STARTS}{word} )' for word in _PARTS)})\d(?:\s?[–—-]\s?{WEEKDAY}|\s[–—-]\s))"
)
"""Before a number that is no day: "evening 6 to 16 Feb", "Day 1 – Fri 22 May"; but "Film week 5-11 March" is."""
NO_DAY_BEFORE = r"(?<!\b\d )(?<!\b\d\d )(?<!\d(?:st|nd|rd|th) )"
"""Before a month whose numbers behind are its days, and no hours: "14 March 5 to 8"."""
IS_ON = (
    r"(?:on (?:view|show|display)|now (?:on|showing|playing|screening)|showing"
    r"|(?:show|exhibition|exhibit|display)(?: is| stays)? (?:on|up)|runs?|running|continues"
    r"|goes on|carries on|lasts|exhibition|season|open)"
)
"""Before the day until which something is on: "on view till 22 March", "the mela goes on until Sunday"."""
HANDED_OUT = (
    r"(?:(?:race |runners['’]? )?(?:bibs?|kits?|packets?|wristbands?|jerseys?|t-?shirts?|goodie bags?)"
    r"(?: and \w{3,12})?"
    r" (?:(?:to|can|may|must|will|should) be |are |is )?"
    r"(?:collect(?:ion|ed)|pick(?:ed)?[- ]?ups?|distribut(?:ion|ed)|handed out|given out)"
    r"|(?:collect|pick up) (?:your |the )?(?:race )?(?:bibs?|kits?|packets?|wristbands?|jerseys?|t-?shirts?))"
)
"""Before the day on which those who run get their numbers."""
OPENING = r"\b(?:opens|opening(?!\s(?:hours|times))|preview|inaugura\w{0,6}|vernissage|launch(?:es)?)\b"
"""Before the first day of what is on until another one."""
PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
PART = rf"(?:\s+{PART_OF_DAY}s?)?"


def number(text: str) -> int:
    """The number with which "14th" begins, or that "fourth" is. Raises: ValueError."""
    spelled = " ".join(text.lower().replace("-", " ").split())
    if spelled in SPELLED_DAYS:
        return SPELLED_DAYS.index(spelled) + 1
    digits = re.match(r"\d+", text.strip())
    if digits is None:
        raise ValueError(text)
    return int(digits.group())


def year(text: str | None) -> int | None:
    """The year of "2026" or "'26"; None of nothing."""
    if not text:
        return None
    written = int(text.strip("'’"))
    return written + 2000 if written < 100 else written


def month(text: str) -> int:
    """1 to 12, by the first three letters."""
    return MONTHS.index(text[:3].lower()) + 1


def weekday(text: str) -> int:
    """0 for Monday to 6, by the first three letters."""
    return WEEKDAYS.index(text[:3].lower())


def weekdays(text: str) -> tuple[int, ...]:
    """All that a list names ("Tuesdays and Fridays"), in the order of the week."""
    return tuple(sorted({weekday(one) for one in re.findall(WEEKDAY, text, re.IGNORECASE)}))
