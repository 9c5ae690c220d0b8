"""The lines and sentences of an announcement, which of them state when it is, and where its signature begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from include.understand.place.announced.kinds_of_places import KIND
from include.understand.text.dates.vocabulary import FULL_WEEKDAY, IN_ADDRESS, MONTH_BEGINNING, WEEKDAY
from include.understand.text.folding import PART_OF_DAY_IN_KANNADA, fold
from include.understand.text.patterns import VOWEL_SIGNS, bounded

_SEGMENT = re.compile(
    r"\n|\s(?:[|•·~→»✦✧◆◇★☆✶▪◦‣❖]|//|\|\|)\s|(?<=\?)(?:\s(?![a-z])|$)|(?<=[\w)!?\"”’+%-])(?:!|(?<!\bft)(?<!\bvs)(?<!\bfeat)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)"
    r"(?<!\bSmt)(?<!\bPt)(?<!\bVid)(?<!\bSt)(?<!\b[Oo]pp)(?<!\b[Nn]r)(?!(?<=\b[Nn]o)\.\s?[A-Z]?\d)(?<!\bRm)(?<!\bProf)(?<!\bSept)(?<!\b[Gg]ovt)"
    r"(?<!\.[A-Z])(?<![.,@:] [A-Z])(?<!\bat [A-Z])(?<!\n[A-Z])\.)"
    r"(?:\s(?![a-z])|$)|(?:(?<=\d[ap]m)|(?<=\d\s[ap]m))\.\s(?=[a-z])"
    r"|(?<=[a-z]{3})\.\s(?=(?:daily|entry|tickets?|free|bring|fees?|register|rsvp|call|dm|no|all|everyone|open)\b)"
)
"""Between two parts. The full stop behind a title ("Dr.") or an initial ("at M. S. Rao Hall") is none."""
_LINE_UP = bounded(
    r"\b(?:line[- ]?up|artists?|performers|performing|featuring|feat|acts|djs)\s?[:–-]\s"
    r"[^\n|]{1,60}(?:\|[^\n|]{1,40}){1,8}",
    re.IGNORECASE,
)
"""Those who perform, in a row: none of them is a part of its own, nor a place."""
_SENTENCE = re.compile(r"(?<=[a-z\d)])[.!?]\s(?=[a-z])")
"""Between two sentences of a text that is all in lower case."""
_DATED = bounded(
    rf"{PART_OF_DAY_IN_KANNADA}\s\d"
    r"|\d\s?(?:[ap]\.?m|baje|gante(?:ge)?|[gr]inda|vareg[eu])\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}/\d{1,2}\b|\b\d{1,2}-\d{1,2}-(?:20)?\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)\b(?!\s(?:{IN_ADDRESS}|[ab]\b))"
    r"|\b(?:to(?:day|night|morrow)|tmrw?|tomo|tmro|this (?:morning|afternoon|evening)|noon|midnight|weekend)\b"
    rf"|\b{MONTH_BEGINNING}[a-z]{{0,7}}\s+\d|\d\s+{MONTH_BEGINNING}|\b{FULL_WEEKDAY}s?\b|\b{WEEKDAY}\s\d",
    re.IGNORECASE,
)
"""What a part of an announcement has that states when."""
_ACRONYM = re.compile(r"\b[A-Z]{2,6}s?\b")
_WORD = re.compile(r"(?<![\w'’])[a-z][\w'’]*")
_NOON = re.compile(r"\b(?:noon|midnight)\b", re.IGNORECASE)
SIGNS = re.compile(rf"^[^\w@\"'“‘(₹$€£¥]{{1,20}}|[^\w{VOWEL_SIGNS})\"'”’.]{{1,20}}$")
_COMMA = re.compile(r"(?!(?<=\d),\d{2,3}(?!\d)),(?![^(),]{0,40}(?:,[^(),]{0,40}){0,3}\))")
"""Between two pieces, not within a number, nor inside an aside: "Kite Theatre (Old Town, 3rd Main)"."""
_ASIDE_BEHIND = bounded(r"\s?\([^()\n]{1,60}\)$|\s(?:same|as before|as usual|again)$", re.IGNORECASE)
"""Behind a name: "Reading Hall (opp. the mill)", "Blue Barn as usual"."""
_SIGNATURE = re.compile(
    r"(?:^|\n)(?:-- ?|_{3,20}|\W{0,3}(?:(?:with |many |my )?(?:warm |kind |best |all )?"
    r"(?:regards|wishes|thanks|love|greetings)|bye|cheers|sincerely|yours(?: \w{2,12})?|thank you"
    r"|by order of [^\n]{1,40}|(?:hon\. )?secretary|--.{0,40})"
    r"[,.!]{0,3}(?: all)?)(?=\n)",
    re.IGNORECASE,
)
"""The line with which a mail ends: below it stand its writer's name and address."""
_DASH = re.compile(r"[–—~-]")
_THANKS = re.compile(r"\n?\W{0,3}(?:many )?(?:thanks|thank you|cheers)(?: all)?[.!]{0,3}", re.IGNORECASE)
_SIGNED = bounded(
    rf"(?<=\n)[–—~-]{{1,2}}\s?(?![^\n]{{0,60}}\b{KIND}\b)"
    r"[^\W\d][\w.'’&]{0,20}(?:\s[^\W\d_][\w.'’&]{0,20}){0,5}\Z",
    re.IGNORECASE,
)
"""The last line with the name of who writes: "– The Old Town Riders"."""
MIN_STROKES = 3
"""Strokes in a line from which on they stand between its parts."""
MAX_WRITER_LINES = 2
"""Lines below thanks alone that can be a writer's name; more, or one with commas, go on with the announcement."""


