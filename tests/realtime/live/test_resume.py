"""Going on from a cursor: everything in between, or a word that it cannot be had. Never a silent gap."""

from __future__ import annotations

import psycopg
import pytest

from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene


def _number(cursor: str | None) -> int:
    return int(str(cursor).rpartition(".")[2])


def _moved(cursor: str, by: int) -> str:
    epoch, _, seq = cursor.rpartition(".")
    return f"{epoch}.{int(seq) + by}"


async def _cursor(jatre: Running) -> str:
    return (await jatre.get("/api/events/discovered")).headers["jatre-cursor"]


@pytest.mark.parametrize("header", [True, False])
async def test_what_was_missed_comes_first(jatre: Running, scene: Scene, header: bool) -> None:
    async with jatre.live() as stream:
        cursor = (await stream.next("subscribed")).id
        scene.open("First", scene.at(1, 18))
        cursor = (await stream.next("event:new")).id
    for title in ("Second", "Third"):
        scene.open(title, scene.at(1, 20))
    async with jatre.live(cursor=cursor, header=header) as stream:
        subscribed = await stream.next()
        subscribed = await stream.next("subscribed")
        assert subscribed.data["recovered"] is True
        assert subscribed.id == cursor
        titles = [event.data["title"] for event in await stream.take(2, "event:new")]
        assert titles == ["Second", "Third"]
        assert await stream.silent()
    assert jatre.metric("jatre_live_resumes_total", origin="ring") == 1


async def test_the_header_of_a_reconnecting_browser_is_newer_than_its_address(jatre: Running, scene: Scene) -> None:
    old = await _cursor(jatre)
    scene.open("Seen", scene.at(1, 18))
    async with jatre.live(cursor=old) as stream:
        newer = (await stream.next("event:new")).id
    url = f"{jatre.url}/api/events/live?last_event_id={old}"
    async with jatre.client.stream("GET", url, headers={"last-event-id": str(newer)}) as response:
        lines = response.aiter_lines()
        async for line in lines:
            if line.startswith("id:"):
                break
    assert line == f"id: {newer}"


async def test_a_bad_cursor_is_answered_with_a_reset_and_the_feed_goes_on(jatre: Running, scene: Scene) -> None:
    scene.open("Earlier", scene.at(1, 18))
    await jatre.numbered()
    cursor = await _cursor(jatre)
    cases = {
        "nonsense": "malformed",
        cursor + "0" * 30: "malformed",
        cursor.replace(".", ".-"): "malformed",
        f"feedbeef00.{_number(cursor)}": "epoch",
        _moved(cursor, +1): "ahead",
        _moved(cursor, +10_000): "ahead",
    }
    for number, (bad, reason) in enumerate(cases.items(), start=1):
        async with jatre.live(cursor=bad) as stream:
            assert stream.response.status_code == 200
            assert (await stream.next("reset")).data == {"reason": reason}
            assert (await stream.next("subscribed")).data["recovered"] is False
        assert jatre.metric("jatre_live_resumes_total", origin="reset") == number
    async with jatre.live(cursor="nonsense") as stream:
        subscribed = await stream.next("subscribed")
        assert subscribed.id == await _cursor(jatre)
        scene.open("Later", scene.at(1, 20))
        assert (await stream.next("event:new")).data["title"] == "Later"


async def test_head_resumes_with_nothing(jatre: Running, scene: Scene) -> None:
    scene.open("Earlier", scene.at(1, 18))
    await jatre.numbered()
    async with jatre.live(cursor=await _cursor(jatre)) as stream:
        assert (await stream.next("subscribed")).data["recovered"] is True
        assert await stream.silent()


async def test_a_small_ring_is_helped_out_by_the_database(database: Database, scene: Scene) -> None:
    async with running(database.service_url, ring_changes=5, feed_batch=10) as jatre:
        start = await _cursor(jatre)
        async with jatre.live() as ahead:
            await ahead.next("subscribed")
            for number in range(37):
                scene.open(f"Concert {number}", scene.at(1, 20))
            await ahead.take(37, "event:new")
        async with jatre.live(cursor=start) as stream:
            events = await stream.take(37, "event:new")
        assert [event.data["title"] for event in events] == [f"Concert {number}" for number in range(37)]
        assert [_number(event.id) for event in events] == list(range(1, 38))
        assert jatre.metric("jatre_live_resumes_total", origin="database") == 1


