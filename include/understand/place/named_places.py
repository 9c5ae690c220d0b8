"""Venues that announcements name and nobody has listed: "Kite Theatre, CMH Road" on its line, "at Fig Tree Terrace".

A name counts where an announcement has its place: in a line of its own, behind date and hour, or behind "at" in or
behind the sentence that has them. Elsewhere a name is a performer's, a partner's, a school's in somebody's biography.
"""

from __future__ import annotations

import re

from include.areas.area import Area
from include.listing import Venue
from include.understand.place.announced_parts import (
    SIGNS,
    AnnouncedPart,
    announced_parts,
    capitalised_parts,
    part_of,
    pieces_of,
)
from include.understand.place.localities import beyond
from include.understand.place.place_names import (
    KIND,
    NOUN,
    WAY,
    address_behind,
    ends_as_a_kind,
    is_capitalised,
    is_house,
    is_kind_on_road,
    is_locality,
    is_name,
    is_part_of_city,
    is_part_or_way,
    is_road,
)
from include.understand.text.dates.vocabulary import MONTH, WEEKDAY
from include.understand.text.patterns import bounded

MAX_NAME_CHARS, MAX_NAME_WORDS = 70, 4
"""Of a venue's name; of one that neither an address nor a word like "theatre" shows to be one."""
MAX_LINE_CHARS = 200
"""Of a line with a name and an address."""
MAX_REST_CHARS = 160
LEAD_CHARS = 24
MAX_CAPTION_CHARS = 700
"""Of a text in which a name behind a date is a place; longer ones name performers there."""
SURE = 0.5
"""How far such a name is believed."""
_NO_HOUR = r"(?!\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b|\d{1,2}[.:]\d\d)"
_UPPER = rf"(?:(?:St|Dr|Prof|Mt|Sri)\.\s)?(?:[A-Z]\.\s?){{0,3}}{_NO_HOUR}[A-Z0-9][\w'’&-]*"
_NAME = rf"{_UPPER}(?:\s+(?:{_UPPER}|&|(?:of|and|the|de|community|{KIND})\b)){{0,5}}"
_AT = bounded(
    r"(?:\b(?:[Aa]t|(?:[Rr]eturns?"
    r"|(?<=\w )(?:com(?:es?|ing)|mov(?:es?|ed|ing)|shift(?:s|ed|ing)?|relocat(?:es?|ed|ing))"
    r"|(?<=(?:is|re|['’]s) )back) to)\s+"
    r"(?:the\s+)?"
    r"|\b(?:gate|terrace|roof(?:top)?|lawns?|courtyard|basement|loops?|laps?|circuit) of\s+(?:the\s+)?"
    r"|\b[Mm]eet(?:ing)?(?:\s(?:up|us))?\s(?:outside|inside|near|by|under|opposite|beside|behind|in front of)\s+"
    r"(?:the\s+)?"
    r"|(?:^|\s)@\s*)"
    rf"(?P<name>{_NAME})"
)
_ROOM = r"(?:[Rr]oom|[Hh]all|[Ll]ab|[Ss]tudio|[Aa]uditorium|[Ll]ecture [Hh]all)\s+[A-Z0-9][\w.-]{0,12}"
_NUMBERED = r"(?!(?:19|20)\d\d\b)(?:[A-Z]-?)?\d{1,4}(?:\.\d{1,3})?[A-Za-z]?(?![\w-])"
_IN = bounded(
    rf"(?:\b[Ii]n\s+(?:the\s+)?|\b[Rr]oom\s*\()(?P<name>"
    rf"{_ROOM}(?:\s+of\s+(?:the\s+)?{_UPPER}(?:\s+{_UPPER}){{0,2}}(?:\s+(?:building|block|{KIND}))?)?"
    rf"|(?!(?:Phase|Sector|Block|Stage|Season|Vol|Volume|Part|Chapter|Level|Batch|Day|Week|Top|Class|Grade)\b)"
    rf"{_UPPER}(?:\s+{_UPPER}){{0,2}}\s+{_NUMBERED}"
    rf"|{_UPPER}(?:\s+{_UPPER}){{0,3}}\s+(?:(?:lecture|seminar|conference|reading|board|community)\s)?(?i:{KIND}|annexe?|lab|laboratory|building|block|wing)\b)"
)
"""A room in which something is held: "in Room 301 of the Bhabha building", "in Newell 5409", "in the Town Theatre"."""
_IN_NAME = bounded(rf"\b[Ii]n\s+(?:the\s+)?(?P<name>{_NAME})")
_HELD = bounded(r"\b(?:is|held|place|meets?|meeting|be|given|moved|sing|sung|gather|happens?)\s*$", re.IGNORECASE)
_NOT_THERE = bounded(
    r"\b(?:not(?: be)?"
    r"|drinks|teach(?:es)?|taught|works?|worked|studie[sd]|studied|perform(?:s|ed)|played|chef|head|founder|director|featured"
    r"|shown|stuck|lost|queue|professor|student|starts?|starting|price[sd]?|tickets?|afterwards?|open(?:s|ing)?|ends?|combos?|passes|only|seats)\s*$",
    re.IGNORECASE,
)
_BRACKETED = bounded(
    rf"\b(?:place|venue|there|{KIND})\b[^()\n]{{0,30}}\((?P<name>{_NAME}),\s(?P<address>[^()\n]{{3,40}})\)"
)
_ASIDE = bounded(
    r"^\d{1,2}(?:[:.]\d\d)?\s?(?:-|–|to)\s?\d{1,2}(?:[:.]\d\d)?$|^\W{0,3}(?:\d{1,3}\s?(?:weeks?|hrs?|hours?|mins?|minutes|days?|sessions?|classes)\b|(?:entry|tickets?|fees?)\b|free\b|\d{2,5}/-)"
    r"|[₹$€£]|\brs\b",
    re.IGNORECASE,
)
"""What stands between a date and the name of the place: how long it takes, and what it costs."""
_PART_OF_CITY = bounded(r",\s?[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20}){0,2}[.!]?")
"""What stands behind a name and may be a part of the city that is not known as one."""
_DASHED = re.compile(r"\s[–—-]\s(?P<name>[^–—-]{3,70})$")
"""A name behind its hour: "7:30 pm – Ranga Kuteera", which is a place's only with an address behind it."""
_LEAD = bounded(
    r"^(?:(?:starts?|starting|begins?|meet(?:ing)?(?: up)?|assemble|gather|come)\s)?(?:in|inside|at|from)\s+"
    r"(?:the\s+)?(?=[A-Z0-9])",
    re.IGNORECASE,
)
"""What stands before a name in a line of its own: "In the Grove Theatre"."""
_AND_MORE = re.compile(r"\s(?:and|&)$")
"""Behind a name in a sentence that goes on: "at Rose Garden and then tea"."""
_DAY_BEHIND = bounded(rf"\s(?:{WEEKDAY}|{MONTH})\b(?=,?\s\d)", re.IGNORECASE)
"""Behind a name where nothing parts the two: "at Rasta Cafe Wed 4th Mar"."""
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
_HOST = bounded(r"^hosts?\s?[:–—-]\s", re.IGNORECASE)
"""Who hosts is where it is, if an address follows."""
_INVITES = bounded(
    rf"^(?P<name>{_NAME}(?:,\s{_NAME})?)\s(?:invites?|presents?|hosts?|welcomes?|is hosting|brings? (?:you|back))\b"
)
_OF_PLACE = bounded(r"(?:\b(?:at|to)|@|\bof|\bin|[|,.·•(])\s*(?:the\s+)?$", re.IGNORECASE)


