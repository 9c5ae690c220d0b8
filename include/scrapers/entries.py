"""The entries of a list: each taken once, however often its page shows it, up to as many as the source wants."""

from __future__ import annotations

from parsel import Selector

from include.scrapers.job import CrawlResult, Failure, Job, Row
from include.scrapers.parts import parts_of

Parts = dict[str, str]


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