async def test_a_crowd_that_resumes_shares_the_reads(database: Database, scene: Scene) -> None:
    for number in range(100):
        scene.open(f"Concert {number}", scene.at(1, 20))
    async with running(database.service_url, ring_changes=5, feed_batch=50) as jatre:
        async with jatre.live() as stream:
            epoch = str((await stream.next("subscribed")).id).partition(".")[0]
        for _ in range(20):
            async with jatre.live(cursor=f"{epoch}.0") as stream:
                await stream.take(100, "event:new")
        assert jatre.metric("jatre_feed_reads_total", purpose="backlog") <= 4


async def test_floor_resumes_and_one_before_it_does_not(database: Database, scene: Scene) -> None:
    for number in range(10):
        scene.open(f"Concert {number}", scene.at(1, 20))
    async with running(database.service_url) as jatre:
        async with jatre.live() as stream:
            cursor = str((await stream.next("subscribed")).id)
        epoch = cursor.partition(".")[0]
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute("delete from jatre.feed_changes where seq <= 4")
            owner.execute("update jatre.feed_head set floor = 4")
        async with jatre.live(cursor=f"{epoch}.4") as stream:
            assert (await stream.next("subscribed")).data["recovered"] is True
            assert _number((await stream.next("event:new")).id) == 5
        async with jatre.live(cursor=f"{epoch}.3") as stream:
            assert (await stream.next("reset")).data == {"reason": "expired"}


async def test_a_list_and_then_the_feed_leave_no_hole(jatre: Running, scene: Scene) -> None:
    scene.open("On the list", scene.at(1, 18))
    listed = await jatre.get("/api/events/discovered")
    scene.open("In between", scene.at(1, 19))
    async with jatre.live(cursor=listed.headers["jatre-cursor"]) as stream:
        titles = set()
        while "In between" not in titles:
            titles.add((await stream.next("event:new")).data["title"])
    assert [event["title"] for event in listed.json()["events"]] == ["On the list"]


async def test_a_new_epoch_resets_those_who_are_attached(jatre: Running, scene: Scene, database: Database) -> None:
    async with jatre.live() as stream:
        before = (await stream.next("subscribed")).id
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute("select jatre.feed_new_epoch_v1()")
        reset = await stream.next("reset")
        assert reset.data == {"reason": "epoch"}
        assert str(reset.id).partition(".")[0] != str(before).partition(".")[0]
        scene.open("After the restore", scene.at(1, 20))
        assert (await stream.next("event:new")).data["title"] == "After the restore"


async def test_a_head_that_moved_backwards_resets(jatre: Running, scene: Scene, database: Database) -> None:
    scene.open("Lost in the restore", scene.at(1, 20))
    async with jatre.live() as stream:
        await stream.next("subscribed")
        scene.open("Lost too", scene.at(1, 20))
        while (await stream.next("event:new")).data["title"] != "Lost too":
            pass
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute("delete from jatre.feed_changes where seq > 0")
            owner.execute("update jatre.feed_head set head = 0, floor = 0")
        assert (await stream.next("reset")).data == {"reason": "rewound"}


async def test_two_replicas_tell_one_order(database: Database, scene: Scene) -> None:
    async with running(database.service_url) as one, running(database.service_url) as other:
        async with one.live() as here, other.live() as there:
            await here.next("subscribed")
            await there.next("subscribed")
            for number in range(30):
                scene.open(f"Concert {number}", scene.at(1, 20))
            first = await here.take(30, "event:new")
            second = await there.take(30, "event:new")
        assert [(e.id, e.data["title"]) for e in first] == [(e.id, e.data["title"]) for e in second]
        async with one.live(cursor=second[9].id) as moved:
            rest = await moved.take(20, "event:new")
        assert [e.id for e in rest] == [e.id for e in second[10:]]
