"""The sources' board by REST: pausing and resuming, reading now, removals that are held; each is logged."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.conftest import Database
from tests.pipeline.scene import Scene, at, database, scene, seeded
from tests.realtime.holders import hold
from tests.realtime.running import Running, running
from tests.realtime.signing import bearing

__all__ = ["database", "scene", "seeded"]


class Operator:
    def __init__(self, service: Running, token: str) -> None:
        self._client, self._headers = service.client, bearing(token)

    async def board(self) -> dict[str, Any]:
        found = await self._client.get("/api/admin/sources", headers=self._headers)
        return {one["slug"]: one for one in found.json()}

    async def log(self) -> list[Any]:
        found = await self._client.get("/api/admin/log", headers=self._headers)
        return [(one["action"], one["target"], one["actor"]) for one in found.json() if one["target"] == "guide"]

    async def post(self, path: str, **body: Any) -> tuple[int, Any]:
        answer = await self._client.post(f"/api/admin/{path}", json=body, headers=self._headers)
        return answer.status_code, answer.json()


@pytest.fixture
async def service(database: Database, scene: Scene) -> AsyncIterator[Running]:
    async with running(database.service_url) as made:
        yield made


@pytest.fixture
def meena(service: Running, database: Database, scene: Scene) -> Operator:
    scene.source("guide")
    return Operator(service, hold(database, "admin"))


async def test_a_source_is_paused_with_a_reason_and_resumed(meena: Operator) -> None:
    assert (await meena.board())["guide"]["state"] != "paused"
    for _ in range(2):
        assert (await meena.post("sources/guide/pause", reason="the site moves"))[0] == 200
    paused = (await meena.board())["guide"]
    assert (paused["state"], paused["reasons"]) == ("paused", ["paused by meena: the site moves"])
    assert await meena.post("sources/guide/resume") == (200, {"resumed": "guide", "changed": True})
    assert (await meena.board())["guide"]["isActive"]
    assert await meena.log() == [("source_resumed", "guide", "meena"), ("source_paused", "guide", "meena")]


async def test_a_source_is_read_now_by_a_request_that_is_not_asked_twice(meena: Operator, scene: Scene) -> None:
    first = await meena.post("trigger-fetch", source="guide")
    assert first[0] == 200
    assert await meena.post("sources/guide/fetch") == first
    rows = scene.rows("select id, kind, target, asked_by, state from jatre.pipeline_requests")
    assert [tuple(row) for row in rows] == [(first[1]["request"], "fetch", "guide", "meena", "waiting")]
    assert (await meena.board())["guide"]["request"]["state"] == "waiting"


async def test_removals_that_are_held_are_confirmed_as_a_decision(meena: Operator, scene: Scene) -> None:
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.run()
    scene.do("update jatre.events_staging set absent_runs = 2")
    assert (await meena.board())["guide"]["removalsHeld"] == 1
    status, changed = await meena.post("sources/guide/gone", count=2)
    assert (status, changed["error"]["field"]) == (409, "count")
    status, done = await meena.post("sources/guide/gone", count=1, reason="I looked")
    assert (status, done["listings"]) == (200, ["jazz"])
    scene.run()
    assert scene.rows("select from jatre.event_public_v1 where status = 'scheduled'") == []
    assert (await meena.post(f"decisions/{done['decision']}/revoke"))[0] == 200
    scene.run()
    assert len(scene.rows("select from jatre.event_public_v1 where status = 'scheduled'")) == 1


async def test_there_is_no_such_source(meena: Operator) -> None:
    for path in ["sources/none/pause", "sources/none/resume", "sources/none/fetch", "sources/NO/pause"]:
        assert (await meena.post(path))[0] == 404, path


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"scope": "source", "place": "toit"}, "place"),
        ({"scope": "place", "place": "toit", "source": "feed"}, "source"),
        ({"scope": "admin", "place": "toit"}, "place"),
    ],
)
async def test_a_token_is_for_what_its_scope_names_and_nothing_else(
    meena: Operator, asked: dict[str, str], field: str
) -> None:
    status, refused = await meena.post("tokens", name="ravi", **asked)
    assert (status, refused["parameter"]) == (422, field)


async def test_a_token_is_made_once_and_taken_back(meena: Operator, service: Running, database: Database) -> None:
    status, made = await meena.post("tokens", name="ravi", scope="moderator", days=1)
    assert status == 201
    session = await service.client.get("/api/session", headers=bearing(made["token"]))
    assert session.json()["name"] == "ravi"
    admin = bearing(hold(database, "admin"))
    listed = (await service.client.get("/api/admin/tokens", headers=admin)).text
    assert made["id"] in listed
    assert made["token"] not in listed
    for _ in range(2):
        assert (await service.client.delete(f"/api/admin/tokens/{made['id']}", headers=admin)).status_code == 204
    assert (await service.client.get("/api/session", headers=bearing(made["token"]))).status_code == 401


async def test_an_address_is_looked_at_and_added_by_requests_that_the_pipeline_takes(
    meena: Operator, scene: Scene
) -> None:
    status, asked = await meena.post("sources/preview", address=" https://hall.example/feed ")
    assert status == 202
    assert (await meena.post("sources", preview=asked["request"], name="Hall"))[0] == 422, "nothing is found yet"
    found = """{"source": {"slug": "hall", "name": "Hall", "kind": "rss"}}"""
    scene.do(
        "update jatre.pipeline_requests set state = 'done', started_at = asked_at, finished_at = asked_at,"
        " answer = cast(:found as jsonb)",
        found=found,
    )

    status, added = await meena.post("sources", preview=asked["request"], name=" The Hall ", official=True)

    assert status == 202
    rows = scene.rows("select id, kind, target, options, asked_by from jatre.pipeline_requests order by id")
    assert [tuple(row) for row in rows] == [
        (asked["request"], "preview_address", "https://hall.example/feed", {}, "meena"),
        (added["request"], "add_source", str(asked["request"]), {"name": "The Hall", "official": True}, "meena"),
    ]


async def test_what_is_no_address_of_the_web_is_refused(meena: Operator, scene: Scene) -> None:
    for address in ["", " ", "hall.example", "file:///etc/passwd", "https:///x", "https://a" * 300]:
        status, _ = await meena.post("sources/preview", address=address)
        assert status == 422, address
        assert scene.rows("select from jatre.pipeline_requests") == [], address
