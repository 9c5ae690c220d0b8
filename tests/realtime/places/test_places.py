"""Places by REST: whether they are open, their hours, and what they were like before."""

from __future__ import annotations

import html
import json
import re
import threading
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from realtime.api.openapi.places import SCHEMAS
from realtime.pages.places import page
from tests.conftest import Database
from tests.realtime.running import Running, SseStream
from tests.realtime.scene import AREA, Scene


@pytest.fixture
def place(scene: Scene) -> str:
    """A place of the area of which nothing is known yet; another one stands beside it."""
    found = {name: str(uuid4()) for name in ("Toit", "Sunny's")}
    for name, place in found.items():
        scene.run("insert into places (id, slug, name, area_code) values (%s, %s, %s, %s)", place, name, name, AREA)
    return found["Toit"]


def say(scene: Scene, place: str, is_open: bool | None, source: str = "hours", minutes: int = 60) -> None:
    """A statement that counts for so many minutes from now."""
    scene.run(
        "insert into place_live_status (place_id, is_open, source, valid_until) values (%s, %s, %s, %s)"
        " on conflict (place_id, source) where source in ('hours', 'prediction') do update"
        " set is_open = excluded.is_open, valid_until = excluded.valid_until, updated_at = clock_timestamp()",
        place, is_open, source, scene.now() + timedelta(minutes=minutes),
    )  # fmt: skip


async def until(stream: SseStream, **known: object) -> dict[str, Any]:
    """The next message that says so of a place: one may come as a state and as a change."""
    while True:
        told: dict[str, Any] = (await stream.next("place:status")).data
        if told.items() >= known.items():
            return told


async def test_places_are_listed_by_their_names_with_what_they_are_like(
    jatre: Running, scene: Scene, place: str
) -> None:
    say(scene, place, True)
    found = (await jatre.get("/api/places", area=AREA)).json()
    assert found["total"] == 2
    assert [(one["name"], one["status"] and one["status"]["isOpen"]) for one in found["places"]] == [
        ("Sunny's", None), ("Toit", True),
    ]  # fmt: skip
    assert set(found["places"][1]) == set(SCHEMAS["PlaceSummary"]["properties"])
    assert set(found["places"][1]["status"]) == set(SCHEMAS["PlaceNow"]["properties"])
    second = (await jatre.get("/api/places", limit="1", offset="1")).json()
    assert ([one["name"] for one in second["places"]], second["total"]) == (["Toit"], 2)


async def test_those_that_are_open_now_are_listed_by_themselves(jatre: Running, scene: Scene, place: str) -> None:
    async def names(**asked: str) -> list[str]:
        return [one["name"] for one in (await jatre.get("/api/places", **asked)).json()["places"]]

    say(scene, place, True)
    assert [await names(open="true"), await names(open="false"), await names(name="toi")] == [["Toit"], [], ["Toit"]]
    say(scene, place, False)
    assert [await names(open="true"), await names(open="false")] == [[], ["Toit"]]


async def test_what_has_expired_is_unknown(jatre: Running, scene: Scene, place: str) -> None:
    say(scene, place, True, minutes=-1)
    assert (await jatre.get(f"/api/places/{place}")).json()["status"] is None
    assert (await jatre.get("/api/places", open="true")).json()["places"] == []


async def test_each_part_of_what_is_known_is_by_who_says_that(jatre: Running, scene: Scene, place: str) -> None:
    scene.run(
        "insert into place_live_status (place_id, current_capacity, source, reason)"
        " values (%s, 'busy', 'user', '3 say so')",
        place,
    )  # fmt: skip
    async with jatre.live(f"place:{place}") as stream:
        await stream.next("place:status")
        say(scene, place, True)
        told = await until(stream, isOpen=True)
    status = (await jatre.get(f"/api/places/{place}")).json()["status"]
    assert {name: told[name] for name in status} == status
    assert [status[name] for name in ("isOpen", "source", "capacity", "capacitySource", "capacityReason")] == [
        True, "hours", "busy", "user", "3 say so",
    ]  # fmt: skip
    assert status["validUntil"]
    assert status["capacityUntil"] is None


