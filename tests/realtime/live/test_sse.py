"""The live feed over server-sent events: what a subscriber receives, and what not."""

from __future__ import annotations

import asyncio

import httpx
import psycopg

from tests.conftest import Database
from tests.realtime.running import PATIENCE, Running, running, until
from tests.realtime.scene import AREA, Scene


async def test_a_stream_sends_hello_and_what_it_is_subscribed_to(jatre: Running) -> None:
    async with jatre.live("events:all", f"events:area:{AREA}") as stream:
        hello, subscribed = await stream.take(2)
    headers = stream.response.headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["x-accel-buffering"] == "no"
    assert "no-cache" in headers["cache-control"]
    assert (hello.name, hello.data["protocol"]) == ("hello", 1)
    assert subscribed.name == "subscribed"
    assert subscribed.data["rooms"] == ["events:all", f"events:area:{AREA}"]
    assert subscribed.data["recovered"] is False
    assert subscribed.id == subscribed.data["cursor"]
    assert 2000 <= stream.retry[0] <= 4000


async def test_an_event_is_sent_from_its_arrival_to_its_removal(jatre: Running, scene: Scene) -> None:
    async with jatre.live() as stream:
        await stream.next("subscribed")
        event_id = scene.open("Jazz night", scene.at(1, 20), category="music")
        new = await stream.next("event:new")
        scene.change(event_id, title="Jazz night, moved upstairs")
        updated = await stream.next("event:updated")
        scene.change(event_id, status="cancelled")
        cancelled = await stream.next("event:cancelled")
        scene.take_down(event_id)
        removed = await stream.next("event:removed")
    assert (new.data["id"], new.data["title"]) == (event_id, "Jazz night")
    assert updated.data["title"] == "Jazz night, moved upstairs"
    assert cancelled.data["status"] == "cancelled"
    assert removed.data == {"id": event_id, "version": cancelled.data["version"] + 1, "mergedInto": None}
    versions = [event.data["version"] for event in (new, updated, cancelled, removed)]
    assert versions == sorted(set(versions))
    numbers = [int(str(event.id).rpartition(".")[2]) for event in (new, updated, cancelled, removed)]
    assert numbers == list(range(numbers[0], numbers[0] + 4))


async def test_a_change_in_several_rooms_comes_once(jatre: Running, scene: Scene) -> None:
    async with jatre.live("events:all", "events:music", f"events:area:{AREA}") as stream:
        await stream.next("subscribed")
        scene.open("Jazz night", scene.at(1, 20), category="music")
        await stream.next("event:new")
        assert await stream.silent()


async def test_a_room_gets_only_its_own(jatre: Running, scene: Scene) -> None:
    async with jatre.live("events:market") as stream:
        await stream.next("subscribed")
        scene.open("Jazz night", scene.at(1, 20), category="music")
        market = scene.open("Flea market", scene.at(2, 11), category="market")
        assert (await stream.next("event:new")).data["id"] == market


async def test_who_saw_it_learns_that_it_has_moved_to_another_room(jatre: Running, scene: Scene) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20), category="music")
    async with jatre.live("events:music") as stream:
        await stream.next("subscribed")
        scene.change(event_id, category="cultural_event")
        event = await stream.next("event:updated")
    assert (event.data["id"], event.data["category"]) == (event_id, "cultural_event")


async def test_a_cursor_moves_on_in_a_quiet_room(jatre: Running, scene: Scene) -> None:
    async with jatre.live("events:market") as stream:
        first = await stream.next("subscribed")
        scene.open("Jazz night", scene.at(1, 20), category="music")
        async with asyncio.timeout(PATIENCE):
            while (position := await stream.next("position")).id == first.id:
                pass
    assert position.data["cursor"] == position.id
    assert stream.comments[0] == "keepalive"


async def test_moderation_is_refused_and_never_leaks(jatre: Running, scene: Scene) -> None:
    refused = await jatre.get("/api/events/live", rooms="events:all,moderation")
    assert refused.status_code == 403
    assert refused.json()["error"]["field"] == "rooms"
    event_id = scene.open("Jazz night", scene.at(1, 20), moderation_status="pending")
    async with jatre.live() as stream:
        await stream.next("subscribed")
        scene.change(event_id, moderation_status="flagged", moderation_reasons=["looks like spam"])
        scene.change(event_id, moderation_status="approved")
        received = await stream.next()
        assert received.name in ("event:new", "position")
        if received.name == "position":
            received = await stream.next("event:new")
        assert await stream.silent()
    assert "spam" not in str(received.data)


