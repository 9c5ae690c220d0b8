"""Whatever is sent, the answer is never 500, and the service goes on: thousands of odd requests, from a seed.

They are made of the service's own OpenAPI document (each call with each of its parameters, whose answers have to be
among those it has), and of what no document describes: bytes that are no HTTP, and messages that are no commands.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote_from_bytes, urlsplit

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.conftest import Database
from tests.realtime.running import PATIENCE, Running, running
from tests.realtime.scene import Scene

SEED = int(os.environ.get("JATRE_FUZZ_SEED", "9"))
REQUESTS = int(os.environ.get("JATRE_FUZZ_REQUESTS", "1000"))
EXTENT = pytest.mark.parametrize("requests", [REQUESTS, pytest.param(30_000, marks=pytest.mark.long)])
AT_ONCE = 8
STREAMS = ("/api/events/live", "/ws")
ID = "0ca55b07-0000-4000-8000-000000000000"

ODD = [
    b"", b"0", b"-1", b"1", b"9" * 400, b"1e400", b"nan", b"inf", b"-inf", b"1_0", b"0x10", b"\x00", b"a\x00b", b"%",
    b"%zz", b"\xff\xfe", b"\xed\xa0\x80", b"\xf0\x9f\x8e\xaa", "\u202e\u0c9c".encode(), b"'", b'"', b"\\",
    b"a" * 3000, b"%s%n", b"{}", b"[]", b"null", b"true", b"../../etc/passwd", b"..%2f..%2f", b"; drop table x",
    b"(" * 500, b"a|b&!c:*", b'"a" or -"b', b"2026-03-14", b"2026-03-14T18:30:00+23:59", b"2026-03-14T18:30:00-14:01",
    b"2026-03-14T18:30 05:30", b"0001-01-01", b"9999-12-31", b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:59-14:00", b"2026-02-30", b"2026-03-14T18:30:00+05:30:15.5", b"2026-W11-6", b"99999-01-01",
    b"-0044-03-15", b"12:00", b"music,,music", b"events:all", b"moderation", b"place:" + ID.encode(),
    b"place:" + b"0" * 36, b"weather:x", b"events:area:" + b"a" * 60, b"a.1", b".", b"x." + b"9" * 30, ID.encode(),
    b"{" + ID.encode() + b"}", b"urn:uuid:" + ID.encode(), b"*", b'W/"x"',
]  # fmt: skip
HEADERS = [
    "Last-Event-ID", "If-None-Match", "Authorization", "Cookie", "Origin", "Host", "Accept-Encoding", "Range",
    "Content-Type", "X-Forwarded-For", "X-Forwarded-Proto", "User-Agent", "Jatre-Delivery", "Jatre-Timestamp",
    "Jatre-Signature", "Sec-Fetch-Site", "Expect", "Transfer-Encoding", "Content-Length", "Connection", "Upgrade",
    "Access-Control-Request-Method",
]  # fmt: skip
VALUES = [
    b"Bearer ", b"Bearer a.b.c", b"Bearer eyJhbGciOiJub25lIiwia2lkIjpbXX0.e30.", b"Basic x",
    b"jatre-session=a.b.c; a=\xff", b"[", b"[::1]:x", b"a:b:c", b"bytes=5-1,-", b"gzip;q=x", b"multipart/form-data",
    b"sha256=\xe9", b"1700000000", b"100-continue", b"chunked", b"close, upgrade", b"websocket", b"application/json",
]  # fmt: skip
BODIES = [
    b"", b"{", b"[" * 20_000, b'{"a":' * 5_000, b"\xff" * 100, b"null", b"[{}]", b'{"a": "\\ud800\\u0000"}',
    b"1" * 5_000, b"NaN", b"token=%00", b"token=" + b"x" * 9_000, b"x" * 300_000, b'[{"@type": "Event"}]',
    b"token=%ff&token=a",
]  # fmt: skip


ANYWHERE = {"400", "404", "405", "408", "414", "431", "none", "reset"}
"""What HTTP itself may be answered with, wherever it goes: odd heads, and addresses that odd parts make others of."""


class Made(NamedTuple):
    """A request, and the statuses that the document has for it; None where it is of no call of the document."""

    sent: bytes
    documented: frozenset[str] | None


class Grammar:
    """Requests, made of what the document holds and of what it does not."""

    def __init__(self, document: dict[str, Any], seed: int) -> None:
        self._random = random.Random(seed)
        self._calls: list[tuple[str, str, list[dict[str, Any]], frozenset[str] | None]] = [
            (method.upper(), path, call["parameters"], frozenset(call["responses"]))
            for path, calls in document["paths"].items()
            for method, call in calls.items()
        ]
        pages = [("GET", path) for path in ("/", "/e/{id}", "/static/{v}/{file}", "/signin", "/{any}")]
        pages += [("POST", "/signin"), ("POST", "/signout")]
        self._calls += [(method, path, [], None) for method, path in pages]

    def request(self) -> Made:
        """One request, to be answered by a response; mostly well-formed as far as HTTP goes."""
        pick = self._random
        method, path, parameters, documented = pick.choice(self._calls)
        if pick.random() < 0.05:
            documented = None
            method = pick.choice(["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "POST"])
        body = pick.choice(BODIES) if method in ("POST", "PUT", "PATCH") else b""
        target = self._path(path) + self._query([one["name"] for one in parameters if one["in"] == "query"])
        lines = [f"{method} ".encode() + target + b" HTTP/1.1", b"Connection: close"]
        lines += self._headers([one["name"] for one in parameters if one["in"] == "header"])
        if body:
            lines.append(b"Content-Length: %d" % len(body))
        return Made(b"\r\n".join([*lines, b"", b""]) + body, documented)

    def message(self) -> str | bytes:
        """One message over WebSocket."""
        pick = self._random
        value = self._json(3)
        whole = {"type": pick.choice(["subscribe", "unsubscribe", "ping", "x", [], None]), "rooms": value}
        whole |= {pick.choice(["cursor", "filter", "rooms"]): self._json(4) for _ in range(2)}
        if pick.random() < 0.3:
            names = ["category", "area", "cost", "maxPrice", "startDate", "endDate"]
            whole["filter"] = {pick.choice(names): self._json(2)}
        text = pick.choice(
            [json.dumps(whole), json.dumps(value), "[" * 15_000, '{"a":' * 3_000, "9" * 10_000, "", "\x00"]
        )
        return text.encode() if pick.random() < 0.2 else text

    def _path(self, template: str) -> bytes:
        parts = []
        for part in template.split("/"):
            odd = part.startswith("{") and self._random.random() < 0.9
            parts.append(self._value() if odd else ID.encode() if part.startswith("{") else part.encode())
        return b"/".join(parts)

    def _query(self, names: list[str]) -> bytes:
        pick = self._random
        chosen = [pick.choice([*names, "q", "nosuch"]).encode() for _ in range(pick.choice([0, 1, 1, 1, 2, 3]))]
        return b"?" + b"&".join(name + b"=" + self._value() for name in chosen) if chosen else b""

    def _headers(self, names: list[str]) -> Iterator[bytes]:
        pick = self._random
        if pick.random() < 0.95:
            yield b"Host: 127.0.0.1"
        for _ in range(pick.choice([0, 0, 1, 1, 2])):
            name = pick.choice([*names, *HEADERS])
            value = pick.choice(ODD + VALUES)
            if name in ("Content-Length", "Transfer-Encoding", "Host") or pick.random() < 0.9:
                value = bytes(byte for byte in value if byte >= 32 and byte != 127)
            yield name.encode() + b": " + value

    def _value(self) -> bytes:
        value = self._random.choice(ODD)
        if self._random.random() < 0.2:
            value = bytes(self._random.randrange(256) for _ in range(self._random.randrange(1, 12)))
        return value if self._random.random() < 0.1 and value.isalnum() else quote_from_bytes(value, safe=":,").encode()

    def _json(self, depth: int) -> Any:
        pick = self._random
        if depth and pick.random() < 0.5:
            return [self._json(depth - 1) for _ in range(pick.choice([0, 1, 2, 60]))]
        if depth and pick.random() < 0.3:
            return {self._text(): self._json(depth - 1)}
        return pick.choice([None, True, 1, -1, 1e308, 10**30, self._text(), "events:all", "\ud800", "a.1"])

    def _text(self) -> str:
        return self._random.choice(ODD).decode("utf-8", "replace")[:200]


async def _ask(port: int, request: bytes) -> str:
    """The status of the answer; what is left open by us (no whole request, a stream) is closed by us."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        async with asyncio.timeout(PATIENCE):
            line = await reader.readline()
        return line.decode("latin-1").partition(" ")[2][:3] or "none"
    except ConnectionResetError:
        return "reset"
    except TimeoutError:
        return "waits"
    finally:
        writer.close()


