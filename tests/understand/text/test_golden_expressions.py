"""Every form that a phrase about time can have, with every unit and name: what each covers, read at three moments.

Of each phrase one line in `golden/expressions.txt` has what it covers on a Wednesday morning in March, then, where it
is something else, on the last evening of a leap year, a Sunday, and on a last day of February. After a change that is
meant, write it anew and read the difference: `python -m tests.understand.text.test_golden_expressions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path

from include.understand.text.expressions.units import NUMBERS
from tests.understand.text.phrases import NOW, read

FILE = Path(__file__).parent / "golden/expressions.txt"
CLOCKS = (NOW, datetime(2028, 12, 31, 21, 40), datetime(2027, 2, 28, 12))  # noqa: DTZ001 (local wall time)
UNITS = (
    "minutes", "mins", "hours", "hrs", "h", "days", "weeks", "fortnights", "months", "quarters", "years", "decades",
    "business days", "working days", "weekdays",
)  # fmt: skip
PERIODS = ("day", "week", "business week", "fortnight", "month", "quarter", "year", "decade")
WHICH = ("this", "same", "next", "coming", "upcoming", "following", "last", "past", "previous")
SPANS = ("this week", "July", "2027", "this weekend", "next quarter", "the next decade", "tomorrow", "this morning")
PARTS = ("early", "mid", "the middle of", "late", "the beginning of", "the start of", "the end of", "the rest of")
HOLIDAYS = (
    "Christmas Eve", "Christmas", "Xmas", "New Year's Eve", "New Year's Day", "New Year", "Halloween",
    "Valentine's Day",
)  # fmt: skip
DAY_PARTS = ("morning", "afternoon", "evening", "night", "night-time", "lunchtime", "lunch", "daytime")

PHRASES = (
    # days and moments beside now
    "now", "right now", "today's date", "EOD", "the end of the day", "yesterday", "the day before", "tonight",
    "the day before yesterday", "noonish", "midday", "midnight", "early in the day", "later in the day", "the weekend",
    "that weekend", "next weekend", "upcoming weekend", "last weekend", "past weekend", "2 weeks and 3 days ago",
    "a month earlier", "90 minutes back", "2 years, 1 month and 3 days from now", "within the next 90 minutes",
    "within 2 weeks", "within a month and a day",
    # periods that are counted or named
    "the next half hour", "the last 2.5 hours", "the last 3 weekdays", "the next weekday", "10 previous weeks",
    "2 coming weekdays", "the last 2 quarters", "the next three quarters", "the last two decades", "next hour",
    "last minute", "this hour", "the day after next", "the week after next", "the quarter after next", "year to date",
    "month-to-date", "week to date", "quarter to date", "June", "February", "December", "last June", "this June",
    "next June", "June 2029", "June '27", "June of '98", "June in the year 2030", "June next year",
    "June of last year", "the 20th of next month", "the 1st of last month", "the 31st of the month",
    "from 4 to 22 this month", "between 4 and 22 next month", "6-2027", "2027/6", "2027 June", "13-2027", "Q1", "Q4",
    "Q5", "H1", "H2", "H3", "2019 Q1", "2027 H2", "Q3 of 2027", "third quarter of 2026", "the last quarter of 2026",
    "the 1990s", "the 30s", "the 20s", "the 90s", "the 15th century", "the 1st century", "the 21st century", "week 1",
    "week 53", "week 3 of 2027", "week 53 of 2027", "cy 29", "CY2027", "the year 2018", "1066", "2199",
    # days in numbers
    "7/6", "31/12", "1/1", "13/4", "4/13", "13/13", "30/2", "29/2/2028", "29/2/2027", "10/1/2018", "3/4/34", "3/4/35",
    "23.04.2022", "23-4-2022", "2019-aug-1", "2020/23/Sep", "Sep-23-2020", "2016 10 16", "2016 10 32",
    # hours beside days and parts of a day
    "Friday at 7", "Friday 7 pm", "7 pm on Friday", "tomorrow from 5 to 7", "tomorrow night at 9", "tonight at 8",
    "tonight between 8 and 10", "this evening at 7:30", "8 in the morning", "8 in the evening", "11 at night",
    "between 5 and 6 in the afternoon", "between 11 and 1 in the daytime", "12 noon tomorrow", "Friday morning",
    "Friday morning at 9:30", "Friday afternoon between 2 and 3", "5 June in the evening", "midnight on Friday",
    "2 at night", "early tomorrow at 7 am", "from 3 May 10 pm until 2 am", "10 pm tomorrow to 2", "until noon",
    "today before 4 pm", "tomorrow after 4 pm", "tomorrow since 9 am", "tomorrow until noon", "this morning at 2",
    # a day that is named twice, and the week of a weekday
    "this Friday (12 June)", "tomorrow, 5/3", "in three days, on Saturday", "Tuesday of last week",
    "Tuesday of next week", "Tuesday of this week", "next week Tuesday at 5 pm", "Sunday of this week",
    "Monday of the last week of July", "Friday of July",
    # runs
    "Tuesday to Thursday", "Friday to Monday", "from Friday to Sunday", "Mon-Fri", "from 5 to 7 May",
    "5 May to 7 June 2029", "28 December to 3 January", "between 28 December and 3 January",
    "30 December 2026 to 2 January", "5 June 2029 to 3 March", "7 May to 5 May", "7 May 2027 to 5 May 2027",
    "from May to July", "November to February", "July 2027 to May 2027", "2026 to 2028", "from 10 pm to 2",
    "from 9 to 5", "9 to 5 pm", "10 am - 10 pm", "from 11:30 to 12", "5 pm on 3 May to 6 pm on 4 May", "now to Friday",
    "from now until 5 pm", "from tomorrow 5 pm to 8 pm", "from 5 pm to 8 pm tomorrow", "from 5 pm to tomorrow 8 am",
    "from tomorrow until the end of June", "from the end of June to the end of July",
    "between the end of June and August", "from Monday", "between Monday and Wednesday",
    "between Saturday and Tuesday", "today to 30 June",
    # how much of it, and from when on or until when
    "for two hours from 5 pm", "from 2 pm for two hours", "tomorrow for 3 days", "Monday for two weeks",
    "tomorrow at 5 pm for 90 minutes", "3 days starting Tuesday", "3 days from Tuesday", "2 hours after 5 pm",
    "2 hours before noon tomorrow", "2 weeks prior to Christmas", "a month after 31 January",
    "a year before 29/2/2028", "3 business days after Friday", "2 weekdays before Monday",
    "more than two weeks before today", "less than 2 weeks before 15 June", "less than 2 weeks after 15 June",
    "within a week of 15 June", "within a week after 15 June", "more than 3 days after 15 June",
    "more than 2 hours after 5 pm", "for 3 days since Monday", "before or on 3 May", "after or on 3 May",
    "later than or equal to 3 May", "no later than 3 May", "no later than the end of June", "by the end of next week",
    "until the end of the year", "earlier than 3 May", "since 3 May", "as early as 3 May", ">= 3 May",
    "starting from 3 May", "up to 3 May", "as late as July", "3 May or later", "3 May onwards", "3 May and before",
    "July or earlier", "5 pm or later", "after around 5 pm", "around 5 pm", "about next Friday", "sometime in July",
    "earlier this year", "later this year", "later this week", "earlier this month", "later today", "earlier today",
    "late in July",
    # a part of a period by its number
    "the first week of July", "the second week of 2027", "the last week of the year", "the last 3 weeks of 2027",
    "the last two weeks of July",
    "the first ten days of July", "the last 10 days of July", "the 15th day of next month", "the 31st day of June",
    "the 40th day of June", "the 9th month of 2027", "the 13th month of 2027", "the last month of this year",
    "the first two quarters of 2027", "the second hour of tomorrow", "the fifth day of next week",
    "the last day of February", "the first working day of July",
)  # fmt: skip


def phrases() -> Iterator[str]:
    """With every unit and number, with every word for which one, of every part; then those of `PHRASES`."""
    yield from (f"in 2 {unit}" for unit in UNITS)
    yield from (f"{number} days ago" for number in NUMBERS)
    for form, units in (("the next 3 {}", UNITS), ("the last 3 {}", UNITS), ("the {}", PERIODS)):
        yield from (form.format(unit) for unit in units)
    yield from (f"{which} {period}" for which, period in product(WHICH, PERIODS))
    yield from (f"{part} {span}" for part, span in product(PARTS, SPANS))
    yield from (f"{which}{day}{year}" for which, day, year in product(("", "last "), HOLIDAYS, ("", " 2029")))
    yield from (f"{which} {part}".strip() for which, part in product(("", "next", "last"), DAY_PARTS))
    yield from PHRASES


def line(phrase: str) -> str:
    """A phrase with what it covers at each moment, where that differs, and as a search reads it."""
    first, *others = (read(phrase, at) for at in CLOCKS)
    searched = read(phrase, to_come=True, in_full=True)
    american = read(phrase, month_first=True)
    read_otherwise = [f"({how}) {one}" for how, one in (("searched", searched), ("American", american)) if one != first]
    return f"{phrase}: " + " | ".join([first, *("=" if one == first else one for one in others), *read_otherwise])


def lines() -> list[str]:
    """Each phrase once."""
    return [line(phrase) for phrase in dict.fromkeys(phrases())]


def test_every_phrase_covers_the_same_at_every_moment() -> None:
    assert lines() == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
