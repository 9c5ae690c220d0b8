"""Places by REST: whether they are open, their hours, and what they were like before."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from realtime.api.openapi.places import SCHEMAS
from tests.realtime.running import Running
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
        " on conflict (place_id) where source = 'hours' do update set is_open = excluded.is_open,"
        " valid_until = excluded.valid_until, updated_at = clock_timestamp()",
        place, is_open, source, scene.now() + timedelta(minutes=minutes),
    )  # fmt: skip


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


@pytest.mark.parametrize("asked", [{"open": "maybe"}, {"area": "atlantis"}, {"name": "a" * 201}, {"limit": "101"}])
async def test_what_cannot_be_asked_is_refused(jatre: Running, asked: dict[str, str]) -> None:
    assert (await jatre.client.get("/api/places", params=asked)).status_code == 400


async def test_an_unknown_place_is_none(jatre: Running) -> None:
    for path in (f"/api/places/{uuid4()}", f"/api/places/{uuid4()}/status", "/api/places/toit"):
        assert (await jatre.client.get(path)).status_code == 404


async def test_a_change_reaches_who_follows_the_places_of_the_area(jatre: Running, scene: Scene, place: str) -> None:
    async with jatre.live(f"places:{AREA}") as stream:
        await stream.next("subscribed")
        say(scene, place, True)
        assert (await stream.next("place:status")).data["placeId"] == place
