"""What people report of a place: what they agree on is shown at once, what they differ in is not, and it ages."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
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
                found = connection.execute("select place_report_v2(%s, %s, %s, %s, null)", asked).fetchone()
                assert found == ("stored",)
            connection.execute("select set_config('jatre.now', '', true)")
            connection.execute("select place_reports_apply(%s, 'user')", [place])
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
            connection.execute("select place_report_v2(%s, %s, %s, null, null)", [place, who, said])
        asked = (
            "select is_open, to_char(valid_until, 'YYYY-MM-DD HH24:MI') from place_live_status where source = 'user'"
        )
        assert connection.execute(asked).fetchone() == (is_open, until)


def test_the_same_once_more_within_ten_minutes_says_nothing_new(database: Database, place: str) -> None:
    told = []
    with psycopg.connect(database.admin_url, options="-c search_path=jatre,public") as connection:
        for minute, said in ((0, "busy"), (1, "busy"), (9, "busy"), (10, "busy"), (11, "packed"), (12, "packed")):
            now = f"2026-03-21 13:{minute:02}+00"
            connection.execute("select set_config('jatre.now', %s, true)", [now])
            connection.execute("select place_report_v2(%s, 'a', %s, null, null)", [place, said])
            told.append(connection.execute("select version from place_states where place_id = %s", [place]).fetchone())
    news = [one != before for before, one in pairwise([None, *told])]
    assert news == [True, False, False, True, True, False]


def test_who_contradicts_what_they_said_has_changed_their_mind(database: Database, place: str) -> None:
    with psycopg.connect(database.admin_url, options="-c search_path=jatre,public") as connection:
        for who, said in ((b"a", "closed"), (b"b", "closed"), (b"a", "busy")):
            connection.execute("select place_report_v2(%s, %s, %s, null, null)", [place, who, said])
        kept = connection.execute("select reporter, said from place_reports order by reporter").fetchall()
        row = connection.execute("select place_now(%s)", [place]).fetchone()
    assert kept == [(b"a", "busy"), (b"b", "closed")]
    assert row
    assert (row[0]["isOpen"], row[0]["capacity"]) == (True, "busy")


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


async def test_a_program_reports_by_json(
    jatre: Running, scene: Scene, database: Database, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/api/places/{place}/reports"
    token = (await jatre.get(path)).json()["token"]

    async def say(**body: object) -> int:
        return (await jatre.client.post(path, json=body)).status_code

    assert await say(said="busy", token=token) == 409, "nobody taps that quickly"
    monkeypatch.setattr(form_tokens, "MIN_SECONDS", 0)
    assert await say(said="busy", token=token) == 204
    assert await say(said="wait", minutes=15, token=token) == 204
    status = (await jatre.get(f"/api/places/{place}")).json()["status"]
    assert [status[name] for name in ("capacity", "waitTime", "capacitySource")] == ["busy", 15, "user"]
    other = scene.place("Windmills")
    at_other = await jatre.client.post(f"/api/places/{other}/reports", json={"said": "quiet", "token": token})
    assert at_other.status_code == 204
    with psycopg.connect(database.admin_url) as connection:
        who = connection.execute("select distinct place_id::text, reporter from jatre.place_reports").fetchall()
    assert {where for where, _ in who} == {place, other}
    assert len({reporter for _, reporter in who}) == 2, "nobody can lay together what a household says of two places"
    wrong: list[dict[str, object]] = [{"said": "wait"}, {"said": "busy", "minutes": 5}, {"said": "on fire"}]
    assert [await say(**one, token=token) for one in wrong] == [422] * 3
    assert await say(said="busy") == 409
    form = {"said": "busy", "token": token}
    assert (await jatre.client.post(path, data=form)).status_code == 415, "which a page of another site could send"


async def test_a_place_speaks_for_itself_and_outweighs_its_visitors(
    jatre: Running, place: str, reported: Reported, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported("packed", "packed", "closed", "closed", "closed", "closed")
    assert (await jatre.get(f"/api/places/{place}")).json()["status"]["isOpen"] is False
    own = bearing(hold(database, "place", "Toit's manager", "Toit"))
    path = f"/api/places/{place}/reports"
    known = ("isOpen", "capacity", "capacitySource", "capacityReason", "confidence")

    async def say(said: str) -> list[object]:
        assert (await jatre.client.post(path, json={"said": said}, headers=own)).status_code == 204
        status = (await jatre.get(f"/api/places/{place}")).json()["status"]
        return [status[name] for name in known]

    assert await say("quiet") == [True, "quiet", "business", "the place says so", 1]
    assert "Quiet · the place said so at" in (await jatre.get(f"/places/{place}")).text
    reported("busy", "busy", "busy")
    assert (await say("closed"))[:2] == [False, None], "people before a closed door say nothing of what is inside"
    assert (await say("busy"))[:3] == [True, "busy", "business"]
    salt = await jatre.service.visits.salt(None)  # type: ignore[arg-type]  # it has been read
    monkeypatch.setattr(jatre.service.visits, "_salt", salt._replace(salt=b"the next day's"))
    assert (await say("closed"))[:2] == [False, None], "the day that ends is of UTC, and takes nothing back"
    assert (await say("busy"))[:3] == [True, "busy", "business"]
    assert reported("empty", "empty", "empty")["capacity"] == "busy"


async def test_the_token_of_a_place_is_for_no_other_and_moderates_nothing(
    jatre: Running, scene: Scene, place: str, database: Database
) -> None:
    own, other = bearing(hold(database, "place", about=place)), scene.place("Windmills")
    assert (
        await jatre.client.post(f"/api/places/{other}/reports", json={"said": "busy"}, headers=own)
    ).status_code == 403
    assert (await jatre.client.get("/api/admin/reports", headers=own)).status_code == 403


async def test_a_place_that_is_signed_in_taps_on_its_page_and_elsewhere_as_a_visitor(
    jatre: Running, scene: Scene, place: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_tokens, "MIN_SECONDS", 0)
    answer = await jatre.client.post("/api/session", headers=bearing(hold(database, "place", about="Toit")))
    cookie = {"cookie": answer.headers["set-cookie"].partition(";")[0]}
    other = scene.place("Windmills")
    for where, source in ((place, "business"), (other, "user")):
        fields = {"said": "busy"}
        if where == other:
            fields["token"] = (await jatre.get(f"/api/places/{other}/reports")).json()["token"]
        tapped = await jatre.client.post(f"/places/{where}/reports", data=fields, headers=cookie)
        assert tapped.status_code == 303
        assert (await jatre.get(f"/api/places/{where}")).json()["status"]["capacitySource"] == source


async def test_a_report_that_was_taken_out_is_counted_again(
    jatre: Running, place: str, reported: Reported, database: Database
) -> None:
    reported("packed", "quiet")
    moderator = bearing(hold(database))

    async def board() -> dict[str, Any]:
        found: list[dict[str, Any]] = (await jatre.client.get("/api/admin/reports", headers=moderator)).json()
        assert [one["name"] for one in found] == ["Toit"]
        return found[0]

    async def page() -> str:
        return (await jatre.client.get("/admin/reports", headers=moderator)).text

    before = await board()
    assert before["status"]["capacity"] is None
    assert "Nothing of it is shown" in await page()
    quiet = next(one["id"] for one in before["reports"] if one["said"] == "quiet")
    out, why = f"/api/admin/reports/{quiet}", {"reason": "Nobody\nwas there."}
    assert (await jatre.client.delete(out, params={"reason": "x" * 2_001}, headers=moderator)).status_code == 400
    assert (await jatre.client.delete(out, params=why, headers=moderator)).status_code == 204
    assert (await board())["status"]["capacity"] == "packed"
    assert "Shown: packed; one person says so, 50% sure" in await page()
    assert "taken out by meena" in await page()
    again, asked = f"/api/admin/reports/{quiet}/restore", {"reason": "They were\nthere."}
    assert [(await jatre.client.post(again, json=asked, headers=moderator)).status_code for _ in range(2)] == [204, 404]
    after = await board()
    assert after["status"]["capacity"] is None
    decided = next(one["decisions"] for one in after["reports"] if one["id"] == quiet)
    assert [(one["kind"], one["by"], one["reason"]) for one in decided] == [
        ("restore", "meena", "They were there."),
        ("remove", "meena", "Nobody was there."),
    ]
    assert re.search("counted again by meena, .*: They were there\\.", await page())


def test_who_was_taken_out_is_not_counted_again_whatever_else_they_say(database: Database, place: str) -> None:
    said = "select place_report_v2(%s, 'a', %s, %s, %s)"
    with psycopg.connect(database.admin_url, options="-c search_path=jatre,public") as connection:
        for by in (None, "Toit's manager"):
            connection.execute("delete from place_reports")
            connection.execute(said, [place, "busy", None, by])
            connection.execute("select place_report_remove_v2(id, 'meena', null) from place_reports")
            for one, minutes in (("packed", None), ("wait", 40), ("closed", None)):
                assert connection.execute(said, [place, one, minutes, by]).fetchone() == ("stored",)
            assert connection.execute("select said, removed_by from place_reports").fetchall() == [("busy", "meena")]


def test_what_a_place_said_of_itself_is_taken_back_with_its_report(database: Database, place: str) -> None:
    """And what people say counts again."""
    with psycopg.connect(database.admin_url, options="-c search_path=jatre,public") as connection:

        def now() -> Any:
            row = connection.execute("select place_now(%s)", [place]).fetchone()
            return row and row[0] and (row[0]["capacity"], row[0]["capacitySource"])

        for who, said, by in (("a", "packed", None), ("b", "packed", None), ("c", "quiet", "Toit's manager")):
            connection.execute("select place_report_v2(%s, %s::bytea, %s, null, %s)", [place, who, said, by])
        assert now() == ("quiet", "business")
        out = "select place_report_mark(id, %s, 'meena', null) from place_reports where stated_by is not null"
        assert connection.execute(out, ["remove"]).fetchone() == (True,)
        assert now() == ("packed", "user")
        assert [connection.execute(out, ["restore"]).fetchone() for _ in range(2)] == [(True,), (False,)]
        assert now() == ("quiet", "business")


def test_who_reports_a_thousand_times_takes_the_list_from_nobody(database: Database, scene: Scene, place: str) -> None:
    old = scene.place("Windmills")
    with psycopg.connect(database.admin_url, options="-c search_path=jatre,public") as connection:
        connection.execute(
            "insert into place_reports (place_id, reporter, said, reported_at)"
            " select %s::uuid, int4send(n), 'busy', now() - n * interval '1 second' from generate_series(1, 23) as n"
            " union all select %s::uuid, 'a', 'busy', now() - interval '25 hours'",
            [place, old],
        )
        connection.execute(
            "select place_report_mark(id, 'remove', 'meena', null) from place_reports where reporter = int4send(1)"
        )
        row = connection.execute("select places_reported_v1(100)").fetchone()
    assert row
    assert [(one["name"], len(one["reports"]), one["more"]) for one in row[0]] == [("Toit", 20, 3)]
    assert {one["removedBy"] for one in row[0][0]["reports"]} == {None}, "what counts comes before what was taken out"


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


def test_who_reports_anew_replaces_what_they_said_but_not_what_a_moderator_removed(
    scene: Scene, place: str, database: Database
) -> None:
    with psycopg.connect(database.admin_url, options="-c search_path=jatre,public") as connection:

        def report(said: str) -> list[tuple[str, bool]]:
            connection.execute("select place_report_v2(%s, %s, %s, null, null)", [place, b"one", said])
            return connection.execute("select said, removed_by is not null from place_reports order by said").fetchall()  # type: ignore[return-value]

        assert [report(said) for said in ("busy", "quiet")] == [[("busy", False)], [("quiet", False)]]
        connection.execute("select place_report_remove_v2(id, 'meena', null) from place_reports where said = 'quiet'")
        assert report("packed") == [("quiet", True)]