async def test_a_new_subscriber_is_sent_what_is_known_and_nothing_that_is_over(
    jatre: Running, scene: Scene, place: str
) -> None:
    say(scene, place, True)
    async with jatre.live(f"place:{place}") as stream:
        first = await until(stream, isOpen=True)
        say(scene, place, False)
        second = await until(stream, isOpen=False)
        assert second["version"] > first["version"]
        say(scene, place, True, minutes=-1)
        await until(stream, isOpen=None)
    async with jatre.live(f"place:{place}", "events:all") as late:
        await late.next("subscribed")
        scene.open("Jazz night", scene.at(1, 20))
        assert (await late.next("place:status", "event:new")).name == "event:new"


async def test_two_who_change_one_place_at_once_lose_nothing(scene: Scene, place: str, database: Database) -> None:
    said = "insert into jatre.place_live_status (place_id, is_open, current_capacity, source) values (%s, %s, %s, %s)"
    with psycopg.connect(database.admin_url) as one, psycopg.connect(database.admin_url) as other:
        one.execute(said, (place, True, None, "google"))
        waiting = threading.Thread(target=lambda: (other.execute(said, (place, None, "busy", "user")), other.commit()))
        waiting.start()
        one.commit()
        waiting.join()
    with psycopg.connect(database.admin_url) as reading:
        last = reading.execute("select payload from jatre.feed_outbox order by version desc limit 1").fetchone()
    assert last
    assert [json.loads(last[0])[name] for name in ("isOpen", "capacity")] == [True, "busy"]


async def test_the_newest_statement_that_says_anything_counts(jatre: Running, scene: Scene, place: str) -> None:
    say(scene, place, True, "google")
    say(scene, place, None)
    assert (await jatre.get(f"/api/places/{place}")).json()["status"]["source"] == "google"
    say(scene, place, False)
    assert (await jatre.get(f"/api/places/{place}")).json()["status"]["source"] == "hours"


async def test_a_place_has_its_hours_the_weightiest_first(jatre: Running, scene: Scene, place: str) -> None:
    for origin, week, left_out in (("osm", "24/7", None), ("google", None, "7 to 11"), ("moderator", "Mo off", None)):
        scene.run(
            "insert into place_hours (place_id, origin, stated, week, left_out, decided_by, reason, stated_at)"
            " values (%s, %s, 'as it is written', %s, %s, 'meena', 'rang them', now())",
            place, origin, week, left_out,
        )  # fmt: skip
    answer = await jatre.get(f"/api/places/{place}")
    hours = answer.json()["hours"]
    assert [(one["origin"], one["week"]) for one in hours] == [("moderator", "Mo off"), ("osm", "24/7")]
    assert set(hours[0]) == set(SCHEMAS["StatedHours"]["properties"])
    assert "meena" not in answer.text, "who decided is nobody's business"


async def test_a_place_has_the_changes_of_its_state_the_newest_first(jatre: Running, scene: Scene, place: str) -> None:
    for is_open in (False, True):
        say(scene, place, is_open)
    say(scene, place, True, "google")
    found = (await jatre.get(f"/api/places/{place}/status")).json()
    assert (found["id"], found["status"]["source"]) == (place, "google")
    assert [one["isOpen"] for one in found["history"]] == [True, False], "what Google states may not be kept"
    assert set(found["history"][0]) == set(SCHEMAS["PlaceChange"]["properties"])


