"""Does a text announce something that people can go to? Posts about last night, jobs and menus do not."""

from __future__ import annotations

import re

_NOT = (
    (
        re.compile(
            r"\b(?:we(?:'|’)?re|we are|now) hiring\b|\bjob opening|\bvacanc(?:y|ies)\b"
            r"|\bsend (?:us )?your (?:cv|resume)",
            re.I,
        ),
        "a job offer",
    ),
    (
        re.compile(
            r"\b(?:throwback|flashback|recap|highlights? from|glimpses? (?:of|from)|photo dump|aftermovie)\b", re.I
        ),
        "a look back",
    ),
    (
        re.compile(
            r"\bthank(?:s| you)\b[^.!?\n]{0,40}\b(?:came|coming|joining|joined|attended|being there|showing up)\b", re.I
        ),
        "a look back",
    ),
    (
        re.compile(
            r"\b(?:closed|shut)\b[^.!?\n]{0,30}\b(?:today|tomorrow|until further notice|for (?:renovation"
            r"|maintenance))\b",
            re.I,
        ),
        "a closure",
    ),
    (re.compile(r"\b(?:giveaway|contest alert|tag (?:a|your) friends? (?:and|to) win)\b", re.I), "a giveaway"),
)
_INVITES = re.compile(
    r"\b(?:join us|rsvp|tickets?|register|registration|book (?:now|your)|entry|doors|venue|happening"
    r"|coming to (?:town|bangalore|bengaluru|blr)|live at|workshop"
    r"|see you (?:there|on|at)|come (?:by|along|over)|drop (?:by|in)|save the date)\b",
    re.IGNORECASE,
)


def rejection_reason(title: str, text: str) -> str | None:
    """Why an announcement in prose is none, or None when it is one. An invitation outweighs the words against it."""
    for pattern, reason in _NOT:
        if pattern.search(title) or (pattern.search(text) and not _INVITES.search(text)):
            return reason
    return None
