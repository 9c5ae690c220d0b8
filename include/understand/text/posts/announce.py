"""Does a text announce something that people can go to? Posts about last night, jobs and menus do not."""

from __future__ import annotations

import re

from include.areas.local import LocalWords
from include.understand.text.patterns import any_of
from include.understand.text.posts.reasons import NEXT, REASONS

_INVITES = re.compile(
    r"\b(?:join us|rsvp|tickets?|register|registration|book (?:now|your)|entry|doors|venue|happening"
    r"|coming to town|live at|workshop"
    r"|see you (?:there|on|at)|come (?:by|along|over)|drop (?:by|in)|save the date)\b",
    re.IGNORECASE,
)


_COMING = re.compile(r"\bcoming to ", re.IGNORECASE)


def rejection_reason(title: str, text: str, local: LocalWords) -> str | None:
    """Why an announcement in prose is none, or None when it is one. An invitation outweighs the words against it."""
    for pattern, reason in REASONS:
        if any(pattern.search(part) and not _invites(part, local) for part in (title, text)):
            return None if NEXT.search(text) else reason
    return None


def _invites(text: str, local: LocalWords) -> bool:
    """Whether a text asks people to come, be it only to the city."""
    city = any_of(local.city)
    return bool(_INVITES.search(text)) or any(city.match(text, lead.end()) for lead in _COMING.finditer(text))
