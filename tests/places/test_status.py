"""What places are like by their hours, in the database and in the feed: one change for each change of state."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import psycopg
import pytest

from include.db import query
from include.operations import places as command
from include.operations.retention.deletions import retain_place_status
from include.pipeline.runs import pipeline_engine
from include.places.decisions import UnfitHours, decide_hours, decide_special, find_place, revoke_hours
from include.places.hours import SpecialDay
from tests.conftest import Database
from tests.pipeline.scene import NOW, Scene, at
from tests.places.conftest import Refresh, ToldOf

NOON = NOW.replace(hour=12)


def decide(hours: str, place: str = "toit") -> None:
    with pipeline_engine() as engine, engine.begin() as connection:
        decide_hours(connection, find_place(connection, "indiranagar", place), hours, by="meena")


def closes(told: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(one["isOpen"], one["changesAt"]) for one in told]


def utc(local: datetime) -> str:
    return f"{local - timedelta(hours=5, minutes=30):%Y-%m-%dT%H:%M:%S}Z"


def test_each_change_of_state_is_told_once(refresh: Refresh, told: ToldOf) -> None:
    decide("12 noon to 11pm")
    for minutes in (-30, -15, 0, 15, 30):
        refresh(NOON + timedelta(minutes=minutes))
    assert closes(told()) == [(False, utc(NOON)), (True, utc(NOON.replace(hour=23)))]


def test_nothing_changed_writes_nothing(refresh: Refresh) -> None:
    decide("24/7")
    assert [refresh(NOON)["changed"], refresh(NOON + timedelta(days=40))["changed"]] == [1, 0]


def test_hours_that_never_change_are_not_old_however_long_they_stand(refresh: Refresh, scene: Scene) -> None:
    decide("24/7")
    refresh(NOON)
    scene.do("update jatre.place_live_status set updated_at = now() - interval '40 days'")
    # its estimate has ended
    dropped = {"place_statuses_dropped": 1, "place_changes_dropped": 0, "place_reports_dropped": 1}
    scene.do(
        "insert into jatre.place_reports (place_id, reporter, said, reported_at)"
        " select id, ''::bytea, 'busy', :then from jatre.places where slug = 'toit'",
        then=NOON - timedelta(hours=25),
    )
    assert retain_place_status() == dropped
    assert refresh(NOON)["changed"] == 0


def test_what_was_to_change_and_was_not_looked_at_is_due(refresh: Refresh, scene: Scene) -> None:
    decide("12 noon to 11pm")
    refresh(NOON - timedelta(minutes=30))
    due = "select max(extract(epoch from valid_until)) from jatre.place_live_status where valid_until <= :now"
    assert scene.rows(due, now=NOON - timedelta(minutes=1)) == [(None,)]
    with scene.engine.begin() as connection:
        assert connection.execute(query("places_due")).scalar_one() is None
        connection.exec_driver_sql(f"set jatre.now = '{NOON.isoformat()}'")
        assert connection.execute(query("places_due")).scalar_one() == NOON.timestamp()


def test_a_person_outweighs_the_map_until_it_is_taken_back(refresh: Refresh, scene: Scene, told: ToldOf) -> None:
    scene.do(
        "insert into jatre.place_hours (place_id, origin, stated, week, stated_at)"
        " select id, 'osm', '24/7', '24/7', now() from jatre.places where slug = 'toit'"
    )
    refresh(NOON)
    decide("Tue to Sun 12 noon - 11 pm, closed Mon")
    refresh(NOON)
    with pipeline_engine() as engine, engine.begin() as connection:
        assert revoke_hours(connection, find_place(connection, "indiranagar", "toit"))
    refresh(NOON)
    assert closes(told()) == [(True, None), (False, utc(NOON + timedelta(days=1))), (True, None)]


def test_hours_that_count_no_more_make_a_place_unknown(refresh: Refresh, scene: Scene, told: ToldOf) -> None:
    scene.do(
        "insert into jatre.place_hours (place_id, origin, week, stated_at, valid_until)"
        " select id, 'google', '24/7', now(), :until from jatre.places where slug = 'toit'",
        until=NOON,
    )
    for minutes in (-1, 0, 15):
        refresh(NOON + timedelta(minutes=minutes))
    assert closes(told()) == [(True, None), (None, None)]


def test_special_days_are_decided_one_by_one(refresh: Refresh, told: ToldOf) -> None:
    decide("24/7")
    with pipeline_engine() as engine, engine.begin() as connection:
        toit = find_place(connection, "indiranagar", "Toit")
        for hours in ("10:00-11:00", "closed"):  # the second in place of the first
            decide_special(connection, toit, SpecialDay(date(2026, 3, 2), date(2026, 3, 2), hours, "Holi"), by="meena")
        with pytest.raises(UnfitHours, match="before the first one"):
            decide_special(connection, toit, SpecialDay(date(2026, 3, 4), date(2026, 3, 2), "closed"), by="meena")
    refresh(NOON)
    assert closes(told()) == [(False, utc((NOON + timedelta(days=1)).replace(hour=0)))]


def test_a_place_says_what_is_on_there(refresh: Refresh, scene: Scene, told: ToldOf) -> None:
    scene.lists("alpha", "1", title="Jazz Night", at=at(2, 21), until=at(2, 23), place="Toit")
    scene.run()
    for hour in (8, 20, 21, 22, 23):
        refresh(NOW.replace(hour=hour))
    assert [one["specialStatus"] for one in told()] == ["Jazz Night at 21:00", "now: Jazz Night until 23:00", None]


def test_the_gazetteer_states_hours_and_what_cannot_be_read_has_its_reason(refresh: Refresh, scene: Scene) -> None:
    stated = [
        {"slug": "toit", "stated": "11am-11pm", "week": "Mo-Su 11:00-23:00", "left_out": None},
        {"slug": "goethe-institut", "stated": "7-11", "week": None, "left_out": "7 to 11: morning or evening"},
    ]
    for rows in (stated, stated, stated[1:]):
        with scene.engine.begin() as connection:
            connection.execute(query("place_hours_osm_write"), {"hours": json.dumps(rows), "area": "indiranagar"})
        refresh(NOON)
    assert scene.rows("select origin, stated, week from jatre.place_hours") == [("osm", "7-11", None)]


def test_a_moderator_decides_by_a_command(refresh: Refresh, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["hours", "toit", "9am-5pm, closed Mon", "--by", "meena", "--reason", "rang them"],
        ["special", "toit", "2026-11-08", "4pm-11pm", "--by", "meena", "--label", "Diwali"],
        ["show", "toit"],
        ["revoke", "toit"],
    ):
        assert command.main(arguments) == 0
    decided, special, shown, revoked = map(json.loads, capsys.readouterr().out.splitlines())
    assert decided["hours"] == "Mo-Su 09:00-17:00; Mo closed"
    assert special["hours"] == "Mo-Su 16:00-23:00"
    assert (shown["origin"], shown["stated"], shown["decided_by"]) == ("moderator", "9am-5pm, closed Mon", "meena")
    assert [one["label"] for one in shown["special"]] == ["Diwali"]
    assert revoked["revoked"]
    assert command.main(["hours", "nowhere", "24/7", "--by", "meena"]) == 2
    assert command.main(["hours", "toit", "7-11", "--by", "meena"]) == 2
    assert "morning or evening" in capsys.readouterr().err


def test_a_place_whose_hours_cannot_be_read_does_not_stop_the_others(
    refresh: Refresh, scene: Scene, told: ToldOf
) -> None:
    decide("24/7")
    decide("24/7", "goethe-institut")
    scene.do(
        "update jatre.place_hours set week = 'Mo[1 off' where place_id in"
        " (select id from jatre.places where slug = 'goethe-institut')"
    )
    assert refresh(NOON) == {"places": 2, "changed": 1, "estimated": 1, "failed": 1}
    assert closes(told()) == [(True, None)]


def test_the_week_is_stored_day_by_day_and_made_anew_when_it_is_another(refresh: Refresh, scene: Scene) -> None:
    def stored() -> list[tuple[str, str | None, list[str]]]:
        found = scene.rows("select days from jatre.place_weeks")
        return [
            (day["date"], day["special"], [span["from"] for span in day["spans"]]) for (days,) in found for day in days
        ]

    decide("12 noon to 11pm, closed Tue")
    refresh(NOON)
    assert len(stored()) == 8
    assert stored()[:2] == [("2026-03-02", None, [utc(NOON)]), ("2026-03-03", None, [])]
    with pipeline_engine() as engine, engine.begin() as connection:
        special = SpecialDay(date(2026, 3, 3), date(2026, 3, 3), "12:00-13:00", "Holi")
        decide_special(connection, find_place(connection, "indiranagar", "toit"), special, by="meena")
    refresh(NOON)
    assert stored()[1] == ("2026-03-03", "Holi", [utc(NOON + timedelta(days=1))])
    refresh(NOON + timedelta(days=1))
    assert stored()[0][0] == "2026-03-03"
    with pipeline_engine() as engine, engine.begin() as connection:
        revoke_hours(connection, find_place(connection, "indiranagar", "toit"))
    refresh(NOON + timedelta(days=1))
    assert stored() == []


def test_when_one_statement_ends_and_another_counts_that_is_told(
    refresh: Refresh, scene: Scene, told: ToldOf, database: Database
) -> None:
    decide("24/7")
    soon = scene.rows("select now() + interval '1 hour'")[0][0]
    scene.do(
        "insert into jatre.place_live_status (place_id, is_open, source, valid_until)"
        " select id, false, 'user', :soon from jatre.places where slug = 'toit'",
        soon=soon,
    )
    for minutes in (-10, 10, 20):
        refresh(soon + timedelta(minutes=minutes))
    assert [one["isOpen"] for one in told()][:3] == [False, False, True]
    # by the feed's own clock, which the test does not move, that end is still ahead
    with psycopg.connect(database.admin_url) as connection:
        connection.execute("select set_config('jatre.now', %s, false)", [(soon + timedelta(minutes=30)).isoformat()])
        connection.execute("delete from jatre.place_live_status where source = 'prediction'")
        for minutes, again in ((-1, 1), (1, 0)):
            connection.execute("update jatre.place_states set changed_at = %s", [soon + timedelta(minutes=minutes)])
            assert connection.execute("select jatre.place_states_renew()").fetchone() == (again,)


def test_a_week_begins_with_the_day_that_it_is_on_the_clock_of_the_area(refresh: Refresh, database: Database) -> None:
    decide("24/7")
    refresh(NOON)
    with psycopg.connect(database.admin_url) as connection:
        for night, first in (("2026-03-02 23:59", "2026-03-02"), ("2026-03-03 00:01", "2026-03-03")):
            connection.execute("select set_config('jatre.now', %s, false)", [f"{night}+05:30"])
            row = connection.execute("select jatre.place_week(p) from jatre.places as p where slug = 'toit'").fetchone()
            assert row
            assert (row[0][0]["date"], len(row[0])) == (first, 7)
