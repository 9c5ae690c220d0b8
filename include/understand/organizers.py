"""Who holds it, from running text: "hosted by Improv Lore", "organised by The Parallel Cinema Club"."""

from __future__ import annotations

import re

_WORD = r"(?:[A-Z0-9][\w'’&+-]*|of|and|the|for|&|x)"
_BY = re.compile(
    rf"\b(?:[Hh]osted|[Oo]rgani[sz]ed|[Pp]resented|[Cc]onducted|[Cc]urated)\s+by\s+(?P<name>[A-Z0-9][\w'’&+-]*(?:\s+{_WORD}){{0,6}})"
    rf"|\bOrgani[sz]er\s*:\s*(?P<labelled>[A-Z0-9][\w'’&+-]*(?:\s+{_WORD}){{0,6}})"
)
_TAIL = re.compile(r"(?:\s+(?:of|and|the|for|&|x))+$|[.,&]+$")


def find_organizer(text: str) -> str | None:
    """The name after "hosted by" and the like, or None; at most 80 characters."""
    match = _BY.search(text)
    if match is None:
        return None
    name = _TAIL.sub("", (match["name"] or match["labelled"]).strip())
    return name[:80] if len(name) > 2 else None
