"""One decision on many events: undone as one; what others decided meanwhile is told and left alone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.pipeline.scene import Scene, at, database, scene, seeded
from tests.realtime.admin.test_decisions import Moderator, meena, service

__all__ = ["database", "meena", "scene", "seeded", "service"]

FIRST = "Fuck it, come along."


@pytest.fixture
def events(scene: Scene) -> dict[str, Any]:
    """Four that wait for their language, by their titles."""
    for number in range(4):
        about = {"title": f"Evening number {number}", "description": f"{FIRST} Number {number}."}
        scene.lists("guide", str(number), **about, at=at(6 + number, 20), place="Toit")
    scene.run()
    assert scene.events() == []
    return {row.title: row.id for row in scene.rows("select id, title from jatre.discovered_events order by title")}


async def seen(meena: Moderator) -> list[Any]:
    return [[one["event"], one["version"]] for one in (await meena.get("/queue"))["items"]]


async def test_many_are_decided_and_taken_back_as_one(scene: Scene, meena: Moderator, events: dict[str, Any]) -> None:
    answer = await meena.post("/decisions", kind="approve", events=await seen(meena), reason="it is the title")
    done = answer.json()
    assert (answer.status_code, sorted(done["decided"])) == (200, sorted(map(str, events.values())))
    assert (done["conflicts"], done["missing"]) == ([], [])
    assert (await meena.get("/queue"))["total"] == 0, "nobody decides again while the stages come to it"
    scene.run()
    assert len(scene.events()) == 4
    (one,) = await meena.get("/decisions")
    assert (one["decision"], one["kind"], one["more"], one["reason"]) == (
        done["decision"],
        "approve",
        3,
        "it is the title",
    )

    for number in range(10):
        scene.lists(
            "guide",
            "0",
            title="Evening number 0",
            description=f"{FIRST} Once more {number}.",
            at=at(6, 20),
            place="Toit",
        )
        scene.run()
    assert len(scene.events()) == 4, "it outlives what is imported"

    assert (await meena.revoke(done["decision"])).status_code == 200
    scene.run()
    assert scene.events() == []
    assert (await meena.get("/queue"))["total"] == 4


async def test_what_somebody_else_decided_meanwhile_stands_and_is_told(
    scene: Scene, meena: Moderator, events: dict[str, Any]
) -> None:
    before = await seen(meena)
    other = await meena.decided(events["Evening number 2"], "flag", reason="ask them")
    gone = str(uuid4())

    named_twice = [*before, *before, [gone, 0]]
    answer = (await meena.post("/decisions", kind="reject", events=named_twice)).json()

    assert len(answer["decided"]) == 3
    assert set(answer["decided"]) == {str(event) for title, event in events.items() if title != "Evening number 2"}
    assert answer["missing"] == [gone]
    ((conflict,),) = [one["conflict"] for one in answer["conflicts"]]
    assert (conflict["decision"], conflict["kind"], conflict["by"]) == (other, "flag", "meena")
    assert "listings" not in conflict, "of two on hundreds of events each would be told with all of the other's"
    scene.run()
    states = dict(map(tuple, scene.rows("select title, moderation_status from jatre.discovered_events")))
    assert states.pop("Evening number 2") == "flagged"
    assert set(states.values()) == {"rejected"}


async def test_of_two_at_once_each_event_has_one_decision(
    scene: Scene, meena: Moderator, events: dict[str, Any]
) -> None:
    before = await seen(meena)
    both = await asyncio.gather(
        meena.post("/decisions", kind="approve", events=before),
        meena.post("/decisions", kind="reject", events=before[::-1]),
    )
    answers = [one.json() for one in both]
    assert sorted(len(one["decided"]) for one in answers) == [0, 4]
    (loser,) = [one for one in answers if not one["decided"]]
    assert (loser["decision"], len(loser["conflicts"])) == (None, 4)
    (count,) = scene.rows("select count(distinct decision) as n from jatre.event_decisions")
    assert count.n == 1


async def test_what_is_put_off_together_waits_together(scene: Scene, meena: Moderator, events: dict[str, Any]) -> None:
    until = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    done = (await meena.post("/decisions", kind="snooze", events=await seen(meena), until=until)).json()
    assert (await meena.get("/queue"))["total"] == 0
    await meena.revoke(done["decision"])
    assert (await meena.get("/queue"))["total"] == 4


async def test_what_cannot_be_is_refused_and_nothing_is_written(scene: Scene, meena: Moderator) -> None:
    for body, words in [
        ({"kind": "merge", "events": [[str(uuid4()), 0]]}, "kind"),
        ({"kind": "reject", "events": []}, "events"),
        ({"kind": "reject", "events": [[str(uuid4()), 0]] * 501}, "events"),
        ({"kind": "reject", "events": [["x", 0]]}, "events.0.0"),
        ({"kind": "reject", "events": [[str(uuid4()), -1]]}, "events.0.1"),
        ({"kind": "snooze", "events": [[str(uuid4()), 0]]}, "Until when it is put off"),
    ]:
        answer = await meena.post("/decisions", **body)
        assert answer.status_code == 422, (body, words)
        assert words in answer.text, (body, words)
        assert scene.rows("select from jatre.event_decisions") == [], (body, words)
