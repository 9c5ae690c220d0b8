"""What the service may ask of the database for those who want to be told: by the word of their links alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine, text

from include.db import query
from tests.alerts.people import JAZZ, Person
from tests.conftest import Database
from tests.db.world import add_event, assert_forbidden

NOTHING = "00000000-0000-4000-8000-000000000000"
RETAINING = (
    "retain_alert_outbox", "retain_alert_messages", "retain_alert_channels", "retain_alerts", "retain_alert_events",
)  # fmt: skip


def _messages(owner: psycopg.Connection, person: Person) -> list[Any]:
    return owner.execute(
        "select m.kind, m.ended from jatre.alert_messages as m join jatre.alert_channels as c on c.id = m.channel_id"
        " where c.digest = %s",
        [person.digest],
    ).fetchall()


def test_an_address_is_asked_before_it_is_told(service: psycopg.Connection, owner: psycopg.Connection) -> None:
    person = Person(service)
    assert person.wants() == {"confirmed": False}
    assert _messages(owner, person) == [("confirm", None)]
    shown = person.asks("alerts_list_v1")
    assert shown["channel"]["confirmedAt"] is None
    (alert,) = shown["alerts"]
    assert (alert["name"], alert["filter"], alert["confirmedAt"]) == ("Jazz", JAZZ["filter"], None)

    assert person.asks("alert_confirm_v1", alert["id"]) == {"confirmed": 1}
    assert person.asks("alert_confirm_v1", None) == {"confirmed": 0}
    shown = person.asks("alerts_list_v1")
    assert shown["channel"]["confirmedAt"]
    assert shown["alerts"][0]["confirmedAt"]


def test_nobody_learns_whether_an_address_is_known_nor_fills_its_box(
    service: psycopg.Connection, owner: psycopg.Connection
) -> None:
    person = Person(service)
    assert [person.wants() for _ in range(5)] == [{"confirmed": False}] * 5
    assert _messages(owner, person) == [("confirm", None)] * 3


def test_one_mailbox_is_asked_three_times_a_day_however_it_is_written(
    service: psycopg.Connection, owner: psycopg.Connection
) -> None:
    spellings = [Person(service) for _ in range(4)]
    for person in spellings:
        person.mailbox = spellings[0].mailbox
        assert person.wants() == {"confirmed": False}
    assert [len(_messages(owner, person)) for person in spellings] == [1, 1, 1, 0]
    other = Person(service)
    other.wants()
    assert len(_messages(owner, other)) == 1


@pytest.mark.parametrize("kind", ["push", "webhook", "page"])
def test_who_has_a_subscription_is_its_holder(service: psycopg.Connection, kind: str) -> None:
    person = Person(service, kind)
    answer = person.wants()
    assert answer["confirmed"] is (kind != "webhook")
    before, person.token = person.token, Person(service).token
    assert person.wants()["channel"] == answer["channel"]
    assert len(person.asks("alerts_list_v1")["alerts"]) == 2
    person.token = before
    assert person.asks("alerts_list_v1") is None


def test_an_alert_follows_an_event_that_is_public(service: psycopg.Connection, owner: psycopg.Connection) -> None:
    person = Person(service, "page")
    event = add_event(owner, title="Baithak")
    person.wants({"event": str(event)})
    (alert,) = person.asks("alerts_list_v1")["alerts"]
    assert (alert["name"], alert["event"], alert["filter"]) == ("Baithak", str(event), None)
    assert alert["kinds"] == ["moved", "cancelled", "postponed", "price", "sold_out", "soon"]
    hidden = add_event(owner, moderation_status="pending")
    for unknown in (str(hidden), str(uuid4()), "nothing"):
        assert person.wants({"event": unknown}) == {"refused": "there is no such event"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"filter": "music"}, {"name": ""}, {"name": "x" * 201}, {"kinds": []}, {"kinds": ["news"]}, {"kinds": "new"},
        {"language": "xx"}, {"zone": "Mars/Base"}, {"quietFrom": "22:00"},
        {"quietFrom": "22:00", "quietUntil": "22:00"},
        {"quietFrom": "25:00", "quietUntil": "08:00"}, {"digestHour": 24}, {"maxPerDay": 0}, {"maxPerDay": 101},
        {"name": "x" * 10_001}, {"event": NOTHING},
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_refused_with_the_reason(service: psycopg.Connection, wrong: dict[str, Any]) -> None:
    person = Person(service, "page")
    assert set(person.wants(JAZZ | wrong)) == {"refused"}
    person.wants()
    assert set(person.asks("alert_add_v1", JAZZ | wrong)) == {"refused"}
    assert person.wants({"name": "nothing"}) == {"refused": "an alert has a filter or follows an event"}


def test_alerts_are_added_changed_and_removed_by_the_link(service: psycopg.Connection) -> None:
    person, stranger = Person(service, "page"), Person(service, "page")
    person.wants()
    stranger.wants()
    added = person.asks("alert_add_v1", {"filter": {"q": "carnatic"}, "name": "Songs"})
    assert added["confirmed"] is True
    changed = person.asks("alert_change_v1", added["alert"], {"name": "More songs", "kinds": ["new"]})
    assert (changed["name"], changed["kinds"], changed["filter"]) == ("More songs", ["new"], {"q": "carnatic"})
    assert stranger.asks("alert_change_v1", added["alert"], {"name": "Mine"}) is None
    assert stranger.asks("alert_remove_v1", added["alert"]) == {"removed": False}
    assert person.asks("alert_remove_v1", added["alert"]) == {"removed": True}
    assert [alert["name"] for alert in person.asks("alerts_list_v1")["alerts"]] == ["Jazz"]


def test_a_channel_has_so_many_alerts(service: psycopg.Connection) -> None:
    person = Person(service, "page")
    assert [set(person.wants()) for _ in range(51)] == [{"channel", "alert", "confirmed"}] * 50 + [{"refused"}]


def test_settings_are_those_that_are_named(service: psycopg.Connection) -> None:
    person = Person(service, "page")
    person.wants(zone="Europe/Berlin", quietFrom="22:00", quietUntil="08:00")
    changed = person.asks("alerts_settings_v1", {"digestHour": 7, "language": "kn"})
    assert {name: changed[name] for name in ("zone", "quietFrom", "quietUntil", "digestHour", "language")} == {
        "zone": "Europe/Berlin", "quietFrom": "22:00", "quietUntil": "08:00", "digestHour": 7, "language": "kn",
    }  # fmt: skip
    changed = person.asks("alerts_settings_v1", {"quietFrom": None, "quietUntil": None, "digestHour": None})
    assert [changed[name] for name in ("quietFrom", "quietUntil", "digestHour")] == [None] * 3
    assert set(person.asks("alerts_settings_v1", {"quietFrom": None})) == {"refused"}


def test_unsubscribed_is_unsubscribed_whoever_signs_the_address_up(
    service: psycopg.Connection, owner: psycopg.Connection
) -> None:
    person = Person(service)
    person.wants()
    assert person.asks("alerts_unsubscribe_v1") == {"unsubscribed": True}
    assert person.wants() == {"confirmed": False}
    assert _messages(owner, person) == [("confirm", "dropped")]
    assert person.asks("alerts_resubscribe_v1") == {"unsubscribed": False}
    person.wants()
    assert _messages(owner, person) == [("confirm", "dropped"), ("confirm", None)]


def test_erased_is_erased(service: psycopg.Connection, owner: psycopg.Connection) -> None:
    person = Person(service)
    person.wants()
    exported = person.asks("alerts_export_v1")
    assert set(exported) == {"channel", "alerts", "address", "told", "messages"}
    assert person.asks("alerts_erase_v1") == {"erased": True}
    found = owner.execute("select from jatre.alert_channels where digest = %s", [person.digest]).fetchall()
    assert found == []
    for function in ("alerts_list_v1", "alerts_erase_v1", "alerts_export_v1", "alerts_unsubscribe_v1"):
        assert person.asks(function) is None


def test_what_is_asked_and_not_answered_is_forgotten_after_a_week(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine
) -> None:
    asha, silent = Person(service), Person(service)
    for person in (asha, silent):
        person.wants()
    asha.asks("alert_confirm_v1", None)
    asha.wants({"filter": {}, "name": "What somebody else asked for"})
    for table in ("alert_channels", "alerts"):
        owner.execute(f"update jatre.{table} set created_at = created_at - interval '8 days'")  # type: ignore[arg-type]
    with pipeline.begin() as connection:
        for name in ("retain_alert_channels", "retain_alerts"):
            connection.execute(query(name), {"keep": timedelta(days=7), "size": 1_000})
    assert [one["name"] for one in asha.asks("alerts_list_v1")["alerts"]] == ["Jazz"]
    assert silent.asks("alerts_list_v1") is None


def test_what_is_old_goes_unless_somebody_holds_it(
    shared: Database, service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine
) -> None:
    asha, silent, event = Person(service), Person(service), uuid4()
    for person in (asha, silent):
        person.wants()
    asha.asks("alert_confirm_v1", None)
    asha.wants({"filter": {}, "name": "What somebody else asked for"})
    owner.execute(
        "insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, due_at)"
        " select id, id, %s, 'new', 0, now() from jatre.alert_channels where digest = %s",
        [event, asha.digest],
    )
    owner.execute(
        "insert into jatre.alert_events (event_id, version, over_at, document, search) values (%s, 1, now(), '{}', '')",
        [event],
    )
    owner.execute("update jatre.alert_messages set ended = 'sent', ended_at = clock_timestamp()")
    tables = ("alert_outbox", "alert_messages", "alert_channels", "alerts", "alert_events")

    def retain(names: Iterable[str] = RETAINING) -> list[int]:
        with pipeline.begin() as connection:
            connection.execute(text("set local lock_timeout = '5s'"))
            kept = {"keep": timedelta(0), "size": 1_000}
            return [connection.execute(query(name), kept).rowcount for name in names]

    with psycopg.connect(shared.owner_url) as other:
        # as who sends or erases begins, and goes on to the rest
        other.execute("select from jatre.alert_channels for share")
        assert retain(("retain_alert_messages", "retain_alert_channels", "retain_alerts")) == [0, 0, 0]
    with psycopg.connect(shared.owner_url) as other:
        for table in tables:
            other.execute(f"select from jatre.{table} for update")  # type: ignore[arg-type]
        assert retain() == [0] * len(RETAINING)
    assert all(retain())
    assert silent.asks("alerts_list_v1") is None
    assert [one["name"] for one in asha.asks("alerts_list_v1")["alerts"]] == ["Jazz"]


def test_the_service_sees_no_address(service: psycopg.Connection) -> None:
    tables = ("alert_channels", "alerts", "alert_messages", "alert_outbox", "alert_events", "alert_cursor")
    assert_forbidden(service, *(f"select from jatre.{table}" for table in tables))


@pytest.mark.parametrize(
    ("settings", "kind", "known", "due"),
    [
        ({}, "new", "12:00", "14 12:00"),
        ({"quietFrom": "22:00", "quietUntil": "08:00"}, "new", "12:00", "14 12:00"),
        ({"quietFrom": "22:00", "quietUntil": "08:00"}, "new", "22:00", "15 08:00"),
        ({"quietFrom": "22:00", "quietUntil": "08:00"}, "soon", "03:00", "14 08:00"),
        ({"quietFrom": "13:00", "quietUntil": "15:00"}, "moved", "14:59", "14 15:00"),
        ({"quietFrom": "13:00", "quietUntil": "15:00"}, "moved", "15:00", "14 15:00"),
        ({"digestHour": 7}, "new", "06:59", "14 07:00"),
        ({"digestHour": 7}, "new", "07:00", "14 07:00"),
        ({"digestHour": 7}, "price", "07:01", "15 07:00"),
        ({"digestHour": 7}, "sold_out", "07:01", "15 07:00"),
        ({"digestHour": 7}, "cancelled", "07:01", "14 07:01"),
        ({"digestHour": 7, "quietFrom": "22:00", "quietUntil": "08:00"}, "new", "12:00", "15 08:00"),
    ],
)
def test_when_somebody_is_told(
    service: psycopg.Connection, owner: psycopg.Connection, settings: dict[str, Any], kind: str, known: str, due: str
) -> None:
    person = Person(service, "page")
    person.wants(zone="Asia/Kolkata", **settings)
    row = owner.execute(
        "select to_char(jatre.alert_due(c, %s, ('2026-03-14 ' || %s || '+05:30')::timestamptz) at time zone c.zone,"
        " 'DD HH24:MI') from jatre.alert_channels as c where digest = %s",
        [kind, known, person.digest],
    ).fetchone()
    assert row == (due,)


def test_what_waits_is_due_by_the_new_hours(service: psycopg.Connection, owner: psycopg.Connection) -> None:
    person = Person(service, "page")
    alert = person.wants(zone="UTC")
    at = datetime.combine(datetime.now(UTC) + timedelta(days=2), time(23), UTC)
    owner.execute(
        "insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, created_at, due_at)"
        " values (%s, %s, %s, 'new', 0, %s, %s)",
        [alert["channel"], alert["alert"], uuid4(), at, at],
    )
    person.asks("alerts_settings_v1", {"quietFrom": "22:00", "quietUntil": "08:00"})
    assert _due(person) == at + timedelta(hours=9)


def test_what_waits_is_told_in_no_quiet_hours_that_are_made_of_this_one(
    service: psycopg.Connection, owner: psycopg.Connection
) -> None:
    """Known in the evening, held back at night, and in the middle of it other hours of the night are chosen."""
    person, now = Person(service, "page"), datetime.now(UTC)
    alert = person.wants(zone="UTC")
    owner.execute(
        "insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, created_at, due_at)"
        " values (%s, %s, %s, 'new', 0, %s, %s)",
        [alert["channel"], alert["alert"], uuid4(), now - timedelta(hours=4), now + timedelta(hours=6)],
    )
    starts, ends = (f"{now + timedelta(hours=away):%H:%M}" for away in (-2, 2))
    person.asks("alerts_settings_v1", {"quietFrom": starts, "quietUntil": ends})
    assert timedelta(hours=1, minutes=58) < _due(person) - now <= timedelta(hours=2)


def _due(person: Person) -> datetime:
    (told,) = person.asks("alerts_told_v1", 0, 10)["told"]
    return datetime.fromisoformat(told["at"])
