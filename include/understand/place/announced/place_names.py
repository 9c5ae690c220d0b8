"""What the name of a place looks like, and what the address behind it: "Kite Theatre", "CMH Road"."""

from __future__ import annotations

import re

from include.areas.area import Area
from include.understand.place.announced.announced_parts import states_when
from include.understand.place.announced.kinds_of_places import BUILDING, KIND
from include.understand.place.localities import is_like_a_locality
from include.understand.place.online import MEETING
from include.understand.text.dates.vocabulary import IN_ADDRESS, MONTH, MONTH_BEGINNING, WEEKDAY
from include.understand.text.folding import in_english
from include.understand.text.patterns import bounded
from include.understand.text.titles import words

MAX_ROAD_CHARS = 40
"""Of a road in an address."""
MAX_ADDRESS_PARTS = 4
SMALL = frozenset({"of", "and", "the", "de", "n", "at", "by", "for", "in", "on"})
_NO_PLACES = frozenset({
    "dawn", "dusk", "sunrise", "sunset", "noon", "midnight", "night", "daybreak", "twilight", "heart", "home", "work",
    "play", "sea", "ease", "peace", "best", "last", "first", "least", "once", "large", "random", "scale", "leisure",
})  # fmt: skip
"""What "at" is followed by without naming a place: "at Dusk"."""
_ADDRESS = bounded(
    r"\b(?:road|rd|main|cross|feet|ft|street|st|layout|stage|floor|opp|opposite|near|behind|metro|avenue|lane|colony|nagar|sector|block|phase|extension|extn|circle|junction"
    rf"|room|rm|{BUILDING})\b",
    re.IGNORECASE,
)
_HOUSE = bounded(r"annexe?|mantapa|mandir|bhavan|complex|towers?|institute", re.IGNORECASE)
NOUN = bounded(rf"\b{KIND}\b", re.IGNORECASE)
_KIND_ALONE = bounded(rf"{KIND}s?", re.IGNORECASE)
"""What many houses have: "Auditorium"; a "Main Auditorium" is known to those whom it is announced to."""
_PART_OF_NAME = bounded(
    rf"(?:{KIND}|{BUILDING}|mini|main|play|amphi|community|lecture|seminar|conference|reading|banquet|dining|assembly"
    r"|co-?working|lakeside|poolside|lobby|atrium|gate|court|pitch|entrance|open[ -]?air|black[ -]?box|indoor|outdoor"
    rf"|upper|lower|old|new|north|south|east|west|front|no)[).]?",
    re.IGNORECASE,
)
_DESCRIBED = bounded(rf"[A-Z][\w'’]{{2,20}}(?:\s[A-Z][\w'’]{{1,20}})?\s[a-z]{{4,12}}\s{KIND}")
"""A name whose kind is described in lower case: "Old Town bamboo forest"."""
_IN_STREET = bounded(rf"\b\d{{1,3}}(?:st|nd|rd|th)\s{IN_ADDRESS}", re.IGNORECASE)
"""A stage or a street within a name: "Old Town 2nd stage Reading Room"."""
_OF_NAME = rf"\s(?:\w{{1,20}}\s)?(?:{KIND}|{BUILDING})\s?(?:,|$)"
"""What makes of a counted word a name all the same: "Module 4 Cafe"."""
_FLOOR = bounded(
    r"(?:ground|first|second|third|fourth|fifth|top|\d{1,2}(?:st|nd|rd|th)) (?:floor|flr|level)|level \d{1,2}",
    re.IGNORECASE,
)
"""A piece of an address that is no name: "ground floor"; a house may be called "Fifth Floor"."""
_DAY_ALONE = bounded(rf"{WEEKDAY}|{MONTH}", re.IGNORECASE)
_ACT_AT_END = bounded(
    r"\s(?:unplugged|in concert|jugalbandi|ensemble|quartet|quintet|trio|(?:trio|band|set"
    r"|quartet)\s(?:live|unplugged))$",
    re.IGNORECASE,
)
"""How those end who perform: "Asha Rao unplugged"."""
_PLACES_TOO = ("park", "market", "bagh", "palace", "fort", "mall", "grounds")
"""With what parts of the city end that are places too: "KR Market"."""
_NO_NAME = bounded(
    r"^(?:\W*)(?:dates?|timings?|times?|when|where|age[ds]?|entry|tickets?|fees?|price|cover|rsvp|free|book|register|registrations?"
    r"|limited|doors?|gates?(?!\s\d{1,2}[A-Z]?\sof\s)|silver|gold|platinum|vip|early|regular|donor|dm|link|call|contact|route|supported|hosted|presented|dj|mc|speakers?|hosts?|topic|title|who|what|type|posted\s?by|abstract|subject"
    r"|organi[sz]ed|curated|by|for|with|feat|ft|featuring|bring|come|join|no(?!\.\s?\d)|all|next|every|each|new|last|this|our|we|you|banni|barri|aaiye|aayiye|chalo|distances?"
    r"|your|a|an|and|then|sorry|nope|please|see|meet|send|write|follow|swipe|tag|save|pizza|kids|above|near|opp|opposite|behind"
    r"|\d{1,3}\s(?:shows?|sessions?|days?|nights?|hours?|hrs|minutes|seats?|spots?|slots?|courses|artists?|bands?|acts?|stalls|brands|people|pax)"
    rf"|(?:couples?|stags?|ladies|gents|women|students?|adults?|child(?:ren)?|singles?|duo|solo|phase|members?|under)\W{{1,3}}(?:\d{{1,6}}|free)(?!{_OF_NAME})"
    r"|\d{1,3}(?:st|nd|rd|th)\s(?:[a-z]\s)?(?:main|cross|block|stage|phase)(?:\s(?:road|rd))?$"
    r"|\+?\d{1,3}[\dx*]{7,12}$|\d{1,5}\s?(?:/|pp\b|per\b|each\b|[ap]$)"
    rf"|(?:day|week|session|phase|round|batch|slot|module|part)\W?\d{{1,3}}(?!{_OF_NAME})"
    rf"|\d{{1,3}}(?:\.\d)?\s?(?:k|kms?)(?!{_OF_NAME})"
    r"|(?:teams?|groups?|batches|pairs?|tables?|rounds?|squads?) of (?:\w{{1,6}}\s)?"
    r"(?:\d{1,3}|two|three|four|five|six|eight|ten)"
    rf"|{MONTH_BEGINNING}[a-z]{{0,7}}\s(?:at|in)"
    r"|line[- ]?up|artists?:|schedule|programme?|calendar|agenda|itinerary"
    r"|(?:photos?|pics?|pictures|posters?|art(?:work)?|design|visuals|sound|lights?|words|music|video|styling) by"
    rf"|(?:{MEETING}|tb[acd])$"
    r"|cash|upi|g?pay|cards?|beside|dear|hello|hi|regards|chair|committee|refreshments|tea|lunch|coffee)\b|#|https?:|www\.|[^:]{1,30}:\s"
    r"|[^\[]{0,60}\[(?:phone|e-mail|payment)\b",
    re.IGNORECASE,
)
"""How a line begins that is no name, but a label, a request or another way to the place."""
_OF_LOCALITY = bounded(
    r"(?<=\w),?\s(?:\d{1,2}(?:st|nd|rd|th)?\s(?:phase|stage|block|sector)|(?:phase|stage|block|sector)\s\w{1,3})$",
    re.IGNORECASE,
)
"""Behind a part of the city: "Old Town 3rd Phase"."""
_END = bounded(r",?\s(?:and\s)?(?:ends?|ending|finish(?:es|ing)?)\s(?:at|in|near|by)\b", re.IGNORECASE)
"""Behind the name of where something starts: where it ends."""
WAY = bounded(
    r"^(?:enter|entry|entrance|use|take|near|next to|behind|opp(?:osite)?|ask|look for|above|below|same)\b",
    re.IGNORECASE,
)
"""How a place is found, in a piece of its line."""
WAY_BEHIND = bounded(
    r"\s\(?(?:behind|opp(?:osite|\.)?|next to|near|above|below|beside|adjacent to|off|in front of)\s(?=[A-Za-z])"
)
"""How a place is found, behind its name with no comma: "Kite House behind the mill"."""
_IN_KANNADA = ("nagara", "pura")
"""How parts of the city end in Kannada, which has a vowel more."""
_STREET = bounded(r"\b(?:road|rd|main|cross|street|st|avenue|lane)\.?$", re.IGNORECASE)
_BEHIND_KIND = bounded(r"[A-Z\d][\w'’.]{1,20}(?:\s[A-Z\d][\w'’.]{0,20}){0,3}$")
"""A road or a part of the city behind a place, each of its words with a capital."""
MONEY = re.compile(r"[₹$€£%]|\brs\b|\binr\b|/-", re.IGNORECASE)


