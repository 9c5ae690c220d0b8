"""Who may follow the private room, for how long, and how many connections one address may hold."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
import time_machine
from websockets.exceptions import ConnectionClosed, InvalidStatus

from realtime.limits.connection_limits import ConnectionLimits
from tests.conftest import Database
from tests.realtime.running import Running, SseStream, running, until
from tests.realtime.scene import Scene
from tests.realtime.signing import SECRETS, bearing, token
from tests.realtime.websocket import websocket


@pytest.fixture
async def guarded(database: Database, scene: Scene) -> AsyncIterator[Running]:
    """The service, with keys for its private room."""
    async with running(database.service_url, keepalive_seconds=0.5, live_token_secrets=SECRETS) as service:
        yield service


def flag(scene: Scene) -> str:
    event_id = scene.open("Jazz night", scene.at(1, 20), moderation_status="pending")
    scene.change(event_id, moderation_status="flagged", moderation_reasons=["looks like spam"])
    return event_id


async def test_a_token_opens_the_moderators_room(guarded: Running, scene: Scene) -> None:
    headers = bearing(token())
    params = {"rooms": "moderation"}
    async with guarded.client.stream("GET", "/api/events/live", params=params, headers=headers) as response:
        stream = SseStream(response)
        await stream.next("subscribed")
        event_id = flag(scene)
        assert (await stream.next("moderation")).data["id"] == event_id
    async with websocket(guarded, **headers) as client:
        await client.send(type="subscribe", rooms=["moderation"])
        await client.receive("subscribed")
        event_id = flag(scene)
        assert (await client.receive("event"))["entity"] == event_id


async def test_a_session_opens_it_too_but_not_to_pages_of_others(guarded: Running, scene: Scene) -> None:
    begun = await guarded.client.post("/api/session", headers=bearing(token()))
    cookie = begun.headers["set-cookie"].partition(";")[0]
    async with websocket(guarded, cookie=cookie) as client:
        await client.send(type="subscribe", rooms=["moderation"])
        await client.receive("subscribed")
    async with websocket(guarded, cookie=cookie, origin="https://evil.example") as client:
        await client.send(type="subscribe", rooms=["moderation"])
        assert (await client.receive("error"))["field"] == "rooms"


async def test_a_token_for_no_room_opens_none(guarded: Running) -> None:
    async with websocket(guarded, **bearing(token(rooms=[]))) as client:
        await client.send(type="subscribe", rooms=["moderation"])
        assert (await client.receive("error"))["field"] == "rooms"
        await client.send(type="subscribe", rooms=["events:all"])
        await client.receive("subscribed")


async def test_a_token_that_does_not_hold_is_refused_at_the_door(guarded: Running) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with websocket(guarded, **bearing("nonsense")):
            pass
    assert refused.value.response.status_code == 401
    assert b"ask for a new one" in (refused.value.response.body or b"")


async def test_leave_that_ends_is_noticed_while_attached(guarded: Running) -> None:
    headers = bearing(token(exp=int(time.time()) + 3600))
    async with websocket(guarded, **headers) as private, websocket(guarded, **headers) as public:
        await private.send(type="subscribe", rooms=["moderation", "events:all"])
        await private.receive("subscribed")
        await public.send(type="subscribe", rooms=["events:all"])
        await public.receive("subscribed")
        with time_machine.travel(time.time() + 3601):
            assert (await private.receive("closing"))["reason"] == "expired"
            with pytest.raises(ConnectionClosed) as closed:
                await private.receive()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4401
            await public.send(type="subscribe", rooms=["moderation"])
            assert (await public.receive("error"))["field"] == "rooms"
            await public.send(type="ping")
            await public.receive("pong")


async def test_an_address_may_hold_only_so_many(guarded: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realtime.limits.connection_limits._elsewhere", lambda _: True)
    monkeypatch.setattr(guarded.service.connection_limits, "_max_per_address", 2)
    async with websocket(guarded), guarded.live() as stream:
        await stream.next("subscribed")
        refused = await guarded.get("/api/events/live")
        assert (refused.status_code, refused.json()["error"]["field"]) == (429, "address")
        assert refused.headers["retry-after"] == "60"
        with pytest.raises(InvalidStatus) as denied:
            async with websocket(guarded):
                pass
        assert denied.value.response.status_code == 429
    await until(lambda: not guarded.service.connection_limits.held)
    async with websocket(guarded) as client:
        await client.receive("hello")


async def test_a_flood_of_messages_ends_the_connection(guarded: Running) -> None:
    async with websocket(guarded) as client:
        for _ in range(400):
            await client.send(type="ping")
        assert (await client.receive("closing"))["reason"] == "rate"
        with pytest.raises(ConnectionClosed):
            await client.receive()


def test_who_has_left_is_not_counted() -> None:
    connection_limits = ConnectionLimits(1)
    with connection_limits.held_by("192.0.2.7"):
        assert not connection_limits.enter("192.0.2.7")
    assert connection_limits.enter("192.0.2.7")
