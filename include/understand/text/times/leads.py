"""What stands before an hour that has neither "pm" nor a word of its own: "Doors 6", "9 May 12 to 4"."""

from __future__ import annotations

from calendar import day_name

from include.understand.text.dates.vocabulary import FULL_MONTHS, MONTHS, WEEKDAYS

_NAMES = (
    "doors", "gates", "doors open", "gates open", "show", "starts", "reporting", "music", "gig", "band", "act",
    "headliner", "curtain", "concert", "kick-off", "kickoff", "flag-off", "screening", "first ball", "first whistle",
    "first game", "first match", "first round", "first set", "first show", "roll out", "film", "movie", "toss",
    "main act", "bands",
)  # fmt: skip
_BEHIND = "|".join(rf"(?<=\b{name}{sign})" for name in _NAMES for sign in (" ", ": ", " - ", " – "))
CALLED = rf"(?=\d)(?:{_BEHIND})"
"""Before a bare hour that is said to be one: "Doors 6 | Show 7", "doors 7, music 8"."""
CALLED_WORDS = " ".join(sorted({name.split()[0] for name in _NAMES}))
"""Of which each such hour has one before it."""
NO_COUNT = r"(?=\d)" + "".join(
    rf"(?<!{end}\s)"
    for end in ("age", "ages", "aged", "uary", "arch", "pril", "june", "july", "gust", "ober", "mber", *MONTHS)
)
"""Not behind a month or a word of ages, each by its last letters: in "October 10-11, evening shows" 10 is a day."""
DAY_BEFORE = "|".join(
    rf"(?<={end} )"
    for end in (
        *(rf"\d {month}" for month in (*MONTHS, *FULL_MONTHS)), *(rf"{day}\)" for day in ("day", *WEEKDAYS)),
        *(rf"\b{day.lower()}" for day in day_name), *(rf"\d{nth}\)" for nth in ("st", "nd", "rd", "th")),
        r"\btomorrow", r"\btoday", r"\btonight",
    )
)  # fmt: skip
"""Before hours without a sign: "9 May 12 to 4", "16/5 (Sun) 9.30 to 12", "tomorrow 9-4"."""
DAY_AND_SIGN_BEFORE = "|".join(
    rf"(?<=[\ddht] {month}{sign} )" for month in (*MONTHS, *FULL_MONTHS) for sign in (",", ":", " –", " -", " at")
)
"""Before hours of which none has its half of the day: "14th March, 6 & 8:30"."""
