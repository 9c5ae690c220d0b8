"""Venues that stand in lines of their own: "Kite Theatre, CMH Road", or behind day and hour in theirs."""

from __future__ import annotations

import re

from include.areas.area import Area
from include.listing import Venue
from include.understand.place.announced.announced_parts import AnnouncedPart, part_of, pieces_of
from include.understand.place.announced.kinds_of_places import KIND
from include.understand.place.announced.place_names import (
    NOUN,
    WAY,
    WAY_BEHIND,
    address_behind,
    ends_as_a_kind,
    is_capitalised,
    is_city,
    is_house,
    is_kind_on_road,
    is_name,
    is_part_of_city,
    is_part_or_way,
    is_road,
)
from include.understand.place.localities import beyond
from include.understand.text.dates.vocabulary import WEEKDAY
from include.understand.text.patterns import bounded

MAX_NAME_CHARS, MAX_NAME_WORDS = 70, 4
"""Of a venue's name; of one that neither an address nor a word like "theatre" shows to be one."""
MAX_LINE_CHARS = 200
"""Of a line with a name and an address."""
_ASIDE = bounded(
    r"^\d{1,2}(?:[:.]\d\d)?\s?(?:-|–|to)\s?\d{1,2}(?:[:.]\d\d)?$|^\W{0,3}(?:\d{1,3}\s?(?:weeks?|hrs?|hours?|mins?|minutes|days?|sessions?|classes)\b|(?:entry|tickets?|fees?)\b|free\b|\d{2,5}/-)"
    r"|[₹$€£]|\brs\b",
    re.IGNORECASE,
)
"""What stands between a date and the name of the place: how long it takes, and what it costs."""
PART_OF_CITY = bounded(r",\s?[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20}){0,2}[.!]?")
"""What stands behind a name and may be a part of the city that is not known as one."""
_DASHED = re.compile(r"\s[–—-]\s(?P<name>[^–—-]{3,70})$")
"""A name behind its hour: "7:30 pm – Ranga Kuteera", which is a place's only with an address behind it."""
_BEHIND_SIGN = re.compile(r"^.{0,120}\s[\u2190-\u2bff\U0001f000-\U0001faff]{1,3}\ufe0f?\s(?=[A-Z])")
"""What stands before a sign behind which the place is named: "Night 10K 🌙 Kanteerava Stadium"."""
_DASHED_DATE = bounded(
    r"(?P<name>(?-i:[A-Z])[\w'’.]{1,20}(?:\s[\w'’&.]{1,20}){1,4})\s[–—-]\s(?:\d{1,2}\b|"
    rf"{WEEKDAY}\b|(?:this|next)\s)",
    re.IGNORECASE,
)
_LEAD = bounded(
    r"^(?:(?:starts?|starting|begins?|meet(?:ing)?(?: up)?|assemble|gather|come|live|only|happening"
    r"|hosted|held|(?:see|meet|join|catch|find) (?:you|us)|upstairs|outside)\s)?(?:in|inside|at|from)\s+"
    r"(?:the\s+)?[\"“‘]?(?=[A-Z0-9])",
    re.IGNORECASE,
)
"""What stands before a name in a line of its own: "In the Grove Theatre"."""
_WITH_HANDLE = re.compile(r"\s@\w")
"""What holds somebody's handle, and is more than a name: "Live at @kitehall"."""
_ROLE = bounded(
    r"\w{0,15}(?:der|hor|tor|eer|ner|ter|cer|ger|sor|ist|ian)s?|vocals?|violin|flute|veena|tabla|mridangam|guitar|drums|bass"
    r"|keys|piano|chef|poets?|ceo|cto|host|mc",
    re.IGNORECASE,
)
"""What somebody does, behind a name: "Founder", "Flute"."""
_NUMBER = bounded(r"(?:no|plot|house|door|flat|shop)\b\W{0,3}\d", re.IGNORECASE)
"""How the number of a house begins."""
_NUMBERED_NAME = bounded(r"\w\sNo\.?\s?\d{1,4}$")
"""A house that is called so: "Barrel No. 4"."""
_IS_CALLED = bounded(rf"The\s(?i:{KIND})")
"""A kind of place that is the name of one, where an address follows."""
_IN_LOWER_CASE = bounded(r"the(?:\s[a-z][a-z'’]{2,15}){2,3}")
"""A name in a text that is all in lower case."""
MAX_LINES_BEHIND = 3
"""Lines between a date and the place."""
_HOST = bounded(r"^(?:hosts?|hosted by|(?:venue|hosting)\spartners?)\s?[:–—-]\s", re.IGNORECASE)
"""Who hosts is where it is, if an address follows."""