def is_name(name: str, area: Area) -> bool:
    """Whether a text can be a name: no kind of place alone, no number, day or amount, no part of the city."""
    known = words(name)
    if name.count(")") != name.count("("):
        return False
    if is_kind_of_place(name) or known[-1] in SMALL or all(word.isdigit() or word in SMALL for word in known):
        return False
    if _ACT_AT_END.search(name):
        return False
    part_of_city = is_locality(name, area) and not known[-1].endswith(_PLACES_TOO)
    if _DAY_ALONE.fullmatch(name) or (_FLOOR.fullmatch(name) and not (name.istitle() and name.endswith("Floor"))):
        return False
    return not (_NO_NAME.search(in_english(name)) or MONEY.search(name) or states_when(name) or part_of_city)


def is_no_place(name: str) -> bool:
    """Whether a name is nothing but an hour of light or the like, as behind "at": "Dusk"."""
    return _NO_PLACES.issuperset(words(name))


def is_kind_of_place(name: str) -> bool:
    """Whether a name is no venue's own: "Loft 38" and "Clubhouse Lawn" are, neither "loft" nor "Auditorium" is."""
    known = words(name)
    in_capitals = all(one[0].isupper() and _KIND_ALONE.fullmatch(one) for one in name.split())
    if in_capitals and len(known) == len(set(known)) > 1:
        return False
    empty = SMALL if len(known) > 1 else SMALL | _NO_PLACES
    return all(word in empty or _KIND_ALONE.fullmatch(word) for word in known)


