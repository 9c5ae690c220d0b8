"""A site that drips, floods, or packs a bomb: one limit of time for the whole exchange, one of bytes, before and after
unpacking. The server speaks by raw sockets, so that it can be as wrong as it likes."""

from __future__ import annotations

import gzip
import resource
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from include.errors import JatreError, RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.network import http as module
from include.network.http import HttpClient
from include.network.statuses import MAX_RETRY_AFTER_SECONDS, retry_after
from include.sources import registry
from include.sources.configuration.instance import SourceInstance
from tests.allowed import allowed
from tests.faults.feed.certificate import self_signed

Script = Callable[[socket.socket], None]
STEP = 0.05
"""Seconds between two bytes of a drip: far below the limit between two bytes."""
LIMIT = 1.0
DRIP_SECONDS = 400.0
PATIENCE = 200.0
"""Seconds within which a limit of one or two seconds must have been noticed: far less than the drip, on any machine."""
LARGEST = 200_000
OK = b"HTTP/1.1 200 OK\r\n"


@contextmanager
def speaking(script: Script) -> Iterator[str]:
    """A server that reads a request and then follows `script`, for each connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(30)
            script(connection)

    def accept() -> None:
        with suppress(OSError):
            while not ended.is_set():
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with allowed(base):
        yield base
    ended.set()
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def asked(connection: socket.socket) -> None:
    head = b""
    while b"\r\n\r\n" not in head and (part := connection.recv(65_536)):
        head += part


def drip(connection: socket.socket, data: bytes, *, forever: bytes = b"") -> None:
    until = time.monotonic() + DRIP_SECONDS
    for byte in data:
        connection.sendall(bytes([byte]))
        time.sleep(STEP)
    while forever and time.monotonic() < until:
        connection.sendall(forever)
        time.sleep(STEP)


def after(head: bytes, forever: bytes) -> Script:
    """Send `head` at once, then drip."""

    def script(connection: socket.socket) -> None:
        asked(connection)
        connection.sendall(head)
        drip(connection, b"", forever=forever)

    return script


def handshake(connection: socket.socket) -> None:
    """A record of TLS whose bytes come one by one."""
    connection.recv(65_536)
    connection.sendall(b"\x16\x03\x03\x3f\xff")
    drip(connection, b"", forever=b"\x02")


def redirects(connection: socket.socket) -> None:
    asked(connection)
    time.sleep(0.4)
    connection.sendall(b"HTTP/1.1 302 On\r\nLocation: /on\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def second_tries(connection: socket.socket) -> None:
    asked(connection)
    time.sleep(0.6)
    connection.sendall(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


ZIPPED = zlib.compressobj(0, wbits=31).compress(b"x") or gzip.compress(b"")[:10]
DRIPS: dict[str, Script] = {
    "status line": after(b"HTTP/1.1 200 O", b"K"),
    "header name": after(OK, b"x"),
    "headers": after(OK, b"X-A: b\r\n"),
    "continues": after(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body with a length": after(OK + b"Content-Length: 100000\r\n\r\n", b"x"),
    "body without a length": after(OK + b"\r\n", b"x"),
    "chunk's head": after(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "chunk's extension": after(OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x"),
    "chunks": after(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "trailer": after(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
    "packed body": after(OK + b"Content-Encoding: gzip\r\nContent-Length: 100000\r\n\r\n" + ZIPPED, b"\x00"),
    "redirects": redirects,
    "second tries": second_tries,
}


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXCHANGE_SECONDS", LIMIT)
    monkeypatch.setattr(module, "MAX_BODY_BYTES", LARGEST)


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("script", DRIPS.values(), ids=DRIPS)
def test_a_drip_meets_the_limit_of_time_wherever_it_is(script: Script) -> None:
    with speaking(script) as base, HttpClient(3600, retries=5, backoff=0) as http:
        began = time.monotonic()
        with pytest.raises(TransientError, match="took more than 1 s"):
            http.get(base)
        assert time.monotonic() - began < PATIENCE


@pytest.mark.usefixtures("limits")
def test_a_drip_in_the_handshake_of_tls_meets_it_too() -> None:
    with speaking(handshake) as base, HttpClient(3600, retries=0) as http:
        began = time.monotonic()
        with pytest.raises(TransientError, match="took more than 1 s"):
            http.get(base.replace("http:", "https:"))
        assert time.monotonic() - began < PATIENCE


def test_a_run_as_a_whole_has_a_limit_of_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_RUN_BYTES", 250_000)
    with speaking(whole(b"x" * 100_000)) as base, HttpClient(3600) as http:
        for _ in range(3):
            http.get(base)
        with pytest.raises(RateLimited, match="250,000 bytes"):
            http.get(base)


def test_a_run_as_a_whole_has_a_limit_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RUN_SECONDS", 1.0)
    with speaking(DRIPS["chunks"]) as base, HttpClient(3600) as http:
        with pytest.raises(TransientError):
            http.get(base)
        with pytest.raises(RateLimited, match="1 s"):
            http.get(base)


@pytest.mark.parametrize("trusted", [True, False])
def test_a_site_with_tls_is_read_when_its_certificate_is_right(tmp_path: Path, trusted: bool) -> None:
    made = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.chain, made.key)

    def secured(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as inside:
            whole(b"x" * 100_000)(inside)

    with speaking(secured) as base, HttpClient(3600, retries=0) as http:
        url = base.replace("http:", "https:")
        if trusted:
            http.session.verify = str(made.chain)
            assert len(http.get(url).body) == 100_000
        else:
            with pytest.raises(TransientError, match="certificate"):
                http.get(url)


def packed(times: int, size: int = 30_000_000) -> bytes:
    body = b" " * size
    for _ in range(times):
        body = gzip.compress(body)
    return body


def whole(body: bytes, *headers: bytes, status: bytes = OK) -> Script:
    def script(connection: socket.socket) -> None:
        asked(connection)
        connection.sendall(status + b"".join(one + b"\r\n" for one in headers))
        connection.sendall(b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)

    return script


FLOODS: dict[str, Script] = {
    "body": whole(b"x" * (LARGEST + 1)),
    "bomb": whole(packed(1), b"Content-Encoding: gzip"),
    "bomb in a bomb": whole(packed(2), b"Content-Encoding: gzip, gzip"),
    "bomb in a bomb in a bomb": whole(packed(3), b"Content-Encoding: gzip", b"Content-Encoding: gzip, gzip"),
    "headers": whole(b"", *[b"X-%d: " % number + b"x" * 2000 for number in range(60)]),
    "trailer": after(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: " + b"y" * 60_000 + b"\r\n"),
    "body of an error": whole(b"x" * 10_000_000, status=b"HTTP/1.1 503 Busy\r\n"),
}


@pytest.mark.parametrize("script", FLOODS.values(), ids=FLOODS)
def test_a_flood_is_stopped(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BODY_BYTES", LARGEST)
    with speaking(script) as base, HttpClient(3600, retries=1, backoff=0) as http:
        with pytest.raises(UnreadablePayload, match="more than"):
            http.get(base)
        assert http.budget.received < 2 * LARGEST + module.MAX_HEADERS_BYTES


NONSENSE: dict[str, Script] = {
    "200 headers": whole(b"", *[b"X: y"] * 200),
    "20,000 headers": whole(b"", *[b"X: y"] * 20_000),
    "a line of headers without an end": after(OK + b"X: ", b"y" * 100_000),
    "a chunk's head without an end": after(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 100_000),
    "a length that is none": whole(b"x", b"Content-Length: 99999999999999999999999"),
    "two lengths": whole(b"x", b"Content-Length: -1"),
    "no HTTP": after(b"SSH-2.0-OpenSSH\r\n", b"x" * 70_000),
}


@pytest.mark.usefixtures("limits")
@pytest.mark.parametrize("script", NONSENSE.values(), ids=NONSENSE)
def test_what_is_no_answer_is_a_failure_of_this_site_alone(script: Script) -> None:
    with speaking(script) as base, HttpClient(3600, retries=0) as http, pytest.raises(JatreError):
        http.get(base)


def test_the_body_of_a_redirect_is_not_read() -> None:
    def script(connection: socket.socket) -> None:
        asked(connection)
        connection.sendall(b"HTTP/1.1 302 On\r\nLocation: /on\r\nContent-Length: 900000000\r\n\r\n")
        with suppress(OSError):
            for _ in range(900):
                connection.sendall(b"x" * 1_000_000)

    with speaking(script) as base, HttpClient(3600, retries=0) as http:
        with pytest.raises(SourceRefused, match="more than 5 redirects"):
            http.get(base)
        assert http.budget.received < 20_000_000


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("120", 120, 120),
        ("1000000000000", 21_600, 21_600),
        ("9" * 5000, 21_600, 21_600),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 21_600, 21_600),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0, 0),
    ],
)
def test_nobody_makes_us_wait_for_ever(value: str, least: float, most: float) -> None:
    assert least <= (retry_after(value) or 0) <= most


@pytest.mark.parametrize(
    "value", ["-5", "²", "٣", "1e9", "inf", "nan", "", "Fri, 99 Dec 99999 99:99:99 GMT", "\x00", "0x10"]
)
def test_what_is_no_time_is_ignored(value: str) -> None:
    assert retry_after(value) is None


def test_a_site_that_answers_429_with_such_a_value_is_asked_later() -> None:
    busy = whole(b"", b"Retry-After: " + b"9" * 400, status=b"HTTP/1.1 429 Slow\r\n")
    with speaking(busy) as base, HttpClient(3600) as http, pytest.raises(RateLimited) as caught:
        http.get(base)

    assert caught.value.retry_after == MAX_RETRY_AFTER_SECONDS


# --- the crawl

CRAWLED = {name: DRIPS[name] for name in ("headers", "body with a length", "chunk's head", "redirects")}


def crawl(base: str, seconds: float) -> None:
    selectors = {"container": "li", "title": "h3", "date": "time"}
    config = {"url": f"{base}/events", "selectors": selectors, "pause": 0, "max_seconds": seconds}
    instance = SourceInstance(slug="a_source", name="A", kind="selectors", config=config)
    with HttpClient() as http:
        registry.make(instance, http).fetch(datetime.now(UTC))


@pytest.mark.parametrize("script", CRAWLED.values(), ids=CRAWLED)
def test_a_crawl_meets_its_limit_too(script: Script) -> None:
    with speaking(script) as base:
        began = time.monotonic()
        with pytest.raises(JatreError):
            crawl(base, 2.0)
        assert time.monotonic() - began < PATIENCE


def headers_without_end(connection: socket.socket) -> None:
    asked(connection)
    connection.sendall(OK)
    while True:
        connection.sendall((b"X-A: " + b"y" * 8_000 + b"\r\n") * 50)


def peak_of_a_failed_crawl(base: str) -> int:
    """Kilobytes of the largest process that a crawl starts; a process begins with as much as the one that starts it."""
    with pytest.raises(TransientError):
        crawl(base, 20)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def test_a_crawl_keeps_no_headers_without_end() -> None:
    alone = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    with speaking(headers_without_end) as base, alone as in_a_small_process:
        kilobytes = in_a_small_process.submit(peak_of_a_failed_crawl, base).result()

    assert kilobytes < 400_000, "without a bound it is 1.7 GB"


@pytest.mark.parametrize("name", ["bomb", "bomb in a bomb"])
def test_a_crawl_unpacks_no_bomb(name: str) -> None:
    with speaking(FLOODS[name]) as base, pytest.raises(UnreadablePayload):
        crawl(base, 20)
