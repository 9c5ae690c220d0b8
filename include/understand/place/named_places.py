"""Venues that announcements name and nobody has listed: "Kite Theatre, CMH Road" on its line, "at Fig Tree Terrace".

A name counts where an announcement has its place: in a line of its own, behind date and hour, or behind "at" in or
behind the sentence that has them. Elsewhere a name is a performer's, a partner's, a school's in somebody's biography.
"""

from __future__ import annotations

import re

from include.areas.area import Area
from include.listing import Venue
from include.understand.place.announced_parts import AnnouncedPart, announced_parts, part_of, states_when
from include.understand.text.dates.vocabulary import MONTH_BEGINNING
from include.understand.text.patterns import bounded
from include.understand.text.titles import words

MAX_NAME_CHARS, MAX_NAME_WORDS = 70, 4
"""Of a venue's name; of one that neither an address nor a word like "theatre" shows to be one."""
MAX_ROAD_CHARS = 40
MAX_LINE_CHARS = 200
"""Of a line with a name and an address."""
MAX_ADDRESS_PARTS = 4
MAX_REST_CHARS = 160
LEAD_CHARS = 24
MAX_CAPTION_CHARS = 700
"""Of a text in which a name behind a date is a place; longer ones name performers there."""
SURE = 0.5
"""How far such a name is believed."""
_SMALL = frozenset({"of", "and", "the", "de", "n", "at", "by"})
_NO_PLACES = frozenset({
    "dawn", "dusk", "sunrise", "sunset", "noon", "midnight", "night", "daybreak", "twilight", "heart", "home", "work",
    "play", "sea", "ease", "peace", "best", "last", "first", "least", "once", "large", "random", "scale", "leisure",
})  # fmt: skip
"""What "at" is followed by without naming a place: "at Dusk"."""
_KIND = (
    r"(?:caf[eé]|studios?|theat(?:re|er)|halls?|brew(?:ery|pub|works)|house|club|book(?:s|store|shop)|gallery|arena|gardens?"
    r"|park|library|cent(?:re|er)|school|college|terrace|kitchen|room|yard|bar|pub|lounge|stadium|grounds?|playground"
    r"|auditorium|museum|hotel|mall|plaza|space|collective|office|academy|foundation|temple|church|chapel|cathedral|basilica"
    r"|dargah|masjid|ashrama?|kendra|mandira|shala|vihara?|loft|courtyard|amphitheatre|ballroom|pavilion|rooftop|lawns?"
    r"|clubhouse|campus|premises|maidan|lake|tank|resort|farm(?:stay|house)?|tap\s?room|distillery|roastery|dojo"
    r"|bistro|bakery|stores?|shop|social)"
)
_BUILDING = (
    r"(?:department|dept|institute|building|block|wing|annexe?|campus|floor|complex|tower|mantapa|mandir|bhavan?)"
)
"""What a part of a name may be, without making it a venue's."""
_UPPER = r"(?:(?:St|Dr|Prof|Mt|Sri)\.\s)?(?:[A-Z]\.\s?){0,3}[A-Z0-9][\w'’&-]*"
_NAME = rf"{_UPPER}(?:\s+(?:{_UPPER}|&|(?:of|and|the|de|community|{_KIND})\b)){{0,5}}"
_AT = bounded(
    r"(?:\b(?:[Aa]t|(?:[Rr]eturns?|(?<=\w )(?:com(?:es?|ing)|mov(?:es?|ed|ing))|(?<=(?:is|re|['’]s) )back) to)\s+"
    r"(?:the\s+)?"
    r"|\b(?:gate|terrace|roof(?:top)?|lawns?|courtyard|basement) of\s+(?:the\s+)?"
    r"|(?:^|\s)@\s*)"
    rf"(?P<name>{_NAME})"
)
_ROOM = r"(?:[Rr]oom|[Hh]all|[Ll]ab|[Ss]tudio|[Aa]uditorium|[Ll]ecture [Hh]all)\s+[A-Z0-9][\w.-]{0,12}"
_NUMBERED = r"(?!(?:19|20)\d\d\b)(?:[A-Z]-?)?\d{1,4}(?:\.\d{1,3})?[A-Za-z]?(?![\w-])"
_IN = bounded(
    rf"(?:\b[Ii]n\s+(?:the\s+)?|\b[Rr]oom\s*\()(?P<name>"
    rf"{_ROOM}(?:\s+of\s+(?:the\s+)?{_UPPER}(?:\s+{_UPPER}){{0,2}}(?:\s+(?:building|block|{_KIND}))?)?"
    rf"|(?!(?:Phase|Sector|Block|Stage|Season|Vol|Volume|Part|Chapter|Level|Batch|Day|Week|Top|Class|Grade)\b)"
    rf"{_UPPER}(?:\s+{_UPPER}){{0,2}}\s+{_NUMBERED}"
    rf"|{_UPPER}(?:\s+{_UPPER}){{0,3}}\s+(?:(?:lecture|seminar|conference|reading|board|community)\s)?(?i:{_KIND}|annexe?|lab|laboratory|building|block|wing)\b)"
)
"""A room in which something is held: "in Room 301 of the Bhabha building", "in Newell 5409", "in the Town Theatre"."""
_HELD = bounded(r"\b(?:is|held|place|meets?|meeting|be|given|moved|sing|sung|gather|happens?)\s*$", re.IGNORECASE)
_NOT_THERE = bounded(
    r"\b(?:drinks|teach(?:es)?|taught|works?|worked|studie[sd]|studied|perform(?:s|ed)|played|chef|head|founder|director|featured"
    r"|shown|stuck|lost|queue|professor|student|starts?|starting|price[sd]?|tickets?|afterwards?|open(?:s|ing)?|ends?|combos?|passes|only|seats)\s*$",
    re.IGNORECASE,
)
_ADDRESS = bounded(
    r"\b(?:road|rd|main|cross|feet|ft|street|st|layout|stage|floor|opp|opposite|near|behind|metro|avenue|lane|colony|nagar|sector|block|phase|extension|extn|circle|junction"
    rf"|room|rm|{_BUILDING})\b",
    re.IGNORECASE,
)
_NOUN = bounded(rf"\b{_KIND}\b", re.IGNORECASE)
_KIND_ALONE = bounded(rf"{_KIND}s?", re.IGNORECASE)
"""What many houses have: "Auditorium"; a "Main Auditorium" is known to those whom it is announced to."""
_PART_OF_NAME = bounded(
    rf"(?:{_KIND}|{_BUILDING}|mini|main|play|amphi|community|open[ -]?air|black[ -]?box|indoor|outdoor"
    rf"|upper|lower|old|new)[).]?",
    re.IGNORECASE,
)
_OF_NAME = rf"\s(?:\w{{1,20}}\s)?(?:{_KIND}|{_BUILDING})\s?(?:,|$)"
"""What makes of a counted word a name all the same: "Module 4 Cafe"."""
_NO_NAME = bounded(
    r"^(?:\W*)(?:dates?|timings?|times?|when|where|age|entry|tickets?|fees?|price|cover|rsvp|free|book|register|registrations?"
    r"|limited|doors?|gates?|silver|gold|platinum|vip|early|regular|donor|dm|link|call|contact|supported|hosted|presented|dj|mc|speakers?|hosts?|topic|title|who|what|type|posted\s?by|abstract|subject"
    r"|organi[sz]ed|curated|by|for|with|feat|ft|featuring|bring|come|join|no(?!\.\s?\d)|all|next|every|each|new|last|this|our|we|you"
    r"|your|a|an|and|then|sorry|please|see|meet|send|write|follow|swipe|tag|save|pizza|kids|above|near|opp|opposite|behind"
    r"|\d{1,3}\s(?:shows?|sessions?|days?|nights?|hours?|hrs|minutes|seats?|spots?|slots?|courses|artists?|bands?|acts?|stalls|brands|people|pax)"
    rf"|(?:couples?|stags?|ladies|gents|women|students?|adults?|child(?:ren)?|singles?|duo|solo|phase|members?|under)\W{{1,3}}(?:\d{{1,6}}|free)(?!{_OF_NAME})"
    r"|\d{1,5}\s?(?:/|pp\b|per\b|each\b|[ap]$)"
    rf"|(?:day|week|session|phase|round|batch|slot|module|part)\W?\d{{1,3}}(?!{_OF_NAME})"
    rf"|{MONTH_BEGINNING}[a-z]{{0,7}}\s(?:at|in)"
    r"|line-?up|schedule|programme?|calendar|agenda|itinerary"
    r"|beside|dear|hello|hi|regards|chair|committee|refreshments|tea|lunch|coffee)\b|#|https?:|www\.|[^:]{1,30}:\s",
    re.IGNORECASE,
)
"""How a line begins that is no name, but a label, a request or another way to the place."""
_BRACKETED = bounded(
    rf"\b(?:place|pub|bar|cafe|hall|studio|house|room|shop|lake|park|there|venue)[^()\n]{{0,30}}\((?P<name>{_NAME}),\s(?P<address>[^()\n]{{3,40}})\)"
)
_ASIDE = bounded(
    r"^\W{0,3}(?:\d{1,3}\s?(?:weeks?|hrs?|hours?|mins?|minutes|days?|sessions?|classes)\b|(?:entry|tickets?|fees?)\b|free\b|\d{2,5}/-)"
    r"|[₹$€£]|\brs\b",
    re.IGNORECASE,
)
"""What stands between a date and the name of the place: how long it takes, and what it costs."""
_PART_OF_CITY = bounded(r",\s?[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20}){0,2}[.!]?")
"""What stands behind a name and may be a part of the city that is not known as one."""
_MONEY = re.compile(r"[₹$€£%]|\brs\b|\binr\b|/-", re.IGNORECASE)
_DASHED = re.compile(r"\s[–—-]\s(?P<name>[^–—-]{3,70})$")
"""A name behind its hour: "7:30 pm – Ranga Kuteera", which is a place's only with an address behind it."""
_LEAD = bounded(r"^(?:in|inside|at)\s+(?:the\s+)?(?=[A-Z0-9])", re.IGNORECASE)
"""What stands before a name in a line of its own: "In the Grove Theatre"."""
_SIGNS = re.compile(r"^[^\w@\"'“‘(₹$€£¥]{1,20}|[^\w)\"'”’.]{1,20}$")
_OF_PLACE = bounded(r"(?:\b(?:at|to)|@|\bof|\bin|[|,.·•(])\s*(?:the\s+)?$", re.IGNORECASE)


