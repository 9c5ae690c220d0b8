"""Does a text announce something that people can go to? Posts about last night, jobs and menus do not."""

from __future__ import annotations

import re

from include.understand.text.reasons import NEXT, REASONS

_INVITES = re.compile(
    r"\b(?:join us|rsvp|tickets?|register|registration|book (?:now|your)|entry|doors|venue|happening"
    r"|coming to (?:town|bangalore|bengaluru|blr)|live at|workshop"
    r"|see you (?:there|on|at)|come (?:by|along|over)|drop (?:by|in)|save the date)\b",
    re.IGNORECASE,
)


def rejection_reason(title: str, text: str) -> str | None:
    """Why an announcement in prose is none, or None when it is one. An invitation outweighs the words against it."""
    for pattern, reason in REASONS:
        if any(pattern.search(part) and not _INVITES.search(part) for part in (title, text)):
            return None if NEXT.search(text) else reason
    return None
