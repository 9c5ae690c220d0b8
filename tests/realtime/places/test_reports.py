"""What people report of a place: what they agree on is shown at once, what they differ in is not, and it ages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from realtime.api.incoming import form_tokens
from tests.conftest import Database
from tests.realtime.holders import hold
from tests.realtime.running import Running
from tests.realtime.scene import Scene
from tests.realtime.signing import bearing

Reported = Callable[..., dict[str, Any]]


@pytest.fixture
def place(scene: Scene) -> str:
    return scene.place("Toit")


@pytest.fixture
def reported(database: Database, place: str) -> Reported:
    """What is known of the place once others than before have said these things, so many minutes ago."""
    people = iter(range(1_000))

    def say(*said: str, minutes_ago: int = 0) -> dict[str, Any]:
        with psycopg.connect(database.admin_url, options="-c search_path=jatre,public") as connection:
            then = f"{minutes_ago} minutes"
            connection.execute("select set_config('jatre.now', (now() - %s::interval)::text, true)", [then])
            for one in said:
                what, _, wait = one.partition(" ")
                who = next(people).to_bytes(16)
                asked = [place, who, what, int(wait) if wait else None]
                found = connection.execute("select place_report_v1(%s, %s, %s, %s)", asked).fetchone()
                assert found == ("stored",)
            connection.execute("select set_config('jatre.now', '', true)")
            connection.execute("select place_reports_apply(%s)", [place])
            row = connection.execute("select place_now(%s)", [place]).fetchone()
        assert row
        known: dict[str, Any] = row[0]
        return known

    return say


@pytest.mark.parametrize(
    ("said", "capacity"),
    [
        (("packed",), "packed"),
        (("packed", "busy"), "busy"),
        (("packed", "packed", "empty"), "packed"),
        (("packed", "empty"), None),
        (("empty", "moderate", "packed"), None),
        (("busy",) * 5 + ("empty",) * 2, "busy"),
    ],
)
def test_who_is_alone_changes_nothing_and_three_who_differ_cancel_out(
    reported: Reported, said: tuple[str, ...], capacity: str | None
) -> None:
    assert reported(*said)["capacity"] == capacity


def test_more_people_are_more_certain(reported: Reported) -> None:
    found = [reported("busy") for _ in range(3)]
    assert [(one["confidence"], one["capacityReason"]) for one in found] == [
        (0.5, "one person says so"), (0.75, "2 people report"), (0.88, "3 people report"),
    ]  # fmt: skip


def test_what_was_said_earlier_counts_less_and_after_an_hour_nothing(reported: Reported) -> None:
    assert reported("packed", "packed", minutes_ago=50)["capacity"] is None, "it counts 45 minutes"
    assert reported("quiet")["capacity"] == "quiet", "one now outweighs two of fifty minutes ago"


def test_a_place_without_an_area_has_an_end_of_what_is_said_too(reported: Reported, scene: Scene, place: str) -> None:
    scene.run("update places set area_code = null where id = %s", place)
    assert reported("busy")["capacityUntil"]
    assert reported("closed", "closed", "closed")["validUntil"]


def test_a_wait_has_its_minutes(reported: Reported) -> None:
    assert reported("wait 20", "wait 20", "wait 10")["waitTime"] == 20
    assert reported("wait 120", "wait 60")["waitTime"] is None


def test_closed_today_takes_two_and_nobody_who_is_there(reported: Reported) -> None:
    assert reported("closed")["isOpen"] is True, "as its hours say"
    assert reported("closed")["isOpen"] is False
    assert reported("busy")["isOpen"] is False, "one against two"
    assert reported("busy")["isOpen"] is True


@pytest.mark.parametrize(
    ("at", "then", "is_open", "until"),
    [
        ("2026-03-21 13:00", "2026-03-21 15:00", False, "2026-03-22 06:00"),
        ("2026-03-21 23:30", "2026-03-22 00:10", False, "2026-03-22 06:00"),
        ("2026-03-22 00:30", "2026-03-22 03:00", False, "2026-03-22 06:00"),
        ("2026-03-22 05:30", "2026-03-22 06:10", None, "2026-03-22 06:55"),
    ],
)
def test_closed_today_ends_with_the_night_also_when_somebody_reports_afterwards(
    database: Database, place: str, at: str, then: str, is_open: bool | None, until: str
) -> None:
    zone = "Asia/Kolkata"
    reports = [(at, b"a", "closed"), (at, b"b", "closed"), (then, b"c", "quiet")]
    with psycopg.connect(database.admin_url, options=f"-c search_path=jatre,public -c timezone={zone}") as connection:
        for moment, who, said in reports:
            connection.execute("select set_config('jatre.now', %s, true)", [f"{moment} {zone}"])
            connection.execute("select place_report_v1(%s, %s, %s, null)", [place, who, said])
        asked = (
            "select is_open, to_char(valid_until, 'YYYY-MM-DD HH24:MI') from place_live_status where source = 'user'"
        )
        assert connection.execute(asked).fetchone() == (is_open, until)


async def test_one_tap_is_live_at_once_and_the_same_household_is_one_source(
    jatre: Running, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_tokens, "MIN_SECONDS", 0)

    async def tap(said: str, token: str | None = None) -> int:
        text = (await jatre.get(f"/places/{place}")).text
        found = re.search(r'name="token" value="([^"]*)"', text)
        assert found
        fields = {"token": found[1] if token is None else token, "said": said}
        return (await jatre.client.post(f"/places/{place}/reports", data=fields)).status_code

    async with jatre.live(f"place:{place}") as stream:
        await stream.next("subscribed")
        assert await tap("packed") == 303
        while (told := (await stream.next("place:status")).data)["capacity"] != "packed":
            pass
    assert told["capacitySource"] == "user"
    assert "Packed · people said at" in (await jatre.get(f"/places/{place}")).text
    assert [await tap("quiet"), await tap("wait_20")] == [303, 303]
    status = (await jatre.get(f"/api/places/{place}")).json()["status"]
    assert [status[name] for name in ("capacity", "waitTime", "capacityReason")] == ["quiet", 20, "one person says so"]
    assert [await tap("on fire"), await tap("busy", "made up")] == [400, 409]


async def test_moderators_see_reports_and_take_them_out(
    jatre: Running, place: str, reported: Reported, database: Database
) -> None:
    reported("packed", "quiet", "quiet")
    moderator = bearing(hold(database))
    path = f"/api/admin/places/{place}/reports"
    reports = (await jatre.client.get(path, headers=moderator)).json()
    out = [one["id"] for one in reports if one["said"] == "quiet"]
    for report in out:
        assert (await jatre.client.delete(f"/api/admin/reports/{report}", headers=moderator)).status_code == 204
    assert (await jatre.client.delete(f"/api/admin/reports/{out[0]}", headers=moderator)).status_code == 404
    assert (await jatre.get(f"/api/places/{place}")).json()["status"]["capacity"] == "packed"
    assert {one["removedBy"] for one in (await jatre.client.get(path, headers=moderator)).json()} == {None, "meena"}
    assert (await jatre.client.get(path)).status_code == 401
