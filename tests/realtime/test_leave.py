"""Who may hear the private room, for how long, and how many connections one address may hold."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from realtime.limits.connection_limits import Caps
from tests.conftest import Database
from tests.realtime.running import Running, Stream, running, until
from tests.realtime.signing import SECRETS, bearing, token
from tests.realtime.test_ws import talk
from tests.realtime.town import Town


@pytest.fixture
async def guarded(database: Database, town: Town) -> AsyncIterator[Running]:
    """The service, with keys for its private room."""
    async with running(database.service_url, keepalive_seconds=0.5, live_token_secrets=SECRETS) as service:
        yield service


def flag(town: Town) -> str:
    event_id = town.open("Jazz night", town.at(1, 20), moderation_status="pending")
    town.change(event_id, moderation_status="flagged", moderation_reasons=["looks like spam"])
    return event_id


async def test_a_token_opens_the_moderators_room(guarded: Running, town: Town) -> None:
    headers = bearing(token())
    params = {"rooms": "moderation"}
    async with guarded.client.stream("GET", "/api/events/live", params=params, headers=headers) as response:
        stream = Stream(response)
        await stream.next("subscribed")
        event_id = flag(town)
        assert (await stream.next("moderation")).data["id"] == event_id
    async with talk(guarded, **headers) as client:
        await client.say(type="subscribe", rooms=["moderation"])
        await client.hear("subscribed")
        event_id = flag(town)
        assert (await client.hear("event"))["entity"] == event_id


async def test_a_session_opens_it_too_but_not_to_pages_of_others(guarded: Running, town: Town) -> None:
    begun = await guarded.client.post("/api/session", headers=bearing(token()))
    cookie = begun.headers["set-cookie"].partition(";")[0]
    async with talk(guarded, cookie=cookie) as client:
        await client.say(type="subscribe", rooms=["moderation"])
        await client.hear("subscribed")
    async with talk(guarded, cookie=cookie, origin="https://evil.example") as client:
        await client.say(type="subscribe", rooms=["moderation"])
        assert (await client.hear("error"))["field"] == "rooms"


async def test_a_token_for_no_room_opens_none(guarded: Running) -> None:
    async with talk(guarded, **bearing(token(rooms=[]))) as client:
        await client.say(type="subscribe", rooms=["moderation"])
        assert (await client.hear("error"))["field"] == "rooms"
        await client.say(type="subscribe", rooms=["events:all"])
        await client.hear("subscribed")


async def test_a_token_that_does_not_hold_is_refused_at_the_door(guarded: Running) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with talk(guarded, **bearing("nonsense")):
            pass
    assert refused.value.response.status_code == 401
    assert b"ask for a new one" in (refused.value.response.body or b"")


async def test_leave_that_ends_is_noticed_while_attached(guarded: Running) -> None:
    headers = bearing(token(exp=int(time.time()) + 2))
    async with talk(guarded, **headers) as private, talk(guarded, **headers) as public:
        await private.say(type="subscribe", rooms=["moderation", "events:all"])
        await private.hear("subscribed")
        await public.say(type="subscribe", rooms=["events:all"])
        await public.hear("subscribed")
        assert (await private.hear("closing"))["reason"] == "expired"
        with pytest.raises(ConnectionClosed) as closed:
            await private.hear()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401
        await public.say(type="subscribe", rooms=["moderation"])
        assert (await public.hear("error"))["field"] == "rooms"
        await public.say(type="ping")
        await public.hear("pong")


async def test_an_address_may_hold_only_so_many(guarded: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realtime.limits.connection_limits._elsewhere", lambda _: True)
    monkeypatch.setattr(guarded.service.caps, "_most", 2)
    async with talk(guarded), guarded.live() as stream:
        await stream.next("subscribed")
        refused = await guarded.get("/api/events/live")
        assert (refused.status_code, refused.json()["error"]["field"]) == (429, "address")
        assert refused.headers["retry-after"] == "60"
        with pytest.raises(InvalidStatus) as denied:
            async with talk(guarded):
                pass
        assert denied.value.response.status_code == 429
    await until(lambda: not guarded.service.caps.held)
    async with talk(guarded) as client:
        await client.hear("hello")


async def test_a_flood_of_messages_ends_the_connection(guarded: Running) -> None:
    async with talk(guarded) as client:
        for _ in range(400):
            await client.say(type="ping")
        assert (await client.hear("closing"))["reason"] == "rate"
        with pytest.raises(ConnectionClosed):
            await client.hear()


def test_who_has_left_is_not_counted() -> None:
    caps = Caps(1)
    with caps.held_by("192.0.2.7"):
        assert not caps.enter("192.0.2.7")
    assert caps.enter("192.0.2.7")
