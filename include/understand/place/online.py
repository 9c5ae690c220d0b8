"""Whether a happening is online, by its title and text."""

from __future__ import annotations

import re

from include.understand.text.patterns import bounded

MEETING = r"(?:zoom|google meet|g-?meet|(?:ms |microsoft )?teams)"
"""Where people meet online, as a part of patterns; "teams" also is a word."""
ONLINE = bounded(
    r"\b(?:online|virtual)\s+(?:event|session|workshop|meetup|only|class|via)\b|\b(?:on|via|over)\s+"
    rf"{MEETING}\b"
    rf"|(?:📍|📌|[:–-])\s?(?:(?:on|via)\s)?(?:(?!teams){MEETING}|youtube live|instagram live)\b"
    r"|\bonline\s(?:on|over)\s|\bzoom (?:link|call|session)\b|\bwebinar\b",
    re.IGNORECASE,
)
_ONLINE_TITLE = bounded(
    r"(?:^|[-–—|:(\[,]\s*)(?:an?\s+)?(?:online|virtual|(?:on|via|over)\s+zoom|webinar)(?:\s+(?:only|event|session|class|course"
    r"|workshop|talk|meet-?up|edition))?\s*(?:$|[-–—|:)\],])",
    re.IGNORECASE,
)
"""A part of a title that is nothing but "ONLINE" or "online session"."""
_HYBRID = bounded(
    r"\bhybrid\b|\bin[- ]person\b|\boffline\b|\bonline\s*(?:and|&|\+|/|or)\b"
    r"|\b(?:and|&|\+|/|also)\s*(?:online|on zoom)\b",
    re.IGNORECASE,
)
"""What people can go to, too."""


def is_online_only(title: str, text: str) -> bool:
    """Whether the title calls it online, and nothing says that people can also come."""
    return bool(_ONLINE_TITLE.search(title)) and not _HYBRID.search(text)