def own_line(
    parts: list[AnnouncedPart], area: Area, brief: bool, *, marked: bool = False, addressed: bool = False
) -> Venue | None:
    """A line that is nothing but a name and an address; behind day and hour the name alone is enough.

    `marked`: only a name behind day and hour that a number or a kind of place shows to be one, "Room 4", "BH 136A".
    `addressed`: only one with a road or a part of the city behind it, which outweighs a bare name.
    """
    for number, part in enumerate(parts):
        pieces = pieces_of(part.text) if len(part.text) <= MAX_LINE_CHARS and not part.text.endswith("?") else []
        dates = [n for n, piece in enumerate(pieces) if part.numbered and part_of(piece).numbered]
        first = _first_of_place(pieces, dates)
        if dates and not marked and first >= len(pieces):
            found = _before_date(pieces[: dates[0]], area, signed=not number) or _dashed_date(pieces[dates[0]], area)
        elif first >= len(pieces) or ((number == 0 or marked) and not dates):
            continue
        else:
            near = brief and any(one.numbered for one in parts[max(0, number - 2) : number + 1])
            found = _dashed(pieces, first, area) if dates else None
            found = found or _in_pieces(pieces[first:], area, bool(dates), near, marked, addressed)
        if found:
            return found
    return None


def _first_of_place(pieces: list[str], dates: list[int]) -> int:
    """Which piece of a line is the first behind day and hour that can be of the place."""
    first = dates[-1] + 1 if dates else 0
    while dates and first + 1 < len(pieces) and _ASIDE.search(pieces[first]):
        first += 1  # 7 pm, Rs 500, Studio Ochre
    on_road = bool(dates) and is_kind_on_road(pieces[first:]) if first < len(pieces) else False
    if first + 1 < len(pieces) and not on_road and is_part_or_way(pieces[first]):
        first += not _IS_CALLED.match(pieces[first])  # Amphitheatre, Banyan House; near the pond, Old Park
    return first


def _dashed(pieces: list[str], first: int, area: Area) -> Venue | None:
    """The name behind the hour and a dash, if it has an address: "7:30 pm – Ranga Kuteera, Old Town"."""
    dashed = _DASHED.search(pieces[first - 1])
    behind = "".join(f",{piece}" for piece in pieces[first:])
    if dashed is None or not _is_place(dashed["name"], behind, False, area):
        return None
    return Venue(name=dashed["name"], address=address_behind(behind, area))


def _in_pieces(pieces: list[str], area: Area, dated: bool, near: bool, marked: bool, addressed: bool) -> Venue | None:
    """The place of which a line has nothing but name and address; `dated`: behind its day, `near`: close to one."""
    alone = dated and is_kind_on_road(pieces)
    host = _HOST.match(pieces[0])
    name = _LEAD.sub("", pieces[0][host.end() :] if host else pieces[0]).strip('‘’“”"')
    if (way := WAY_BEHIND.search(name)) and is_name(name[: way.start()], area):
        name = name[: way.start()]
    if _WITH_HANDLE.search(name) or not _is_shown(name, marked, dated):
        return None
    if host and len(pieces) > 1 and ends_as_a_kind(pieces[1]) and is_capitalised(name) and is_name(name, area):
        return Venue(name=name, address=pieces[1])
    if host and len(pieces) > 1 and not NOUN.search(name) and _is_of_somebody(pieces[1], area):
        return None
    address = "".join(f",{piece}" for piece in pieces[1:] if not WAY.match(piece))
    on_road = is_road(name) and not is_house(name)
    if (addressed or host) and (_NUMBER.match(name) or on_road or not address_behind(address, area)):
        return None
    found = Venue(name=name, address=address_behind(address, area))
    return found if alone or _is_place(name, address, near, area) else None


