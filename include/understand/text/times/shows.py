"""Forms of hours that stand behind the name of a show: "Batch 1: 10-12", "morning batch 10 to 12"."""

from __future__ import annotations

from include.understand.text.dates.vocabulary import WEEKDAY
from include.understand.text.times import readings
from include.understand.text.times.form import clock_form
from include.understand.text.times.vocabulary import BARE, PART, TO

_SHOW = r"(?:batch|session|slot|show|shift|group|round|class)"
_ENDS = r"(?=\s*(?:$|[|,•·\n;)(!/&]|\.(?!\d)|and\b))(?!\s*,\s*(?:morning|afternoon|evening)s?\s*(?:$|[.\n]))"

SHOWS = (
    # Tue–Sun 11–7
    clock_form(
        rf"(?<![A-Za-z]){WEEKDAY}{TO}{WEEKDAY}[\s,:|]{{1,3}}{BARE.format('a')}{TO}{BARE.format('b')}{_ENDS}",
        readings.bare_span,
        guessed=True,
    ),
    clock_form(
        rf"\b{PART}\s{_SHOW}\s?[:–—-]?\s?{BARE.format('a')}{TO}{BARE.format('b')}(?P<bpart>(?!))?{_ENDS}",
        readings.of_parts,
        words="batch session slot show shift group round class",
    ),
    clock_form(
        rf"\b{_SHOW}\s(?:[1-9]|[a-d])\s?(?:[:–—-]\s?|(?<=[a-d]\s)){BARE.format('a')}{TO}{BARE.format('b')}{_ENDS}",
        readings.bare_span,
        guessed=True,
        words="batch session slot show shift group round class",
    ),
)
