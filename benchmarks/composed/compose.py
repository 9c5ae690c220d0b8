"""Captions composed of every way to write a day, hours and their place in the text, with the values that are right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from benchmarks.composed.days import DAYS, Choice
from benchmarks.composed.hours import DIGIT_NAMES, HOURS, NAMES
from benchmarks.composed.layouts import LAYOUTS, TAILS
from benchmarks.extract.caption import Caption

POSTED = (
    "2026-03-03T10:00", "2026-06-15T11:00", "2026-12-10T09:30", "2027-01-28T18:00",
    "2026-08-21T08:15", "2027-02-06T12:00", "2026-10-04T16:45", "2026-04-29T07:30",
)  # fmt: skip
T = TypeVar("T")


@dataclass(frozen=True)
class Composed:
    """A caption, and the index of its form in each dimension."""

    caption: Caption
    forms: dict[str, int]


def compose(count: int, held_out: bool, seed: int, zone: ZoneInfo) -> list[Composed]:
    """`count` captions of the forms with even indices, or of those with odd ones, which are held out."""
    draw = random.Random(f"{seed} {held_out}")
    made: list[Composed] = []
    while len(made) < count:
        one = _one(draw, held_out, zone, len(made))
        if one:
            made.append(one)
    return made


def _index(draw: random.Random, forms: Sequence[T], held_out: bool) -> int:
    return draw.randrange(int(held_out), len(forms), 2)


def _one(draw: random.Random, held_out: bool, zone: ZoneInfo, number: int) -> Composed | None:
    dimensions: dict[str, Sequence[object]] = {
        "posted": POSTED, "day": DAYS, "hours": HOURS, "layout": LAYOUTS, "tail": TAILS,
    }  # fmt: skip
    forms = {name: _index(draw, of, held_out) for name, of in dimensions.items()}
    forms["name"] = draw.randrange(2)
    posted = datetime.fromisoformat(POSTED[forms["posted"]]).replace(tzinfo=zone)
    days = DAYS[forms["day"]][1](Choice(posted.date(), posted.date() + timedelta(draw.randint(3, 40))))
    hours = HOURS[forms["hours"]]
    name = draw.choice((DIGIT_NAMES if forms["name"] else NAMES)[hours.half])
    if not days or not days[1] or (days[1][0] == posted.date() and min(hours.starts) <= posted.time()):
        return None
    words, dates = days
    text = LAYOUTS[forms["layout"]].format(
        name=name, day=words, hours=hours.words, Day=_capital(words), Hours=_capital(hours.words)
    )
    starts = [_moment(day, start) for day in dates for start in hours.starts]
    gold = {"is_event": True, "start": starts[0], "end": _end(dates[0], hours.starts, hours.end), "starts": starts}
    if len(hours.starts) > 1:
        del gold["end"]
    caption = Caption(str(number), text + TAILS[forms["tail"]], posted, gold)
    return Composed(caption, forms)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _moment(day: date, hour: time) -> str:
    return datetime.combine(day, hour).isoformat(timespec="minutes")


def _end(day: date, starts: Sequence[time], end: time | None) -> str | None:
    if end is None:
        return None
    return _moment(day if end > starts[-1] else day + timedelta(1), end)
