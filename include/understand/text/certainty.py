"""How sure the dates are that a text announces.

The shares are those that were right of 1,350 texts of real listings whose structure states the start, read without it
(`python -m benchmarks.calibration`): a date that is written out, or that the title names, is the event's more often
than "Saturday" in the middle of a description, and so is one in a short text, which speaks of little else. On sources
that the shares were not taken from they are as right.
"""

from __future__ import annotations

from dataclasses import dataclass

from include.understand.text.dates.mention import DateMention

SHORT_TEXT_CHARS = 400
"""Of title and description together."""


@dataclass(frozen=True)
class DateEvidence:
    """What the first of the dates stands on. `plain`: written out, repeated by a rule, or named in the title."""

    plain: bool
    short: bool


SHARE_RIGHT = {
    DateEvidence(plain=True, short=True): 0.86,
    DateEvidence(plain=True, short=False): 0.69,
    DateEvidence(plain=False, short=True): 0.55,
    DateEvidence(plain=False, short=False): 0.26,
}
"""How often the start is right, by what it stands on."""


def evidence_of(first: DateMention, text: str) -> DateEvidence:
    """What the first date of `text` stands on; the first line is the title."""
    title, _, _ = text.partition("\n")
    in_title = first.position < len(title)
    return DateEvidence(not first.vague or first.rule is not None or in_title, len(text) < SHORT_TEXT_CHARS)
