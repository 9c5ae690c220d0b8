"""What a title says to whoever reads it, and not of the happening: which ticket this is, that one may come and learn.

"Entry ticket to The Long Night" and "The Long Night (early bird)" are sold for one evening, and so are the bookings of
a team and of one player for one cup. Titles are compared without it, and stored listings are looked up without it;
the listing keeps it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from include.areas.local import LocalWords
from include.understand.text.patterns import bounded
from include.understand.text.titles import title_key

_TICKET = r"(?:tickets?|pass(?:es)?|bookings?|registrations?|entry|entries)"
_WHOSE = (
    r"(?:all[ -]day|full[ -]day|early[ -]bird|general|regular|season|student|couples?|stag|solo|single|individual|team"
    r"|group|member|vip)"
)
_BEFORE = bounded(
    rf"^\s*(?:(?:{_WHOSE}\s+)?{_TICKET}\s+(?:{_TICKET}\s+)?(?:to|for)|learn\s+(?:how\s+)?to|join\s+us\s+(?:for|at))\s+",
    re.IGNORECASE,
)
_BEHIND = bounded(
    rf"\s*[-–—|:(\[]\s*(?:(?:{_WHOSE}\s+)?{_TICKET}(?:\s+{_TICKET})?|early[ -]bird)\s*[)\]]?\s*$", re.IGNORECASE
)


@lru_cache(maxsize=20_000)
def without_invitation(title: str) -> str:
    """`title` without it; as it was where nothing else would be left."""
    bare = _BEHIND.sub("", _BEFORE.sub("", title, count=1), count=1)
    return bare if any(letter.isalnum() for letter in bare) else title


def series_key(title: str, local: LocalWords) -> str:
    """What one source's listings of one title share, in a batch and in the ledger. At most 200 characters.

    Titles whose `MatchRecord.title_words` are the same have the same key.
    """
    return title_key(without_invitation(title), local)