def named_place(title: str, text: str, area: Area) -> Venue | None:
    """The venue that an announcement names in its own line or behind "at", or None."""
    parts = announced_parts(f"{title}\n{text}")
    brief = len(text) <= MAX_CAPTION_CHARS
    found = (
        _behind_at(parts, area, brief)
        or _in_part_of_city(parts, area)
        or _own_line([one for one in parts if one.numbered], area, brief, marked=True)
        or _in_brackets(parts, area)
        or _in_room(parts, area)
        or _own_line(parts, area, brief, addressed=True)
        or _own_line(parts, area, brief)
        or (_of_host(parts, area) if brief else None)
        or (_beside_unknown_part(parts, area) if brief else None)
    )
    if found is None and (capitals := capitalised_parts(f"{title}\n{text}")):
        named = _own_line(capitals, area, brief, addressed=True)
        sure = named and (ends_as_a_kind(named.name or "") or is_locality(named.address or "", area))
        found = named if sure else None
    return found if found and not _is_of_title(found, title) else None


def _is_of_title(found: Venue, title: str) -> bool:
    """Whether a name is the happening's own: in its title, without an address and without "at" before it."""
    before, inside, _ = title.casefold().partition((found.name or "").casefold())
    return bool(inside) and not found.address and not _OF_PLACE.search(before[-20:])


