"""Refusals: problems that say what is wrong, what was sent, what is accepted and where to read."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from typing import Any
from uuid import UUID

import httpx
import pytest
from lxml import html
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from realtime.answers.problems import MEDIA_TYPE, PROBLEMS
from realtime.api.openapi.document import document
from realtime.logs import JSONFormatter
from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.signing import browser

ELSEWHERE = {"x-forwarded-for": "203.0.113.7"}
LIST = "/api/events/discovered"


def _problem(answer: httpx.Response) -> dict[str, Any]:
    """The members of a refusal, with what holds of every one checked."""
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["cache-control"] == "no-store"
    read: dict[str, Any] = answer.json()
    kind = read["type"].partition("/api/docs#problem-")[2]
    assert (read["status"], read["title"]) == (answer.status_code, PROBLEMS[kind])
    assert read["error"] == {"field": read.get("parameter"), "message": read["detail"]}
    assert read["requestId"] == answer.headers["x-request-id"]
    return read


async def test_a_wrong_parameter_is_named_with_what_is_accepted(jatre: Running) -> None:
    for params, parameter, value, accepted in [
        ({"limit": "1000"}, "limit", "1000", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
        ({"cost": "cheap"}, "cost", "cheap", {"enum": ["free", "paid"]}),
        ({"lat": "north", "lng": "1"}, "lat", "north", {"type": "number", "minimum": -90, "maximum": 90}),
    ]:
        read = _problem(await jatre.get(LIST, **params))
        assert (read["parameter"], read["value"]) == (parameter, value), (params, parameter, value, accepted)
        assert read["accepted"].pop("description"), (params, parameter, value, accepted)
        assert read["accepted"] == accepted, (params, parameter, value, accepted)


async def test_what_is_repeated_of_a_parameter_is_short_and_clean(jatre: Running) -> None:
    read = _problem(await jatre.get(LIST, cost="a\u202eb\x00" + "x" * 5000))
    assert read["value"] == "ab" + "x" * 96
    assert read["documentation"] == "/api/docs#listEvents"


async def test_no_secret_is_repeated(jatre: Running) -> None:
    for answer in (
        await jatre.get("/api/events/live", access_token="very-secret"),
        await jatre.client.get("/api/session", headers={"authorization": "Bearer very-secret"}),
        await jatre.get(LIST, nosuch="very-secret"),
    ):
        _problem(answer)
        assert "very-secret" not in answer.text


async def test_every_way_in_refuses_by_a_problem(jatre: Running) -> None:
    answers = [
        await jatre.get("/api/nowhere"),
        await jatre.client.delete(LIST),
        await jatre.get("/api/events/nonsense"),
        await jatre.get("/api/areas/atlantis"),
        await jatre.get("/api/changes", rooms="moderation"),
        await jatre.get("/api/events/live", rooms="events:opera"),
        await jatre.client.post("/api/webhooks/nobody", json={}),
        await jatre.client.post("/api/submissions", content="x"),
        await jatre.client.get(LIST, headers={"host": "a b"}),
        await jatre.get(LIST, q="x" * 9000),
    ]
    assert [_problem(answer)["status"] for answer in answers] == [404, 405, 404, 404, 403, 400, 404, 415, 400, 414]


@pytest.mark.parametrize("path", ["/api/venues/", "/api/events/discovered/", "/submit/"])
async def test_a_slash_too_many_leads_nowhere(path: str) -> None:
    async with browser() as client:
        answer = await client.get(path, headers={"host": "evil.example"})
    assert _problem(answer)["status"] == 404
    assert "location" not in answer.headers


async def test_a_websocket_is_refused_by_a_problem(jatre: Running) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with connect(jatre.url.replace("http", "ws") + "/ws?token=very-secret"):
            pass
    answer = refused.value.response
    read = json.loads(answer.body or b"")
    assert (answer.headers["content-type"], read["parameter"], read["status"]) == (MEDIA_TYPE, "token", 400)
    assert read["requestId"] == answer.headers["x-request-id"]
    assert b"very-secret" not in (answer.body or b"")


async def test_a_request_that_http_cannot_carry_is_refused_by_a_problem(jatre: Running) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(jatre.url.rpartition(":")[2]))
    writer.write(b"GET / HTTP/1.1\r\nhost: x\r\nx: " + b"y" * 40_000)
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["type"] == "/api/docs#problem-head-too-large"


async def test_an_error_of_ours_is_a_problem_that_can_be_found_in_the_log(
    jatre: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> str:
        raise RuntimeError("boom")

    entries = list[dict[str, Any]]()

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            entries.append(json.loads(JSONFormatter().format(record)))

    monkeypatch.setattr("realtime.contract.area_get", broken)
    kept, logger = Kept(), logging.getLogger("uvicorn.error")
    logger.addHandler(kept)
    try:
        answer = await jatre.client.get("/api/areas/mine", headers={"x-request-id": "mine-1"})
    finally:
        logger.removeHandler(kept)
    assert _problem(answer)["requestId"] == "mine-1"
    assert "boom" not in answer.text
    assert [entry["request"] for entry in entries if "boom" in entry.get("traceback", "")] == ["mine-1"]


@pytest.mark.parametrize("sent", ["", "a b", "x" * 65, "é", "a\tb", "<script>"])
async def test_a_request_id_that_is_no_plain_one_is_replaced(sent: str) -> None:
    async with browser() as client:
        answer = await client.get("/health/live", headers={"x-request-id": sent.encode()})
    assert UUID(answer.headers["x-request-id"])


async def test_each_request_has_an_id_of_its_own() -> None:
    async with browser() as client:
        ids = {(await client.get("/health/live")).headers["x-request-id"] for _ in range(3)}
        kept = await client.get("/health/live", headers={"x-request-id": "trace:1.2_3-4"})
    assert len(ids) == 3
    assert kept.headers["x-request-id"] == "trace:1.2_3-4"


async def test_every_kind_of_problem_can_be_read_of() -> None:
    async with browser() as client:
        page = (await client.get("/api/docs")).text
    assert set(re.findall(r'id="problem-([\w-]+)"', page)) == set(PROBLEMS)
    for operations in document()["paths"].values():
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in page


async def test_what_many_calls_take_and_answer_is_described_once_and_led_to() -> None:
    async with browser() as client:
        page = html.document_fromstring((await client.get("/api/docs")).text)
    ids = page.xpath("//@id")
    inner = {address[1:] for address in page.xpath("//main//a/@href") if address.startswith("#")}
    assert len(ids) == len(set(ids))
    assert inner <= set(ids)
    assert {"parameter-category", "answer-429", "listEvents"} <= inner
    operations = [one for each in document()["paths"].values() for one in each.values()]
    descriptions = [one["description"] for call in operations for one in call.get("parameters", [])]
    text = " ".join(page.text_content().split())
    assert [one for one in descriptions if " ".join(one.replace("`", "").split()) not in text] == []


async def test_who_asks_too_often_is_told_when_to_ask_again(database: Database) -> None:
    async with running(database.service_url, requests_per_minute=2) as jatre:
        first, _, third = [await jatre.client.get("/api/session", headers=ELSEWHERE) for _ in range(3)]
        assert [first.headers["ratelimit"].split(";")[1], third.headers["ratelimit"].split(";")[1]] == ["r=1", "r=0"]
        assert first.headers["ratelimit-policy"] == '"requests";q=2;w=60'
        assert _problem(third)["status"] == 429
        assert 1 <= int(third.headers["retry-after"]) <= 61
        other = await jatre.client.get("/api/session", headers={"x-forwarded-for": "203.0.113.8"})
        page = await jatre.client.get("/", headers=ELSEWHERE)
        assert [other.status_code, page.status_code] == [200, 200]
        # this machine may be a proxy for all readers
        assert {(await jatre.get("/api/session")).status_code for _ in range(4)} == {200}


async def test_pages_of_other_sites_may_ask_as_ours_does() -> None:
    origin = {"origin": "https://app.example"}
    wanted = "If-None-Match, Last-Event-ID, Authorization, X-Request-Id"
    async with browser() as client:
        preflight = await client.options(
            LIST, headers=origin | {"access-control-request-method": "GET", "access-control-request-headers": wanted}
        )
        answer = await client.get("/api/session", headers=origin)
    assert preflight.status_code == 200
    exposed = answer.headers["access-control-expose-headers"].split(", ")
    assert {"ETag", "Link", "Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-Id", "Jatre-Cursor"} <= set(
        exposed
    )
