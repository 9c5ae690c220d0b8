"""What a sentence says before a name: somebody was there once, people go on to it, or they come together there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from include.understand.place.chosen.chunks import Chunk, kind_of_sign
from include.understand.text.patterns import bounded

TOLD = "said told"
"""The signal of a house of somebody's life: "she trained at ..."."""
LEAD_CHARS = 60
"""Characters before a name that are read for such words."""
_FORMS = (
    (
        TOLD,
        bounded(
            r"\b(?:train(?:ed|s)|sang|sung|danced|perform(?:s|ed)|play(?:s|ed)|stud(?:ied|ies)|graduated|exhibited"
            r"|debuted|headlined|toured|recorded|acted|lectured|taught|teaches|worked|works|won|featured|founded"
            r"|founder|professor|chef|director|head of|formerly|ex|alum\w*|disciple|student|author|born)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "said goes on",
        bounded(
            r"\b(?:after|afterwards?|then|later|ends?|ending|finish\w*|followed|till|until|back|drop)\b", re.IGNORECASE
        ),
    ),
    (
        "said sets out",
        bounded(
            r"\b(?:starts?|starting|meet(?:ing)?|assembl\w+|leaves?|leaving|pick-?\s?ups?|roll\w* out|flag\w*"
            r"|reporting|gather|from|begin\w*)\b",
            re.IGNORECASE,
        ),
    ),
)
COMES_FROM = "comes from"
"""The signal of where people or things are from: "ceramics from ..."; not of where somebody sets out."""
_FROM = bounded(r"[^\W\d]\sfrom\s(?:the\s)?$", re.IGNORECASE)
_ON_THE_WAY = bounded(
    r"\b(?:start\w*|meet\w*|assembl\w+|leav\w+|depart\w*|pick-?\s?ups?|roll\w*|flag\w*|report\w*|gather\w*|begin\w*|set\w*"
    r"|walk\w*|rid(?:es?|ing)|runs?|cycl\w+|pedal\w*|treks?|hikes?|procession|rally|parade|drives?|jog\w*|bus|stroll|trail|march)\b",
    re.IGNORECASE,
)
_ENDS = frozenset(".!?|\n")


def signals_of_lead(chunks: Sequence[Chunk], number: int, begins: int) -> Iterator[str]:
    """The signals of what stands before place `begins` of a chunk in its sentence: the nearest such word, and all."""
    lead = chunks[number].text[max(0, begins - LEAD_CHARS) : begins]
    at = number
    while at > 0 and len(lead) < LEAD_CHARS and not _ends(chunks[at].before):
        at -= 1
        lead = f"{chunks[at].text} {lead}"
    if _FROM.search(lead) and not chunks[number].dated and not _ON_THE_WAY.search(lead):
        yield COMES_FROM
    found = [(one.end(), name) for name, form in _FORMS for one in form.finditer(lead)]
    if found:
        yield max(found)[1]
    yield from (f"{name} somewhere" for name in sorted({name for _, name in found}))


def _ends(between: str) -> bool:
    """Whether a sentence ends there."""
    return not _ENDS.isdisjoint(between) or kind_of_sign(between) in {"sign", "pin", "clock"}
