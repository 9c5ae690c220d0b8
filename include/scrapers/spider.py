"""The one spider: a list of events over any number of pages, each with a page of its own if need be."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from parsel import Selector
from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from include.network.statuses import END_OF_LIST_STATUSES, GONE_STATUSES
from include.scrapers.failures import as_failure
from include.scrapers.job import CrawlResult, Failure, Job, Page, Row, Where
from include.scrapers.login import Login
from include.scrapers.middlewares import origin_of
from include.scrapers.reading.entries import Entries, add_details, own_page, selector_of
from include.scrapers.reading.parts import address_in, numbered_address

MAX_CRAWL_BYTES = 100_000_000
"""Bytes of all pages of one crawl."""


class ListingSpider(Spider):
    """Reads `job` into `result`."""

    name = "listing"

    def __init__(self, job: Job, result: CrawlResult, **about: Any) -> None:
        super().__init__(**about)
        self.job, self.result = job, result
        self.entries = Entries(job, result)
        self.visited: set[str] = set()
        self.brought = 0

    async def start(self) -> AsyncIterator[Request]:
        """Begin at the entrance, or at what has to be passed before."""
        login = Login(self.job, self.result, self.crawler)
        yield login.before(lambda: self._page(self.job.url, 1))

    def read_list(self, response: Response, number: int) -> Any:
        """One page of the list; then the pages of its events, then the next."""
        try:
            yield from self._read_list(response, number)
        except CloseSpider:
            raise
        except Exception as error:  # whatever a foreign page can raise: Scrapy would only log it
            self._unreadable(response.url, number, f"{type(error).__name__}: {error}"[:300])

    def _read_list(self, response: Response, number: int) -> Iterator[Request]:
        page = selector_of(self._take(response, _where(number)))
        if page is None:
            self._unreadable(response.url, number, "expected a page")
            return
        rows = self._rows(page, response.url, number)
        if rows is not None:
            yield from self._details(rows)
            yield from self._onward(response.url, page, number, more=bool(rows))

    def _rows(self, page: Selector, url: str, number: int) -> list[Row] | None:
        """What a page of the list brings; None when it is no such page."""
        found = self.entries.on(page, url)
        if number == 1 and (reason := self.entries.why_no_list(page, found)):
            self._unreadable(url, number, reason)
            return None
        return self.entries.take(found, url)

    def read_detail(self, response: Response, row: Row) -> None:
        """The page of one event: what it holds goes before what the list holds."""
        page = self._take(response, "event")
        assert self.job.detail is not None
        add_details(row, page, self.job.detail)

    async def list_failed(self, failure: TwistedFailure) -> None:
        """A page of the list did not come. Behind the last number, that is the end."""
        request: Request = failure.request  # type: ignore[attr-defined]
        number = request.cb_kwargs["number"]
        what = as_failure(failure, request.url, where=_where(number), with_credentials=self._has_credentials)
        if (
            number > 1
            and self.job.pagination
            and self.job.pagination.type == "numbered"
            and what.status in END_OF_LIST_STATUSES
        ):
            self.result.ended = True
        else:
            self.result.failures.append(what)

    def detail_failed(self, failure: TwistedFailure) -> None:
        """An event's page did not come. Where there is none, or it may never be read, the list's word stands; else the
        event stays as it was.
        """
        request: Request = failure.request  # type: ignore[attr-defined]
        with_credentials = self._has_credentials and self._is_of_list(request.url)
        what = as_failure(failure, request.url, where="event", with_credentials=with_credentials)
        self.result.failures.append(what)
        is_for_good = what.status is None or what.status in GONE_STATUSES
        if what.error != "SourceRefused" or not is_for_good:
            request.cb_kwargs["row"].broken_detail = what.message

    @property
    def _has_credentials(self) -> bool:
        return self.job.authentication.type != "none"

    def _is_of_list(self, url: str) -> bool:
        """Whether an address is where what opens the site is sent: scheme, host and port of the list's own."""
        return origin_of(url) == origin_of(self.job.url)

    def _page(self, url: str, number: int) -> Request:
        self.visited.add(url)
        return Request(
            url, self.read_list, errback=self.list_failed, cb_kwargs={"number": number}, dont_filter=True,
            priority=-number,
        )  # fmt: skip

    def _details(self, rows: Iterable[Row]) -> Iterator[Request]:
        for row in rows:
            if url := own_page(row, self.job, self.result):
                yield Request(
                    url, self.read_detail, errback=self.detail_failed, cb_kwargs={"row": row}, dont_filter=True
                )

    def _onward(self, at: str, page: Selector, number: int, *, more: bool) -> Iterator[Request]:
        way = self.job.pagination
        url = self._next(at, page, number) if (more or number == 1) and not self.entries.full else None
        if self.entries.full:
            return
        if url is None or url in self.visited:
            self.result.ended = True
        elif way and number < way.max_pages:
            yield self._page(url, number + 1)

    def _next(self, at: str, page: Selector, number: int) -> str | None:
        way = self.job.pagination
        if way is None:
            return None
        if way.type == "next":
            return address_in(page, way.selector or "", at, self.job.sites)
        if way.selector:
            return numbered_address(page, way.selector, way.first + number, at, self.job.sites)
        return _numbered(self.job.url, way.parameter, way.first + number)

    def _take(self, response: Response, where: Where) -> Page:
        """Keep the page that came."""
        media_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
        kind, _, charset = media_type.partition(";")
        request = response.request
        asked = request.meta.get("redirect_urls", [request.url])[0] if request else response.url
        return self._keep(Page.model_construct(
            url=response.url, media_type=kind.strip(), body=response.body, asked=asked, where=where,
            charset=charset.partition("=")[2].strip("\"' "),
        ))  # fmt: skip

    def _keep(self, page: Page) -> Page:
        """For the archive. Raises: CloseSpider when the crawl has brought too much."""
        self.brought += len(page.body)
        if self.brought > MAX_CRAWL_BYTES:
            self._unreadable(page.url, 2, f"the crawl has brought more than {MAX_CRAWL_BYTES:,} bytes, and ends here")
            raise CloseSpider("too many bytes")
        self.result.pages.append(page)
        return page

    def _unreadable(self, url: str, number: int, message: str) -> None:
        asks_again = self._has_credentials and "password" in message
        self.result.failures.append(Failure(
            url=url, error="CredentialsRefused" if asks_again else "UnreadablePayload", message=f"{url}: {message}",
            where=_where(number),
        ))  # fmt: skip


def _numbered(url: str, parameter: str, number: int) -> str:
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != parameter]
    return urlunsplit(parts._replace(query=urlencode([*query, (parameter, str(number))])))


def _where(number: int) -> Where:
    return "entrance" if number == 1 else "list"
