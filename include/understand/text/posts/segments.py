"""The pieces of a post in which its happenings stand, and what each is called there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from include.understand.text.dates.mention import DateMention
from include.understand.text.patterns import bounded
from include.understand.text.posts.states import marked_off, without_marks
from include.understand.text.program import name_words
from include.understand.text.times.mention import TimeMention
from include.understand.text.titles import words

MAX_NAME_CHARS = 120
_PIECES = bounded(r"\s*(?:[|•·\n]|\s[-–—/]\s|[:;]\s|,\s|\s@\s|\sat\s|📍|🎟|[₹€£¥$]|\brs\b\.?)\s*", re.IGNORECASE)
_EDGE = " \t\n-–—:;,.|/•·*#()[]"
_OF_PLACE = bounded(
    r"^\W{0,4}(?:@|(?:venue|location|at|rsvp)\b|(?:where|place)\W{0,4}$"
    r"|(?:place|where|entry|tickets?|fees?|price|register|registrations?|book(?:ings?)?)"
    r"(?:\W{0,9}$|\W{0,4}[:=]|\s(?:now|your|at|here|by|via|through|tickets?|online|on|for|free|from|only|seats?|before|in|with|starts?"
    r"|opens?|closes?|limited|required|a (?:seat|table|spot|slot))\b)|(?:entry|tickets?|fees?|price)\W{0,4}\d"
    r"|(?:hall|room|stage|screen|audi|studio|lab|court)\s?(?:[a-z]|\d{1,3})\W{0,4}$)",
    re.IGNORECASE,
)
"""How a piece begins that is a label or a request, and no name: "Book now", "Entry free", and not "Book launch"."""
_BEFORE_HOUR = re.compile(r"\s(?:from|till|until)$", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"^\d{1,2}[).]\s(?=\S)")
"""Before a name in a list: "1) Jazz night"."""
_BEFORE_PLACE = frozenset({"at", "@", "📍"})
_OF_ONE = frozenset(
    words(
        """
        door doors gate gates open opens opening opener inaugural inauguration start starts begin begins beginning end
        ends ending close closes closing finale final finals show shows showtime set sets event program programme
        main reception welcome registration check entry arrival walkthrough walk through preview premiere vernissage
        artist artists curator soundcheck sound rehearsal warm up headliner support after afterparty party interval
        break lunch dinner tea session sessions slot slots batch batches part parts round rounds leg act phase module
        level week day days night evening morning afternoon matinee early late first second third fourth fifth last
        next one two three four five six seven eight nine ten i ii iii iv v
        adult adults kid kids child children toddlers teen teens youth student students senior seniors family families
        parents women men ladies gents girls boys beginner beginners intermediate intermediates advanced improvers
        member members nonmembers non guests public everyone all ages age group couples singles
        a an the of and or for with to only
        """
    )
)
"""Words that name a part of one happening, or those whom it is for, and no happening of its own."""
_NO_HAPPENING = frozenset(words("closed tba tbd tbc holiday off private event"))
_LINE = re.compile("\n")
_BLANK = re.compile(r"\n[^\S\n]{0,3}\n")
_STOP = bounded(
    r"\b(?:meet(?:ing)?|assemble|gather|start(?:ing)?|begins?|depart(?:ure)?|leave|reach|arriv\w{1,4}|next|back|return"
    r"|(?:walk|move|head) to|pick-?up|drop|finish|ends?|break|check-?(?:in|out)|registration|reporting|briefing"
    r"|auditions?|inauguration|finals?|finale|breakfast|brunch|lunch|dinner|snacks?|tea|coffee|chai|dosas?|drinks|beers?|desserts?)\b",
    re.IGNORECASE,
)
"""What a part of one outing or contest is about: where it begins, halts or ends."""


@dataclass(frozen=True)
class Segment:
    """From where to before where a happening stands in its post, its name and days.

    `reason`: why it cannot be taken, where that is known already. `day`: as the post writes the day that several share.
    """

    start: int
    stop: int
    name: str
    days: tuple[date, ...]
    reason: str = ""
    day: str = ""


def is_stop(name: str) -> bool:
    """Whether a name is that of a part of an outing or contest: "Meet at the metro", "Breakfast", "Finale"."""
    return _STOP.search(name) is not None


def spans_of_lines(text: str) -> Iterator[tuple[int, int]]:
    """From where to before where each line of a text stands."""
    return spans(text, _LINE)


def spans_of_blocks(text: str) -> Iterator[tuple[int, int]]:
    """From where to before where the blocks of a text stand, between blank lines."""
    return spans(text, _BLANK)


def spans(text: str, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """From where to before where each piece of a text stands that `between` parts."""
    start = 0
    for gap in between.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def is_own_name(name: str) -> bool:
    """Whether a name is a happening's, and no part's of one ("doors", "day two")."""
    return any(not word.isdecimal() and word not in _OF_ONE for word in words(name))


def names_a_happening(name: str) -> bool:
    """Whether a line's name is one at all, and not "closed"."""
    return not _NO_HAPPENING.issuperset(words(name))


def name_of(text: str, start: int, end: int, cut: Iterable[tuple[int, int]]) -> str:
    """The first piece of a segment that names something but a place, without what is `cut`: its dates and hours."""
    pieces: list[str] = []
    last = start
    for position, stop in sorted(cut):
        pieces += _pieces(text[last : max(last, position)])
        last = max(last, stop)
    pieces += _pieces(text[last:end])
    stateless = (without_marks(one) for one in pieces)
    named = (_trimmed(one) for one in stateless if not _OF_PLACE.match(one) and name_words(one))
    return next((one[:MAX_NAME_CHARS] for one in named if one), "")


def off_of(line: str) -> str:
    """ "cancelled" or "postponed" where a piece of a line is marked so, otherwise empty."""
    return next((off for off in map(marked_off, _pieces(line)) if off), "")


def _trimmed(name: str) -> str:
    """A name without the signs around it and "from" before its hour; brackets that it opens itself stay closed."""
    bare = _LIST_NUMBER.sub("", _BEFORE_HOUR.sub("", name.strip(_EDGE)))
    closed = bare.count("(") == bare.count(")") + 1 and name.rstrip(_EDGE.replace(")", "")).endswith(")")
    return f"{bare})" if closed else bare


def spans_of(dates: Iterable[DateMention], hours: Iterable[TimeMention]) -> list[tuple[int, int]]:
    """From where to before where dates and hours stand."""
    return [*((one.position, one.end) for one in dates), *((one.position, one.stop) for one in hours)]


def _pieces(text: str) -> Iterator[str]:
    """The pieces of a text without those that stand behind "at"."""
    start, before = 0, ""
    for cut in [*_PIECES.finditer(text), None]:
        if before not in _BEFORE_PLACE:
            yield text[start : cut.start() if cut else len(text)]
        if cut:
            start, before = cut.end(), cut.group().strip().lower()
