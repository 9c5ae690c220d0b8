"""The browser's way out, spoken to by hand: what it is asked for is checked, and nonsense ends one connection."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest

from include.network import proxy as module
from include.network.addresses import Allowance
from include.network.guard import Guard
from include.network.proxy import guarded_proxy
from tests.hostile.listeners import Answer, Neighbourhood, neighbourhood


@pytest.fixture
def here() -> Iterator[Neighbourhood]:
    with neighbourhood() as made:
        made.answer = lambda _path: Answer(body=b"our page")
        yield made


@pytest.fixture
def proxy(here: Neighbourhood) -> Iterator[int]:
    with guarded_proxy(Guard(Allowance.read(f"127.0.0.2:{here.port}"))) as address:
        yield urlsplit(address).port or 0


def answered(proxy: int, request: str | bytes) -> bytes:
    """All that comes back to a request."""
    with socket.create_connection(("127.0.0.1", proxy), timeout=10) as connection:
        connection.sendall(request if isinstance(request, bytes) else request.replace("\n", "\r\n").encode())
        answer = b""
        while part := connection.recv(65_536):
            answer += part
    return answer


def test_an_allowed_site_is_read_by_its_whole_address(here: Neighbourhood, proxy: int) -> None:
    answer = answered(
        proxy, f"GET {here.site}/a?b=c HTTP/1.1\nHost: x\nProxy-Authorization: key\nConnection: keep-alive\n\n"
    )

    assert answer.endswith(b"our page")
    assert here.visits == ["/a?b=c"]
    assert "key" not in here.heads[0]
    assert "Connection: close" in here.heads[0]


def test_an_allowed_site_is_read_through_a_tunnel(here: Neighbourhood, proxy: int) -> None:
    tunnel = f"CONNECT 127.0.0.2:{here.port} HTTP/1.1\n\n"

    assert answered(proxy, f"{tunnel}GET /through HTTP/1.1\nHost: x\n\n").endswith(b"our page")
    assert here.visits == ["/through"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0", "127.0.0.3", "[::ffff:127.0.0.1]"]
)
@pytest.mark.parametrize(
    "way", ["CONNECT {host}:{port} HTTP/1.1\nHost: 127.0.0.2\n\n", "GET http://{host}:{port}/ HTTP/1.1\n\n"]
)
def test_what_is_not_public_is_refused(here: Neighbourhood, proxy: int, host: str, way: str) -> None:
    answer = answered(proxy, way.format(host=host, port=here.port))

    assert answer.startswith(b"HTTP/1.1 403 ")
    assert here.received == []


@pytest.mark.parametrize(
    "request_",
    [
        "GET / HTTP/1.1\nHost: 127.0.0.1:{port}\n\n",
        "GET ftp://127.0.0.1:{port}/ HTTP/1.1\n\n",
        "CONNECT 127.0.0.1 HTTP/1.1\n\n",
        "CONNECT :{port} HTTP/1.1\n\n",
        "CONNECT 127.0.0.2:{port}@127.0.0.1:{port} HTTP/1.1\n\n",
        "CONNECT 127.0.0.2:99999999 HTTP/1.1\n\n",
        "CONNECT [::1 HTTP/1.1\n\n",
        "\n\n",
        "x\n\n",
    ],
    ids=range(9),
)
def test_nonsense_is_refused(here: Neighbourhood, proxy: int, request_: str) -> None:
    assert answered(proxy, request_.format(port=here.port)).startswith(b"HTTP/1.1 403 ")
    assert here.received == []


@pytest.mark.parametrize("head", [b"x" * 200_000, b"GET \xff\xfe HTTP/1.1\r\n\r\n"], ids=["too long", "no text"])
def test_a_head_that_is_none_ends_this_connection_alone(here: Neighbourhood, proxy: int, head: bytes) -> None:
    with suppress(ConnectionError):
        assert b" 200 " not in answered(proxy, head)

    assert answered(proxy, f"GET {here.site}/ HTTP/1.1\nHost: x\n\n").endswith(b"our page")


def test_connections_opened_ahead_of_need_keep_nobody_waiting(here: Neighbourhood, proxy: int) -> None:
    with ExitStack() as unused:
        for _ in range(module.MAX_CONNECTIONS + 1):
            unused.enter_context(socket.create_connection(("127.0.0.1", proxy), timeout=5))

        assert answered(proxy, f"GET {here.site}/ HTTP/1.1\nHost: x\n\n").endswith(b"our page")


def test_a_connection_on_which_no_request_begins_is_closed(proxy: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HEAD_SECONDS", 0.1)

    assert answered(proxy, "GET http://127.0.0.2/ HTTP/1.1\nHost: not at its end\n") == b""
