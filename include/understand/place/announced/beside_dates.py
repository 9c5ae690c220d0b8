"""Places beside a day or an hour that nothing else shows: "8 pm, the nook", "7 am, Lalbagh west gate".

They are looked for last, in short texts, and where people put a place: in the piece next to the day or the hour, or in
the line below.
"""

from __future__ import annotations

import re

from include.areas.area import Area
from include.listing import Venue
from include.understand.place.announced.announced_parts import SIGNS, AnnouncedPart, part_of, pieces_of
from include.understand.place.announced.kinds_of_places import KIND, PLACE_AT_END
from include.understand.place.announced.place_names import (
    address_behind,
    is_locality,
    is_name,
    is_road,
)
from include.understand.place.venues import venue_called
from include.understand.text.patterns import bounded

MAX_NAME_WORDS = 6
_NO_PLACE = bounded(
    r"\b(?:at|after|before|she|he|they|her|his|teaches|breakfast|lunch|dinner|flea|farmers|night|thrift|christmas|pop-?up|vintage|open|dance|house|flash|dj|with|by|feat|and|plus|for|bring|join|free|full|no|is|are"
    r"|will|from|till|then|bands?|artists?|members|screen|quiz|club night|book club|run club|workshop"
    r"|session|class|show|set)\b",
    re.IGNORECASE,
)
"""What a piece has that ends like a place, and is none: "flea market", "house club"."""
_LEAD = bounded(
    r"^(?:(?:still|only|live|see you|usual spot|meet|be)\s)?(?:at|in|outside|inside|near|from|@)\s(?:the\s)?",
    re.IGNORECASE,
)
_IN_THE_NAME = (
    r"\s(?!(?:usual|same|best|whole|first|last|only|next|rest|band|crew|gang|one|boys|girls|show|event|gig|party"
    r"|night|day|evening|morning|end|talk|class|session|film|play|race|run|walk|ride|music|food|world|city|town|match"
    r"|game|workshop|venue|doors?|entry|stage|bar|team|weekend)\b)[a-z][a-z'’]{2,15}"
)
_THE = bounded(rf"the(?:{_IN_THE_NAME}(?<!s)|(?:{_IN_THE_NAME}){{1,2}}\s{KIND})")
"""A name that is all in lower case behind its article: "the nook", "the permit room".

Of more words it may be anything ("the crowd goes wild"), and several are people ("the poets").
"""
_BEHIND_SIGN = bounded(r"^.{0,120}?\s[\u2190-\u2bff\U0001f000-\U0001faff]{1,3}\ufe0f?\s")
_HANDLE = bounded(r"(?<![\w.@])@(?P<name>[a-z][a-z\d_.]{3,28}[a-z\d])\b(?!\.\w)", re.IGNORECASE)
_AT_HANDLE = bounded(
    r"(?:[a-z]{2,12}\s){0,3}(?:at|in|inside)\s@(?P<name>[a-z][a-z\d_.]{3,28}[a-z\d])(?:,[^@\n]{2,80})?", re.IGNORECASE
)
"""A part that is nothing but the way to a house's handle: "Live at @oldtownbrewing"."""
_HOSTING_HANDLE = bounded(
    r"@(?P<name>[a-z][a-z\d_.]{3,28}[a-z\d])\s(?:hosts|is hosting|will host|welcomes|turns into|becomes)\b",
    re.IGNORECASE,
)
"""A house that is the subject: "@oldtownbrewing hosts Baithak #22"."""
_PERSON = bounded(
    r"\b(?:by|with|dm|feat|ft|photos?|pics?|follow|tag|from|via|to|contact|and|&|message|curated|host(?:ed)?|w/)\W{0,3}$",
    re.IGNORECASE,
)
"""Before the handle of somebody who takes part, or is to be asked."""
NEAR_CHARS = 12
"""From a day or an hour to a handle that is a place's."""


