"""Deciding by REST: the queue, versions, conflicts, consequences, and undoing whatever was decided."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from include.operations.incoming import requests
from include.settings import settings
from realtime.admin import contract
from realtime.api.bodies import MAX_VERSION
from realtime.database import Connection
from tests.conftest import Database
from tests.pipeline.scene import NOW, Scene, at, database, scene, seeded
from tests.realtime.holders import hold
from tests.realtime.running import PATIENCE, Running, running
from tests.realtime.signing import bearing

__all__ = ["database", "scene", "seeded"]

ITEMS = 200


class Moderator:
    """A console, as far as REST is concerned."""

    def __init__(self, service: Running, token: str) -> None:
        self._client, self._headers = service.client, bearing(token)

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self._client.get(f"/api/admin{path}", params=params, headers=self._headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, **body: Any) -> httpx.Response:
        return await self._client.post(f"/api/admin{path}", json=body, headers=self._headers)

    async def page(self, path: str) -> httpx.Response:
        return await self._client.get(path, headers=self._headers)

    async def decide(self, event: Any, kind: str, expected: int, **more: Any) -> httpx.Response:
        return await self.post(f"/events/{event}/decisions", kind=kind, expected=expected, **more)

    async def decided(self, event: Any, kind: str, **more: Any) -> str:
        """Decide on what it is by now; the decision's id."""
        seen = await self.get(f"/events/{event}")
        answer = await self.decide(event, kind, seen["version"], **more)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["decision"])

    async def revoke(self, decision: str, **more: Any) -> httpx.Response:
        return await self.post(f"/decisions/{decision}/revoke", **more)


@pytest.fixture
async def service(database: Database, scene: Scene) -> AsyncIterator[Running]:
    async with running(database.service_url) as made:
        yield made


@pytest.fixture
def meena(service: Running, database: Database) -> Moderator:
    return Moderator(service, hold(database))


