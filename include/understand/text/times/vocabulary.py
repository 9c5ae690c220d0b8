"""The words of clock times, as parts of patterns: hours, halves of the day, parts of the day, what joins two times."""

from __future__ import annotations

from datetime import time

HALF = r"(?P<{0}ap>[ap])\.?\s?m(?-i:(?![a-z]|[A-Z][A-Z]))\.?"  # scraped text runs words together: "9 PMVenue"
_LABELS = "|".join(
    rf"(?<=\b{label} )"
    for label in ("session", "batch", "slot", "show", "day", "part", "round", "group", "level", "week", "class", "set")
)
_NO_NUMBER_OF_SHOW = rf"(?!(?=[1-9]:\s(?:0?[1-9]|1[0-2])(?!\d))(?:{_LABELS}))"
"""The number of a show is no hour: "Session 1: 10 am"."""
CLOCK = _NO_NUMBER_OF_SHOW + r"(?P<{0}h>[01]?\d|2[0-3])(?:\s?[:.]\s?(?P<{0}m>[0-5]\d))?"
_NO_YEAR = r"(?!20[2-4]\d\D\D?\D?\d\d:\d\d)"
"""The year of a date before its hours is no hour: "13 Feb 2027 – 11:00 hrs"."""
FACE = _NO_YEAR + r"(?P<{0}h>[01]?\d|2[0-3])[:.]?(?P<{0}m>[0-5]\d)"
"""Hour and minutes, with or without a sign between: 19:30, 1930."""
BARE = r"(?P<{0}h>1[0-2]|0?[1-9])(?:[:.](?P<{0}m>[0-5]\d))?"
"""An hour that a reader takes for one of twelve."""
ROW_HOUR = r"(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?(?!\d)"
ROW_FACE = r"(?:1[0-2]|0?[1-9])[:.][0-5]\d(?!\d)"
ROW_AND = r"(?:\s?,?\s?(?:&|\band\b|\+)\s?|/)"
"""Before the last hour of several that one "pm" is for."""
TO = r"\s*(?:-{1,2}>?|–|—|>|→|➔|➜|to|till|til|until|upto|up to)\s*"
CLOCK_SIGN = "[⏰⏱⏲⌚🕐-🕧🕰]"
NOT_IN_NUMBER = r"(?=\d)(?:(?<![\d.:/₹])|(?<=[ap]m/))"
"""Where a number begins; looking for the digit first spares what is asked of the characters before it."""
HOURS = r"(?:hrs?|hours|h)\b"
INDIC = "\\u0900-\\u0dff"
"""Letters of scripts in which an ending, and no word, says what an hour is to what follows it."""
LASTING = (
    r"\s?(?:\(|[,|–-]\s)(?:for\s)?(?P<long>\d{1,3}(?:\.5)?)[\s-]?(?P<unit>min(?:ute)?s?|hrs?|hours?)\b"
    r"(?=\s?(?:[^\w\s-]|\n|$|[–-]\s)"
    r"|\s(?:of|long|with|incl(?:uding|\.)?|in total|approx|at|show|session|set|workshop)\b)"
)
"""How long it takes, behind its hour: "11 am (45 mins)"; never "30 mins before the show" or "15 min walk"."""
NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
NAME = r"(?:12(?:[:.]00)?\s*)?(?P<{0}word>noon|midday|midnight)\b"
PARTS = {
    "morning": "a", "afternoon": "p", "evening": "p", "tonight": "p", "night": "p", "eve": "p",
}  # fmt: skip
"""Part of the day -> the half of the day in which its hours are."""
MEALS = {"breakfast": "a", "brunch": None, "lunch": None, "high tea": "p", "dinner": "p", "supper": "p"}
"""Meal -> the half of the day in which it begins; None where its hour tells that."""
PART = rf"(?P<part>{'|'.join(PARTS)})"
COUNTED = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
SPOKEN_MINUTES = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty five": 45, "fifty": 50,
}  # fmt: skip
MORNING_HOURS = range(9, 12)
"""A bare hour of these is the morning's, any other one the afternoon's or the evening's."""
