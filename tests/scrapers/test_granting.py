"""The limit of a source between a crawl and the process that started it; and one download under it, without a crawl."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from socket import AF_INET, AF_INET6
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.python.failure import Failure
from twisted.web._newclient import BODY, HEADER, STATUS

from include.errors import AddressRefused, HostUnavailable, RateLimited
from include.network.addresses import Allowance
from include.network.guard import CheckedAddress
from include.network.http import EXCHANGE_SECONDS, MAX_HEADERS_BYTES
from include.scrapers import handler, resolver
from include.scrapers.failures import NotGranted, NotPublic, as_failure, outcome_of_error
from include.scrapers.granting import MAX_REASON_CHARS, limit_granted
from include.scrapers.handler import BoundedHandler, _BoundedProtocol, exchanged
from include.scrapers.reservations import Reservations, outcome_of
from include.scrapers.resolver import GuardedResolver, RememberingGuard

URL = "https://site.example/e/1"


class Limit:
    """What a source may: `answer` is the wait in seconds, or why there is none."""

    def __init__(self, answer: float | Exception = 0.0) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.ended: list[tuple[str, str]] = []

    def reserve(self, url: str) -> Any:
        self.asked.append(url)
        if isinstance(self.answer, Exception):
            raise self.answer
        return SimpleNamespace(
            reservation=SimpleNamespace(wait=self.answer), end=lambda outcome, why: self.ended.append((outcome, why))
        )


@contextmanager
def asking(limit: Limit) -> Iterator[Reservations]:
    """A crawl's side of it."""
    with limit_granted(limit.reserve) as descriptor, socket.socket(fileno=os.dup(descriptor)) as channel:
        made = Reservations(channel)
        yield made
        made.lines.close()


def test_a_request_is_granted_and_its_end_reported() -> None:
    limit = Limit()
    with asking(limit) as made:
        assert [asyncio.run(made.reserve(one)) for one in (URL, URL + "2")] == [1, 2]
        made.end(2, "failed", "x" * 2 * MAX_REASON_CHARS)
        made.end(2, "answered")  # it has ended
        made.end(7, "answered")  # nobody asked
    assert limit.asked == [URL, URL + "2"]
    assert limit.ended == [("failed", "x" * MAX_REASON_CHARS), ("unknown", "")], "what a crawl leaves open ends with it"


@pytest.mark.parametrize(
    ("error", "named", "wait", "about"),
    [
        (RateLimited("our own limit", retry_after=7.0), "RateLimited", 7.0, "our own limit"),
        (HostUnavailable("it rests", retry_after=60.0), "HostUnavailable", 60.0, "it rests"),
        (OSError("password=raga"), "TransientError", None, "the limit of this source cannot be kept: OSError"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Exception) else None,
)
def test_what_is_not_granted_says_why(error: Exception, named: str, wait: float | None, about: str) -> None:
    with asking(Limit(error)) as made, pytest.raises(NotGranted, match=about) as raised:
        asyncio.run(made.reserve(URL))
    assert (raised.value.error, raised.value.retry_after) == (named, wait)
    failure = as_failure(Failure(raised.value), URL, where="list")  # type: ignore[no-untyped-call]
    assert (failure.error, failure.retry_after, failure.message) == (named, wait, f"{URL}: {raised.value}")


def test_a_crawl_that_is_stopped_while_it_waits_gives_its_turn_back() -> None:
    async def stopped(made: Reservations) -> None:
        waiting = asyncio.create_task(made.reserve(URL))
        while not limit.asked:  # noqa: ASYNC110 - it is asked by another thread
            await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    limit = Limit(600.0)
    with asking(limit) as made:
        asyncio.run(stopped(made))
    assert limit.ended == [("unknown", "")]


@pytest.mark.parametrize(
    "line", [b"no\n", b"{}\n", b'{"type": "asked", "number": 1, "url": "x", "more": 1}\n', b'{"type": "asked"'], ids=str
)
def test_what_is_not_a_line_ends_the_conversation(line: bytes) -> None:
    with asking(limit := Limit()) as made:
        made.channel.sendall(line)
        made.channel.shutdown(socket.SHUT_WR)
        assert made.lines.read() == b""
    assert limit.asked == []


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "answered"), (302, "answered"), (404, "answered"), (403, "answered"), (429, "unknown"), (503, "failed")],
)
def test_what_an_answer_shows_of_its_host(status: int, outcome: str) -> None:
    assert outcome_of(status) == outcome


class Kept:
    """Reservations that are counted."""

    def __init__(self) -> None:
        self.ended: list[tuple[int, str, str]] = []

    async def reserve(self, _: str) -> int:
        return 4

    def end(self, number: int, outcome: str, reason: str) -> None:
        self.ended.append((number, outcome, reason))