@dataclass(frozen=True)
class AnnouncedPart:
    """A line or sentence of an announcement, and whether it states a day or an hour, in words or with numbers."""

    text: str
    dated: bool
    numbered: bool


def announced_parts(text: str) -> list[AnnouncedPart]:
    """The parts of an announcement in their order, without its signature."""
    body = _LINE_UP.sub(lambda acts: acts.group().replace("|", ","), unsigned(text))
    lines = (one.replace(" / ", "\n") if one.count(" / ") >= MIN_STROKES else one for one in body.split("\n"))
    pieces = _SEGMENT.split("\n".join(lines))
    if _is_in_lower_case(body):
        pieces = [one for piece in pieces for one in _SENTENCE.split(piece)]
    return [part_of(piece.strip()) for piece in pieces if piece.strip()]


def capitalised_parts(text: str) -> list[AnnouncedPart]:
    """The parts of a text that is all in lower case, with the capitals that names have; none of any other text."""
    if not _is_in_lower_case(text):
        return []
    return [replace(part, text=_WORD.sub(_capitalised, part.text)) for part in announced_parts(text)]


def _is_in_lower_case(text: str) -> bool:
    """Whether no word begins with a capital; what is all in capitals ("BYOB") says nothing beside others."""
    return not any(map(str.isupper, _ACRONYM.sub("", text)))


def _capitalised(match: re.Match[str]) -> str:
    return match.group().capitalize()


def part_of(text: str) -> AnnouncedPart:
    """One line or sentence."""
    dated = states_when(text)
    return AnnouncedPart(text, dated, dated and (any(map(str.isdigit, text)) or _NOON.search(text) is not None))


def pieces_of(line: str) -> list[str]:
    """What stands between the commas of a line, without the signs around it and without asides."""
    bare = (_ASIDE_BEHIND.sub("", SIGNS.sub("", one.strip())) for one in _COMMA.split(line))
    return [piece for piece in bare if piece]


def states_when(text: str) -> bool:
    """Whether a text has a day or an hour."""
    return _DATED.search(fold(text)) is not None


def unsigned(text: str) -> str:
    """A text up to its signature, where it stands as in the whole; one that states a day below it has none."""
    text = text.rstrip()
    if (signed := _SIGNED.search(text)) and not _DASH.match(text[: signed.start()].rstrip().rpartition("\n")[2]):
        text = text[: signed.start()]
    signature = _SIGNATURE.search(text)
    if signature is None or states_when(text[signature.end() :]):
        return text
    below = [line for line in text[signature.end() :].split("\n") if line.strip()]
    thanked = _THANKS.fullmatch(signature.group()) is not None
    goes_on = thanked and (len(below) > MAX_WRITER_LINES or any("," in line for line in below))
    return text if goes_on else text[: signature.start()]