def _is_of_somebody(behind: str, area: Area) -> bool:
    """Whether a trade or only the city stands behind the name of a host: "Hosted by: Asha Rao, author"."""
    return _ROLE.fullmatch(behind.strip()) is not None or is_city(behind, area)


def _before_date(pieces: list[str], area: Area, *, signed: bool) -> Venue | None:
    """The place with which a line begins whose day and hour follow: "Society seminar hall, 12 March, 4 pm".

    `signed`: only one behind a sign, as in a title.
    """
    sign = _BEHIND_SIGN.match(pieces[0]) if pieces else None
    pieces = [pieces[0][sign.end() if sign else 0 :], *pieces[1:]] if pieces else []
    if not pieces or (signed and not sign) or not is_capitalised(pieces[0]) or not is_name(pieces[0], area):
        return None
    address = address_behind("".join(f",{piece}" for piece in pieces[1:]), area)
    shown = ends_as_a_kind(pieces[0]) and len(pieces) == 1
    return Venue(name=pieces[0], address=address) if shown or address else None


def _dashed_date(piece: str, area: Area) -> Venue | None:
    """A kind of place behind which a dash and the day follow: "Turahalli forest - Sat 21 Feb"."""
    name = (found := _DASHED_DATE.match(piece)) and found["name"]
    return Venue(name=name) if name and ends_as_a_kind(name) and NOUN.search(name) and is_name(name, area) else None


def _is_shown(name: str, marked: bool, beside_date: bool) -> bool:
    """Whether a kind of place or a number shows a name to be a room's, where `marked` asks for that.

    A number does so beside its date alone: "Hopper 415" is a room, "Quorum 60" in a line of its own is none.
    """
    if NOUN.search(name) or _NUMBERED_NAME.search(name):
        return True
    return any(map(str.isdigit, name)) if marked else beside_date or not name.rpartition(" ")[2].isdigit()


def beside_unknown_part(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The only line "The Attic, Tasker" behind a date: of several each may be a performer and where they are from."""
    found: list[Venue] = []
    for number, part in enumerate(parts):
        behind = any(one.numbered for one in parts[max(0, number - MAX_LINES_BEHIND) : number])
        pieces = pieces_of(part.text)
        if not behind or part.dated or len(pieces) != 2:
            continue
        name, city = pieces
        if is_capitalised(name) and 1 < len(name.split()) <= MAX_NAME_WORDS and PART_OF_CITY.fullmatch(f", {city}"):
            found.append(Venue(name=name, address=city))
    one = found[0] if len(found) == 1 else None
    if one is None or not is_name(one.name or "", area) or _ROLE.fullmatch((one.address or "").split()[-1]):
        return None
    return None if beyond(one.address or "", area) else one


def _is_place(name: str, address: str, behind_a_date: bool, area: Area) -> bool:
    if len(name) > MAX_NAME_CHARS or not (is_name(name, area) or (_IS_CALLED.fullmatch(name) and address)):
        return False
    if not is_capitalised(name):
        in_part = is_part_of_city(address.strip(" ,"), area) or (behind_a_date and is_road(address.strip(" ,")))
        return _IN_LOWER_CASE.fullmatch(name) is not None and in_part
    if address_behind(address, area):
        return True
    if address and not behind_a_date:
        return ends_as_a_kind(name) and PART_OF_CITY.fullmatch(address) is not None
    return bool(NOUN.search(f"{name}{address}")) or (
        behind_a_date and not address and len(name.split()) <= MAX_NAME_WORDS
    )
