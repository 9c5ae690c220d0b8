"""Venues and organizers: those with public events to come, and no private person."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from realtime import contract as shared
from realtime.api.details import contract
from tests.realtime.running import Running
from tests.realtime.scene import AREA, Scene


async def test_venues_are_listed_by_how_much_is_on(jatre: Running, scene: Scene, place: str) -> None:
    assert (await jatre.get("/api/venues")).json() == {"venues": [], "total": 0}
    scene.open("Jazz night", scene.at(1, 20), place_id=place)
    scene.open("Blues night", [scene.at(2, 20), scene.at(9, 20)], place_id=place)
    scene.open("Gone", scene.at(-2, 20), place_id=place)
    scene.open("Hidden", scene.at(2, 20), place_id=place, moderation_status="pending")
    (venue,) = (await jatre.get("/api/venues", area=AREA, name="rain")).json()["venues"]
    assert (venue["id"], venue["name"], venue["events"], venue["area"]) == (place, "The Rain Tree", 2, AREA)
    assert (venue["latitude"], venue["longitude"]) == (12.9784, 77.6408)
    assert (await jatre.get("/api/venues", name="100%_")).json()["venues"] == []
    assert (await jatre.get("/api/venues", offset="1")).json()["venues"] == []


async def test_a_venue_has_its_events_to_come(jatre: Running, scene: Scene, place: str) -> None:
    assert (await jatre.get(f"/api/venues/{place}")).status_code == 404, "nothing public is known to be there"
    scene.open("Jazz night", [scene.at(-6, 20), scene.at(3, 20), scene.at(10, 20)], place_id=place)
    scene.open("Blues night", scene.at(2, 20), place_id=place)
    scene.open("Gone", scene.at(-2, 20), place_id=place)
    read = (await jatre.get(f"/api/venues/{place}")).json()
    assert [event["title"] for event in read["events"]] == ["Blues night", "Jazz night"]
    assert read["events"][1]["moreDates"] == 1
    assert (await jatre.get(f"/api/venues/{uuid4()}")).status_code == 404


async def test_what_began_long_ago_and_goes_on_is_not_lost_behind_what_is_over(
    jatre: Running, scene: Scene, place: str
) -> None:
    known = {"place_id": place, "organizer_name": "Friends of Jazz"}
    scene.open("Weekly class", [scene.at(-200, 20), scene.at(3, 20)], **known)
    scene.open("Festival", [scene.at(-800, 20), scene.at(4, 20)], **known)
    scene.open("Next week", scene.at(5, 20), **known)
    for number in range(101):
        scene.open("Over", scene.at(-300 - number % 50, 20), **known)
    (organizer,) = (await jatre.get("/api/organizers")).json()["organizers"]
    for path in (f"/api/venues/{place}", f"/api/organizers/{organizer['id']}"):
        read = (await jatre.get(path)).json()
        assert [event["title"] for event in read["events"]] == ["Weekly class", "Festival", "Next week"]


async def test_an_organizer_is_known_by_its_name_however_it_is_written(jatre: Running, scene: Scene) -> None:
    scene.open("Jazz night", scene.at(1, 20), organizer_name="Friends of Jazz", organizer_type="community")
    scene.open("Blues night", scene.at(2, 20), organizer_name="friends of jazz ", organizer_type="community")
    (organizer,) = (await jatre.get("/api/organizers", name="jazz", area=AREA)).json()["organizers"]
    assert organizer["events"] == 2
    read = (await jatre.get(f"/api/organizers/{organizer['id']}")).json()
    assert [event["title"] for event in read["events"]] == ["Jazz night", "Blues night"]
    assert (read["id"], read["type"]) == (organizer["id"], "community")


async def test_what_has_no_dates_says_nothing_of_an_organizer_beside_what_has(jatre: Running, scene: Scene) -> None:
    """An index has them first in the order of what is over last: of many, nothing else would be read."""
    scene.open("Jazz night", scene.at(1, 20), organizer_name="Friends of Jazz", organizer_type="business")
    (organizer,) = (await jatre.get("/api/organizers")).json()["organizers"]
    scene.run(
        "insert into jatre.discovered_events"
        " (title, start_time, moderation_status, published_at, organizer_name, organizer_type)"
        " select 'Some day', now(), 'approved', now(), 'Friends of Jazz', 'community' from generate_series(1, 120)"
    )
    read = (await jatre.get(f"/api/organizers/{organizer['id']}")).json()
    assert (read["type"], [event["title"] for event in read["events"]]) == ("business", ["Jazz night"])


async def test_what_a_private_person_holds_is_not_collected(jatre: Running, scene: Scene) -> None:
    known = {"organizer_name": "Meena K", "organizer_type": "individual"}
    scene.open("Pottery", scene.at(1, 20), **known)
    assert (await jatre.get("/api/organizers")).json() == {"organizers": [], "total": 0}
    scene.open("Jazz", scene.at(1, 20), organizer_name="Friends of Jazz", contact_info={"email_hash": "abc"})
    (other,) = (await jatre.get("/api/organizers")).json()["organizers"]
    scene.run("update jatre.discovered_events set organizer_type = 'individual'")
    answer = await jatre.get(f"/api/organizers/{other['id']}")
    assert answer.status_code == 404


async def test_a_list_of_venues_is_counted_once_while_nothing_changes(
    jatre: Running, scene: Scene, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, venues_list = list[object](), contract.venues_list

    async def counting(*asked: Any) -> str:
        counted.append(asked[1:])
        return await venues_list(*asked)

    monkeypatch.setattr(contract, "venues_list", counting)
    for title in ("Jazz night", "Blues night"):
        scene.open(title, scene.at(1, 20), place_id=place)
        async with jatre.service.database.connection() as connection:
            while (await shared.feed_position(connection)).waiting:
                await jatre.service.hub.changed(0.01)
        answers = await asyncio.gather(*(jatre.get("/api/venues") for _ in range(3)))
        assert len({answer.content for answer in answers}) == 1
    assert [venue["events"] for venue in answers[0].json()["venues"]] == [2]
    assert len(counted) == 2


@pytest.mark.parametrize("path", ["/api/venues", "/api/organizers"])
async def test_lists_that_count_all_there_is_take_one_connection(jatre: Running, scene: Scene, path: str) -> None:
    event = scene.open("Jazz night", scene.at(1, 20))
    async with jatre.service.directory.turn():
        waiting = [asyncio.create_task(jatre.get(path)) for _ in range(jatre.service.settings.pool_size + 2)]
        assert (await jatre.get(f"/api/events/{event}")).status_code == 200
        assert not [one for one in waiting if one.done()]
    assert {one.status_code for one in await asyncio.gather(*waiting)} == {200}


async def test_a_wrong_parameter_is_refused(jatre: Running) -> None:
    for params in [{"area": "atlantis"}, {"limit": "0"}, {"name": "x" * 201}, {"q": "x"}, {"name": "\0"}]:
        for path in ["/api/venues", "/api/organizers"]:
            assert (await jatre.get(path, **params)).json()["parameter"] == next(iter(params)), (path, params)