@pytest.fixture
def event(scene: Scene) -> Any:
    """One that two sources list."""
    scene.lists("tickets", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet live", at=at(6, 20), place="Humming Tree")
    scene.run()
    return scene.events()[0].id


@pytest.fixture
def pipeline(scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """The scene, on which the commands work too."""
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    settings.cache_clear()
    return scene


def _waiting(scene: Scene, count: int) -> None:
    """Events that wait for a person, each of a listing; the later ones are seen by more."""
    scene.source("guide")
    scene.do(
        """
        with made as (
          insert into jatre.discovered_events (title, start_time, moderation_status, moderation_reasons, quality_score)
          select 'Event ' || n, cast(:starts as timestamptz), 'pending', array['it has no price'], 0.5
          from generate_series(1, :count) as n
          returning id, title, start_time
        ),
        dates as (
          insert into jatre.event_occurrences (event_id, starts_at) select id, start_time from made
        ),
        seen as (
          insert into jatre.event_counters (event_id, view_count)
          select id, cast(split_part(title, ' ', 2) as integer) from made
        )
        insert into jatre.events_staging (source_id, external_id, content_hash, raw_data, processed_data, status,
          stage, event_id, local_dates)
        select s.id, m.title, sha256(m.title::bytea), '{}', jsonb_build_object('title', m.title), 'approved', 'done',
          m.id, array[m.start_time::date]
        from made as m cross join jatre.event_sources as s where s.slug = 'guide'
        """,
        starts=NOW + timedelta(days=3),
        count=count,
    )


async def test_the_queue_begins_with_what_many_see_and_little_is_known_of(scene: Scene, meena: Moderator) -> None:
    _waiting(scene, 30)
    scene.do("update jatre.discovered_events set moderation_status = 'flagged' where title = 'Event 20'")
    found = await meena.get("/queue", limit=3)
    assert found["total"] == 30
    assert [one["title"] for one in found["items"]] == ["Event 20", "Event 30", "Event 29"]
    first = found["items"][0]
    assert (first["reasons"], first["views"], first["doubt"]) == (["it has no price"], 20, 1)
    assert first["sources"] == ["guide"]


async def test_the_console_begins_with_the_first_item_that_is_still_there(
    scene: Scene, service: Running, meena: Moderator, monkeypatch: pytest.MonkeyPatch
) -> None:
    _waiting(scene, 2)
    read_queue = contract.queue

    async def stale_queue(connection: Connection, limit: int) -> str:
        found = json.loads(await read_queue(connection, limit))
        first = found["items"][0]
        deleted, merged = first | {"event": str(uuid4())}, first | {"other": first["event"]}
        return json.dumps({"total": 4, "items": [deleted, merged, *found["items"]]})

    monkeypatch.setattr(contract, "queue", stale_queue)
    page = await meena.page("/admin")
    assert page.status_code == 200
    assert "2 waiting" in page.text
    assert "<h2>Event 2</h2>" in page.text


async def test_what_is_over_decided_or_put_off_waits_for_nobody(scene: Scene, meena: Moderator) -> None:
    _waiting(scene, 4)
    events = {one["title"]: one["event"] for one in (await meena.get("/queue"))["items"]}
    scene.do(
        "update jatre.event_occurrences set starts_at = starts_at - interval '9 days' where event_id = :id",
        id=events["Event 1"],
    )
    scene.do("update jatre.discovered_events set moderation_status = 'approved' where id = :id", id=events["Event 2"])
    snooze = await meena.decided(events["Event 3"], "snooze", until=_soon())
    assert [one["title"] for one in (await meena.get("/queue"))["items"]] == ["Event 4"]
    assert (await meena.revoke(snooze)).status_code == 200
    assert [one["title"] for one in (await meena.get("/queue"))["items"]] == ["Event 4", "Event 3"]


async def test_what_is_decided_waits_for_nobody_before_the_stages_have_come_to_it(
    scene: Scene, meena: Moderator
) -> None:
    """However long the pipeline is away; and it waits again when the decision is taken back."""
    _waiting(scene, 4)
    events = {one["title"]: one["event"] for one in (await meena.get("/queue"))["items"]}

    async def waits() -> set[str]:
        return {one["title"] for one in (await meena.get("/queue"))["items"]}

    await meena.decided(events["Event 1"], "reject")
    await meena.decided(events["Event 2"], "approve")
    await meena.decided(events["Event 2"], "flag")
    approved = await meena.decided(events["Event 3"], "approve")
    assert await waits() == {"Event 2", "Event 4"}
    await meena.revoke(approved)
    assert await waits() == {"Event 2", "Event 3", "Event 4"}

    # what the stages have come to, and still doubt, is for a person again
    await meena.decided(events["Event 4"], "approve")
    scene.do("update jatre.events_staging set stage = 'done'")
    assert "Event 4" in await waits()


@pytest.mark.parametrize("kind", ["merge", "split"])
@pytest.mark.parametrize("turned", [False, True])
async def test_a_pair_that_is_decided_waits_for_nobody_before_the_stages_have_come_to_it(
    scene: Scene, meena: Moderator, kind: str, turned: bool
) -> None:
    _waiting(scene, 2)
    scene.do("update jatre.discovered_events set moderation_status = 'approved'")
    one, other = (row.id for row in scene.rows("select id from jatre.discovered_events order by title"))
    scene.do(
        "insert into jatre.event_duplicates (primary_event_id, duplicate_event_id, similarity_score, match_fields)"
        """ select :one, id, 0.8, '{"decided": "for review"}' from jatre.events_staging where event_id = :other""",
        one=one, other=other,
    )  # fmt: skip
    assert [found["kind"] for found in (await meena.get("/queue"))["items"]] == ["pair"]
    for put_off in (one, other):
        snooze = await meena.decided(put_off, "snooze", until=_soon())
        assert (await meena.get("/queue"))["total"] == 0
        await meena.revoke(snooze)

    first, second = (other, one) if turned else (one, other)
    decision = await meena.decided(first, kind, other=str(second), otherExpected=MAX_VERSION)
    assert (await meena.get("/queue"))["total"] == 0
    await meena.revoke(decision)
    assert (await meena.get("/queue"))["total"] == 1


def _soon() -> str:
    """The service's own clock: what is put off is no matter of business time."""
    return (datetime.now(UTC) + timedelta(days=2)).isoformat()


async def test_what_cannot_be_decided_is_named(event: Any, meena: Moderator) -> None:
    for body, status, field in [
        ({"kind": "approve"}, 422, "expected"),
        ({"kind": "approve", "expected": -1}, 422, "expected"),
        ({"kind": "approve", "expected": "0"}, 422, "expected"),
        ({"kind": "approve", "expected": False}, 422, "expected"),
        ({"kind": "approve", "expected": 0, "dryRun": "no"}, 422, "dryRun"),
        ({"kind": "approve", "expected": 0, "reason": 7}, 422, "reason"),
        ({"kind": "snooze", "expected": 0, "until": 4_000_000_000}, 422, "until"),
        ({"kind": "delete", "expected": 0}, 422, "kind"),
        ({"kind": "approve", "expected": 0, "by": "somebody else"}, 422, "by"),
        ({"kind": "edit", "expected": 0, "patch": {"colour": "red"}}, 422, "patch"),
        ({"kind": "edit", "expected": 0, "patch": {"capacity": "many"}}, 422, "patch"),
        ({"kind": "merge", "expected": 0}, 422, "body"),
        ({"kind": "merge", "expected": 0, "other": str(uuid4())}, 422, "otherExpected"),
        ({"kind": "split", "expected": 0, "other": str(uuid4()), "dryRun": True}, 422, "otherExpected"),
        ({"kind": "snooze", "expected": 0, "until": "1999-01-01T00:00:00Z"}, 422, "body"),
        ({"kind": "approve", "expected": 0, "reason": "x" * 2_001}, 422, "reason"),
    ]:
        answer = await meena.post(f"/events/{event}/decisions", **body)
        assert (answer.status_code, answer.json()["error"]["field"]) == (status, field), (body, status, field)
        assert (await meena.get("/decisions")) == [], (body, status, field)


async def test_there_is_nothing_to_decide_of_an_event_that_is_not(service: Running, meena: Moderator) -> None:
    for event in (uuid4(), "jazz"):
        assert (await meena.decide(event, "approve", 0)).status_code == 404
        assert (await meena.revoke(str(event))).status_code == 404


async def test_who_did_not_see_the_latest_is_answered_with_it(
    event: Any, meena: Moderator, service: Running, database: Database, scene: Scene
) -> None:
    ravi = Moderator(service, hold(database, name="ravi"))
    seen = (await meena.get(f"/events/{event}"))["version"]
    assert (await ravi.decide(event, "reject", seen, reason="a hoax")).status_code == 200
    late = await meena.decide(event, "approve", seen)
    assert late.status_code == 409
    (other,) = late.json()["conflict"]
    assert (other["kind"], other["by"], other["reason"]) == ("reject", "ravi", "a hoax")
    assert late.json()["error"]["message"].startswith("ravi has decided: reject.")
    scene.run()
    assert scene.events() == []
    assert (await meena.revoke(other["decision"])).status_code == 200
    again = await ravi.revoke(other["decision"])
    assert (again.status_code, again.json()["conflict"][0]["revokedBy"]) == (409, "meena")
    scene.run()
    assert [one.id for one in scene.events()] == [event]


async def test_two_consoles_decide_the_same_items_and_each_is_decided_once(
    scene: Scene, service: Running, database: Database
) -> None:
    _waiting(scene, ITEMS)
    consoles = [Moderator(service, hold(database, name=name)) for name in ("meena", "ravi")]
    lists = [(await console.get("/queue", limit=500))["items"] for console in consoles]
    assert [len(items) for items in lists] == [ITEMS, ITEMS]
    answers: dict[str, list[tuple[str, httpx.Response]]] = {item["event"]: [] for item in lists[0]}

    async def work(console: Moderator, name: str, items: list[Any]) -> None:
        chance = random.Random(name)
        chance.shuffle(items)
        for item in items:
            kind = chance.choice(["approve", "reject", "flag"])
            answer = await console.decide(item["event"], kind, item["version"], reason=f"by {name}")
            answers[item["event"]].append((f"{name} {kind}", answer))

    await asyncio.gather(*(work(c, n, i) for c, n, i in zip(consoles, ("meena", "ravi"), lists, strict=True)))

    standing = {
        str(row.event_id): f"{row.decided_by} {row.kind}"
        for row in scene.rows(
            "select l.event_id, d.decided_by, d.kind from jatre.event_decisions d"
            " join jatre.events_staging l on l.external_id = d.external_id where d.revoked_at is null"
        )
    }
    assert len(scene.rows("select from jatre.event_decisions")) == ITEMS, "none was lost and none applied twice"
    for event, given in answers.items():
        by_status = {answer.status_code: (what, answer) for what, answer in given}
        assert set(by_status) == {200, 409}
        assert by_status[200][0] == standing[event]
        other = by_status[409][1].json()["conflict"][0]
        assert f"{other['by']} {other['kind']}" == standing[event]
    winners = Counter(what.split()[0] for what in standing.values())
    assert sum(winners.values()) == ITEMS


async def test_a_decision_of_fifty_ago_is_undone_after_a_restart_and_the_others_stand(
    scene: Scene, event: Any, meena: Moderator, database: Database
) -> None:
    sources_title = scene.events()[0].title
    first = await meena.decided(event, "edit", patch={"title": "An evening of jazz"})
    for number in range(50):
        if number % 5 == 4:
            await meena.decided(event, ("approve", "flag")[number % 2])
        else:
            await meena.decided(event, "edit", patch={"capacity": 100 + number})
    await meena.decided(event, "approve")
    scene.run()
    before = scene.events()[0].document
    assert (before["title"], before["capacity"]) == ("An evening of jazz", 148)
    async with running(database.service_url) as restarted:
        ravi = Moderator(restarted, hold(database, name="ravi"))
        history = await ravi.get("/decisions", limit=60)
        assert len(history) == 52
        assert history[-1]["decision"] == first
        assert (await ravi.revoke(first, reason="it is their name")).status_code == 200
    scene.run()
    after = scene.events()[0].document
    moved = {name for name in after if after[name] != before[name]}
    assert after["title"] == sources_title
    assert moved <= {"title", "version", "updatedAt", "provenance"}
    (undone,) = [one for one in (await meena.get(f"/events/{event}"))["decisions"] if one["decision"] == first]
    assert (undone["revokedBy"], undone["revokedReason"]) == ("ravi", "it is their name")


async def test_consequences_are_shown_and_nothing_changes(pipeline: Scene, event: Any, meena: Moderator) -> None:
    asked = await meena.decide(event, "reject", 0, dryRun=True)
    assert asked.status_code == 202
    request = asked.json()["request"]
    assert (await meena.get(f"/requests/{request}"))["state"] == "waiting"
    requests.take_requests("run-1")
    found = await meena.get(f"/requests/{request}")
    assert found["state"] == "done"
    (one,) = found["answer"]["consequences"]
    assert (one["event"], one["changes"][0]) == (str(event), "is shown no more")
    assert [row.id for row in pipeline.events()] == [event]
    assert (await meena.get("/decisions")) == []

    rejected = await meena.decided(event, "reject")
    pipeline.run()
    asked = await meena.revoke(rejected, dryRun=True)
    requests.take_requests("run-2")
    (one,) = (await meena.get(f"/requests/{asked.json()['request']}"))["answer"]["consequences"]
    assert one["changes"][0] == "is shown"
    assert pipeline.events() == []


async def test_dry_runs_that_nobody_takes_keep_no_decision_from_the_stages(
    scene: Scene, event: Any, meena: Moderator
) -> None:
    for number in range(100):
        asked = await meena.decide(event, "edit", 0, dryRun=True, patch={"title": f"Jazz {number}"})
        assert asked.status_code == 202
    assert (await meena.decide(event, "approve", 0, dryRun=True)).status_code == 503
    assert (await meena.decide(event, "approve", 0)).status_code == 200
    assert scene.rows("select target from jatre.pipeline_requests where kind = 'stages' and state = 'waiting'")


async def test_merge_and_split_by_rest_and_back(pipeline: Scene, meena: Moderator) -> None:
    pipeline.lists("tickets", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    pipeline.lists("guide", "quiz", title="Pub quiz", at=at(6, 20), place="Toit")
    pipeline.run()
    one, other = [row.id for row in pipeline.events()]
    merge = await meena.decided(one, "merge", other=str(other), otherExpected=0)
    pipeline.run()
    assert pipeline.groups() == {frozenset({"tickets/jazz", "guide/quiz"})}
    kept = pipeline.events()[0].id
    split = await meena.decided(kept, "split", listings=[["guide", "quiz"]])
    pipeline.run()
    assert len(pipeline.groups()) == 2
    for decision in (split, merge):
        assert (await meena.revoke(decision)).status_code == 200
    pipeline.run()
    assert pipeline.groups() == {frozenset({"tickets/jazz"}), frozenset({"guide/quiz"})}


async def test_an_open_console_hears_what_others_decide_and_look_at(
    scene: Scene, event: Any, meena: Moderator, service: Running, database: Database
) -> None:
    held = hold(database, name="ravi")
    async with service.client.stream("GET", "/api/admin/live", headers=bearing(held)) as answer:
        lines = answer.aiter_lines()

        async def hears(*words: str) -> None:
            async with asyncio.timeout(PATIENCE):
                async for line in lines:
                    if all(word in line for word in words):
                        return

        await hears("event: present")
        assert (await meena.post("/presence", event=str(event))).status_code == 204
        await hears("present", "meena", str(event))
        decision = await meena.decided(event, "flag")
        await hears(str(event), decision, "meena")
