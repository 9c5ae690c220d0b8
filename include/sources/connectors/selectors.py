"""Listing sites without structured data, read by CSS selectors.

`config`: `url`; `selectors` (`container`, and inside it `title`, `date`, and if there are such `end`, `location`,
`address`, `price`, `description`, `image`, `link`, `status`; a status is noticed without one where an entry shows it in
a place of its own); `pagination` (`type` `next` with the `selector` of the link; `numbered` with the query's
`parameter`, or the `selector` of links whose texts are the numbers; `click` with the `selector` of what is clicked;
`scroll`, with the `selector` of what is scrolled where that is not the window; `max_pages`); `browser`, for pages that
programs build (`click` and `scroll` imply it); `detail`, selectors on the page behind `link`; `authentication` (`type`
`none`, `basic`, `form` or `oauth`, see `include/scrapers/access.py`); `proxies`; `max_items`; `pause`, `max_seconds`
and `sites` (see `include/scrapers/job.py`); `coverage` (`all`, the default, or `part`: the site does not list all that
is to come, so an absence means nothing); `venue` and `address` for events that name no place.

A fetch is complete only when the list was read to its end and every entry could be recognised. An entry whose own page
could not be read just now is left as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal

from pydantic import ValidationError

from include import errors
from include.errors import BrokenRecord, ConfigurationError, RateLimited, TransientError, UnreadablePayload
from include.listing import Image, Listing, Venue
from include.network.chromium import chromium
from include.network.urls import canonical_url
from include.payloads.payload import RawPayload
from include.scrapers.access import secrets_of
from include.scrapers.job import CrawlResult, Job, Page, Row
from include.scrapers.process import run_crawl
from include.scrapers.reading.entries import read_again
from include.sources.base import FetchResult, Reading, Source, SourceType, Unreadable, Window
from include.sources.configuration.config import WebhookConfig, invalid_fields
from include.sources.dated import dated
from include.sources.fields.entry import read_entry
from include.sources.fields.places import or_default, venue_of
from include.sources.fields.prices import amount, price_of, read_price_field
from include.sources.gathering import Gathering, remembered
from include.sources.identity import clip, derived, normalised
from include.sources.provenance import from_structure
from include.sources.structured.event_identity import several_sessions
from include.untrusted.bounds import refusals_explained
from include.untrusted.budget import PAYLOAD_BUDGET, OverBudget, within_budget
from include.untrusted.left_out import optional


class EntrySettings(WebhookConfig):
    """How the entries that a crawl brings are read: none of these settings is the crawl's own."""

    coverage: Literal["all", "part"] = "all"


ENTRY_KEYS = tuple(EntrySettings.model_fields)
NO_BROWSER = "its pages take a browser: install the package chromium, or name one in the variable CHROMIUM"