def named_place(title: str, text: str, area: Area) -> Venue | None:
    """The venue that an announcement names in its own line or behind "at", or None."""
    parts = announced_parts(f"{title}\n{text}")
    brief = len(text) <= MAX_CAPTION_CHARS
    found = (
        _behind_at(parts, area, brief)
        or _own_line([one for one in parts if one.numbered], area, brief, marked=True)
        or _in_brackets(parts, area)
        or _in_room(parts, area)
        or _own_line(parts, area, brief)
    )
    return found if found and not _is_of_title(found, title) else None


def _is_of_title(found: Venue, title: str) -> bool:
    """Whether a name is the happening's own: in its title, without an address and without "at" before it."""
    before, inside, _ = title.casefold().partition((found.name or "").casefold())
    return bool(inside) and not found.address and not _OF_PLACE.search(before[-20:])


def _behind_at(parts: list[AnnouncedPart], area: Area, brief: bool) -> Venue | None:
    for number, part in enumerate(parts):
        before = brief and number > 0 and parts[number - 1].dated
        for match in _AT.finditer(part.text):
            name, rest = match["name"].rstrip(" -&"), part.text[match.end() :]
            alone = match.start() == 0 or (number == 0 and (not _SIGNS.sub("", rest) or _PART_OF_CITY.fullmatch(rest)))
            if rest.lstrip().startswith("?"):
                continue
            near = part.dated or before or alone or _NOUN.search(name)
            lead = part.text[max(0, match.start() - LEAD_CHARS) : match.start()]
            if near and not _NOT_THERE.search(lead) and is_name(name, area):
                return Venue(name=name, address=_address(rest[:MAX_REST_CHARS], area))
    return None


