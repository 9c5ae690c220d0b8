"""The Python client, on the service itself: it goes on by itself, gives each state once, and knows when to give up."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from websockets.asyncio.server import ServerConnection, serve

from jatre_client import Change, FeedError, LiveFeed, Refused, Relist
from jatre_client.backoff import Backoff
from jatre_client.items import FeedMessage
from jatre_client.versions import Versions
from tests.conftest import ROOT, Database
from tests.realtime.running import PATIENCE, Running, running, until
from tests.realtime.scene import AREA, Scene
from tests.realtime.signing import token

both = pytest.mark.parametrize("transport", ["websocket", "sse"])


async def following(feed: LiveFeed) -> Change | Relist:
    async with asyncio.timeout(PATIENCE):
        return await anext(feed)


async def titles(feed: LiveFeed, count: int) -> list[str]:
    return [(await following(feed)).data["title"] for _ in range(count)]


@both
async def test_changes_come_as_they_happen(jatre: Running, scene: Scene, transport: Any) -> None:
    async with LiveFeed(jatre.url, [f"events:area:{AREA}", "events:music"], transport=transport) as feed:
        await feed.list()
        event = scene.open("Jazz night", scene.at(1, 20), category="music")
        change = await following(feed)
        assert isinstance(change, Change)
        assert (change.kind, change.entity, change.version) == ("event:new", event, change.data["version"])
        scene.change(event, status="cancelled")
        assert (await following(feed)).kind == "event:cancelled"
        scene.take_down(event)
        gone = await following(feed)
        assert (gone.kind, gone.entity, feed.cursor) == ("event:removed", event, gone.cursor)


@both
async def test_the_weather_comes_once_and_then_its_changes(jatre: Running, scene: Scene, transport: Any) -> None:
    rained = (
        "insert into area_weather (area_code, observed_at, condition, temperature_c, source, valid_until)"
        " values (%s, now(), 'rain', %s, 'Example', now() + interval '1 hour') on conflict (area_code) do update"
        " set temperature_c = excluded.temperature_c"
    )
    scene.run(rained, AREA, 22.5)
    async with LiveFeed(jatre.url, [f"weather:{AREA}"], transport=transport) as feed:
        assert (await feed.weather(AREA))["present"]["temperature"] == 22.5
        waiting = asyncio.create_task(following(feed))
        await until(lambda: jatre.service.hub.connections)
        scene.run(rained, AREA, 21.0)
        change = await waiting
        assert isinstance(change, Change)
        assert (change.kind, change.entity, change.version, change.data["temperature"]) == (
            "weather:update", AREA, 2, 21.0,
        )  # fmt: skip
        with pytest.raises(Refused):
            await feed.weather("atlantis")


@both
async def test_a_list_and_then_the_feed_leave_no_hole(jatre: Running, scene: Scene, transport: Any) -> None:
    scene.open("On the list", scene.at(1, 18))
    async with LiveFeed(jatre.url, transport=transport) as feed:
        assert [event["title"] for event in (await feed.list(when="week"))["events"]] == ["On the list"]
        scene.open("In between", scene.at(1, 19))
        assert await titles(feed, 1) == ["In between"]


@both
async def test_what_was_listed_meanwhile_is_not_sent_again(jatre: Running, scene: Scene, transport: Any) -> None:
    async with LiveFeed(jatre.url, transport=transport) as feed:
        await feed.list()
        event = scene.open("Jazz night", scene.at(1, 20))
        assert len((await feed.list())["events"]) == 1
        scene.change(event, title="Jazz night, moved")
        assert await titles(feed, 1) == ["Jazz night, moved"]
        assert not feed.seen(event, 1)


@both
async def test_it_goes_on_after_a_restart_of_the_service(database: Database, scene: Scene, transport: Any) -> None:
    quick = {"retry_milliseconds": 100}
    async with contextlib.AsyncExitStack() as stack:
        async with running(database.service_url, **quick) as jatre:
            feed = await stack.enter_async_context(LiveFeed(jatre.url, transport=transport))
            await feed.list()
            scene.open("Before", scene.at(1, 18))
            assert await titles(feed, 1) == ["Before"]
            waiting = asyncio.create_task(titles(feed, 2))
            await until(lambda: jatre.service.hub.connections)
        scene.open("While it was away", scene.at(1, 19))
        port = int(jatre.url.rpartition(":")[2])
        async with running(database.service_url, port=port, **quick) as again:
            await until(lambda: again.service.hub.connections)
            scene.open("After", scene.at(1, 20))
            assert await waiting == ["While it was away", "After"]


@both
async def test_a_program_goes_on_from_where_it_was(jatre: Running, scene: Scene, transport: Any) -> None:
    async with LiveFeed(jatre.url, transport=transport) as feed:
        await feed.list()
        scene.open("First", scene.at(1, 18))
        cursor = (await following(feed)).cursor
    scene.open("Second", scene.at(1, 19))
    async with LiveFeed(jatre.url, cursor=cursor, transport=transport) as feed:
        assert await titles(feed, 1) == ["Second"]


@both
async def test_where_it_cannot_go_on_it_asks_to_list_again(jatre: Running, scene: Scene, transport: Any) -> None:
    async with LiveFeed(jatre.url, cursor="feedbeef00.7", transport=transport) as feed:
        relist = await following(feed)
        assert isinstance(relist, Relist)
        assert (relist.reason, relist.rooms) == ("epoch", ())
        scene.open("Later", scene.at(1, 18))
        assert await titles(feed, 1) == ["Later"]


@both
async def test_too_much_to_tell_and_an_emptied_table_are_relists(
    jatre: Running, scene: Scene, database: Database, transport: Any
) -> None:
    async with LiveFeed(jatre.url, transport=transport) as feed:
        await feed.list()
        scene.run(
            "insert into discovered_events (title, start_time, moderation_status, published_at)"
            " select 'Stall ' || i, now() + interval '1 day', 'approved', now() from generate_series(1, 1001) i"
        )
        bulk = await following(feed)
        assert (bulk.reason, bulk.rooms) == ("bulk", ("events:all",))
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute("truncate jatre.discovered_events cascade")
        assert (await following(feed)).reason == "truncated"


@both
async def test_a_wait_may_be_given_up_and_taken_up_again(jatre: Running, scene: Scene, transport: Any) -> None:
    async with LiveFeed(jatre.url, transport=transport) as feed:
        await feed.list()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await anext(feed)
        scene.open("Jazz night", scene.at(1, 20))
        assert await titles(feed, 1) == ["Jazz night"]


@both
async def test_a_text_may_hold_what_looks_like_the_end_of_a_line(jatre: Running, scene: Scene, transport: Any) -> None:
    odd = "Jazz\u2028and\x85blues\r\n\r\n\u0bb5\U0001f3b7"
    async with LiveFeed(jatre.url, transport=transport) as feed:
        await feed.list()
        scene.open(odd, scene.at(1, 20), description="x" * 300_000)
        assert await titles(feed, 1) == [odd]


@both
async def test_a_filter_and_a_private_room(jatre: Running, scene: Scene, transport: Any) -> None:
    wish = {"rooms": ["events:all", "moderation"], "filter": {"cost": "free", "category": ["music", "market"]}}
    async with LiveFeed(jatre.url, token=token(), transport=transport, **wish) as feed:
        await feed.list()
        scene.open("Opera", scene.at(1, 18), category="music", cost_type="paid")
        event = scene.open("Jazz night", scene.at(1, 20), category="music", cost_type="free")
        assert await titles(feed, 1) == ["Jazz night"]
        # a moderator's view moves without the version of what the public sees
        for reason in ("no venue", "no price"):
            scene.change(event, moderation_reasons=[reason])
            change = await following(feed)
            assert (change.kind, change.data["reasons"]) == ("moderation", [reason])


class Counted:
    """A token that is asked for once per connection."""

    def __init__(self, given: str) -> None:
        self.given, self.asked = given, 0

    def __call__(self) -> str:
        self.asked += 1
        return self.given


@both
async def test_a_token_that_does_not_hold_is_not_tried_again(jatre: Running, transport: Any) -> None:
    stale = Counted(token(iat=1_000_000, exp=1_000_060))
    async with LiveFeed(jatre.url, ["moderation"], stale, transport=transport) as feed:
        with pytest.raises(Refused, match="ask for a new one") as refused:
            await following(feed)
    assert (refused.value.status, refused.value.field, stale.asked) == (401, "Authorization", 1)
    assert not jatre.service.hub.connections


@both
@pytest.mark.parametrize(("room", "field"), [("moderation", "rooms"), ("events:opera", "rooms")])
async def test_a_room_that_cannot_be_had_is_reported(jatre: Running, transport: Any, room: str, field: str) -> None:
    async with LiveFeed(jatre.url, [room], transport=transport) as feed:
        with pytest.raises(Refused, match=room) as refused:
            await following(feed)
    assert refused.value.field == field
    await until(lambda: not jatre.service.hub.connections)


@both
async def test_leave_that_ends_meanwhile_is_asked_for_anew(jatre: Running, scene: Scene, transport: Any) -> None:
    grants = Counted(token())
    async with LiveFeed(jatre.url, ["moderation"], grants, transport=transport) as feed:
        await feed.list()
        waiting = asyncio.create_task(following(feed))
        await until(lambda: jatre.service.hub.connections)
        for connection in jatre.service.hub.connections:
            connection.expires_at = 1_000_000.0
        await until(lambda: grants.asked == 2)
        scene.change(scene.open("Jazz night", scene.at(1, 20)), moderation_reasons=["no venue"])
        assert (await waiting).kind == "moderation"


async def test_an_address_without_a_service_is_reported(jatre: Running) -> None:
    async with LiveFeed(f"{jatre.url}/elsewhere", transport="sse") as feed:
        with pytest.raises(Refused):
            await following(feed)
        with pytest.raises(Refused):
            await feed.list()
    with pytest.raises(Refused, match="parameter"):
        await LiveFeed(jatre.url).list(colour="red")


Script = Callable[[ServerConnection], Any]


@contextlib.asynccontextmanager
async def speaking(script: Script) -> Any:
    """A service that sends what a test wants."""
    async with serve(script, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def _message(**message: Any) -> str:
    return json.dumps(message)


async def test_a_line_that_went_dead_is_left_and_the_cursor_kept() -> None:
    cursors: list[str | None] = []

    async def script(socket: ServerConnection) -> None:
        await socket.send(_message(type="hello", protocol=1, keepaliveSeconds=0.05, retryMs=1))
        cursors.append(json.loads(await socket.recv()).get("cursor"))
        await socket.send(_message(type="position", cursor=f"e.{len(cursors)}"))
        await socket.wait_closed()

    async with speaking(script) as url, LiveFeed(url) as feed:
        waiting = asyncio.create_task(anext(feed))
        await until(lambda: len(cursors) > 2)
        waiting.cancel()
    assert cursors[:3] == [None, "e.1", "e.2"]


async def test_a_protocol_that_is_not_known_is_no_guess() -> None:
    async def script(socket: ServerConnection) -> None:
        await socket.send(_message(type="hello", protocol=2))
        await socket.wait_closed()

    async with speaking(script) as url, LiveFeed(url) as feed:
        with pytest.raises(FeedError, match="protocol 2"):
            await following(feed)


async def test_words_and_kinds_that_are_not_known_are_no_trouble() -> None:
    async def script(socket: ServerConnection) -> None:
        frame = {"type": "event", "version": 1, "entity": "1", "data": {}}
        await socket.send(_message(type="weekday", day="Monday"))
        await socket.send(_message(**frame, kind="parade:moved", cursor="e.1"))
        await socket.wait_closed()

    async with speaking(script) as url, LiveFeed(url) as feed:
        assert (await following(feed)).kind == "parade:moved"


def test_waits_grow_and_start_over() -> None:
    backoff = Backoff(first=1.0)
    assert all(0 <= backoff.lost(0, None) <= min(30, 2**failure) for failure in range(8))
    assert any(backoff.lost(0, None) > 5 for _ in range(50))
    assert all(Backoff(first=1.0).lost(60, None) <= 1 for _ in range(20))


def test_a_wait_that_was_asked_for_is_kept_to() -> None:
    backoff = Backoff()
    assert all(3 <= backoff.lost(0, 3.0) <= 4 for _ in range(20))


def test_what_is_remembered_of_versions_has_a_bound() -> None:
    versions = Versions(max_entities=2)
    assert [versions.note("event", name, 1) for name in "abab"] == [True, True, False, False]
    assert versions.note("event", "c", 1)
    assert versions.note("event", "a", 1)
    assert not versions.note("event", "c", 1)
    assert versions.news(FeedMessage("place:status", {}, "e.1", "a", None))


async def test_the_example_of_the_readme_runs(jatre: Running, scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "clients/python/README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(example, "README.md", "exec"), names)
    names["URL"] = jatre.url
    scene.open("Known already", scene.at(1, 18), category="music")
    running_example = asyncio.create_task(names["main"]())
    output = ""

    def printed(line: str) -> bool:
        nonlocal output
        output += capsys.readouterr().out
        return line in output

    await until(lambda: printed("known: Known already"))
    event = scene.open("Jazz night", scene.at(1, 20), category="music")
    await until(lambda: printed("event:new: Jazz night"))
    scene.take_down(event)
    await until(lambda: printed("gone: Jazz night"))
    running_example.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running_example
