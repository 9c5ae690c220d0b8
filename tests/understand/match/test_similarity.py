"""Whether two listings are one happening: what counts, how much, and what rules it out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from include.understand.match.contrasts import contrasts
from include.understand.match.match_record import MatchRecord
from include.understand.match.similarity import Score, compare
from include.understand.match.timetable import Start
from tests.understand.match.match_records import EVENING, match_record

LOFT = (12.971118, 77.640911)


def both(ours: dict[str, Any], theirs: dict[str, Any]) -> Score:
    """The score of two sources' listings, which does not depend on their order."""
    a, b = match_record(1, **{"source": "ours", **ours}), match_record(2, **{"source": "theirs", **theirs})
    there, back = compare(a, b), compare(b, a)
    assert there == back
    return there


def lasting(number: int, title: str, start: datetime, hours: float, source: str) -> MatchRecord:
    """A listing with an end."""
    dates = (Start(start, start.date(), False, timedelta(hours=hours)),)
    return MatchRecord((5, source, str(number)), source, title, dates, venue="Ranga Shankara")


def north_of(point: tuple[float, float], metres: float) -> tuple[float, float]:
    return point[0] + metres / 111_195, point[1]


def east_of(point: tuple[float, float], metres: float) -> tuple[float, float]:
    return point[0], point[1] + metres / (111_195 * 0.9745)


def test_what_is_alike_in_everything_is_the_same() -> None:
    score = both({}, {})
    assert score.same
    assert (score.total, score.fields) == (1.0, {"title": 1.0, "time": 1.0, "location": 1.0})


def test_two_words_that_the_other_writes_as_one_are_that_word_wherever_they_stand() -> None:
    for lead in ("", "Ragas and lamps with "):
        apart = both({"title": f"{lead}mid week songs"}, {"title": "Midweek songs"})
        assert apart == both({"title": f"{lead}midweek songs"}, {"title": "Midweek songs"})


def test_what_is_unknown_is_not_different() -> None:
    """Weights .4 and .3 over what both have: without a place the title and the hour decide."""
    score = both({"venue": None}, {})
    assert (score.total, sorted(score.fields)) == (1.0, ["time", "title"])
    assert score.same


@pytest.mark.parametrize(
    ("minutes", "score"),
    [(0, 1.0), (30, 1.0), (60, 0.9), (240, 0.6), (330, 0.95), (-330, 0.95), (360, 0.0)],
)
def test_the_hours_of_one_day(minutes: int, score: float) -> None:
    """Half an hour is the same time, four hours are the end of the window; 330 minutes are UTC read as local time."""
    compared = both({}, {"minutes": minutes, "venue": "Somewhere Else", "title": "Monsoon Jazz"})
    assert compared.fields["time"] == pytest.approx(score)


def test_an_hour_before_midnight_and_one_after_it_are_compared() -> None:
    late = {"minutes": 3 * 60 + 45}
    assert both(late, {"minutes": 4 * 60 + 10}).fields["time"] == 1.0


def test_a_show_at_another_hour_of_the_day_is_the_same_when_title_and_place_are() -> None:
    score = both({}, {"minutes": -8 * 60})
    assert (score.fields["time"], score.same) == (0.6, True)


@pytest.mark.parametrize("way", [north_of, east_of])
@pytest.mark.parametrize(("metres", "location"), [(190, 1.0), (590, 0.85), (1_000, 0.0)])
def test_distance_in_every_direction(way: Any, metres: float, location: float) -> None:
    place = {"venue": None, "point": LOFT}
    assert both(place, {"venue": None, "point": way(LOFT, metres)}).fields["location"] == location


def test_far_points_outweigh_equal_names_and_near_ones_do_not() -> None:
    assert both({"point": LOFT}, {"point": north_of(LOFT, 2_400)}).fields["location"] == 1.0
    assert both({"point": LOFT}, {"point": north_of(LOFT, 2_600)}).veto == "other venue"


