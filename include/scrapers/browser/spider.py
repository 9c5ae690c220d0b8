"""The spider for pages that are built by programs: it reads each state of a list in a browser."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector
from playwright.async_api import Error, WebSocketRoute
from playwright.async_api import Page as BrowserPage
from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from include.network.sites import same_site
from include.scrapers.access import BasicAccess, FormAccess
from include.scrapers.browser.filling import fill_in
from include.scrapers.browser.handler import RenderingHandler
from include.scrapers.browser.turning import LeftOff, Stuck, content, settled, turned
from include.scrapers.browser.watch import Watch
from include.scrapers.job import Failure, Page, Row
from include.scrapers.middlewares import authorize
from include.scrapers.reservations import Reservations
from include.scrapers.spider import ListingSpider

IN_PAGE = ("click", "scroll")
CLOSE_SECONDS = 10.0


class RenderedSpider(ListingSpider):
    """Reads `job` into `result`, its list in a browser and the pages of its events without one."""

    def __init__(self, **about: Any) -> None:
        super().__init__(**about)
        self.ends = 0.0
        self.cookies: list[dict[str, Any]] = []
        """By which the site knows us once we are logged in: for the pages of its events, which take no browser.
        Without domains: each goes to the host of the list alone, encrypted where the list is."""

    async def start(self) -> AsyncIterator[Request]:
        """Begin at the entrance, or at the form before it."""
        self.ends = time.monotonic() + self.job.max_seconds
        self.watch = Watch(self.job, Reservations.shared, self._obeys)
        assert RenderingHandler.shared is not None
        RenderingHandler.shared.abort_request = self.watch.refuses
        access = self.job.authentication
        if isinstance(access, BasicAccess):  # for the pages of events; the browser knows it from its context
            authorize(self.crawler, access.header)
        if isinstance(access, FormAccess):
            yield self._in_browser(Request(access.url, self.log_in, cb_kwargs={"number": 1, "access": access}))
        else:
            yield self._page(self.job.url, 1)

    async def log_in(self, response: Response, number: int, access: FormAccess) -> Request | None:
        """Fill in the form, as a person would; then the entrance."""
        page: BrowserPage = response.meta["playwright_page"]
        try:
            failure = await asyncio.wait_for(fill_in(page, access, self.job, self.watch), self._left())
            kept = await page.context.cookies(self.job.url)
            encrypted = urlsplit(self.job.url).scheme == "https"
            self.cookies = [
                {name: str(one.get(name)) for name in ("name", "value", "path")}
                | {"secure": encrypted or bool(one.get("secure"))}
                for one in kept
            ]
        except (Error, TimeoutError) as error:
            failure = _failed(page, error)
        finally:
            await _close(page)
        if failure:
            self.result.failures.append(failure.model_copy(update={"where": "entrance"}))
            return None
        self.watch.failures.clear()
        return self._page(self.job.url, number)

    async def read_list(self, response: Response, number: int) -> list[Request]:
        """One page of the list with what is added to it; then those of its events, then the next."""
        page: BrowserPage = response.meta["playwright_page"]
        asked: list[Request] = []
        try:
            await self._read(page, response, number, asked)
        except CloseSpider:
            raise
        except (Error, TimeoutError) as error:
            self.result.failures.append(_failed(page, error, first=number == 1 and not self.result.rows))
        except Exception as error:  # whatever a foreign page can raise: Scrapy would only log it
            self._unreadable(response.url, number, f"{type(error).__name__}: {error}"[:300])
        finally:
            await _close(page)
        return asked

    async def _read(self, page: BrowserPage, response: Response, number: int, asked: list[Request]) -> None:
        kind = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
        if "html" not in kind and "xml" not in kind:
            self._unreadable(response.url, number, f"expected a page, not {kind[:60]}")
            return
        if await asyncio.wait_for(self.watch.shows_no_page(), self._left()):
            self._unreadable(response.url, number, "expected a page")
            return
        html = await asyncio.wait_for(settled(page, self.watch, lambda now: self._is_fresh(page, now)), self._left())
        first = html if html is not None else await content(page)
        if self.watch.astray:
            self._note_failures()
            return
        rows = self._state(page, first, number)
        if rows is None:
            return
        asked += self._details(rows)
        way = self.job.pagination
        if self.watch.failures:
            pass  # what is behind a page that is short of something is asked for next time
        elif way and (way.type in IN_PAGE or (way.type == "numbered" and way.selector)):
            await self._turn(page, asked)
        else:
            asked += self._onward(page.url, Selector(text=first), number, more=bool(rows))
        self._note_failures()

    async def _turn(self, page: BrowserPage, asked: list[Request]) -> None:
        """The states behind the first one."""
        way = self.job.pagination
        assert way is not None
        states = turned(page, way, self.watch, lambda now: self._is_fresh(page, now))
        try:
            while (html := await asyncio.wait_for(anext(states, None), self._left())) is not None:
                if not same_site(page.url, self.job.url, self.job.sites):
                    raise Stuck(f"it leads away, to {page.url[:200]}")
                if self.watch.astray:
                    return
                asked += self._details(self._state(page, html, 2) or [])
                if self.watch.failures or self.entries.full:
                    return
                await asyncio.sleep(self.job.pause)
            self.result.ended = not self.watch.failures
        except LeftOff:
            return
        except Stuck as error:
            self._unreadable(page.url, 2, str(error))

    def _state(self, page: BrowserPage, html: str, number: int) -> list[Row] | None:
        """What one state of the page brings, kept for the archive: in place of an earlier one that it holds whole."""
        body = html.encode("utf-8", "replace")
        self._keep(Page.model_construct(url=page.url, media_type="text/html", body=body, charset="utf-8"))
        selector = Selector(text=html or "<p></p>")
        grew = self.entries.holds_last(self.entries.on(selector, page.url))
        if number > 1 and grew:
            del self.result.pages[-2]
        return self._rows(selector, page.url, number)

    def _is_fresh(self, page: BrowserPage, html: str) -> bool:
        return bool(self.entries.fresh(self.entries.on(Selector(text=html or "<p></p>"), page.url)))

    def _note_failures(self) -> None:
        """What the page asked for in vain: the list may be short of it."""
        for failure in self.watch.failures:
            where = "list" if self.result.rows else "entrance"
            self.result.failures.append(failure.model_copy(update={"where": where}))
        if self.watch.failures:
            self.result.ended = False
        self.watch.failures.clear()

    async def list_failed(self, failure: TwistedFailure) -> None:
        """A page of the list did not come."""
        page = failure.request.meta.get("playwright_page")  # type: ignore[attr-defined]
        if page is not None:
            await _close(page)
        self.watch.failures.clear()
        await super().list_failed(failure)

    def _page(self, url: str, number: int) -> Request:
        return self._in_browser(super()._page(url, number))

    def _details(self, rows: Iterable[Row]) -> Iterator[Request]:
        for request in super()._details(rows):
            if self._is_of_list(request.url):
                yield request.replace(cookies=self.cookies)
            else:
                yield request.replace(meta={"dont_merge_cookies": True})

    def _in_browser(self, request: Request) -> Request:
        async def attach(page: BrowserPage, _: Request) -> None:
            self.watch.attach(page)
            await page.route_web_socket("**", _shut)
            self.watch.begun.add(request.url)

        meta = {
            "playwright": True, "playwright_include_page": True, "playwright_page_init_callback": attach,
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
        }  # fmt: skip
        return request.replace(meta=meta, dont_filter=True, errback=self.list_failed)

    async def _obeys(self, url: str) -> bool:
        robots = self.crawler.get_downloader_middleware(RobotsTxtMiddleware)
        assert isinstance(robots, RobotsTxtMiddleware)
        parser = await robots.robot_parser(Request(url))
        return parser is None or parser.allowed(url, self.settings["USER_AGENT"])

    def _left(self) -> float:
        """Seconds that are left of the crawl. Raises: TimeoutError."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"the crawl took more than {self.job.max_seconds:g} s")
        return left


def _failed(page: BrowserPage, error: Exception, *, first: bool = True) -> Failure:
    what = str(error).strip() or f"it took too long ({type(error).__name__})"
    message = f"{page.url[:300]}: {what[:300]}"
    return Failure(url=page.url, error="TransientError", message=message, where="entrance" if first else "list")


async def _shut(socket: WebSocketRoute) -> None:
    """Let no page speak to its site past robots.txt and the limit."""
    await socket.close()


async def _close(page: BrowserPage) -> None:
    """A page whose programs never end is left to the end of the browser."""
    try:
        await asyncio.wait_for(page.close(), CLOSE_SECONDS)
    except (Error, TimeoutError):
        return
