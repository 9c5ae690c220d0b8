"""One fetch of a site: its entrances, the pages that they link to, and the pages that its sitemaps list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from include.errors import JatreError, RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.network.http import conditional_headers, validators
from include.network.sites import same_site
from include.network.statuses import GONE_STATUSES
from include.network.urls import absolute_url
from include.payloads.decoding import looks_like
from include.payloads.payload import RawPayload
from include.sources.base import FetchResult, Source, Unreadable, Window
from include.sources.gathering import MAX_RECORDS, Gathering, remembered
from include.sources.http import Response
from include.sources.sitemaps.entries import is_sitemap
from include.sources.sitemaps.pages import mapped_pages, to_read
from include.sources.sitemaps.robots import Robots, Ruling, origin_of
from include.sources.structured.event_identity import identified
from include.sources.structured.extraction import find_events, links
from include.untrusted.bounds import reason_of


class SiteFetch:
    """What one fetch gathers."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.known: dict[str, Any] = source.state.get("pages", {})
        self.limit = int(source.instance.config.get("max_pages", 60))
        self.pages: dict[str, Any] = {}
        self.nodes: list[tuple[str, dict[str, Any]]] = []
        self.linked: dict[str, None] = {}
        self.mapped: dict[str, str | None] = {}
        self.maps: list[RawPayload] = []
        self.kept: set[str] = set()
        self.payloads: list[RawPayload] = []
        self.gathering = Gathering()
        self.robots = Robots(source.http)
        self.waiting: set[str] = set()
        """Hosts that want no more requests of this fetch."""
        self.missing = 0

    def read(self, url: str, *, entrance: bool = False) -> bool:
        """Read one page; False when its host wants no more requests. The entrance must be readable; an event page may
        be missing, and the pages of other hosts are read all the same.
        """
        if not entrance and origin_of(url) in self.waiting:
            return False
        known = self.known.get(url, {})
        try:
            answer = self.source.http.get(url, headers=conditional_headers(known))
            if answer.status == 304:
                self._not_modified(url, known)
            else:
                self._take(url, answer, entrance=entrance)
        except RateLimited as error:
            if entrance:
                raise
            self.waiting.add(origin_of(url))
            self._miss(url, error)
            return False
        except (TransientError, SourceRefused, UnreadablePayload) as error:
            if entrance:
                raise
            # a page that is gone is an absence; one that could not be read decides nothing about its events
            if isinstance(error, SourceRefused) and error.status in GONE_STATUSES:
                self.gathering.unreadable.append(Unreadable(reason_of(error), url[:300]))
            else:
                self._miss(url, error)
        return True

    def _miss(self, url: str, error: JatreError | None = None) -> None:
        """A page that could not be read keeps what it had, and the fetch is not complete."""
        self.missing += 1
        if url in self.known:
            self.pages.setdefault(url, self.known[url])
        if error:
            self.gathering.unreadable.append(Unreadable(reason_of(error), url[:300]))

    def _not_modified(self, url: str, known: Mapping[str, Any]) -> None:
        self.kept |= set(known.get("ids", []))
        self._follow(known.get("links", []))
        self.pages[url] = known

    def read_linked(self) -> None:
        """Read the pages that the entrances link to, as far as the robots.txt of their hosts lets us."""
        urls = list(self.linked)[: self.limit]
        ruling = self.robots.ruling(urls)
        self._withheld(ruling)
        for url in urls:
            if url in ruling.permitted and not self.read(url) and url not in self.pages:
                self._miss(url)

    def _withheld(self, ruling: Ruling) -> None:
        """The pages that may not be read, for good or for now."""
        for url in sorted(ruling.forbidden):
            self._forbidden(url)
        for url in ruling.undecided:
            self._miss(url)
        for error in dict.fromkeys(ruling.undecided.values()):
            self.gathering.unreadable.append(Unreadable(reason_of(error), "robots.txt"))

    def _forbidden(self, url: str) -> None:
        """A page that may not be read: what it listed when it might be stays as it is."""
        if url in self.known:
            self.kept |= set(self.known[url].get("ids", []))
            self.pages[url] = self.known[url]
        self.gathering.unreadable.append(Unreadable("robots.txt forbids to read this page", url[:300]))

    def read_mapped(self, now: datetime) -> None:
        """Read the pages of sitemaps that are due; of the others counts what was found on them."""
        done: set[str] = set()
        for url in to_read(self.mapped, self.known, now)[: self.limit]:
            missing = self.missing
            if not self.read(url):
                continue
            done.add(url)
            # one that failed for now keeps what it had, and no cursor, so that it is read again
            failed = self.missing > missing
            before = self.known.get(url, {}) if failed else {"ids": []}
            changed = None if failed else self.mapped[url]
            self.pages[url] = {**self.pages.get(url, before), "lastmod": changed, "read": now.isoformat()}
        for url in self.mapped.keys() - done:
            if url in self.known:
                self.kept |= set(self.known[url].get("ids", []))
                self.pages[url] = self.known[url]
            else:
                self.missing += 1

    def _map(self, answer: Response) -> None:
        """Note the pages of a sitemap, which are read behind all entrances."""
        found = mapped_pages(answer, self.source.http, self.robots, self.source.instance.config)
        self.mapped.update(found.pages)
        self._withheld(found.ruling)
        self.maps += found.payloads
        self.gathering.unreadable += found.notes
        self.missing += 0 if found.whole else 1

    def _take(self, url: str, answer: Response, *, entrance: bool) -> None:
        if entrance and is_sitemap(answer.body):
            self._map(answer)
            return
        text = answer.text()
        found = find_events(text, answer.url)
        if not found.lists:
            raise UnreadablePayload(f"{answer.url}: neither events nor an empty list: {text.strip()[:80]!r}")
        self.payloads.append(answer.payload())
        self.gathering.unreadable += found.unreadable
        selector = self.source.instance.config.get("links")
        onward = self._onward(answer.url, links(text, selector)) if selector and entrance else []
        if entrance and not found.events and not onward and "password" in text.lower() and looks_like(text) == "html":
            raise UnreadablePayload(f"{answer.url}: a page that asks for a password, where events were expected")
        onward = [one for one in onward if self._is_ours(one)]
        self._follow(onward)
        self.nodes += [(url, node) for node in found.events]
        self.pages[url] = {**validators(answer.headers), "links": onward, "ids": []}
        if not found.whole:
            self._part_lost(url)

    def _part_lost(self, url: str) -> None:
        """An event of a page that could not be read is one that the page listed before: those stay as they are.

        Without a memory nobody knows which those are, and the fetch is not complete.
        """
        before = self.known.get(url, {}).get("ids", [])
        self.gathering.still_listed |= set(before)
        self.pages[url]["ids"] = list(before)
        self.gathering.whole &= bool(self.known)

    def _is_ours(self, link: str) -> bool:
        """Whether a link stays on the site; one that does not is not followed, and that is kept in the history."""
        config = self.source.instance.config
        if any(same_site(link, url, config.get("sites", [])) for url in config.get("urls") or [config["url"]]):
            return True
        reason = "the link leads to another site; `sites` may name its domain"
        self.gathering.unreadable.append(Unreadable(reason, link[:300]))
        return False

    def _onward(self, base: str, written: list[str]) -> list[str]:
        """The addresses of event pages, one more than will be read; what is no address leads nowhere."""
        urls = (absolute_url(base, one) for one in written[: 10 * self.limit])
        return list(dict.fromkeys(url for url in urls if url))[: self.limit + 1]

    def _follow(self, urls: list[str]) -> None:
        self.linked.update(dict.fromkeys(url for url in urls if url not in self.pages))

    def result(self, now: datetime, *, complete: bool) -> FetchResult:
        """The fetch as a whole; its state leads the next one."""
        config, before = self.source.instance.config, self.source.state.get("shared", [])
        gathering, records = self.gathering, self.gathering.records
        ids: dict[str, set[str]] = defaultdict(set)
        for key, url, node in identified(gathering, self.nodes, config.get("urls") or [config["url"]], before):
            ids[url].add(key)
            if key not in records or len(str(node)) > len(str(records[key].data)):
                gathering.add(key, node)
        for url, found in ids.items():
            earlier = (one for one in self.pages[url]["ids"] if one not in found)
            self.pages[url]["ids"] = [*sorted(found), *earlier][:MAX_RECORDS]
        shared = {key.partition("#")[0] for key in records if "#" in key}
        return gathering.result(
            complete=complete, window=Window(now), payloads=[*self.maps, *self.payloads] if self.payloads else [],
            unchanged=bool(self.kept) and not self.nodes and not self.payloads, kept=self.kept,
            state={"pages": self.pages, "shared": remembered(shared, before)},
        )  # fmt: skip
