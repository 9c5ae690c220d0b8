"""Sentences about places that are not the happening's: "Parking at Orion Mall", "she trained at Trinity College"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from include.understand.place.announced.announced_parts import states_when
from include.understand.text.patterns import bounded

_ONCE = (
    r"(?:trained|studied|graduated|apprenticed|sung|danced|exhibited|debuted|headlined|lectured|taught|interned|schooled"
    r"|acted|sang|recorded|worked|performed|toured|trains|teaches|lectures|studies)"
)
"""What somebody did elsewhere, who now comes here."""
_MEAL = (
    r"(?:breakfast|brunch|lunch|dinner|supper|coffee|filter coffee|chai|tea|beers?|drinks|snacks|dosas?"
    r"|idlis?(?:[- ]vadas?)?|vadas?"
    r"|poha|parathas?|biryani|pancakes|ice[- ]cream)"
)
_AFTERWARDS = bounded(
    r"\b(?:back|done|home|finish\w{0,4}|wrap\w{0,4}|ends?|ending|over)\b(?:[^.!?\n]|\.\d){0,24}?"
    rf"(?P<meal>\b(?:for|with|then|and|followed by)\s(?:[a-z]{{2,10}}\s){{0,2}}{_MEAL}\s(?:at|@"
    rf"|in)\s[^.,;!\n]{{2,40}})",
    re.IGNORECASE,
)
"""Where those who were out go to eat: "back by 9 for coffee at Old Bakery"."""
_ELSEWHERE = bounded(
    r"^\W{0,4}(?:(?:free|paid|street|valet|ample|limited|car|bike|visitors?|two-wheeler)\s){0,2}"
    r"parking\b(?!\s(?:lot|of)\b)"
    r"|^\W{0,4}(?:(?:physical|offline|early bird|the)\s)?(?:tickets?|passes)\s"
    r"(?:(?:are|also|now|available|sold)\s){0,3}(?:on|at|from|via)\s"
    r"(?!(?:the\s)?(?:doors?|gates?|venue|counter|entrance|spot|box office)\b)"
    rf"|^\W{{0,4}}(?:post|after)[ -][a-z]{{3,12}}\s{_MEAL}\b"
    rf"|^\W{{0,4}}{_MEAL}\s(?:at|@|in)\s[^\n]{{2,50}}\b(?:after(?:wards?)?|post)\b"
    r"|^\W{0,4}(?:last|the previous|our last)\s(?:time|year|month|week|edition|one)\b"
    r"|^\W{0,4}(?:call|whatsapp|phone|ring|contact)\s[^\n]{0,40}\d"
    r"|^\W{0,4}(?:after that|after which|afterwards|later)\b"
    rf"|\w\s{_ONCE}\s(?:at|in|with|under)\s(?:the\s)?(?-i:[A-Z])",
    re.IGNORECASE,
)
"""Where people park, buy, ask, have been and go to."""
_MAY_BE_ELSEWHERE = re.compile(
    rf"\bparking|\btickets?|\bpasses|\blast|\bprevious|\bcall|\bwhatsapp|\bphone|\bring|\bcontact|\bafter|\blater|\bpost\b|{_ONCE}",
    re.IGNORECASE,
)
_END = re.compile(r"\n|(?<=[\w)”\"’])[.!?](?=\s|$)|\s[|•·]\s")

_UNTOLD = bounded(
    r"\b(?:venue|location|address|place|spot|details)\s?(?:[:–-]\s?)?(?:(?:is|are|will|to|be|gets?|exact|only)\s){0,3}"
    r"(?:shared|revealed|disclosed|announced|sent|pinned|told|given)\b"
    r"|\b(?:venue|location|address|place|where|details)\W{0,4}"
    r"(?:tb[acd]\b|to be (?:announced|decided|confirmed|shared))"
    r"|\b(?:dm|ping|message|msg|text|whatsapp|write to|contact)\s(?:us\s|me\s|to\s)?for\s"
    r"(?:(?:the|exact|full)\s){0,2}(?:location|venue|address|place|directions|gate)\b"
    r"|\b(?:venue|location|address|details)\s(?:on|upon|after|via|with)\s(?:the\s)?"
    r"(?:booking|rsvp|registration|registering|confirmation|sign-?\s?up|dm|whatsapp|purchase|payment)\b"
    r"|\bsecret\s(?:venue|location|loc|spot|place)\b"
    r"|\b(?:zoom|meet|meeting|joining|link)\s?(?:link|details)?\s(?:(?:is|will|be|to)\s){0,2}(?:shared|sent|mailed)\b",
    re.IGNORECASE,
)
"""What is said of a place that only those hear who come."""


def of_its_own_place(text: str) -> str:
    """`text`, as long as it was, with blanks for the sentences without day and hour that are about another place."""
    text = _AFTERWARDS.sub(_without_meal, text)
    if not _MAY_BE_ELSEWHERE.search(text):
        return text
    kept = [" " * len(one) if _ELSEWHERE.search(one) and not states_when(one) else one for one in _with_ends(text)]
    return "".join(kept)


def _without_meal(match: re.Match[str]) -> str:
    start = match.start("meal") - match.start()
    return match.group()[:start] + " " * (len(match.group()) - start)


def _with_ends(text: str) -> Iterator[str]:
    """The sentences of a text and, apart, what stands between them."""
    position = 0
    for end in _END.finditer(text):
        yield text[position : end.start()]
        yield end.group()
        position = end.end()
    yield text[position:]


def keeps_its_place(text: str) -> bool:
    """Whether a text says that its place is told to those who come, or later: then no name in it is probably that."""
    return _UNTOLD.search(text) is not None