async def _well(jatre: Running) -> None:
    assert (await jatre.get("/health")).status_code == 200
    assert (await jatre.get("/api/events/discovered")).json()["total"] == 1


@pytest.fixture
def lenient() -> dict[str, Any]:
    """Limits that the same address would soon meet, out of the way; a request that never ends is let go soon."""
    many = 10**6
    return {"searches_per_minute": many, "counts_per_minute": many, "head_seconds": 2, "body_seconds": 2,
            "webhook_secrets": {"box_office": "s" * 32}, "live_token_secrets": {"k": "s" * 40}}  # fmt: skip


@EXTENT
async def test_no_request_is_answered_500_or_by_what_is_not_documented(
    database: Database, scene: Scene, lenient: dict[str, Any], requests: int
) -> None:
    scene.open("Jazz at the Loft", scene.at(1, 20))
    async with running(database.service_url, **lenient) as jatre:
        grammar = Grammar((await jatre.get("/api/openapi.json")).json(), SEED)
        port = urlsplit(jatre.url).port or 0
        statuses: Counter[str] = Counter()
        made = iter([grammar.request() for _ in range(requests)])
        failed, undocumented = list[bytes](), list[tuple[str, bytes]]()

        async def ask() -> None:
            for request, documented in made:
                status = await _ask(port, request)
                statuses[status] += 1
                if status in ("500", "waits"):
                    failed.append(request[:300])
                elif documented is not None and status not in documented | ANYWHERE:
                    undocumented.append((status, request[:300]))

        await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
        assert not failed, f"seed {SEED}: {failed[:3]}"
        assert not undocumented, f"seed {SEED}: {undocumented[:3]}"
        assert {"200", "400", "404"} <= set(statuses), statuses
        await _well(jatre)
        assert len(jatre.service.sockets) <= 2 + AT_ONCE, "nothing is held of who has gone"


@EXTENT
async def test_no_message_ends_the_service(
    database: Database, scene: Scene, lenient: dict[str, Any], requests: int
) -> None:
    scene.open("Jazz at the Loft", scene.at(1, 20))
    async with running(database.service_url, **lenient) as jatre:
        grammar = Grammar((await jatre.get("/api/openapi.json")).json(), SEED)
        answers: Counter[str] = Counter()
        for _ in range(max(requests // 150, 3)):
            async with connect(jatre.url.replace("http", "ws") + "/ws") as socket:
                try:
                    for _ in range(15):
                        await socket.send(grammar.message())
                    await socket.send('{"type": "ping"}')
                    async with asyncio.timeout(PATIENCE):
                        while (kind := json.loads(await socket.recv())["type"]) != "pong":
                            answers[kind] += 1
                except ConnectionClosed as closed:
                    answers[f"closed {closed.rcvd.code if closed.rcvd else 'without a word'}"] += 1
        assert answers["error"] > 0
        assert not {answer for answer in answers if answer.startswith("closed 1011")}
        await _well(jatre)