def _behind_at(parts: list[AnnouncedPart], area: Area, brief: bool) -> Venue | None:
    for number, part in enumerate(parts):
        before = brief and number > 0 and parts[number - 1].dated
        for match in _AT.finditer(part.text):
            name, rest = _AND_MORE.sub("", match["name"]).rstrip(" -&"), part.text[match.end() :]
            name = _DAY_BEHIND.split(name, maxsplit=1)[0]
            alone = match.start() == 0 or (number == 0 and (not SIGNS.sub("", rest) or _PART_OF_CITY.fullmatch(rest)))
            if rest.lstrip().startswith("?"):
                continue
            near = part.dated or before or alone or NOUN.search(name)
            lead = part.text[max(0, match.start() - LEAD_CHARS) : match.start()]
            if near and not _NOT_THERE.search(lead) and is_name(name, area):
                return Venue(name=name, address=address_behind(rest[:MAX_REST_CHARS], area))
    return None


def _in_brackets(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The name with its part of the city that explains a place: "the pub under the metro (Pillar, Old Town)"."""
    for part in parts:
        for match in _BRACKETED.finditer(part.text):
            if is_name(match["name"], area) and address_behind(f", {match['address']}", area):
                return Venue(name=match["name"], address=match["address"])
    return None


def _in_room(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The room after "in", in a sentence that states day or hour, or that follows such a one and says "is held in"."""
    for number, part in enumerate(parts):
        follows = any(one.numbered for one in parts[max(0, number - 2) : number])
        for match in _IN.finditer(part.text):
            held = _HELD.search(part.text[max(0, match.start() - LEAD_CHARS) : match.start()])
            if (part.numbered or (follows and held)) and is_name(match["name"].replace(".", ""), area):
                name = match["name"]
                return Venue(name=f"{name[0].upper()}{name[1:]}")
    return None


def _in_part_of_city(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The place after "in" with its part of the city behind it: "9 to 11 am in Mini Forest, Old Town 3rd Phase"."""
    for part in parts:
        for match in _IN_NAME.finditer(part.text) if part.dated else ():
            name, address = match["name"], address_behind(part.text[match.end() :][:MAX_REST_CHARS], area)
            lead = part.text[max(0, match.start() - LEAD_CHARS) : match.start()]
            if address and not is_road(name) and not _NOT_THERE.search(lead) and is_name(name, area):
                return Venue(name=name, address=address)
    return None


def _own_line(
    parts: list[AnnouncedPart], area: Area, brief: bool, *, marked: bool = False, addressed: bool = False
) -> Venue | None:
    """A line that is nothing but a name and an address; behind day and hour the name alone is enough.

    `marked`: only a name behind day and hour that a number or a kind of place shows to be one, "Room 4", "BH 136A".
    `addressed`: only one with a road or a part of the city behind it, which outweighs a bare name.
    """
    for number, part in enumerate(parts):
        if len(part.text) > MAX_LINE_CHARS:
            continue
        pieces = pieces_of(part.text)
        dates = [n for n, piece in enumerate(pieces) if part.numbered and part_of(piece).numbered]
        first = dates[-1] + 1 if dates else 0
        while dates and first + 1 < len(pieces) and _ASIDE.search(pieces[first]):
            first += 1  # 7 pm, Rs 500, Studio Ochre
        if ((number == 0 or marked) and not dates) or first >= len(pieces):
            continue
        alone = bool(dates) and is_kind_on_road(pieces[first:])
        if (
            first + 1 < len(pieces)
            and not alone
            and is_part_or_way(pieces[first])
            and not _IS_CALLED.match(pieces[first])
        ):
            first += 1  # Amphitheatre, Banyan House; near the pond, Old Park
        dashed = _DASHED.search(pieces[first - 1]) if dates else None
        behind_dash = "".join(f",{piece}" for piece in pieces[first:])
        if dashed and _is_place(dashed["name"], behind_dash, False, area):
            return Venue(name=dashed["name"], address=address_behind(behind_dash, area))
        host = _HOST.match(pieces[first])
        name = _LEAD.sub("", pieces[first][host.end() :] if host else pieces[first])
        if not _is_shown(name, marked, bool(dates)):
            continue
        behind = brief and any(one.numbered for one in parts[max(0, number - 2) : number + 1])
        address = "".join(f",{piece}" for piece in pieces[first + 1 :] if not WAY.match(piece))
        on_road = is_road(name) and not is_house(name)
        if (addressed or host) and (_NUMBER.match(name) or on_road or not address_behind(address, area)):
            continue
        if alone or _is_place(name, address, behind, area):
            return Venue(name=name, address=address_behind(address, area))
    return None


def _is_shown(name: str, marked: bool, beside_date: bool) -> bool:
    """Whether a kind of place or a number shows a name to be a room's, where `marked` asks for that.

    A number does so beside its date alone: "Hopper 415" is a room, "Quorum 60" in a line of its own is none.
    """
    if NOUN.search(name) or _NUMBERED_NAME.search(name):
        return True
    return any(map(str.isdigit, name)) if marked else beside_date or not name.rpartition(" ")[2].isdigit()


def _of_host(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The house that invites, named with its part of the city: "Brick & Vine Old Town invites you"."""
    for part in parts:
        if found := _INVITES.match(part.text):
            known = found["name"].replace(",", "").split()
            for count in range(len(known) - 1, 0, -1):
                name, behind = " ".join(known[:count]), " ".join(known[count:])
                if is_part_of_city(behind, area) and is_name(name, area):
                    return Venue(name=name, address=behind)
    return None


def _beside_unknown_part(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The only line "The Attic, Tasker" behind a date: of several each may be a performer and where they are from."""
    found: list[Venue] = []
    for number, part in enumerate(parts):
        behind = any(one.numbered for one in parts[max(0, number - MAX_LINES_BEHIND) : number])
        pieces = pieces_of(part.text)
        if not behind or part.dated or len(pieces) != 2:
            continue
        name, city = pieces
        if is_capitalised(name) and 1 < len(name.split()) <= MAX_NAME_WORDS and _PART_OF_CITY.fullmatch(f", {city}"):
            found.append(Venue(name=name, address=city))
    one = found[0] if len(found) == 1 else None
    if one is None or not is_name(one.name or "", area) or _ROLE.fullmatch((one.address or "").split()[-1]):
        return None
    return None if beyond(one.address or "", area) else one


def _is_place(name: str, address: str, behind_a_date: bool, area: Area) -> bool:
    if len(name) > MAX_NAME_CHARS or not (is_name(name, area) or (_IS_CALLED.fullmatch(name) and address)):
        return False
    if not is_capitalised(name):
        return _IN_LOWER_CASE.fullmatch(name) is not None and is_part_of_city(address.strip(" ,"), area)
    if address_behind(address, area):
        return True
    if address and not behind_a_date:
        return ends_as_a_kind(name) and _PART_OF_CITY.fullmatch(address) is not None
    return bool(NOUN.search(f"{name}{address}")) or (
        behind_a_date and not address and len(name.split()) <= MAX_NAME_WORDS
    )
