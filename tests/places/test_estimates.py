"""Estimates of how full places are, in the database and in the feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from include.db import query
from include.pipeline.runs import pipeline_engine
from include.places.decisions import decide_hours, find_place
from tests.pipeline.scene import NOW, Scene
from tests.places.conftest import Refresh, ToldOf

EVENING = NOW.replace(hour=19)
SAID = ("capacity", "capacitySource", "capacityReason", "isOpen")


def test_an_open_place_has_an_estimate_until_people_say_better_or_it_closes(
    refresh: Refresh, scene: Scene, told: ToldOf
) -> None:
    with pipeline_engine() as engine, engine.begin() as connection:
        decide_hours(connection, find_place(connection, "indiranagar", "toit"), "12 noon to 8pm", by="meena")

    def rows() -> list[tuple[object, ...]]:
        statement = (
            "select current_capacity, reason, valid_until from jatre.place_live_status where source = 'prediction'"
        )
        return [tuple(row) for row in scene.rows(statement)]

    before = refresh(NOW.replace(hour=11))
    assert (before["estimated"], rows()) == (1, [(None, None, None)])
    assert (len(told()), told()[0]["capacitySource"]) == (1, None)

    opened = refresh(EVENING)
    ((capacity, reason, until),) = rows()
    assert opened["estimated"] == 1
    assert (capacity is not None, reason, until) == (True, "Monday evening", EVENING + timedelta(hours=1))
    assert [one[name] for one in told()[1:] for name in SAID] == [capacity, "prediction", "Monday evening", True]

    scene.do(
        "insert into jatre.place_live_status (place_id, current_capacity, source, valid_until, updated_at)"
        " select id, 'empty', 'user', :until, now() - interval '1 day' from jatre.places where slug = 'toit'",
        until=EVENING + timedelta(minutes=10),
    )
    # what people say counts, however old it is beside an estimate
    assert [one[name] for one in told()[2:] for name in SAID[:2]] == ["empty", "user"]
    scene.do("delete from jatre.place_live_status where source = 'user'")
    again = refresh(EVENING + timedelta(minutes=15))
    assert (again["changed"], again["estimated"], len(told())) == (0, 0, 3)

    closed = refresh(EVENING + timedelta(hours=1))
    assert (closed["changed"], closed["estimated"]) == (1, 1)
    assert [one[name] for one in told()[3:] for name in SAID] == [None, None, None, False]


def test_what_people_agreed_on_before_teaches(refresh: Refresh, scene: Scene) -> None:
    with pipeline_engine() as engine, engine.begin() as connection:
        decide_hours(connection, find_place(connection, "indiranagar", "toit"), "24/7", by="meena")
    scene.do(
        "insert into jatre.place_status_changes (place_id, version, source, status, changed_at)"
        " select id, n, 'user', jsonb_build_object('capacity', 'packed', 'confidence', 0.9),"
        " cast(:now as timestamptz) - n * interval '7 days'"
        " from jatre.places, generate_series(1, 12) as n where slug = 'toit'",
        now=EVENING,
    )
    # the hours of a forecast are those of UTC: half of that from half past six on lies in this one
    scene.do(
        "insert into jatre.area_weather (area_code, observed_at, condition, source, hours, hours_until)"
        " select code, now(), 'rain', 'it',"
        " jsonb_build_array(jsonb_build_object('startsAt', cast(:hour as text), 'rainLikely', true)),"
        " cast(:now as timestamptz) + interval '1 hour' from jatre.areas where code = 'indiranagar'",
        hour=(EVENING - timedelta(minutes=30)).isoformat(), now=EVENING,
    )  # fmt: skip
    refresh(EVENING)
    assert scene.rows("select current_capacity, reason from jatre.place_live_status where source = 'prediction'") == [
        ("packed", "Monday evening; rain; earlier reports")
    ]


def shown(rows: Sequence[Any]) -> list[tuple[Any, ...]]:
    return [(row.weekday, row.hour, row.level, round(float(row.weight), 2)) for row in rows]


def test_in_which_hours_a_place_is_open_is_known_by_its_week(refresh: Refresh, scene: Scene) -> None:
    with pipeline_engine() as engine, engine.begin() as connection:
        decide_hours(connection, find_place(connection, "indiranagar", "toit"), "Fri-Sun 8pm-1.20am", by="meena")
    refresh(EVENING)
    with scene.engine.begin() as connection:
        found = connection.execute(query("busyness_hours_read"), {"area": "indiranagar", "zone": "Asia/Kolkata"})
        toit = {row.place_id: row.hours for row in found}[find_place(connection, "indiranagar", "toit")]
    nights = [4 * 24 + 20 + 24 * day + hour for day in range(3) for hour in range(5)]
    assert sorted(hour % (7 * 24) for hour in nights) == sorted(toit)


def test_of_an_hour_of_the_wall_counts_what_was_said_last(scene: Scene) -> None:
    said = [
        # minutes after seven, source, capacity, confidence
        (10, "user", "quiet", 0.9), (40, "user", "packed", 0.8), (50, "hours", "empty", 0.9),
        (65, "user", "busy", None), (70 - 7 * 24 * 60, "user", "moderate", 0.5),
        (130, "user", None, 0.9), (300, "user", "empty", 0.9),
    ]  # fmt: skip
    for version, (minutes, source, capacity, confidence) in enumerate(said, 1):
        scene.do(
            "insert into jatre.place_status_changes (place_id, version, source, status, changed_at)"
            " select id, :version, :source, jsonb_build_object("
            " 'capacity', cast(:capacity as text), 'confidence', cast(:confidence as float)"
            "), :at from jatre.places where slug = 'toit'",
            version=version, source=source, capacity=capacity, confidence=confidence,
            at=EVENING + timedelta(minutes=minutes),
        )  # fmt: skip
    with scene.engine.begin() as connection:
        connection.exec_driver_sql(f"set jatre.now = '{(EVENING + timedelta(hours=3)).isoformat()}'")
        asked = {"area": "indiranagar", "zone": "Asia/Kolkata", "half_life": 7.0, "holidays": []}
        found = connection.execute(query("busyness_reports_read"), asked).all()
        asked["holidays"] = [EVENING.date()]
        on_holiday = connection.execute(query("busyness_reports_read"), asked).all()
    week_ago = (0, 20, 2, 0.25)
    assert shown(found) == [(0, 19, 4, 0.79), week_ago, (0, 20, 3, 0.5)]
    assert shown(on_holiday) == [week_ago, (6, 19, 4, 0.79), (6, 20, 3, 0.5)], "it teaches nothing of a Monday"
