"""One download of a crawl: within its source's limit and the time for its page, refused where the guard refuses."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    TunnelError,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.http import Response
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HEADER, STATUS

from include.network.http import EXCHANGE_SECONDS, MAX_HEADERS_BYTES
from include.network.limits import Outcome
from include.scrapers.failures import NotPublic, outcome_of_error
from include.scrapers.reservations import Reservations, outcome_of
from include.scrapers.resolver import why_refused


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Ends a connection whose answer has more than MAX_HEADERS_BYTES bytes of headers: Twisted would keep them all."""

    received = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Called by Twisted for each part of an answer."""
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        parser = self._parser
        self.received = self.received + len(data) if parser and parser.state in (STATUS, HEADER) else 0
        if self.received > MAX_HEADERS_BYTES:
            self.abort()  # type: ignore[no-untyped-call]


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _BoundedProtocol:  # noqa: N802 - Twisted's name
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's own handler; `spent` in a request's meta goes along through redirects and second tries."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory

    async def download_request(self, request: Request) -> Response:
        """Raises: NotGranted, NotPublic, DownloadTimeoutError."""
        return await exchanged(request, self._downloaded)

    async def _downloaded(self, request: Request) -> Response:
        left = EXCHANGE_SECONDS - request.meta.get("spent", 0.0)
        if left <= 0:
            raise DownloadTimeoutError(f"{request.url} took more than {EXCHANGE_SECONDS:g} s in all")
        request.meta["download_timeout"] = min(request.meta.get("download_timeout", left), left)
        began = time.monotonic()
        try:
            response = await super().download_request(request)
            if request.meta.get("proxy") and response.status == 403 and (reason := why_refused(request.url)):
                raise NotPublic(reason)
            return response
        except (CannotResolveHostError, TunnelError) as error:
            if reason := why_refused(request.url):
                raise NotPublic(reason) from error
            raise
        finally:
            request.meta["spent"] = request.meta.get("spent", 0.0) + time.monotonic() - began


async def exchanged(request: Request, download: Callable[[Request], Awaitable[Response]]) -> Response:
    """What `download` brings, under a reservation; and how it ended. Raises: NotGranted, and what `download` raises."""
    reservations = Reservations.shared
    number = await reservations.reserve(request.url)
    ended: tuple[Outcome, str] = ("unknown", "")
    try:
        response = await download(request)
        ended = outcome_of(response.status), f"it answered {response.status}"
        return response
    except Exception as error:
        ended = outcome_of_error(error)
        raise
    finally:
        reservations.end(number, *ended)
