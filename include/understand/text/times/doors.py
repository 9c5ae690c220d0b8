"""Hours at which people are let in, sign up or report, and nothing begins yet: "doors 7 pm", "sign-ups from 6"."""

from __future__ import annotations

import re

from include.understand.text.patterns import bounded

_DOORS = bounded(
    r"\b(?:doors?|gates?|entry|entries|registrations?|report(?:ing)?|arrival|check-?in|sign[- ]?ups?|sound\s?check"
    r"|seating|(?:bar|kitchen|box office|counters?|stalls|parking|floor) opens?)\b"
    r"(?:(?!\b(?:show|gig|set|music|bands?|act|starts?|begins?|play)\b)[^.,;|·•\n]){0,20}$",
    re.IGNORECASE,
)
DOORS_CHARS = 40
"""Characters before a time in which it may be called that of the doors."""
_BEHIND = bounded(r"\s?(?:reporting|(?:doors|gates)(?: opens?)?)\b(?!\s?[:@]|\s(?:at|from)\b)", re.IGNORECASE)
"""5.30 am reporting, 6.15 am start."""


def is_of_doors(text: str, position: int, end: int) -> bool:
    """Whether the hour from `position` to before `end` is called one at which only the doors open."""
    before = _DOORS.search(text[max(0, position - DOORS_CHARS) : position])
    return before is not None or _BEHIND.match(text, end) is not None
