"""Venues that announcements name and nobody has listed: "Kite Theatre, CMH Road" on its line, "at Fig Tree Terrace".

A name counts where an announcement has its place: in a line of its own, behind date and hour, or behind "at" in or
behind the sentence that has them. Elsewhere a name is a performer's, a partner's, a school's in somebody's biography.
"""

from __future__ import annotations

import re

from include.areas.area import Area
from include.listing import Venue
from include.understand.place.announced.announced_parts import (
    SIGNS,
    AnnouncedPart,
    announced_parts,
    capitalised_parts,
)
from include.understand.place.announced.beside_dates import place_beside_date
from include.understand.place.announced.coming_together import MEET, MEET_NEAR, NAME, STARTS, UPPER
from include.understand.place.announced.hosting import hosting_place
from include.understand.place.announced.kinds_of_places import KIND
from include.understand.place.announced.own_line import PART_OF_CITY, beside_unknown_part, own_line
from include.understand.place.announced.place_names import (
    NOUN,
    WAY_BEHIND,
    address_behind,
    ends_as_a_kind,
    is_locality,
    is_name,
    is_part_of_city,
    is_road,
    without_address,
)
from include.understand.place.announced.rooms import SIGNER, room_within
from include.understand.place.localities import beyond
from include.understand.text.dates.vocabulary import HANDED_OUT, MONTH, WEEKDAY
from include.understand.text.patterns import bounded

