"""`python -m include.scrapers`: one crawl. A `Job` as JSON in, a `CrawlResult` as JSON out; its log is on stderr.

A process of its own, because Twisted's reactor cannot be started twice in one.
"""

from __future__ import annotations

import os
import resource
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler, CrawlerProcess
from twisted.python.failure import Failure as TwistedFailure

from include.network.http import MAX_BODY_BYTES, USER_AGENT
from include.scrapers.failures import BudgetUsedUp
from include.scrapers.job import CrawlResult, Failure, Job
from include.scrapers.resolver import GuardedResolver
from include.scrapers.spider import ListingSpider

HANDLER = "include.scrapers.handler.BoundedHandler"
MAX_MEMORY_BYTES = 2_000_000_000
"""Of address space: a site that floods the crawl, in a way that no limit of Scrapy's sees, ends this process alone."""


class RequestBudget:
    """A downloader middleware: so many requests and no more."""

    def __init__(self, left: int) -> None:
        self.left = left

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RequestBudget:
        """Called by Scrapy."""
        return cls(crawler.settings.getint("BUDGET"))

    def process_request(self, request: Request) -> None:
        """Raises: BudgetUsedUp."""
        if self.left <= 0:
            raise BudgetUsedUp("our own limit for this source is used up")
        self.left -= 1


def settings_of(job: Job) -> dict[str, Any]:
    """Scrapy's settings: polite, bounded, and web addresses only."""
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
        "BUDGET": job.budget,
        "DOWNLOADER_MIDDLEWARES": {RequestBudget: 50},
        # a page must not make us read our own disk
        "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER, "file": None, "ftp": None, "s3": None, "data": None},
        # nor our own network
        "TWISTED_DNS_RESOLVER": GuardedResolver,
        "HTTPPROXY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "WARNING",
    }


def crawl(job: Job) -> CrawlResult:
    """Run the spider to its end."""
    result = CrawlResult()
    process = CrawlerProcess(settings_of(job))
    crawler = process.create_crawler(ListingSpider)

    def broken(failure: TwistedFailure, response: Any) -> None:
        message = f"{response.url}: {type(failure.value).__name__}: {failure.value}"
        result.failures.append(Failure(url=response.url, error="UnreadablePayload", message=message, where="list"))

    crawler.signals.connect(broken, signal=signals.spider_error)
    process.crawl(crawler, job=job, result=result)
    process.start()
    return result


def end_with_parent(every: float = 1.0) -> None:
    """End this process when the one that wants its result is gone: a killed task must not leave a crawl behind."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def bound_memory() -> None:
    """Give this process MAX_MEMORY_BYTES and no more, where the system can (macOS cannot)."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


def main() -> None:
    """One job from standard input, its result to standard output."""
    end_with_parent()
    bound_memory()
    job = Job.model_validate_json(sys.stdin.buffer.read())
    sys.stdout.write(crawl(job).model_dump_json())


if __name__ == "__main__":
    main()
