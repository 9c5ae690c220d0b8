"""A town that nobody has to be asked about: how full each of its places is in each hour, and what people say of it.

Written apart from the model that it measures, in other forms: each place has a curve of its own made of bumps, crowds
breed crowds and fade (a self-exciting process), weeks drift, places close without notice, and rain comes in spells.
Shares of a place's room become levels by bounds that differ from place to place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

ZONE = ZoneInfo("Asia/Kolkata")
MONDAY = date(2026, 6, 1)
HOLIDAYS = frozenset({date(2026, 6, 26), date(2026, 7, 17), date(2026, 8, 15), date(2026, 8, 26)})
HOURS = 24
TOWN_METRES = 2_500.0

# when people come, as they do in many towns: (hour, width in hours, height) of each bump; then each day's factor
SHAPES: dict[str, tuple[tuple[tuple[float, float, float], ...], tuple[float, ...], tuple[int, int]]] = {
    "pub": (((13.5, 1.5, 0.25), (21.0, 2.2, 0.8)), (0.55, 0.6, 0.75, 0.85, 1.25, 1.35, 1.0), (12, 24)),
    "restaurant": (((13.3, 1.1, 0.6), (20.6, 1.4, 0.8)), (0.7, 0.7, 0.8, 0.85, 1.1, 1.25, 1.2), (12, 23)),
    "cafe": (((9.5, 1.4, 0.5), (17.2, 1.8, 0.65)), (0.8, 0.8, 0.85, 0.85, 1.0, 1.25, 1.3), (8, 22)),
    "park": (((7.0, 1.2, 0.7), (18.0, 1.3, 0.6)), (0.7, 0.7, 0.7, 0.7, 0.8, 1.2, 1.35), (5, 20)),
    "museum": (((11.5, 1.5, 0.35), (15.5, 1.8, 0.5)), (0.4, 0.6, 0.6, 0.65, 0.8, 1.35, 1.45), (10, 18)),
    "arts_centre": (((12.0, 2.0, 0.2), (19.3, 1.3, 0.6)), (0.5, 0.6, 0.7, 0.8, 1.1, 1.3, 1.1), (10, 22)),
}
OUTDOORS = frozenset({"park"})


@dataclass(frozen=True)
class TownPlace:
    """A place: its kind, where it is (metres), and how eager people are to speak of it (reports in an hour)."""

    number: int
    kind: str
    x: float
    y: float
    eagerness: float


@dataclass(frozen=True)
class TownEvent:
    """Something that is on: where (metres), from when to when, and how many come, 1 being an ordinary evening."""

    x: float
    y: float
    starts_at: datetime
    ends_at: datetime
    popularity: float


@dataclass(frozen=True)
class Town:
    """What was so, and what was said.

    `levels` is (places, hours), 0 empty to 4 packed, -1 closed; `said` likewise, -1 where nobody said anything;
    `rain` (hours,) is whether it rained. Hour 0 is midnight before `MONDAY`.
    """

    places: tuple[TownPlace, ...]
    events: tuple[TownEvent, ...]
    levels: np.ndarray
    said: np.ndarray
    rain: np.ndarray


def hour_at(hour: int) -> datetime:
    """The middle of an hour of the town."""
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=ZONE) + timedelta(hours=hour, minutes=30)


def build(seed: int, places: int, weeks: int, eagerness: float) -> Town:
    """A town of so many places for so many weeks, of each of which people speak about `eagerness` times a day."""
    random = np.random.default_rng(seed)
    hours = weeks * 7 * HOURS
    kinds = random.choice(list(SHAPES), size=places, p=[0.2, 0.3, 0.25, 0.08, 0.07, 0.1])
    known = tuple(
        TownPlace(
            number,
            str(kind),
            float(random.uniform(0, TOWN_METRES)),
            float(random.uniform(0, TOWN_METRES)),
            eagerness / 12 * float(random.lognormal(-0.3, 0.8)),
        )
        for number, kind in enumerate(kinds)
    )
    rain = _rain(random, hours)
    events = tuple(_events(random, known, weeks))
    levels = np.stack([_levels(random, place, events, rain) for place in known])
    return Town(known, events, levels, _said(random, known, levels), rain)


def _rain(random: np.random.Generator, hours: int) -> np.ndarray:
    wet, found = False, np.zeros(hours, dtype=bool)
    for hour in range(hours):
        afternoon = 14 <= hour % HOURS <= 21
        wet = random.random() < (0.7 if wet else 0.07 if afternoon else 0.02)
        found[hour] = wet
    return found


def _events(random: np.random.Generator, places: tuple[TownPlace, ...], weeks: int) -> Iterator[TownEvent]:
    hosts = [place for place in places if place.kind in ("arts_centre", "pub", "park")]
    for day in range(weeks * 7):
        for _ in range(random.poisson((2, 2, 3, 3, 6, 8, 5)[day % 7] * len(places) / 60)):
            host = hosts[random.integers(len(hosts))]
            start = hour_at(day * HOURS) - timedelta(minutes=30)
            start += timedelta(
                hours=int(random.choice([8, 11, 17, 18, 19, 20, 21], p=[0.05, 0.1, 0.1, 0.2, 0.3, 0.2, 0.05]))
            )
            yield TownEvent(
                host.x,
                host.y,
                start,
                start + timedelta(hours=int(random.integers(1, 5))),
                float(random.pareto(2.2) + 0.3),
            )


def _levels(
    random: np.random.Generator, place: TownPlace, events: tuple[TownEvent, ...], rain: np.ndarray
) -> np.ndarray:
    bumps, week, (opens, closes) = SHAPES[place.kind]
    hours = len(rain)
    fame = random.lognormal(0, 0.45)
    own = [
        (at + random.normal(0, 0.9), width * random.lognormal(0, 0.2), high * random.lognormal(0, 0.35))
        for at, width, high in bumps
    ]
    if random.random() < 0.3:
        own.append((random.uniform(opens, closes), 1.0, random.uniform(0.2, 0.6)))
    days = np.array(week) * random.lognormal(0, 0.22, 7)
    clock = np.arange(HOURS) + 0.5
    curve = sum(high * np.exp(-0.5 * ((clock - at) / width) ** 2) for at, width, high in own) + 0.04
    drift = np.exp(np.cumsum(random.normal(0, 0.06, hours // HOURS // 7 + 1)))
    pull = _pull(place, events, hours)
    closed = _closures(random, hours // HOURS)
    bounds = np.cumsum([0.12, 0.2, 0.25, 0.26]) * random.lognormal(0, 0.1)
    burst, found = 0.0, np.full(hours, -1)
    for hour in range(hours):
        day, of_day = divmod(hour, HOURS)
        when = MONDAY + timedelta(days=day)
        is_holiday = when in HOLIDAYS
        usual = curve[of_day] * fame * drift[day // 7] * (days[6] * 1.1 if is_holiday else days[day % 7])
        wet = (0.2 if place.kind in OUTDOORS else 0.88) if rain[hour] else 1.0
        # a crowd draws a crowd, for an hour or two
        burst = 0.55 * burst + (random.gamma(0.5, 0.35) if random.random() < 0.06 + 0.25 * min(burst, 1) else 0)
        share = (usual * (1 + burst) + pull[hour]) * wet * random.lognormal(0, 0.22)
        if opens <= of_day < closes and day not in closed:
            found[hour] = int(np.searchsorted(bounds, share / (1 + 0.25 * share)))
    return found


def _pull(place: TownPlace, events: tuple[TownEvent, ...], hours: int) -> np.ndarray:
    """What events nearby bring, as a share of the room: some before they begin, more when they are over."""
    found = np.zeros(hours)
    begin = hour_at(0) - timedelta(minutes=30)
    for event in events:
        metres = float(np.hypot(place.x - event.x, place.y - event.y))
        if metres > 900:
            continue
        near = event.popularity / (1 + (metres / 180) ** 2)
        starts, ends = (int((at - begin) / timedelta(hours=1)) for at in (event.starts_at, event.ends_at))
        for hour, part in (
            (starts - 1, 0.25),
            *((h, 0.5 if metres < 1 else 0.1) for h in range(starts, ends)),
            (ends, 0.2),
        ):
            if 0 <= hour < hours:
                found[hour] += part * near
    return found


def _closures(random: np.random.Generator, days: int) -> set[int]:
    found = {int(day) for day in np.flatnonzero(random.random(days) < 0.01)}
    if random.random() < 0.12:
        first = int(random.integers(days))
        found |= set(range(first, first + int(random.integers(3, 12))))
    return found


def _said(random: np.random.Generator, places: tuple[TownPlace, ...], levels: np.ndarray) -> np.ndarray:
    """What people say: more often where it is full, and one in five is a step off."""
    eager = np.array([place.eagerness for place in places])[:, None] * (0.6 + 0.25 * np.maximum(levels, 0))
    spoke = (random.random(levels.shape) < 1 - np.exp(-eager)) & (levels >= 0)
    off = random.choice([-1, 0, 1], size=levels.shape, p=[0.1, 0.8, 0.1])
    return np.where(spoke, np.clip(levels + off, 0, 4), -1)
