"""What stands beside a happening or a stop about its state and is no part of its name: "CANCELLED", "sold out"."""

from __future__ import annotations

import re
from typing import Literal

from include.understand.text.dates.vocabulary import DAY, MONTH, WEEKDAY, WEEKDAY_BEGINNING
from include.understand.text.patterns import bounded

_STATE = (
    r"(?:sold\s?out|house\s?full|cancel+ed|called\soff|postponed|rescheduled|new\s(?:date|venue)"
    r"|(?:(?:venue|location|place)\s)?(?:tb[acd]|to\sbe\sannounced)|(?:last\s|only\s|very\s)?(?:a\s)?few\s(?:seats?\s|tickets?\s|spots?\s)?(?:left|remaining)"
    r"|last\sfew(?:\s(?:seats?|tickets?|spots?))?|limited\s(?:seats?|tickets?|spots?)|selling\s(?:out\s)?fast|filling\sfast)"
)
_ANY_DAY = rf"{WEEKDAY}\W{{0,3}}{DAY}|{DAY}\s(?:of\s)?{MONTH}(?![a-z])|{MONTH}\s{DAY}"
"""A day behind a state: CANCELLED: SAT 7 MARCH."""
_STATED = bounded(rf"(?<!\w){_STATE}(?!\w)!{{0,3}}", re.IGNORECASE)
_MARKED = bounded(
    rf"^\W{{0,4}}{_STATE}\W{{0,4}}$|^\W{{0,4}}{_STATE}\s?[:–—-]{{0,2}}\s?(?={_ANY_DAY})|[\[({{*]{{1,3}}\s?{_STATE}\s?[\])}}*!]{{1,4}}|^\W{{0,4}}{_STATE}!{{1,3}}",
    re.IGNORECASE,
)
_STATE_IN_CAPITALS = r"(?:SOLD ?OUT|CANCELL?ED|CALLED OFF|POSTPONED|RESCHEDULED|TB[ACD])!{0,3}"
_SHOUTED = re.compile(rf"(?<=[a-z)\d] ){_STATE_IN_CAPITALS}(?= \d|$)|^\W{{0,4}}{_STATE_IN_CAPITALS}(?= [A-Z]?[a-z])")
"""Behind a name, or before one that is not in capitals itself."""
_OFF = bounded(r"(?<!\w)(?:(?P<off>cancel+ed|called\soff)|postponed)(?!\w)", re.IGNORECASE)
_HEADED = re.compile(
    r"\W{0,6}(?P<off>(?:CANCELL?ED|POSTPONED|CALLED OFF)(?=\W{0,4}[^\w\s]|\s[A-Z]?[a-z])"
    r"|(?:Cancell?ed|Postponed|Called off)(?=\W{0,4}[^\w\s]))\b"
)
"""How a text begins that states nothing else."""
_STATED_OFF = bounded(
    r"\b(?:is|are|stands?|been|be|gets?)\s(?:now\s|hereby\s|sadly\s|unfortunately\s|regretfully\s)?"
    r"(?P<off>cancel+ed|called\soff|postponed|deferred|off(?=\s?[,.!;:–—-]|\s(?:as|because|due|since|for\s(?:now|today|tonight))\b))",
    re.IGNORECASE,
)
_NOT_OFF = bounded(
    r"\b(?:if|unless|in case|even|when|not|never|no\s\w{1,12}|until|till|once"
    r"|whether|how|why|who|whose|her|his|first|last|previous|earlier)\b[^.!?\n]{0,40}$|n['’]t\s$|%\s?$|days?\s$",
    re.IGNORECASE,
)
"""Before what is said of a case that may come, of a weekday, or of something else than the happening."""
LEAD_CHARS = 48
_NEW_DATE = bounded(
    r"\b(?:postponed|mov(?:ed|es?)|reschedul(?:ed|es?)|shift(?:ed|s)|deferred|pushed)\s(?:[^.!?\n]{1,24}\s)?(?:to|for)\s"
    rf"|\b(?:new|revised|next|fresh)\sdates?\W{{1,4}}(?:is\s|are\s|on\s)?(?:\d|{WEEKDAY_BEGINNING})"
    r"|\bnow\s(?:\w{1,12}\s){0,2}on\s|\bwill\s(?:be\sheld|happen|take\splace)\s",
    re.IGNORECASE,
)
"""What moves a happening, which then is not off."""
Off = Literal["", "cancelled", "postponed"]


def without_states(text: str) -> str:
    """`text` without any words of state: for names of places, which have none."""
    return _STATED.sub(" ", text)


def without_marks(name: str) -> str:
    """A happening's name without the states that brackets, signs or capitals mark as such."""
    return _SHOUTED.sub("", _MARKED.sub(" ", name).rstrip())


def marked_off(piece: str) -> str:
    """ "cancelled" or "postponed" where a piece of a line is marked so, otherwise empty: a name may have such words."""
    marks = [*_MARKED.finditer(piece), *_SHOUTED.finditer(piece)]
    return next((off for off in (off_in(one.group()) for one in marks) if off), "")


def off_in(text: str) -> str:
    """ "cancelled" or "postponed" where a line says so of its happening, otherwise empty."""
    found = _OFF.search(text)
    return "" if found is None else "cancelled" if found["off"] else "postponed"


def off_in_prose(text: str) -> Off:
    """ "cancelled" or "postponed" where a text states that what it is about is off, without a new date; else empty."""
    found = _HEADED.match(text) or next(
        (
            one
            for one in _STATED_OFF.finditer(text)
            if not _NOT_OFF.search(text[max(0, one.start() - LEAD_CHARS) : one.start()])
        ),
        None,
    )
    if found is None or _NEW_DATE.search(text):
        return ""
    return "postponed" if "po" in found["off"].lower() or "defer" in found["off"].lower() else "cancelled"
