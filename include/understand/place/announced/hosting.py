"""Places that an announcement has as its subject: "Tower C deck turns into a cinema", "Orion Mall hosts a crafts fair".

Only a name that is a place's by its kind is taken: clubs and foundations host, too, wherever they like.
"""

from __future__ import annotations

import re

from include.areas.area import Area
from include.listing import Venue
from include.understand.place.announced.announced_parts import AnnouncedPart
from include.understand.place.announced.kinds_of_places import KIND, PLACE_AT_END
from include.understand.place.announced.place_names import address_behind, is_name
from include.understand.text.dates.vocabulary import MONTH, WEEKDAY
from include.understand.text.patterns import bounded

MAX_REST_CHARS = 120
MAX_NAME_WORDS = 8
"""Of a name with the day before it."""
_WORD = r"[A-Z][\w'’&.-]{0,24}"
_BEHIND = rf"(?:{_WORD}|\d{{1,3}}|&|of|and|the|(?i:{KIND}|deck|lobby|podium|quadrangle|roof)\b)"
_NAME = rf"(?:{_WORD}|\d{{1,3}})(?:\s{_BEHIND}){{1,6}}"
_BECOMES = (
    r"(?:(?:is |will be |be )?(?:turns?|turning|transforms?|transforming|changes|changing|morphs?|morphing) into"
    r"|turns (?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|becomes|will become|is becoming|comes alive|is coming alive|lights up|fills up with|gets taken over"
    r"|(?:opens|is opening|will open|throws open) (?:its|the) (?:doors|gates|lawns))"
)
_HOSTS = r"(?:hosts|is hosting|will host|will be hosting|plays host to|welcomes|is home to)"
_SUBJECT = bounded(rf"(?<![\w'’&.-])(?P<name>{_NAME})\s(?:{_BECOMES}|(?P<hosts>{_HOSTS}))\b")
_OF_PEOPLE = frozenset({"club", "collective", "foundation", "office", "academy", "social"})
"""With what the names of those end who host at places of others."""
_OF_KIND = bounded(rf"(?i:{KIND}\sof)\s[A-Z]")
"""How a name begins that has its kind in front: "House of Commons"."""

_DAY = bounded(rf"(?:{WEEKDAY}|{MONTH}|\d)", re.IGNORECASE)
"""How what stands before a name begins that is its day."""


def hosting_place(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The place that becomes something or hosts it, beside a day or an hour."""
    for number, part in enumerate(parts):
        if not any(one.dated for one in parts[max(0, number - 2) : number + 3]):
            continue
        for match in _SUBJECT.finditer(part.text):
            name = _own_words(match["name"], area)
            if name and not (match["hosts"] and name.split()[-1].lower() in _OF_PEOPLE):
                return Venue(name=name, address=address_behind(part.text[match.end() :][:MAX_REST_CHARS], area))
    return None


def _own_words(written: str, area: Area) -> str | None:
    """The name without the day before it: of "This Saturday Town Hall" the hall."""
    known = written.split()[-MAX_NAME_WORDS:]
    names = (" ".join(known[first:]) for first in range(len(known) - 1))
    return next((one for one in names if is_name(one, area) and _is_of_place(one) and not _DAY.match(one)), None)


def _is_of_place(name: str) -> bool:
    return PLACE_AT_END.search(name) is not None or _OF_KIND.match(name) is not None
