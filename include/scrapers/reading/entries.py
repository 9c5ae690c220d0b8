"""The entries of a list: each taken once, however often its page shows it, up to as many as the source wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parsel import Selector
from w3lib.url import safe_url_string

from include.network.sites import same_site
from include.payloads.decoding import decode, looks_like
from include.scrapers.job import CrawlResult, DetailSelectors, Failure, Job, Page, Row, Where
from include.scrapers.reading.parts import parts_of

Parts = dict[str, str]
_BEGINNING = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
"""Of a page, also behind what a site's program has written before it, such as a warning: browsers show both."""


class Entries:
    """What a crawl has found in its list so far."""

    def __init__(self, job: Job, result: CrawlResult) -> None:
        self.job, self.result = job, result
        self.seen: set[frozenset[tuple[str, str]]] = set()
        self.broken: set[str] = set()
        self.last: set[frozenset[tuple[str, str]]] = set()
        self.full = False
        """Whether there are as many as the source wants, and more."""

    def on(self, page: Selector, url: str) -> list[Parts]:
        """The parts of each entry of a page; one that cannot be read costs the list its completeness alone."""
        found = []
        for node in page.css(self.job.selectors.container):
            try:
                found.append(parts_of(node, self.job.selectors, url))
            except Exception as error:  # whatever foreign markup can raise
                self._broken(url, f"an entry of {url}: {type(error).__name__}: {error}"[:300])
        return found

    def fresh(self, found: list[Parts]) -> list[Parts]:
        """Those that were not seen before."""
        return list({key: one for one in found if (key := _key(one)) not in self.seen}.values())

    def take(self, found: list[Parts], url: str) -> list[Row]:
        """The rows of those that were not seen before."""
        fresh = self.fresh(found)
        room = self.job.max_items - len(self.result.rows)
        if len(fresh) > room:
            self.full = True
            message = f"{url}: more than {self.job.max_items} entries (max_items): what follows was not read"
            self.result.failures.append(Failure(url=url, error="UnreadablePayload", message=message, where="list"))
        rows = [Row(parts=parts) for parts in fresh[:room]]
        self.seen |= set(map(_key, fresh))
        self.result.rows += rows
        return rows

    def holds_last(self, found: list[Parts]) -> bool:
        """Whether a page has all the entries of the one before it, which is none the poorer without that one."""
        keys = set(map(_key, found))
        whole = keys >= self.last
        self.last = keys
        return whole

    def why_no_list(self, page: Selector, found: list[Parts]) -> str | None:
        """Why the first page is no list of events, if so: a login, or a layout in which nothing is where it was."""
        if not found and page.css("input[type=password]"):
            return "a page that asks for a password, where events were expected"
        if found and not any(one.get("title") or one.get("link") for one in found):
            return f"none of {len(found)} entries has a title where one was expected: the site's layout has changed"
        return None

    def _broken(self, url: str, message: str) -> None:
        if message not in self.broken:  # a page that is read again, further down, has it again
            self.broken.add(message)
            self.result.failures.append(Failure(url=url, error="UnreadablePayload", message=message, where="list"))


def _key(parts: Parts) -> frozenset[tuple[str, str]]:
    return frozenset(parts.items())


def selector_of(page: Page) -> Selector | None:
    """A page to be read; None when it is none."""
    text = decode(page.body, page.charset or None)
    return Selector(text=text) if is_page(text) else None


def is_page(text: str) -> bool:
    """Whether an answer is a page, whatever its media type says."""
    kind = looks_like(text)
    return kind in ("html", "xml") or (kind == "other" and _BEGINNING.search(text) is not None)


def add_details(row: Row, page: Page, selectors: DetailSelectors) -> None:
    """Read the page of one event: what it holds goes before what the list holds."""
    found = selector_of(page)
    if found is None:
        row.broken_detail = f"{page.url}: expected a page"
        return
    try:
        row.parts |= parts_of(found, selectors, page.url)
    except Exception as error:  # whatever a foreign page can raise
        row.broken_detail = f"{page.url}: {type(error).__name__}: {error}"[:300]


def own_page(row: Row, job: Job, result: CrawlResult) -> str | None:
    """The address of an entry's own page as it is asked for, "/a night" as "/a%20night"; None where it is not.

    Where nobody can ask for it, that is noted in `result`, and the list's word stands.
    """
    url = row.parts.get("link")
    if not job.detail or not url or not same_site(url, job.url, job.sites):
        return None
    try:
        return safe_url_string(url)
    except ValueError as error:
        message = f"{url}: {error}"[:300]
        result.failures.append(Failure(url=url, error="UnreadablePayload", message=message, where="event"))
        return None


def read_again(job: Job, pages: Sequence[Page]) -> CrawlResult:
    """The entries of the pages that an earlier crawl brought, in its order, by the selectors of `job`.

    An entry whose own page is not among them is left as it was.
    """
    result = CrawlResult(pages=list(pages))
    entries = Entries(job, result)
    for number, page in enumerate(one for one in pages if one.where != "event"):
        where: Where = "list" if number else "entrance"
        selector = selector_of(page)
        found = entries.on(selector, page.url) if selector else []
        reason = "expected a page" if selector is None else entries.why_no_list(selector, found)
        if reason and (selector is None or number == 0):
            message = f"{page.url}: {reason}"
            result.failures.append(Failure(url=page.url, error="UnreadablePayload", message=message, where=where))
        else:
            entries.take(found, page.url)
    if job.detail:
        _add_own_pages(job, job.detail, result, (one for one in pages if one.where == "event"))
    return result


def _add_own_pages(job: Job, selectors: DetailSelectors, result: CrawlResult, pages: Iterable[Page]) -> None:
    by_address = {one.asked: one for one in pages}
    for row in result.rows:
        url = own_page(row, job, result)
        if url is None:
            continue
        if url in by_address:
            add_details(row, by_address[url], selectors)
        else:
            row.broken_detail = f"the archive has no page of {url}"
            result.failures.append(
                Failure(url=url, error="UnreadablePayload", message=row.broken_detail, where="event")
            )
