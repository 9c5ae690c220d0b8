"""Does a text announce something that people can go to? Posts about last night, jobs and menus do not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from include.areas.local import LocalWords
from include.understand.text.dates.vocabulary import DAY, FULL_WEEKDAY, MONTH, NOT_TIME, PART_OF_DAY, TO, WEEKDAY
from include.understand.text.folding import in_english
from include.understand.text.patterns import any_of, bounded, lowered
from include.understand.text.posts.asides import without_asides
from include.understand.text.posts.kinds_of_events import names_a_kind
from include.understand.text.posts.mild_reasons import MILD, QUOTATION
from include.understand.text.posts.reasons import GREETING, NEW_HOURS, NEXT, OPENING_HOURS, REASONS
from include.understand.text.posts.themes import GOODS, NAME_OF_WORK, THEMES
from include.understand.text.when import AnnouncedDates

_INVITES = re.compile(
    r"\b(?:join us|rsvp|tickets?|register|registration|book (?:now|your)|entry|venue|happening"
    r"|(?<!\bour )(?<!\bits )(?<!\btheir )(?<!\bstudio )doors"
    r"|coming to town|live at|see you (?:there|on(?! the other side)"
    r"|at(?! (?:the|our) (?:bar|counter|shop|store|outlet)s?\b))"
    r"|come (?:by(?! (?:boat|metro|bus|cab|car|train|auto|cycle|bike|public|road)\b)|along|over)"
    r"|drop (?:by|in)|save the date)\b",
    re.IGNORECASE,
)
_DAY = (
    rf"(?:{WEEKDAY}[\s,]{{0,2}})?(?:{DAY}\s?(?:of\s)?{MONTH}|{MONTH}\s?{DAY})(?:,?\s?20\d\d)?(?:,?\s?\(?{WEEKDAY}\)?)?"
)
_HOUR = (
    r"\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?(?:-|–|to)\s?\d{1,2}(?:[:.]\d\d)?)?"
    r"\s?(?:[ap]\.?m\b|hrs\b|(?<=[:.]\d\d)(?!\d))"
)
_DATED = bounded(
    rf"(?<![\w/])(?:{_DAY}(?:[\s,|•·–(-]{{0,4}}|\n[^\w\n]{{1,5}})(?:at\s|from\s|@\s?)?{_HOUR}|{_HOUR},?\s(?:on\s)?{_DAY}(?![a-z]))",
    re.IGNORECASE,
)
"""A day of the calendar with its hour right beside it."""
_ON_WEEKDAY = bounded(
    rf"(?<![\w/])(?:{FULL_WEEKDAY}|to(?:day|night|morrow))(?:\s{PART_OF_DAY})?"
    rf"[\s,|•·–(-]{{0,4}}(?:(?:at|from)\s|@\s?)?{_HOUR}",
    re.IGNORECASE,
)
"""Such a day by its name alone."""
_SENTENCE = re.compile(r"(?<=[a-z)\d!?])[.!?]{1,3}\s(?=[^a-z])|\n")
_NO_VISIT = bounded(
    r"\b(?:drops?|out|releas\w{1,4}|streams?|live|by|before|till|until|orders?|deliver\w{0,4}|pick-?ups?|ships?|shipping"
    r"|platforms?|spotify|you ?tube|netflix|prime|starts?|opens?|closes?|ends?|since|was|were|of|last"
    r"|written|recorded|shot|composed|filmed|made)[\s:]{1,2}"
    r"(?:(?:on|from|at)\s)?(?:(?:an?|the)\s(?:\w{1,12}\s)?)?$",
    re.IGNORECASE,
)
"""Before such a day on which something is sent, ends, or was."""
_DAYS = re.compile(rf"\d|\b(?:to(?:day|night|morrow)|tmrw|weekend|{FULL_WEEKDAY})", re.IGNORECASE)
_RUN = bounded(
    rf"(?<![\w/])(?:{_DAY}[^\n]{{0,60}}?(?:\b(?:to|till|until|through)|[–-])\s{{0,3}}(?:the\s)?{_DAY}"
    rf"|{DAY}{TO}{DAY}\s?(?:of\s)?{MONTH}|{MONTH}\s?{DAY}{TO}{DAY}{NOT_TIME})",
    re.IGNORECASE,
)
"""From one day of the calendar to another: what is open between them is no shop."""
NEXT_CHARS = 160
"""Characters behind "next one" in which its day stands."""
LEAD_CHARS = 32
"""Characters before a day in which such a word is looked for."""
_COMING = re.compile(r"\bcoming to ", re.IGNORECASE)


def rejection_reason(title: str, text: str, local: LocalWords) -> str | None:
    """Why an announcement in prose is none, or None when it is one.

    An invitation outweighs the words against it; of mild ones, a day with its hour does too, of themes that with a
    word for what is on.
    """
    if NEW_HOURS.match(lowered(title)) and not _outweighs(OPENING_HOURS, text, local):
        return OPENING_HOURS
    said = (without_asides(part, local) for part in (title, text) if not invites(part, local))
    parts = tuple(lowered(NAME_OF_WORK.sub("", part)) for part in said)
    if reason := _reason(REASONS, parts):
        return None if _outweighs(reason, text, local) else reason
    if reason := _reason(THEMES, parts):
        whole = GOODS.sub("", f"{title}\n{text}")
        is_named = names_a_kind(whole, local, other_scripts=False) and states_when(whole, local)
        return None if is_named or _outweighs(reason, text, local) else reason
    if QUOTATION.fullmatch(lowered(text).strip()) and not states_when(text, local):
        return "a quotation"
    if reason := _reason(MILD, parts):
        return None if _outweighs(reason, text, local) or states_when(text, local) else reason
    return None


def _outweighs(reason: str, text: str, local: LocalWords) -> bool:
    """Whether a text names what is next with its day, greets and names what is on, or is open for some days alone."""
    if _names_next(text):
        return True
    if reason == GREETING:
        return names_a_kind(text, local, other_scripts=False)
    return reason == OPENING_HOURS and _RUN.search(in_english(text)) is not None and names_a_kind(text, local)


def is_weak(found: AnnouncedDates, text: str, local: LocalWords) -> bool:
    """Whether dates are too little to make an announcement: "Sunday" alone, where nothing that people go to is named.

    So are the days of every week ("Mon to Fri, 10 am to 8 pm"): they are mostly opening hours.
    """
    if not found.open_ended and (found.stated or not all(one.date_only for one in found.occurrences)):
        return False
    return not (names_a_kind(text, local) or invites(text, local))


def _reason(reasons: Iterable[tuple[re.Pattern[str], str]], parts: Collection[str]) -> str | None:
    """The first reason whose words one of the parts has."""
    return next((reason for words, reason in reasons if any(map(words.search, parts))), None)


def _names_next(text: str) -> bool:
    """Whether what is next is named with its day: "Next one when our ears recover" is none."""
    return any(_DAYS.search(text, one.end(), one.end() + NEXT_CHARS) for one in NEXT.finditer(lowered(text)))


def states_when(text: str, local: LocalWords) -> bool:
    """Whether a day stands beside its hour in what is no deadline, delivery or release.

    A weekday counts only where the same sentence names what is on then: goods and shops have hours on weekdays too.
    """
    folded = in_english(text)
    return _has_visit(_DATED, folded) or any(
        _has_visit(_ON_WEEKDAY, one) and names_a_kind(one, local, other_scripts=False)
        for one in _SENTENCE.split(folded)
    )


def _has_visit(days: re.Pattern[str], text: str) -> bool:
    leads = (text[max(0, one.start() - LEAD_CHARS) : one.start()] for one in days.finditer(text))
    return any(not _NO_VISIT.search(lead) for lead in leads)


def invites(text: str, local: LocalWords) -> bool:
    """Whether a text asks people to come, be it only to the city."""
    city = any_of(local.city)
    return bool(_INVITES.search(text)) or any(city.match(text, lead.end()) for lead in _COMING.finditer(text))