def place_beside_date(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The first place in a piece beside a day or an hour, or in the line behind one."""
    if parts and (hosting := _of_hosting_handle(parts[0].text, area)):
        return hosting
    for number, part in enumerate(parts):
        found: Venue | None
        beside = any(one.numbered for one in parts[max(0, number - 1) : number + 2])
        if beside and (at := _AT_HANDLE.fullmatch(SIGNS.sub("", part.text))):
            found = _of_handle(at["name"], area)
        elif part.numbered:
            found = _in_dated(part.text, number == 0, area) or _by_handle(part.text, area)
        elif number and parts[number - 1].numbered:
            found = _in_line(part.text, area)
        else:
            found = None
        if found:
            return found
    return None


def _of_hosting_handle(text: str, area: Area) -> Venue | None:
    host = _HOSTING_HANDLE.match(SIGNS.sub("", text))
    return _of_handle(host["name"], area) if host else None


def _in_dated(text: str, is_title: bool, area: Area) -> Venue | None:
    """Of a line with its day: the piece behind the last of day and hour, or before the first."""
    pieces = pieces_of(text)
    dates = [n for n, piece in enumerate(pieces) if part_of(piece).dated]
    if not dates:
        return None
    first, last = dates[0], dates[-1]
    if last + 1 < len(pieces) and (found := _place(pieces[last + 1], pieces[last + 2 :], area, behind=True)):
        return found
    for number in (*range(int(is_title), first), *range(first + 1, last)):
        if found := _place(pieces[number], pieces[number + 1 : last], area, behind=False):
            return found
    return None


def _in_line(text: str, area: Area) -> Venue | None:
    pieces = pieces_of(text)
    return _place(pieces[0], pieces[1:], area, behind=False) if pieces else None


def _place(piece: str, rest: list[str], area: Area, *, behind: bool) -> Venue | None:
    """The place that a piece is; `rest`: the pieces behind it, `behind`: it follows its hour."""
    name = _LEAD.sub("", _BEHIND_SIGN.sub("", piece))
    address = address_behind("".join(f", {one}" for one in rest), area)
    if is_locality(name, area) and is_name(name, area):
        return Venue(name=name, address=address)
    if behind and _THE.fullmatch(name) and not _NO_PLACE.search(name) and is_name(name, area):
        return Venue(name=name, address=address)
    apart = _without_part_of_city(name, area)
    if apart and is_name(apart[0], area) and not _NO_PLACE.search(apart[0]):
        return Venue(name=apart[0], address=apart[1])
    if not _ends_as_place(name) or _NO_PLACE.search(name) or (is_road(name) and not address):
        return None
    return Venue(name=name, address=address) if is_name(name, area) else None


def _ends_as_place(name: str) -> bool:
    known = name.split()
    return 1 < len(known) <= MAX_NAME_WORDS and PLACE_AT_END.search(name) is not None


def _without_part_of_city(name: str, area: Area) -> tuple[str, str] | None:
    """A place and the part of the city behind it, which no comma parts: "Raghavendra mutt Old Town 5th block"."""
    known = name.split()
    for count in range(1, min(len(known), MAX_NAME_WORDS)):
        front, behind = " ".join(known[:count]), " ".join(known[count:])
        if behind[0].isupper() and is_locality(behind, area) and _ends_as_place(front):
            return front, behind
    return None


def _by_handle(text: str, area: Area) -> Venue | None:
    """The house whose handle stands right beside a day or an hour: "Sunday 1.30 pm @oldtownbrewing"."""
    for match in _HANDLE.finditer(text):
        before, rest = text[: match.start()].rstrip(), text[match.end() :].lstrip(" ,.")
        near = part_of(before[-NEAR_CHARS:]).dated or part_of(rest[:NEAR_CHARS]).dated
        if near and not _PERSON.search(before[-NEAR_CHARS:]):
            return _of_handle(match["name"], area)
    return None


def _of_handle(handle: str, area: Area) -> Venue:
    known = venue_called(handle, area)
    return Venue(name=known.name if known else handle)
