"""Published starts and ends of every kind under every kind of title: what each date is taken for.

One line for each title and start in `golden/spans.txt`, with what becomes of each end. After a change that is meant,
write it anew and read the difference: `python -m tests.understand.repair.test_golden_spans`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from include.areas.area import load_area
from include.listing import Listing, Occurrence
from include.understand.repair.rules import repair

FILE = Path(__file__).parent / "golden/spans.txt"
AREA = load_area("indiranagar")
FIRST = datetime(2026, 3, 5, tzinfo=AREA.zone)
"""A Thursday."""
TITLES = (
    "Evening with friends", "Trending Thursday", "Techno night", "Trek to the fort", "Tech expo", "Dandiya nights",
    "Storytelling for kids", "Party of 4 March", "Ladies | every Friday at 8 pm, closed on Mondays",
    "High tea | An afternoon talk, 2 pm", "Sunrise yoga | 6 am", "After-hours | midnight", "Painted maps exhibition",
)  # fmt: skip
"""Behind a sign, what its text says."""
STARTS = (0, 1, 5.5, 8, 10, 12.5, 17, 23.5)
"""Hours of the first day."""
ENDS: tuple[tuple[int, float], ...] = (
    (0, 3), (0, 20), (1, 2), (1, 5), (1, 11), (1, 14), (1, 15), (2, 21), (6, 18), (7, 9), (14, 6), (14, 12), (14, 23),
    (15, 18), (29, 6), (199, 20), (200, 20),
)  # fmt: skip
"""Days behind the first one, and hours of that day."""


def lines() -> Iterator[str]:
    """Each title and start, without an end and with each that is behind it."""
    for about in TITLES:
        title, _, text = about.partition(" | ")
        for hours in STARTS:
            start = FIRST + timedelta(hours=hours)
            ends = [one for one in ENDS if FIRST + timedelta(days=one[0], hours=one[1]) > start]
            found = [f"alone={_dates(title, text, start, None)}"]
            found += [
                f"{days}d{hour:g}={_dates(title, text, start, FIRST + timedelta(days=days, hours=hour))}"
                for days, hour in ends
            ]
            yield f"{about}, {hours:g}: {' '.join(one for one in found if not one.endswith('=same'))}".rstrip()
    for seconds in (0, 30):
        stamp = FIRST + timedelta(hours=8, seconds=seconds)
        yield f"seconds {seconds}: {_dates('Evening', '', stamp, stamp + timedelta(hours=2))}"


def _dates(title: str, text: str, start: datetime, end: datetime | None) -> str:
    """How many dates, then the first and the last in hours of the first day; `same` where nothing is changed."""
    one = Occurrence(starts_at=start, ends_at=end)
    listing = Listing(title=title, occurrences=[one], timezone="Asia/Kolkata")
    repair(listing, f"{title}\n{text}", AREA)
    dates = listing.occurrences
    if dates == [one]:
        return "same"
    return f"{len(dates)}x" + "...".join(dict.fromkeys(map(_date, (dates[0], dates[-1]))))


def _date(one: Occurrence) -> str:
    return (
        ("day" if one.date_only else "") + _moment(one.starts_at) + (f"-{_moment(one.ends_at)}" if one.ends_at else "")
    )


def _moment(moment: datetime) -> str:
    return f"{(moment - FIRST) / timedelta(hours=1):g}"


def test_every_span_is_taken_for_the_same() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
