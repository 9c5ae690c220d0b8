"""Fields of hours as sites fill them, with the week and the special days that they come to or why they are set aside.

One line for each in `golden/structured.txt`. After a change that is meant, write it anew and read the difference:
`python -m tests.places.test_golden_structured`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from include.places.structured import google_hours, schema_org_hours
from include.places.unreadable import UnreadableHours

FILE = Path(__file__).parent / "golden/structured.txt"
TEN_TO_SIX = {"opens": "10:00", "closes": "18:00"}
SEASON = {"validFrom": "2026-04-01", "validThrough": "2026-09-30T00:00:00Z"}
SPECIFIED: list[dict[str, Any]] = [
    {}, TEN_TO_SIX, {"dayOfWeek": "Monday"}, {"dayOfWeek": []} | TEN_TO_SIX, {"dayOfWeek": "Mo"} | TEN_TO_SIX,
    {"dayOfWeek": ["sunday ", "schema:Monday", "http://schema.org/PublicHolidays"]} | TEN_TO_SIX,
    *({"dayOfWeek": "https://schema.org/Monday", "opens": opens, "closes": closes} for opens, closes in (
        ("10:00", "10:00"), ("00:00", "00:00"), ("00:00", "23:59"), ("18:00", "00:00"), ("18:00", "24:00"),
        ("18:00", "23:59:59"), ("23:59", "00:00"), ("20:00", "02:30"), ("24:00", "02:00"), ("24:30", "02:00"),
        ("10:00 AM", "06:00 PM"), ("9:00am", "12:00 am"), ("12:00 PM", "11:59 PM"), ("10:00:00+05:30", "18:00Z"),
        ("13:00 PM", "18:00"), ("10", "18"), ("10.00", "18.00"), (1000, 1800), ("10:00", None), (None, "18:00"),
        ("10:75", "18:00"), ("10:00 to 12:00", "18:00"), ("", ""),
    )),
    SEASON | TEN_TO_SIX, {"validFrom": "2026-12-24", "validThrough": "2026-12-24", "name": "Eve" * 40},
    {"validFrom": "2026-12-24", "validThrough": "2026-12-23"}, {"validFrom": "2026-01-01"} | TEN_TO_SIX,
    {"validFrom": "2026-01-01", "validThrough": "2027-02-05"},
    {"validFrom": "2026-01-01", "validThrough": "2027-02-06"},
    {"validFrom": "at once", "validThrough": "2026-01-01"},
]  # fmt: skip
NODES: list[dict[str, Any]] = [
    *({"openingHoursSpecification": one} for one in SPECIFIED),
    {"openingHoursSpecification": [
        {"dayOfWeek": "Monday"}, {"dayOfWeek": ["Tuesday", "Wednesday"], "opens": "10:00", "closes": "13:00"},
        {"dayOfWeek": "Tuesday", "opens": "15:00", "closes": "18:00"}, {"dayOfWeek": "PublicHolidays"},
    ]},
    {"openingHoursSpecification": [{"dayOfWeek": "Monday"}, {"dayOfWeek": "Tuesday"}, "odd", None]},
    {"openingHoursSpecification": [
        SEASON | {"dayOfWeek": ["Monday", "Friday"]} | TEN_TO_SIX, SEASON | {"dayOfWeek": "Saturday", "name": "Summer"},
        SEASON | {"dayOfWeek": "Friday", "opens": "20:00", "closes": "23:00"}, {"dayOfWeek": "Monday"} | TEN_TO_SIX,
    ]},
    {"specialOpeningHoursSpecification": [SEASON | TEN_TO_SIX, TEN_TO_SIX], "openingHours": ["Mo-Fr 9-5", " "]},
    {"openingHours": "Mo,Tu 10:00-18:00", "openingHoursSpecification": {"dayOfWeek": "Sunday"} | TEN_TO_SIX},
    {"openingHours": ["Mo-Su 10:00-18:00", "Mo closed"]}, {"openingHours": ["Mo-Fr 10:00-18:00; PH off", "Sa 11-3"]},
    {"openingHours": ["Mo 10:00-12:00", "Mo 14:00-16:00", "2026 Dec 24 off"]}, {"openingHours": []},
    {"openingHours": ["24/7"]}, {"openingHours": [5, None, ""]}, {"openingHours": {"@value": "Mo-Su 10:00-18:00"}},
    {"openingHours": ["Mo 10:00-18:00"] * 101}, {"openingHours": "Mo-Fr 9-5, Sa by appointment"},
]  # fmt: skip


def _period(opens: tuple[int, ...], closes: tuple[int, ...] | None) -> dict[str, Any]:
    names = ("day", "hour", "minute")
    period = {"open": dict(zip(names, opens, strict=False))}
    return period if closes is None else period | {"close": dict(zip(names, closes, strict=False))}


PERIODS: list[list[Any]] = [
    [], [_period((0, 0, 0), None)], [_period((1, 9, 30), (1, 17, 5))],
    [_period((day, 9), (day, 17)) for day in range(7)],
    [_period((6, 18), (0, 2))], [_period((1, 18), (2, 18, 1))], [_period((1, 18), (2, 17, 59))], [_period((1,), (2,))],
    [_period((1, 18), (1, 17))], [_period((1, 18), (1, 18))], [_period((1, 9), (3, 2))], [_period((2, 9), (1, 17))],
    [_period((1, 23, 59), (2, 23, 59))], [_period((1, 0), (1, 24))], [_period((7, 9), (1, 17))],
    [_period((1, 25), None)],
    [_period((1, 9, 60), (1, 17))], [_period((1, 9), (1, 17)), _period((1, 19), (1, 22))], [{"close": {"day": 1}}],
    [_period((1, -1), (1, 17))], ["odd"], [{"open": "odd"}], [_period((1, 9), (1, 17))] * 100,
    [_period((1, 9), (1, 17))] * 101,
]  # fmt: skip


def lines() -> Iterator[str]:
    """Nodes of schema.org, then periods of Google."""
    for node in NODES:
        yield f"{_short(node)}: {_hours(node)}"
    for periods in PERIODS:
        yield f"{_short(periods)}: {_week(periods)}"


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) < 500 else f"{text[:40]}... of {len(text)}"


def _hours(node: dict[str, Any]) -> str:
    try:
        found = schema_org_hours(node)
    except UnreadableHours as error:
        return f"! {error}"
    special = [f"{day.first}/{day.last} {day.hours} ({_short(day.label)})" for day in found.special]
    return " | ".join([_short(found.week), *special])


def _week(periods: list[Any]) -> str:
    try:
        return _short(google_hours(periods))
    except UnreadableHours as error:
        return f"! {error}"


def test_every_field_comes_to_the_same() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