MAX_REST_CHARS = 160
LEAD_CHARS = 24
MAX_CAPTION_CHARS = 700
"""Of a text in which a name behind a date is a place; longer ones name performers there."""
SURE = 0.5
"""How far such a name is believed."""
_AT = bounded(
    r"(?:\b(?:[Aa]t|(?:[Rr]eturns?"
    r"|(?<=\w )(?:com(?:es?|ing)|mov(?:es?|ed|ing)|shift(?:s|ed|ing)?|relocat(?:es?|ed|ing))"
    r"|(?<=(?:is|re|['’]s) )back)(?:\sfrom\s[^.,\n]{2,40}?)? to)\s+"
    r"(?:the\s+)?"
    r"|\b(?:gate|terrace|roof(?:top)?|lawns?|courtyard|basement|parking(?: lot)?|car park|compound"
    r"|foyer|lobby|amphitheatre|backyard|garden|campus|premises|loops?|laps?|circuit) of\s+(?:the\s+)?"
    r"|(?:^|\s)@\s*(?:the\s+)?)[\"“‘]?"
    rf"(?P<name>{NAME})"
)
_IN_KANNADA = r"\s(?:n?alli|dalli|yalli|hat{1,2}h?i?ra|mund?he|munde|o?lage)\b"
_KANNADA_BEHIND = bounded(
    rf"(?<![\w'’&-])(?P<name>{NAME}"
    r"(?:\s(?:(?:north|south|east|west|main|back)\s)?(?:gate|entrance|circle|signal|steps|bus stop))?)"
    rf"(?:{_IN_KANNADA})(?!\s(?:keli|kelu|tickets?|pass(?:es)?)\b)"
)
"""A name with "in" or "near" behind it, as Kannada has it: "Old Social nalli", "Rose Park gate hatra"."""
_KANNADA_ENDING = re.compile(_IN_KANNADA)
_NO_PLACE_IN_KANNADA = frozenset(
    {"kannada", "hindi", "english", "tamil", "telugu", "malayalam", "tulu", "konkani", "urdu"}
)
_COLLECTION = bounded(rf".{{0,24}}?\b{HANDED_OUT}\b", re.IGNORECASE)
"""How a part begins that says where things are handed out before."""
_ROOM = r"(?:[Rr]oom|[Hh]all|[Ll]ab|[Ss]tudio|[Aa]uditorium|[Ll]ecture [Hh]all)\s+[A-Z0-9][\w.-]{0,12}"
_NUMBERED = r"(?!(?:19|20)\d\d\b)(?:[A-Z]-?)?\d{1,4}(?:\.\d{1,3})?[A-Za-z]?(?![\w-])"
_IN = bounded(
    rf"(?:\b[Ii]n\s+(?:the\s+)?|\b[Rr]oom\s*\()(?P<name>"
    rf"{_ROOM}(?:\s+of\s+(?:the\s+)?{UPPER}(?:\s+{UPPER}){{0,2}}(?:\s+(?:building|block|{KIND}))?)?"
    rf"|(?!(?:Phase|Sector|Block|Stage|Season|Vol|Volume|Part|Chapter|Level|Batch|Day|Week|Top|Class|Grade)\b)"
    rf"{UPPER}(?:\s+{UPPER}){{0,2}}\s+{_NUMBERED}"
    rf"|{UPPER}(?:\s+{UPPER}){{0,3}}\s+(?:(?:lecture|seminar|conference|reading|board|community)\s)?(?i:{KIND}|annexe?|lab|laboratory|building|block|wing)\b)"
)
"""A room in which something is held: "in Room 301 of the Bhabha building", "in Newell 5409", "in the Town Theatre"."""
_FROM_TO = bounded(
    rf"\b[Ff]rom\s+(?:the\s+)?(?P<name>{NAME}(?:\s(?:steps|gate|entrance|circle|statue))?)(?:\s\([^()\n]{{1,40}}\))?,?"
    r"\s(?:to|till|up\sto)\s+(?:the\s+)?[A-Z]"
)
"""Where those who walk or ride set out."""
_ON_THE_WAY = bounded(
    r"\b(?:walk|ride|run|cycl\w{1,4}|pedal|trek|hike|(?<!\d\s)(?<!(?:st|nd|rd|th|in|of)\s)march(?!,?\s\d)|procession|rally"
    r"|parade|drive|jog|stroll|trail)\b",
    re.IGNORECASE,
)
"""What goes from one place to another; beside a number, "March" is the month."""
_ENDS_BEHIND = bounded(
    rf"\b(?:[Ss]tart(?:s|ing)?|[Bb]egin(?:s|ning)?|[Mm]eet)\s(?:at\s|from\s)?(?:the\s)?(?P<name>{NAME}(?:\s(?:steps|gate|entrance|circle|statue))?),?"
    r"\s(?:and\s|&\s)?(?:end|finish|walk up)(?:s|es|ing)?\b"
)
"""Where what ends elsewhere starts: "Start Temple steps, end Old Bakery"."""
_IN_NAME = bounded(rf"\b[Ii]n\s+(?:the\s+)?(?P<name>{NAME})")
_HELD = bounded(r"\b(?:is|held|place|meets?|meeting|be|given|moved|sing|sung|gather|happens?)\s*$", re.IGNORECASE)
_AT_HOUR = r"(?:\s(?:(?:at|by|around)\s)?\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]m)?)?"
_NOT_THERE = bounded(
    r"\b(?:not(?: be)?"
    r"|train(?:ed|s)|sang|sung|danced|graduated|exhibited|debuted|headlined|toured|conducted|recorded|acted|spoken|lectured"
    rf"|(?:finish(?:es|ing)?|ends?|ending|back){_AT_HOUR}|\bafter(?:wards?)?\s?[:–-]\s?[\w ]{{1,16}}"
    r"|drinks|teach(?:es)?|taught|works?|worked|studie[sd]|studied|perform(?:s|ed)|played|chef|head|founder|director|featured"
    r"|shown|stuck|lost|queue|professor|student|starts?|starting|price[sd]?|tickets?|afterwards?|after|later|open(?:s|ing)?|ends?|combos?|passes|only|seats)\s*$",
    re.IGNORECASE,
)
_BRACKETED = bounded(
    rf"\b(?:place|venue|there|{KIND})\b[^()\n]{{0,30}}\((?P<name>{NAME}),\s(?P<address>[^()\n]{{3,40}})\)"
)
ASIDE_CHARS = 90
"""Characters before a name in which an aside may have begun."""
_ASIDE_OPEN = bounded(r"\([^()\n]{0,40}\"[^()\n\"]{0,40}$")
"""Before what somebody says, in brackets: (say "sale at Asha's" to the guard)."""
_AND_MORE = re.compile(r"\s(?:and|&)$")
"""Behind a name in a sentence that goes on: "at Rose Garden and then tea"."""
_DAY_BEHIND = bounded(rf"\s(?:{WEEKDAY}|{MONTH})\b(?=,?\s\d)|\s(?:At|By|From|Till)\s\d.{{0,12}}", re.IGNORECASE)
"""Behind a name where nothing parts the two: "at Rasta Cafe Wed 4th Mar"."""
_INVITES = bounded(
    rf"^(?P<name>{NAME}(?:,\s{NAME})?)\s(?:invites?|presents?|hosts?|welcomes?|is hosting|brings? (?:you|back))\b"
)
_OF_PLACE = bounded(
    r"(?:\b(?:at|to|from|starts?|starting|meet|outside|inside|near|under|opposite|beside|behind)|@|\bof|\bin|[|,.·•(\u2190-\u2bff\U0001f000-\U0001faff])\s*(?:the\s+)?$",
    re.IGNORECASE,
)


