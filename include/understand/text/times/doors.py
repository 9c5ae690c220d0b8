"""Hours at which people are let in, sign up or report, and nothing begins yet: "doors 7 pm", "sign-ups from 6"."""

from __future__ import annotations

import re

from include.understand.text.patterns import bounded

_DOORS = bounded(
    r"\b(?:doors?|gates?|entry|entries|registrations?|report(?:ing)?|arrival|check-?in|sign[- ]?ups?|sound\s?check"
    r"|seating|(?:bar|kitchen|box office|counters?|stalls|parking|floor) opens?)\b[^.,;|\n]{0,20}$",
    re.IGNORECASE,
)
DOORS_CHARS = 40
"""Characters before a time in which it may be called that of the doors."""


def is_of_doors(text: str, position: int) -> bool:
    """Whether the hour at `position` is called one at which only the doors open."""
    return _DOORS.search(text[max(0, position - DOORS_CHARS) : position]) is not None