class Selectors(Source):
    """A list of events over one or more pages."""

    kind: ClassVar[str] = "selectors"
    type: ClassVar[SourceType] = "scraper"
    volatile: ClassVar[frozenset[str]] = frozenset({"seen"})

    @classmethod
    def check(cls, config: Mapping[str, Any]) -> None:
        """Whether `config` is one for a crawl. Raises: ConfigurationError."""
        try:
            Job.model_validate(_of_crawl(config))
            EntrySettings.model_validate({name: config[name] for name in ENTRY_KEYS if name in config})
        except ValidationError as error:
            raise ConfigurationError(invalid_fields(error, "config")) from None

    def fetch(self, now: datetime) -> FetchResult:
        """Crawl the site. Raises ConfigurationError too, when the configuration is none."""
        result = self._crawled()
        self.came = [_payload(page) for page in result.pages]
        _entered(result)
        shared = set(self.state.get("shared", []))
        gathering = Gathering()
        gathering.unreadable += [Unreadable(one.message, one.url) for one in result.failures]
        missing = any(one.where == "list" for one in result.failures)
        whole = self.instance.config.get("coverage", "all") == "all"
        if whole and not result.ended and not missing and self.crawled is None:
            left_off = "the list was not read to its end: max_pages or max_seconds do not suffice"
            gathering.unreadable.append(Unreadable(left_off, self.instance.config["url"]))
        kept: set[str] = set()
        _without_common_badge(result.rows)
        for key, row in _identified(gathering, result.rows, self.instance.config["url"], shared):
            if row.broken_detail:
                kept.add(key)
            elif key not in gathering.records:
                gathering.add(key, {**row.parts, "seen": now.isoformat()})
        return gathering.result(
            complete=whole and result.ended and not missing, window=Window(now), kept=kept,
            payloads=self.came,
            state={"shared": remembered(shared, [])},
        )  # fmt: skip

    def _crawled(self) -> CrawlResult:
        """What the site lists, or what an earlier crawl brought of it. Raises: the errors of a fetch."""
        if self.crawled is None:
            return run_crawl(self._job(), self.http.reserve)
        pages = [_page(one) for one in self.crawled]
        try:
            return within_budget(read_again, self._job(), pages, budget=PAYLOAD_BUDGET)
        except OverBudget as error:
            raise UnreadablePayload(f"the pages of the crawl: {error}") from error

    @refusals_explained()
    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one entry. Raises: BrokenRecord when it has no title."""
        status = raw.get("status") or raw.get("badge")
        listing = read_entry(raw, reading.zone, description=raw.get("description"), status=status)
        image = canonical_url(raw.get("image"))
        with optional(listing.left_out, "images"):
            listing.images = [Image(url=image, alt=listing.title)] if image else []
        local, money = reading.area.words, reading.area.money
        found = Venue()
        with optional(listing.left_out, "venue"):
            found = venue_of(raw.get("location"), local, raw.get("address"))
        listing.venue = or_default(found, self.instance.config, local)
        with optional(listing.left_out, "price"):
            cost = str(raw.get("price") or "")
            bare = amount(cost, money) if cost.replace(".", "").replace(",", "").isdigit() else None
            listing.price = price_of([bare], money.currency) if bare is not None else read_price_field(cost, money)
        return dated(from_structure(listing), raw, reading)

    def _job(self) -> Job:
        try:
            job = Job.model_validate(_of_crawl(self.instance.config))
        except ValidationError as error:
            raise ConfigurationError(f"{self.instance.slug}: {invalid_fields(error, 'config')}") from None
        if job.in_browser and self.crawled is None and chromium() is None:
            raise ConfigurationError(f"{self.instance.slug}: {NO_BROWSER}")
        return job

    @classmethod
    def derived_secrets(cls, config: Mapping[str, Any]) -> Iterator[str]:
        """The name and password of a site, as they are sent together."""
        try:
            yield from secrets_of(Job.model_validate(_of_crawl(config)).authentication)
        except ValidationError:
            return  # the fetch refuses it, and names what is wrong


def _payload(page: Page) -> RawPayload:
    """A page for the archive, with what is needed to read it again."""
    about = {"asked": page.asked, "where": page.where, "charset": page.charset}
    return RawPayload(page.url, page.media_type, page.body, about)


def _page(payload: RawPayload) -> Page:
    about: dict[str, Any] = dict(payload.about)
    return Page.model_construct(url=payload.url, media_type=payload.media_type, body=payload.body, **about)


def _of_crawl(config: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that are the crawl's own."""
    return {name: value for name, value in config.items() if name not in ENTRY_KEYS}


def _entered(result: CrawlResult) -> None:
    """Raise why the first page could not be read, if so."""
    for one in result.failures:
        if one.where == "entrance":
            error = getattr(errors, one.error)
            raise error(one.message, one.retry_after) if issubclass(error, RateLimited) else error(one.message)
    if not result.pages:
        raise TransientError("the crawl ended before the first page came")


def _without_common_badge(rows: list[Row]) -> None:
    """What every entry shows is part of the site's template and no status of an event."""
    if len(rows) > 1 and all("badge" in row.parts for row in rows):
        for row in rows:
            del row.parts["badge"]


def _identified(gathering: Gathering, rows: list[Row], entrance: str, shared: set[str]) -> Iterator[tuple[str, Row]]:
    """The external id of each row: its link, with the date where several dates share one; else derived."""
    own = canonical_url(entrance)

    def keyed(row: Row) -> tuple[Row, str | None, str, str]:
        link, date = canonical_url(row.parts.get("link")), normalised(row.parts.get("date", ""))
        link = link if link != own else None
        if link is None and not row.parts.get("title"):
            raise BrokenRecord("the entry has neither title nor link")
        return row, link, date, derived(row.parts.get("title", ""), row.parts.get("location"), date)

    every = list(gathering.each(gathering.within(rows), keyed))
    shared |= several_sessions((link, date) for _, link, date, _ in every if link)
    for row, link, date, other in every:
        yield (clip(f"{link}#{date}" if link in shared else link) if link else other), row
