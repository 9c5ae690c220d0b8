"""How full a place probably is: what is usual for its kind, what reports teach, and what events and rain move."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from include.places.busyness.eagerness import evened, slope_of
from include.places.busyness.estimates import BusyPlace, Circumstances, Estimate, estimate
from include.places.busyness.influences import NEAR_METRES, EventNearby, event_levels, rain_levels
from include.places.busyness.learning import HALF_LIFE_DAYS, Learned, Reports, age_weight, learn
from include.places.busyness.levels import LEVELS, probabilities
from include.places.busyness.usual import is_outdoors, usual_levels

ZONE = ZoneInfo("Asia/Kolkata")
FRIDAY = datetime(2026, 11, 27, 20, 10, tzinfo=ZONE)
SLOT = (FRIDAY.weekday(), FRIDAY.hour)
HOUR = timedelta(hours=1)


def learned_of(*kinds: str, level: int = 0, reports: float = 0, place: int = 0) -> Learned:
    """What is known of places after so many reports of one of them on a Friday at eight."""
    given = Reports.none(len(kinds))
    given.add(place, *SLOT, level, weight=reports)
    return learn(kinds, given)


def at(
    now: datetime, kind: str = "pub", closes: datetime | None = None, events: tuple[EventNearby, ...] = (),
    holidays: Collection[date] = (), wet: Collection[datetime] = (), learned: Learned | None = None,
) -> Estimate:  # fmt: skip
    around = Circumstances(ZONE, holidays.__contains__, wet)
    return estimate(learned or learned_of(kind), BusyPlace(0, kind, closes, events), around, now)


def event(metres: float = 50, popularity: float = 1) -> EventNearby:
    return EventNearby(metres, FRIDAY + HOUR, FRIDAY + 3 * HOUR, popularity)


@pytest.mark.parametrize("mean", [-3.0, 0.0, 1.5, 4.0, 9.0])
def test_the_levels_share_all_of_what_is_probable(mean: float) -> None:
    chances = probabilities(np.array([mean]), np.array([0.8]))[0]
    assert chances.sum() == pytest.approx(1)
    assert (chances >= 0).all()
    assert int(np.argmax(chances)) == min(max(round(mean), 0), 4) or mean == 1.5


def test_every_kind_has_a_level_for_each_hour_and_one_that_is_not_known_that_of_others() -> None:
    levels = usual_levels(["pub", "bar", "never heard of", None, "other"])
    assert levels.shape == (5, 7, 24)
    assert ((levels >= 0) & (levels < len(LEVELS))).all()
    assert (levels[0] == levels[1]).all()
    assert (levels[2:] == levels[4]).all()


def test_of_whom_nobody_has_reported_is_as_its_kind_usually_is() -> None:
    assert (learned_of("pub", "park").mean == usual_levels(["pub", "park"])).all()


def test_reports_move_a_place_towards_them_the_more_the_more_they_are() -> None:
    usual = usual_levels(["pub"])[0][SLOT]
    means = [learned_of("pub", level=0, reports=number).mean[0][SLOT] for number in (0, 1, 5, 50, 500)]
    assert means == sorted(means, reverse=True)
    assert means[0] == usual
    assert means[-1] < 0.1


def test_what_is_reported_of_a_place_teaches_less_of_others_of_its_kind_and_nothing_of_other_kinds() -> None:
    before, after = learned_of("pub", "pub", "park"), learned_of("pub", "pub", "park", level=0, reports=20)
    own, alike, other = (before.mean - after.mean)[(slice(None), *SLOT)]
    assert own > alike > other == 0


def test_hours_and_days_that_are_alike_learn_too() -> None:
    moved = (usual_levels(["pub"]) - learned_of("pub", level=0, reports=20).mean)[0]
    day, hour = SLOT
    assert moved[day, hour] > moved[day, hour - 1] > moved[day, hour - 6]
    assert moved[day, hour] > moved[day - 1, hour] > moved[6, hour]


def test_the_deviation_shrinks_where_people_agree_and_grows_where_they_do_not() -> None:
    agreed, apart = Reports.none(1), Reports.none(1)
    agreed.add(0, *SLOT, 2, weight=40)
    for level in (0, 4):
        apart.add(0, *SLOT, level, weight=20)
    nobody, same, mixed = (learn(["pub"], one).deviation[0][SLOT] for one in (Reports.none(1), agreed, apart))
    assert same < nobody < mixed


def test_how_reports_are_spread_is_learned_where_it_is_not_that_of_a_normal_distribution() -> None:
    reports = Reports.none(2)
    for level in (1, 3):
        reports.add(0, *SLOT, level, weight=50)
    learned = learn(["pub", "pub"], reports)
    own, other = learned.chances((0, *SLOT)), learned.chances((1, *SLOT))
    assert own[2] < 0.2 < min(own[1], own[3])
    assert other[2] > own[2]
    assert own.sum() == pytest.approx(1)
    assert learned.chances((0, *SLOT), 3.0)[4] > own[4]


def test_of_whom_nobody_has_reported_the_levels_are_spread_normally() -> None:
    learned = learned_of("pub")
    chances = probabilities(learned.mean, learned.deviation)
    assert np.allclose(learned.chances((slice(None), slice(None), slice(None))), chances)


def test_reports_show_how_much_more_often_people_speak_of_fuller_hours() -> None:
    mean = np.random.default_rng(1).uniform(0, 4, (30, 7, 24))
    is_open = np.zeros(mean.shape, dtype=bool)
    is_open[:, :, 10:22] = True
    spoken = 5 * np.exp(0.4 * mean)
    assert slope_of(spoken, mean, is_open) == pytest.approx(0.4, abs=0.01)
    spoken[:, :, :10] = 0  # as of hours in which it is closed and nobody is there
    assert slope_of(spoken, mean, is_open) == pytest.approx(0.4, abs=0.01)
    assert slope_of(np.zeros_like(mean), mean, is_open) == 0
    assert slope_of(spoken, mean, np.zeros_like(is_open)) == 0, "of no place it is known when it is open"


def test_a_report_counts_by_the_inverse_of_how_likely_it_was() -> None:
    counts, mean = np.ones((1, 7, 24, 5)), np.full((1, 7, 24), 2.0)
    assert (evened(counts, mean, 0.0) == counts).all()
    assert evened(counts, mean, 0.5)[0, 0, 0] == pytest.approx(np.exp([1, 0.5, 0, -0.5, -1]))


def test_a_report_counts_half_after_its_half_life() -> None:
    assert [age_weight(days) for days in (0, HALF_LIFE_DAYS, 2 * HALF_LIFE_DAYS)] == [1, 0.5, 0.25]


def test_nothing_known_of_nowhere() -> None:
    assert learn([], Reports.none(0)).mean.shape == (0, 7, 24)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (event(metres=400), event(metres=50)),
        (event(popularity=0.3), event(popularity=3)),
        (event(metres=NEAR_METRES + 1, popularity=99), event(metres=NEAR_METRES)),
    ],
)
def test_an_event_that_is_nearer_or_more_popular_moves_more(less: EventNearby, more: EventNearby) -> None:
    soon = FRIDAY + HOUR / 2
    assert event_levels([less], soon)[0] < event_levels([more], soon)[0]


def test_an_event_fills_what_is_near_before_it_and_after_it_and_its_own_place_while_it_is_on() -> None:
    near, here = event(metres=100), event(metres=0)
    times = [FRIDAY - HOUR, FRIDAY + HOUR / 2, FRIDAY + 2 * HOUR, FRIDAY + 3.5 * HOUR, FRIDAY + 5 * HOUR]
    before, soon, on, leaving, gone = (event_levels([near], one)[0] for one in times)
    assert before == gone == 0
    assert soon == leaving > on > 0
    assert event_levels([here], times[2])[0] > event_levels([here], times[1])[0]


def test_any_number_of_events_fill_a_place_by_two_levels_at_most() -> None:
    moved, noticed = event_levels([event()] * 100, FRIDAY + HOUR / 2)
    assert moved == pytest.approx(2)
    assert noticed == 100


def test_rain_empties_the_open_sky_more_than_a_roof() -> None:
    assert is_outdoors("park")
    assert not is_outdoors("pub")
    assert rain_levels(is_outdoors=True) < rain_levels(is_outdoors=False) < 0


def test_all_times_of_an_hour_have_the_same_estimate() -> None:
    assert at(FRIDAY) == at(FRIDAY.replace(minute=0)) == at(FRIDAY.replace(minute=59))


def test_an_estimate_counts_until_it_is_another_or_the_place_closes() -> None:
    found = at(FRIDAY)
    then = at(found.valid_until)
    assert (found.level, found.wait_minutes, found.reason) != (then.level, then.wait_minutes, then.reason)
    before = at(found.valid_until - timedelta(minutes=1))
    assert (found.level, found.wait_minutes, found.reason) == (before.level, before.wait_minutes, before.reason)
    soon = FRIDAY + timedelta(minutes=5)
    assert at(FRIDAY, closes=soon).valid_until == soon


def test_it_is_as_sure_as_the_least_sure_hour_for_which_it_counts() -> None:
    found = at(FRIDAY)
    assert sum(found.probabilities) == pytest.approx(1)
    assert 0 < found.confidence <= round(max(found.probabilities), 2)
    assert LEVELS[int(np.argmax(found.probabilities))] == found.level


@pytest.mark.parametrize(
    ("estimated", "reason"),
    [
        (at(FRIDAY), "Friday evening"),
        (at(FRIDAY.replace(hour=2)), "Friday night"),
        (at(FRIDAY, events=(event(), event(metres=120))), "Friday evening; events nearby: 2"),
        (at(FRIDAY, events=(event(metres=700),)), "Friday evening"),
        (at(FRIDAY, "park", wet={FRIDAY.replace(minute=0)}), "Friday evening; rain"),
        (at(FRIDAY, holidays={FRIDAY.date()}), "Friday evening; public holiday"),
        (at(FRIDAY, learned=learned_of("pub", level=4, reports=20)), "Friday evening; earlier reports"),
    ],
)
def test_an_estimate_has_its_reasons(estimated: Estimate, reason: str) -> None:
    assert estimated.reason == reason


def test_a_public_holiday_is_like_a_sunday() -> None:
    monday = datetime(2026, 11, 30, 13, 30, tzinfo=ZONE)
    sunday = monday - timedelta(days=1)
    assert at(monday, "cafe", holidays={monday.date()}).probabilities == at(sunday, "cafe").probabilities
    assert at(monday, "cafe").probabilities != at(sunday, "cafe").probabilities


def test_one_waits_where_there_are_tables_and_it_is_full() -> None:
    full = {kind: learned_of(kind, level=4, reports=99) for kind in ("pub", "park")}
    assert (at(FRIDAY, learned=full["pub"]).wait_minutes or 0) >= 10
    assert at(FRIDAY, "park", learned=full["park"]).wait_minutes is None
    assert at(FRIDAY, learned=learned_of("pub", level=0, reports=99)).wait_minutes is None