async def test_an_unknown_room_is_refused_by_name(jatre: Running) -> None:
    refused = await jatre.get("/api/events/live", rooms="events:all,events:opera")
    assert refused.status_code == 400
    assert refused.json()["error"]["field"] == "rooms"
    assert "'events:opera'" in refused.json()["error"]["message"]


async def test_many_changes_at_once_become_one_word_per_room(jatre: Running, scene: Scene) -> None:
    scene.run(
        "insert into discovered_events (title, start_time, moderation_status, published_at, category)"
        " select 'Stall ' || i, now() + interval '1 day', 'pending', now(), 'market' from generate_series(1, 1200) i"
    )
    async with jatre.live() as stream:
        await stream.next("subscribed")
        scene.run("update discovered_events set moderation_status = 'approved'")
        bulk = await stream.next("bulk", "event:new")
        assert bulk.name == "bulk"
        assert set(bulk.data["rooms"]) == {"events:all", "events:market"}
        assert await stream.silent()


async def test_a_truncated_table_resets_everyone(jatre: Running, scene: Scene, database: Database) -> None:
    scene.open("Jazz night", scene.at(1, 20))
    async with jatre.live(f"events:area:{AREA}") as stream:
        await stream.next("subscribed")
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute("truncate jatre.discovered_events cascade")
        assert (await stream.next("reset")).data == {"reason": "truncated"}


async def test_large_payloads_go_through(jatre: Running, scene: Scene) -> None:
    async with jatre.live() as stream:
        await stream.next("subscribed")
        for size in (7_999, 8_000, 9_000, 1_000_000):
            scene.open("Long story", scene.at(1, 20), description="ಕಥೆ\n" + "x" * size)
            event = await stream.next("event:new")
            assert event.data["description"] == "ಕಥೆ\n" + "x" * size


async def test_reads_do_not_grow_with_the_clients(jatre: Running, scene: Scene) -> None:
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(base_url=jatre.url, timeout=30, limits=limits) as client:
        crowd = Running(jatre.url, jatre.service, client)
        async with asyncio.timeout(4 * PATIENCE):
            streams = [await _enter(crowd) for _ in range(60)]
            before = jatre.metric("jatre_feed_reads_total", purpose="follow")
            for number in range(5):
                scene.open(f"Concert {number}", scene.at(1, 20))
                for _, stream in streams:
                    await stream.next("event:new")
            reads = jatre.metric("jatre_feed_reads_total", purpose="follow") - before
            for context, _ in streams:
                await context.__aexit__(None, None, None)
    assert reads <= 5
    assert jatre.metric("jatre_live_deliveries_total", transport="sse") >= 300


async def _enter(crowd: Running):
    context = crowd.live()
    stream = await context.__aenter__()
    await stream.next("subscribed")
    return context, stream


async def test_a_client_that_leaves_is_forgotten(jatre: Running) -> None:
    async with jatre.live() as stream:
        await stream.next("subscribed")
        assert len(jatre.service.hub.connections) == 1
    await until(lambda: not jatre.service.hub.connections)
    assert jatre.metric("jatre_live_connections", transport="sse") == 0


async def test_head_answers_and_ends(jatre: Running) -> None:
    answer = await jatre.client.head("/api/events/live")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")


async def test_without_our_protocol_class_it_is_the_same(database: Database, scene: Scene) -> None:
    async with running(database.service_url, plain=True) as jatre, jatre.live() as stream:
        await stream.next("subscribed")
        event_id = scene.open("Jazz night", scene.at(1, 20))
        assert (await stream.next("event:new")).data["id"] == event_id


async def test_a_change_arrives_by_polling_when_the_doorbell_is_off(database: Database, scene: Scene) -> None:
    hour = 3_600.0  # how often it looks while nobody is attached: too late for this reader
    async with running(database.service_url, feed_idle_poll_seconds=hour) as jatre, jatre.live() as stream:
        await stream.next("subscribed")
        scene.run("set jatre.doorbell = off")
        event_id = scene.open("Jazz night", scene.at(1, 20))
        assert (await stream.next("event:new")).data["id"] == event_id
        assert jatre.metric("jatre_feed_wakeups_total", source="poll") > 0


async def test_changes_reach_the_socket_quickly(jatre: Running, scene: Scene) -> None:
    async with jatre.live() as stream:
        await stream.next("subscribed")
        for _ in range(20):
            scene.open("Jazz night", scene.at(1, 20))
            await stream.next("event:new")
    total = jatre.metric("jatre_live_lag_seconds_sum", transport="sse")
    assert jatre.metric("jatre_live_lag_seconds_count", transport="sse") >= 20
    assert total / 20 < 5, "as it happens, not at the next keepalive"
