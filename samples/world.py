"""The happenings behind the sample sites: what a reader of all of them should understand.

`world.json` is the expected answer. The sites are written by hand and are not made from it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from samples.calendar import day, moment

WORLD = Path(__file__).with_name("world.json")


@dataclass(frozen=True)
class Happening:
    """One real happening.

    `titles` are those that the sites give it, the best first, and what is shown of them. `starts` are aware local
    times, of a recurring happening the first few; `also` are times that another site gives, a little off; `never` are
    dates that were taken out. `categories` are those a reader may choose, the best first. `sites` gives in which form
    each site shows it. `price`
    is the lowest one in rupees, None when no site names one.
    """

    id: str
    titles: tuple[str, ...]
    venue: str
    categories: tuple[str, ...]
    starts: tuple[datetime, ...]
    also: tuple[datetime, ...]
    never: tuple[datetime, ...]
    last_day: date | None
    date_only: bool
    recurring: bool
    status: str
    price: int | None
    sites: dict[str, str]


def happenings(today: date) -> list[Happening]:
    """All happenings as seen on the local day `today`."""
    return [_happening(one, today) for one in json.loads(WORLD.read_text(encoding="utf-8"))]


def _happening(one: dict[str, Any], today: date) -> Happening:
    return Happening(
        id=one["id"],
        titles=tuple(one["titles"]),
        venue=one["venue"],
        categories=tuple(one.get("categories", [one["category"]])),
        starts=_moments(one["starts"], today),
        also=_moments(one.get("also", []), today),
        never=_moments(one.get("never", []), today),
        last_day=day(one["last_day"], today) if "last_day" in one else None,
        date_only=one.get("date_only", False),
        recurring=one.get("recurring", False),
        status=one.get("status", "scheduled"),
        price=one.get("price"),
        sites=one["sites"],
    )


def _moments(specs: list[str], today: date) -> tuple[datetime, ...]:
    return tuple(moment(spec, today) for spec in specs)
