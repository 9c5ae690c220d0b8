"""How sure the dates are that a text announces.

The shares are those that were right of 1,500 texts of real listings whose structure states the start, read without it
(`python -m benchmarks.calibration`). A date that is written out, or that the title names, is the event's more often
than a day of the week in a description, and more often in a short text, which speaks of little else. "Today" in a
description is mostly our time, and a date that is over is what came before. These reasons hold on sources that the
shares were not taken from, since none of them is one source's way of writing.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from include.understand.text.dates.mention import MAX_SPAN, DateMention

SHORT_TEXT_CHARS = 400
"""Of title and description together."""
OF_A_PROGRAM = 0.7
"""How often the start of a program of several evenings is right."""


class DateEvidence(Enum):
    """What the first of the dates stands on."""

    WRITTEN_IN_A_SHORT_TEXT = "written out, repeated by a rule, or in the title"
    WRITTEN = "the same, in a text that speaks of more"
    OPEN = "a run of days, or a day that depends on when one reads"
    PASSING = "over, too far ahead, or the day of writing without an hour"


SHARE_RIGHT = {
    DateEvidence.WRITTEN_IN_A_SHORT_TEXT: 0.87,
    DateEvidence.WRITTEN: 0.78,
    DateEvidence.OPEN: 0.56,
    DateEvidence.PASSING: 0.02,
}
"""How often the start is right, by what it stands on."""


def evidence_of(first: DateMention, text: str, posted: date, *, timed: bool) -> DateEvidence:
    """What the first date of `text` stands on; the first line is the title. `timed`: the text gives it an hour."""
    in_title = first.position < len(text.partition("\n")[0])
    depends = first.vague and first.rule is None and not in_title
    ahead = first.days[-1] - posted
    if ahead.days < 0 or ahead > MAX_SPAN or (depends and not ahead and not timed):
        return DateEvidence.PASSING
    if depends or first.span:
        return DateEvidence.OPEN
    return DateEvidence.WRITTEN_IN_A_SHORT_TEXT if len(text) < SHORT_TEXT_CHARS else DateEvidence.WRITTEN
