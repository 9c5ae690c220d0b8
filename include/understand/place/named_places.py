"""Venues that announcements name and nobody has listed: "Kite Theatre, CMH Road" on its line, "at Fig Tree Terrace".

A name counts where an announcement has its place: in a line of its own, behind date and hour, or behind "at" in or
behind the sentence that has them. Elsewhere a name is a performer's, a partner's, a school's in somebody's biography.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from include.areas.area import Area
from include.listing import Venue
from include.understand.text.dates.vocabulary import FULL_WEEKDAY, MONTH_BEGINNING
from include.understand.text.folding import fold
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
_SEGMENT = re.compile(r"\n|\s[|•·]\s|(?<=[\w)!?])(?<!\bft)(?<!\bvs)(?<!\bfeat)[.!?](?:\s|$)")
_DATED = bounded(
    r"\d\s?[ap]\.?m\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}/\d{1,2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b(?!\s+(?:main|cross|block|floor|stage|phase|a\b|b\b))"
    r"|\b(?:to(?:day|night|morrow)|tmrw?|this (?:morning|afternoon|evening)|noon|midnight|weekend)\b"
    rf"|\b{MONTH_BEGINNING}[a-z]{{0,7}}\s+\d|\d\s+{MONTH_BEGINNING}|\b{FULL_WEEKDAY}s?\b",
    re.IGNORECASE,
)
"""What a part of an announcement has that states when."""
_NOON = re.compile(r"\b(?:noon|midnight)\b", re.IGNORECASE)
_SMALL = frozenset({"of", "and", "the", "de", "n", "at", "by"})
_NO_PLACES = frozenset({
    "dawn", "dusk", "sunrise", "sunset", "noon", "midnight", "night", "daybreak", "twilight", "heart", "home", "work",
    "play", "sea", "ease", "peace", "best", "last", "first", "least", "once", "large", "random", "scale", "leisure",
})  # fmt: skip
"""What "at" is followed by without naming a place: "at Dusk"."""
_KIND = (
    r"(?:caf[eé]|studios?|theat(?:re|er)|halls?|brew(?:ery|pub|works)|house|club|book(?:s|store|shop)|gallery|arena|gardens?"
    r"|park|library|cent(?:re|er)|school|college|terrace|kitchen|room|yard|bar|pub|lounge|stadium|grounds?|playground"
    r"|auditorium|museum|hotel|mall|space|collective|office|academy|foundation|temple|church|loft|courtyard|amphitheatre"
    r"|bistro|bakery|stores?|social)"
)
_UPPER = r"[A-Z0-9][\w'’&-]*"
_NAME = rf"{_UPPER}(?:\s+(?:{_UPPER}|&|of|and|the|de|community|{_KIND}\b)){{0,5}}"
_AT = bounded(
    rf"(?:\b[Aa]t\s+(?:the\s+)?|\b(?:gate|terrace|roof(?:top)?|lawns?|courtyard|basement) of\s+(?:the\s+)?"
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
    rf"|{_UPPER}(?:\s+{_UPPER}){{0,3}}\s+(?i:{_KIND}|annexe?|lab|laboratory|building|block|wing)\b)"
)
"""A room in which something is held: "in Room 301 of the Bhabha building", "in Newell 5409", "in the Town Theatre"."""
_HELD = bounded(r"\b(?:is|held|place|meets?|meeting|be|given|moved)\s*$", re.IGNORECASE)
_NOT_THERE = bounded(
    r"\b(?:drinks|teach(?:es)?|taught|works?|worked|studie[sd]|studied|perform(?:s|ed)|played|chef|head|founder|director|featured"
    r"|shown|professor|student|starts?|starting|price[sd]?|tickets?|open(?:s|ing)?|ends?|combos?|passes|only|seats)\s*$",
    re.IGNORECASE,
)
_ADDRESS = bounded(
    r"\b(?:road|rd|main|cross|feet|ft|street|st|layout|stage|block|floor|opp|opposite|near|behind|metro|avenue|lane|colony|nagar)\b",
    re.IGNORECASE,
)
_NOUN = bounded(rf"\b{_KIND}\b", re.IGNORECASE)
_NO_NAME = bounded(
    r"^(?:\W*)(?:dates?|timings?|times?|when|age|entry|tickets?|fees?|price|cover|rsvp|free|book|register|registrations?"
    r"|limited|doors?|gates?|silver|gold|platinum|vip|early|regular|donor|dm|link|call|contact|supported|hosted|presented|speakers?|hosts?|topic|title|who|what|type|posted\s?by|abstract|subject"
    r"|organi[sz]ed|curated|by|for|with|feat|ft|featuring|bring|come|join|no|all|next|every|each|new|last|this|our|we|you"
    r"|your|a|an|and|then|sorry|please|see|meet|send|write|follow|swipe|tag|save|pizza|kids)\b|#|https?:|www\.",
    re.IGNORECASE,
)
"""How a line begins that is no name."""
_MONEY = re.compile(r"[₹$€£%]|\brs\b|\binr\b|/-", re.IGNORECASE)
_SIGNS = re.compile(r"^[^\w@\"'“‘(]{1,20}|[^\w)\"'”’.]{1,20}$")
_OF_PLACE = bounded(r"(?:\bat|@|\bof|\bin|[|,.·•(])\s*(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class _Part:
    """A line or sentence of an announcement, and whether it states a day or an hour, in words or with numbers."""

    text: str
    dated: bool
    numbered: bool


def named_place(title: str, text: str, area: Area) -> Venue | None:
    """The venue that an announcement names in its own line or behind "at", or None."""
    parts = [_part(piece.strip()) for piece in _SEGMENT.split(f"{title}\n{text}") if piece.strip()]
    brief = len(text) <= MAX_CAPTION_CHARS
    found = _behind_at(parts, area, brief) or _in_room(parts, area) or _own_line(parts, area, brief)
    return found if found and not _is_of_title(found, title) else None


def _part(text: str) -> _Part:
    dated = _states_when(text)
    return _Part(text, dated, dated and (any(map(str.isdigit, text)) or _NOON.search(text) is not None))


def _states_when(text: str) -> bool:
    return _DATED.search(fold(text)) is not None


def _is_of_title(found: Venue, title: str) -> bool:
    """Whether a name is the happening's own: in its title, without an address and without "at" before it."""
    before, inside, _ = title.casefold().partition((found.name or "").casefold())
    return bool(inside) and not found.address and not _OF_PLACE.search(before[-20:])