def _in_brackets(parts: list[AnnouncedPart], area: Area) -> Venue | None:
    """The name with its part of the city that explains a place: "the pub under the metro (Pillar &"
    " Post, Hal Stage)"."""
    for part in parts:
        for match in _BRACKETED.finditer(part.text):
            if is_name(match["name"], area) and _address(f", {match['address']}", area):
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


def _own_line(parts: list[AnnouncedPart], area: Area, brief: bool, *, marked: bool = False) -> Venue | None:
    """A line that is nothing but a name and an address; behind day and hour the name alone is enough.

    `marked`: only a name behind day and hour that a number or a kind of place shows to be one, "Room 4", "BH 136A".
    """
    for number, part in enumerate(parts):
        if len(part.text) > MAX_LINE_CHARS:
            continue
        pieces = [piece for piece in (_SIGNS.sub("", one.strip()) for one in part.text.split(",")) if piece]
        dates = [n for n, piece in enumerate(pieces) if part.numbered and part_of(piece).numbered]
        first = dates[-1] + 1 if dates else 0
        while dates and first + 1 < len(pieces) and _ASIDE.search(pieces[first]):
            first += 1  # 7 pm, Rs 500, Studio Ochre
        if ((number == 0 or marked) and not dates) or first >= len(pieces):
            continue
        if first + 1 < len(pieces) and all(map(_NOUN.fullmatch, words(pieces[first]))):
            first += 1  # Amphitheatre, Banyan House
        dashed = _DASHED.search(pieces[first - 1]) if dates else None
        behind_dash = "".join(f",{piece}" for piece in pieces[first:])
        if dashed and _is_place(dashed["name"], behind_dash, False, area):
            return Venue(name=dashed["name"], address=_address(behind_dash, area))
        name = _LEAD.sub("", pieces[first])
        if marked and not (_NOUN.search(name) or any(map(str.isdigit, name))):
            continue
        behind = brief and any(one.numbered for one in parts[max(0, number - 2) : number + 1])
        address = "".join(f",{piece}" for piece in pieces[first + 1 :])
        if _is_place(name, address, behind, area):
            return Venue(name=name, address=_address(address, area))
    return None


