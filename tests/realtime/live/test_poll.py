"""The feed by polling: everything after a cursor, or a word that it cannot be had."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from realtime.live import poll
from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import AREA, Scene

CHANGES = "/api/changes"


async def _poll(jatre: Running, cursor: str | None = None, **params: Any) -> dict[str, Any]:
    answer = await jatre.get(CHANGES, **({"cursor": cursor} if cursor else {}), **params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    read: dict[str, Any] = answer.json()
    return read


async def _titles(jatre: Running, cursor: str, **params: Any) -> list[str]:
    await jatre.numbered()
    return [change["data"].get("title", change["kind"]) for change in (await _poll(jatre, cursor, **params))["changes"]]


async def test_whoever_lists_and_polls_misses_nothing(jatre: Running, scene: Scene) -> None:
    scene.open("Listed", scene.at(1, 18))
    await jatre.numbered()
    cursor = (await jatre.get("/api/events/discovered")).headers["jatre-cursor"]
    assert (await _poll(jatre, cursor)) == {"changes": [], "cursor": cursor, "hasMore": False, "reset": None}
    event_id = scene.open("Jazz night", scene.at(1, 20))
    scene.change(event_id, title="Jazz at night")
    scene.take_down(event_id)
    await jatre.numbered()
    found = await _poll(jatre, cursor)
    kinds = [change["kind"] for change in found["changes"]]
    assert kinds == ["event:new", "event:updated", "event:removed"]
    assert {change["entity"] for change in found["changes"]} == {event_id}
    assert found["cursor"] == await jatre.caught_up()  # after what was for moderators alone
    assert (await _poll(jatre, found["cursor"]))["changes"] == []


async def test_without_a_cursor_one_starts_at_the_present(jatre: Running, scene: Scene) -> None:
    scene.open("Earlier", scene.at(1, 18))
    await jatre.numbered()
    start = await _poll(jatre)
    assert (start["changes"], start["reset"]) == ([], None)
    scene.open("Later", scene.at(1, 20))
    assert await _titles(jatre, start["cursor"]) == ["Later"]


async def test_rooms_and_filters_are_those_of_streams(jatre: Running, scene: Scene) -> None:
    cursor = (await _poll(jatre))["cursor"]
    scene.open("Jazz", scene.at(1, 20), category="music", cost_type="paid")
    scene.open("Open mic", scene.at(1, 20), category="music", cost_type="free")
    scene.open("Market", scene.at(1, 20), category="market", cost_type="free")
    assert await _titles(jatre, cursor, rooms="events:music") == ["Jazz", "Open mic"]
    assert await _titles(jatre, cursor, rooms=f"events:area:{AREA}", cost="free") == ["Open mic", "Market"]
    assert await _titles(jatre, cursor, category="market") == ["Market"]
    passed_over = await _poll(jatre, cursor, rooms="events:sports")
    assert (passed_over["changes"], passed_over["cursor"]) == ([], await jatre.caught_up())
    for field, params in (("rooms", {"rooms": "events:opera"}), ("romos", {"romos": "x"}), ("cost", {"cost": "5"})):
        refused = await jatre.get(CHANGES, **params)
        assert (refused.status_code, refused.json()["error"]["field"]) == (400, field)
    assert (await jatre.get(CHANGES, rooms="moderation")).status_code == 403


async def test_much_comes_in_several_answers_without_a_gap(
    jatre: Running, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursor = (await _poll(jatre))["cursor"]
    titles = [f"Event {number}" for number in range(7)]
    for title in titles:
        scene.open(title, scene.at(1, 20))
    await jatre.numbered()
    monkeypatch.setattr(poll, "MAX_POLLED_CHANGES", 3)
    seen: list[str] = []
    has_more = True
    while has_more:
        found = await _poll(jatre, cursor)
        assert len(found["changes"]) <= 3
        seen += [change["data"]["title"] for change in found["changes"] if change["kind"] == "event:new"]
        cursor, has_more = found["cursor"], found["hasMore"]
    assert seen == titles


async def test_what_is_older_than_memory_comes_from_the_database(database: Database, scene: Scene) -> None:
    async with running(database.service_url, ring_changes=2) as jatre:
        cursor = (await _poll(jatre))["cursor"]
        for number in range(6):
            scene.open(f"Event {number}", scene.at(1, 20))
        assert await _titles(jatre, cursor) == [f"Event {number}" for number in range(6)]


async def test_a_cursor_that_cannot_be_followed_is_answered_with_the_reason(database: Database, scene: Scene) -> None:
    async with running(database.service_url, ring_changes=1) as jatre:
        cursor = (await _poll(jatre))["cursor"]
        epoch, _, seq = cursor.rpartition(".")
        for bad, reason in (("x", "malformed"), (f"feedbeef00.{seq}", "epoch"), (f"{epoch}.{int(seq) + 99}", "ahead")):
            found = await _poll(jatre, bad)
            assert (found["reset"], found["changes"], found["cursor"]) == (reason, [], cursor)
        for number in range(3):
            scene.open(f"Event {number}", scene.at(1, 20))
        await jatre.numbered()
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute("delete from jatre.feed_changes")
        found = await _poll(jatre, cursor)
        assert (found["reset"], found["changes"]) == ("expired", [])
        scene.open("After", scene.at(1, 20))
        assert await _titles(jatre, found["cursor"]) == ["After"]


async def test_after_the_table_was_emptied_one_lists_again(jatre: Running, scene: Scene, database: Database) -> None:
    cursor = (await _poll(jatre))["cursor"]
    scene.open("Jazz", scene.at(1, 20))
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("truncate jatre.discovered_events cascade")
    await jatre.numbered()
    found = await _poll(jatre, cursor)
    assert (found["reset"], found["changes"]) == ("truncated", [])
    assert await _titles(jatre, found["cursor"]) == []


async def test_while_the_feed_is_not_known_one_is_told_to_wait() -> None:
    async with running("postgresql://nobody@127.0.0.1:1/nowhere") as jatre:
        answer = await jatre.get(CHANGES)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
