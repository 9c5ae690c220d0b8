"""Pages in a browser: scrapy-playwright with the system's Chromium, whose only way out is the guarded proxy."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import Any, ClassVar, Self

from playwright.async_api import Browser, Error
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler  # type: ignore[import-untyped]
from scrapy_playwright.provider import PlaywrightBrowserProvider  # type: ignore[import-untyped]

from include.network.browser import arguments_for
from include.network.chromium import chromium
from include.network.http import EXCHANGE_SECONDS, USER_AGENT
from include.scrapers.access import BasicAccess
from include.scrapers.failures import NotPublic
from include.scrapers.handler import BoundedHandler, exchanged
from include.scrapers.job import Job
from include.scrapers.memory import bound_address_space, children
from include.scrapers.middlewares import origin_of
from include.scrapers.resolver import why_refused
from include.settings import settings

HEAP_MEGABYTES = 512
"""Of the programs of one page; a page that takes more ends, and the crawl goes on without it."""

CLOSE_SECONDS = 10.0


class Chromium(PlaywrightBrowserProvider):  # type: ignore[misc]
    """Starts the browser before this process bounds its own memory, which its children would inherit."""

    async def start(self) -> None:
        """Called by scrapy-playwright, once."""
        await super().start()
        self.browser: Browser = await super().launch_browser()
        bound_address_space()

    async def launch_browser(self) -> Browser:
        """Called by scrapy-playwright for the first page."""
        return self.browser

    async def close(self) -> None:
        """Called by scrapy-playwright at the end."""
        await self.browser.close()
        await super().close()


class RenderingHandler(ScrapyPlaywrightDownloadHandler, BoundedHandler):  # type: ignore[misc]
    """Pages that are asked for with `playwright` in their meta come from the browser, all else as in any crawl."""

    lazy = False
    shared: ClassVar[RenderingHandler | None] = None
    """One browser for http and https."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy for each scheme."""
        if cls.shared is None:
            cls.shared = cls(crawler)
        return cls.shared

    async def download_request(self, request: Request) -> Response:
        """Raises: NotGranted, NotPublic; the errors of Playwright."""
        if request.meta.get("playwright"):
            return await exchanged(request, self._rendered)
        return await super().download_request(request)

    async def _rendered(self, request: Request) -> Response:
        seconds = request.meta.get("download_timeout", EXCHANGE_SECONDS)
        try:
            response: Response = await asyncio.wait_for(super().download_request(request), seconds)
        except Error as error:
            if reason := why_refused(request.url):
                raise NotPublic(reason) from error
            raise
        if response.status == 403 and (reason := why_refused(response.url)):
            raise NotPublic(reason)
        return response

    async def close(self) -> None:
        """Called by Scrapy for each scheme."""
        if RenderingHandler.shared is not None:
            RenderingHandler.shared = None
            with suppress(TimeoutError, Error):
                await asyncio.wait_for(super().close(), CLOSE_SECONDS)
            for pid in children(os.getpid()):  # a browser whose pages never end
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)


def browser_settings(job: Job, proxy: str) -> dict[str, Any]:
    """Scrapy's settings for a crawl in a browser."""
    bounds = [f"--js-flags=--max-old-space-size={HEAP_MEGABYTES}", "--renderer-process-limit=2", "--disable-gpu"]
    return {
        "PLAYWRIGHT_BROWSER_PROVIDER": Chromium,
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": chromium(),
            "args": [*arguments_for(proxy), *bounds],
            "headless": True,
            # Chromium builds none as root
            "chromium_sandbox": settings().browser_sandbox and os.geteuid() != 0,
        },
        "PLAYWRIGHT_CONTEXTS": {"default": _context(job)},
        "PLAYWRIGHT_MAX_CONTEXTS": 1,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 2,
        "PLAYWRIGHT_RESTART_DISCONNECTED_BROWSER": False,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": min(EXCHANGE_SECONDS, job.max_seconds) * 1000,
        # headers of ours would go along to wherever a redirect leads
        "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
    }


def _context(job: Job) -> dict[str, Any]:
    """One visitor, who stores nothing and asks for nothing."""
    about: dict[str, Any] = {
        "user_agent": USER_AGENT,
        "viewport": {"width": 1280, "height": 1600},
        "service_workers": "block",
        "accept_downloads": False,
    }
    if isinstance(job.authentication, BasicAccess):
        scheme, host = origin_of(job.url)
        about["http_credentials"] = {
            "username": job.authentication.username, "password": job.authentication.password,
            "origin": f"{scheme}://{host.removesuffix(':80' if scheme == 'http' else ':443')}",
        }  # fmt: skip
    return about
