"""Two times that are one, of which one was written in a wrong zone: every pair of some moments."""

from __future__ import annotations

from datetime import datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from include.understand.repair.zone_shift import is_clock_of_another_zone, is_zone_shift

KOLKATA, LISBON = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Lisbon")


@pytest.mark.parametrize(
    ("zone", "hours", "apart"),
    [
        # by the zone's offset of five and a half hours, and three quarters of an hour at most
        (KOLKATA, ("09:00", "13:44", "13:45", "14:30", "15:15", "15:16", "20:00"), [
            ("09:00", "13:45"), ("09:00", "14:30"), ("09:00", "15:15"),
            ("13:45", "20:00"), ("14:30", "20:00"), ("15:15", "20:00"),
        ]),
        # an hour in summer, and a quarter of that
        (LISBON, ("09:00", "09:44", "09:45", "10:00", "10:15", "10:16"), [
            ("09:00", "09:45"), ("09:00", "10:00"), ("09:00", "10:15"),
        ]),
    ],
)  # fmt: skip
def test_which_times_are_the_offset_of_the_zone_apart(
    zone: ZoneInfo, hours: tuple[str, ...], apart: list[tuple[str, str]]
) -> None:
    at = {hour: datetime.fromisoformat(f"2026-07-04 {hour}").replace(tzinfo=zone) for hour in hours}
    found = {(one, other) for one, other in product(hours, hours) if is_zone_shift(at[one], at[other])}
    assert found == {*apart, *((other, one) for one, other in apart)}


def test_where_a_zone_is_utc_nothing_is_its_offset_apart() -> None:
    winter = datetime(2026, 1, 4, 9, tzinfo=LISBON)
    assert not is_zone_shift(winter, winter)


def test_which_times_show_one_clock_of_two_zones() -> None:
    texts = [f"2026-07-04T{clock}{offset}" for clock in ("19:00:00", "19:30:00", "20:00:00")
             for offset in ("+05:30", "+04:00", "-05:00", "+00:00")]  # fmt: skip
    found = {
        (one, other)
        for one, other in product(texts, texts)
        if is_clock_of_another_zone(datetime.fromisoformat(one), datetime.fromisoformat(other), KOLKATA)
    }
    # one of them in the zone that it is of, the other in one that is neither that nor UTC
    assert found == {
        pair
        for clock in ("19:00:00", "19:30:00", "20:00:00")
        for wrong in ("+04:00", "-05:00")
        for pair in (
            (f"2026-07-04T{clock}+05:30", f"2026-07-04T{clock}{wrong}"),
            (f"2026-07-04T{clock}{wrong}", f"2026-07-04T{clock}+05:30"),
        )
    }