async def test_places_that_are_open_at_a_moment_are_asked_for(jatre: Running, scene: Scene, place: str) -> None:
    """Toit is open now, and tomorrow from noon to eleven; one has to ask whether it serves breakfast before."""
    noon = scene.at(1, 12)

    def span(first: datetime, last: datetime, certain: bool = True) -> dict[str, Any]:
        return {"from": first.isoformat(), "to": last.isoformat(), "certain": certain, "comment": None}

    spans = [span(noon - timedelta(hours=3), noon, certain=False), span(noon, noon + timedelta(hours=14))]
    days = [{"date": str(noon.date() + timedelta(days=n)), "spans": spans if n == 0 else []} for n in (-1, 0, 1)]
    scene.run("insert into place_weeks values (%s, 'key', %s)", place, json.dumps(days))
    say(scene, place, True)
    closes = scene.now() + timedelta(hours=1)
    scene.run("update place_live_status set changes_at = %s where place_id = %s", closes, place)

    async def states(at: datetime | None) -> list[int]:
        """How many of the two are open then, and how many are not."""
        asked = {} if at is None else {"at": at.isoformat()}
        return [(await jatre.get("/api/places", open=text, **asked)).json()["total"] for text in ("true", "false")]

    assert await states(None) == [1, 0], "of the other one nothing is known"
    assert await states(closes - timedelta(minutes=1)) == [1, 0]
    assert await states(noon - timedelta(hours=4)) == [0, 1]
    assert await states(noon - timedelta(hours=1)) == [0, 0], "one has to ask"
    assert await states(noon) == [1, 0]
    assert await states(noon + timedelta(hours=13)) == [1, 0], "after midnight"
    assert await states(noon + timedelta(hours=14)) == [0, 1]
    assert await states(noon + timedelta(days=2)) == [0, 0], "that day is not stored"

    say(scene, place, False, "business", minutes=120)
    assert await states(scene.now()) == await states(None) == [0, 1], "it says that it is closed today"
    assert await states(closes - timedelta(minutes=1)) == [0, 1]


async def test_a_moment_whose_hours_nobody_knows_is_refused(jatre: Running) -> None:
    for at, asked_for in [
        ("2026-03-14", "a time of that day too, such as 2026-03-14T19:00"),
        ("soon", "a time in ISO 8601"),
        ("9999-12-31T23:59:59-14:00", "a time in ISO 8601"),
        ("2026-01-01T10:00", "for 7 days from now"),
    ]:
        answer = await jatre.client.get("/api/places", params={"open": "true", "at": at})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "at"), (at, asked_for)
        assert asked_for in answer.json()["detail"], (at, asked_for)


async def test_what_cannot_be_asked_is_refused(jatre: Running) -> None:
    for asked in [
        {"open": "maybe"},
        {"at": "2026-03-14T20:00"},
        {"area": "atlantis"},
        {"name": "a" * 201},
        {"limit": "101"},
    ]:
        assert (await jatre.client.get("/api/places", params=asked)).status_code == 400, asked


async def test_an_unknown_place_is_none(jatre: Running) -> None:
    for path in (f"/api/places/{uuid4()}", f"/api/places/{uuid4()}/status", "/api/places/toit"):
        assert (await jatre.client.get(path)).status_code == 404


async def test_a_change_reaches_who_follows_the_places_of_the_area(jatre: Running, scene: Scene, place: str) -> None:
    async with jatre.live(f"places:{AREA}") as stream:
        await stream.next("subscribed")
        say(scene, place, True)
        assert (await stream.next("place:status")).data["placeId"] == place


async def test_who_enters_the_places_of_the_area_is_sent_what_they_are_like(
    jatre: Running, scene: Scene, place: str
) -> None:
    say(scene, place, True)
    (other, over) = (scene.place(name) for name in ("Windmills", "Over"))
    scene.run("update place_live_status set valid_until = now() - interval '1 minute' where place_id = %s", over)
    async with jatre.live(f"places:{AREA}") as stream:
        await stream.next("subscribed")
        told = [(await stream.next("place:status")).data["placeId"] for _ in range(2)]
    assert sorted(told) == sorted([place, other])