@pytest.mark.parametrize(
    ("happens", "outcome", "reason"),
    [
        (200, "answered", "it answered 200"),
        (500, "failed", "it answered 500"),
        (429, "unknown", "it answered 429"),
        (OSError("reset"), "failed", "OSError: reset"),
        (NotPublic("10.0.0.1 is private"), "unknown", "10.0.0.1 is private"),
        (asyncio.CancelledError(), "unknown", ""),
    ],
    ids=str,
)
def test_a_download_reports_how_it_ended(
    monkeypatch: pytest.MonkeyPatch, happens: int | BaseException, outcome: str, reason: str
) -> None:
    async def download(request: Request) -> Response:
        if isinstance(happens, BaseException):
            raise happens
        return Response(request.url, status=happens)

    kept = Kept()
    monkeypatch.setattr(Reservations, "shared", kept, raising=False)
    if isinstance(happens, int):
        assert asyncio.run(exchanged(Request(URL), download)).status == happens
    else:
        with pytest.raises(type(happens)):
            asyncio.run(exchanged(Request(URL), download))
    ((number, *rest),) = kept.ended
    assert number == 4
    assert rest[0] == outcome
    assert reason in rest[1]


@pytest.mark.parametrize(
    ("spent", "timeout", "expected"),
    [(None, None, EXCHANGE_SECONDS), (0, 5.0, 5.0), (EXCHANGE_SECONDS - 3, 180.0, 3.0)],
)
def test_a_page_has_its_time_with_all_redirects_and_second_tries(
    monkeypatch: pytest.MonkeyPatch, spent: float | None, timeout: float | None, expected: float
) -> None:
    async def downloaded(self: Any, request: Request) -> Response:
        del self
        return Response(request.url)

    monkeypatch.setattr(handler.HTTP11DownloadHandler, "download_request", downloaded)
    monkeypatch.setattr(handler, "time", SimpleNamespace(monotonic=iter([10.0, 12.5]).__next__))
    known = {"spent": spent, "download_timeout": timeout}
    request = Request(URL, meta={name: value for name, value in known.items() if value is not None})
    asyncio.run(BoundedHandler._downloaded(BoundedHandler.__new__(BoundedHandler), request))
    assert request.meta["download_timeout"] == expected
    assert request.meta["spent"] == (spent or 0) + 2.5


@pytest.mark.parametrize("spent", [EXCHANGE_SECONDS, EXCHANGE_SECONDS + 1])
def test_a_page_whose_time_is_over_is_not_asked_for(spent: float) -> None:
    with pytest.raises(DownloadTimeoutError, match="in all"):
        asyncio.run(
            BoundedHandler._downloaded(BoundedHandler.__new__(BoundedHandler), Request(URL, meta={"spent": spent}))
        )


@pytest.mark.parametrize(
    ("proxy", "status", "is_refused", "error"),
    [("http://127.0.0.1:9", 403, True, NotPublic), ("http://127.0.0.1:9", 403, False, None),
     ("http://127.0.0.1:9", 200, True, None), (None, 403, True, None)],
)  # fmt: skip
def test_a_proxy_that_refuses_says_why(
    monkeypatch: pytest.MonkeyPatch, proxy: str | None, status: int, is_refused: bool, error: type[Exception] | None
) -> None:
    async def downloaded(self: Any, request: Request) -> Response:
        del self
        return Response(request.url, status=status)

    monkeypatch.setattr(handler.HTTP11DownloadHandler, "download_request", downloaded)
    monkeypatch.setattr(resolver, "REFUSAL_REASONS", {("site.example", 443): "it is private"} if is_refused else {})
    request = Request(URL, meta={"proxy": proxy} if proxy else {})
    asked = BoundedHandler._downloaded(BoundedHandler.__new__(BoundedHandler), request)
    if error:
        with pytest.raises(error, match="it is private"):
            asyncio.run(asked)
    else:
        assert asyncio.run(asked).status == status


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://a.example/x", "of 443"), ("http://a.example/x", "of 80"), ("http://a.example:443/", "of 443"),
     ("https://a.example:8443/", None), ("https://b.example/", None)],
)  # fmt: skip
def test_why_a_host_was_refused_is_kept_by_its_port(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: str | None
) -> None:
    monkeypatch.setattr(resolver, "REFUSAL_REASONS", {("a.example", 443): "of 443", ("a.example", 80): "of 80"})
    assert resolver.why_refused(url) == expected