def test_places_of_the_gazetteer_are_the_same_or_not() -> None:
    assert both({"place": "loft-38"}, {"place": "toit"}).veto == "other venue"
    assert both({"place": "loft-38", "venue": "Loft"}, {"place": "loft-38", "venue": "38"}).fields["location"] == 1.0
    guessed = both({"place": "loft-38", "guessed": True}, {"place": "toit"})
    assert (guessed.fields["location"], guessed.veto) == (0.6, None)


def test_an_online_listing_and_one_with_a_place_say_nothing_of_each_others_place() -> None:
    score = both({"online": True, "venue": None}, {})
    assert "location" not in score.fields


def test_parts_of_the_city_that_are_far_apart() -> None:
    ours, theirs = frozenset({"hsr"}), frozenset({"whitefield"})
    assert both({"localities": ours}, {"localities": theirs}).veto == "other venue"
    assert both({"localities": ours | theirs}, {"localities": theirs}).same


def test_a_listing_without_a_place_on_the_site_of_the_others_venue() -> None:
    mine = {"venue": None, "site": "thehummingtree"}
    assert both(mine, {}).fields["location"] == 0.85
    assert "location" not in both({**mine, "site": "insider"}, {}).fields


@pytest.mark.parametrize(
    ("ours", "theirs", "veto"),
    [
        ("Makers Fair Vol. 3", "Makers Fair Vol. 4", "other edition"),
        ("Makers Fair Vol. 3", "Makers Fair Vol. 3 (Batch 2)", None),
        ("Makers Fair Vol. 3", "Makers Fair", None),
    ],
)
def test_editions_are_told_apart_by_their_numbers(ours: str, theirs: str, veto: str | None) -> None:
    score = both({"title": ours}, {"title": theirs})
    assert score.veto == veto
    assert score.hard == (veto is not None)


def test_a_title_that_any_evening_could_have_needs_a_common_place() -> None:
    generic = {"title": "Open Mic Night"}
    veto = "generic title without a common venue"
    assert both({**generic, "venue": None}, generic).veto == veto
    assert not both({**generic, "venue": None}, generic).hard
    assert both(generic, generic).same


def test_a_text_that_names_the_other_at_the_same_place_and_hour() -> None:
    ours = {"title": "Saturday gathering", "text": "come and sing the kabir project with us"}
    score = both(ours, {"title": "The Kabir Project"})
    assert score.fields["title"] == 0.9
    assert both(ours, {"title": "The Kabir Project", "minutes": 120}).fields["title"] < 0.9


def test_two_names_of_one_venue_for_a_long_distinctive_title() -> None:
    """The same distinctive title at the very same minute: the place says nothing, unless it is shown at many places."""
    title = {"title": "Ragas of the Monsoon by Aruna Sairam"}
    score = both({**title, "venue": "Chowdiah Memorial Hall"}, {**title, "venue": "Malleswaram Auditorium"})
    assert (score.same, "location" in score.fields) == (True, False)
    shown = {"title": "Ragas of the Monsoon by Aruna Sairam, screening"}
    assert not both({**shown, "venue": "Chowdiah Memorial Hall"}, {**shown, "venue": "Malleswaram Auditorium"}).same


@pytest.mark.parametrize(
    ("more", "veto"),
    [
        ({"minutes": 180}, "another session of the same source"),
        ({"title": "Monsoon Jazz Quartet and Strings"}, "another listing of the same source"),
        ({"venue": "The Humming Pines"}, "another listing of the same source"),
        ({"postcodes": frozenset({"560066"})}, "another listing of the same source"),
        ({}, None),
    ],
)
def test_what_one_source_lists_twice_on_a_day(more: dict[str, Any], veto: str | None) -> None:
    postcodes = {"postcodes": frozenset({"560038"})}
    assert compare(match_record(1, **postcodes), match_record(2, **{**postcodes, **more})).veto == veto


