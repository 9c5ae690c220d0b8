"""Who holds it: "hosted by Improv Lore" in running text, "The Attic presents ..." in a title; never a ticket seller."""

from __future__ import annotations

import re

from include.areas.local import LocalWords
from include.understand.text.patterns import bounded
from include.understand.text.titles import words

_WORD = r"(?:[A-Z0-9][\w'’&+-]*|of|and|the|for|&|x)"
_NAME = rf"[A-Z0-9][\w'’&+-]*(?:[ \t]{{1,3}}{_WORD}){{0,6}}"
_BY = bounded(
    rf"\b(?:[Hh]osted|[Oo]rgani[sz]ed|[Pp]resented|[Cc]onducted|[Cc]urated)\s+by\s+(?P<name>{_NAME})"
    rf"|\bOrgani[sz]er\s*:\s*(?P<labelled>{_NAME})"
)
_PRESENTS = bounded(
    r"^\W{0,3}(?P<name>\w[^|:–\n]{1,48}?)\s+(?i:proudly\s+)?(?P<verb>(?i:presents?))\b\s*:?\s*[\"“'‘]?(?=[A-Z0-9])"
)
_SEVERAL = bounded(r"\s(?:x|&|×|and|\+)\s|\sx\.\s", re.IGNORECASE)
_NOBODY = frozenset(
    {"various", "variousorganizers", "variousorganisers", "variousartists", "multipleorganizers", "multipleorganisers"}
    | {"tba", "tbd", "na", "none", "admin", "event", "events"}
)
_TAIL = bounded(r"(?:\s+(?:of|and|the|for|&|x)){1,6}$|[.,&]{1,6}$")


def find_organizer(title: str, text: str, local: LocalWords) -> str | None:
    """The name after "hosted by" and the like, or before "presents" in the title, or None; at most 80 characters."""
    match = _BY.search(text)
    named = (match["name"] or match["labelled"]) if match else None
    if named is None and (presents := _PRESENTS.match(title)):
        one = presents["verb"].lower() == "presents"
        named = presents["name"] if one or _SEVERAL.search(presents["name"]) else None
    name = _TAIL.sub("", (named or "").strip())
    return name[:80] if len(name) > 2 and not is_seller(name, local) else None


def is_seller(name: str, local: LocalWords) -> bool:
    """Whether a name is a ticket seller's or stands for nobody, though a site gives it as the organizer's."""
    folded = "".join(words(name))
    return folded in _NOBODY or folded in local.sellers
