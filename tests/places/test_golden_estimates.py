"""What reports teach of places hour by hour, and every estimate of some days, with all that it states.

One line for each in `golden/estimates.txt`. After a change that is meant, write it anew and read the difference:
`python -m tests.places.test_golden_estimates`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from include.places.busyness.estimates import BusyPlace, Circumstances, estimate, local_hours
from include.places.busyness.influences import EventNearby
from include.places.busyness.learning import Learned, Reports, learn
from include.places.busyness.usual import DAYS, curve_of, has_queue, is_outdoors

FILE = Path(__file__).parent / "golden/estimates.txt"
HOUR = timedelta(hours=1)
KOLKATA, LISBON = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Lisbon")
KINDS = ("pub", "bar", "cafe", "park", "nightclub", "observatory", None)
REPORTED = (
    # place, weekday, hour, level, weight
    (0, 4, 20, 1, 12.0),
    (0, 4, 21, 4, 3.0),
    (0, 6, 0, 0, 0.5),
    (2, 0, 9, 2, 11.25),
    (2, 0, 9, 3, 7.5),
    (2, 0, 9, 4, 11.25),
    (2, 5, 23, 2, 2.9),
    (3, 2, 17, 0, 1.5),
    (3, 2, 17, 1, 1.5),
)
FRIDAY = datetime(2026, 11, 27, tzinfo=KOLKATA)
EVENTS = (
    EventNearby(0, FRIDAY + 19 * HOUR, FRIDAY + 22 * HOUR, 1.0),
    EventNearby(120, FRIDAY + 20.5 * HOUR, FRIDAY + 23 * HOUR, 2.0),
    EventNearby(790, FRIDAY + 12 * HOUR, FRIDAY + 13 * HOUR, 9.0),
    EventNearby(900, FRIDAY + 9 * HOUR, FRIDAY + 10 * HOUR, 99.0),
    EventNearby(29.9, FRIDAY + 31 * HOUR, FRIDAY + 32 * HOUR, 0.1),
    EventNearby(30, FRIDAY + 40 * HOUR, FRIDAY + 41 * HOUR, 1.0),
)
RAIN = [datetime(2026, 11, 27, hour, tzinfo=UTC) for hour in (1, 13, 14)]


def lines() -> Iterator[str]:
    """Kinds, what was learned, then estimates: of a Friday and a holiday in India, of a night that has an hour more."""
    for kind in (*KINDS, "biergarten", "mall", "restaurant", "books"):
        lies_outdoors, queues = is_outdoors(kind), has_queue(kind)
        yield f"{kind}: as {curve_of(kind)}{', outdoors' if lies_outdoors else ''}{', queues' if queues else ''}"
    reports = Reports.none(len(KINDS))
    reports.is_open[:2, :, 12:] = True
    for report in REPORTED:
        reports.add(*report)
    learned = learn(KINDS, reports)
    for place, kind in enumerate(KINDS):
        for weekday in range(DAYS):
            hours = range(2, 24, 3)
            means = " ".join(f"{learned.mean[place, weekday, hour]:.2f}" for hour in hours)
            deviations = " ".join(f"{learned.deviation[place, weekday, hour]:.2f}" for hour in hours)
            yield f"{place} {kind} {weekday} of {learned.weight[place]:.1f}: {means} +- {deviations}"
    usual = Circumstances(KOLKATA, {date(2026, 11, 28)}.__contains__, local_hours(RAIN, KOLKATA))
    for index, kind in enumerate(KINDS[:4]):
        place = BusyPlace(index, kind, FRIDAY + 47.25 * HOUR, EVENTS[:: 2 if index == 1 else 1])
        yield from _estimates(learned, place, usual, FRIDAY, 47)
    autumn = datetime(2026, 10, 24, 21, tzinfo=UTC)
    night = Circumstances(LISBON, set[date]().__contains__, frozenset())
    yield from _estimates(learned, BusyPlace(4, "nightclub", None, ()), night, autumn, 8)


def _estimates(
    learned: Learned, place: BusyPlace, around: Circumstances, begins: datetime, hours: int
) -> Iterator[str]:
    last = None
    for number in range(hours):
        now = begins.astimezone(UTC) + (number + 0.4) * HOUR
        found = estimate(learned, place, around, now)
        chances = " ".join(f"{chance:.2f}" for chance in found.probabilities)
        wait = f" {found.wait_minutes} min" if found.wait_minutes else ""
        until = f"{found.valid_until.astimezone(around.zone):%a %H:%M%z}"
        said = f"{found.level}{wait} {found.confidence} until {until}: {found.reason}"
        yield f"{place.kind} {now.astimezone(around.zone):%a %H:%M} {chances} {said if said != last else 'the same'}"
        last = said


def test_every_estimate_is_the_same() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