@pytest.mark.parametrize(
    ("days", "more", "is_one"),
    [
        (7, {}, True),
        (62, {}, True),
        (63, {}, False),
        (7, {"minutes": 60}, False),
        (7, {"venue": "Bangalore International Centre"}, False),
        (7, {"venue": None}, True),
        (7, {"venue": None, "title": "Open Mic Night"}, False),
    ],
)
def test_a_source_lists_the_dates_of_a_series_one_by_one(days: int, more: dict[str, Any], is_one: bool) -> None:
    first = match_record(1, title=more.get("title", "Monsoon Jazz Quartet"))
    assert compare(first, match_record(2, days=days, **more)).same == is_one


@pytest.mark.parametrize(
    ("start", "hours", "veto"),
    [
        (2, 3.0, "part of a festival"),
        (2, 5.0, "part of a festival"),
        (2, 5.5, None),
        (0.2, 3.0, None),
        (8, 3.0, None),
    ],
)
def test_a_show_inside_a_festival_is_not_the_festival(start: float, hours: float, veto: str | None) -> None:
    """At most half as long, beginning a quarter of an hour after it or later, and ending with it or before."""
    noon = EVENING.replace(hour=12)
    whole = lasting(1, "Ranga Shankara Theatre Festival", noon, 10, "ours")
    part = lasting(2, "Hamlet at the Ranga Shankara Theatre Festival", noon + timedelta(hours=start), hours, "theirs")
    assert compare(whole, part).veto == veto


def test_the_festival_again_with_a_longer_end_is_the_festival() -> None:
    noon = EVENING.replace(hour=12)
    whole = lasting(1, "Ranga Shankara Theatre Festival", noon, 10, "ours")
    again = lasting(2, "Theatre Festival", noon + timedelta(hours=1), 4, "theirs")
    assert compare(whole, again).veto is None


def test_midnight_is_no_hour_where_the_date_is_short() -> None:
    """Programs write a short date at midnight where they know no hour: that is compared by its day alone."""
    midnight = EVENING.replace(hour=0)
    vague = lasting(1, "Ragas of the Monsoon", midnight, 2, "ours")
    evening = lasting(2, "Ragas of the Monsoon", EVENING, 2, "theirs")
    assert "time" not in compare(vague, evening).fields
    whole_day = lasting(1, "Ragas of the Monsoon", midnight, 12, "ours")
    assert "time" in compare(whole_day, evening).fields


def test_days_that_are_not_beside_each_other_are_other_times() -> None:
    score = both({}, {"days": 2})
    assert (score.veto, score.hard) == ("other time", False)


def test_a_day_without_an_hour_meets_that_day_and_not_the_next() -> None:
    day = EVENING.replace(hour=0)
    dated = MatchRecord((5, "ours", "1"), "ours", "Ragas of the Monsoon", (Start(day, day.date(), True),))
    same, next_one = (match_record(2, "theirs", "Ragas of the Monsoon", days=n) for n in (0, 1))
    assert "time" not in compare(dated, same).fields
    assert compare(dated, next_one).veto == "other time"


UID = {"uid": "same@calendar.example"}


def test_one_uid_at_one_place_and_time_is_one_entry_of_two_calendars() -> None:
    ours, theirs = UID | {"title": "Sketch club"}, UID | {"title": "Urban drawing: bring paper"}

    assert both(ours, theirs).same
    assert not both(ours, {"title": "Urban drawing: bring paper"}).same
    assert not both(ours, theirs | {"uid": "other@calendar.example"}).same


@pytest.mark.parametrize("other", [{"venue": "Somewhere Else"}, {"days": 1}, {"minutes": 180}, {"venue": None}])
def test_a_uid_alone_proves_nothing(other: dict[str, Any]) -> None:
    assert not both(UID | {"title": "Sketch club"}, UID | {"title": "Urban drawing"} | other).same


def test_a_part_is_numbered_alike_with_a_nought_before_it_or_in_roman_numerals() -> None:
    assert contrasts("Pottery Batch 02") == contrasts("Pottery Batch 2") == contrasts("Pottery Batch II")
    assert contrasts("Pottery Batch 02") != contrasts("Pottery Batch 03")
    assert contrasts("Pottery Batch 0") != contrasts("Pottery")
