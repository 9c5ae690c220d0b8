"""Where a text states that entry is free: "free entry", "no fee", "the circle is free", "free passes".

The patterns are in lower case, for text in lower case: see `lowered`.
"""

from __future__ import annotations

import re

from include.understand.text.patterns import bounded, has_any
from include.understand.text.posts.kinds_of_events import KINDS

_SESSION = (
    r"(?:sessions?|events?|programmes?|programs|activities|performances?|workshops?|talks?|shows?|screenings?|walks?|class(?:es)?|concerts?|registrations?|attendance"
    r"|participation|exhibitions?|admissions?|entry|camps?|check-?ups?|trials?|demos?|meet-?ups?|webinars?|seminars?|lectures?"
    r"|conferences?|recitals?|readings?|gigs?|open mics?|yoga|zumba|meditation|tours?|storytelling)"
)
_NOT_THE_WAY_IN = (
    r"(?:breakfast|brunch(?:es)?|lunch|dinners?|suppers?|sadya|services?|sales?|donation|social|sets?|bands?|cups?|dj"
    r"|happy hours?|tastings?|exchange|rides?)"
)
"""What people go to, and get beside something else as well: "lunch is free"."""
_THING = rf"(?!{_NOT_THE_WAY_IN}\b)(?:{_SESSION}|{KINDS})"
_THOSE_WHO_LOOK = r"(?:(?:the )?(?:general )?public|visitors|shoppers|walk-?ins)"
"""Whom entry concerns where others pay for a place to sell at."""
_FREE = bounded(
    r"(?<!-)\bfree\s+(?:entry|admission|event|registration|to (?:attend|join|enter|come|take part|participate)"
    r"|(?:drop-in )?session|workshop"
    r"|concert|rsvp|of cost|for (?:all|everyone))\b"
    r"|\b(?:attend|join|participate|enter|entry|admission|tickets?) for free\b"
    r"|\b(?:entry|admission)\s*(?:is|:|-)?\s*free\b|\bfree of (?:charge|cost)\b|\bcosts? nothing\b"
    r"|(?:^|[,.;:!?·•|(]\s*)(?:it(?:'s| is) )?(?:(?:totally|absolutely|completely|entirely|fully|free|100%) ){0,3}"
    r"(?:free|gratis)\s*(?:[.!;,·•|)]|$)"
    r"|\b(?:entry|admission|tickets?|passes|invites?)(?: is| are)?\s?[:–-]?\s?(?:gratis"
    r"|complimentary)\b(?! (?:with|for|on)\b)"
    r"|(?:^|[.!?:·•|]\s*)(?:(?:it[’']?s|it is|everything|all|all of it) )?(?:is )?on (?:the house|us)\s*(?:[.!·•|]|$)"
    r"|\bpay(?:s|ing)? nothing\b|\b(?:won|doesn|wouldn|don)[’']?t cost (?:you )?(?:a thing|anything"
    r"|a (?:rupee|paisa|penny))\b"
    rf"|\bfree (?:entry )?(?:for|to) (?:all )?{_THOSE_WHO_LOOK}\b|\b{_THOSE_WHO_LOOK} (?:(?:is|are|get in"
    rf"|enter|go|come) )?free\b"
    r"|\bno tickets?\b(?! (?:left|available|sales?|refunds?|at|on|yet))"
    r"|(?:^|[,.;:!?·•|]\s*)(?:both|all|each|everything)(?:\s(?:are|is|of (?:it|them)))? free\s*(?:[.!;,·•|]|$)"
    r"|\b(?:no|zero) (?:entry |registration |joining |participation )?(?:fees?|cover(?: charges?)?|charges?|cost)\b"
    r"(?! (?:emis?|sheets?)\b)"
    r"|\bopen to all\b[^.]{0,20}\bfree\b|\bfree\s*(?:and|&|\+)\s*open\b|\bnothing to (?:pay|enter)\b"
    r"|\bfree for (?:all|everyone|everybody)\b|\bfree,? as (?:always|usual|ever)\b"
    r"|^[^\w\n]{1,6}free\s*(?:[.!;,·•|]|$)|^[^\w\n]{0,6}free\s?(?:but\s|\(|[–—-]\s)"
    r"|[.!?•|]\sfree but\s|^\W{0,6}free\s{1,3}[\u0900-\u0dff]"
    r"|\b(?:cover|entry|fees?|charges?|cost|tickets?)(?: charges?| fees?)?\s*(?:is|are|:|-|–)?\s*"
    r"(?:nil|zero|none|zilch|nada)\b"
    r"|\b(?:cover|entry|fees?|charges?|cost)\s?[:=–-]\s?nothing\b"
    r"|\b(?:entry|day|evening|show|session|class|workshop|tickets?) (?:is|are) on us\b"
    r"|\bno (?:contributions?|payments?|money|donations?|subscription|pass(?:es)?) "
    r"(?:is |are |will be )?(?:needed|required|necessary|asked|expected|collected|charged|taken)\b"
    r"|(?:^|[.!?;:·•|]\s*)[^\w\n]{0,6}"
    r"free (?:entry |donor |invitation )?(?:pass(?:es)?|tickets?)\b"
    r"(?! (?:for|to) (?:the )?(?:\w{1,12} )?(?:winners?|followers|lucky))"
    rf"|(?:^|[.!?;:·•|]\s*)[^\w\n]{{0,6}}free (?:[\w’'-]{{2,15}} )?(?:{_THING}|ride)\s*(?:[.!?;·•|]|$)"
    r"|(?:^|[,.!?;:·•|(–—-]\s*)[^\w\n]{0,6}free (?:but |only )?(?:with|on|by|upon|after|via|against) "
    r"(?:prior |advance |online |an? |your )?"
    r"(?:rsvp|registration|registering|invit\w{1,6}|booking|reservation|sign-?up|pass(?:es)?|id\b)"
    rf"|\ball\s+{_SESSION}\s+free\b"
    rf"|\b{_THING}\s+(?:is|are)\s+(?:(?:absolutely|completely|totally|entirely|always|also)\s+)?free\b"
    r"(?!\s+(?:from|of (?!c)|till|until|before|between|if|when|on)\b)",
    re.MULTILINE,
)
_FREE_SESSION = bounded(
    r"(?:^|[^\w\s'’-]\s{0,2}|\b(?:an?|the|our|this|these|your|my|their|its|is|it's|are|be|and|or|of|for|with|in|to|at|by|on|as"
    r"|totally|absolutely|completely|entirely|fully|also|one|two|three|four|five|first|another|some|more|all|every|each|any"
    r"|offers?|offering|hosts?|hosting|attend|join|get|book|register|has|have|having|hold(?:s|ing)?|run(?:s|ning)?|conduct(?:s|ing)?"
    r"|provid(?:es?|ing)|presents?|weekly|monthly|daily|annual|special|complimentary)\s)free\s"
    r"(?!(?:parking|drinks?|beers?|coffee|tea|chai|snacks?|food|gifts?|goodies|t-?shirts?|wi-?fi|style|spirit|play|flow|range)\b)"
    rf"(?:(?!(?:for|with|at|and|on|before|after|of|if|to|in|when|the)\b)[\w'’-]{{1,15}}\s){{0,4}}{_THING}\b(?!\s(?:fee|pass))",
    re.MULTILINE,
)
"""A free prenatal yoga class. Behind a noun "free" says what the class is without: "oil free cooking class"."""
_MAY_BE_FREE = (
    "free",
    "no ",
    "nothing",
    "nil",
    "zero",
    "none",
    "zilch",
    "nada",
    "on us",
    "gratis",
    "complimentary",
    "on the house",
    "cost",
)
"""One of these is in whatever _FREE finds."""
_GROUP = r"(?:ladies|women|girls|kids|children|members|seniors|students|couples|under \d+)"
_FOR_SOME = bounded(
    rf"\b{_GROUP}\b[ ]{{0,3}}(?:(?:get|get in|enter|entry|go|are|is|in)[ ]{{0,3}}){{0,2}}[:–-]?[ ]{{0,3}}\Z",
)
_FOR_SOME_AFTER = bounded(rf"[ ]{{0,3}}(?:only )?(?:for|to)[ ]{{1,3}}(?:all )?{_GROUP}\b")
"""Beside "free": who need not pay, so that others do."""

