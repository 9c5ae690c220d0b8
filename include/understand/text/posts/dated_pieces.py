"""The pieces of a post that have a day, an hour and a name of their own, also those that the post counts up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from include.understand.text.choosing import is_announced
from include.understand.text.dates.mention import DateMention
from include.understand.text.forms import standing_in
from include.understand.text.patterns import bounded
from include.understand.text.posts.segments import Segment, is_stop, name_of, spans, spans_of
from include.understand.text.times.mention import TimeMention
from include.understand.text.titles import words

MAX_ENUMERATED_NAME_WORDS = 12
OF_EACH = bounded(
    r"\b(?:all|both|each|every)\s(?:(?:nights?|days?|evenings?|mornings?|shows?|gigs?|sessions?|workshops?|classes|events?|talks?"
    r"|screenings?|walks?|of them|(?:are|is|at|from|start(?:s|ing)?|begin(?:s|ning)?)"
    r"|@)\b\W{0,3}){1,3}|\bdaily\b|@ all\b"
    r"|(?<![^\n,;|])\W{0,3}all\s(?=\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m)",
    re.IGNORECASE,
)
"""What states an hour that several days have in common: "8 pm daily", "Both at 11 am"."""
SENTENCE = re.compile(r"(?<=[a-z)\d])[.!]\s(?=[A-Z])|\n")
BEFORE_DAY = bounded(r"(?:\s(?:on|from)|\s?[:,–-])\s?(?:the\s)?$", re.IGNORECASE)
_COUNTED = bounded(
    r"(?:(?<![^\n])|(?<=[.!?:;)–—-] ))(?:"
    r"(?:(?:first|second|third|fourth|last)(?:ly)?|finally|also|(?:and )?then|next|one|two|three|four)\s?[:,–—-]\s"
    r"|\(?\d{1,2}[.)]\s(?=[^\W\d])|[①-⑨]\s?)",
    re.IGNORECASE,
)
"""Before each of several that a post counts up in a paragraph: "First: ... Second: ..."."""


def enumerated(mentions: list[DateMention], times: list[TimeMention], text: str, posted: date) -> list[Segment]:
    """What a post counts up; none where one of it has no day and hour of its own behind its name."""
    starts = list(_COUNTED.finditer(text))
    if len(starts) < 2:
        return []
    ends = [*(one.start() for one in starts[1:]), len(text)]
    pieces = [(one.end(), end) for one, end in zip(starts, ends, strict=True)]
    found = dated_pieces(pieces, mentions, times, text, posted)
    named = []
    for one in found:
        first = standing_in(mentions, one.start, one.stop)[0]
        name = BEFORE_DAY.sub("", text[one.start : first.position]).strip(" ,:–—-")
        if not name or "\n" in name or len(name.split()) > MAX_ENUMERATED_NAME_WORDS or is_stop(name):
            return []
        named.append(replace(one, name=name))
    return named if len(named) == len(pieces) else []


def dated_pieces(
    pieces: Iterable[tuple[int, int]],
    mentions: list[DateMention],
    times: list[TimeMention],
    text: str,
    posted: date,
) -> list[Segment]:
    """The pieces of a text that have one day, or days of every week, an hour and a name; or begin with several days.

    Where the text states an hour for all of them, they need none of their own.
    """
    segments = []
    of_each = _has_hour_of_each(mentions, times, text)
    for start, end in pieces:
        named = standing_in(mentions, start, end)
        announced = [m for m in named if is_announced(m, text, posted)]
        dates = [m for m in announced if not m.vague] or announced  # "this weekend" beside its days
        hours = standing_in(times, start, end)
        if (
            len(dates) == 1
            and (hours or of_each)
            and (dates[0].is_one_day or dates[0].rule or not words(text[start : dates[0].position]))
        ):
            segments.append(Segment(start, end, name_of(text, start, end, spans_of(named, hours)), dates[0].days))
    return segments


def _has_hour_of_each(mentions: list[DateMention], times: list[TimeMention], text: str) -> bool:
    """Whether a line or sentence without a day of its own states the hour of all."""
    sentences = [one for one in spans(text, SENTENCE) if OF_EACH.search(text, *one)]
    return any(
        standing_in(times, start, end) and all(m.vague for m in standing_in(mentions, start, end))
        for start, end in sentences
    )
