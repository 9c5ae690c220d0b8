"""The pages of events that a site's sitemaps list, in a bounded number, and which of them are read this time.

What a sitemap states of a page's last change is the cursor: a page that has not changed is read again once a week only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain, zip_longest
from typing import Any
from urllib.parse import urlsplit

from include.errors import RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.network.sites import same_site
from include.payloads.payload import RawPayload
from include.sources.base import Unreadable
from include.sources.fields.moments import read_time
from include.sources.http import Http, Response
from include.sources.sitemaps.entries import MapEntry, is_sitemap, read_sitemap
from include.sources.sitemaps.robots import Robots, Ruling
from include.untrusted.bounds import reason_of

EVENT_WORD = re.compile(
    r"(?<![a-z])(?:events?|shows?|gigs?|concerts?|exhibitions?|workshops?|screenings?|program(?:me)?s?|performances?"
    r"|festivals?|happenings?|whats-?on|what-s-on|calendar|agenda)(?![a-z])",
    re.IGNORECASE,
)
"""By which the path of an address looks like that of an event."""
MAX_SITEMAPS = 50
"""Sitemaps of one fetch."""
MAX_PAGES = 2_000
"""Pages of one source that are remembered."""
READ_AGAIN = timedelta(days=7)
"""After which a page is looked at whatever its sitemap states of it."""


@dataclass
class MappedPages:
    """The pages that may be read, with when each has changed last; what robots.txt rules of all; `whole` when these are
    all that the site lists.
    """

    pages: dict[str, str | None] = field(default_factory=dict)
    ruling: Ruling = field(default_factory=Ruling)
    payloads: list[RawPayload] = field(default_factory=list)
    notes: list[Unreadable] = field(default_factory=list)
    whole: bool = True

    def lose(self, reason: str, what: str) -> None:
        """Note what is missing."""
        self.notes.append(Unreadable(reason, what))
        self.whole = False


def mapped_pages(answer: Response, http: Http, robots: Robots, config: Mapping[str, Any]) -> MappedPages:
    """The pages of the sitemap `answer`, and of those that it names.

    `config` may hold `match`, a text that the addresses have in them, and `sites`, other domains.
    Raises: UnreadablePayload when nothing in it looks like an event, SourceRefused when robots.txt forbids all, and
    why the rules cannot be read where they are of all pages.
    """
    found = MappedPages()
    every = list(_entries(answer, http, found))
    match = config.get("match")
    likely = [one for one, named in every if (match in one.url if match else named or _looks_like_event(one.url))]
    if every and not likely:
        raise UnreadablePayload(f"{answer.url}: none of {len(every):,} addresses looks like an event's (`match`)")
    ours = [one for one in likely if same_site(one.url, answer.url, config.get("sites", []))]
    if len(ours) < len(likely):
        reason = f"{len(likely) - len(ours):,} addresses lead to another site; `sites` may name its domain"
        found.notes.append(Unreadable(reason, answer.url))
    newest = sorted({one.url: one for one in ours}.values(), key=_age, reverse=True)
    if len(newest) > MAX_PAGES:
        found.lose(f"{len(newest):,} pages of events in the sitemap, at most {MAX_PAGES:,}", newest[MAX_PAGES].url)
    listed = {one.url: one.modified for one in newest[:MAX_PAGES]}
    found.ruling = _checked(robots.ruling(listed), answer.url)
    found.pages = {url: changed for url, changed in listed.items() if url in found.ruling.permitted}
    return found


def to_read(pages: Mapping[str, str | None], known: Mapping[str, Any], now: datetime) -> list[str]:
    """Those of `pages` that are due, in their order: new ones and changed ones in turn, then those read long ago."""
    stamps = {url: _read_at(known[url]) for url in pages if url in known}
    new = [url for url in pages if url not in stamps]
    changed = [url for url in stamps if not pages[url] or pages[url] != known[url].get("lastmod")]
    old = [url for url in stamps if url not in changed and stamps[url] < now - READ_AGAIN]
    in_turn = chain.from_iterable(zip_longest(new, sorted(changed, key=stamps.__getitem__)))
    return [url for url in in_turn if url] + sorted(old, key=stamps.__getitem__)


def _checked(ruling: Ruling, home: str) -> Ruling:
    """A ruling that leaves something to read, or to keep."""
    if ruling.undecided and not ruling.permitted and not ruling.forbidden:
        raise next(iter(ruling.undecided.values()))
    if ruling.forbidden and not ruling.permitted and not ruling.undecided:
        raise SourceRefused(f"{home}: robots.txt forbids its pages of events")
    return ruling


def _entries(answer: Response, http: Http, found: MappedPages) -> Iterator[tuple[MapEntry, bool]]:
    """Every page, with whether its sitemap is one of events by its name."""
    first = read_sitemap(answer.body, answer.url)
    found.payloads.append(answer.payload())
    yield from ((one, False) for one in first.pages)
    waiting = _those_of_events([one for one in first.maps if same_site(one.url, answer.url)])
    if len(waiting) > MAX_SITEMAPS:
        found.lose(f"{len(waiting):,} sitemaps in the index, at most {MAX_SITEMAPS}", waiting[MAX_SITEMAPS].url)
    for one in waiting[:MAX_SITEMAPS]:
        try:
            more = http.get(one.url)
            if not is_sitemap(more.body):
                raise UnreadablePayload(f"{more.url}: no sitemap")
            inside = read_sitemap(more.body, more.url)
        except (TransientError, RateLimited, SourceRefused, UnreadablePayload) as error:
            found.lose(reason_of(error), one.url)
            continue
        found.payloads.append(more.payload())
        if inside.maps:
            found.lose("an index of sitemaps inside another is not followed", one.url)
        named = _looks_like_event(one.url)
        yield from ((page, named) for page in inside.pages)


def _those_of_events(maps: list[MapEntry]) -> list[MapEntry]:
    """The sitemaps that are of events by their names; all where none is."""
    return [one for one in maps if _looks_like_event(one.url)] or maps


def _looks_like_event(url: str) -> bool:
    return EVENT_WORD.search(urlsplit(url).path.replace("_", "-")) is not None


def _age(entry: MapEntry) -> float:
    """For the newest first: those without a date come last."""
    stamp = read_time(entry.modified, UTC)
    return stamp.at.timestamp() if stamp else 0.0


def _read_at(page: Mapping[str, Any]) -> datetime:
    written = page.get("read")
    return datetime.fromisoformat(written) if isinstance(written, str) else datetime.min.replace(tzinfo=UTC)