@pytest.mark.parametrize(
    ("parts", "is_ended"),
    [
        ([(HEADER, MAX_HEADERS_BYTES)], False),
        ([(HEADER, MAX_HEADERS_BYTES + 1)], True),
        ([(STATUS, 1), (HEADER, MAX_HEADERS_BYTES)], True),
        ([(HEADER, MAX_HEADERS_BYTES), (BODY, 10 * MAX_HEADERS_BYTES)], False),
        ([(HEADER, MAX_HEADERS_BYTES), (BODY, 1), (STATUS, MAX_HEADERS_BYTES)], False),
    ],
    ids=["as many as may be", "one more", "in several parts", "and a body", "of two answers"],
)
def test_headers_without_an_end_end_the_connection(
    monkeypatch: pytest.MonkeyPatch, parts: list[tuple[str, int]], is_ended: bool
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(handler._LenientHTTP11ClientProtocol, "dataReceived", lambda *_: None)
    monkeypatch.setattr(_BoundedProtocol, "abort", lambda _: ended.append(True))
    made = _BoundedProtocol.__new__(_BoundedProtocol)
    for state, size in parts:
        made._parser = SimpleNamespace(state=state)
        made.dataReceived(b"x" * size)
    assert bool(ended) is is_ended


class CancelledError(Exception):
    """As Twisted calls it."""


@pytest.mark.parametrize(
    ("error", "named", "about"),
    [
        (NotPublic("10.0.0.1 is private"), "SourceRefused", f"{URL}: 10.0.0.1 is private"),
        (IgnoreRequest("Forbidden by robots.txt"), "SourceRefused", f"{URL}: Forbidden by robots.txt"),
        (IgnoreRequest("more than DOWNLOAD_MAXSIZE"), "UnreadablePayload", f"{URL} unpacks to more than we take"),
        (OSError("net::ERR_TOO_MANY_REDIRECTS"), "SourceRefused", f"{URL}: net::ERR_TOO_MANY_REDIRECTS"),
        (OSError("net::ERR_UNSAFE_REDIRECT"), "SourceRefused", f"{URL}: net::ERR_UNSAFE_REDIRECT"),
        (CancelledError(), "UnreadablePayload", f"{URL} sends more than we take"),
        (ValueError("larger than download max size"), "UnreadablePayload", f"{URL} sends more than we take"),
        (OSError("reset"), "TransientError", f"{URL}: OSError: reset"),
    ],
    ids=lambda one: f"{type(one).__name__} {one}" if isinstance(one, Exception) else None,
)
def test_what_a_failure_is_called(error: Exception, named: str, about: str) -> None:
    found = as_failure(Failure(error), URL, where="event")  # type: ignore[no-untyped-call]
    assert (found.error, found.message, found.where, found.url) == (named, about, "event", URL)
    shown = {"TransientError": "failed", "UnreadablePayload": "answered"}.get(named, "unknown")
    assert outcome_of_error(error)[0] == shown


@pytest.mark.parametrize(
    ("status", "with_credentials", "named", "kept"),
    [
        (401, True, "CredentialsRefused", 401), (403, True, "CredentialsRefused", 403),
        (401, False, "SourceRefused", 401), (404, True, "SourceRefused", 404), (410, False, "SourceRefused", 410),
        (300, False, "SourceRefused", 300), (399, False, "SourceRefused", 399), (400, False, None, None),
        (429, False, "RateLimited", None), (500, True, "TransientError", None), (503, False, "TransientError", None),
    ],
)  # fmt: skip
def test_what_an_answer_is_called(status: int, with_credentials: bool, named: str | None, kept: int | None) -> None:
    answer = Response(URL, status=status, headers={"Retry-After": "120"})
    found = as_failure(
        Failure(HttpError(answer)),
        URL,
        where="list",
        with_credentials=with_credentials,  # type: ignore[no-untyped-call]
    )
    assert found.message == f"{URL} answered {status}"
    assert found.where == "list"
    if named:
        assert (found.error, found.status, found.retry_after) == (named, kept, 120 if status == 429 else None)


def test_why_a_guard_refuses_is_remembered_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[tuple[str, int], str] = {}
    monkeypatch.setattr(resolver, "REFUSAL_REASONS", kept)
    monkeypatch.setattr(resolver, "MAX_REASONS", 2)
    guard = RememberingGuard(Allowance(frozenset()))
    for last in (1, 2, 3):
        with pytest.raises(AddressRefused):
            guard.checked(f"10.0.0.{last}", 80, 1.0)
    assert list(kept) == [("10.0.0.1", 80), ("10.0.0.2", 80)]
    assert "10.0.0.1" in kept["10.0.0.1", 80]


@pytest.mark.parametrize(
    ("family", "address", "kind"),
    [(AF_INET, ("203.0.113.7", 80), IPv4Address), (AF_INET6, ("2001:db8::7", 80, 0, 0), IPv6Address)],
)
def test_an_address_that_was_checked_is_given_in_its_own_family(
    monkeypatch: pytest.MonkeyPatch, family: Any, address: tuple[Any, ...], kind: type[Any]
) -> None:
    given: list[Any] = []
    receiver = SimpleNamespace(
        resolutionBegan=lambda _: None, addressResolved=given.append, resolutionComplete=lambda: given.append("done")
    )
    at_once = SimpleNamespace(addCallbacks=lambda found, _: found([CheckedAddress(family, address)]))
    monkeypatch.setattr(resolver, "deferToThread", lambda *_: at_once)
    guard, reactor = SimpleNamespace(checked=None), SimpleNamespace()
    GuardedResolver(guard, reactor).resolveHostName(receiver, "site.example", 80)  # type: ignore[arg-type]
    assert [type(one) for one in given] == [kind, str]
    assert (given[0].host, given[0].port) == address[:2]
