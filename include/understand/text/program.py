"""Several happenings in one text: "Thu 5 March, 7 pm: poetry", and on the next line "Fri 6 March, 8 pm: jazz".

Each date that begins a line or a sentence, with an hour of its own behind it, is an item of a program.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from include.understand.text.choosing import is_announced
from include.understand.text.dates.mention import DateMention
from include.understand.text.forms import standing_in
from include.understand.text.hours.of_dates import slots_in
from include.understand.text.patterns import bounded
from include.understand.text.times.mention import TimeMention

_BETWEEN = bounded(r"[\s,(–-]{0,3}(?:at\s|@\s?|from\s)?", re.IGNORECASE)
"""Between a day within a sentence and its hour."""
BETWEEN_CHARS = 9
SAID_AGAIN_CHARS = 4
"""From a date to the weekday with which a name begins."""
MAX_ITEM_CHARS = 160
"""Characters from the date of an item to the end of its words."""
_BEGINS = bounded(r"(?:^|[\n.!?;|•·:/])[^\w\n]{0,6}$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_NAMES = frozenset(
    {
        "doors",
        "door",
        "show",
        "shows",
        "gates",
        "entry",
        "free",
        "onwards",
        "till",
        "until",
        "from",
        "and",
        "the",
        "for",
    }
    | {"with", "per", "head", "only", "tickets", "ticket", "price", "fee", "cover", "late", "sharp", "hrs", "hours"}
    | {"ist", "venue", "place", "session", "slot", "day", "sold", "out", "batch", "onward", "pre", "sale"}
)
"""What stands beside a date of a program and names nothing."""


@dataclass(frozen=True)
class Item:
    """One date of a program, with its shows, and the words that name it."""

    mention: DateMention
    slots: tuple[TimeMention, ...]
    name: tuple[str, ...]


def program(
    mentions: list[DateMention], times: list[TimeMention], text: str, posted: date, *, in_prose: bool = False
) -> list[Item]:
    """The items of a program in order; empty where the text is none.

    `in_prose`: also days within a sentence with their hours right behind: "opens Sat 7 pm, also Sun 4 pm and 8 pm".
    """
    mentions = [one for before, one in pairwise((None, *mentions)) if one and not _is_said_again(before, one)]
    dates = [one for one in mentions if _can_be_item(one, times if in_prose else [], text, posted)]
    items: list[Item] = []
    others = sorted(one.position for one in (*dates, *(one for one in mentions if _leads_line(one, text))))
    for mention in dates:
        following = bisect_right(others, mention.position)
        end = min(mention.end + MAX_ITEM_CHARS, len(text), *others[following : following + 1])
        slots = slots_in(times, mention.end, end, text)
        if slots:
            items.append(Item(mention, slots, _name(mention, slots, text[mention.end : end])))
    days = {day for item in items for day in item.mention.days}
    once = len(days) == sum(len(item.mention.days) for item in items)
    return items if len(items) == len(dates) > 1 and once else []


def happenings(items: list[Item]) -> int:
    """How many different happenings the items are: dates with nothing but hours are dates of one."""
    named = {item.name for item in items if item.name}
    return len(items) if len(named) == len(items) else 1


def _is_said_again(before: DateMention | None, one: DateMention) -> bool:
    """Whether a weekday is that of the date beside it and belongs to a name: "Sun 20: Sunday sundowner"."""
    if before is None or not (one.vague and one.is_one_day and before.is_one_day):
        return False
    return one.position - before.end <= SAID_AGAIN_CHARS and one.days[0].weekday() == before.days[0].weekday()


def _leads_line(mention: DateMention, text: str) -> bool:
    """Whether a line begins with a date, whatever its form: what stands there is no other date's."""
    return not any(map(str.isalnum, text[text.rfind("\n", 0, mention.position) + 1 : mention.position]))


def _can_be_item(mention: DateMention, times: list[TimeMention], text: str, posted: date) -> bool:
    begins = _BEGINS.search(text[max(0, mention.position - 7) : mention.position]) is not None
    timed = not mention.vague and any(
        _BETWEEN.fullmatch(text, mention.end, t.position)
        for t in standing_in(times, mention.end, mention.end + BETWEEN_CHARS + 1)
    )
    listed = timed and not (mention.span or mention.rule)
    return ((mention.is_one_day and begins) or listed) and is_announced(mention, text, posted)


def _name(mention: DateMention, slots: tuple[TimeMention, ...], segment: str) -> tuple[str, ...]:
    """The words of an item's line, without those of dates, hours and tickets."""
    behind = segment[slots[-1].stop - mention.end :].split("\n", 1)[0]
    return name_words(behind) or name_words(segment.split("\n", 1)[0])


def name_words(text: str) -> tuple[str, ...]:
    """The words of a text that could name a happening, in lower case."""
    return tuple(word for word in (w.lower() for w in _WORD.findall(text)) if word not in _NO_NAMES)