@pytest.mark.parametrize("read", ["place_states_v1(%s, 5)", "places_list_v2(%s, null, null, null, 5, 0)"])
def test_of_many_places_of_the_area_only_those_that_are_sent_are_looked_at(
    scene: Scene, database: Database, read: str
) -> None:
    scene.run(
        "with made as (insert into places (slug, name, area_code)"
        " select n::text, n::text, %s from generate_series(1, 50) as n returning id)"
        " insert into place_live_status (place_id, is_open, source) select id, true, 'hours' from made",
        AREA,
    )
    calls = "select pg_stat_get_xact_function_calls('jatre.place_now(uuid)'::regprocedure)"
    with psycopg.connect(database.admin_url) as connection:
        connection.execute("set track_functions = 'all'")
        found = connection.execute(f"select found::text from jatre.{read} as found", [AREA]).fetchall()
        assert ("".join(text for (text,) in found).count("isOpen"), connection.execute(calls).fetchone()) == (5, (5,))


async def test_the_page_of_a_place_is_complete_without_scripts(jatre: Running, scene: Scene, place: str) -> None:
    today = scene.now().date()
    days = [
        {"date": str(today + timedelta(days=number)), "special": None, "holiday": None, "spans": []}
        for number in range(-1, 7)
    ]
    scene.run("insert into place_weeks values (%s, 'key', %s)", place, json.dumps(days))
    scene.run("update places set location = 'point(77.64 12.97)' where id = %s", place)
    say(scene, place, True)
    scene.open("Jazz night", scene.at(1, 20), place_id=place)
    scene.open("Elsewhere", scene.at(1, 20))
    assert [day["date"] for day in (await jatre.get(f"/api/places/{place}")).json()["week"]] == [
        day["date"] for day in days[1:]
    ]
    answer = await jatre.get(f"/places/{place}")
    assert [part in answer.text for part in ("Toit", "Open now", "Jazz night", "closed", "Elsewhere")] == [
        True, True, True, True, False,
    ]  # fmt: skip
    assert answer.text.count('aria-current="date"') == 1
    assert "ಈಗ ತೆರೆದಿದೆ" in (await jatre.get(f"/places/{place}", lang="kn")).text
    calendar = await jatre.client.get("/api/events/discovered.ics", params={"venue": place})
    assert ("Jazz night" in calendar.text, "Elsewhere" in calendar.text) == (True, False)


async def test_a_place_with_many_events_leads_to_the_further_ones(
    jatre: Running, scene: Scene, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_PAGE_EVENTS", 2)
    for number in range(3):
        scene.open(f"Jazz {number}", scene.at(number + 1, 20), place_id=place, venue_name="Toit")
    scene.open("Rooftop", scene.at(4, 20), place_id=place, venue_name="Toit, on the roof")

    def titles(text: str) -> list[str]:
        return re.findall(r'<a href="/e/[^"]*">([^<]*)</a>', text)

    first = (await jatre.get(f"/places/{place}")).text
    (more,) = re.findall(r'<a rel="next" href="([^"]*)"', first)
    second = (await jatre.client.get(html.unescape(more))).text
    assert (titles(first), titles(second)) == (["Jazz 0", "Jazz 1"], ["Jazz 2", "Rooftop"])
    assert 'rel="next"' not in second
    assert ('class="where' in first, "Toit, on the roof" in second) == (False, True), "its own name is said once"
    assert titles((await jatre.get(f"/places/{place}", page="made-up")).text) == ["Jazz 0", "Jazz 1"]


async def test_a_name_is_text_on_its_page(jatre: Running, scene: Scene) -> None:
    markup = "<img src=x onerror=alert(1)>"
    place = scene.place(markup)
    scene.run("update places set address = %s where id = %s", markup, place)
    text = (await jatre.get(f"/places/{place}")).text
    assert (markup in text, html.escape(markup) in text) == (False, True)


async def test_a_place_of_which_nothing_is_known_has_a_page_and_no_place_has_none(jatre: Running, place: str) -> None:
    text = (await jatre.get(f"/places/{place}")).text
    assert [part in text for part in ("It is not known", "No opening hours are known", "Nothing to come")] == [True] * 3
    for path in (f"/places/{uuid4()}", "/places/toit"):
        assert (await jatre.client.get(path)).status_code == 404
