"""What a page asks for while it is read in a browser: which requests it may make, and what came of them."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

from playwright.async_api import Error, Page, Request, Response

from include.network.limits import Outcome
from include.network.sites import same_site
from include.network.statuses import failure_of
from include.payloads.decoding import decode
from include.scrapers.access import FormAccess
from include.scrapers.failures import NotGranted
from include.scrapers.job import Failure, Job
from include.scrapers.login import IN_ADDRESS, without_encryption
from include.scrapers.reading.entries import is_page
from include.scrapers.reservations import Reservations, outcome_of

PROGRAMS = ("script", "stylesheet")
"""What makes a page work, and may come from any public address."""
CONTENT = ("document", "xhr", "fetch")
"""What a page is filled from, and may come from its own site and those that its source names. All else is not asked
for: pictures, fonts, films, sockets."""
SLOW_SECONDS = 20.0
"""For one answer: a page that keeps one open for ever is not waited for."""
Obeys = Callable[[str], Awaitable[bool]]
"""Whether the robots.txt of an address lets us ask for it."""


class Watch:
    """The requests of all pages of one crawl."""

    def __init__(self, job: Job, reservations: Reservations, obeys: Obeys) -> None:
        self.job, self.reservations, self.obeys = job, reservations, obeys
        self.reserved: dict[Request, int] = {}
        """Requests under way, with the numbers of their reservations."""
        self.outcomes: dict[Request, Outcome] = {}
        self.begun: set[str] = set()
        """Addresses that Scrapy itself asks for: counted and checked there."""
        self.waiting: dict[object, float] = {}
        self.failures: list[Failure] = []
        self.exposing: str | None = None
        """Why a request was not made that would have shown the password to others."""
        self.astray = False
        """Whether a redirect has led to what may not be asked for: what the page shows from then on is not taken."""
        self.asked, self.active_at = 0, time.monotonic()
        self.document: Response | None = None
        """The newest answer that a page was made of, not a part of one."""

    def attach(self, page: Page) -> None:
        """Watch a page from now on."""
        page.on("request", self._began)
        page.on("request", self._led_on)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        page.on("popup", _closed)  # nobody watches what another window asks for

    async def shows_no_page(self) -> bool:
        """Whether the site has answered with something else, such as JSON or nothing, that the browser has wrapped."""
        if self.document is None:
            return False
        try:
            body = await self.document.body()
        except Error:  # the browser keeps no body of a page that has led on by itself
            return False
        return not is_page(decode(body))

    def quiet(self, seconds: float) -> bool:
        """Whether nothing has been under way for so long."""
        now = time.monotonic()
        return not self.busy() and now - self.active_at >= seconds

    def busy(self) -> bool:
        """Whether an answer is still to be waited for; one that takes longer than SLOW_SECONDS is not."""
        return any(time.monotonic() - began < SLOW_SECONDS for began in self.waiting.values())

    async def refuses(self, request: Request) -> bool:
        """Whether a request is not made. Called for each but what a redirect leads to."""
        if reason := self._exposes(request):
            self.exposing = reason
            return True
        kind = request.resource_type
        inner = kind == "document" and request.frame.parent_frame is not None
        if inner or not self._is_wanted(request):
            if kind == "document" and not inner:
                self._leads_away(request)
            return True
        if kind == "document" and request.url in self.begun:
            self.begun.discard(request.url)
            return False
        return not await self._may(request)

    async def _led_on(self, request: Request) -> None:
        """Check what a redirect leads to: the browser asks for it by itself, it can only be left unread."""
        if request.redirected_from is None:
            return
        check = object()
        self.waiting[check] = time.monotonic()
        if not self._is_wanted(request):
            self._leads_away(request)
            self.astray = True
        elif not await self._may(request):
            self.astray = True
        self.waiting.pop(check)

    def _is_wanted(self, request: Request) -> bool:
        kind = request.resource_type
        return kind in PROGRAMS or (kind in CONTENT and self._is_ours(request.url))

    async def _may(self, request: Request) -> bool:
        """Whether robots.txt of our sites and the limit let us ask, once its turn has come."""
        url = request.url
        if self._is_ours(url) and not await self.obeys(url):
            self._note(Failure(url=url, error="SourceRefused", message=f"{url}: forbidden by robots.txt", where="list"))
            return False
        try:
            number = await self.reservations.reserve(url)
        except NotGranted as error:
            self._note(Failure(
                url=url, error=error.error, message=str(error), retry_after=error.retry_after, where="list"
            ))  # fmt: skip
            return False
        if request in self.waiting:
            self.reserved[request] = number
            self.waiting[request] = self.active_at = time.monotonic()
        else:  # a redirect whose answer is here already, a page that was left
            self.reservations.end(number, "unknown")
        return True

    def _leads_away(self, request: Request) -> None:
        message = f"{self.job.url[:200]}: it leads away, to {request.url[:200]}"
        self._note(Failure(url=request.url, error="SourceRefused", message=message, where="list"))

    def _exposes(self, request: Request) -> str | None:
        """Why a request would show the password to others: whoever builds a form, a program or the page itself."""
        access = self.job.authentication
        if not isinstance(access, FormAccess):
            return None
        if access.password in (value for _, value in parse_qsl(urlsplit(request.url).query)):
            return IN_ADDRESS
        if request.method != "GET" and without_encryption(request.url, access.url):
            return "the password would be sent without encryption"
        return None

    def _is_ours(self, url: str) -> bool:
        return same_site(url, self.job.url, self.job.sites)

    def _counts(self, request: Request) -> bool:
        return request.resource_type in CONTENT and self._is_ours(request.url)

    def _began(self, request: Request) -> None:
        self.active_at = time.monotonic()
        if request.resource_type in (*PROGRAMS, *CONTENT):
            self.waiting[request] = self.active_at
        self.asked += self._counts(request)

    def _ended(self, request: Request) -> None:
        self.active_at = time.monotonic()
        self.waiting.pop(request, None)
        self._end_reservation(request, self.outcomes.pop(request, "unknown"))

    def _end_reservation(self, request: Request, outcome: Outcome, reason: str = "") -> None:
        if number := self.reserved.pop(request, None):
            self.reservations.end(number, outcome, reason)

    def _failed(self, request: Request) -> None:
        why = request.failure or "it failed"
        # a page that goes on to another one gives up what it has asked for; what we refuse is noted there
        by_itself = "ERR_ABORTED" not in why and not why.endswith("ERR_FAILED")
        self._end_reservation(request, "failed" if by_itself else "unknown", why)
        self._ended(request)
        if self._counts(request) and by_itself:
            self._note(
                Failure(url=request.url, error="TransientError", message=f"{request.url[:300]}: {why}", where="list")
            )

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame.parent_frame is None:
            self.document = response
        if response.request in self.reserved:
            self.outcomes[response.request] = outcome_of(response.status)
        if not self._counts(response.request) or 300 <= response.status < 400:
            return
        error = failure_of(response.url[:300], response.status, response.headers)
        if error is not None:
            self._note(Failure(
                url=response.url, error=type(error).__name__, message=str(error), where="list",
                retry_after=getattr(error, "retry_after", None),
            ))  # fmt: skip

    def _note(self, failure: Failure) -> None:
        if len(self.failures) < 100:
            self.failures.append(failure)


async def _closed(page: Page) -> None:
    with suppress(Error):
        await page.close()
