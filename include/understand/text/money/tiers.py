"""Prices of several classes of seats without a sign beside each: "499 | 699 | 999", "Silver 500 | Gold 1000".

The patterns are in lower case, for text in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from include.understand.text.dates.vocabulary import FULL_WEEKDAY
from include.understand.text.money.amounts import Money
from include.understand.text.patterns import bounded

HUNDREDS = r"(?:\d{1,2},\d{3}|\d{3,5})"
YEAR = bounded(r"^(?:19[5-9]\d|20[0-4]\d)$")
ROUND = r"(?:\d{1,2},\d00|\d{1,3}(?:[05]0|[49]9))"
_ROWS = bounded(
    rf"(?:^[^\w\n]{{0,6}}|\b(?:tickets?|tix|tkts?|prices?|entry|passes|cover)\b\W{{0,4}})"
    rf"{HUNDREDS}(?:\s*[|/]\s*{HUNDREDS}){{1,5}}\s*$"
    rf"|\b(?:tickets?|tix|tkts?|passes)\b\W{{0,4}}{ROUND}(?:\s*[|/]\s*{ROUND}){{1,5}}(?=,?\s(?:or|and)\b|\s?[.;(])"
    rf"|\b(?:tickets?|passes|seats?|prices?)\b\s?(?:[:–-]|at\b|of\b|for\b|are\b)?\s?{ROUND}(?:,\s{ROUND}){{1,5}}(?:,?\s(?:and|&)\s{ROUND})?(?=\s*(?:$|[.;(]))",
    re.MULTILINE,
)
"""499 | 699 | 999; donor passes 2000, 1000, 500."""
_IN_A_ROW = bounded(rf"[.!?•·]\s{ROUND}(?:\s[|]\s{ROUND}){{2,5}}(?=\s*(?:$|[.;(]))", re.MULTILINE)
"""Three and more behind a sentence: "6 pm. 499 | 699 | 999"."""
_CLASS = (
    r"\s*(?:$|[|/(,;.:–-](?!\d)|(?:students?|(?:non-?)?members?|couples?|stags?|child(?:ren)?|kids|adults?|seniors?"
    r"|at the|on (?:the )?spot|for|per|pp|each|only|onwards|with)\b)"
)
"""What follows a price and no house number or count: "₹399 | 100 Feet Road", "₹299 | 100 seats"."""
_IN_BRACKETS = r"(?:\s?\([^()\d\n]{1,24}\))?"
_ROW_ENDS = r"\s*(?:$|[.(;|]|(?:at the|on the|on (?:\w{2,12})$|depending|plus|via|online|per|each)\b)"
"""What stands behind the last of several: "Rs 300, 500 & 1000 at the hall"."""
_BEHIND = bounded(
    rf"(?:\s?/-)?{_IN_BRACKETS}(?:\s?[|/]\s?{HUNDREDS}(?:\s?/-)?(?={_CLASS}|/{HUNDREDS}){_IN_BRACKETS}){{1,5}}"
    rf"|(?:\s?/-)?(?:,\s{HUNDREDS}){{0,4}}\s?(?:&|,?\sand)\s{HUNDREDS}(?:\s?/-|\s?only)?(?={_ROW_ENDS})"
    rf"|(?:\s?/-)?(?:,\s?{HUNDREDS}){{2,5}}(?:\s?/-|\s?only)?(?={_ROW_ENDS})",
    re.MULTILINE,
)
"""Behind an amount with a sign: Rs 300 / 200 (students), ₹300, 500 and 1000, Rs 900 (with lunch) / 600 (without)."""
_NAMES = (
    r"(?:silver|gold|platinum|diamond|bronze|regular|general|standard|premium|vip|ga|students?|couples?|stags?|singles?"
    r"|adults?|child(?:ren)?|kids|seniors?|guys|girls|gents"
    r"|front row|(?<!\w\s)seat|phase \d|others|(?:non-?)?members|everyone else"
    r"|(?:(?:kids |children )?(?:under|below|over|above)[ -]\d{1,2}(?:s| years?| yrs?)?|\bu-?\d{1,2}"
    r"|\d{1,2}[-–]\d{1,2} (?:years|yrs))"
    r"|grown-?ups|teens|outsiders|non-?residents|pair|trio|squad"
    r"|residents|guests|(?:non[ -]?)?veg(?:etarian)?|early\s?-?birds?|(?:with|without) (?:tee|t-?shirt|kit|lunch|food)"
    r"|on the spot|trial|drop-?in|solo|duo|bean ?bags?|doubles?"
    r"|(?:(?:fan|mosh|vip|golden|front) ?)?pit|(?:(?:vip|fan|premium|artists?) )?(?:lounge|zone)|balcony|stalls"
    r"|(?:single|one|full|each)[ -]day|(?:day|season|festival|weekend) pass)"
)
_NAMED = bounded(
    rf"\b{_NAMES}\s*[:–-]?\s*(?P<amount>{HUNDREDS})(?=\s*(?:[|,/;()·•]|\+{{1,2}}|\.(?!\d)|$)"
    rf"|\s(?:now|only|(?:with )?(?:full )?cover|all in)\b|\s(?:and\s|&\s)?{_NAMES}\b)",
    re.MULTILINE,
)
"""Silver 500 | Gold 1000."""
_NO_CLASS = (
    r"(?:(?<!the )doors?|gates?|starts?|since|estd?|till|until|by|capacity|total|(?<![a-z] )seats?|crowd|runners?"
    r"|booths?|rooms?|hall|flat|plot|house|site|bus|platform|sector|pin(?:code)?|phone|tel|mobile|call|whatsapp"
    r"|helpline|contact|dm|code|sms|over|about|first|last|only|limit(?:ed)?|batch|level|prizes?|winners?|metres?|steps"
    r"|calories|km|year|camera|parking|lockers?|valet)"
)
"""What other numbers beside a row of prices are said to be: "gold 1000, doors 1900", "VIP 1999, capacity 3000"."""
_ANY_CLASS = rf"(?:(?!{_NO_CLASS}\b)[a-z][a-z\d'’+-]{{0,14}}\s){{1,3}}(?:\([^()\n]{{1,16}}\)\s?)?[:–-]?\s?"
_CLASSES = bounded(
    rf"(?<=[\s\d])\b{_NAMES}\s?[:–-]?\s?{HUNDREDS}(?:\s?/-)?(?:\s?[,|/·•]\s?{_ANY_CLASS}{HUNDREDS}(?:\s?/-)?(?=\s*(?:[|,/;)·•]|\.(?!\d)|$))){{1,6}}",
    re.MULTILINE,
)
"""A row of classes that begins with one that is known: GA 799, fan pit 1499, hilltop 2999."""
_IN_THOUSANDS = bounded(
    r"\b(?:stags?|couples?|silver|gold|platinum|diamond|vip|premium)\s*[:–-]?\s*(?P<amount>\d{1,2}(?:\.\d)?\s?k)\b"
    r"(?!\s(?:fun\s)?(?:runs?|walks?|rides?|races?|trails?|jogs?)\b)"
)
"""Stag 2k, couple 3.5k; what is said of those who run is a distance: solo 5k."""
_DISTANCE = bounded(
    r"(?:^|[,;|])[^\w\n,;|]{0,6}\d{1,2}(?:\.\d{1,2})?\s?km?(?: (?:fun |timed )?run)?\s*[:=–—-]\s*"
    rf"(?P<amount>{HUNDREDS})\b",
    re.MULTILINE,
)
"""10K - 1,199, of a run."""
_FOR = r"(?:with(?:out)?|for|only|incl\w{0,7}|students?|(?:non-?)?members?|couples?|stags?|kids|adults?)\b"
_NO_CROWD = (
    r"(?!\s(?:plates|meals|seats|people|guests|visitors|were|was|are|last|came|strong|present|watch|attend|took|had"
    r"|joined)\b|\s\w{1,12}ed\b)"
)
"""Behind those who pay, and not behind those who were there: "120 students, 150 adults came"."""
_PHRASED = bounded(
    rf"^[^\w\n]{{0,6}}{HUNDREDS}\s{_FOR}[^\n/|,\d]{{0,30}}[/|,]\s?{HUNDREDS}\s{_FOR}{_NO_CROWD}", re.MULTILINE
)
"""A line that begins "300 with class / 200 only social"."""
_OF_TICKET = (
    r"(?:(?:non[ -]?)?veg(?:etarian)?|jain|egg|early\s?-?birds?|pre-?\s?sale|advance|online"
    r"|(?:at (?:the )?)?(?:doors?|gate|counter|venue)"
    r"|on (?:the )?spot|spot|regular|general|phase \d|balcony|floor|standing|seated"
    r"|singles?|doubles?|couple|stag|solo|duo|pair|student|adult|child|kid|(?:non-?)?member|performers?"
    r"|audience|ga|vip|fan pit"
    r"|(?:with|without|w/o?)\s(?:an? )?(?:tee|t-?shirt|kit|lunch|food|dinner|wine(?: pairing)?|drinks?|class|transport)"
    r"|without)\b"
)
"""What tells apart the ways into one happening, and counts nobody."""
_PEOPLE = (
    r"(?:adults|children|kids|students|couples|seniors|grown-?ups|little ones|humans|siblings|residents|guests"
    r"|(?:non-?)?members|outsiders|early\s?-?birds)\b"
)
"""Who pays differently, or may be counted."""
_WITH_WAY = (
    rf"(?:{HUNDREDS}(?:\s?/-)?\+{{0,2}}\s(?:for )?\(?{_OF_TICKET}\)?"
    rf"|{ROUND}(?:\s?/-)?\s(?:for )?{_PEOPLE}(?!\s(?:on|at|and|in|from|so|this|together)\b))"
)
_CALLED = bounded(
    rf"(?<![\d,.:/₹$€£-])(?<!rs )(?<!rs\. )(?<!had )(?<!over )(?<!about )(?<!some )(?<!of )(?<!with )"
    rf"{_WITH_WAY}(?:\s?[/|,;&+]\s?(?:and )?{_WITH_WAY}){{1,5}}"
    rf"{_NO_CROWD}"
)
"""1800 veg / 2200 non-veg; 399 early bird | 599 at the door; 800 adults, 400 kids."""
_AGED = r"(?:kids |children )?(?:under|below|over|above) \d{1,2}(?:s| years?| yrs?)?"
_CELL_BEHIND = bounded(
    rf"(?:\s?\([^()\d\n]{{1,24}}\))?(?:[^.!?\n,;|/\d(]|(?<=\bincl)\.){{0,24}}(?:[,;|/•·]\s?(?:and\s|or\s)?|\s\((?={HUNDREDS}|{_PEOPLE}))"
    rf"(?:(?:{_ANY_CLASS}|{_AGED}\s?[:–-]?\s?)(?P<behind>{ROUND})(?:\s?/-)?(?=\s*(?:[|,/;)·•]|[.!](?!\d)|$))"
    rf"|(?:{_ANY_CLASS})?{_PEOPLE}\s?(?:\([^()\n]{{1,16}}\)\s?)?[:–-]?\s?(?P<young>[1-9]0)(?=\s*(?:[|,/;)·•]|[.!](?!\d)|$))"
    rf"|(?P<before>{HUNDREDS})(?:\s?/-)?\s(?:for\s(?:the\s)?)?(?:{_OF_TICKET}|{_PEOPLE}|(?<=for\s)(?:two"
    rf"|three|four)\b|(?:if|when|in case) you\b|if (?:booked|paid|bought)\b|w/o\b|on\s(?:weekdays|weekends"
    rf"|{FULL_WEEKDAY}s)\b))"
    rf"|[^.!?\n;|\d]{{0,12}}\sor\s(?:bring|come|join|get|all)\b[^.!?\n\d]{{1,24}}\sfor\s(?P<together>{HUNDREDS})(?=\s*(?:$|[.,;!|)]))",
    re.MULTILINE,
)
"""Behind a price, what others pay: "entry 600, U-12 400", "650 a leaf, 325 for kids", "..., 300 on weekends"."""
_BESIDE_FREE = bounded(
    rf"(?:^|[.!?•|·]\s)(?!{_NO_CLASS}\b)[a-z]{{3,14}}\s(?P<amount>{ROUND})\s?[,/|&–-]\s?(?:and\s)?"
    r"(?!entry|admission|registration|parking|drinks|snacks)[a-z’'-]{3,14}\s"
    r"(?:(?:go|get in|enter|are|is)\s)?free\b(?! (?:entry|drinks?|parking|shots?|beers?|food))",
    re.MULTILINE,
)
"""Humans 100, dogs free."""
_PAYER = (
    r"(?:adults?|child(?:ren)?|kids?|students?|(?:non[ -]?)?members?|stags?|couples?|seniors?|others"
    r"|guests|grown-?ups|outsiders"
    r"|ladies|gents|girls|guys|boys|men|women|everyone else|singles?|visitors|foreigners|indians|locals"
    r"|under[ -]\d{1,2}s?|(?:non[ -]?)?residents?)"
)
_SMALL = r"(?:\d{3}|[1-9][0599])"
_PAIR = bounded(
    rf"\b{_PAYER}\s?[:–-]?\s?(?P<first>{_SMALL})(?:\s?/-)?\s?[,/|&;•·]\s?(?:and\s)?"
    rf"{_PAYER}\s?[:–-]?\s?(?P<second>{_SMALL})(?:\s?/-)?(?=\s*(?:$|[.,;|/)•·(]))",
    re.MULTILINE,
)
"""Adults 60, children 30: two who pay, so that less than a hundred is neither an age nor a crowd."""
_AMOUNT = re.compile(HUNDREDS)
MAX_CELLS = 5
"""Prices of others behind one."""


def tiers(text: str) -> list[tuple[int, int]]:
    """From where to before where the numbers stand that are prices because several stand in a row or name a class."""
    rows = [
        _AMOUNT.finditer(text, row.start(), row.end())
        for row in chain.from_iterable(one.finditer(text) for one in (_ROWS, _IN_A_ROW, _PHRASED, _CALLED, _CLASSES))
    ]
    spans = [match.span() for row in rows for match in row]
    spans += [
        match.span("amount")
        for match in chain(*(one.finditer(text) for one in (_NAMED, _IN_THOUSANDS, _DISTANCE, _BESIDE_FREE)))
    ]
    spans += [pair.span(name) for pair in _PAIR.finditer(text) for name in ("first", "second")]
    return [span for span in spans if _is_price(*span, text)]


def rows_behind(amounts: Iterable[Money], text: str) -> Iterator[tuple[int, int]]:
    """From where to before where the numbers stand that go on the row of an amount with a sign."""
    for one in amounts:
        row = _BEHIND.match(text, one.end) if one.currency else None
        numbers = _AMOUNT.finditer(text, row.start(), row.end()) if row else ()
        yield from (number.span() for number in numbers if _is_price(*number.span(), text))
        yield from _cells_behind(one.end, text)


def _cells_behind(end: int, text: str) -> Iterator[tuple[int, int]]:
    """From where to before where the numbers stand that others pay, behind a price that ends at `end`."""
    for _ in range(MAX_CELLS):
        cell = _CELL_BEHIND.match(text, end)
        if cell is None:
            return
        span = next(cell.span(name) for name in ("behind", "young", "before", "together") if cell[name])
        if not _is_price(*span, text):
            return
        yield span
        end = span[1]


def _is_price(start: int, end: int, text: str) -> bool:
    """Whether a number is no year; a round one may be both."""
    return not YEAR.match(text[start:end]) or text[start:end].endswith("00")
