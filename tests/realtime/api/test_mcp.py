"""The Model Context Protocol: what an assistant finds with the official client, and what it is told when it errs."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest
from jsonschema import Draft202012Validator
from mcp import Client, MCPError
from mcp.client.client import ConnectMode

from include.filters import fields
from realtime.api.mcp.messages import MAX_BODY_BYTES, META, VERSIONS, WITH_HANDSHAKE
from tests.realtime.running import Running
from tests.realtime.scene import AREA, Scene

NEWEST = VERSIONS[0]


@pytest.fixture
def fair(scene: Scene) -> dict[str, str]:
    return {
        "jazz": scene.open("Jazz night", [scene.at(1, 20), scene.at(8, 20)], category="music"),
        "dosa": scene.open("Dosa ದೋಸೆ day", scene.at(5, 9), category="food_festival", description="Eat."),
    }


def _asked(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}


async def _tool(jatre: Running, name: str, **arguments: Any) -> dict[str, Any]:
    body = json.dumps(_asked(name, arguments))
    answer = await jatre.client.post("/mcp", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()["result"]
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
    return result


@pytest.mark.parametrize("mode", ["legacy", NEWEST])
async def test_an_assistant_looks_around(jatre: Running, fair: dict[str, str], mode: ConnectMode) -> None:
    async with Client(f"{jatre.url}/mcp", mode=mode) as client:
        assert client.protocol_version == (WITH_HANDSHAKE[0] if mode == "legacy" else NEWEST)
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        search = tools["search_events"].input_schema
        assert set(fields.NAMES) < set(search["properties"])
        for tool in tools.values():
            Draft202012Validator.check_schema(tool.input_schema)
            assert tool.annotations
            assert tool.annotations.read_only_hint
        found = (await client.call_tool("search_events", {"category": ["food_festival"]})).structured_content
        assert [event["title"] for event in found["events"]] == ["Dosa ದೋಸೆ day"]
        one = await client.call_tool("get_event", {"id": found["events"][0]["id"]})
        assert not one.is_error
        assert one.structured_content["description"] == "Eat."
        with pytest.raises(MCPError, match="There is no such tool"):
            await client.call_tool("erase_everything", {})


async def test_who_asks_first_is_told_where_this_is(jatre: Running, scene: Scene) -> None:
    async with Client(f"{jatre.url}/mcp") as client:
        assert client.protocol_version == NEWEST
        assert AREA in str(client.instructions)
        assert client.server_info
        assert client.server_info.name == "jatre"


async def test_a_tool_answers_as_its_call_does(jatre: Running, fair: dict[str, str]) -> None:
    """Filters of the one grammar, as texts, numbers, flags or lists; what is left out is as the tool says."""
    await jatre.numbered()
    listed = await _tool(jatre, "search_events", category=["music", "food_festival"], limit=1.0, fields=["title"])
    plain = await jatre.get("/api/events", category="music,food_festival", limit=1, fields="title")
    assert listed["structuredContent"] == plain.json()
    brief = (await _tool(jatre, "search_events", q="dosa", area=None))["structuredContent"]["events"][0]
    assert "description" not in brief
    assert brief["venue"]
    for tool, arguments, path in [
        ("count_events", {"facets": ["category", "weekday"], "when": "all"}, "facets?facets=category,weekday&when=all"),
        ("list_similar_events", {"id": fair["jazz"]}, f"events/{fair['jazz']}/similar"),
        ("list_places", {"open": False}, "places?open=false"),
        ("get_weather", {"area": AREA}, f"weather/{AREA}"),
    ]:
        result = await _tool(jatre, tool, **arguments)
        assert not result["isError"], result
        assert result["structuredContent"] == (await jatre.client.get(f"/api/{path}")).json()


async def test_an_event_that_was_merged_is_the_one_that_it_has_become(jatre: Running, scene: Scene) -> None:
    kept, gone = scene.open("Jazz", scene.at(1, 20)), scene.open("Jazz!", scene.at(1, 20))
    scene.merge(gone, kept)
    assert (await _tool(jatre, "get_event", id=gone))["structuredContent"]["id"] == kept


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("search_events", {"category": "musik"}, "category", "music"),
    ("search_events", {"categroy": "music"}, "categroy", "Did you mean category?"),
    ("search_events", {"when": {"day": 1}}, "when", "Send a text"),
    ("get_event", {}, "id", "Send it."),
    ("get_event", {"id": "discovered.csv"}, "id", "UUID"),
    ("get_event", {"id": "../venues"}, "id", "UUID"),
    ("get_event", {"id": str(uuid4())}, "id", "no such event"),
    ("get_event", {"id": str(uuid4()), "limit": 3}, "limit", "There are id"),
    ("get_weather", {"area": "\ud800/\0"}, "area", "no such area"),
]


async def test_a_bad_argument_is_refused_as_over_rest(jatre: Running, scene: Scene) -> None:
    for tool, arguments, parameter, told in REFUSED:
        refused = await _tool(jatre, tool, **arguments)
        assert refused["isError"], arguments
        assert refused["structuredContent"]["parameter"] == parameter
        assert told in refused["structuredContent"]["detail"]


def _headers(**changed: str) -> dict[str, str]:
    """Those of a call of `get_weather` by the newest revision, but for what is changed; "" is left out."""
    names = {"mcp_protocol_version": NEWEST, "mcp_method": "tools/call", "mcp_name": "get_weather"} | changed
    return {name.replace("_", "-"): value for name, value in names.items() if value}


STATED: list[tuple[dict[str, str], str | None, int]] = [
    (_headers(mcp_protocol_version=""), NEWEST, -32020),
    (_headers(mcp_protocol_version="2025-11-25"), NEWEST, -32020),
    (_headers(), None, -32020),
    (_headers(mcp_method="tools/list"), NEWEST, -32020),
    (_headers(mcp_name=""), NEWEST, -32020),
    (_headers(mcp_name="=?base64?Z2V0X2V2ZW50?="), NEWEST, -32020),  # get_event
    (_headers(mcp_name="=?base64?%?="), NEWEST, -32020),
    (_headers(mcp_protocol_version="2099-01-01"), "2099-01-01", -32022),
    (_headers(mcp_protocol_version="2099-01-01"), None, -32022),
    (_headers(mcp_name="=?base64?Z2V0X3dlYXRoZXI=?="), NEWEST, 0),
]


async def test_headers_say_what_the_message_does(jatre: Running, scene: Scene) -> None:
    for headers, stated, code in STATED:
        asked = _asked("get_weather", {"area": AREA})
        if stated:
            asked["params"]["_meta"] = {f"{META}protocolVersion": stated, f"{META}clientCapabilities": {}}
        answer = await jatre.client.post("/mcp", json=asked, headers=headers)
        error = answer.json().get("error", {"code": 0})
        assert (answer.status_code, error["code"]) == (400 if code else 200, code), headers
        assert code != -32022 or NEWEST in error["data"]["supported"]


NO_MESSAGES = [
    (b"{", 400, -32700),
    (b"[" * 10_000, 400, -32700),
    (b'{"jsonrpc": "2.0", "id": 1e999, "method": "ping"}', 400, -32600),
    (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', 400, -32600),
    (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', 400, -32600),
    (b'{"jsonrpc": "2.0", "id": 1, "result": {}}', 400, -32600),
    (b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "resources/list"}', 200, -32601),
    (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"cursor": "2"}}', 200, -32602),
    (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": []}}', 200, -32602),
    (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": []}', 400, -32602),
    *(
        (json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": told}).encode(), 200, -32602)
        for told in ({"name": "count_events", "arguments": none} for none in ([], "", 0, False, ["area"]))
    ),
]


async def test_what_is_no_message_is_told_so(jatre: Running) -> None:
    for body, status, code in NO_MESSAGES:
        answer = await jatre.client.post("/mcp", content=body, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), body[:80]
        assert (answer.json().get("id") == 1) == (b'{"jsonrpc": "2.0", "id": 1,' in body[:27]), body[:80]


async def test_the_endpoint_takes_messages_only_and_from_no_page_of_another_site(jatre: Running) -> None:
    notified = await jatre.client.post("/mcp", json={"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (notified.status_code, notified.content) == (202, b"")
    assert (await jatre.client.get("/mcp")).status_code == 405
    assert (await jatre.client.post("/mcp", content=b"{}", headers={"content-type": "text/plain"})).status_code == 415
    assert (await jatre.client.post("/mcp", json="x" * MAX_BODY_BYTES)).status_code == 413
    foreign: httpx.Response = await jatre.client.post("/mcp", json={}, headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403
    rebound = {"origin": "http://evil.com:8000", "host": "evil.com:8000"}
    assert (await jatre.client.post("/mcp", json={}, headers=rebound)).status_code == 403
