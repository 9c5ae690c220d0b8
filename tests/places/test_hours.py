"""Whether a place is open at an instant: `instants.json` was checked by hand, in the zone of the area."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from include.areas.area import area_in, load_area
from include.errors import ConfigurationError
from include.places.holidays import HolidayCalendar
from include.places.hours import Locale, OpeningHours, OpenState, SpecialDay, week_from
from include.places.reading import read_hours

CASES = json.loads((Path(__file__).parent / "instants.json").read_text(encoding="utf-8"))
SAMPLES = Path(__file__).parents[1] / "areas" / "samples"
INDIRANAGAR = Locale.of(load_area("indiranagar"))
LISBON = Locale(ZoneInfo("Europe/Lisbon"), HolidayCalendar("PT"), (38.71, -9.14))


def hours(week: str, special: list[list[str]] = [], locale: Locale = INDIRANAGAR) -> OpeningHours:  # noqa: B006 (never written)
    days = (SpecialDay(date.fromisoformat(a), date.fromisoformat(b), read_hours(own)) for a, b, own in special)
    return OpeningHours(read_hours(week), locale, tuple(days))


def at(text: str, zone: ZoneInfo = INDIRANAGAR.zone) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_each_instant_checked_by_hand(case: dict[str, Any]) -> None:
    place = hours(case["hours"], case.get("special", []))
    found = [(when, place.state(at(when))) for when, _, _ in case["at"]]
    assert [
        [when, state.is_open, state.changes_at and f"{state.changes_at:%Y-%m-%d %H:%M}"] for when, state in found
    ] == case["at"]


def test_what_the_rule_says_of_an_hour_is_told_with_it() -> None:
    state = hours('Sa 10:00-13:00 unknown "ask"').state(at("2026-11-28 11:00"))
    assert state == OpenState(None, at("2026-11-28 13:00"), "ask")


def test_of_special_days_the_shortest_hold_and_of_equal_ones_what_was_stated_last() -> None:
    stated = [
        ["2026-11-24", "2026-11-24", "10:00-11:00"], ["2026-11-23", "2026-11-29", "12:00-13:00"],
        ["2026-11-24", "2026-11-24", "14:00-15:00"], ["2026-11-24", "2026-11-25", "16:00-17:00"],
    ]  # fmt: skip
    week = week_from(hours("24/7", stated), date(2026, 11, 22), days=5)
    assert [[f"{span.start:%H:%M}" for span in spans] for _, spans in week] == [
        ["00:00"], ["12:00"], ["14:00"], ["16:00"], ["12:00"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("week", "tuesday", "wednesday"),
    [
        ("10:00-18:00; 13:00-14:00 closed", "10:00-13:00 14:00-18:00", "10:00-13:00 14:00-18:00"),
        ("Mo-Su 10:00-18:00; We 13:00-24:00 off", "10:00-18:00", "10:00-13:00"),
        ("Mo-Su 10:00-18:00; We closed", "10:00-18:00", ""),
        ("Mo-Su 10:00-18:00; We 20:00-22:00", "10:00-18:00", "20:00-22:00"),
        ("Mo-Su 10:00-18:00, We 20:00-22:00", "10:00-18:00", "10:00-18:00 20:00-22:00"),
    ],
)
def test_hours_that_are_closed_are_taken_out_and_other_rules_take_the_place_of_those_before(
    week: str, tuesday: str, wednesday: str
) -> None:
    days = week_from(hours(week), date(2026, 11, 24), days=2)
    assert [" ".join(f"{span.start:%H:%M}-{span.end:%H:%M}" for span in spans) for _, spans in days] == [
        tuesday, wednesday,
    ]  # fmt: skip


def test_another_country_has_its_own_zone_and_holidays() -> None:
    place = hours("Mo-Sa 10:00-18:00; PH off", locale=LISBON)
    zone = LISBON.zone
    assert place.state(at("2026-08-15 12:00", zone)) == OpenState(False, at("2026-08-17 10:00", zone))  # Assumption
    assert place.state(at("2026-10-02 12:00", zone)) == OpenState(True, at("2026-10-02 18:00", zone))


def test_an_area_of_one_s_own_has_its_zone_and_a_country_that_nobody_lists_has_no_holidays() -> None:
    area = area_in(SAMPLES / "baixa_velha")
    place = hours("Mo-Sa 10:00-18:00; PH off", locale=Locale.of(area))
    assert place.state(at("2026-08-15 12:00", area.zone)) == OpenState(True, at("2026-08-15 18:00", area.zone))


def test_a_part_that_a_country_does_not_have_is_a_fault_of_the_settings() -> None:
    with pytest.raises(ConfigurationError, match="IN has no part 'XX'"):
        HolidayCalendar("IN", "XX").name_of(date(2026, 8, 15))


def test_holidays_have_names() -> None:
    assert INDIRANAGAR.calendar.name_of(date(2026, 11, 1)) == "Karnataka Rajyotsava"
    assert HolidayCalendar("IN", "MH").name_of(date(2026, 11, 1)) is None


def test_the_clock_that_goes_back_is_followed() -> None:
    zone = LISBON.zone
    # two in the morning comes twice on 25 October: it is open for an hour longer
    first = datetime(2026, 10, 25, 1, 30, tzinfo=zone, fold=0)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=zone, fold=1)
    place = hours("Sa 20:00-03:00", locale=LISBON)
    assert [place.state(one).is_open for one in (first, second)] == [True, True]
    assert place.state(first).changes_at == at("2026-10-25 03:00", zone)


def test_hours_by_the_sun_are_those_of_the_area() -> None:
    state = hours("sunrise-sunset").state(at("2026-08-15 12:00"))
    assert state.is_open
    assert state.changes_at
    assert (state.changes_at.hour, state.changes_at.minute // 15) == (18, 2)  # about half past six in Bengaluru


def test_a_week_names_what_begins_on_each_day() -> None:
    week = week_from(hours("Fr,Sa 18:00-02:00", [["2026-11-28", "2026-11-28", "off"]]), date(2026, 11, 27), days=3)
    assert [(day.day, [(f"{s.start:%d %H:%M}", f"{s.end:%d %H:%M}") for s in spans]) for day, spans in week] == [
        (27, [("27 18:00", "28 02:00")]),
        (28, []),
        (29, []),
    ]
