"""Counting views and shares, and what is popular, over HTTP."""

from __future__ import annotations

import httpx
import psycopg
import pytest

from realtime.limits.visits import Visits, network_of, visitor
from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene

TRENDING = "/api/events/trending"


async def _post(jatre: Running, event: str, what: str = "views", agent: str = "Firefox") -> httpx.Response:
    return await jatre.client.post(f"/api/events/{event}/{what}", headers={"user-agent": agent})


def _refresh(database: Database) -> None:
    with psycopg.connect(database.pipeline_url) as pipeline:
        pipeline.execute("select jatre.trending_refresh()")


async def test_what_is_looked_at_most_comes_first(jatre: Running, scene: Scene, database: Database) -> None:
    quiet, loud = scene.open("Reading room", scene.at(1, 18)), scene.open("Block party", scene.at(1, 20))
    for agent in ("Firefox", "Safari", "Chrome"):
        await _post(jatre, loud, agent=agent)
    await _post(jatre, quiet)
    assert (await jatre.get(TRENDING)).json() == {"events": [], "refreshedAt": None}

    _refresh(database)

    answer = await jatre.get(TRENDING)
    read = answer.json()
    assert [event["title"] for event in read["events"]] == ["Block party", "Reading room"]
    assert read["events"][0]["popularity"] > read["events"][1]["popularity"] > 0
    assert len((await jatre.get(TRENDING, limit=1)).json()["events"]) == 1
    again = await jatre.client.get(TRENDING, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_a_visitor_is_counted_once_and_nobody_is_kept(jatre: Running, scene: Scene, database: Database) -> None:
    event = scene.open("Block party", scene.at(1, 20))
    answers = [(await _post(jatre, event)).json()["counted"] for _ in range(3)]
    assert answers == [True, False, False]
    assert (await _post(jatre, event, "shares")).json() == {"counted": True}
    with psycopg.connect(database.admin_url) as admin:
        kept = admin.execute("select v::text from jatre.event_visits v").fetchall()
    assert len(kept) == 2
    assert not any("127.0.0.1" in row or "Firefox" in row for (row,) in kept)


async def test_no_cookie_is_set(jatre: Running, scene: Scene) -> None:
    answer = await _post(jatre, scene.open("Block party", scene.at(1, 20)))
    assert (answer.status_code, "set-cookie" in answer.headers) == (202, False)


async def test_a_view_is_no_change_of_the_event(jatre: Running, scene: Scene) -> None:
    async with jatre.live() as stream:
        await stream.next("subscribed")
        event = scene.open("Block party", scene.at(1, 20))
        await stream.next("event:new")
        before = (await jatre.get(f"/api/events/{event}")).json()
        await _post(jatre, event)
        assert await stream.silent()
    assert (await jatre.get(f"/api/events/{event}")).json() == before


@pytest.mark.parametrize("event", ["not-an-id", "6f1d2c64-6c0e-4b6a-9d3f-0a5a4d9e7b11"])
async def test_what_is_not_there_is_not_counted(jatre: Running, event: str) -> None:
    answer = await _post(jatre, event)
    assert (answer.status_code, answer.json()["error"]["field"]) == (404, "id")


@pytest.mark.parametrize(("name", "value"), [("limit", "101"), ("area", "atlantis"), ("q", "jazz")])
async def test_a_wrong_parameter_is_named(jatre: Running, name: str, value: str) -> None:
    answer = await jatre.get(TRENDING, **{name: value})
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, name)


async def test_an_address_is_counted_so_often_a_minute(database: Database, scene: Scene) -> None:
    event = scene.open("Block party", scene.at(1, 20))
    async with running(database.service_url, counts_per_minute=2) as jatre:
        statuses = [(await _post(jatre, event, agent=f"Bot {number}")).status_code for number in range(3)]
        refused = await _post(jatre, event)
    assert statuses == [202, 202, 429]
    assert 1 <= int(refused.headers["retry-after"]) <= 61


def test_the_limit_is_for_each_address_and_passes() -> None:
    visits = Visits(per_minute=1)
    assert [visits.wait("a", 100), visits.wait("b", 100)] == [0, 0]
    assert 0 < visits.wait("a", 130) <= 31
    assert visits.wait("a", 161) == 0


def test_a_visitor_cannot_be_followed_from_event_to_event_nor_from_day_to_day() -> None:
    seen = {
        visitor(salt, "1.2.3.4\nFirefox", event) for salt in (b"today", b"tomorrow") for event in ("jazz", "market")
    }
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
    ],
)
def test_a_household_is_one_address(address: str, network: str) -> None:
    assert network_of(address) == network
