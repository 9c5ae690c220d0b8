"""The venue that the running text of an announcement names: one that we know, or one after "Venue:"."""

from __future__ import annotations

import re

from include.areas.area import Area, KnownVenue
from include.listing import Venue
from include.understand.place.announced.indic_places import indic_place
from include.understand.place.announced.kinds_of_places import KIND
from include.understand.place.announced.named_places import SURE, named_place
from include.understand.place.announced.other_places import keeps_its_place, of_its_own_place
from include.understand.place.announced.place_names import is_kind_of_place, is_locality, is_name, is_no_place
from include.understand.place.announced.venue_certainty import LABELLED
from include.understand.place.geography import distance
from include.understand.place.localities import is_here
from include.understand.place.online import MEETING
from include.understand.place.venues import at_spot, mentioned, on_its_street
from include.understand.text.dates.vocabulary import DAY, MONTH, WEEKDAY
from include.understand.text.patterns import VOWEL_SIGNS, bounded

_SIGN = r"(?:(?:\.{2,10}\s?)?[:=\-–—]{1,2}>?|\.{2,10}(?=\s?(?-i:[^\s.a-z])))"
"""Between "Venue" and its name: "Venue: ", "Venue - ", "Venue.....: ", and not "the venue... we love it"."""
NAMED = bounded(
    rf"(?:\b(?:venue|place|(?:starting|meeting|start) point|location)\b\s*{_SIGN}\s*"
    r"|\bsame (?:venue|place|spot|location|room|hall)\s?[(:–-]\s*"
    r"|(?<![^\n])\W{0,3}at\s?[:–—]\s?(?=(?-i:[A-Z]))|\bhosted\s(?:at|in)\s?[:–—-]\s*"
    r"|(?:\b(?:where|address)|(?<!\w )\broom)\b\s*(?:\.{2,10}\s?)?[:?]\s*"
    r"|(?<![^\n])where\s?[–—-]\s?|(?<![^\n])(?:venue|location)\s(?=(?-i:[A-Z@\"“‘]))|(?<![^\n])v\s?:\s"
    r"|(?:(?<![^\n])|(?<=[.!|•·] ))\W{0,3}(?:meet(?:ing|[ -]?up)?|assembl[ey]|gather(?:ing)?|start(?:ing|s)?|reporting"
    r"|flag(?:ging)?[ -]?off)(?:\s?(?:&|and|/|\+)\s?(?:end|finish)(?:ing|es|s)?)?"
    r"(?:\s(?:point|spot|at|place))?\s?[:–—]\s?(?=(?-i:[A-Z]))"
    r"|(?:(?<![^\n])|(?<=[.!|•·] ))\W{0,3}(?:street|lane|hall|grounds?|studio|park|stadium"
    r"|turf)\s?[:–—]\s?(?=(?-i:[A-Z]))"
    r"|\b(?:venue|location)\s+is\s+(?:the\s+)?(?=(?-i:[A-Z0-9]))"
    r"(?!(?:an?|not|just|only|very|quite|easily|located|open|closed|wheelchair|accessible)\s(?-i:[a-z]))"
    r"|(?:ಸ್ಥಳ|ಜಾಗ|ಸಭಾಂಗಣ|स्थान|\b(?:sthala|jaa?ga|sabhangana|sthan))\s*[:\-–]\s*|[📍📌]\s*:?\s*(?:(?:venue|place|location|where|address)\s*[:\-–]\s*)?)"
    r"[\"“‘]?(?P<name>[^\n|•·📍🗓📅⏰]{3,80})",
    re.IGNORECASE,
)
SENTENCE = bounded(
    r"[\s,;–-]{0,9}\b(?:followed|where|which|when|and then|time|timings?|date|age|fees?|entry|rsvp|tickets?"
    r"|register)\b(?s:.*)"
    r"|\s(?:and|or|&)\s+(?:(?-i:by|via|over|on)|online|(?:via|over|on)\s+(?:zoom|youtube|google))\b(?!-)(?s:.*)"
    r"|(?:(?<=[a-z]{3})|(?<=[a-z]{2}[)”’]))[.!?]\s(?s:.*)|[.!?]\s(?=(?-i:[A-Z])[a-z]{2,14}\s?:\s)(?s:.*)|(?:(?<=\s\d)|(?<=\s\d\d))\.\s(?=~|(?-i:[A-Z][a-z]))(?s:.*)"
    r"|\s(?-i:Since|Please|Kindly|Because|We|Our|You|Join|Come|Bring|Seats?|Seating|Limited|Note|This|There|If|Do)\b"
    r"(?=\s?[:!]|\s(?:(?-i:[a-z(])|us\b|now\b|your\b|in\b))(?s:.*)",
    re.IGNORECASE,
)
"""Where an address in running text ends and the sentence goes on."""
WAY = bounded(r"\s(?:behind|opposite|opp\.?|next to|near|above|beside|off|adjacent to)\s", re.IGNORECASE)
"""Between a venue's name and how it is found."""
NO_NAME = bounded(
    rf"^\W*(?:tb[acd]|online|{MEETING}|to be \w+|and|your|same)\b"
    r"|\b(?:dm|shared?|sharing|booking|will be|link|bio|revealed)\b",
    re.I,
)
"""What stands after "Venue:" where there is no name yet."""
SIGNS_AT_END = re.compile(rf"[^\w{VOWEL_SIGNS})\]\"'”’+!&%]{{1,20}}$")
"""Emoji and the like, with which the next line of an announcement begins."""
_DAY = bounded(rf"(?:{WEEKDAY}[\s,]{{1,2}})?(?:{DAY}\s?{MONTH}|{MONTH}\s?{DAY})", re.IGNORECASE)
"""What stands behind "Meetup —" and is no place."""
_LEAD = bounded(
    r"^(?:(?:we\s)?(?:starts?|starting|begins?|meet(?:ing)?|assemble|gather(?:ing)?)\s)?(?:at|from|in|inside)\s(?:the\s)?",
    re.IGNORECASE,
)
"""Before the name behind a label: "Where: starts at the Town Hall"."""
_AND_THEN = bounded(
    r",?\s(?:and\s)?(?:ends?|ending|finish(?:es|ing)?|till|until|to)\s(?:at|in|near|by)?\b.*", re.IGNORECASE
)
"""Behind the name of where something starts: where it ends."""
_ASIDE = bounded(r"\s?\([^()\n]{1,60}\)?")
"""What stands in brackets behind a name: "Kochi House (the old bakery)"."""
LABEL = bounded(r"^(?:(?:venue|where|location|room|at)\b\W*)+", re.IGNORECASE)
NAME = bounded(r"[^\W\d_][^\d!?:;—@/|]{2,39}")
"""What can be a venue's name after a label: short, and neither an address nor a sentence."""
_NO_OWN_NAME = bounded(
    rf"^(?:(?:my|our|a|an|the|private|cosy|cozy|home)\s){{0,2}}(?:home|house|flat|apartment|villa|rooftop|place|{KIND})(?:\s(?:in|at|near)\s[^\n]{{1,60}})?$",
    re.IGNORECASE,
)
"""What a text calls the place that it keeps to itself: "Studio in Old Town", "My terrace"."""
MAX_VENUE_METRES = 300.0
"""Metres from an address within which a venue that the text names is the one at that address."""


