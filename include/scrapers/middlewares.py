"""What every request of a crawl passes: the site's credentials, the way out."""

from __future__ import annotations

from collections import defaultdict
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import cookies
from scrapy.http.cookies import CookieJar
from tldextract import TLDExtract

# Scrapy's own downloads the public suffix list at the first cookie, past the guard, the limit and the proxies
cookies._split_domain = TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)

NO_CREDENTIALS = "no_credentials"
"""Of a request's meta: it brings credentials of its own, for the address at which a token is made."""


class Authorization:
    """A downloader middleware: the header that opens a site goes to that site, at its scheme and port, alone."""

    def __init__(self, origin: tuple[str, str]) -> None:
        self.origin = origin
        self.header: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Authorization:
        """Called by Scrapy."""
        return cls(origin_of(crawler.settings["ENTRANCE"]))

    def process_request(self, request: Request) -> None:
        """Called by Scrapy for each request, those of redirects too."""
        if request.meta.get(NO_CREDENTIALS):
            return
        request.headers.pop("Authorization", None)
        if self.header and origin_of(request.url) == self.origin:
            request.headers["Authorization"] = self.header


def authorize(crawler: Crawler, header: str) -> None:
    """Send `header` as `Authorization` with each request to the site of a crawl from now on."""
    found = crawler.get_downloader_middleware(Authorization)
    assert isinstance(found, Authorization)
    found.header = header


class Cookies(cookies.CookiesMiddleware):
    """Scrapy's own; a cookie that names no domain goes to the host that gave it, and not to those below it."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        policy = DefaultCookiePolicy(strict_ns_domain=DefaultCookiePolicy.DomainStrictNonDomain)
        self.jars = defaultdict(lambda: CookieJar(policy))


class WayOut:
    """A downloader middleware: each request through the guarded proxy, where this crawl has one."""

    def __init__(self, proxy: str | None) -> None:
        self.proxy = proxy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> WayOut:
        """Called by Scrapy."""
        return cls(crawler.settings.get("WAY_OUT"))

    def process_request(self, request: Request) -> None:
        """Called by Scrapy."""
        if self.proxy:
            request.meta["proxy"] = self.proxy


def origin_of(url: str) -> tuple[str, str]:
    """Scheme and host with port, as two requests to one program have them in common."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return parts.scheme, f"{(parts.hostname or '').rstrip('.')}:{port}"