_WHO_COMES = (
    r"(?:(?:non-?)?members|visitors|performers|participants|founders|artists|volunteers|residents|spectators|audience"
    r"|first[ -]?timers?)"
)
_NOTHING_ELSE = (
    r"(?=[ ]{0,3}(?:$|[^\w\s-]|\n|\d|[–—-]\s|(?:entry|admission|of (?:course|cost|charge)|before|till|until|with"
    r"|on|and|but|only|always|others|guests|non|everyone|the rest)\b))"
)
"""Behind "free": no thing follows that they get beside what they pay for."""
_COMING_IS = (
    r"(?:(?:^|[\n.,;:!?|•·(/–—])[ ]{0,3}|(?<!ladies )(?<!women )(?<!girls )"
    r"\b(?:entry|admission|event|session|everyone|and|but)[ ]{1,3}(?:is )?"
    r"|\b(?:tickets?|passes|entry|cover|fees?)\s?[–-][ ]{0,3})"
)
"""Before "free": it is not said of a thing, "parking free before 9"."""
_COME_FREE = bounded(
    rf"\b{_WHO_COMES}\b[ :–-]{{0,3}}(?:(?:get in|get|enter|entry|go|come|are|is) )?"
    rf"(?:free\b{_NOTHING_ELSE}|(?:₹|rs\.? ?)?0(?=\s*(?:[,;/|•·)]|$)))"
    rf"|{_COMING_IS}free (?:only )?(?:for|to) (?:all )?{_WHO_COMES}\b"
    rf"|{_COMING_IS}free (?:entry )?(?:before|till|until) \d{{1,2}}(?![\d,]{{2}})"
    r"|\bor (?:just |simply )?(?:sit|stand|watch|listen|join|attend|come|enter|walk in|dance)\b"
    r"[^.;\n\d]{0,40}\bfor free\b"
)
"""Members free, others 499; free before 9.30, after that 500; passes 500, or sit on the floor for free."""


def some_come_free(text: str) -> bool:
    """Whether, beside an amount, some of those who come for it pay nothing; little children are not asked about."""
    return ("free" in text or "0" in text) and _COME_FREE.search(text) is not None


def says_free(text: str) -> list[bool]:
    """For each place where a text states that entry is free, whether it is for all."""
    if not has_any(text, _MAY_BE_FREE):
        return []
    return [not _is_for_some(one, text) for one in _FREE.finditer(text)] or [True for _ in _FREE_SESSION.finditer(text)]


def _is_for_some(free: re.Match[str], text: str) -> bool:
    before = text[max(0, free.start() - 45) : free.start()]
    return bool(_FOR_SOME.search(before) or _FOR_SOME_AFTER.match(text, free.end()))