def _behind_at(parts: list[_Part], area: Area, brief: bool) -> Venue | None:
    for number, part in enumerate(parts):
        before = brief and number > 0 and parts[number - 1].dated
        for match in _AT.finditer(part.text):
            name, rest = match["name"].rstrip(" -&"), part.text[match.end() :]
            alone = match.start() == 0 or (number == 0 and not _SIGNS.sub("", rest))
            near = part.dated or before or alone or _NOUN.search(name)
            lead = part.text[max(0, match.start() - LEAD_CHARS) : match.start()]
            if near and not _NOT_THERE.search(lead) and is_name(name, area):
                return Venue(name=name, address=_address(rest[:MAX_REST_CHARS], area))
    return None


def _in_room(parts: list[_Part], area: Area) -> Venue | None:
    """The room after "in", in a sentence that states day or hour, or that follows such a one and says "is held in"."""
    for number, part in enumerate(parts):
        follows = any(one.numbered for one in parts[max(0, number - 2) : number])
        for match in _IN.finditer(part.text):
            held = _HELD.search(part.text[max(0, match.start() - LEAD_CHARS) : match.start()])
            if (part.numbered or (follows and held)) and is_name(match["name"].replace(".", ""), area):
                name = match["name"]
                return Venue(name=f"{name[0].upper()}{name[1:]}")
    return None


def _own_line(parts: list[_Part], area: Area, brief: bool) -> Venue | None:
    """A line that is nothing but a name and an address; behind day and hour the name alone is enough."""
    for number, part in enumerate(parts):
        if len(part.text) > MAX_LINE_CHARS:
            continue
        pieces = [piece for piece in (_SIGNS.sub("", one.strip()) for one in part.text.split(",")) if piece]
        dates = [n for n, piece in enumerate(pieces) if part.numbered and _part(piece).numbered]
        first = dates[-1] + 1 if dates else 0
        if (number == 0 and not dates) or first >= len(pieces):
            continue
        behind = brief and any(one.numbered for one in parts[max(0, number - 2) : number + 1])
        address = "".join(f",{piece}" for piece in pieces[first + 1 :])
        if _is_place(pieces[first], address, behind, area):
            return Venue(name=pieces[first], address=_address(address, area))
    return None


def _is_place(name: str, address: str, behind_a_date: bool, area: Area) -> bool:
    if len(name) > MAX_NAME_CHARS or not is_name(name, area) or not _is_capitalised(name):
        return False
    if _address(address, area):
        return True
    if address and not behind_a_date:
        return False
    return bool(_NOUN.search(name)) or (behind_a_date and not address and len(name.split()) <= MAX_NAME_WORDS)


def is_name(name: str, area: Area) -> bool:
    """Whether a text can be a name: no kind of place alone, no number, day or amount, no part of the city."""
    known = words(name)
    empty = _SMALL if len(known) > 1 else _SMALL | _NO_PLACES
    own = any(word not in empty and not _NOUN.fullmatch(word) for word in known)  # "Loft 38"; neither "loft" nor "38"
    if not own or known[-1] in _SMALL or all(map(str.isdigit, known)):
        return False
    return not (_NO_NAME.search(name) or _MONEY.search(name) or _states_when(name) or _is_locality(name, area))


def _is_capitalised(name: str) -> bool:
    """Whether all words but small ones and kinds of places begin with a capital or a digit, or have none."""
    return all(not word[0].islower() or word in _SMALL or _NOUN.fullmatch(word) for word in name.split())


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
