"""Charts of the console, drawn by the service: rectangles and lines of a picture, and the same figures as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

WIDTH, HEIGHT = 600, 160
"""Of a picture, in its own units."""
MAX_SERIES = 6
"""That have a colour of their own; what is left is one series."""
REST = "others"


@dataclass(frozen=True)
class Bar:
    """A rectangle; `series` is the number of its colour, `words` what it stands for."""

    x: float
    y: float
    width: float
    height: float
    series: int
    words: str


@dataclass
class Chart:
    """A picture of bars by day, and its table: `columns` above, a row per day with figures as text."""

    title: str
    about: str
    columns: Sequence[str]
    rows: list[tuple[str, list[str]]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    most: str = ""
    """What the full height stands for."""

    @property
    def is_empty(self) -> bool:
        """Whether no day has a figure."""
        return not self.bars


def days_until(last: date, count: int) -> list[date]:
    """The days up to `last`, the earliest first."""
    return [last - timedelta(days=ago) for ago in range(count - 1, -1, -1)]


def stacked(title: str, about: str, days: Sequence[date], facts: Iterable[tuple[date, str, int]]) -> Chart:
    """One bar for each day, a part for each name: those with the most have colours of their own."""
    counts: dict[date, Counter[str]] = {day: Counter() for day in days}
    totals: Counter[str] = Counter()
    for day, name, number in facts:
        if day in counts and number:
            counts[day][name] += number
            totals[name] += number
    first = [name for name, _ in totals.most_common(MAX_SERIES)]
    columns = [*first, *([REST] if len(totals) > len(first) else [])]
    chart = Chart(title, about, columns)
    highest = max((counts[day].total() for day in days), default=0)
    chart.most = f"{highest:,}"
    step = WIDTH / max(len(days), 1)
    for place, day in enumerate(days):
        of_day = counts[day]
        parts = [of_day[name] for name in first] + [of_day.total() - sum(of_day[name] for name in first)]
        chart.rows.append((_day(day), [f"{part:,}" for part in parts[: len(columns)]]))
        top = float(HEIGHT)
        for series, part in enumerate(parts[: len(columns)]):
            if part:
                height = HEIGHT * part / highest
                top -= height
                words = f"{_day(day)}, {columns[series]}: {part:,}"
                chart.bars.append(_bar(place, step, top, height, series, words))
    return chart


def shares(title: str, about: str, days: Sequence[date], facts: Iterable[tuple[date, float | None, str]]) -> Chart:
    """One bar for each day that has a value; `facts` are the day, its value and that in words, heights are to the most.

    A day without a value has no bar and a dash.
    """
    known = {day: (value, words) for day, value, words in facts if value is not None}
    highest = max((value for value, _ in known.values()), default=0.0) or 1.0
    step = WIDTH / max(len(days), 1)
    chart = Chart(title, about, [title])
    for place, day in enumerate(days):
        value, words = known.get(day, (None, "–"))
        chart.rows.append((_day(day), [words]))
        if value is not None:
            height = max(HEIGHT * value / highest, 1.0)
            chart.bars.append(_bar(place, step, HEIGHT - height, height, 0, f"{_day(day)}: {words}"))
            if value == highest:
                chart.most = words
    return chart


def _bar(place: int, step: float, y: float, height: float, series: int, words: str) -> Bar:
    return Bar(round(place * step + 1, 1), round(y, 1), round(step - 2, 1), round(height, 1), series, words)


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def charts_of(found: dict[str, Any], count: int) -> list[Chart]:
    """The charts of what the database answers (`moderation_charts_v1`)."""
    days = days_until(date.fromisoformat(found["today"]), count)
    facts = [{**one, "day": date.fromisoformat(one["day"])} for one in found["facts"]]
    judged = [{**one, "day": date.fromisoformat(one["day"])} for one in found["judged"]]
    listed, joined = Counter[date](), Counter[date]()
    for one in facts:
        listed[one["day"]] += one["found"]
        joined[one["day"]] += one["joined"]
    return [
        stacked("Listings discovered, by source", "Those first seen on the day.", days,
                ((one["day"], one["source"], one["found"]) for one in facts)),
        stacked("Listings discovered, by category", "Of the event that each belongs to; none where it has none yet.",
                days, ((one["day"], one["category"], one["found"]) for one in facts)),
        shares("Duplicates", "How many of a day's listings are another listing's event.", days,
               ((day, joined[day] / listed[day], f"{joined[day] / listed[day]:.0%}") for day in days if listed[day])),
        shares("Approved", "How many of a day's events are approved by now, by checks or by a person.", days,
               ((one["day"], one["approved"] / one["events"], f"{one['approved'] / one['events']:.0%}")
                for one in judged if one["events"])),
        shares("Hours until a person decided", "The middle of those events of the day that a person decided on.", days,
               ((one["day"], one["hours"], f"{one['hours']:.1f} h") for one in judged if one["hours"] is not None)),
    ]  # fmt: skip
