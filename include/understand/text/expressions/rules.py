"""How the parts of a time expression make one: "from A to B", "A at B", "before A", "the last week of A".

A rule looks at the words before a part, between two, or behind one. To read another way of joining, add a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from include.understand.text.dates.vocabulary import ORDINAL, SPELLED_DAY
from include.understand.text.expressions.extent import ONE_DAY, Extent, midnight
from include.understand.text.expressions.parts import narrowed, on_day, rest_of
from include.understand.text.expressions.periods import nth_of
from include.understand.text.expressions.runs import HALF_DAY, run, run_until
from include.understand.text.expressions.units import AMOUNT, CLOCK_UNITS, COUNT, UNIT, amounts, shift_all, unit_of
from include.understand.text.patterns import bounded

NOON_HOUR = 12
Widen = Callable[[Extent, re.Match[str], datetime], Extent | None]
Combine = Callable[[Extent, Extent, datetime], Extent | None]


@dataclass(frozen=True)
class Modifier:
    """Words beside one part, and what the part is with them."""

    pattern: re.Pattern[str]
    read: Widen


@dataclass(frozen=True)
class ExpressionJoint:
    """Words between two parts, and what they are together."""

    pattern: re.Pattern[str]
    read: Combine


def _form(pattern: str) -> re.Pattern[str]:
    return bounded(pattern, re.IGNORECASE)


def _part(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    word = match["part"].lower()
    name = {"middle": "mid", "start": "beginning"}.get(word, word)
    made = narrowed(found, "early" if name == "earlier" else "late" if name == "later" else name, now)
    if made and word == "later" and made.start and made.dated and made.end and made.end - made.start > ONE_DAY:
        return replace(made, start=max(made.start, midnight(now.date())))
    if made and word == "earlier" and made.start and made.end and made.start < midnight(now.date()) < made.end:
        return replace(made, end=midnight(now.date()))
    return made


def _rest(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    return rest_of(found, now)


def _nth(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    return nth_of(found, match["nth"], match["count"], unit_of(match["unit"]))


def _counted(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    """Two weeks before Christmas, 3 days from Tuesday, more than two weeks before today."""
    if found.start is None or not (found.is_point or found.timed):
        return None
    back = match["way"].lower() in ("before", "prior to")
    other = shift_all(found.start, match["amount"], -1 if back else 1)
    than = (match["than"] or "").lower()
    if than.startswith(("less", "within")):
        first, last = (other, found.start) if back else (found.start, other)
        return replace(found, start=first, end=last + ONE_DAY if back else last, is_point=False)
    if than:
        return replace(found, start=None if back else other, end=other if back else None, is_point=False)
    clock = any(unit in CLOCK_UNITS for _, unit in amounts(match["amount"]))
    if match["for"] or match["way"].lower().startswith(("starting", "beginning")):
        return replace(found, end=other, is_point=False, timed=found.timed or clock)
    timed = found.timed or clock
    return replace(found, start=other, end=other if timed else other + ONE_DAY, timed=timed)


def _lasting(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    """From 2 pm for two hours."""
    if found.start is None or not found.is_point:
        return None
    clock = any(unit in CLOCK_UNITS for _, unit in amounts(match["amount"]))
    end = shift_all(found.start, match["amount"], 1)
    return replace(found, end=end, is_point=False, timed=found.timed or clock)


def _before(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    to_end = match.groupdict().get("end") is not None and found.end
    return replace(found, start=None, end=found.end if to_end else found.start, is_point=False)


def _its_end(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    """Where a run begins or ends that is from or to the end of a period."""
    return replace(found, start=found.end) if found.end else None


def _after(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    return replace(found, start=found.end, end=None, is_point=False)


def _since(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    return replace(found, end=None, is_point=False)


def _same(found: Extent, match: re.Match[str], now: datetime) -> Extent | None:
    return found


def on_hours(a: Extent, b: Extent, now: datetime) -> Extent | None:
    """A day and its hours, in either order; hours and the part of the day in which they are."""
    if a.timed == b.timed and a.dated == b.dated:
        return _within_part(a, b) if not a.dated else None
    day, hours = (a, b) if a.dated else (b, a)
    if not day.dated or hours.dated:
        return None
    if not day.timed:
        return on_day(hours, day)
    if day.is_point or day.start is None:
        return None
    whole = replace(day, start=midnight(day.start.date()), is_point=True, timed=False)
    later = hours.is_guessed and (hours.start or hours.end or now).hour < NOON_HOUR <= day.start.hour
    earlier = hours.is_guessed and day.end and day.end.hour == NOON_HOUR <= (hours.start or hours.end or now).hour
    by = HALF_DAY if later else -HALF_DAY if earlier else timedelta(0)
    return on_day(hours.moved(by), whole)


def _within_part(a: Extent, b: Extent) -> Extent | None:
    """Between 5 and 6, in the afternoon."""
    hours, part = (a, b) if not (b.is_guessed or b.is_point) else (b, a)
    if part.is_point or hours.start is None or part.start is None or not (hours.is_guessed or hours.is_point):
        return None
    wrong = (hours.start.hour >= NOON_HOUR) != (part.start.hour >= NOON_HOUR) and hours.is_guessed
    by = (HALF_DAY if part.start.hour >= NOON_HOUR else -HALF_DAY) if wrong else timedelta(0)
    return replace(hours.moved(by), is_guessed=False)


def until_hours(a: Extent, b: Extent, now: datetime) -> Extent | None:
    """Today before 4 pm; Sunday morning before 9."""
    if b.dated:
        return None
    if (ends := _inside(a, b)) is not None:
        return replace(a, end=ends)
    return on_day(replace(b, start=None, end=b.start, is_point=False), a)


def from_hours(a: Extent, b: Extent, now: datetime) -> Extent | None:
    """Tomorrow after 4 pm; Sunday evening after 8."""
    if b.dated:
        return None
    if (starts := _inside(a, b)) is not None:
        return replace(a, start=starts)
    return on_day(replace(b, end=None, is_point=False), a)


def _inside(part: Extent, hour: Extent) -> datetime | None:
    """When an hour is that lies in a part of a day."""
    if not part.timed or part.start is None or part.end is None or hour.start is None:
        return None
    first = datetime.combine(part.start.date(), hour.start.time())
    halves = (first, first + HALF_DAY, first - HALF_DAY) if hour.is_guessed else (first,)
    return next((one for one in halves if part.start < one < part.end), None)


def same_day(a: Extent, b: Extent, now: datetime) -> Extent | None:
    """This Friday (15 June); tomorrow, 13/04; in three days, on Friday; Tuesday of last week."""
    if not (a.dated and b.dated) or a.start is None or b.start is None:
        return None
    if a.timed or b.timed:
        return _in_week(a, b) if a.timed else _in_week(b, a)
    if a.is_point and b.is_point:
        if b.is_guessed:
            return replace(b, start=_first(b.start, a.start), end=_first(b.start, a.start) + ONE_DAY)
        return b
    return _in_week(a, b) if a.is_point else _in_week(b, a)


def _in_week(day: Extent, week: Extent) -> Extent | None:
    """A weekday, with hours or without, in the week that is named beside it."""
    if not day.is_guessed or day.start is None or week.start is None or week.end is None or week.timed:
        return None
    if week.end - week.start > timedelta(days=7) or week.is_point:
        return None
    first = midnight(day.start.date())
    return replace(day.moved(_first(first, week.start) - first), is_guessed=False)


def _first(weekday: datetime, since: datetime) -> datetime:
    """The first day from `since` on that is the weekday of another."""
    return since + timedelta(days=(weekday.weekday() - since.weekday()) % 7)


NTH = rf"(?:{ORDINAL}|{SPELLED_DAY}|\d{{1,2}}(?:st|nd|rd|th))"
_ABOUT = r"(?:around|about|approximately|circa|sometime|roughly)"
TIGHT = (
    Modifier(
        _form(r"\b(?:before|by|until|till|no\s+later\s+than)\s+(?:the\s+)?(?P<end>end\s+of)\s+(?:the\s+)?$"), _before
    ),
    Modifier(
        _form(
            r"(?:(?<=\bto\s)|(?<=\band\s)|(?<=\btill\s)|(?<=\buntil\s)|(?<=\bbetween\s))(?:the\s+)?end\s+of\s+(?:the\s+)?$"
        ),
        _its_end,
    ),
    Modifier(
        _form(
            r"\b(?:the\s+)?(?P<part>early|earlier|late|later|mid|middle|beginning|start|end)"
            r"(?:\s+of|(?:(?<=early)|(?<=earlier)|(?<=late)|(?<=later))\s+in)?(?:\s+the)?(?:\s+|-)?$"
        ),
        _part,
    ),
    Modifier(_form(r"\b(?:the\s+)?(?:rest|remaining|remainder)(?:\s+of)?(?:\s+the)?\s+$"), _rest),
    Modifier(
        _form(
            rf"\b(?:the\s+)?(?P<nth>{NTH})\s+(?:(?P<count>{COUNT})\s+)?(?P<unit>{UNIT})\s+(?:(?:of|in)\s+)?(?:the\s+)?$"
        ),
        _nth,
    ),
    Modifier(
        _form(
            rf"\b(?P<for>for\s+)?(?:(?P<than>(?:more|less)\s+than|within)\s+)?(?P<amount>{AMOUNT}),?\s+"
            r"(?P<way>from|after|before|prior\s+to|since|starting(?:\s+(?:from|on))?|beginning(?:\s+on)?)\s+$"
        ),
        _counted,
    ),
    Modifier(_form(rf"\b{_ABOUT}\s+$"), _same),
)
"""Words before a part that belong to it more closely than any other part does."""
BEHIND = (Modifier(_form(rf"^\s*,?\s*for\s+(?P<amount>{AMOUNT})"), _lasting),)
JOINTS = (
    ExpressionJoint(
        _form(rf"^\s*(?:[,(]|\bon\b|\bof\b|\bfor\b|\bthe\b|\bbetween\b|\bfrom\b|{_ABOUT}|\s){{0,6}}$"), same_day
    ),
    ExpressionJoint(
        _form(rf"^\s*(?:,|\bat\b|@|\bon\b|\bin\b|\bthe\b|\bfor\b|\bfrom\b|\bbetween\b|\bof\b|{_ABOUT}|\s){{0,7}}$"),
        on_hours,
    ),
    ExpressionJoint(_form(r"^\s*,?\s*(?:before|by|until|till)\s+$"), until_hours),
    ExpressionJoint(_form(r"^\s*,?\s*(?:after|since)\s+$"), from_hours),
)
RUNS = (ExpressionJoint(_form(r"^\s*(?:-|–|—|~|to|till|until|through|thru)\s*(?:the\s+|on\s+)?$"), run),)
LISTED_RUNS = (
    ExpressionJoint(_form(r"^\s*(?:and|&)\s*(?:the\s+)?$"), run),
    ExpressionJoint(_form(r"^\s*$"), run_until),
)
"""Two parts behind "between" or "from"."""
OPENS_RUN = _form(r"\b(?:between|from)\s+(?:the\s+)?$")
WIDE = (
    Modifier(_form(r"\bbefore\s+or\s+(?P<end>in|on)\s+(?:the\s+)?$"), _before),
    Modifier(_form(r"\b(?:after|later\s+than)\s+or\s+(?:on|at|in|equal\s+to)\s+(?:the\s+)?$"), _since),
    Modifier(
        _form(
            r"\b(?:before|prior\s+to|earlier\s+than|sooner\s+than|no\s+later\s+than|by)\s+(?:the\s+)?(?P<end>end\s+of\s+)?(?:the\s+)?$"
        ),
        _before,
    ),
    Modifier(_form(r"\b(?:after|later\s+than)\s+(?:around\s+)?(?:the\s+)?$"), _after),
    Modifier(_form(r"(?:\b(?:since|as\s+early\s+as|starting(?:\s+from|\s+on)?)|>\s*=)\s+(?:the\s+)?$"), _since),
    Modifier(_form(r"\b(?:until|till|up\s?to|as\s+late\s+as)\s+(?:the\s+)?$"), _before),
    Modifier(_form(r"\b(?:between|from|on|at|in|during)\s+(?:the\s+)?$"), _same),
)
WIDE_BEHIND = (
    Modifier(_form(r"^\s*(?:or|and)\s+(?:later|after|onwards?)\b|^\s+onwards?\b"), _since),
    Modifier(_form(r"^\s*(?:or|and)\s+(?:earlier|before)\b"), _before),
)