def _is_place(name: str, address: str, behind_a_date: bool, area: Area) -> bool:
    if len(name) > MAX_NAME_CHARS or not is_name(name, area) or not _is_capitalised(name):
        return False
    if _address(address, area):
        return True
    if address and not behind_a_date:
        return ends_as_a_kind(name) and _PART_OF_CITY.fullmatch(address) is not None
    return bool(_NOUN.search(f"{name}{address}")) or (
        behind_a_date and not address and len(name.split()) <= MAX_NAME_WORDS
    )


def is_name(name: str, area: Area) -> bool:
    """Whether a text can be a name: no kind of place alone, no number, day or amount, no part of the city."""
    known = words(name)
    if name.count(")") != name.count("("):
        return False
    if is_kind_of_place(name) or known[-1] in _SMALL or all(map(str.isdigit, known)):
        return False
    part_of_city = _is_locality(name, area) and known[-1] != "park"
    return not (_NO_NAME.search(name) or _MONEY.search(name) or states_when(name) or part_of_city)


def is_kind_of_place(name: str) -> bool:
    """Whether a name is no venue's own: "Loft 38" is one, neither "loft" nor "Auditorium" is."""
    known = words(name)
    empty = _SMALL if len(known) > 1 else _SMALL | _NO_PLACES
    return all(word in empty or _KIND_ALONE.fullmatch(word) for word in known)


def ends_as_a_kind(name: str) -> bool:
    """Whether a name ends with a kind of place: "Antidote Hall", "Room 4", and not "Library Story Hour"."""
    return any(_NOUN.fullmatch(word) for word in re.sub(r"\s\w{1,3}$", "", name).split()[-1:])


def _is_capitalised(name: str) -> bool:
    """Whether all words but small ones and kinds of places begin with a capital or a digit, or have none."""
    return all(not word[0].islower() or word in _SMALL or _PART_OF_NAME.fullmatch(word) for word in name.split())


def _is_locality(name: str, area: Area) -> bool:
    folded = words(name)
    return bool(folded) and (" ".join(folded) in area.localities or area.words.ignored.issuperset(folded))


def _address(rest: str, area: Area) -> str | None:
    """What follows a name behind a comma, up to the last part that is a road or a locality; None where none is."""
    if not rest.startswith(","):
        return None
    parts = [part.strip(" .!") for part in rest[1:].split(",")[:MAX_ADDRESS_PARTS]]
    known = [n for n, part in enumerate(parts) if _is_locality(part, area) or _is_road(part)]
    return ", ".join(parts[: known[-1] + 1]) if known and known[0] < 2 else None


def _is_road(part: str) -> bool:
    return len(part) <= MAX_ROAD_CHARS and _ADDRESS.search(part) is not None
