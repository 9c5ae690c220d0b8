"""What the service sends on the live feed is what its JSON Schemas allow, on both transports."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from websockets.asyncio.client import connect

from realtime.api.openapi import live
from realtime.fanout.connection import EndReason
from tests.conftest import Database
from tests.realtime.api.test_openapi import strict
from tests.realtime.running import PATIENCE, Event, Running, SseStream, running
from tests.realtime.scene import AREA, Scene
from tests.realtime.signing import SECRETS, bearing, token

PLACE = "0ca55b07-499e-4fb1-ac61-8b92d38262b3"
ROOMS = ["events:all", "moderation", f"place:{PLACE}", f"weather:{AREA}"]


def check(name: str, message: Any) -> Any:
    """Fails unless something is what the schema of that name allows, and nothing beside."""
    schema = {"$defs": strict(live.bundle()["$defs"]), "$ref": f"#/$defs/{name}"}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(message)
    return message


def test_the_document_is_a_schema() -> None:
    Draft202012Validator.check_schema(live.bundle())
    assert set(live.bundle()["$defs"]) >= {*live.KINDS, *live.MESSAGES, "ServerMessage", "ClientMessage"}


async def test_it_is_served(jatre: Running) -> None:
    served = await jatre.get(live.PATH)
    assert served.headers["content-type"] == "application/schema+json"
    assert served.json() == live.bundle()


@pytest.fixture
async def open_house(database: Database, scene: Scene) -> AsyncIterator[Running]:
    """A service that takes tokens."""
    async with running(database.service_url, keepalive_seconds=0.5, live_token_secrets=SECRETS) as service:
        yield service


def happenings(scene: Scene) -> None:
    """A change of each kind."""
    event = scene.open(
        "Jazz night", scene.at(1, 20), category="music", cost_type="free", images=["https://example.org/jazz.jpg"]
    )
    scene.change(event, title="Jazz night, moved")
    scene.change(event, status="cancelled")
    scene.change(event, moderation_status="rejected", moderation_reasons=["spam"])
    scene.run("insert into places (id, slug, name) values (%s, 'toit', 'Toit')", PLACE)
    scene.run("insert into place_live_status (place_id, is_open, current_capacity) values (%s, true, 'busy')", PLACE)
    scene.run(
        "insert into area_weather (area_code, observed_at, condition, temperature_c, source)"
        " values (%s, now(), 'rain', 22.5, 'imd')",
        AREA,
    )
    scene.run(
        "insert into discovered_events (title, start_time, moderation_status, published_at)"
        " select 'Stall ' || i, now() + interval '1 day', 'approved', now() from generate_series(1, 1001) i"
    )


async def test_a_stream_sends_what_the_schemas_allow(open_house: Running, scene: Scene) -> None:
    wanted = set(live.KINDS) | set(live.MESSAGES) - {"closing"}
    url = f"/api/events/live?rooms={','.join(ROOMS)}&last_event_id=nonsense&maxPrice=500"
    async with open_house.client.stream("GET", url, headers=bearing(token())) as response:
        stream, received = SseStream(response), set[str]()
        async with asyncio.timeout(PATIENCE):
            while "subscribed" not in received:
                received.add(_checked(await stream.next()))
            happenings(scene)
            while not received >= wanted - {"behind"}:
                received.add(_checked(await stream.next()))
        next(iter(open_house.service.hub.connections)).end(EndReason.BEHIND_LAG)
        received.add(_checked(await stream.next("behind")))
    assert received == wanted


async def test_a_stream_that_closes_gives_its_reason_as_the_schema_has_it(open_house: Running) -> None:
    async with open_house.live() as stream:
        await stream.next("subscribed")
        next(iter(open_house.service.hub.connections)).end(EndReason.RESTART)
        assert _checked(await stream.next("closing")) == "closing"


def _checked(event: Event) -> str:
    check(event.name, event.data)
    return event.name


async def test_a_websocket_sends_what_the_schemas_allow(open_house: Running, scene: Scene) -> None:
    url = f"{open_house.url.replace('http', 'ws')}/ws"
    received: set[str] = set()
    async with connect(url, additional_headers=bearing(token()), max_size=None) as socket:

        async def receive(until: set[str]) -> None:
            async with asyncio.timeout(PATIENCE):
                while not received >= until:
                    message = check("ServerMessage", json.loads(await socket.recv()))
                    received.add(message["kind"] if message["type"] == "event" else message["type"])

        async def send(**message: Any) -> None:
            await socket.send(json.dumps(check("ClientMessage", message)))

        await send(type="subscribe", rooms=ROOMS, cursor="nonsense", filter={"maxPrice": 500, "area": AREA})
        await receive({"hello", "reset", "subscribed"})
        await send(type="unsubscribe", rooms=[])
        await send(type="ping")
        await socket.send("{}")
        happenings(scene)
        await receive({*live.KINDS, "pong", "error", "position"})
        next(iter(open_house.service.hub.connections)).end(EndReason.RESTART)
        await receive({"closing"})
    assert received == {*live.KINDS, *live.MESSAGES, "pong", "error"} - {"behind"}


async def test_what_nobody_sends_fits_nothing() -> None:
    for name, message in (
        ("ServerMessage", {"type": "ping"}),
        ("ServerMessage", {"type": "event", "kind": "event:new", "entity": "1", "version": 1, "cursor": "e.1"}),
        ("ClientMessage", {"type": "subscribe", "rooms": "events:all"}),
        ("bulk", {"rooms": ["events:all"], "changes": 1001}),
    ):
        with pytest.raises(ValidationError):
            check(name, message)
