"""The dates of two listings in every pair of forms: what an event's dates are then, and whose they are.

Of each pair one line in `golden/dates.txt`: both as the best listings, then the other one only completing. After a
change that is meant, write it anew and read the difference: `python -m tests.understand.record.test_golden_dates`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from include.areas.area import load_area
from include.listing import Occurrence
from include.understand.record.merged_dates import MergedDates, merge_dates
from tests.understand.record.listings import EVENING, at, by

FILE = Path(__file__).parent / "golden/dates.txt"
ZONE = load_area("indiranagar").zone
MIDNIGHT = -20.0
"""Hours from the evening to its day's beginning."""
FORMS: dict[str, tuple[Occurrence, ...]] = {
    "8 pm": (at(),),
    "half past eight": (at(0.5),),
    "9 pm": (at(1),),
    "midnight": (at(4),),
    "half past midnight": (at(4.5),),
    "8 to 10 pm": (at(0, 2),),
    "8 to 11 pm": (at(0, 3),),
    "9 to 11 pm": (at(1, 2),),
    "8 pm to the last minute": (at(0, 3 + 59 / 60),),
    "the day": (at(MIDNIGHT, date_only=True),),
    "three days": (at(MIDNIGHT, 72, date_only=True),),
    "8 pm, off": (at(cancelled=True),),
    "the day, off": (at(MIDNIGHT, date_only=True, cancelled=True),),
    "8 pm read in UTC": (at(5.5),),
    "8 pm UTC read here": (at(-5.5),),
    "8 pm of London": (Occurrence(starts_at=EVENING.replace(tzinfo=ZoneInfo("Europe/London"))),),
    "8 pm written in UTC": (Occurrence(starts_at=EVENING.astimezone(UTC)),),
    "the day after": (at(24, 2),),
    "8 and 11 pm": (at(0, 1), at(3, 1)),
    "8 pm twice a week": (at(), at(48)),
    "for 30 hours": (at(0, 30),),
}


def lines() -> Iterator[str]:
    """Each form beside each, once as another good listing, once as an official one, once as one that completes."""
    for one, other in product(FORMS, FORMS):
        a, b = by("a", *FORMS[one]), by("b", *FORMS[other])
        together = merge_dates([a, b], [], ZONE)
        official = merge_dates([a, by("b", *FORMS[other], official=True)], [], ZONE)
        completed = merge_dates([a], [b], ZONE)
        found = [written(together)]
        found += [f"official: {written(official)}"] if written(official) != written(together) else []
        found += [f"completed: {written(completed)}"] if written(completed) != written(together) else []
        yield f"{one} & {other}: {' | '.join(found)}"
    three = [
        by(slug, *FORMS[form]) for slug, form in (("a", "8 pm"), ("b", "8 pm read in UTC"), ("c", "8 pm read in UTC"))
    ]
    yield f"8 pm, twice in UTC: {written(merge_dates(three, [], ZONE))}"


def written(found: MergedDates) -> str:
    """The dates from the evening on, in hours, and where they are from."""
    dates = " ".join(map(_date, found.occurrences))
    about = {name: what for name, what in found.provenance.items() if name != "sources"}
    corrected = [
        f"corrected {one['was'][8:16]} to {one['is'][8:16]}: {one['why']}" for one in about.pop("corrected", ())
    ]
    return " ".join([dates, f"of {'+'.join(found.provenance['sources'])}", *corrected, *map(str, about)])


def _date(one: Occurrence) -> str:
    start = "day" if one.date_only else _hours(one.starts_at)
    end = f"..{_hours(one.ends_at)}" if one.ends_at else ""
    return f"{start}{f'{one.starts_at:%d}' if one.date_only else ''}{end}{'!' * one.cancelled}"


def _hours(moment: datetime) -> str:
    return f"{(moment - EVENING) / timedelta(hours=1):+.3g}"


def test_every_pair_comes_to_the_same_dates() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
