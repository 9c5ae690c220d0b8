"""`python -m include.scrapers DESCRIPTOR`: one crawl. A `Job` as JSON in, a `CrawlResult` as JSON out; its log is on
stderr. The descriptor is that of the socket over which it asks for each request (`granting.py`).

A process of its own, because Twisted's reactor cannot be started twice in one.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.downloadermiddlewares import cookies
from twisted.python.failure import Failure as TwistedFailure

from include.network.addresses import Allowance
from include.network.http import MAX_BODY_BYTES, USER_AGENT
from include.network.proxy import guarded_proxy
from include.network.upstream import Upstreams
from include.redaction import Redactor
from include.scrapers.access import secrets_of
from include.scrapers.job import CrawlResult, Failure, Job
from include.scrapers.memory import bound_address_space, bound_children
from include.scrapers.middlewares import Authorization, Cookies, WayOut
from include.scrapers.reservations import Reservations
from include.scrapers.resolver import GuardedResolver, RememberingGuard
from include.settings import settings

HANDLER = "include.scrapers.handler.BoundedHandler"
BROWSER_HANDLER = "include.scrapers.browser.handler.RenderingHandler"
SPIDERS = {False: "include.scrapers.spider:ListingSpider", True: "include.scrapers.browser.spider:RenderedSpider"}
"""By whether the list is read in a browser: a crawl without one loads nothing of it."""
EXTENSIONS = {"scrapy.extensions.closespider.CloseSpider": 0, "scrapy.extensions.throttle.AutoThrottle": 0}
"""What keeps a crawl within its time and polite. Of Scrapy's own others, one runs whatever code it is sent."""


def settings_of(job: Job, proxy: str | None = None) -> dict[str, Any]:
    """Scrapy's settings: polite, bounded, and web addresses only; out through `proxy`, where there is one."""
    handler = BROWSER_HANDLER if job.in_browser else HANDLER
    return {
        "USER_AGENT": USER_AGENT,
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": job.pause,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": job.pause,
        "AUTOTHROTTLE_MAX_DELAY": 30,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_TIMEOUT": min(20.0, job.max_seconds),
        "DOWNLOAD_MAXSIZE": MAX_BODY_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "CLOSESPIDER_TIMEOUT": job.max_seconds,
        "RETRY_TIMES": 2,
        "RETRY_HTTP_CODES": [502, 503, 504],
        "REDIRECT_MAX_TIMES": 5,
        "ENTRANCE": job.url,
        "WAY_OUT": proxy if job.proxies else None,
        "DOWNLOADER_MIDDLEWARES": {
            Authorization: 60,
            WayOut: 70,
            cookies.CookiesMiddleware: None,
            Cookies: 700,
        },
        # a page must not make us read our own disk
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "file": None, "ftp": None, "s3": None, "data": None},
        # nor our own network
        "TWISTED_DNS_RESOLVER": GuardedResolver,
        "HTTPPROXY_ENABLED": False,
        "EXTENSIONS_BASE": EXTENSIONS,
        "LOG_LEVEL": "WARNING",
    } | (_browser_settings(job, proxy) if job.in_browser and proxy else {})


def crawl(job: Job) -> CrawlResult:
    """Run the spider to its end."""
    result = CrawlResult()
    upstreams = Upstreams(job.proxies) if job.proxies else None
    with _way_out(job, upstreams) as proxy:
        process = CrawlerProcess(settings_of(job, proxy))
        crawler = process.create_crawler(_spider(job))

        def broken(failure: TwistedFailure, response: Any) -> None:
            message = f"{response.url}: {type(failure.value).__name__}: {failure.value}"
            result.failures.append(Failure(url=response.url, error="UnreadablePayload", message=message, where="list"))

        crawler.signals.connect(broken, signal=signals.spider_error)
        process.crawl(crawler, job=job, result=result)
        process.start()
    if upstreams and upstreams.failure:
        for one in result.failures:
            one.message += f" ({upstreams.failure})"
    return masked(job, result)


def masked(job: Job, result: CrawlResult) -> CrawlResult:
    """The result without what was made of the site's secrets, or given for them, where the site shows that again."""
    secrets = [*secrets_of(job.authentication), *result.secrets]
    if secrets:
        redactor = Redactor(secrets)
        for page in result.pages:
            page.url, page.body = redactor.text(page.url), redactor.body(page.body)
            page.asked = redactor.text(page.asked)
        for row in result.rows:
            row.parts = redactor.document(row.parts)
        for one in result.failures:
            one.url, one.message = redactor.text(one.url), redactor.text(one.message)
    return result


@contextmanager
def _way_out(job: Job, upstreams: Upstreams | None) -> Iterator[str | None]:
    """The guarded proxy: for a browser, which would look names up by itself, and for a crawl through proxies."""
    if not job.in_browser and upstreams is None:
        yield None
        return
    with guarded_proxy(RememberingGuard(Allowance.read(settings().fetch_allow)), upstreams) as proxy:
        yield proxy


def _browser_settings(job: Job, proxy: str) -> dict[str, Any]:
    found: dict[str, Any] = import_module("include.scrapers.browser.handler").browser_settings(job, proxy)
    return found


def _spider(job: Job) -> Any:
    module, _, name = SPIDERS[job.in_browser].partition(":")
    return getattr(import_module(module), name)


def end_with_parent(every: float = 1.0) -> None:
    """End this process when the one that wants its result is gone: a killed task must not leave a crawl behind."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """One job from standard input, its result to standard output."""
    end_with_parent()
    os.set_inheritable(descriptor := int(sys.argv[1]), False)  # no browser asks for itself
    Reservations.shared = Reservations(socket.socket(fileno=descriptor))
    job = Job.model_validate_json(sys.stdin.buffer.read())
    if job.in_browser:  # its own address space is bounded once the browser runs
        bound_children()
    else:
        bound_address_space()
    sys.stdout.write(crawl(job).model_dump_json())


if __name__ == "__main__":
    main()