def named_place(title: str, text: str, area: Area) -> Venue | None:
    """The venue that an announcement names in its own line or behind "at", or None."""
    parts = [one for one in announced_parts(f"{title}\n{text}") if not _COLLECTION.match(one.text)]
    brief = len(text) <= MAX_CAPTION_CHARS
    found = (
        _behind_at(parts, area, brief, STARTS)
        or _behind_at(parts, area, brief, MEET)
        or _behind_at(parts, area, brief)
        or _behind_at(parts, area, brief, MEET_NEAR)
        or (_in_kannada(parts, area) if brief else None)
        or _set_out(parts, area)
        or _in_part_of_city(parts, area)
        or own_line([one for one in parts if one.numbered], area, brief, marked=True)
        or _in_brackets(parts, area)
        or _in_room(parts, area)
        or own_line(parts, area, brief, addressed=True)
        or own_line(parts, area, brief)
        or (_of_host(parts, area) if brief else None)
        or (beside_unknown_part(parts, area) if brief else None)
    )
    if found and SIGNER.search(found.name or ""):
        found = None
    if found is None and (capitals := capitalised_parts(f"{title}\n{text}")):
        addressed = own_line(capitals, area, brief, addressed=True)
        named = addressed or _behind_at(capitals, area, brief)
        sure = named and (ends_as_a_kind(named.name or "") or is_locality(named.address or "", area))
        on_road = named and not addressed and is_road(named.address or "")
        found = named if sure or on_road else None
    found = found if found and not _is_of_title(found, title) else None
    if found is None and brief:
        found = hosting_place(parts, area)
    if found is None and brief:
        beside = place_beside_date(parts, area)
        found = room_within(parts, f"{title}\n{text}", area)
        found = found or (beside if beside and not _is_of_title(beside, title) else None)
    return _apart(found, area) if found else None


def _apart(found: Venue, area: Area) -> Venue:
    """A place without what its name ends with: the way there, the road or the part of the city."""
    called = found.name or ""
    if (way := WAY_BEHIND.search(called)) and is_name(called[: way.start()], area):
        name, behind = called[: way.start()], called[way.start() :].strip(" (")
        found = Venue(name=name, address=f"{behind}, {found.address}" if found.address else behind)
    apart = without_address(found.name or "", area)
    if apart is None:
        return found
    name, behind = apart
    return Venue(name=name, address=f"{behind}, {found.address}" if found.address else behind)


def _is_of_title(found: Venue, title: str) -> bool:
    """Whether a name is the happening's own: in its title, without an address and without "at" before it."""
    before, inside, behind = title.casefold().partition((found.name or "").casefold())
    is_of_place = _OF_PLACE.search(before[-20:]) or _KANNADA_ENDING.match(behind)
    return bool(inside) and not found.address and not is_of_place


def _behind_at(parts: list[AnnouncedPart], area: Area, brief: bool, form: re.Pattern[str] = _AT) -> Venue | None:
    for number, part in enumerate(parts):
        before = brief and number > 0 and parts[number - 1].dated
        for match in form.finditer(part.text):
            name, rest = _AND_MORE.sub("", match["name"]).rstrip(" -&"), part.text[match.end() :]
            name = _DAY_BEHIND.split(name, maxsplit=1)[0]
            if part.text[max(0, match.start("name") - 1)] in "‘“":
                name = name.rstrip("’”")
            alone = match.start() == 0 or (number == 0 and (not SIGNS.sub("", rest) or PART_OF_CITY.fullmatch(rest)))
            if rest.lstrip().startswith("?"):
                continue
            address = address_behind(rest.lstrip("’”\"'")[:MAX_REST_CHARS], area)
            near = part.dated or before or alone or NOUN.search(name) or (brief and address)
            if _ASIDE_OPEN.search(part.text[max(0, match.start() - ASIDE_CHARS) : match.start()]):
                continue
            lead = part.text[max(0, match.start() - LEAD_CHARS) : match.start()]
            if near and not _NOT_THERE.search(lead) and is_name(name, area):
                return Venue(name=name, address=address)
    return None


def _in_kannada(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The place in a Kannada sentence in Latin letters that states when: "Shanivara 8 gantege Old Social nalli"."""
    for number, part in enumerate(parts):
        if not _KANNADA_ENDING.search(part.text):  # names cost more to look for
            continue
        dated = any(one.dated for one in parts[max(0, number - 1) : number + 2])
        for match in _KANNADA_BEHIND.finditer(part.text) if dated else ():
            name = match["name"]
            known = name.lower().split()
            if known[-1] in area.words.city:  # "namma Bengaluru nalli"
                continue
            if is_name(name, area) and _NO_PLACE_IN_KANNADA.isdisjoint(known):
                return Venue(name=name, address=address_behind(part.text[match.end() :][:MAX_REST_CHARS], area))
    return None


def _set_out(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """Where a walk, a ride or a procession begins: "Cycle from Rose Park (east gate) to the lake and back"."""
    for number, part in enumerate(parts):
        if (starts := _ENDS_BEHIND.search(part.text)) and is_name(starts["name"], area):
            return Venue(name=starts["name"])
        for match in _FROM_TO.finditer(part.text):
            on_the_way = any(_ON_THE_WAY.search(one.text) for one in parts[max(0, number - 1) : number + 1])
            name = match["name"]
            # "a parade of hits from ABBA to Zappa" goes nowhere
            is_place = NOUN.search(name) or is_road(name) or is_part_of_city(name, area)
            if on_the_way and is_place and is_name(name, area) and not beyond(name, area):
                return Venue(name=name)
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
