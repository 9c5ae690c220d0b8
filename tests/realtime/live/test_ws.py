"""The live feed over WebSocket, followed with a stock client."""

from __future__ import annotations

import asyncio
import json
import socket

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from realtime.fanout.connection import EndReason
from tests.conftest import Database
from tests.realtime.running import Running, running, until
from tests.realtime.scene import AREA, Scene
from tests.realtime.websocket import websocket


async def test_it_sends_hello_and_what_is_subscribed(jatre: Running) -> None:
    async with websocket(jatre) as client:
        hello = await client.receive()
        assert (hello["type"], hello["protocol"]) == ("hello", 1)
        await client.send(type="subscribe", rooms=["events:all"])
        subscribed = await client.receive("subscribed")
        assert (subscribed["rooms"], subscribed["recovered"]) == (["events:all"], False)
        await client.send(type="ping")
        await client.receive("pong")


async def test_it_sends_changes_and_resumes(jatre: Running, scene: Scene) -> None:
    async with websocket(jatre) as client:
        await client.send(type="subscribe", rooms=["events:all", f"events:area:{AREA}"])
        await client.receive("subscribed")
        event_id = scene.open("Jazz night", scene.at(1, 20))
        event = await client.receive("event")
        assert (event["kind"], event["entity"], event["data"]["title"]) == ("event:new", event_id, "Jazz night")
    scene.change(event_id, title="Jazz night, moved upstairs")
    async with websocket(jatre) as client:
        await client.send(type="subscribe", rooms=["events:all"], cursor=event["cursor"])
        assert (await client.receive("subscribed"))["recovered"] is True
        again = await client.receive("event")
        assert (again["kind"], again["version"]) == ("event:updated", event["version"] + 1)
        idle = await client.receive("position")
        assert idle["cursor"] == again["cursor"]


async def test_rooms_come_and_go(jatre: Running, scene: Scene) -> None:
    async with websocket(jatre) as client:
        await client.send(type="subscribe", rooms=["events:market"])
        await client.receive("subscribed")
        await client.send(type="subscribe", rooms=["events:music"])
        assert (await client.receive("subscribed"))["rooms"] == ["events:market", "events:music"]
        await client.send(type="unsubscribe", rooms=["events:market"])
        assert (await client.receive("subscribed"))["rooms"] == ["events:music"]
        scene.open("Flea market", scene.at(1, 11), category="market")
        music = scene.open("Jazz night", scene.at(1, 20), category="music")
        assert (await client.receive("event"))["entity"] == music


async def test_a_bad_cursor_is_a_reset(jatre: Running) -> None:
    async with websocket(jatre) as client:
        await client.send(type="subscribe", rooms=["events:all"], cursor="nonsense")
        assert (await client.receive("reset"))["reason"] == "malformed"
        assert (await client.receive("subscribed"))["recovered"] is False


async def test_a_truncated_table_is_a_reset_here_too(jatre: Running, scene: Scene, database: Database) -> None:
    scene.open("Jazz night", scene.at(1, 20))
    async with websocket(jatre) as client:
        await client.send(type="subscribe", rooms=["events:market"])
        await client.receive("subscribed")
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            owner.execute("truncate jatre.discovered_events cascade")
        message = await client.receive("reset", "event")
        assert (message["type"], message["reason"]) == ("reset", "truncated")
        assert (await client.receive("position"))["cursor"] == message["cursor"]


async def test_a_bad_message_is_answered_and_the_talk_goes_on(jatre: Running) -> None:
    async with websocket(jatre) as client:
        for message, field in (
            ("not json", "message"),
            ("[]", "message"),
            ('{"type": "shout"}', "type"),
            ('{"type": "subscribe", "rooms": "events:all"}', "rooms"),
            ('{"type": "subscribe", "rooms": [1]}', "rooms"),
            ('{"type": "subscribe", "rooms": ["events:opera"]}', "rooms"),
            ('{"type": "subscribe", "rooms": ["moderation"]}', "rooms"),
            ('{"type": "subscribe", "rooms": ["events:all"], "cursor": 7}', "cursor"),
            (json.dumps({"type": "subscribe", "rooms": ["x" * 20_000]}), "message"),
        ):
            await client.send_text(message)
            assert (await client.receive("error"))["field"] == field
        await client.send(type="ping")
        await client.receive("pong")


async def test_a_second_cursor_and_too_many_messages_are_refused(jatre: Running) -> None:
    async with websocket(jatre) as client:
        await client.send(type="subscribe", rooms=["events:all"])
        cursor = (await client.receive("subscribed"))["cursor"]
        await client.send(type="subscribe", rooms=["events:music"], cursor=cursor)
        assert (await client.receive("error"))["field"] == "cursor"
        for _ in range(60):
            await client.send(type="ping")
        assert (await client.receive("error"))["field"] == "rate"


async def test_other_origins_are_turned_away(database: Database, scene: Scene) -> None:
    async with running(database.service_url, allowed_origins=["https://jatre.example"]) as jatre:
        async with websocket(jatre, origin="https://jatre.example") as client:
            await client.receive("hello")
        with pytest.raises(InvalidStatus):
            async with websocket(jatre, origin="https://evil.example"):
                pass


@pytest.mark.parametrize(
    ("reason", "word", "code"), [(EndReason.RESTART, "closing", 1012), (EndReason.BEHIND_LAG, "behind", 1013)]
)
async def test_it_gives_the_reason_why_it_ends(jatre: Running, reason: EndReason, word: str, code: int) -> None:
    async with websocket(jatre) as client:
        await client.send(type="subscribe", rooms=["events:all"])
        await client.receive("subscribed")
        next(iter(jatre.service.hub.connections)).end(reason)
        await client.receive(word)
        with pytest.raises(ConnectionClosed) as closed:
            await client.receive()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code
    await until(lambda: not jatre.service.hub.connections)


async def test_a_stalled_client_is_cut_off(database: Database, scene: Scene) -> None:
    async with running(database.service_url, stall_seconds=3) as jatre:
        with socket.create_connection(("127.0.0.1", int(jatre.url.rpartition(":")[2]))) as stalled:
            stalled.sendall(_HANDSHAKE)
            assert b"101" in await asyncio.to_thread(stalled.recv, 4096)
            stalled.sendall(_masked('{"type": "subscribe", "rooms": ["events:all"]}'))
            async with jatre.live() as stream:
                await stream.next("subscribed")
                for number in range(20):
                    scene.open(f"Long story {number}", scene.at(1, 20), description="x" * 900_000)
                    await stream.next("event:new")
                await until(lambda: len(jatre.service.hub.connections) == 1)
        assert jatre.metric("jatre_live_evictions_total", reason="stalled") == 1


_HANDSHAKE = (
    b"GET /ws HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
)


def _masked(text: str) -> bytes:
    """A frame of a client, with a mask of zeros."""
    return b"\x81" + bytes([0x80 | len(text)]) + bytes(4) + text.encode()


async def test_without_our_protocol_class_it_is_the_same(database: Database, scene: Scene) -> None:
    async with running(database.service_url, plain=True) as jatre, websocket(jatre) as client:
        await client.send(type="subscribe", rooms=["events:all"])
        await client.receive("subscribed")
        event_id = scene.open("Jazz night", scene.at(1, 20))
        assert (await client.receive("event"))["entity"] == event_id
