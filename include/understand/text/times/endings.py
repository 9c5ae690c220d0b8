"""Forms of the hour at which something ends, and of spans without a word before them: "curfew 11", "9 till 1"."""

from __future__ import annotations

from include.understand.text.dates.vocabulary import MONTH, WEEKDAY
from include.understand.text.times import readings
from include.understand.text.times.form import clock_form
from include.understand.text.times.leads import NO_COUNT
from include.understand.text.times.vocabulary import BARE, HALF, NOT_IN_NUMBER, TO

_BY = r"(?:\s(?:by|at|around|about|before|latest by))"
_NO_RETURN = r"(?<!\bare )(?<!\bis )(?<!\bbe )(?<!['’]re )(?<!['’]s )(?<!\bcome )(?<!\bcomes )"
"""Before "back" of what comes again: "we are back at 7"."""
ENDS = (
    rf"(?:(?:curfew|ends?|ending|finish(?:es|ing)?|wraps?(?:\sup)?|wrapping(?:\sup)?|wrap-up|winds?\sup|winding\sup"
    r"|packs?\sup|packing\sup|concludes?|concluding|we\s(?:shut|close|stop)"
    rf"|(?:music|band|dj|show|party|lights|sound)\sstops|last\s(?:\w{{2,12}}\s)?off|(?:lights|music)\s(?:out|off)){_BY}?"
    rf"|done{_BY}|(?:over|home|free|(?<!sold )(?<!sell )out)\s(?:by|before|around)|(?:till|until)\s(?:about|around)"
    rf"|{_NO_RETURN}back\s(?:home\s)?by)"
)
"""Words before the hour at which a happening ends, as a part of patterns."""
_AFTER = (
    r"(?![^\S\n]{0,3}(?:%|/|[:.]\d|[ap]\.?m\b|-?\d"
    r"|(?!(?:at|in|on|with|for|sharp|latest|max|ish|or so|so|and|then|the latest|tops)\b)[^\W\d_]))"
)
"""What follows such an hour: no unit and nothing that is counted ("wraps 5 sessions")."""
_OF_A_GROUP = (
    "of and kids children class classes grade grades level levels std standard size sizes year years yrs age ages aged "
    "batch batches players beat won lost"
)
_NO_GROUP = "".join(rf"(?<!\b{word} )" for word in _OF_A_GROUP.split()) + r"(?<![/&|+] )"
"""Before a number that tells for whom it is ("teams of 3 to 5, Sat 14 March"), or that is the last of several."""

HOURS_OF_ENDS = (
    # wraps by 5, done around 2
    clock_form(
        rf"\b{ENDS}\s?[:–-]?\s?{BARE.format('a')}\b{_AFTER}",
        readings.bare,
        guessed=True,
        words="til curfew end finish wrap wind last done over home free back out pack conclud shut close stop off",
    ),
    # trek 11 to 6, Saturday 14 March
    clock_form(
        rf"{NO_COUNT}{_NO_GROUP}{NOT_IN_NUMBER}\b{BARE.format('a')}{TO}{BARE.format('b')}"
        rf"(?=,?\s(?:on\s|this\s|next\s|every\s|coming\s)?(?:{WEEKDAY}|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH}))",
        readings.bare_span,
        guessed=True,
        words="- – — to til > → ➔ ➜",
    ),
    # 9 till 1
    clock_form(
        rf"{NO_COUNT}{NOT_IN_NUMBER}\b{BARE.format('a')}\s(?:till|until)\s{BARE.format('b')}\b{_AFTER}",
        readings.bare_span,
        guessed=True,
        words="til",
    ),
)
SPANS_WITHOUT_SIGN = (
    # 430pm-7pm, 630 to 830 pm; in "entry 450 - 7 pm" the first is no hour
    clock_form(
        rf"{NOT_IN_NUMBER}\b(?!\d{{1,2}}(?!15|30|45)\d\d\s[-–—]\s?\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m)(?P<ah>1[0-2]|[1-9])(?:[:.]?(?P<am>[0-5]\d))?\s?(?:{HALF.format('a')})?{TO}"
        rf"(?P<bh>1[0-2]|[1-9])(?:[:.]?(?P<bm>[0-5]\d))?\s?{HALF.format('b')}",
        readings.without_sign,
        words="am pm a.m p.m",
    ),
)
