"""Forms of the hours of several shows: "12, 1:15 & 2:30 pm", "Batch 1: 10-12", "morning batch 10 to 12"."""

from __future__ import annotations

from include.understand.text.dates.vocabulary import WEEKDAY, WEEKDAYS
from include.understand.text.times import readings
from include.understand.text.times.form import clock_form
from include.understand.text.times.leads import DAY_AND_SIGN_BEFORE, DAY_BEFORE, NO_COUNT
from include.understand.text.times.vocabulary import (
    BARE,
    HALF,
    MEALS,
    NOT_IN_NUMBER,
    PART,
    ROW_AND,
    ROW_FACE,
    ROW_HOUR,
    TO,
)

SHOWS = r"(?:shows?|seatings?|sittings?|sessions?|batch(?:es)?|slots?|screenings?|performances?|timings?|times?)"
"""What hours in a row are called."""
_ROW = rf"(?P<row>{BARE.format('f')}(?:\s?,\s?{ROW_HOUR}){{0,4}}{ROW_AND}{ROW_HOUR})"
_FACES = rf"(?P<row>{ROW_FACE}(?:\s?,\s?{ROW_FACE}){{0,4}}{ROW_AND}{ROW_FACE})"
_FACE_FIRST = rf"(?P<row>{ROW_FACE}(?:\s?,\s?{ROW_HOUR}){{0,4}}{ROW_AND}{ROW_HOUR})"
_ROW_CALLED = rf"(?:\b{SHOWS}\s?[:–—-]\s?|\bat\s+|@\s?)"
_SHORT_DAY_BEFORE = "|".join(rf"(?<=\b{day} )" for day in WEEKDAYS)
_AND_SHOW = r"\s?(?:,|/|\||&|,?\s?and\b)\s?"
_SHOW = r"(?:batch|session|slot|show|shift|group|round|class)"
_ENDS = r"(?=\s*(?:$|[|,•·\n;)(!/&]|\.(?!\d)|and\b))(?!\s*,\s*(?:morning|afternoon|evening)s?\s*(?:$|[.\n]))"

ROWS_OF_SPANS = clock_form(
    rf"\b{SHOWS}\s?(?:[:–—-]\s?|(?:at|are|of|from)\s)?"
    rf"(?P<spans>{BARE.format('f')}{TO}{ROW_HOUR}(?:{_AND_SHOW}{ROW_HOUR}{TO}{ROW_HOUR}){{1,5}})(?!\s?[-–]\s?\d)"
    rf"(?:\s?{HALF.format('l')})?",
    None,
    words="- – — to til",
)
"""Slots: 10-12, 1-3 and 4-6."""
HOURS_OF_SHOWS = (
    # 12, 1:15 & 2:30 pm
    clock_form(rf"(?=\d)(?:{NO_COUNT}|{DAY_BEFORE}){NOT_IN_NUMBER}\b{_ROW}\s?{HALF.format('l')}", None),
    # 5 Dec 3.30 & 7.30 pm: with minutes the first is no day
    clock_form(rf"{NOT_IN_NUMBER}\b{_FACE_FIRST}\s?{HALF.format('l')}", None),
    # shows at 5, 8 pm
    clock_form(
        rf"\b{SHOWS}\s?(?:[:–—-]\s?|at\s)?(?P<row>{BARE.format('f')}(?:{_AND_SHOW}{ROW_HOUR}){{1,5}})\s?{HALF.format('l')}",
        None,
    ),
    clock_form(rf"{_ROW_CALLED}{_ROW}(?=\s*(?:$|[\n|•·;.!)]))", None),
    clock_form(rf"(?=\d)(?:(?<=[,:] )|{_SHORT_DAY_BEFORE}|{DAY_BEFORE}){_FACES}(?=\s*(?:$|[\n|•·;.!)]))(?!\.\d)", None),
    clock_form(
        rf"(?=\d{{1,2}}(?:[:.]\d\d)?\s?[,&+/a])(?:{DAY_AND_SIGN_BEFORE}){_ROW}(?=\s*(?:$|[\n|•·;.!)]))(?!\.\d)", None
    ),
    # Tue–Sun 11–7
    clock_form(
        rf"(?<![A-Za-z]){WEEKDAY}{TO}{WEEKDAY}[\s,:|]{{1,3}}{BARE.format('a')}{TO}{BARE.format('b')}{_ENDS}",
        readings.bare_span,
        guessed=True,
    ),
    clock_form(
        rf"\b{PART}\s{_SHOW}\s?[:–—(-]?\s?{BARE.format('a')}{TO}{BARE.format('b')}(?P<bpart>(?!))?{_ENDS}",
        readings.of_parts,
        words="batch session slot show shift group round class",
    ),
    clock_form(
        rf"\b{_SHOW}\s(?:[1-9]|[a-d])\s?(?:[:–—-]\s?|(?<=[a-d]\s)){BARE.format('a')}{TO}{BARE.format('b')}{_ENDS}",
        readings.bare_span,
        guessed=True,
        words="batch session slot show shift group round class",
    ),
    # lunch (12.30-3) and dinner (7.30-10.30)
    clock_form(
        rf"\b(?P<meal>{'|'.join(MEALS)})(?:\s(?:session|service|seating|sitting))?\s?(?:[:(–—-]\s?|from\s|between\s)?"
        rf"{BARE.format('a')}{TO}{BARE.format('b')}(?!\d|\s?[ap]\.?m\b){_ENDS}",
        readings.of_meal,
        words=" ".join(meal.split()[-1] for meal in MEALS),
    ),
    # 10–5 both days
    clock_form(
        rf"{NO_COUNT}{NOT_IN_NUMBER}\b{BARE.format('a')}{TO}{BARE.format('b')}"
        r"(?=\s(?:on\s)?(?:(?:both|all|all\s(?:three|four|five|the))\sdays|daily|each\sday|every\s?day)\b)",
        readings.bare_span,
        guessed=True,
        words="days daily each every",
    ),
)
