"""The title that is shown: without venue, city, date, ticket talk and shouting, which stand beside it or say nothing.

"ARSENAL VS EVERTON | LIVE SCREENING | COPPER KETTLE, BANGALORE" at Copper Kettle is "Arsenal vs Everton, live
screening". Nothing goes that the event does not show elsewhere: a venue or a day that is not the event's own stays,
another city stays, and where too little would be left the title stays as it is. Listings keep their titles: matching
and ids never see this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from include.areas.area import AREAS_KEPT, Area
from include.understand.record.title_case import without_shouting
from include.understand.text.dates.grammar import find_dates
from include.understand.text.patterns import VOWEL_SIGNS, any_of, bounded
from include.understand.text.times.grammar import find_times
from include.understand.text.titles import FILLER, GENERIC, amounts, words

_SEPARATOR = bounded(r"\s*(?:\|{1,3}|•|·|\s//\s)\s*")
_AT_END = bounded(
    r"(?:\s+[-–—~]\s+|,\s*|\s+(?:@|at|in|on|from)\s+(?:the\s+)?|\s*@\s*|:\s+|\s*[(\[](?=[^()\[\]]{0,80}[)\]]\W{0,3}$))",
    re.IGNORECASE,
)
"""What stands before a part at the end of a title that may go."""
_SIGNS = re.compile(rf"^[^\w{VOWEL_SIGNS}\"'“‘(\[#@₹&.¡¿…-]{{1,20}}|[^\w{VOWEL_SIGNS})\]\"'”’!?.%+…™®♥️*&-]{{1,20}}$")
_REPEATED = re.compile(r"([!?])\1+")
_FEATURING = bounded(r"\b(?:ft|feat)\b\.?(?=\s)", re.IGNORECASE)
_VERSUS = bounded(r"(?<=\s)VS\.?(?=\s)|(?<=\s)Vs\.?(?=\s)")
_JOINING = frozenset(words("at in on from the and onwards onward till to of by a venue starts starting"))
_TICKETS = frozenset(
    words(
        """
        book booking bookings now your seat seats spot spots slot slots ticket tickets early bird offer offers free
        entry limited last few left register registration registrations open rsvp pay at venue couple pass passes
        selling fast hurry only get buy1get1 discount discounts available
        """
    )
)
_TICKET_TALK = frozenset(
    words(
        "book bookings ticket tickets seats slots spots bird free entry register registration registrations rsvp pay"
        " pass passes"
    )
)
_DEAL = bounded(r"\b(?:buy\s+(?:1|one)\s+get\s+(?:1|one)(?:\s+free)?|\d{1,2}\s?%\s+off|[1+]\+1)\b", re.IGNORECASE)
_FORMATS = GENERIC.difference(
    words("night nights day days evening weekend new christmas year eve special women ladies")
).union(words("live"))
_NO_TITLE = frozenset(
    words(
        "live event events show shows party special presents night nights day evening session opening launch the a an"
        " at in"
    )
)
"""Words that name nothing where they are all that is left."""
_CALLED_OUT = frozenset(
    words("hello hi hey dear goodbye bye good thank thanks namaste namaskara love morning night wake sorry")
)
"""Before "Bengaluru" at the end, where the city is spoken to."""


@dataclass(frozen=True)
class _Context:
    """What stands beside the title: venue, days and area."""

    venue: tuple[str, ...]
    days: Sequence[date]
    area: Area


def shown_title(title: str, venue: str | None, days: Sequence[date], area: Area) -> str:
    """The title that an event on these local `days` shows; `title` itself where nothing can go without loss."""
    beside = _Context(_without_city(words(venue or ""), area), days, area)
    kept = [
        _trimmed(piece, beside) for piece in _SEPARATOR.split(title) if piece.strip() and not _may_go(piece, beside)
    ]
    if not kept or not _names_something(" ".join(kept)):
        kept = [piece.strip() for piece in _SEPARATOR.split(title) if piece.strip()]
    shown = ", ".join(_lowered(piece) if number else piece for number, piece in enumerate(map(_tidy, kept)) if piece)
    return shown if words(shown) else title


def _tidy(piece: str) -> str:
    """A piece without signs at its ends and repeated ones, with "vs" and "ft." written alike, and no shouting."""
    bare = _REPEATED.sub(r"\1", _SIGNS.sub("", piece.strip()))
    bare = bare if ". " in bare or " " not in bare else re.sub(r"(?<=[\w)]{2})\.$", "", bare)
    return _VERSUS.sub("vs", _FEATURING.sub("ft.", without_shouting(bare)))


def _lowered(piece: str) -> str:
    """A piece behind another in lower case, where it names a format and nothing else."""
    return piece.lower() if all(word in _FORMATS or word in FILLER for word in words(piece)) else piece


def _trimmed(piece: str, beside: _Context) -> str:
    """A piece without the ends that stand beside it."""
    while True:
        cut = next((one for one in _ends(piece) if _goes(piece, one, beside)), None)
        if cut is None:
            return piece
        piece = piece[: cut.start()].rstrip(" ,-–—:")


def _ends(piece: str) -> Iterator[re.Match[str]]:
    """Where an end of a piece may begin, the longest end first."""
    return _AT_END.finditer(piece)


def _goes(piece: str, cut: re.Match[str], beside: _Context) -> bool:
    rest, end = piece[: cut.start()], piece[cut.end() :].strip(" )]")
    mark = words(cut.group())
    if not words(rest) or not _may_go(end, beside) or not _names_something(rest):
        return False
    left = words(rest.rpartition(":")[2])
    sign = cut.group().strip()
    if not _is_venue(end, beside) and _is_place(end, beside):
        return _may_lose_city(sign, mark, words(rest))
    if mark[:1] == ("in",):
        return left[-1] in _FORMATS  # "Once upon a time in Chickpet" is a name, whatever the venue is called
    return sign != ":" and (len(left) > 1 or not mark)  # "Thriller Thursday: Murder at the Copper Tap" is a name


def _may_lose_city(sign: str, mark: tuple[str, ...], left: tuple[str, ...]) -> bool:
    """Whether a city at the end says where it is; "Dear Bengaluru" and "Midnight in Bengaluru" would lose it."""
    if not _CALLED_OUT.isdisjoint(left[-2:]):
        return False
    if mark[:1] in (("on",), ("from",)):
        return False
    return len(left) > 1 and left[-1] in _FORMATS if mark[:1] == ("in",) else sign != ":" or len(left) > 1


def _names_something(text: str) -> bool:
    return any(word not in _NO_TITLE and not word.isdecimal() for word in words(text))


def _may_go(text: str, beside: _Context) -> bool:
    """Whether a text has nothing but what stands beside the title, or says how to come by a ticket."""
    left, wide = words(_without_known(text, beside)), beside.area.words
    if words(text) and {*wide.region, *wide.country}.issuperset(words(text)):
        return False  # a country alone is what it is about
    if left == words(text) and not (_TICKETS.issuperset(left) and not _TICKET_TALK.isdisjoint(left)):
        return not left and bool(text.strip())
    left = _without_venue(_without_city(left, beside.area), beside)
    return all(word in _JOINING or word in _TICKETS for word in left)


def _without_known(text: str, beside: _Context) -> str:
    """A text without the event's dates, hours, amounts of money, sellers, city and venue."""
    spans = [(one.position, one.stop) for one in find_times(text)]
    if beside.days:
        weekdays = {day.weekday() for day in beside.days}
        for one in find_dates(text, min(beside.days)):
            own = not set(one.days).isdisjoint(beside.days)
            if own or (one.vague and not one.rule and {day.weekday() for day in one.days} <= weekdays):
                spans.append((one.position, one.end))
    kept, last = "", 0
    for start, stop in sorted(spans):
        kept += text[last : max(last, start)] + " "
        last = max(last, stop)
    kept = _DEAL.sub(" ", amounts(beside.area.words.money).sub(" ", kept + text[last:]))
    sellers = beside.area.words.sellers
    bare = [word for word in words(kept) if word not in sellers]
    return " ".join(_without_venue(_without_city(tuple(bare), beside.area), beside))


def _is_place(text: str, beside: _Context) -> bool:
    return not words(text) or not _without_venue(_without_city(words(text), beside.area), beside)


def _is_venue(text: str, beside: _Context) -> bool:
    return bool(_without_city(words(text), beside.area)) and _is_place(text, beside)


def _without_city(found: tuple[str, ...], area: Area) -> tuple[str, ...]:
    """Words without the own city's and area's names."""
    bare = _here(area).sub(" ", " ".join(found))
    return tuple(word for word in bare.split() if word not in ("the",))


@lru_cache(maxsize=AREAS_KEPT)
def _here(area: Area) -> re.Pattern[str]:
    names = (name for name, code in area.localities.items() if code == area.code)
    return any_of((*names, *area.words.city, *area.words.region, *area.words.country))


def _without_venue(found: tuple[str, ...], beside: _Context) -> tuple[str, ...]:
    """Words without the venue's name, or its first words."""
    for length in range(min(len(found), len(beside.venue)), 0, -1):
        for start in range(len(found) - length + 1):
            if found[start : start + length] == beside.venue[:length] and (length == len(beside.venue) or length > 1):
                return (*found[:start], *found[start + length :])
    return found
