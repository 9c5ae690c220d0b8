"""Rooms within a place: "party hall, 3rd floor, Sobha Iris", "on the Tower C deck", "Clubhouse lawn".

Those who live or work there are told the room, and know the house. So the house is the venue where the text names it,
beside the room, as that of the residents who are addressed, or in the signature; else the room is all there is.
"""

from __future__ import annotations

import re

from include.areas.area import Area
from include.listing import Venue
from include.understand.place.announced.announced_parts import AnnouncedPart
from include.understand.place.announced.place_names import is_name, is_road
from include.understand.text.dates.vocabulary import MONTH, WEEKDAY
from include.understand.text.patterns import bounded

_QUALIFIED = (
    r"(?:party|community|multi-?purpose|banquet|function|seminar|conference|lecture|dining|assembly|activity|open|main"
    r"|central|sunken|mini|kids['’]?|children['’]s|badminton|basketball|tennis|volleyball|club\s?house|club|society"
    r"|apartment|(?:ground|first|second|third|fourth|top|\d{1,2}(?:st|nd|rd|th))[ -]floor"
    r"|(?:tower|block|wing|phase)[ -][A-Z\d]{1,2}|[A-Z\d]{1,2}[ -](?:tower|block|wing))"
)
_KIND_OF_ROOM = (
    r"(?:halls?|lawns?|deck|terrace|club\s?house|amphitheat(?:re|er)|pool(?:side|\sdeck)?|podium|lobby|foyer|atrium"
    r"|basement|(?:car\s)?parking|amenit(?:y|ies) block|play\s?(?:area|ground)|courts?|garden|courtyard"
    r"|quadrangle|auditorium|bandstand"
    r"|gazebo|(?:auto|bus|taxi) stand|canteen|cafeteria|open[ -]air theat(?:re|er)|OAT|glass\s?house|rooftop"
    r"|room|grounds?)"
)
_ROOM = (
    rf"(?:{_QUALIFIED}\s){{1,3}}{_KIND_OF_ROOM}(?:\s(?:lawns?|deck|\d{{1,2}}))?"
    r"|(?:club\s?house|basement|car|visitors['’]?)\s(?:lawns?|deck|terrace|parking|hall)|amenit(?:y"
    r"|ies) block|open[ -]air theat(?:re|er)|pool\s?side|pool\sdeck"
)
"""What only a room is called, wherever it stands."""
_BEHIND = (
    rf"(?=\s?(?:$|[,;:.!?()|•\n–—-])|\s(?:on|at|from|this|next|to(?:day|morrow|night)|tmrw"
    rf"|every|by|of|{WEEKDAY}|{MONTH}|\d))"
)
_FLOOR = (
    r"(?:(?:\s?[,(]\s?|\s)(?:(?:ground|first|second|third|fourth|top|\d{1,2}(?:st|nd|rd"
    r"|th)) (?:floor|flr)|level \d{1,2})\)?)"
)
_ANNOUNCED = bounded(
    rf"(?:(?:^|[,–—|•:(\n\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?\s?)(?:the\s)?(?P<room>{_ROOM}|{_KIND_OF_ROOM}(?={_FLOOR}))"
    rf"|\b(?:at|in|on|by|to|inside|near|from)\s(?:the|our)\s(?P<there>{_ROOM}|{_KIND_OF_ROOM}))"
    rf"{_BEHIND}",
    re.IGNORECASE,
)
_WORD = r"(?-i:[A-Z])[\w'’&.-]{0,24}"
_NO_DAY = rf"(?!(?:{WEEKDAY}|{MONTH})(?:\s|,|$))"
_NAME = rf"{_NO_DAY}{_WORD}(?:\s(?:{_NO_DAY}{_WORD}|of|de)){{0,4}}"
_HOUSE = bounded(rf"{_FLOOR}?(?:\s?[,(–—-]\s?|\s(?:of|at|in|@)\s?)(?:the\s)?(?P<name>{_NAME})", re.IGNORECASE)
"""The house behind its room."""
_RESIDENTS = bounded(
    rf"(?:\b(?:residents|owners|neighbours|members|families)\s(?:of|at)\s(?P<of>{_NAME})"
    rf"|(?<![\w'’&.-])(?P<before>{_NAME})\s(?:residents|owners|RWA|AOA|apartment owners)\b)",
    re.IGNORECASE,
)
_ADDRESSED = bounded(r"^(?:(?:namma|dear|hello|hi|all|the|attention)\b,?\s?){1,3}", re.IGNORECASE)
_SIGNED = bounded(
    r"\n\W{0,4}[^\n,]{0,40}\b(?:committee|association|assn|RWA|AOA|residents|management|office|secretary|team),"
    rf"\s(?P<name>{_NAME})\W{{0,3}}$",
    re.IGNORECASE,
)
"""The house of those who write: "- RWA Cultural Committee, Sarovar Heights"."""
SIGNER = bounded(r"\b(?:committee|association|assn|RWA|AOA|management|secretary|sangha|samiti|trust)$", re.IGNORECASE)
"""How somebody ends who announces, and is no place."""
_KNOWN_THERE = bounded(rf"{_ROOM}|club\s?house|amphitheat(?:re|er)|bandstand|(?:auto|bus) stand|OAT", re.IGNORECASE)
"""A room that those who are told of it know; "in the garden" may be anybody's."""
MAX_REST_CHARS = 120


def room_within(parts: list[AnnouncedPart], text: str, area: Area) -> Venue | None:
    """The house of the first room that is named in or beside a part with a day or an hour, or that room.

    "Yoga by the pool, ... Tower C deck": what only a room is called outweighs other parts of a place.
    """
    found = [
        (match, part.text[match.end() :])
        for number, part in enumerate(parts)
        if any(one.dated for one in parts[max(0, number - 2) : number + 3])
        for match in _ANNOUNCED.finditer(part.text)
    ]
    if not found:
        return None
    match, rest = next((one for one in found if one[0]["room"]), found[0])
    room = match["room"] or match["there"]
    house = house_behind(rest, area) or house_of_residents(text, area)
    if house is None and not _KNOWN_THERE.fullmatch(room):
        return None
    return Venue(name=house or f"{room[0].upper()}{room[1:]}")


def house_behind(rest: str, area: Area) -> str | None:
    """The name with which `rest` goes on behind a room: ", 3rd floor, Sobha Iris on Thursday"."""
    match = _HOUSE.match(rest[:MAX_REST_CHARS])
    return _as_house(match["name"], area) if match else None


def house_of_residents(text: str, area: Area) -> str | None:
    """The house whose residents an announcement addresses, or who sign it."""
    if signed := _SIGNED.search(text):
        return _as_house(signed["name"], area)
    addressed = _RESIDENTS.search(text)
    return _as_house(_ADDRESSED.sub("", addressed["of"] or addressed["before"]), area) if addressed else None


def _as_house(name: str, area: Area) -> str | None:
    name = name.rstrip(" .-&'’")
    return name if len(name) > 2 and is_name(name, area) and not is_road(name) else None
