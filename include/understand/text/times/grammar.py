"""Clock times in announcements: "doors 7pm, show at 8", "7.30 pm onwards", "7-9 pm", "19:00", "tomorrow morning at 7".

A small compiled grammar in the order of how specific a form is; what one form has taken, a later one does not read
again. To read another form, add a line, and a reading where none of the present ones fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from functools import lru_cache

from include.understand.text.dates.vocabulary import ISO_TO, MONTH_BEGINNING, WEEKDAY
from include.understand.text.forms import TEXTS_KEPT, read_forms
from include.understand.text.times import readings
from include.understand.text.times.doors import is_of_doors
from include.understand.text.times.endings import HOURS_OF_ENDS, SPANS_WITHOUT_SIGN
from include.understand.text.times.form import ClockForm, clock_form
from include.understand.text.times.gatherings import HOURS_OF_GATHERINGS
from include.understand.text.times.leads import CALLED, CALLED_WORDS, DAY_BEFORE, NO_COUNT
from include.understand.text.times.mention import TimeMention
from include.understand.text.times.rows import row_of_hours, row_of_spans
from include.understand.text.times.shows import HOURS_OF_SHOWS, ROWS_OF_SPANS, SHOWS
from include.understand.text.times.vocabulary import (
    BARE,
    CLOCK,
    CLOCK_SIGN,
    COUNTED,
    FACE,
    HALF,
    HOURS,
    INDIC,
    LASTING,
    NAME,
    NOT_IN_NUMBER,
    PART,
    PARTS,
    TO,
)

_EITHER = rf"(?:{NAME.format('a')}|{NOT_IN_NUMBER}{CLOCK.format('a')}\s*(?:{HALF.format('a')})?)"
_LAST = rf"(?:{NAME.format('b')}|{CLOCK.format('b')}\s*{HALF.format('b')})"
_OF_DAY = rf"(?:\s*,?\s*(?:in the\s+)?{PART}\b)"
_AT = r"(?:(?:\bat|\bfrom|\bby)\s+|@\s*|:\s+)"
_OCLOCK = r"o['’]?\s?clock\b"
_AFTER_BARE = (
    r"(?![^\S\n]{0,3}(?:,?[^\S\n]{0,3}\d(?!\d?(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|%|/|[:.]\d"
    rf"|(?!(?:at|in|on|with|for|sharp|onwards?|till?|until|to|and\s{{1,3}}(?:{'|'.join(PARTS)})|{SHOWS}"
    rf"|(?:this|next|coming|every|tomorrow|today|{WEEKDAY})(?!\s\d))\b)[^\W{INDIC}]))"
)
"""What follows an hour that has no "pm": "at 8 with friends", never "at 8 studios"."""
_AFTER_NAMED = rf"(?!%|[:./-]\d|\s?(?:[ap]\.?m|st|nd|rd|th|{MONTH_BEGINNING}\w{{0,6}}|days|people)\b)"
"""What follows the hour until which something is from noon on."""
_PAST = r"(?:[1-5]?\d|five|ten|fifteen|twenty)(?:\s+min(?:ute)?s?)?"
_SPELLED = "|".join(COUNTED)
_COUNTED = rf"(?P<ah>1[0-2]|[1-9]|{_SPELLED})"
_PARTS = " ".join(PARTS)

GRAMMAR = (
    # 5-30 p.m., which can be no range
    clock_form(
        rf"{NOT_IN_NUMBER}\b(?P<ah>1[0-2]|[1-9])-(?P<am>00|1[3-9]|[2-5]\d)\s?{HALF.format('a')}", readings.twelve
    ),
    clock_form(
        rf"{NOT_IN_NUMBER}{CLOCK.format('a')}\s*{HALF.format('a')}{LASTING}", readings.lasting, words="min hr hour"
    ),
    ROWS_OF_SPANS,
    clock_form(rf"{_EITHER}{TO}{_LAST}", readings.span, words="- – — to til > → ➔ ➜"),
    *SPANS_WITHOUT_SIGN,
    # 10.30a–1p
    clock_form(
        rf"{NOT_IN_NUMBER}\b{BARE.format('a')}(?P<aap>[ap])?{TO}{BARE.format('b')}(?P<bap>[ap])(?![\w'’])",
        readings.of_letters,
        words="- – — to til > → ➔ ➜",
    ),
    # morning 10 to evening 5, evening 7 to 9; 10 in the morning to 5 in the evening
    clock_form(
        rf"\b{PART}[ ,\t]{{0,3}}{_AT}?{BARE.format('a')}(?:\s*{_OCLOCK})?{TO}"
        rf"(?:(?P<bpart>{'|'.join(PARTS)})[ ,\t]{{0,3}}(?:at\s)?)?{BARE.format('b')}\b(?:\s*{_OCLOCK}|{_AFTER_BARE})",
        readings.of_parts,
        words=_PARTS,
    ),
    clock_form(
        rf"{NOT_IN_NUMBER}\b{BARE.format('a')}\s*(?:{_OCLOCK}\s*)?in the\s{PART}{TO}"
        rf"{BARE.format('b')}\s*(?:{_OCLOCK}\s*)?(?:in the|at)\s(?P<bpart>{'|'.join(PARTS)})\b",
        readings.of_parts,
        words=_PARTS,
    ),
    clock_form(rf"\bbetween\s+{_EITHER}\s*(?:and|&)\s*{_LAST}", readings.span, words="between"),
    *HOURS_OF_SHOWS,
    clock_form(
        rf"{NOT_IN_NUMBER}(?P<ah>[01]\d|2[0-3]):(?P<am>[0-5]\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?"
        rf"(?:{ISO_TO}\d{{4}}-\d\d-\d\d[T\s]|(?<=T\d\d:\d\d)/)"
        r"(?P<bh>[01]\d|2[0-3]):(?P<bm>[0-5]\d)(?!\s*[ap]\.?m)",
        readings.span_24,
    ),
    clock_form(
        rf"{NOT_IN_NUMBER}{FACE.format('a')}(?:\s*{HOURS})?{TO}{FACE.format('b')}(?!\d|-\d)(?:\s*{HOURS})?(?!\s*[ap]\.?m)",
        readings.span_24,
    ),
    clock_form(
        rf"{NOT_IN_NUMBER}{CLOCK.format('a')}\s*{HALF.format('a')}(?:{TO}|\s+and\s+){BARE.format('b')}(?:\s?-?ish)?\b{_AFTER_BARE}",
        readings.open_span,
    ),
    # 12 noon to 3.30
    clock_form(rf"{NAME.format('a')}{TO}{BARE.format('b')}(?!\d){_AFTER_NAMED}", readings.from_named, words="noon mid"),
    clock_form(
        rf"\b(?:from|between|any\s?time)\s+{BARE.format('a')}\s*(?:to|till|until|and|&|-|–)\s*{BARE.format('b')}\b"
        rf"(?:{_OF_DAY}\b|{_AFTER_BARE})",
        readings.bare_span,
        guessed=True,
        words="from between time",
    ),
    clock_form(
        rf"(?:\b(?:time|timings?|hours)\s*[:=–—-]|(?<![^\n.!] )\btime(?=\s\d)|{CLOCK_SIGN}\s?:?)\s*"
        rf"{BARE.format('a')}{TO}{BARE.format('b')}"
        rf"(?!\d)(?:{_OF_DAY}|(?=\s*(?:$|[\n|•·,;(.!]|same\b|as\s)))",
        readings.bare_span,
        guessed=True,
    ),
    clock_form(
        rf"\b(?P<how>half\s+past|quarter\s+(?:past|to))\s+{_COUNTED}\s(?:to|till|until)\s"
        rf"(?P<bh>1[0-2]|[1-9]|{_SPELLED})\b(?:[:.](?P<bm>[0-5]\d))?(?!\s*[ap]\.?m)",
        readings.half_past_span,
        guessed=True,
        words="half quarter",
    ),
    # 6:30 to 10
    clock_form(
        rf"{NOT_IN_NUMBER}\b(?P<ah>1[0-2]|0?[1-9])(?::(?P<am>[0-5]\d){TO}|\.(?P<dotted>[0-5]\d)\s(?:to|till|until)\s)"
        rf"{BARE.format('b')}(?=\s*(?:$|[|,•·\n;)!@]|\.(?!\d))|\s(?:at|on|in)\b)",
        readings.bare_span,
        guessed=True,
    ),
    # 10 to 12:30
    clock_form(
        rf"{NO_COUNT}{NOT_IN_NUMBER}\b{BARE.format('a')}{TO}(?P<bh>1[0-2]|[1-9]):(?P<bm>[0-5]\d)(?!\d)(?!\s?[ap]\.?m\b)",
        readings.bare_span,
        guessed=True,
    ),
    # 8 for 8.30
    clock_form(
        rf"{NO_COUNT}{NOT_IN_NUMBER}\b(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?(?:\s?[ap]m)?\sfor\s{CLOCK.format('a')}(?<=[:.]\d\d)(?:\s?{HALF.format('a')})?(?!\d)",
        readings.arrival,
        guessed=True,
        words="for",
    ),
    # 8 till late
    clock_form(
        rf"{NO_COUNT}{NOT_IN_NUMBER}\b{BARE.format('a')}\s?(?:till|until|to|-|–)\s?late\b",
        readings.bare,
        guessed=True,
        words="late",
    ),
    # ten to four
    clock_form(
        rf"(?:(?<=, )|(?<=[|•·] )|(?<=\n)|\bfrom\s|\btime:\s)(?P<ah>{_SPELLED})"
        rf"\s(?:to|till|until)\s(?P<bh>{_SPELLED})(?P<am>)(?P<bm>)"
        rf"(?:{_OF_DAY}|(?=\s*(?:$|[\n|•·,;(.!])))",
        readings.bare_span,
        guessed=True,
        words="to til",
    ),
    clock_form(
        rf"{NO_COUNT}{NOT_IN_NUMBER}\b{BARE.format('a')}{TO}{BARE.format('b')}{_OF_DAY}",
        readings.bare_span,
        words=_PARTS,
    ),
    clock_form(
        rf"\b(?P<how>half\s+past|quarter\s+(?:past|to)|{_PAST}\s+past)\s+{_COUNTED}(?:\s*{HALF.format('a')}|\b{_OF_DAY}?)",
        readings.half_past,
        guessed=True,
        words="half quarter past",
    ),
    # four in the evening
    clock_form(rf"\b(?P<ah>{_SPELLED})\s(?:{_OCLOCK}\s)?(?:in the|at)\s{PART}\b", readings.bare, words=_PARTS),
    clock_form(
        rf"\b(?P<ah>{_SPELLED})(?:[\s-](?P<minutes>ten|fifteen|twenty|thirty|forty(?:[\s-]five)?|fifty))?\s+"
        rf"{HALF.format('a')}",
        readings.spoken,
        words="am pm a.m p.m",
    ),
    clock_form(rf"{NOT_IN_NUMBER}(?P<ah>1[0-2]|0?[1-9])(?P<am>[0-5]\d)\s?{HALF.format('a')}", readings.twelve),
    clock_form(rf"{NOT_IN_NUMBER}{CLOCK.format('a')}\s*{HALF.format('a')}", readings.twelve),
    clock_form(rf"{NOT_IN_NUMBER}(?P<ah>[01]\d|2[0-3])[.:]?(?P<am>[0-5]\d)\s*(?:hrs?|hours)\b", readings.twenty_four),
    clock_form(
        rf"\b{PART}[ ,\t]{{0,3}}{_AT}?{BARE.format('a')}\b(?:\s*{_OCLOCK}|{_AFTER_BARE})", readings.bare, words=_PARTS
    ),
    clock_form(
        rf"{_AT}{BARE.format('a')}\b\s*(?:{_OCLOCK}\s*)?(?:in the\s+|,\s*)?{PART}\b", readings.bare, words=_PARTS
    ),
    clock_form(
        rf"{NOT_IN_NUMBER}\b{BARE.format('a')}\b\s*(?:{_OCLOCK}\s*)?"
        rf"(?:(?:in the|(?<!\b[1-5] )at(?=\s+night))\s+{PART}|(?P<tonight>tonight))\b",
        readings.bare,
        words=_PARTS,
    ),
    clock_form(
        rf"{NOT_IN_NUMBER}(?<!\+)(?<!:\d\d-)(?P<ah>[01]?\d|2[0-3]):(?P<am>[0-5]\d)(?!\d)(?:\s*(?:hrs?|hours)\b)?",
        readings.twenty_four,
    ),
    clock_form(rf"\b{_COUNTED}\s*{_OCLOCK}{_OF_DAY}?", readings.bare, guessed=True, words="clock"),
    *HOURS_OF_ENDS,
    clock_form(
        rf"\b(?P<ah>{_SPELLED})[\s-](?P<minutes>fifteen|thirty|forty[\s-]five)\b{_OF_DAY}?",
        readings.spoken,
        guessed=True,
        words="fifteen thirty forty",
    ),
    clock_form(
        rf"\bat\s+(?P<ah>{'|'.join(word for word in COUNTED if word != 'one')})\b{_AFTER_BARE}",
        readings.bare,
        guessed=True,
        words="at",
    ),
    clock_form(
        rf"{CALLED}{BARE.format('a')}(?=\s*(?:$|[|,/•·\n;]|\.(?!\d)))",
        readings.bare,
        guessed=True,
        words=CALLED_WORDS,
    ),
    clock_form(
        rf"(?=\d)(?:(?<=, )|(?<=[|•·] )|(?<=\n)|(?<=\d(?:st|nd|rd|th) )|{DAY_BEFORE}){BARE.format('a')}"
        rf"(?:\s(?:to|till|until)\s|\s?[-–]\s?){BARE.format('b')}"
        r"(?=\s*(?:$|[|,.•·\n]|(?:at|in|on)\b|@))(?!\.\d)",
        readings.bare_span,
        guessed=True,
    ),
    clock_form(
        r"(?<=[a-z)\d,|] )(?P<ah>1[0-2]|[1-9])\.(?P<am>00|15|30|45)"
        r"(?=\s*(?:$|[|,.;)\n–—-]|(?:sharp|onwards?|at)\b))(?!\s?-\d|\.\d)",
        readings.twenty_four,
        guessed=True,
    ),
    *HOURS_OF_GATHERINGS,
    # at 7p, @ 8 p; "at 7 a band plays" has an article
    clock_form(
        rf"(?:\bat|@)\s*{BARE.format('a')}\s?(?P<aap>[ap])(?![\w'’])(?:(?<=\d[ap])|(?=\s*(?:$|[\n,;|)!•·])))",
        readings.twelve,
    ),
    clock_form(rf"{NOT_IN_NUMBER}\b{BARE.format('a')}\s?-?ish\b{_OF_DAY}?", readings.bare, guessed=True, words="ish"),
    clock_form(
        r"(?:(?<=\btill )|(?<=\buntil )|(?<=\bends )|(?<=\bends at )|(?<=\bends by ))"
        rf"{BARE.format('a')}\b{_AFTER_BARE}",
        readings.bare,
        guessed=True,
        words="til ends",
    ),
    clock_form(
        rf"(?:\bat|\bfrom|\baround|@)\s*{BARE.format('a')}(?:\b{_AFTER_BARE}|(?<=[:.]\d\d)(?=\s*[,;|]\s))",
        readings.bare,
        guessed=True,
    ),
    clock_form(
        rf"{NO_COUNT}{NOT_IN_NUMBER}\b{BARE.format('a')}\s(?:onwards?|sharp)\b",
        readings.bare,
        guessed=True,
        words="onward sharp",
    ),
    clock_form(
        rf"(?:\b(?:at|by|from|till|until|around|12|(?<!to ){WEEKDAY})|@|[-–—,|•·])\s*(?P<word>noon|midday|midnight)\b",
        readings.named,
        words="noon mid",
    ),
)


def find_times(text: str) -> list[TimeMention]:
    """Every clock time in `text`, in order; "at 7" is evening, "at 9" morning. Raises: BrokenRecord when too many."""
    return list(_found(text))


@lru_cache(maxsize=TEXTS_KEPT)
def _found(text: str) -> tuple[TimeMention, ...]:
    return tuple(read_forms(GRAMMAR, text, "times", _read))


def stated_times(text: str) -> set[time]:
    """The starts of which `text` leaves no doubt which half of the day they are in."""
    return {mention.start for mention in find_times(text) if not mention.guessed}


def _read(form: ClockForm, match: re.Match[str]) -> Sequence[TimeMention]:
    if form.read is None:
        return row_of_spans(match) if "spans" in match.groupdict() else row_of_hours(match)
    start, end = form.read(match)
    if start is None:
        return ()
    face = form.read in (readings.span_24, readings.twenty_four)
    guessed = (form.guessed and not match.groupdict().get("part")) or (
        face and not readings.is_as_written(start, match)
    )
    doors = is_of_doors(match.string, *match.span())
    return (TimeMention(start, end, match.start(), match.end(), doors, guessed),)