def ends_as_a_kind(name: str) -> bool:
    """Whether a name ends with a kind of place: "Antidote Hall", "Room 4", and not "Library Story Hour"."""
    return any(NOUN.fullmatch(word) for word in re.sub(r"\s\w{1,3}$", "", name).split()[-1:])


def is_capitalised(name: str) -> bool:
    """Whether all words but small ones and kinds of places begin with a capital or a digit, or have none."""
    rest = _IN_STREET.sub("", name).split()
    capitals = all(not word[0].islower() or word in SMALL or _PART_OF_NAME.fullmatch(word) for word in rest)
    return capitals or _DESCRIBED.fullmatch(name) is not None


def is_city(name: str, area: Area) -> bool:
    """Whether a name is the city's alone."""
    return " ".join(words(name)) in area.words.city


def is_locality(name: str, area: Area) -> bool:
    """Whether a text is nothing but a part of the city that is known, or of such a part, or the city."""
    folded = words(_OF_LOCALITY.sub("", name))
    if folded and folded[-1].endswith(_IN_KANNADA):
        folded = (*folded[:-1], folded[-1][:-1])
    return bool(folded) and (" ".join(folded) in area.localities or area.words.ignored.issuperset(folded))


def without_address(name: str, area: Area) -> tuple[str, str] | None:
    """A place and the road or part of the city behind its kind, which no comma parts: "Kite Brewery Baker Road"."""
    for kind in NOUN.finditer(name):
        front, behind = name[: kind.end()], name[kind.end() + 1 :]
        if not behind or name[kind.end()] != " " or not _BEHIND_KIND.match(behind) or is_kind_of_place(front):
            continue
        if is_city(behind, area):
            return None
        if is_part_of_city(behind, area) or (" " in behind and _STREET.search(behind)):
            return front, behind
    return None


def address_behind(rest: str, area: Area) -> str | None:
    """What follows a name behind a comma, up to the last part that is a road or a locality; None where none is."""
    if not rest.startswith(","):
        return None
    parts = [part.strip(" .!") for part in _END.split(rest[1:])[0].split(",")[:MAX_ADDRESS_PARTS]]
    known = [n for n, part in enumerate(parts) if is_part_of_city(part, area) or is_road(part)]
    return ", ".join(parts[: known[-1] + 1]) if known and known[0] < 2 else None


def is_part_of_city(name: str, area: Area) -> bool:
    """Whether a text is nothing but a locality, known or formed as several of the city's are."""
    return is_locality(name, area) or (name[:1].isupper() and is_like_a_locality(name, area))


def is_part_or_way(piece: str) -> bool:
    """Whether a piece names no more than a part of a place, or how it is found."""
    return _FLOOR.fullmatch(piece) is not None or all(map(NOUN.fullmatch, words(piece))) or WAY.match(piece) is not None


def is_kind_on_road(pieces: list[str]) -> bool:
    """Whether a kind of place stands for a name, with nothing but a road behind it: "Courtyard, Baker Road"."""
    kind, *behind = pieces
    return kind[0].isupper() and is_kind_of_place(kind) and bool(behind) and _STREET.search(behind[0]) is not None


def is_house(name: str) -> bool:
    """Whether a name ends with a word that addresses have too, and is a house's: "Lamp Annexe"."""
    known = name.split()
    return len(known) > 1 and _HOUSE.fullmatch(known[-1]) is not None and not is_kind_of_place(known[0])


def is_road(part: str) -> bool:
    """Whether a piece of an address names a street, a floor or the like."""
    return len(part) <= MAX_ROAD_CHARS and _ADDRESS.search(part) is not None