def venue_in_text(title: str, text: str, area: Area) -> tuple[Venue, float] | None:
    """The venue that an announcement names, and how surely it is chosen; behind "Venue:" also one that is unknown."""
    title, text = of_its_own_place(title), of_its_own_place(text.replace("*", ""))  # *Venue:* is Venue:
    label = _labelled(text) or _labelled(title)
    match = mentioned(title, area) or mentioned(label or text, area, needs_cue=label is None)
    if match:
        return Venue(name=match.venue.name, address=_address(match.venue, area)), match.confidence
    if label:
        name, address = _apart(label, area)
        name = _ASIDE.sub("", name).strip() or name.strip()
        return Venue(name=name, address=address.strip() or None), LABELLED
    named = named_place(title, text, area) or indic_place(f"{title}\n{text}")
    if named and keeps_its_place(f"{title}\n{text}") and _NO_OWN_NAME.match(named.name or ""):
        return None
    return (named, SURE) if named else None


def _apart(label: str, area: Area) -> tuple[str, str]:
    """The name and the address of what stands after "Venue:"; the way there ("behind the temple") is of the address.

    "House above the Sea" is a name as a whole: "House" is none.
    """
    cut = label.find(",") if "," in label else len(label)
    way = WAY.search(label, 0, cut)
    named = way is not None and is_name(label[: way.start()], area)
    return (label[: way.start()], label[way.start() :]) if way and named else (label[:cut], label[cut + 1 :])


def _address(venue: KnownVenue, area: Area) -> str | None:
    """What has to stand beside the name of a branch for it to be found again."""
    if not venue.branch:
        return None
    return venue.address if is_here(None, venue.address, area) else f"{venue.address}, {area.name}"


def name_in_text(title: str, text: str, venue: Venue, area: Area) -> str | None:
    """The name of a venue of which only address or point is known, where an announcement gives it, or None.

    One of the gazetteer must be where the address is.
    """
    match = mentioned(title, area) or mentioned(text, area)
    if match and _is_at(match.venue, venue, area):
        return match.venue.name
    if venue.latitude is not None and venue.longitude is not None and at_spot((venue.latitude, venue.longitude), area):
        return None
    label = LABEL.sub("", (_labelled(text) or "").partition(",")[0]).strip()
    return label if NAME.fullmatch(label) and not is_locality(label, area) else None


def _is_at(known: KnownVenue, venue: Venue, area: Area) -> bool:
    """Whether a known venue may stand at an address: near its point or, without one, on a street of its own."""
    if venue.latitude is not None and venue.longitude is not None:
        return distance((venue.latitude, venue.longitude), (known.latitude, known.longitude)) <= MAX_VENUE_METRES
    return on_its_street(known, venue.address or "")


def _within_brackets(name: str) -> str:
    """`name` up to a bracket that closes one before it: "same place (Lake Hall). All tickets stay valid"."""
    open_ones = 0
    for position, sign in enumerate(name):
        open_ones += (sign == "(") - (sign == ")")
        if open_ones < 0:
            return name[:position]
    return name


def _labelled(text: str) -> str | None:
    """What stands after "Venue:", up to where the sentence goes on."""
    named = NAMED.search(text)
    whole = _within_brackets(named["name"]) if named else ""
    name = SIGNS_AT_END.sub("", SENTENCE.sub("", whole)).strip(" .,*-")
    if lead := _LEAD.match(name):
        name = _AND_THEN.sub("", name[lead.end() :])
    first = name.partition(",")[0]
    if is_no_place(first) or _DAY.match(first):  # At: Sunset, 14 March, 6 pm; Meetup — Sat 19 Dec
        return None
    return None if NO_NAME.search(_ASIDE.sub("", name)) or is_kind_of_place(name) else name
